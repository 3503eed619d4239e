"""Where: the places that a text names."""
