"""A build put together from what is known of each text, and made live."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__, decisions, sources, store, tables, vocabularies, vocabulary
from kg.assembly import (
    CHECKING,
    READER,
    TABLES,
    WRITING,
    Frame,
    Index,
    Stated,
    Task,
    Text,
    Touched,
    Work,
    are_installed,
    aside,
    assembled,
    catalogue_digest,
    code_digest,
    data_digest,
    libraries,
    listed,
    own_words,
    settled,
    spoken,
    steps,
    touched,
    words_added,
)
from kg.engines import Failed
from kg.iris import Base, digest
from kg.pipeline.entries import Entry, stored
from kg.pipeline.labour import Labour, labour_of, spread
from kg.pipeline.reasons import Why, explained, joined, reworded, settings_of, why
from kg.pipeline.reports import BuildReport, FileReport, with_counts
from kg.pipeline.texts import UNSTATED, Order, Reading, readings_of, stated_of, texts_of
from kg.settings import DEFAULT_BASE, Settings

INDEX = "index.sqlite"
"""The file of names below a store."""


def published(entries: Mapping[str, Entry], reports: Sequence[FileReport], order: Order) -> BuildReport:
    """The build of these sources is live now, unless the live one already holds just them; `reports` get their counts.

    Raises `StoreError` and `LimitError` where the store cannot be written; the build that was live stays live then.
    """
    told, settings = order.told, order.settings
    frame = frame_of(settings, told, order.steps)
    inputs = _inputs(entries, settings, frame)
    if told and not order.rebuild and told["inputs"] == inputs:
        read = any(report.status == "read" for report in reports)
        lines = explained(reports, entries, _entries(told), Why()) if read else reports
        return BuildReport(files=with_counts(lines, told), build=told["build"], quads=told["quads"])
    with (
        closing(Index(settings.store / INDEX, frame.decided, frame.base)) as index,
        labour_of(order.engine, settings.store) as labour,
        index.changing(),
    ):
        manifest, failed, found = _switched(entries, order, frame, inputs, index, labour)
        if manifest:
            index.note("build", manifest["build"])
            index.note("run", frame.run)
            index.note_decided()
    reasons = explained(reports, entries, _entries(told), found)
    lines = [_unless_failed(report, entries, failed) for report in reasons]
    if not manifest:
        return BuildReport(files=tuple(lines), build=None)
    return BuildReport(
        files=with_counts(lines, manifest), build=manifest["build"], quads=manifest["quads"], changed=True
    )


def _entries(told: Mapping[str, Any] | None) -> dict[str, Entry]:
    return {row["source"]: Entry(**row) for row in (told or {}).get("entries", ())}


def steps_of(told: Mapping[str, Any] | None) -> Mapping[str, str]:
    """A hash of the code of each step; where code and libraries are those of the live build, it was noted there."""
    before = told or {}
    same = (
        before.get("code") == code_digest() and "libraries" in before and are_installed(before["libraries"])
    )
    return before["steps"] if same else steps()


def frame_of(settings: Settings, told: Mapping[str, Any] | None, steps: Mapping[str, str]) -> Frame:
    """What all documents of a build with these settings depend on; `told` is the manifest of the live build."""
    base = store.base_of(told, settings.base, DEFAULT_BASE)
    decided = decisions.under(decisions.load(settings.decisions), base)
    made = (steps[WRITING], base.iri, str(settings.threshold), str(settings.curated), str(settings.model))
    return Frame(
        root=settings.store,
        base=base,
        decided=decided,
        curated=settings.curated,
        threshold=settings.threshold,
        run=run_of(settings, base, decided.digest, steps),
        made=digest(*made),
        checked=digest(steps[CHECKING], data_digest()),
    )


def texts_digest(settings: Settings, steps: Mapping[str, str]) -> str:
    """Hash of all that the records of texts depend on beside the texts."""
    beside = (READER, CHECKING, WRITING, TABLES)
    code = (f"{name} {told}" for name, told in sorted(steps.items()) if not name.startswith(beside))
    return digest(vocabulary.digest(curated=settings.curated), catalogue_digest(), str(settings.model), *code)


def _switched(
    entries: Mapping[str, Entry], order: Order, frame: Frame, inputs: str, index: Index, labour: Labour
) -> tuple[dict[str, Any], Mapping[str, Failed[Reading]], Why]:
    """The manifest of the build that is live now, by its hash each text that is no part of it, and what had changed.

    Where nothing is left that could be built, there is no manifest.
    """
    told, settings = order.told, order.settings
    read = _read(entries, order, frame, index, labour)
    if read.failed and not (read.places or told):
        return {}, read.failed, _why(order, frame, {})
    missed: set[str] = set()
    work = partial(_worked, read=read, order=order, frame=frame, labour=labour, missed=missed)
    steady = _steady(order, frame)
    onto = told if steady and told and _ready(told, frame, index, work) and not missed else None
    changed = touched_since(onto, frame, index) if onto else Touched()
    found = _why(order, frame, None if steady and not onto and not missed else _causes(changed, read))
    if not onto:
        index.forget()
    with store.draft(settings.store, onto=onto) as draft:
        rows = assembled(draft, index, listed(read.places, read.texts), changed, frame, work, order.progress)
        # What failed is tried again by the next build.
        manifest = _manifest(order, frame, read, "" if read.failed or missed else inputs, rows)

        def beside(folder: Path) -> None:
            store.note_results(folder, _results(read))
            _tabled(folder, order=order, frame=frame, draft=draft, onto=onto, labour=labour)

        name = store.publish_draft(settings.store, draft, manifest, beside=beside)
        return {**manifest, "build": name, "quads": draft.quads}, read.failed, found


def _tabled(
    folder: Path,
    *,
    order: Order,
    frame: Frame,
    draft: store.Draft,
    onto: Mapping[str, Any] | None,
    labour: Labour,
) -> None:
    """The tables of the build in `folder`."""
    fitting = onto is not None and onto["steps"].get(TABLES) == order.steps[TABLES]
    # A cluster sees no files of this machine, and one process has nobody to share with.
    alone = order.engine.distant or order.engine.jobs <= 1
    shared = None if alone else partial(spread, labour)
    tables.write(order.settings.store, folder, frame.base.iri, draft.touched if fitting else None, shared)


def _results(read: "_Read") -> Iterator[str]:
    """The keys of all that is kept of the texts of a build."""
    for sha in {entry.sha256 for entry in read.places}:
        text = read.texts[sha]
        yield from filter(None, (sha, text.finding, text.extraction))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The texts of a build and where they come from."""

    before: Sequence[Entry]
    """Of the live build."""
    places: Sequence[Entry]
    """That can be built now."""
    known: Mapping[str, Text]
    """What was known of each text, by its hash; nothing where that is not believed."""
    texts: Mapping[str, Text]
    """What is known of each now."""
    failed: Mapping[str, Failed[Reading]]


def _steady(order: Order, frame: Frame) -> bool:
    """Whether the live build was written as builds are written now."""
    return not order.rebuild and order.told is not None and order.told.get("made") == frame.made


def _read(entries: Mapping[str, Entry], order: Order, frame: Frame, index: Index, labour: Labour) -> _Read:
    """The records of all texts; those are made that are new or that a change made old."""
    told, settings = order.told, order.settings
    wanted = [entry for _, entry in sorted(entries.items())]
    before = [*_entries(told).values()]
    known = {} if order.rebuild else index.texts()
    described = _steady(order, frame) and index.fact("build") == (told or {}).get("build")
    same = described and told is not None and told["texts"] == texts_digest(settings, order.steps)
    # Texts whose places are what they were need no look at what their records depend on.
    moved = {entry.sha256 for entry in (set(wanted) ^ set(before) if same else wanted)}
    waiting = [entry for entry in wanted if entry.sha256 in moved or entry.sha256 not in known]
    readings = readings_of(waiting, settings, frame.base, order.steps)
    texts, failed = texts_of(readings, known, order, frame.base, index, labour)
    places = list(_standing(wanted, before if same else (), failed))
    return _Read(before=before, places=places, known=known, texts=texts, failed=failed)


def _worked(
    tasks: Sequence[Task], read: _Read, order: Order, frame: Frame, labour: Labour, missed: set[str]
) -> Iterator[Stated]:
    """What each document states; into `missed` goes each version on which the work failed."""
    named = {task.text.sha256 for task in tasks}
    old, new = (
        readings_of(
            (entry for entry in some if entry.sha256 in named), order.settings, frame.base, order.steps
        )
        for some in (read.before, read.places)
    )
    parts = (((old | new)[task.text.sha256], task) for task in tasks)
    for found in stated_of(parts, order, frame, labour):
        if any(finding.rule == UNSTATED for finding in found.findings):
            missed.add(found.version)
        yield found


def _causes(changed: Touched, read: _Read) -> dict[str, set[str]]:
    """What had changed since the live build, with the versions that it touches."""
    before, now = ({sha: text.words for sha, text in some.items()} for some in (read.known, read.texts))
    return joined(changed.causes, reworded(before, now))


def _manifest(
    order: Order, frame: Frame, read: _Read, inputs: str, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What a build tells of itself: how it was made, and its documents."""
    return {
        "base": frame.base.iri,
        "run": frame.run,
        "inputs": inputs,
        "software": __version__,
        "settings": settings_of(order.settings),
        "vocabularies": words_added(order.settings.store),
        "own": dict(own_words()),
        "code": code_digest(),
        "steps": dict(order.steps),
        "libraries": _libraries(order),
        "made": frame.made,
        "checked": frame.checked,
        "texts": texts_digest(order.settings, order.steps),
        "built": order.now,
        "entries": [entry.row() for entry in read.places],
        "documents": rows,
    }


def _libraries(order: Order) -> Mapping[str, Mapping[str, str]]:
    """The versions that the steps were made with; where they are those of the live build, they were noted there."""
    before = order.told or {}
    return before["libraries"] if "libraries" in before and before["steps"] == order.steps else libraries()


def touched_since(told: Mapping[str, Any], frame: Frame, index: Index) -> Touched:
    """What changed beside texts since the live build, which `told` and the index describe.

    The index has the names under the decisions of today then. Raises `StoreError` where the build cannot be read.
    """
    causes: dict[str, frozenset[str]] = {}
    things: set[str] = set()
    before = index.decided()
    if before is not None:
        causes["decision"] = frozenset(touched.by_decisions(index, before, frame))
        things |= touched.remerged(before, frame.decided)
    now = own_words()
    for name in sorted(name for name in {*told["own"], *now} if told["own"].get(name) != now.get(name)):
        lines = touched.lines_before(frame.root, told["own"], frame.base)
        changed = touched.reworded(lines, frame.base, name)
        causes[f"vocabulary {name} changed"] = frozenset(touched.by_words(changed, lines, frame))
        things |= changed
    if told["checked"] != frame.checked:
        causes["checks changed"] = frozenset(index.members())
    return Touched(told=told, causes=causes, things=frozenset(things))


def foreseen(entries: Mapping[str, Entry], order: Order) -> Why:
    """What changed since the live build, found out without writing anything to the store.

    Raises `StoreError` where the live build cannot be read.
    """
    told, settings = order.told, order.settings
    frame = frame_of(settings, told, order.steps)
    if told is None or order.rebuild or told.get("run") == frame.run:
        return _why(order, frame, {})
    if told.get("made") != frame.made:
        return why(told, settings, frame, order.steps, {})
    with aside(settings.store / INDEX) as copy:
        if copy is None:
            return why(told, settings, frame, order.steps, None)
        with closing(Index(copy, frame.decided, frame.base)) as index:
            if index.fact("build") != told["build"] or index.decided() is None:
                return why(told, settings, frame, order.steps, None)
            known = index.texts()
            causes = touched_since(told, frame, index).causes
    same = told["own"] == own_words()
    texts = {} if same else {e.sha256: e for e in entries.values() if e.sha256 in known}
    now = {sha: spoken(stored(e, settings.store), curated=settings.curated) for sha, e in texts.items()}
    before = {sha: known[sha].words for sha in now}
    return why(told, settings, frame, order.steps, joined(causes, reworded(before, now)))


def _why(order: Order, frame: Frame, versions: Mapping[str, Collection[str]] | None) -> Why:
    """The same of a build that was made."""
    if order.rebuild and order.told:
        return Why(common=("rebuild",))
    return why(order.told, order.settings, frame, order.steps, versions)


def _standing(
    wanted: Iterable[Entry], before: Iterable[Entry], failed: Mapping[str, Failed[Reading]]
) -> Iterator[Entry]:
    """The sources that can be built; where a new text failed, the text before it stays."""
    earlier = {entry.source: entry for entry in before}
    for entry in wanted:
        kept = entry if entry.sha256 not in failed else earlier.get(entry.source)
        if kept and kept.sha256 not in failed:
            yield kept


def _unless_failed(
    report: FileReport, entries: Mapping[str, Entry], failed: Mapping[str, Failed[Reading]]
) -> FileReport:
    """The line of a file, with the reason where its text failed."""
    entry = entries.get(report.origin) if failed else None
    why = failed.get(entry.sha256) if entry else None
    return (
        replace(report, status="failed", reason=sources.said(why.what, why.remedy), version=None)
        if why
        else report
    )


def _ready(told: Mapping[str, Any], frame: Frame, index: Index, work: Work) -> bool:
    """Whether a draft can go on from the live build; the index describes that build then."""
    if index.fact("build") == told["build"]:
        return index.decided() is not None
    if not told["run"] == frame.run == index.fact("run"):
        return False
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
    texts = (f"{e.source} {e.sha256} {e.first_text} {e.bytes_sha256}" for _, e in sorted(entries.items()))
    words = (f"{added.name} {added.sha256} {added.origin}" for added in vocabularies.added(settings.store))
    return digest(frame.run, *words, *texts, size=64)


def run_of(settings: Settings, base: Base, decided: str, steps: Mapping[str, str]) -> str:
    """Hash of all that results depend on beside the documents; `steps` has a hash of the code of each step."""
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
        *(part for pair in sorted(steps.items()) for part in pair),
    )
    return digest(*parts)
