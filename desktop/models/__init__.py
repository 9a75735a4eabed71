"""Gemma 4 models: which there are, how they come here, and whether they are whole and fit."""
