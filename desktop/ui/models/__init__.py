"""Models in the window: which there are, on their way, and here."""
