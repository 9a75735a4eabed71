"""TeX in a conversation: found in Markdown, typeset in a process, drawn among the words."""
