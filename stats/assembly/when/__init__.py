"""When: which time a count has, and which days that is."""
