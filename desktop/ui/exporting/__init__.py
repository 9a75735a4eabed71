"""Chats as documents to be read elsewhere."""
