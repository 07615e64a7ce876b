"""Scenarios: named variants of a profile, planned and compared side by side."""
