"""Happened: what a clause tells of those that its numbers count."""
