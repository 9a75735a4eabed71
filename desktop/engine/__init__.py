"""One loaded model at work, in a process of its own."""
