"""A document to everything that it says: every stage is a call, none knows another."""

from collections.abc import Iterator, Sequence

from kg import catalogue, vocabulary
from kg.coverage import sentences_of
from kg.discover import plugins
from kg.figures import figures_of
from kg.mandates import mandates_of
from kg.metadata import describe
from kg.metadata.own_symbol import own_symbols
from kg.relate import relate
from kg.split import split, units
from kg.tabled import table_figures
from kg.tongues import READ_IN_FULL, speaking, unread
from kg.types import Document, Extraction, Fact, Finding, Unit
from kg.vocabulary import Lexicon

_NAMED = 20
"""Pages that are named one by one."""


def extract(
    document: Document, *, curated: bool = True, lexicon: Lexicon | None = None, model: str | None = None
) -> Extraction:
    """Everything that the document says, with its evidence: a pure function of text, vocabularies and code.

    `model` names a trained spaCy pipeline that takes part in finding sentences. Raises `ConfigError` where it is
    not installed.
    """
    words = lexicon or vocabulary.load(curated=curated)
    passages = split(document)
    read_units = units(document, passages, pipeline=model)
    spoken = document.language
    finders = speaking(plugins("kg.finders", "NAME", "EXAMPLES", "find"), spoken)
    mappers = speaking(plugins("kg.mappers", "NAME", "PREDICATES", "EXAMPLES", "map_reading"), spoken)
    mentions = [[m for finder in finders for m in finder.find(unit, words)] for unit in read_units]
    related = relate(document, read_units, mentions, _facts(document, read_units), words)
    entities = {entity.key: entity for entity in related.entities}
    claims = tuple(c for r in related.readings for mapper in mappers for c in mapper.map_reading(r, entities))
    whole = related.readings if spoken == READ_IN_FULL else ()
    return Extraction(
        document=document,
        passages=passages,
        facts=related.facts,
        entities=related.entities,
        claims=claims,
        roles=related.roles,
        findings=(*related.findings, *unread(spoken), *unread_pages(document)),
        figures=(*figures_of(whole), *table_figures(whole)),
        mandates=tuple(mandates_of(whole)),
        sentences=sentences_of(read_units),
    )


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
