"""Who says so: the speakers that a text names."""
