"""The catalogue of known source documents, and which document a text is.

One TOML file for each source in `seeds/sources`: official title, symbol, body, session, dates, publisher, address,
hash of the text and the counts that a right reading is expected to reach.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from kg import assets, symbols
from kg.errors import VocabularyError
from kg.iris import digest, fold
from kg.iris import slug as slugify
from kg.types import Document, Extraction, Fact, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the catalogue knows of one document."""

    id: str
    title: str
    symbol: str | None = None
    session: int | None = None
    text_sha256: str | None = None
    address: str | None = None
    expect: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@cache
def load() -> tuple[Source, ...]:
    """All sources of the catalogue, by file name.

    Raises `VocabularyError` naming the file that is no valid source.
    """
    return tuple(
        _source(path.name, path.read_text(encoding="utf-8"))
        for path in assets.files("seeds", "sources/*.toml")
    )


def _source(name: str, text: str) -> Source:
    try:
        table = tomllib.loads(text)
        return Source(
            id=table["id"],
            title=table["title"],
            symbol=table.get("symbol"),
            session=table.get("session"),
            text_sha256=table.get("text_sha256"),
            address=table.get("address"),
            expect=MappingProxyType(dict(table.get("expect", {}))),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(
            f"the source is not complete: {error}",
            where=f"seeds/sources/{name}",
            remedy="give id and title as TOML",
        ) from error


def match(document: Document, facts: Iterable[Fact], catalogue: Sequence[Source]) -> Source | None:
    """The source that this text is, by symbol, by hash, or by title with session."""
    told = {fact.field: fact.value for fact in facts}
    for source in catalogue:
        if source.symbol and source.symbol == told.get("symbol"):
            return source
        if source.text_sha256 == document.sha256:
            return source
        if (
            source.session
            and source.session == told.get("session")
            and fold(source.title) == fold(str(told.get("title", "")))
        ):
            return source
    return None


def document_id(document: Document, facts: Sequence[Fact], source: Source | None, first_text: str) -> str:
    """Slug of its first symbol; else the catalogue's id; else slug of the title and hash of the first text seen.

    `first_text` is the hash of the first stored text that came from the same place, so that a changed text stays
    the same document.
    """
    own = next((str(fact.value) for fact in facts if fact.field == "symbol"), None)
    if own:
        return symbols.slug(own)
    if source:
        return source.id
    title = next((str(fact.value) for fact in facts if fact.field == "title"), None)
    return f"{slugify(title or document.name)}-{digest(first_text, size=8)}"


def check_counts(name: str, extraction: Extraction) -> Iterator[Finding]:
    """A warning for each count that lies outside what the catalogue expects of that document."""
    source = next((source for source in load() if name == source.id or _slug(source) == name), None)
    counts = {"entities": len(extraction.entities), "statements": len(extraction.claims)}
    for key, bound in sorted(source.expect.items()) if source else ():
        limit, _, what = key.partition("_")
        count = counts.get(what)
        if count is not None and (count < bound if limit == "min" else count > bound):
            yield Finding(
                severity="warning",
                rule="unexpected-count",
                message=f"{count} {what} were read where the catalogue expects {limit}imum {bound}",
                remedy="look at the text that was read (kg text), or correct the catalogue",
                value=str(count),
            )


def _slug(source: Source) -> str | None:
    return symbols.slug(source.symbol) if source.symbol else None
