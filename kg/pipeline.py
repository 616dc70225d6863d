"""The arrows: bytes to documents to extractions to a published build. Every stage is a call, none knows another."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from kg import __version__, assets, catalogue, decisions, graph, records, sources, store, validate, vocabulary
from kg.discover import plugins
from kg.errors import ConfigError, ReadError, SourceError
from kg.identity import identify
from kg.iris import Base, digest
from kg.metadata import describe
from kg.relate import relate
from kg.settings import DEFAULT_BASE, Settings
from kg.split import split, units
from kg.types import Document, Extraction, Finding
from kg.vocabulary import Lexicon

Progress = Callable[[str, int, int], None]
"""Told after each step: what is being done, how many are done, how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file."""

    path: str
    status: str
    """read, unchanged, skipped, failed, rejected, removed or missing."""
    reason: str = ""
    document: str | None = None
    version: str | None = None
    statements: int = 0
    violations: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What became of each file, and of the store."""

    files: tuple[FileReport, ...]
    build: str | None
    """Name of the live build, or none where nothing was published."""
    quads: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source of the store, as the manifest keeps it."""

    source: str
    name: str
    media_type: str
    language: str
    sha256: str
    bytes_sha256: str
    first_text: str
    """Hash of the first text that was seen at this place."""

    def document(self, text: str) -> Document:
        return Document(
            source=self.source,
            name=self.name,
            media_type=self.media_type,
            language=self.language,
            sha256=self.sha256,
            bytes_sha256=self.bytes_sha256,
            text=text,
        )


def read(path: str | Path) -> Document:
    """The document at `path`.

    Raises `SourceError` where there is none and `ReadError` where it cannot be read.
    """
    found = next(iter(sources.collect([path])))
    if found.status == "missing":
        raise SourceError("there is no such file", where=found.shown, remedy="check the path")
    return sources.read_document(found)


def extract(document: Document, *, curated: bool = True, lexicon: Lexicon | None = None) -> Extraction:
    """Everything that the document says, with its evidence: a pure function of text, vocabularies and code."""
    words = lexicon or vocabulary.load(curated=curated)
    passages = split(document)
    read_units = units(document, passages)
    finders = plugins("kg.finders", "NAME", "EXAMPLES", "find")
    mappers = plugins("kg.mappers", "NAME", "PREDICATES", "EXAMPLES", "map_reading")
    mentions = [[m for finder in finders for m in finder.find(unit, words)] for unit in read_units]
    related = relate(document, read_units, mentions, describe(document, read_units), words)
    entities = {entity.key: entity for entity in related.entities}
    claims = tuple(c for r in related.readings for mapper in mappers for c in mapper.map_reading(r, entities))
    return Extraction(
        document=document,
        passages=passages,
        facts=related.facts,
        entities=related.entities,
        claims=claims,
        roles=related.roles,
        findings=related.findings,
    )


def build(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    now: str,
    prune: bool = False,
    rebuild: bool = False,
    dry_run: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads, extracts, validates and publishes; documents that fail keep nobody else from being published.

    `now` is the time that the manifest notes. Raises `StoreError` and `LimitError` where the store cannot be
    written; the build that was live stays live then.
    """
    with nullcontext() if dry_run else store.writer(settings.store):
        told = None if rebuild and _unreadable(settings.store) else store.manifest(settings.store)
        known = {row["source"]: Entry(**row) for row in (told or {}).get("entries", [])}
        entries, reports = _collected(paths, known, settings.store, keep=not dry_run)
        kept = entries if prune else {**known, **entries}
        gone = [FileReport(path=path, status="removed") for path in sorted(known.keys() - kept.keys())]
        if dry_run:
            return BuildReport(files=(*reports, *gone), build=None)
        return _published(kept, (*reports, *gone), told, settings, now, rebuild, jobs, progress or _silent)


def remove(document: str, settings: Settings, *, now: str) -> BuildReport:
    """Withdraws a document (path below `id/doc/`, or IRI, or symbol's slug) and what rests on it alone.

    Raises `SourceError` where the store does not hold it.
    """
    with store.writer(settings.store):
        told = store.manifest(settings.store) or {}
        wanted = document.rsplit("id/doc/", 1)[-1]
        named = {
            row["source"] for row in told.get("documents", []) if wanted in (row["document"], row["source"])
        }
        if not named:
            raise SourceError(
                f"the store holds no document {document}", where=str(settings.store), remedy="see: kg doctor"
            )
        entries = {row["source"]: Entry(**row) for row in told["entries"] if row["source"] not in named}
        gone = [FileReport(path=path, status="removed") for path in sorted(named)]
        return _published(entries, gone, told, settings, now, False, 1, _silent)


def _unreadable(root: Path) -> bool:
    """Whether the store is of another format, which only a rebuild may overwrite."""
    try:
        store.manifest(root)
    except Exception:
        return True
    return False


# Reading --------------------------------------------------------------------------------------------------


def _collected(
    paths: Iterable[str | Path], known: Mapping[str, Entry], root: Path, *, keep: bool
) -> tuple[dict[str, Entry], list[FileReport]]:
    """The sources found at `paths`, each read unless its bytes are known, and a line for each file."""
    entries: dict[str, Entry] = {}
    reports = []
    for found in sources.collect(paths):
        if found.status != "found" or found.data is None:
            reports.append(FileReport(path=found.shown, status=found.status, reason=found.reason))
            continue
        place = str(Path(found.path).resolve())
        before = known.get(place)
        if before and before.bytes_sha256 == hashlib.sha256(found.data).hexdigest():
            entries[place] = before
            reports.append(FileReport(path=found.shown, status="unchanged", version=before.sha256[:12]))
            continue
        try:
            document = sources.read_document(found)
        except ReadError as error:
            reports.append(FileReport(path=found.shown, status="failed", reason=str(error)))
            continue
        if keep:
            store.save_text(root, document.sha256, document.text)
        entries[place] = _entry(document, place, before)
        reports.append(FileReport(path=found.shown, status="read", version=document.version))
    return entries, reports


def _entry(document: Document, place: str, before: Entry | None) -> Entry:
    return Entry(
        source=place,
        name=document.name,
        media_type=document.media_type,
        language=document.language,
        sha256=document.sha256,
        bytes_sha256=document.bytes_sha256,
        first_text=before.first_text if before else document.sha256,
    )


# Extracting -----------------------------------------------------------------------------------------------


@cache
def code_digest() -> str:
    """Hash of the code that turns text into statements: any change of it makes new results."""
    whole = hashlib.sha256(__version__.encode())
    home = Path(__file__).parent
    for path in sorted(home.rglob("*.py")):
        if "_data" not in path.parts:
            whole.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def _extractions(
    entries: Iterable[Entry], settings: Settings, rebuild: bool, jobs: int, progress: Progress
) -> dict[str, Extraction]:
    """The extraction of each text, by its hash, from the cache where nothing it depends on has changed."""
    lexicon = vocabulary.load(curated=settings.curated)
    texts = {entry.sha256: entry for entry in sorted(entries, key=lambda e: (e.sha256, e.source))}
    documents = {sha: entry.document(store.text(settings.store, sha)) for sha, entry in texts.items()}
    keys = {
        sha: digest(sha, code_digest(), lexicon.digest, doc.language, size=64)
        for sha, doc in documents.items()
    }
    done: dict[str, Extraction] = {}
    for sha, document in documents.items():
        if not rebuild and (kept := store.cached(settings.store, "extractions", keys[sha])):
            done[sha] = records.load(kept, document)
    waiting = [document for sha, document in documents.items() if sha not in done]
    for count, extraction in enumerate(_extracted(waiting, settings.curated, jobs), start=1):
        sha = extraction.document.sha256
        store.keep(settings.store, "extractions", keys[sha], records.dump(extraction))
        done[sha] = extraction
        progress("extract", count, len(waiting))
    return done


def _extracted(documents: Sequence[Document], curated: bool, jobs: int) -> Iterable[Extraction]:
    """The extractions in the order of `documents`, by `jobs` processes."""
    work = partial(extract, curated=curated)
    if jobs <= 1 or len(documents) <= 1:
        yield from map(work, documents)
        return
    with ProcessPoolExecutor(min(jobs, len(documents))) as pool:
        yield from pool.map(work, documents)


# Publishing -----------------------------------------------------------------------------------------------


def _published(
    entries: Mapping[str, Entry],
    reports: Sequence[FileReport],
    told: Mapping[str, Any] | None,
    settings: Settings,
    now: str,
    rebuild: bool,
    jobs: int,
    progress: Progress,
) -> BuildReport:
    base = store.base_of(told, settings.base, DEFAULT_BASE)
    decided = decisions.load(settings.decisions)
    run = _run(settings, base, decided.digest)
    inputs = digest(
        run, *(f"{e.source} {e.sha256} {e.first_text}" for _, e in sorted(entries.items())), size=64
    )
    if told and told["inputs"] == inputs and not rebuild:
        return BuildReport(files=_with_counts(reports, told), build=told["build"], quads=told["quads"])
    found = _extractions(entries.values(), settings, rebuild, jobs, progress)
    listed = _sources(entries.values(), found)
    whole = _assembled(listed, settings, base, decided, run, progress)
    name = digest(whole.nquads.decode("utf-8"), size=16)
    quads = whole.nquads.count(b"\n")
    manifest = {
        "base": base.iri,
        "build": name,
        "run": run,
        "inputs": inputs,
        "quads": quads,
        "software": __version__,
        "built": now,
        "entries": [asdict(entry) for _, entry in sorted(entries.items())],
        "documents": whole.documents,
    }
    store.publish(settings.store, name, whole.nquads, manifest)
    return BuildReport(files=_with_counts(reports, manifest), build=name, quads=quads, changed=True)


def _run(settings: Settings, base: Base, decided: str) -> str:
    words = vocabulary.load(curated=settings.curated).digest
    parts = (
        code_digest(),
        words,
        _data_digest(),
        decided,
        base.iri,
        str(settings.threshold),
        str(settings.curated),
    )
    return digest(*parts)


@cache
def _data_digest() -> str:
    """Hash of ontology, shapes and catalogue."""
    paths = [
        *assets.files("ontology", "*"),
        *assets.files("shapes", "**/*.*"),
        *assets.files("seeds", "sources/*"),
    ]
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()))


def _sources(
    entries: Iterable[Entry], found: Mapping[str, Extraction]
) -> list[tuple[graph.Source, list[str]]]:
    """One source for each document, with the places it was found at; the newest text is the current one."""
    known = catalogue.load()
    places: dict[str, list[str]] = {}
    candidates: dict[str, dict[str, graph.Source]] = {}
    for entry in sorted(entries, key=lambda e: e.source):
        extraction = found[entry.sha256]
        source = catalogue.match(extraction.document, extraction.facts, known)
        name = catalogue.document_id(extraction.document, extraction.facts, source, entry.first_text)
        address = source.address if source else None
        candidates.setdefault(name, {})[entry.sha256] = graph.Source(
            extraction=extraction, document=name, address=address
        )
        places.setdefault(name, []).append(entry.source)
    return [
        (max(versions.values(), key=_recency), places[name]) for name, versions in sorted(candidates.items())
    ]


def _recency(source: graph.Source) -> tuple[str, str]:
    dates = [str(fact.value) for fact in source.extraction.facts if fact.field == "date"]
    return (max(dates, default=""), source.extraction.document.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    nquads: bytes
    documents: list[dict[str, Any]]


def _assembled(
    listed: Sequence[tuple[graph.Source, list[str]]],
    settings: Settings,
    base: Base,
    decided: decisions.Decisions,
    run: str,
    progress: Progress,
) -> _Whole:
    """The whole graph of the documents that pass the gate, and what was found in each."""
    lexicon = vocabulary.load(curated=settings.curated)
    vocabularies = [graph.vocabulary_quads(name, triples, base) for name, triples in _vocabularies()]

    def context(sources_: Iterable[graph.Source]) -> graph.Build:
        names = identify([source.extraction for source in sources_], lexicon, decided, base)
        return graph.Build(
            base=base,
            identities=names,
            decisions=decided,
            lexicon=lexicon,
            threshold=settings.threshold,
            run=run,
        )

    every = [source for source, _ in listed]
    whole = context(every)
    gate = _Gate(settings.store, whole, graph.entity_quads(every, whole), vocabularies)
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
        *vocabularies,
        graph.meta_quads(passed, final),
    ]
    return _Whole(
        nquads=graph.nquads([*parts, graph.default_quads(parts, final)]),
        documents=[
            _row(source, places, found.get(source.document), findings[source.document])
            for source, places in listed
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
    source: graph.Source,
    places: Sequence[str],
    found: Sequence[graph.Statement] | None,
    findings: Sequence[Finding],
) -> dict[str, Any]:
    return {
        "document": source.document,
        "version": source.version,
        "sha256": source.extraction.document.sha256,
        "source": places[0],
        "sources": list(places),
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
        key = digest(hashlib.sha256(triples).hexdigest(), _data_digest(), code_digest(), size=64)
        kept = store.cached(self._root, "findings", key)
        if kept is None:
            kept = [asdict(finding) for finding in validate.check_shapes(triples, self._context.base)]
            store.keep(self._root, "findings", key, kept)
        return tuple(
            replace(f, document=source.document) for f in [*words, *(Finding(**row) for row in kept)]
        )


def _with_counts(reports: Sequence[FileReport], manifest: Mapping[str, Any]) -> tuple[FileReport, ...]:
    """The lines of a build with what the manifest says of each document."""
    rows = {place: row for row in manifest["documents"] for place in row["sources"]}
    return tuple(_counted(report, rows.get(str(Path(report.path).resolve()))) for report in reports)


def _counted(report: FileReport, row: Mapping[str, Any] | None) -> FileReport:
    if row is None or report.status not in ("read", "unchanged"):
        return report
    rejected = not row["published"]
    return replace(
        report,
        status="rejected" if rejected else report.status,
        reason=f"{row['violations']} violations" if rejected else report.reason,
        document=row["document"],
        version=row["version"],
        statements=row["statements"],
        violations=row["violations"],
        findings=tuple(Finding(**finding) for finding in row["findings"]),
    )


def _silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def check_engine(engine: str) -> None:
    """Nothing for an engine that can run here.

    Raises `ConfigError` for one that is not installed.
    """
    if engine != "local":
        raise ConfigError(f"there is no engine {engine}", where="--engine", remedy="use local")
