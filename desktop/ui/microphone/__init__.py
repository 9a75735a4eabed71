"""Speaking instead of writing."""
