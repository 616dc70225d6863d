"""A document to everything that it says: every stage is a call, none knows another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol, TypeVar

from kg import catalogue, vocabulary
from kg.coverage import sentences_of
from kg.discover import plugins
from kg.figures import figures_of
from kg.finders import declared, lined
from kg.mandates import mandates_of
from kg.metadata import describe
from kg.metadata.own_symbol import own_symbols
from kg.relate import Related, relate
from kg.split import split, units
from kg.tabled import table_figures
from kg.tongues import READ_IN_FULL, speaking, unread
from kg.types import (
    Claim,
    Document,
    Extraction,
    Fact,
    Figure,
    Finding,
    Mandate,
    Mention,
    Passage,
    Reading,
    Span,
    Unit,
)
from kg.vocabulary import Lexicon
from kg.whole import told_by_whole

_NAMED = 20
"""Pages that are named one by one."""

_Made = TypeVar("_Made")
Mapped = tuple[tuple[int, Claim], ...]
"""What one mapper makes of a document: claims, each with the index of its reading."""


class Memo(Protocol):
    """What a step makes, made now or kept from before; a step is told by its name, a mapper's by `mapper NAME`."""

    def __call__(self, step: str, make: Callable[[], _Made], /) -> _Made: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in a text before anybody asks what it means."""

    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    """Those of each unit."""
    facts: tuple[Fact, ...]
    sentences: tuple[Span, ...]


def extract(
    document: Document,
    *,
    curated: bool = True,
    lexicon: Lexicon | None = None,
    model: str | None = None,
    memo: Memo | None = None,
) -> Extraction:
    """Everything that the document says, with its evidence: a pure function of text, vocabularies and code.

    `model` names a trained spaCy pipeline that takes part in finding sentences; `memo` may know what steps make.
    Raises `ConfigError` where that pipeline is not installed.
    """
    kept = memo or _made
    words = lexicon or vocabulary.load(curated=curated)
    known = kept("finding", lambda: finding(document, words, model))
    related = kept("relating", lambda: relating(document, known, words))
    claims = {
        name: kept(f"mapper {name}", lambda mapper=mapper: mapping(related, mapper))  # type: ignore[misc]
        for name, mapper in mappers(document.language).items()
    }
    told = tuple(claim for _, _, claim in in_order(claims))
    return Extraction(
        document=document,
        passages=known.passages,
        facts=related.facts,
        entities=related.entities,
        claims=(*told, *kept("beyond", lambda: beyond(document, related, told))),
        roles=related.roles,
        findings=(*related.findings, *unread(document.language), *unread_pages(document)),
        figures=kept("figures", lambda: figures(document, related)),
        mandates=kept("mandates", lambda: mandates(document, related)),
        sentences=known.sentences,
    )


def _made(step: str, make: Callable[[], _Made], /) -> _Made:
    """Nothing is known from before."""
    del step
    return make()


# Steps ----------------------------------------------------------------------------------------------------


def finding(document: Document, words: Lexicon, model: str | None) -> Found:
    """The structure of the text, the names, codes and symbols in it, and what it says about itself."""
    passages = split(document)
    whole = units(document, passages, pipeline=model)
    read_units = _lined(document, whole)
    finders = speaking(plugins("kg.finders", "NAME", "EXAMPLES", "find"), document.language)
    mentions = [tuple(m for finder in finders for m in finder.find(unit, words)) for unit in read_units]
    if document.language == READ_IN_FULL:
        mentions = declared(read_units, mentions, words)
    return Found(
        passages=tuple(passages),
        units=tuple(read_units),
        mentions=tuple(mentions),
        facts=tuple(_facts(document, whole)),
        sentences=tuple(sentences_of(read_units)),
    )


def _lined(document: Document, read_units: Sequence[Unit]) -> Sequence[Unit]:
    """Parted by lines too, where the file itself tells of no blocks."""
    told = document.layout is not None and document.layout.blocks
    return read_units if told else lined(read_units, document.text)


def relating(document: Document, known: Found, words: Lexicon) -> Related:
    """Who is meant, and how each sentence reads."""
    return relate(document, known.units, known.mentions, known.facts, words)


def mappers(language: str) -> dict[str, ModuleType]:
    """The mappers that read the language, by name, in the order in which they take their turn."""
    found = speaking(plugins("kg.mappers", "NAME", "PREDICATES", "EXAMPLES", "map_reading"), language)
    return {mapper.__name__.rpartition(".")[2]: mapper for mapper in found}


def mapping(related: Related, mapper: ModuleType) -> Mapped:
    """What one mapper makes of the readings."""
    entities = {entity.key: entity for entity in related.entities}
    return tuple(
        (index, claim)
        for index, reading in enumerate(related.readings)
        for claim in mapper.map_reading(reading, entities)
    )


def in_order(claims: Mapping[str, Mapped]) -> list[tuple[int, str, Claim]]:
    """The claims of all mappers in the order of the text, each with the index of its reading and its mapper."""
    turns = {name: turn for turn, name in enumerate(claims)}
    found = [(index, name, claim) for name, made in claims.items() for index, claim in made]
    return sorted(found, key=lambda one: (one[0], turns[one[1]]))


def beyond(document: Document, related: Related, told: Sequence[Claim]) -> tuple[Claim, ...]:
    """What the document says beyond its single sentences, which say what is `told`."""
    entities = {entity.key: entity for entity in related.entities}
    return tuple(told_by_whole(_whole(document, related), entities, told))


def figures(document: Document, related: Related) -> tuple[Figure, ...]:
    """The numbers that the document reports."""
    whole = _whole(document, related)
    return (*figures_of(whole), *table_figures(whole))


def mandates(document: Document, related: Related) -> tuple[Mandate, ...]:
    """What a resolution asks of whom."""
    return tuple(mandates_of(_whole(document, related)))


def _whole(document: Document, related: Related) -> tuple[Reading, ...]:
    """The readings of a document that is read in full."""
    return related.readings if document.language == READ_IN_FULL else ()


def unread_pages(document: Document) -> Iterator[Finding]:
    """That pages of the document are pictures whose words are not read."""
    pages = document.layout.unread if document.layout else ()
    if pages:
        named = ", ".join(map(str, pages[:_NAMED])) + (" and others" if len(pages) > _NAMED else "")
        yield Finding(
            severity="info",
            rule="unread-pages",
            message=f"pages with nothing but pictures are not read: {named}",
            remedy="install ocrmypdf and Tesseract, or run OCR over the file",
        )


def _facts(document: Document, read_units: Sequence[Unit]) -> list[Fact]:
    """What the document says about itself; beside its symbol, that is read in English only."""
    facts = list(describe(document, read_units)) if document.language == READ_IN_FULL else []
    named = any(fact.field == "symbol" for fact in facts)
    return facts if named else [*facts, *own_symbols(document)]


def name_of(document: Document, read_units: Sequence[Unit]) -> str:
    """The name that a build gives to the document when it meets it first: its path below `id/doc/`."""
    facts = _facts(document, read_units)
    return catalogue.document_id(
        document, facts, catalogue.match(document, facts, catalogue.load()), document.sha256
    )
