"""Extractions to quads: the only folder that knows how entities, figures and provenance look in RDF."""

from kg.graph.context import Build, Source, Statement, Term, TermTriple, statement_id
from kg.graph.entities import Named, about, named, told_names
from kg.graph.figures import accepted
from kg.graph.provenance import description, document_quads, document_triples
from kg.graph.serial import by_subject, described, lines, ntriples, quads_in, read_lines, triple
from kg.graph.statements import statements
from kg.graph.whole import dataset_triples, plain, reconciled, vocabulary_quads

__all__ = [
    "Build",
    "Named",
    "Source",
    "Statement",
    "Term",
    "TermTriple",
    "about",
    "accepted",
    "by_subject",
    "dataset_triples",
    "described",
    "description",
    "document_quads",
    "document_triples",
    "lines",
    "named",
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
