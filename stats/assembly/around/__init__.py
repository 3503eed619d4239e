"""Around: what a count takes from the counts and the text around it, where its own clause tells nothing."""
