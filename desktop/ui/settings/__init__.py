"""The window where a person chooses."""
