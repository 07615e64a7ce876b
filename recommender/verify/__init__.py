"""Verify: search all legal sites for faults of the rulebook; each comes with a site that shows it."""
