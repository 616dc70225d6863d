"""What is known of each text: its extraction and its record, made where nothing they depend on is the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kg import records, store, vocabulary
from kg.assembly import (
    Frame,
    Index,
    Progress,
    Stated,
    Task,
    Text,
    Things,
    code_digest,
    data_digest,
    extraction_digest,
    first_texts,
    source_of,
    stated,
    text_key,
    text_of,
    things_of,
)
from kg.engines import HERE, Engine, Failed
from kg.extraction import extract
from kg.iris import Base, digest
from kg.pipeline.entries import Entry, stored
from kg.pipeline.labour import Labour
from kg.settings import Settings
from kg.types import Extraction, Finding

UNSTATED = "not-stated"
"""The rule that a document breaks whose graph could not be made; it is tried again at the next build."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a build is to be made."""

    settings: Settings
    told: Mapping[str, Any] | None
    """Manifest of the live build, if there is one."""
    now: str
    """The time that the manifest notes."""
    rebuild: bool = False
    """Whether nothing that is known of a text is believed."""
    engine: Engine = HERE
    """Where texts are worked on."""
    progress: Progress = silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text whose record is to be made."""

    entry: Entry
    extraction: str
    """Key of its extraction in the cache."""
    key: str
    """Of its record."""
    first_text: str


def readings_of(entries: Iterable[Entry], settings: Settings, base: Base) -> dict[str, Reading]:
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
        found[sha] = Reading(entry=entry, extraction=extraction, key=key, first_text=firsts[sha])
    return found


def texts_of(
    readings: Mapping[str, Reading],
    known: Mapping[str, Text],
    order: Order,
    base: Base,
    index: Index,
    labour: Labour,
) -> tuple[dict[str, Text], dict[str, Failed[Reading]]]:
    """The record of each text by its hash, the `known` ones too, and why there is none of others.

    Those of `readings` are made unless they are known under the same key, and their extractions with them.
    """
    fine = {sha for sha, reading in readings.items() if sha in known and known[sha].key == reading.key}
    waiting = [reading for sha, reading in readings.items() if sha not in fine]
    work = partial(_text, told=order.settings, base=base, anew=order.rebuild)
    needs = _needs_text if order.rebuild else _needs
    made, failed = {}, {}
    for count, found in enumerate(labour(work, waiting, needs), start=1):
        if isinstance(found, Failed):
            failed[found.thing.entry.sha256] = found
        else:
            index.keep_text(*found)
            made[found[0].sha256] = found[0]
        order.progress("extract", count, len(waiting))
    return {**known, **made}, failed


def _needs_text(reading: Reading) -> Iterator[str]:
    """The files of a store that hold the text."""
    yield store.text_name(reading.entry.sha256)
    yield store.layout_name(reading.entry.bytes_sha256)


def _needs(reading: Reading) -> Iterator[str]:
    """The files of a store that hold the text and what was extracted from it."""
    yield from _needs_text(reading)
    yield store.cache_name("extractions", reading.extraction)


def _text(reading: Reading, root: Path, told: Settings, base: Base, anew: bool) -> tuple[Text, Things]:
    """The record of a text and what it names; its extraction is in the cache of the store at `root` then."""
    lexicon = vocabulary.load(curated=told.curated)
    extraction = _extraction(reading, root, told, anew=anew)
    return text_of(extraction, reading.key, reading.first_text), things_of(extraction, lexicon, base)


def _extraction(reading: Reading, root: Path, told: Settings, *, anew: bool = False) -> Extraction:
    """The extraction of a text, from the cache where nothing it depends on has changed."""
    document = stored(reading.entry, root)
    if not anew and (kept := store.cached(root, "extractions", reading.extraction)):
        return records.load(kept, document)
    found = extract(document, curated=told.curated, model=told.model)
    store.keep(root, "extractions", reading.extraction, records.dump(found))
    return found


Part = tuple[Reading, Task]
"""A text, and what is to be stated of it."""


def stated_of(parts: Iterable[Part], order: Order, frame: Frame, labour: Labour) -> Iterator[Stated]:
    """What each document states; of one on which the work failed, a violation alone."""
    work = partial(_stating, told=order.settings, frame=frame)
    for found in labour(work, parts, _needs_part):
        yield _left_out(found) if isinstance(found, Failed) else found


def _needs_part(part: Part) -> Iterator[str]:
    return _needs(part[0])


def _stating(part: Part, root: Path, told: Settings, frame: Frame) -> Stated:
    reading, task = part
    source = source_of(task.text, _extraction(reading, root, told))
    return stated(source, frame.build(task.iris, {}), root)


def _left_out(failed: Failed[Part]) -> Stated:
    text = failed.thing[1].text
    finding = Finding(
        severity="violation",
        rule=UNSTATED,
        message=failed.what,
        remedy=failed.remedy,
        document=text.document,
    )
    return Stated(
        version=text.version,
        document=text.document,
        graphs={},
        plain=frozenset(),
        told=(),
        described=(),
        named=(),
        statements=0,
        findings=(finding,),
        coverage={},
    )
