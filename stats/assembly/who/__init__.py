"""Who says so: whose a count is."""
