"""The addresses of all things, for search engines (sitemaps.org): files of addresses, and an index over them."""

from typing import Any
from xml.sax.saxutils import escape

import pyoxigraph as ox

from kg.iris import Base
from kg.store import Reader

SIZE = 50_000
"""Addresses of one file; the protocol allows no more."""
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_COUNT = """SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ ?thing a ?type FILTER(STRSTARTS(STR(?thing), "{own}")) }}"""
_THINGS = """SELECT DISTINCT ?thing WHERE {{ ?thing a ?type FILTER(STRSTARTS(STR(?thing), "{own}")) }}
ORDER BY ?thing OFFSET {offset} LIMIT {limit}"""


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The file of that `number` from 1, or the index for 0; empty where there is no such file."""
    base, number = Base(reader.base), task["number"]
    own = f"{base.iri}id/"
    if number == 0:
        files = range(1, max(1, -(-_count(reader, own) // SIZE)) + 1)
        return _written("sitemapindex", "sitemap", [f"{base.iri}sitemap/{file}.xml" for file in files])
    found = reader.store.query(_THINGS.format(own=own, offset=(number - 1) * SIZE, limit=SIZE))
    assert isinstance(found, ox.QuerySolutions)
    addresses = [row["thing"].value for row in found]
    return _written("urlset", "url", addresses) if addresses or number == 1 else b""


def _count(reader: Reader, own: str) -> int:
    found = reader.store.query(_COUNT.format(own=own))
    assert isinstance(found, ox.QuerySolutions)
    return int(next(iter(found))["n"].value)


def _written(outer: str, inner: str, addresses: list[str]) -> bytes:
    rows = "".join(f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    return f'{_HEAD}<{outer} xmlns="{_NS}">\n{rows}</{outer}>\n'.encode()
