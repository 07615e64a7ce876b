"""Pages: the knowledge base as HTML, one page per record."""
