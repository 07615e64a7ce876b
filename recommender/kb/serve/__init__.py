"""Serve: a read-only SPARQL endpoint and the pages, over HTTP."""
