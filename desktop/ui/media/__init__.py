"""Sounds and videos, wherever they are shown."""
