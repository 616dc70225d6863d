"""Triples in the form that was asked for, below our prefixes."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.iris import Base
from publish.rows import TooManyRowsError
from publish.turtle import prefixes, turtle


def graph(triples: Iterable[ox.Triple], base: Base, media_type: str) -> bytes:
    """The triples in their order; an empty graph is an answer too and has one line.

    Raises `TooManyRowsError` where they come from `limited`.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    assert form is not None, media_type
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return turtle(triples, prefixes(base), form) or b"\n"
    return ox.serialize(triples, format=form, prefixes=prefixes(base)) or b"\n"


def limited(triples: Iterable[ox.Triple], limit: int) -> Iterator[ox.Triple]:
    """The triples, as long as there are no more than `limit`. Raises `TooManyRowsError` at the next one."""
    for number, triple in enumerate(triples):
        if number >= limit:
            raise TooManyRowsError
        yield triple
