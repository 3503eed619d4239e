"""Where: which place and country a count is of."""
