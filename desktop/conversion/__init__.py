"""A checkpoint in bf16 → one whose weights take 4 to 8 bits, each what it needs."""
