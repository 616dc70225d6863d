"""Which texts are current: one for each document and language, the newest that was found.

A text too short to show its language takes the place of none that shows it: it may be a translation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kg import catalogue, graph, tongues
from kg.identity import Form, canonical, form
from kg.iris import Base, digest
from kg.types import Extraction
from kg.vocabulary import Concept, Lexicon


class Place(Protocol):
    """Where a text was found: what the manifest keeps of one source."""

    @property
    def source(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def first_text(self) -> str: ...


Things = tuple[tuple[str, str | Form], ...]
"""Key of each entity of a text with its IRI, or with the names that identify it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a build needs to know of a text before it looks at its statements."""

    sha256: str
    key: str
    """Hash of all that is stated of it, whatever it was made from."""
    document: str
    """Path below `id/doc/`."""
    address: str | None
    language: str
    recency: str
    """The latest date that the text gives itself."""
    shown: bool = True
    """Whether the text shows its language; one that does not only counts as English."""
    made: str = ""
    """Hash of all that this record was made from."""
    extraction: str = ""
    """Under what its extraction is kept."""
    finding: str = ""
    """Under what is kept that was found before its extraction."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By name of a vocabulary of ours, a hash of the part that the text depends on."""

    @property
    def version(self) -> str:
        return self.sha256[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One language version of a document: the text that is current, and the places of it and of older texts."""

    text: Text
    places: tuple[str, ...]
    superseded: tuple[str, ...]


def text_of(extraction: Extraction, first_text: str) -> Text:
    """The record of a text without its key; `first_text` is the hash of the first text that was seen at its place."""
    known = catalogue.match(extraction.document, extraction.facts, catalogue.load())
    dates = [str(fact.value) for fact in extraction.facts if fact.field == "date"]
    return Text(
        sha256=extraction.document.sha256,
        key="",
        document=catalogue.document_id(extraction.document, extraction.facts, known, first_text),
        address=known.address if known else None,
        language=extraction.document.language,
        recency=max(dates, default=""),
        shown=tongues.is_shown(extraction.document.text),
    )


def with_key(text: Text, content: str, things: Things, extraction: Extraction, lexicon: Lexicon) -> Text:
    """The record with its key; `content` is a hash of all that the extraction says."""
    told = (content, text.document, str(text.address), text.language, text.recency, repr(things))
    return replace(text, key=digest(*told, *map(repr, _known(extraction, lexicon)), size=32))


def _known(extraction: Extraction, lexicon: Lexicon) -> Iterator[Concept | None]:
    """What the vocabularies tell of the things of a text, and of the bodies whose sessions they are."""
    for entity in extraction.entities:
        if entity.id:
            yield lexicon.find(entity.type, entity.id)
            body = entity.id.rpartition("-session-")[0]
            yield lexicon.find("organization", body) if body else None


def things_of(extraction: Extraction, lexicon: Lexicon, base: Base) -> Things:
    """The entities of a text as far as they can be identified without other texts."""
    return tuple(
        (entity.key, canonical(entity, extraction.entities, lexicon, base) or form(entity))
        for entity in extraction.entities
    )


def source_of(text: Text, extraction: Extraction) -> graph.Source:
    """The document of the build that the text is."""
    return graph.Source(extraction=extraction, document=text.document, address=text.address)


def listed(entries: Iterable[Place], texts: Mapping[str, Text]) -> list[Listed]:
    """The documents by name and language, each with the newest of its texts in that language.

    One that shows its language goes before one that does not. One text is one document, wherever it was found;
    `texts` is by hash.
    """
    places: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda e: e.source):
        places.setdefault(entry.sha256, []).append(entry.source)
    versions: dict[tuple[str, str], list[Text]] = {}
    for sha256 in sorted(places):
        text = texts[sha256]
        versions.setdefault((text.document, text.language), []).append(text)
    return [_current(found, places) for _, found in sorted(versions.items())]


def _current(versions: Sequence[Text], places: Mapping[str, Sequence[str]]) -> Listed:
    current = max(versions, key=lambda text: (text.shown, text.recency, text.sha256))
    return Listed(
        text=current,
        places=tuple(places[current.sha256]),
        superseded=tuple(place for old in versions if old is not current for place in places[old.sha256]),
    )


def first_texts(entries: Iterable[Place]) -> dict[str, str]:
    """By hash of a text: the first text that was seen at any of its places."""
    found: dict[str, str] = {}
    for entry in entries:
        found[entry.sha256] = min(found.get(entry.sha256, entry.first_text), entry.first_text)
    return found
