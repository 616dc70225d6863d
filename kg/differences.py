"""Which statements two states of a graph differ in: stores, backups or dumps."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError
from kg.iris import RDF, VOID, Base
from kg.store import open_reader

_FORMATS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}
_STATEMENTS = """
SELECT ?graph ?subject ?predicate ?object ?status ?confidence WHERE {
  GRAPH ?graph {
    ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; mg:reviewStatus ?status .
    OPTIONAL { ?statement mg:confidence ?confidence }
  }
}
"""

Terms = tuple[str, str, str, str]
"""Path of the document below `id/doc/`; subject, predicate and object, IRIs in short form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a document states in one of two graphs, or with another status or confidence."""

    kind: str
    """added, withdrawn or changed."""
    document: str
    subject: str
    predicate: str
    object: str
    before: str
    """Status and confidence in the old graph, as `after` in the new one; empty where it is not stated."""
    after: str


def differences(old: Path, new: Path) -> list[Difference]:
    """What the new graph states and the old one did not, and the other way round, in order of document and words.

    A text that changed is still the same document: what it says as before is no difference.
    Raises `SourceError` for what is neither store nor dump and `StoreError` for a store that cannot be read.
    """
    before, after = _stated(old), _stated(new)
    return [
        Difference(
            kind="changed"
            if terms in before and terms in after
            else "added"
            if terms in after
            else "withdrawn",
            document=terms[0],
            subject=terms[1],
            predicate=terms[2],
            object=terms[3],
            before=before.get(terms, ""),
            after=after.get(terms, ""),
        )
        for terms in sorted(before.keys() | after.keys())
        if before.get(terms) != after.get(terms)
    ]


def _stated(place: Path) -> dict[Terms, str]:
    """What each statement's status and confidence are; statements of one document that say the same are one."""
    found: defaultdict[Terms, set[str]] = defaultdict(set)
    with _opened(place) as (store, base):
        head = base.graph("prov").value + "/"
        rows = store.query(_STATEMENTS, prefixes={"rdf": RDF, "mg": base.ns("").value})
        assert isinstance(rows, ox.QuerySolutions), "it is a SELECT"
        for row in rows:
            document = row["graph"].value.removeprefix(head).rpartition("/")[0]
            subject, predicate, value = (
                _short(row[name], base) for name in ("subject", "predicate", "object")
            )
            status = row["status"].value.rpartition("#")[2]
            told = f"{status} {row['confidence'].value}" if row["confidence"] else status
            found[document, subject, predicate, value].add(told)
    return {terms: ", ".join(sorted(told)) for terms, told in found.items()}


@contextmanager
def _opened(place: Path) -> Iterator[tuple[ox.Store, Base]]:
    if place.is_dir():
        reader = open_reader(place)
        yield reader.store, Base(reader.base)
        return
    form = _FORMATS.get(place.suffix.lower())
    if form is None or not place.is_file():
        raise SourceError(
            "there is neither a store nor a dump here",
            where=str(place),
            remedy="name a store, backup, .nq or .trig",
        )
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        try:
            store.bulk_load(path=str(place), format=form)
        except (SyntaxError, ValueError, OSError) as error:
            raise SourceError(
                f"the dump cannot be read: {error}", where=str(place), remedy="get it again"
            ) from error
        yield store, _base(store, place)


def _base(store: ox.Store, place: Path) -> Base:
    """The base of a dump, which describes itself."""
    kind, dataset = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{VOID}Dataset")
    for quad in store.quads_for_pattern(None, kind, dataset, None):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.endswith("id/dataset"):
            return Base(quad.subject.value.removesuffix("id/dataset"))
    raise SourceError("this is no dump of a store", where=str(place), remedy="use what kg export wrote")


def _short(term: ox.NamedNode | ox.Literal, base: Base) -> str:
    if not isinstance(term, ox.NamedNode):
        return str(term)
    for prefix, iri in base.prefixes.items():
        rest = term.value.removeprefix(iri)
        if term.value.startswith(iri) and rest:
            return f"{prefix}:{rest}"
    return str(term)
