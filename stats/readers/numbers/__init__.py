"""Numbers: every stated quantity, in digits and in words."""
