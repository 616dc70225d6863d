"""What changes a store: documents built in or taken out, vocabularies added or removed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg import sources, store, symbols, vocabularies
from kg.assembly import Progress
from kg.engines import Engine
from kg.errors import SourceError, StoreError
from kg.pipeline.entries import Entry, collected
from kg.pipeline.publishing import foreseen, published, steps_of
from kg.pipeline.reasons import explained
from kg.pipeline.reports import BuildReport, FileReport
from kg.pipeline.texts import Order, silent
from kg.settings import Settings
from kg.types import Finding


@store.sent
def build(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    now: str,
    prune: bool = False,
    rebuild: bool = False,
    dry_run: bool = False,
    jobs: int = 1,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads, extracts, validates and publishes; documents that fail keep nobody else from being published.

    `now` is the time that the manifest notes, `jobs` how many processes read and extract unless an `engine` is told,
    which does both then. Raises `StoreError` and `LimitError` where the store cannot be written, and where nothing is
    left to rebuild; the build that was live stays live then.
    """
    named = list(paths)
    wanted = engine or Engine(jobs=jobs)
    with nullcontext() if dry_run else store.writer(settings.store), wanted.lasting() as workers:
        told = _before(settings.store, rebuild)
        known = {row["source"]: Entry(**row) for row in (told or {}).get("entries", [])}
        steps = steps_of(told)
        reading = workers if engine and not dry_run else None
        entries, reports = collected(
            named, known, settings, steps, jobs=jobs, keep=not dry_run, rebuild=rebuild, engine=reading
        )
        again = known.keys() - entries.keys() if rebuild and not prune else ()
        reports += [FileReport(path=place, status="read") for place in sorted(again)]
        kept = {**_kept(known, reports, prune), **entries}
        if not reports and not (prune and known):
            told_places = ", ".join(sources.printable(str(path)) for path in named) or str(settings.store)
            raise SourceError(
                "no document was found", where=told_places, remedy="name files or folders that hold some"
            )
        gone = [FileReport(path=path, status="removed") for path in sorted(known.keys() - kept.keys())]
        order = Order(
            settings=settings,
            told=told,
            now=now,
            steps=steps,
            rebuild=rebuild,
            engine=workers,
            progress=progress or silent,
        )
        if dry_run or not (kept or told):  # a store without any document would be no use to anybody
            seen = explained(reports, kept, known, foreseen(kept, order)) if dry_run else reports
            return BuildReport(files=(*seen, *gone), build=None)
        report = published(kept, (*reports, *gone), order)
        if report.changed and (prune or rebuild):
            store.sweep_results(settings.store)
        return report


@store.sent
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
                f"the store holds no document {document}",
                where=store.shown(settings.store),
                remedy="give a name that this lists: kg coverage",
            )
        entries = {row["source"]: Entry(**row) for row in told["entries"] if row["source"] not in named}
        gone = [FileReport(path=path, status="removed") for path in sorted(named)]
        return published(entries, gone, _order(settings, told, now))


@store.sent
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
        _refreshed(settings, now, progress or silent)
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


@store.sent
def remove_vocabulary(name: str, settings: Settings, *, now: str) -> tuple[Finding, ...]:
    """Takes an added vocabulary out of the store; a violation for each document that no longer passes the checks.

    Raises `SourceError` where there is none of that name. After any error the store is as it was.
    """
    with store.writer(settings.store), vocabularies.undoing(settings.store, name):
        before = store.manifest(settings.store)
        vocabularies.remove(settings.store, name)
        _refreshed(settings, now, silent)
        after = store.manifest(settings.store)
    return tuple(_withdrawn(before or {}, after or {}))


def _refreshed(settings: Settings, now: str, progress: Progress) -> None:
    told = store.manifest(settings.store)
    entries = {row["source"]: Entry(**row) for row in (told or {}).get("entries", [])}
    published(entries, (), _order(settings, told, now, progress))


def _order(
    settings: Settings, told: Mapping[str, Any] | None, now: str, progress: Progress = silent
) -> Order:
    """Another build of what the live one is made of."""
    return Order(
        settings=_as_built(settings, told), told=told, now=now, steps=steps_of(told), progress=progress
    )


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
