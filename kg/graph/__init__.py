"""Extractions to quads: the only folder that knows how entities, figures and provenance look in RDF."""

from kg.graph.context import Build, Source, Statement, Term, statement_id
from kg.graph.entities import EntityTriple, Named, about, entity_quads, named, told_names
from kg.graph.provenance import description, document_quads
from kg.graph.serial import by_subject, lines, nquads, ntriples, quads_in, read_lines, triple
from kg.graph.statements import statements
from kg.graph.whole import dataset_triples, default_quads, meta_quads, plain, reconciled, vocabulary_quads

__all__ = [
    "Build",
    "EntityTriple",
    "Named",
    "Source",
    "Statement",
    "Term",
    "about",
    "by_subject",
    "dataset_triples",
    "default_quads",
    "description",
    "document_quads",
    "entity_quads",
    "lines",
    "meta_quads",
    "named",
    "nquads",
    "ntriples",
    "plain",
    "quads_in",
    "read_lines",
    "reconciled",
    "statement_id",
    "statements",
    "told_names",
    "triple",
    "vocabulary_quads",
]
