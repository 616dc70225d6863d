"""Extractions to the graph of a build: which document each text is, what passes the gate, and all quads together."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from kg import __version__, assets, catalogue, decisions, graph, store, validate, vocabularies, vocabulary
from kg.identity import identify
from kg.iris import Base, digest
from kg.settings import Settings
from kg.types import Extraction, Finding

Progress = Callable[[str, int, int], None]
"""Told after each step: what is being done, how many are done, how many there are."""


class Place(Protocol):
    """Where a text was found: what the manifest keeps of one source."""

    @property
    def source(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def first_text(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The graph of a build as sorted N-Quads, and what the manifest keeps of each document."""

    nquads: bytes
    documents: list[dict[str, Any]]


@cache
def code_digest() -> str:
    """Hash of the code that turns text into statements: any change of it makes new results."""
    whole = hashlib.sha256(__version__.encode())
    home = Path(__file__).parent
    for path in sorted(home.rglob("*.py")):
        if "_data" not in path.parts:
            whole.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


@cache
def data_digest() -> str:
    """Hash of ontology, shapes and catalogue."""
    paths = [
        *assets.files("ontology", "*"),
        *assets.files("shapes", "**/*.*"),
        *assets.files("seeds", "sources/*"),
    ]
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One document of a build: the text that is current, and the places of it and of older texts."""

    source: graph.Source
    places: tuple[str, ...]
    superseded: tuple[str, ...]


def sources_of(entries: Iterable[Place], found: Mapping[str, Extraction]) -> list[Listed]:
    """The documents by name, each with the newest of its texts; one text is one document, wherever it was found."""
    places: dict[str, list[Place]] = {}
    for entry in sorted(entries, key=lambda e: e.source):
        places.setdefault(entry.sha256, []).append(entry)
    texts: dict[str, list[graph.Source]] = {}
    for sha256, where in sorted(places.items()):
        source = _source(found[sha256], min(entry.first_text for entry in where))
        texts.setdefault(source.document, []).append(source)
    return [_listed(versions, places) for _, versions in sorted(texts.items())]


def _source(extraction: Extraction, first_text: str) -> graph.Source:
    known = catalogue.match(extraction.document, extraction.facts, catalogue.load())
    name = catalogue.document_id(extraction.document, extraction.facts, known, first_text)
    return graph.Source(extraction=extraction, document=name, address=known.address if known else None)


def _listed(versions: Sequence[graph.Source], places: Mapping[str, Sequence[Place]]) -> Listed:
    current = max(versions, key=_recency)
    older = [source for source in versions if source is not current]
    return Listed(
        source=current,
        places=tuple(entry.source for entry in places[current.extraction.document.sha256]),
        superseded=tuple(e.source for old in older for e in places[old.extraction.document.sha256]),
    )


def _recency(source: graph.Source) -> tuple[str, str]:
    dates = [str(fact.value) for fact in source.extraction.facts if fact.field == "date"]
    return (max(dates, default=""), source.extraction.document.sha256)


def assembled(
    listed: Sequence[Listed],
    settings: Settings,
    base: Base,
    decided: decisions.Decisions,
    run: str,
    progress: Progress,
) -> Whole:
    """The whole graph of the documents that pass the gate, and what was found in each."""
    lexicon = vocabulary.load(curated=settings.curated)
    ours = [graph.vocabulary_quads(name, triples, base) for name, triples in _vocabularies()]
    others = [
        graph.vocabulary_quads(told.name, vocabularies.triples(settings.store, told.name), base)
        for told in vocabularies.added(settings.store)
    ]
    kept, added = graph.reconciled(ours, others)

    def context(named: Iterable[graph.Source]) -> graph.Build:
        names = identify([source.extraction for source in named], lexicon, decided, base)
        return graph.Build(
            base=base,
            identities=names,
            decisions=decided,
            lexicon=lexicon,
            threshold=settings.threshold,
            run=run,
        )

    every = [one.source for one in listed]
    whole = context(every)
    gate = _Gate(settings.store, whole, graph.entity_quads(every, whole), ours)
    findings: dict[str, tuple[Finding, ...]] = {}
    for count, source in enumerate(every, start=1):
        findings[source.document] = gate.findings(source)
        progress("validate", count, len(every))
    passed = [source for source in every if not _violations(findings[source.document])]
    final = whole if len(passed) == len(every) else context(passed)
    found = {source.document: graph.statements(source, final) for source in passed}
    parts = [
        *(graph.document_quads(source, found[source.document], final) for source in passed),
        graph.entity_quads(passed, final),
        graph.meta_quads(passed, final),
    ]
    return Whole(
        nquads=graph.nquads([*parts, *ours, *others, graph.default_quads([*parts, *kept, *added], final)]),
        documents=[
            _row(one, found.get(one.source.document), findings[one.source.document]) for one in listed
        ],
    )


@cache
def _vocabularies() -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Name and triples of each vocabulary, the ontology included."""
    paths = [*assets.files("seeds", "vocab/*.ttl"), *assets.files("ontology", "*.ttl")]
    return tuple((path.stem, tuple(vocabulary.parse(path))) for path in paths)


def _violations(findings: Iterable[Finding]) -> int:
    return sum(finding.severity == "violation" for finding in findings)


def _row(
    one: Listed,
    found: Sequence[graph.Statement] | None,
    findings: Sequence[Finding],
) -> dict[str, Any]:
    source = one.source
    return {
        "document": source.document,
        "version": source.version,
        "sha256": source.extraction.document.sha256,
        "source": one.places[0],
        "sources": list(one.places),
        "superseded": list(one.superseded),
        "statements": sum(stated.live for stated in found or ()),
        "violations": _violations(findings),
        "findings": [asdict(finding) for finding in findings],
        "published": found is not None,
    }


class _Gate:
    """SHACL and word checks for one document at a time, remembered by what they depend on."""

    def __init__(
        self, root: Path, context: graph.Build, entities: Sequence[Any], vocabularies: Sequence[Sequence[Any]]
    ) -> None:
        self._root = root
        self._context = context
        self._about = graph.by_subject([*entities, *(quad for part in vocabularies for quad in part)])

    def findings(self, source: graph.Source) -> tuple[Finding, ...]:
        """What is wrong with one document; a violation keeps it out of the store."""
        words = [
            *source.extraction.findings,
            *validate.check_words(source.extraction),
            *catalogue.check_counts(source.document, source.extraction),
        ]
        quads = graph.document_quads(source, graph.statements(source, self._context), self._context)
        triples = graph.ntriples(quads, self._about)
        key = digest(hashlib.sha256(triples).hexdigest(), data_digest(), code_digest(), size=64)
        kept = store.cached(self._root, "findings", key)
        if kept is None:
            kept = [asdict(finding) for finding in validate.check_shapes(triples, self._context.base)]
            store.keep(self._root, "findings", key, kept)
        return tuple(
            replace(f, document=source.document) for f in [*words, *(Finding(**row) for row in kept)]
        )
