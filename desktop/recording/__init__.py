"""What a microphone hears: recorded, measured, played again and kept."""
