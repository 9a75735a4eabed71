"""Facet's commands, one file each."""
