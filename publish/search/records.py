"""What a search gives back: frozen records, ready for pages and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

FACETS = ("area", "article", "topic", "keyword", "group", "year", "target", "document", "state")
"""Names of the facets, as parameters of addresses have them.

Country or region, article of a treaty, crime type or theme, name of what is spoken of, family of crime types or
cross-cutting issue, year, Goal or target, document, state of a statement.
"""
SIZE = 20
"""Statements of a page."""
MOST_VALUES = 1000
"""Values of a facet that are counted out, those with most statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words with the places of what was searched: pairs of offsets in `text`, in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...]
    language: str | None = None

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The words cut at the marks, each piece with whether it is marked; joined they are `text`."""
        cuts = [0, *(place for mark in self.marks for place in mark), len(self.text)]
        pieces = [(self.text[a:b], i % 2 == 1) for i, (a, b) in enumerate(pairwise(cuts))]
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that is called like what was searched."""

    iri: str
    kind: str
    """programme, organization, place, topic, sdg, instrument, provision, event, resolution, document, …"""
    name: str
    """In the language asked for, where it has such a name."""
    language: str | None
    called: Marked
    """The one of its names that fits best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement, and the sentence that says so."""

    statement: str
    subject: str
    predicate: str
    object: str
    status: str
    """accepted, verified, corrected or candidate."""
    document: str
    sha256: str
    """Of the text that `begin` and `end` count in."""
    begin: int
    end: int
    sentence: Marked

    @property
    def triple(self) -> ox.Triple:
        return ox.Triple(ox.NamedNode(self.subject), ox.NamedNode(self.predicate), ox.NamedNode(self.object))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a document that holds the words, shown by its best sentence."""

    document: str
    sha256: str
    begin: int
    end: int
    sentence: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found: things by name, one page of statements and of passages, and what narrows them further."""

    things: tuple[Thing, ...]
    """On the first page only."""
    items: tuple[Item, ...]
    passages: tuple[Passage, ...]
    """Only where words were given."""
    total: int
    """How many statements there are."""
    suggested: int
    """How many more there would be with those that only software suggests, where these are left out."""
    things_total: int
    passages_total: int
    counts: Mapping[str, Mapping[str, int]]
    """For each facet how many of the statements stand under each value, most first; a place counts for its regions
    too. A value that is chosen besides leaves exactly so many statements."""
