"""What the words behind a statement or figure are about: their places, and their topics and those of the headings."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter

from pyoxigraph import NamedNode

from kg.graph.context import Build, Source, iri
from kg.iris import DCTERMS
from kg.types import Passage, Span

_LINKS = {"place": NamedNode(f"{DCTERMS}spatial"), "topic": NamedNode(f"{DCTERMS}subject")}
Named = tuple[int, int, NamedNode, NamedNode]
"""Begin and end of a mention, the link to what it names, and that."""


def named(source: Source, build: Build) -> tuple[Named, ...]:
    """Every mention of a place or topic in the document, in order of place."""
    found = [
        (span.begin, span.end, _LINKS[entity.type], iri(source, entity.key, build))
        for entity in source.extraction.entities
        if entity.type in _LINKS
        for span in entity.mentions
    ]
    return tuple(sorted(found, key=itemgetter(0, 1)))


def around(span: Span, source: Source, mentions: Sequence[Named]) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Link and thing for each place that the span names, and each topic that it or a heading above it names.

    Places of headings are left out: a heading speaks of more of them than each sentence below it does.
    """
    yield from _within(span, mentions)
    for heading in _headings(span, source.extraction.passages):
        yield from ((link, thing) for link, thing in _within(heading, mentions) if link == _LINKS["topic"])


def _within(span: Span, mentions: Sequence[Named]) -> Iterator[tuple[NamedNode, NamedNode]]:
    first = bisect_left(mentions, span.begin, key=itemgetter(0))
    for begin, end, link, thing in mentions[first:]:
        if begin >= span.end:
            return
        if end <= span.end:
            yield link, thing


def _headings(span: Span, passages: Sequence[Passage]) -> Iterator[Span]:
    own = passage_at(span.begin, passages)
    yield from (passages[index].span for index in (own.headings if own else ()))


def passage_at(place: int, passages: Sequence[Passage]) -> Passage | None:
    """The passage that begins at or last before the place."""
    index = bisect_right(passages, place, key=attrgetter("begin")) - 1
    return passages[index] if index >= 0 else None
