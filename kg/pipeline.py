"""The arrows: bytes to documents to extractions to a published build. Every stage is a call, none knows another."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg import (
    __version__,
    catalogue,
    decisions,
    records,
    sources,
    store,
    symbols,
    tables,
    vocabularies,
    vocabulary,
)
from kg import layout as layouts
from kg.assembly import (
    Frame,
    Index,
    Progress,
    Stated,
    Task,
    Text,
    Things,
    Work,
    assembled,
    code_digest,
    data_digest,
    extraction_digest,
    first_texts,
    listed,
    settled,
    source_of,
    stated,
    text_key,
    text_of,
    things_of,
    words_added,
)
from kg.coverage import sentences_of
from kg.discover import plugins
from kg.errors import ConfigError, KgError, SourceError, StoreError
from kg.figures import figures_of
from kg.iris import Base, digest
from kg.mandates import mandates_of
from kg.metadata import describe
from kg.metadata.own_symbol import own_symbols
from kg.relate import relate
from kg.settings import DEFAULT_BASE, Settings
from kg.settings import load as load_settings
from kg.split import split, units
from kg.tabled import table_figures
from kg.tongues import READ_IN_FULL, speaking, unread
from kg.types import Document, Extraction, Fact, Finding, Layout, Unit
from kg.vocabulary import Lexicon

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


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
    laid_out: bool = False
    """Whether it is known how the text stands in the file."""

    def row(self) -> dict[str, str | bool]:
        """As it stands in the manifest."""
        return {name: getattr(self, name) for name in self.__slots__}

    def document(self, text: str, layout: Layout | None = None) -> Document:
        return Document(
            source=self.source,
            name=self.name,
            media_type=self.media_type,
            language=self.language,
            sha256=self.sha256,
            bytes_sha256=self.bytes_sha256,
            text=text,
            layout=layout,
        )


def read(path: str | Path, *, told: Settings | None = None) -> Document:
    """The document at `path`, a file or an https address; `told` says which hosts may be asked.

    Raises `SourceError` where there is none, `ReadError` where it cannot be read, and `LimitError` where it takes too
    much time or memory.
    """
    named = str(path)
    where = sources.printable(named)
    if not sources.is_address(named) and Path(named).is_dir():
        raise SourceError("this is a folder", where=where, remedy="name one of its files")
    web = sources.Web.of(told or load_settings()) if sources.is_address(named) else None
    found = next(iter(sources.collect([named], web=web)))
    if found.status == "missing":
        reason = found.reason if web else "there is no such file"
        raise SourceError(reason, where=found.shown, remedy=found.remedy if web else "check the path")
    if found.path != named:
        raise SourceError("this is an archive", where=where, remedy="unpack it and name one of its files")
    return sources.read_one(found)


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
        findings=(*related.findings, *unread(spoken)),
        figures=(*figures_of(whole), *table_figures(whole)),
        mandates=tuple(mandates_of(whole)),
        sentences=sentences_of(read_units),
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
        entries, reports = _collected(named, known, settings, jobs=jobs, keep=not dry_run, rebuild=rebuild)
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
            seen = _foreseen(reports, known, told, settings) if dry_run else reports
            return BuildReport(files=(*seen, *gone), build=None)
        return _published(kept, (*reports, *gone), told, settings, now, rebuild, jobs, progress or _silent)


def _foreseen(
    reports: Iterable[FileReport],
    known: Mapping[str, Entry],
    told: Mapping[str, Any] | None,
    settings: Settings,
) -> list[FileReport]:
    """The lines of a dry run, with the reason why a file would be read, or its results be made again."""
    base = store.base_of(told, settings.base, DEFAULT_BASE)
    run = _run(settings, base, decisions.under(decisions.load(settings.decisions), base).digest)
    again = "" if told and told.get("run") == run else "code, vocabularies, decisions or settings changed"
    reasons = {"unchanged": again}
    return [
        replace(
            report,
            reason=("changed" if sources.place(report.path) in known else "new")
            if report.status == "read"
            else reasons.get(report.status, report.reason),
        )
        for report in reports
    ]


def remove(document: str, settings: Settings, *, now: str) -> BuildReport:
    """Withdraws a document (path below `id/doc/`, IRI, symbol or file) and what rests on it alone.

    Raises `StoreError` where there is no store and `SourceError` where it does not hold the document.
    """
    store.live_directory(settings.store)
    with store.writer(settings.store):
        told = store.manifest(settings.store) or {}
        wanted = {document.rsplit("id/doc/", 1)[-1], symbols.slug(document), sources.place(document)}
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

    A document that no longer passes the checks is a violation among the defects, under its name.
    Raises `SourceError`, `LimitError` or `VocabularyError` where it cannot be used; the store is unchanged then.
    """
    with store.writer(settings.store), vocabularies.undoing(settings.store, vocabularies.called(where, name)):
        before = store.manifest(settings.store)
        found, defects = vocabularies.add(settings.store, where, name=name)
        _refreshed(settings, now, progress or _silent)
        after = store.manifest(settings.store)
    return found, (*defects, *_withdrawn(before or {}, after or {}))


def _withdrawn(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Finding]:
    """A violation for each document that was part of the graph before and is not any more."""
    published = {row["version"] for row in before.get("documents", ()) if row["published"]}
    for row in after.get("documents", ()):
        if row["version"] in published and not row["published"]:
            yield Finding(
                severity="violation",
                rule="document-withdrawn",
                message=f"it no longer passes the checks ({row['violations']} violations) and left the graph",
                remedy="see what is wrong with: kg build",
                document=row["document"],
            )


def remove_vocabulary(name: str, settings: Settings, *, now: str) -> None:
    """Takes an added vocabulary out of the store.

    Raises `SourceError` where there is none of that name. After any error the store is as it was.
    """
    with store.writer(settings.store), vocabularies.undoing(settings.store, name):
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
    failed = [sources.place(r.path) for r in reports if r.status in ("failed", "missing")]
    return {
        place: entry
        for place, entry in known.items()
        if not prune or any(Path(place).is_relative_to(path) for path in failed)
    }


# Reading --------------------------------------------------------------------------------------------------


def _collected(
    paths: Iterable[str | Path],
    known: Mapping[str, Entry],
    told: Settings,
    *,
    jobs: int,
    keep: bool,
    rebuild: bool,
) -> tuple[dict[str, Entry], list[FileReport]]:
    """The sources found at `paths`, each read unless its bytes are known, and a line for each file.

    A rebuild reads what is named again, since a newer reader may see more in the same bytes.
    """
    entries: dict[str, Entry] = {}
    reports = []

    def changed(found: sources.Found) -> bool:
        before = known.get(sources.place(found.path))
        return (
            rebuild or before is None or before.bytes_sha256 != hashlib.sha256(found.data or b"").hexdigest()
        )

    met = sources.collect(map(str, paths), web=sources.Web.of(told))
    for found, outcome in sources.read_each(met, wanted=changed, jobs=jobs):
        place = sources.place(found.path)
        if found.data is None:
            reports.append(FileReport(path=found.shown, status=found.status, reason=found.said))
        elif outcome is None:
            entries[place] = known[place]
            reports.append(FileReport(path=found.shown, status="unchanged", version=known[place].sha256[:12]))
        elif isinstance(outcome, KgError):
            reason = sources.said(outcome.what, outcome.remedy)
            reports.append(FileReport(path=found.shown, status="failed", reason=reason))
        else:
            if keep:
                _save(outcome, told.store)
            entries[place] = _entry(outcome, place, known.get(place))
            reports.append(FileReport(path=found.shown, status="read", version=outcome.version))
    return entries, reports


def _save(document: Document, root: Path) -> None:
    store.save_text(root, document.sha256, document.text)
    if document.layout:
        store.save_layout(root, document.bytes_sha256, layouts.dump(document.layout))


def _stored(entry: Entry, root: Path) -> Document:
    table = store.layout(root, entry.bytes_sha256)
    return entry.document(store.text(root, entry.sha256), layouts.load(table) if table else None)


def _entry(document: Document, place: str, before: Entry | None) -> Entry:
    return Entry(
        source=place,
        name=document.name,
        media_type=document.media_type,
        language=document.language,
        sha256=document.sha256,
        bytes_sha256=document.bytes_sha256,
        first_text=before.first_text if before else document.sha256,
        laid_out=document.layout is not None,
    )


# Extracting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A text whose record is to be made."""

    entry: Entry
    extraction: str
    """Key of its extraction in the cache."""
    key: str
    """Of its record."""
    first_text: str


def _readings(entries: Iterable[Entry], settings: Settings, base: Base) -> dict[str, _Reading]:
    """Each text by its hash, with the keys of what is known of it."""
    words = vocabulary.digest(curated=settings.curated)
    same = (extraction_digest(), words, str(settings.model))
    rest = (code_digest(), data_digest(), base.iri)
    listed = sorted(entries, key=lambda e: (e.sha256, e.source))
    firsts = first_texts(listed)
    found = {}
    for sha, entry in {entry.sha256: entry for entry in listed}.items():
        layout = entry.bytes_sha256 if entry.laid_out else ""
        extraction = digest(sha, *same, entry.language, layout, size=64)
        key = text_key(digest(extraction, *rest, size=64), firsts[sha])
        found[sha] = _Reading(entry=entry, extraction=extraction, key=key, first_text=firsts[sha])
    return found


def _text(reading: _Reading, told: Settings, base: Base, anew: bool) -> tuple[Text, Things]:
    """The record of a text and what it names; its extraction is in the cache then."""
    lexicon = vocabulary.load(curated=told.curated)
    extraction = _extraction(reading, told, anew=anew)
    return text_of(extraction, reading.key, reading.first_text), things_of(extraction, lexicon, base)


def _extraction(reading: _Reading, told: Settings, *, anew: bool = False) -> Extraction:
    """The extraction of a text, from the cache where nothing it depends on has changed."""
    document = _stored(reading.entry, told.store)
    if not anew and (kept := store.cached(told.store, "extractions", reading.extraction)):
        return records.load(kept, document)
    found = extract(document, curated=told.curated, model=told.model)
    store.keep(told.store, "extractions", reading.extraction, records.dump(found))
    return found


def _stating(part: tuple[_Reading, Task], told: Settings, frame: Frame) -> Stated:
    reading, task = part
    source = source_of(task.text, _extraction(reading, told))
    return stated(source, frame.build(task.iris, {}), told.store)


class _Hands(Protocol):
    """Does the same to many things: the results in their order."""

    def __call__(self, work: Callable[[_Given], _Made], things: Sequence[_Given], /) -> Iterable[_Made]: ...


@contextmanager
def _hands(jobs: int) -> Iterator[_Hands]:
    """This process, or `jobs` others."""
    if jobs <= 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        pool.submit(int).result()  # children that began later would inherit what is open then
        yield partial(pool.map, chunksize=4)


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
    frame = Frame(
        root=settings.store,
        base=base,
        decided=decided,
        curated=settings.curated,
        threshold=settings.threshold,
        run=_run(settings, base, decided.digest),
    )
    inputs = _inputs(entries, settings, frame)
    if told and not rebuild and told["inputs"] == inputs:
        return BuildReport(files=_with_counts(reports, told), build=told["build"], quads=told["quads"])
    with (
        closing(Index(settings.store / "index.sqlite", decided, base)) as index,
        _hands(jobs) as hands,
        index.changing(),
    ):
        manifest = _switched(entries, told, settings, frame, inputs, now, rebuild, index, hands, progress)
        index.note("build", manifest["build"])
        index.note("run", frame.run)
    counted = _with_counts(reports, manifest)
    return BuildReport(files=counted, build=manifest["build"], quads=manifest["quads"], changed=True)


def _switched(
    entries: Mapping[str, Entry],
    told: Mapping[str, Any] | None,
    settings: Settings,
    frame: Frame,
    inputs: str,
    now: str,
    rebuild: bool,
    index: Index,
    hands: _Hands,
    progress: Progress,
) -> dict[str, Any]:
    """The manifest of the build that is live now."""
    places = [entry for _, entry in sorted(entries.items())]
    before = [Entry(**row) for row in (told or {}).get("entries", ())]
    steady = not rebuild and bool(told) and (told or {}).get("run") == frame.run == index.fact("run")
    known = {} if rebuild else index.texts()
    described = steady and index.fact("build") == (told or {}).get("build")
    # Texts whose places are what they were need no look at what their records depend on.
    moved = {entry.sha256 for entry in (set(places) ^ set(before) if described else places)}
    waiting = [entry for entry in places if entry.sha256 in moved or entry.sha256 not in known]
    readings = _readings(waiting, settings, frame.base)
    texts = _texts(readings, known, settings, frame.base, rebuild, index, hands, progress)

    def work(tasks: Sequence[Task]) -> Iterable[Stated]:
        wanted = {task.text.sha256 for task in tasks}
        old, new = (
            _readings((entry for entry in some if entry.sha256 in wanted), settings, frame.base)
            for some in (before, places)
        )
        parts = [((old | new)[task.text.sha256], task) for task in tasks]
        return hands(partial(_stating, told=settings, frame=frame), parts)

    onto = told if steady and told and _ready(told, index, work) else None
    if not onto:
        index.forget()
    with store.draft(settings.store, onto=onto) as draft:
        rows = assembled(draft, index, listed(places, texts), onto, frame, work, progress)
        manifest = {
            "base": frame.base.iri,
            "run": frame.run,
            "inputs": inputs,
            "software": __version__,
            "settings": {"threshold": str(settings.threshold), "curated": settings.curated},
            "vocabularies": words_added(settings.store),
            "built": now,
            "entries": [entry.row() for entry in places],
            "documents": rows,
        }

        def beside(folder: Path) -> None:
            tables.write(settings.store, folder, frame.base.iri, draft.touched)

        name = store.publish_draft(settings.store, draft, manifest, beside=beside)
        return {**manifest, "build": name, "quads": draft.quads}


def _texts(
    readings: Mapping[str, _Reading],
    known: Mapping[str, Text],
    settings: Settings,
    base: Base,
    anew: bool,
    index: Index,
    hands: _Hands,
    progress: Progress,
) -> dict[str, Text]:
    """The record of each text by its hash, the `known` ones too.

    Those of `readings` are made unless they are known under the same key, and their extractions with them.
    """
    fine = {sha for sha, reading in readings.items() if sha in known and known[sha].key == reading.key}
    waiting = [reading for sha, reading in readings.items() if sha not in fine]
    work = partial(_text, told=settings, base=base, anew=anew)
    made = {}
    for count, (text, things) in enumerate(hands(work, waiting), start=1):
        index.keep_text(text, things)
        made[text.sha256] = text
        progress("extract", count, len(waiting))
    return {**known, **made}


def _ready(told: Mapping[str, Any], index: Index, work: Work) -> bool:
    """Whether a draft can go on from the live build of the same run; the index describes that build then."""
    if index.fact("build") == told["build"]:
        return True
    # Somebody went back to an earlier build, or a process died before it could note the new one.
    texts = index.texts()
    rows = [row for row in told["documents"] if row["published"]]
    live = {row["version"]: texts.get(row["sha256"]) for row in rows}
    known = {version: text for version, text in live.items() if text}
    if [known[row["version"]].key if row["version"] in known else None for row in rows] != [
        r["key"] for r in rows
    ]:
        return False
    settled(index, known, work)
    return True


def _inputs(entries: Mapping[str, Entry], settings: Settings, frame: Frame) -> str:
    """Hash of all that the build depends on."""
    texts = (f"{e.source} {e.sha256} {e.first_text}" for _, e in sorted(entries.items()))
    words = (f"{added.name} {added.sha256} {added.origin}" for added in vocabularies.added(settings.store))
    return digest(frame.run, *words, *texts, size=64)


def _run(settings: Settings, base: Base, decided: str) -> str:
    words = vocabulary.digest(curated=settings.curated)
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
    return tuple(_counted(report, rows.get(sources.place(report.path))) for report in reports)


def _counted(report: FileReport, row: Mapping[str, Any] | None) -> FileReport:
    if row is None or report.status not in ("read", "unchanged"):
        return report
    if sources.place(report.path) in row.get("superseded", ()):
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
