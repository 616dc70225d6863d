"""Extractions to quads: the only folder that knows how entities, figures and provenance look in RDF."""

from kg.graph.context import Build, Source, Statement, Term, statement_id
from kg.graph.entities import entity_quads
from kg.graph.provenance import document_quads
from kg.graph.serial import by_subject, nquads, ntriples
from kg.graph.statements import statements
from kg.graph.whole import default_quads, meta_quads, reconciled, vocabulary_quads

__all__ = [
    "Build",
    "Source",
    "Statement",
    "Term",
    "by_subject",
    "default_quads",
    "document_quads",
    "entity_quads",
    "meta_quads",
    "nquads",
    "ntriples",
    "reconciled",
    "statement_id",
    "statements",
    "vocabulary_quads",
]
