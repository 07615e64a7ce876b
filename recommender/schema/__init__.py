"""The one schema: what records may hold, and the JSON forms generated from it."""
