"""Gemma 4 in MLX: checkpoints and arrays, nothing of chats, processes or windows."""
