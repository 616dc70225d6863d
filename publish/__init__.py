"""The graph for the world: a read-only SPARQL endpoint, descriptions of things, dumps."""
