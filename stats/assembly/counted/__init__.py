"""Counted: whom a number counts, by its noun and the lines it stands in, and what the words for it can tell."""
