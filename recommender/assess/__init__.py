"""Scores: indicator systems worked out as ranges, what narrows and what raises them."""
