"""Facet's window, in Qt widgets."""
