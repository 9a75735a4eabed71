"""Facet: Google's Gemma 4 models on your own Mac, through MLX, offline."""

__version__ = "0.1.0"
