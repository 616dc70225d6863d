"""Names of things for people: one service for everything that leaves the system, in batches.

The chain is that of the Label section of SKOS put to use: the language asked for, English, no language, any other
language, a notation, the last part of the IRI. Within a language the preferred label comes before our short one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from kg.iris import SDG, Base
from kg.query import rows
from kg.store import Reader

_BATCH = 500
# The properties in a filter: as further values they would be joined first, which takes ten times longer.
_NAMES = """
SELECT DISTINCT ?thing ?property ?name
WHERE {
  VALUES ?thing { %s }
  ?thing ?property ?name .
  FILTER(?property IN (skos:prefLabel, mg:shortLabel, rdfs:label, skos:notation))
}
"""
_RANKS = {"prefLabel": 0, "shortLabel": 1, "label": 2, "notation": 3}
_NOTATION = 3
_CODE = re.compile(r"[1-9]\d?(?:\.[1-9a-d]\d?(?:\.[1-9]\d?)?)?")


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the language that it is in; none for a notation or a part of an IRI."""

    text: str
    language: str | None = None


def labels(reader: Reader, iris: Iterable[str], *, language: str = "en") -> dict[str, Label]:
    """A name for every IRI, the best that the default graph has in view of the language asked for.

    One query for some hundred IRIs. An item of the 2030 Agenda has its code before its name.
    """
    wanted = dict.fromkeys(iris)
    names: dict[str, list[tuple[int, ox.Literal]]] = defaultdict(list)
    for batch in _batches(wanted):
        for row in rows(reader, _NAMES % " ".join(batch)):
            names[row["thing"].value].append((_RANKS[row["property"].value.rpartition("#")[2]], row["name"]))
    return {iri: _best(iri, names.get(iri, ()), language, Base(reader.base)) for iri in wanted}


def label(reader: Reader, iri: str, *, language: str = "en") -> str:
    """The name of one thing, as `labels` has it."""
    return labels(reader, [iri], language=language)[iri].text


def _batches(iris: Iterable[str]) -> Iterator[Sequence[str]]:
    """The IRIs as SPARQL writes them; what is none has no name in any graph."""
    nodes = (node for iri in iris if (node := _node(iri)))
    while batch := tuple(islice(nodes, _BATCH)):
        yield batch


def _node(iri: str) -> str | None:
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        return None


def _best(iri: str, names: Sequence[tuple[int, Any]], language: str, base: Base) -> Label:
    notations = sorted(str(name.value) for rank, name in names if rank == _NOTATION)
    spoken = [
        (_distance(name.language, language), name.language or "", rank, name.value)
        for rank, name in names
        if rank != _NOTATION
    ]
    code = _code(iri, notations, base)
    if spoken:
        _, tag, _, text = min(spoken)
        return Label(f"{code} {text}" if code else text, tag or None)
    return Label(code or next(iter(notations), _last(iri)))


@lru_cache(maxsize=512)  # few languages, asked for with each of the names of a page
def _distance(tag: str | None, language: str) -> int:
    """How far a label's language is from the one asked for: a region does not part two labels."""
    own, asked = (tag or "").lower(), language.lower()
    if own == asked:
        return 0
    if own and own.partition("-")[0] == asked.partition("-")[0]:
        return 1
    return 2 if own.partition("-")[0] == "en" else 3 if not own else 4


def _code(iri: str, notations: Sequence[str], base: Base) -> str | None:
    """The code of a Goal, target or indicator; an indicator's IRI has another, so its notation tells."""
    if not iri.startswith((SDG, f"{base.iri}id/sdg/")):
        return None
    return next((code for code in (_last(iri), *notations) if _CODE.fullmatch(code)), None)


def _last(iri: str) -> str:
    return unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1]) or iri
