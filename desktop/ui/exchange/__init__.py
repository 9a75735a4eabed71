"""Chats on their way out of Facet and into it, as a person sees it."""
