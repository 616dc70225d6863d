"""What pages search and browse: the one place where they meet the search of the service."""

from collections.abc import Mapping, Sequence

from kg.store import Reader
from publish import search as engine
from publish.search import FACETS, SIZE, Hits, Item, iri, key, opened
from publish.search.marking import marked

__all__ = ["FACETS", "SIZE", "Hits", "Item", "iri", "items_of", "key", "nearest", "plain", "search"]


def plain(text: str) -> str:
    """A text as hits show it, without marks of layout."""
    return marked(text, None).text


def search(
    reader: Reader,
    words: str,
    facets: Mapping[str, Sequence[str]],
    language: str = "en",
    page: int = 1,
    *,
    size: int = SIZE,
    suggested: bool = False,
    all_things: bool = False,
    inferred: bool | None = None,
) -> Hits:
    """What fits all words and facets, a page of it, with counts of what narrows it further.

    Statements that only software suggests are told where they are asked for. With `inferred`, only links that were
    inferred are told; with False, only the other statements.
    """
    return engine.search(
        *(opened(reader), words, facets, language, page),
        size=size,
        suggested=suggested,
        all_things=all_things,
        inferred=inferred,
    )


def items_of(reader: Reader, document: str) -> tuple[Item, ...]:
    """The statements of a document, in the order of its text."""
    return engine.items_of(opened(reader), document)


def nearest(
    reader: Reader, words: str, facets: Mapping[str, Sequence[str]], *, suggested: bool = False
) -> Sequence[tuple[str, str | None, int]]:
    """What there would be with less: the facet and its value that are left out, or "words" and none; how many."""
    return engine.nearest(opened(reader), words, facets, suggested=suggested)
