"""Whether a Gemma 4 checkpoint is whole: its files are read, then it is shown and played things."""
