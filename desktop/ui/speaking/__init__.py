"""Reading answers aloud with the voices of the system."""
