"""Search and browse over the tables of a build: things by name, statements and passages by words and facets.

    index = opened(reader)
    hits = search(index, "wildlife", {"area": ["202"], "year": ["2021"]}, "fr", page=1)

All words must fit, and all values of facets (see `FACETS`). Values of facets are written as `key` does.
"""

from kg.tables import iri, key
from publish.search.index import Index, opened
from publish.search.records import FACETS, SIZE, Hits, Item, Marked, Passage, Thing
from publish.search.searching import items_of, nearest, search, things

__all__ = [
    "FACETS",
    "SIZE",
    "Hits",
    "Index",
    "Item",
    "Marked",
    "Passage",
    "Thing",
    "iri",
    "items_of",
    "key",
    "nearest",
    "opened",
    "search",
    "things",
]
