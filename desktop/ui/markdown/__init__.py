"""Markdown as a text document that grows."""
