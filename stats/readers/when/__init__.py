"""When: dates, events and times of a text, and the days they are."""
