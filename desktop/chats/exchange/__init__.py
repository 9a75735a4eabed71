"""Chats that are taken elsewhere and brought in: one file for each format."""
