"""Tanlu 碳路: explained low-carbon roadmaps from five source documents."""

__version__ = "0.1.0"
