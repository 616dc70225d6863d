"""The arrows: bytes to documents to extractions to a published build. Every stage is a call, none knows another."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__, catalogue, decisions, records, sources, store, symbols, vocabularies, vocabulary
from kg.assembly import Progress, assembled, code_digest, data_digest, sources_of
from kg.discover import plugins
from kg.errors import ConfigError, ReadError, SourceError, StoreError
from kg.figures import figures_of
from kg.iris import Base, digest
from kg.mandates import mandates_of
from kg.metadata import describe
from kg.relate import relate
from kg.settings import DEFAULT_BASE, Settings
from kg.split import split, units
from kg.types import Document, Extraction, Finding, Unit
from kg.vocabulary import Lexicon


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
    if Path(path).is_dir():
        where = sources.printable(str(path))
        raise SourceError("this is a folder", where=where, remedy="name one of its files")
    found = next(iter(sources.collect([path])))
    if found.status == "missing":
        raise SourceError("there is no such file", where=found.shown, remedy="check the path")
    return sources.read_document(found)


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
        figures=tuple(figures_of(related.readings)),
        mandates=tuple(mandates_of(related.readings)),
    )


def name_of(document: Document, read_units: Sequence[Unit]) -> str:
    """The name that a build gives to the document when it meets it first: its path below `id/doc/`."""
    facts = describe(document, read_units)
    return catalogue.document_id(
        document, facts, catalogue.match(document, facts, catalogue.load()), document.sha256
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
    written, and where nothing is left to rebuild; the build that was live stays live then.
    """
    named = list(paths)
    with nullcontext() if dry_run else store.writer(settings.store):
        told = _before(settings.store, rebuild)
        known = {row["source"]: Entry(**row) for row in (told or {}).get("entries", [])}
        entries, reports = _collected(named, known, settings.store, keep=not dry_run)
        again = known.keys() - entries.keys() if rebuild and not prune else ()
        reports += [FileReport(path=place, status="read") for place in sorted(again)]
        kept = {**_kept(known, reports, prune), **entries}
        if not reports and not (prune and known):
            told_places = ", ".join(sources.printable(str(path)) for path in named) or str(settings.store)
            raise SourceError(
                "no document was found", where=told_places, remedy="name files or folders that hold some"
            )
        gone = [FileReport(path=path, status="removed") for path in sorted(known.keys() - kept.keys())]
        if dry_run or not (kept or told):  # a store without any document would be no use to anybody
            return BuildReport(files=(*reports, *gone), build=None)
        return _published(kept, (*reports, *gone), told, settings, now, rebuild, jobs, progress or _silent)


def remove(document: str, settings: Settings, *, now: str) -> BuildReport:
    """Withdraws a document (path below `id/doc/`, IRI, symbol or file) and what rests on it alone.

    Raises `StoreError` where there is no store and `SourceError` where it does not hold the document.
    """
    store.live_directory(settings.store)
    with store.writer(settings.store):
        told = store.manifest(settings.store) or {}
        wanted = {document.rsplit("id/doc/", 1)[-1], symbols.slug(document), str(Path(document).resolve())}
        named = {
            place
            for row in told.get("documents", [])
            if not wanted.isdisjoint((row["document"], *row["sources"]))
            for place in row["sources"]
        }
        if not named:
            raise SourceError(
                f"the store holds no document {document}", where=str(settings.store), remedy="see: kg doctor"
            )
        entries = {row["source"]: Entry(**row) for row in told["entries"] if row["source"] not in named}
        gone = [FileReport(path=path, status="removed") for path in sorted(named)]
        return _published(entries, gone, told, _as_built(settings, told), now, False, 1, _silent)


def add_vocabulary(
    where: str, settings: Settings, *, name: str | None, now: str, progress: Progress | None = None
) -> tuple[vocabularies.Added, tuple[Finding, ...]]:
    """The vocabulary at `where`, now part of the store, and its defects; no document is read again.

    Raises `SourceError`, `LimitError` or `VocabularyError` where it cannot be used; the store is unchanged then.
    """
    with store.writer(settings.store):
        found = vocabularies.add(settings.store, where, name=name)
        _refreshed(settings, now, progress or _silent)
    return found


def remove_vocabulary(name: str, settings: Settings, *, now: str) -> None:
    """Takes an added vocabulary out of the store.

    Raises `SourceError` where there is none of that name.
    """
    with store.writer(settings.store):
        vocabularies.remove(settings.store, name)
        _refreshed(settings, now, _silent)


def _refreshed(settings: Settings, now: str, progress: Progress) -> None:
    told = store.manifest(settings.store)
    entries = {row["source"]: Entry(**row) for row in (told or {}).get("entries", [])}
    _published(entries, (), told, _as_built(settings, told), now, False, 1, progress)


def _as_built(settings: Settings, told: Mapping[str, Any] | None) -> Settings:
    """The settings that the live build was made with, so that taking one thing out changes nothing else."""
    known = (told or {}).get("settings")
    return (
        replace(settings, threshold=Decimal(known["threshold"]), curated=known["curated"])
        if known
        else settings
    )


def _before(root: Path, rebuild: bool) -> dict[str, Any] | None:
    """What the live build was made of; a rebuild also takes the sources and base of a store of another format."""
    try:
        return store.manifest(root)
    except StoreError:
        if not rebuild:
            raise
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((root / "current" / "manifest.json").read_bytes())
        return {"base": told["base"], "entries": [asdict(Entry(**row)) for row in told["entries"]]}
    return None


def _kept(known: Mapping[str, Entry], reports: Iterable[FileReport], prune: bool) -> dict[str, Entry]:
    """The sources that stay though they were not read: all, or of a pruned store those whose path failed."""
    failed = [Path(r.path).resolve() for r in reports if r.status in ("failed", "missing")]
    return {
        place: entry
        for place, entry in known.items()
        if not prune or any(Path(place).is_relative_to(path) for path in failed)
    }


# Reading --------------------------------------------------------------------------------------------------


def _collected(
    paths: Iterable[str | Path], known: Mapping[str, Entry], root: Path, *, keep: bool
) -> tuple[dict[str, Entry], list[FileReport]]:
    """The sources found at `paths`, each read unless its bytes are known, and a line for each file."""
    entries: dict[str, Entry] = {}
    reports = []
    for found in sources.collect(paths):
        if found.status != "found" or found.data is None:
            reports.append(FileReport(path=found.shown, status=found.status, reason=found.said))
            continue
        place = _place(found.path)
        before = known.get(place)
        if before and before.bytes_sha256 == hashlib.sha256(found.data).hexdigest():
            entries[place] = before
            reports.append(FileReport(path=found.shown, status="unchanged", version=before.sha256[:12]))
            continue
        try:
            document = sources.read_document(found)
        except ReadError as error:
            reason = sources.said(error.what, error.remedy)
            reports.append(FileReport(path=found.shown, status="failed", reason=reason))
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


def _extractions(
    entries: Iterable[Entry], settings: Settings, rebuild: bool, jobs: int, progress: Progress
) -> dict[str, Extraction]:
    """The extraction of each text, by its hash, from the cache where nothing it depends on has changed."""
    lexicon = vocabulary.load(curated=settings.curated)
    texts = {entry.sha256: entry for entry in sorted(entries, key=lambda e: (e.sha256, e.source))}
    documents = {sha: entry.document(store.text(settings.store, sha)) for sha, entry in texts.items()}
    keys = {
        sha: digest(sha, code_digest(), lexicon.digest, doc.language, str(settings.model), size=64)
        for sha, doc in documents.items()
    }
    done: dict[str, Extraction] = {}
    for sha, document in documents.items():
        if not rebuild and (kept := store.cached(settings.store, "extractions", keys[sha])):
            done[sha] = records.load(kept, document)
    waiting = [document for sha, document in documents.items() if sha not in done]
    for count, extraction in enumerate(_extracted(waiting, settings, jobs), start=1):
        sha = extraction.document.sha256
        store.keep(settings.store, "extractions", keys[sha], records.dump(extraction))
        done[sha] = extraction
        progress("extract", count, len(waiting))
    return done


def _extracted(documents: Sequence[Document], settings: Settings, jobs: int) -> Iterable[Extraction]:
    """The extractions in the order of `documents`, by `jobs` processes."""
    work = partial(extract, curated=settings.curated, model=settings.model)
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
    decided = decisions.under(decisions.load(settings.decisions), base)
    run = _run(settings, base, decided.digest)
    texts = (f"{e.source} {e.sha256} {e.first_text}" for _, e in sorted(entries.items()))
    words = (f"{added.name} {added.sha256}" for added in vocabularies.added(settings.store))
    inputs = digest(run, *words, *texts, size=64)
    if told and not rebuild and told["inputs"] == inputs:
        return BuildReport(files=_with_counts(reports, told), build=told["build"], quads=told["quads"])
    found = _extractions(entries.values(), settings, rebuild, jobs, progress)
    listed = sources_of(entries.values(), found)
    whole = assembled(listed, settings, base, decided, run, progress)
    name = hashlib.sha256(whole.nquads).hexdigest()[:16]
    quads = whole.nquads.count(b"\n")
    manifest = {
        "base": base.iri,
        "build": name,
        "run": run,
        "inputs": inputs,
        "quads": quads,
        "software": __version__,
        "settings": {"threshold": str(settings.threshold), "curated": settings.curated},
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
        data_digest(),
        decided,
        base.iri,
        str(settings.threshold),
        str(settings.curated),
        str(settings.model),
    )
    return digest(*parts)


def _with_counts(reports: Sequence[FileReport], manifest: Mapping[str, Any]) -> tuple[FileReport, ...]:
    """The lines of a build with what the manifest says of each document."""
    rows = {
        place: row for row in manifest["documents"] for place in (*row["sources"], *row.get("superseded", ()))
    }
    return tuple(_counted(report, rows.get(_place(report.path))) for report in reports)


def _place(path: str) -> str:
    """The path of a file as the manifest keeps it: absolute, behind links, printable in UTF-8."""
    return sources.printable(str(Path(path).resolve()))


def _counted(report: FileReport, row: Mapping[str, Any] | None) -> FileReport:
    if row is None or report.status not in ("read", "unchanged"):
        return report
    if _place(report.path) in row.get("superseded", ()):
        reason = "another text of the same document is current"
        return replace(report, reason=reason, document=row["document"])
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
