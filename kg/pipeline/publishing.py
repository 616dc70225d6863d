"""A build put together from what is known of each text, and made live."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import __version__, decisions, sources, store, tables, vocabularies, vocabulary
from kg.assembly import (
    Frame,
    Index,
    Stated,
    Task,
    Work,
    assembled,
    code_digest,
    data_digest,
    listed,
    settled,
    words_added,
)
from kg.engines import Failed
from kg.iris import Base, digest
from kg.pipeline.entries import Entry
from kg.pipeline.labour import Labour, labour_of
from kg.pipeline.reports import BuildReport, FileReport, with_counts
from kg.pipeline.texts import UNSTATED, Order, Reading, readings_of, stated_of, texts_of
from kg.settings import DEFAULT_BASE, Settings


def published(entries: Mapping[str, Entry], reports: Sequence[FileReport], order: Order) -> BuildReport:
    """The build of these sources is live now, unless the live one already holds just them; `reports` get their counts.

    Raises `StoreError` and `LimitError` where the store cannot be written; the build that was live stays live then.
    """
    told, settings = order.told, order.settings
    base = store.base_of(told, settings.base, DEFAULT_BASE)
    decided = decisions.under(decisions.load(settings.decisions), base)
    frame = Frame(
        root=settings.store,
        base=base,
        decided=decided,
        curated=settings.curated,
        threshold=settings.threshold,
        run=run_of(settings, base, decided.digest),
    )
    inputs = _inputs(entries, settings, frame)
    if told and not order.rebuild and told["inputs"] == inputs:
        return BuildReport(files=with_counts(reports, told), build=told["build"], quads=told["quads"])
    with (
        closing(Index(settings.store / "index.sqlite", decided, base)) as index,
        labour_of(order.engine, settings.store) as labour,
        index.changing(),
    ):
        manifest, failed = _switched(entries, order, frame, inputs, index, labour)
        if manifest:
            index.note("build", manifest["build"])
            index.note("run", frame.run)
    lines = [_unless_failed(report, entries, failed) for report in reports]
    if not manifest:
        return BuildReport(files=tuple(lines), build=None)
    return BuildReport(
        files=with_counts(lines, manifest), build=manifest["build"], quads=manifest["quads"], changed=True
    )


def _switched(
    entries: Mapping[str, Entry], order: Order, frame: Frame, inputs: str, index: Index, labour: Labour
) -> tuple[dict[str, Any], Mapping[str, Failed[Reading]]]:
    """The manifest of the build that is live now, and by its hash each text that is no part of it.

    Where nothing is left that could be built, there is no manifest.
    """
    told, settings = order.told, order.settings
    wanted = [entry for _, entry in sorted(entries.items())]
    before = [Entry(**row) for row in (told or {}).get("entries", ())]
    steady = not order.rebuild and bool(told) and (told or {}).get("run") == frame.run == index.fact("run")
    known = {} if order.rebuild else index.texts()
    described = steady and index.fact("build") == (told or {}).get("build")
    # Texts whose places are what they were need no look at what their records depend on.
    moved = {entry.sha256 for entry in (set(wanted) ^ set(before) if described else wanted)}
    waiting = [entry for entry in wanted if entry.sha256 in moved or entry.sha256 not in known]
    readings = readings_of(waiting, settings, frame.base)
    texts, failed = texts_of(readings, known, order, frame.base, index, labour)
    places = list(_standing(wanted, before if described else (), failed))
    if failed and not (places or told):
        return {}, failed
    missed: set[str] = set()

    def work(tasks: Sequence[Task]) -> Iterator[Stated]:
        named = {task.text.sha256 for task in tasks}
        old, new = (
            readings_of((entry for entry in some if entry.sha256 in named), settings, frame.base)
            for some in (before, places)
        )
        parts = (((old | new)[task.text.sha256], task) for task in tasks)
        for found in stated_of(parts, order, frame, labour):
            if any(finding.rule == UNSTATED for finding in found.findings):
                missed.add(found.version)
            yield found

    onto = told if steady and told and _ready(told, index, work) and not missed else None
    if not onto:
        index.forget()
    with store.draft(settings.store, onto=onto) as draft:
        rows = assembled(draft, index, listed(places, texts), onto, frame, work, order.progress)
        manifest = {
            "base": frame.base.iri,
            "run": frame.run,
            # What failed is tried again by the next build.
            "inputs": "" if failed or missed else inputs,
            "software": __version__,
            "settings": {"threshold": str(settings.threshold), "curated": settings.curated},
            "vocabularies": words_added(settings.store),
            "built": order.now,
            "entries": [entry.row() for entry in places],
            "documents": rows,
        }

        def beside(folder: Path) -> None:
            tables.write(settings.store, folder, frame.base.iri, draft.touched)

        name = store.publish_draft(settings.store, draft, manifest, beside=beside)
        return {**manifest, "build": name, "quads": draft.quads}, failed


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


def run_of(settings: Settings, base: Base, decided: str) -> str:
    """Hash of all that results depend on beside the documents."""
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
