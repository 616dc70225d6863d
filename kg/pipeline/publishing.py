"""A build put together from what is known of each text, and made live."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__, decisions, store, tables, vocabularies, vocabulary
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
from kg.iris import Base, digest
from kg.pipeline.entries import Entry
from kg.pipeline.reports import BuildReport, FileReport, with_counts
from kg.pipeline.texts import Hands, Order, hands_of, readings_of, stating, texts_of
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
        hands_of(order.jobs) as hands,
        index.changing(),
    ):
        manifest = _switched(entries, order, frame, inputs, index, hands)
        index.note("build", manifest["build"])
        index.note("run", frame.run)
    counted = with_counts(reports, manifest)
    return BuildReport(files=counted, build=manifest["build"], quads=manifest["quads"], changed=True)


def _switched(
    entries: Mapping[str, Entry], order: Order, frame: Frame, inputs: str, index: Index, hands: Hands
) -> dict[str, Any]:
    """The manifest of the build that is live now."""
    told, settings = order.told, order.settings
    places = [entry for _, entry in sorted(entries.items())]
    before = [Entry(**row) for row in (told or {}).get("entries", ())]
    steady = not order.rebuild and bool(told) and (told or {}).get("run") == frame.run == index.fact("run")
    known = {} if order.rebuild else index.texts()
    described = steady and index.fact("build") == (told or {}).get("build")
    # Texts whose places are what they were need no look at what their records depend on.
    moved = {entry.sha256 for entry in (set(places) ^ set(before) if described else places)}
    waiting = [entry for entry in places if entry.sha256 in moved or entry.sha256 not in known]
    readings = readings_of(waiting, settings, frame.base)
    texts = texts_of(readings, known, order, frame.base, index, hands)

    def work(tasks: Sequence[Task]) -> Iterable[Stated]:
        wanted = {task.text.sha256 for task in tasks}
        old, new = (
            readings_of((entry for entry in some if entry.sha256 in wanted), settings, frame.base)
            for some in (before, places)
        )
        parts = [((old | new)[task.text.sha256], task) for task in tasks]
        return hands(partial(stating, told=settings, frame=frame), parts)

    onto = told if steady and told and _ready(told, index, work) else None
    if not onto:
        index.forget()
    with store.draft(settings.store, onto=onto) as draft:
        rows = assembled(draft, index, listed(places, texts), onto, frame, work, order.progress)
        manifest = {
            "base": frame.base.iri,
            "run": frame.run,
            "inputs": inputs,
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
        return {**manifest, "build": name, "quads": draft.quads}


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
