"""The list of all chats, at the left of the window."""
