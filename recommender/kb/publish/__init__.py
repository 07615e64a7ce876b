"""Publish: the knowledge base as files for others."""
