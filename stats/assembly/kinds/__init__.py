"""Kinds: whether a count is a flow, a cumulative total or a stock."""
