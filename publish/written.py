"""Triples in the form that was asked for, below our prefixes."""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.iris import Base
from publish.rows import TooManyRowsError
from publish.turtle import prefixes, turtle

_NO_XML = bytes({*range(32)} - {9, 10, 13})
"""Characters that XML 1.0 has no way to write, and beside them two that take three bytes."""
_NO_XML_EITHER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NO_NAME = re.compile(rb"<[A-Za-z][\w-]*:(?![A-Za-z_\x80-\xff])")
"""The beginning of an element without a name: what is left of some properties in RDF/XML."""


class UnwritableError(Exception):
    """XML has no way to write the answer."""


def graph(triples: Iterable[ox.Triple], base: Base, media_type: str) -> bytes:
    """The triples in their order; an empty graph is an answer too and has one line.

    Raises `TooManyRowsError` where they come from `limited`, and `UnwritableError` for XML that nobody could read.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    assert form is not None, media_type
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return turtle(triples, prefixes(base), form) or b"\n"
    told = ox.serialize(triples, format=form, prefixes=prefixes(base)) or b"\n"
    return readable(told) if form == ox.RdfFormat.RDF_XML else told


def readable(xml: bytes) -> bytes:
    """XML as the engine wrote it, with the line ends of values kept (XML 1.0, sections 2.2, 2.3 and 2.11).

    Raises `UnwritableError` where the engine wrote what no reader of XML accepts.
    """
    strange = len(xml.translate(None, _NO_XML)) < len(xml) or any(sign in xml for sign in _NO_XML_EITHER)
    if strange or _NO_NAME.search(xml):
        raise UnwritableError
    # Lines of the engine end with a line feed, so that every other sign stands in a value.
    return xml.replace(b"\r", b"&#13;")


def limited(triples: Iterable[ox.Triple], limit: int) -> Iterator[ox.Triple]:
    """The triples, as long as there are no more than `limit`. Raises `TooManyRowsError` at the next one."""
    for number, triple in enumerate(triples):
        if number >= limit:
            raise TooManyRowsError
        yield triple
