"""The knowledge base: strict records, catalogue, graph, shapes, tables and queries."""
