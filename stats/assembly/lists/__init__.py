"""Lists and tables: what heads, labels and columns tell of the numbers under them and beside them."""
