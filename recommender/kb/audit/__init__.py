"""Audit: every mark and value looked for in the source texts."""
