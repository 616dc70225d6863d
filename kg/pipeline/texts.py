"""What is known of each text: its extraction and its record, made where nothing they depend on is the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

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
from kg.extraction import extract
from kg.iris import Base, digest
from kg.pipeline.entries import Entry, stored
from kg.settings import Settings
from kg.types import Extraction

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


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
    jobs: int = 1
    progress: Progress = silent


class Hands(Protocol):
    """Does the same to many things: the results in their order."""

    def __call__(self, work: Callable[[_Given], _Made], things: Sequence[_Given], /) -> Iterable[_Made]: ...


@contextmanager
def hands_of(jobs: int) -> Iterator[Hands]:
    """This process, or `jobs` others."""
    if jobs <= 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        pool.submit(int).result()  # children that began later would inherit what is open then
        yield partial(pool.map, chunksize=4)


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
    hands: Hands,
) -> dict[str, Text]:
    """The record of each text by its hash, the `known` ones too.

    Those of `readings` are made unless they are known under the same key, and their extractions with them.
    """
    fine = {sha for sha, reading in readings.items() if sha in known and known[sha].key == reading.key}
    waiting = [reading for sha, reading in readings.items() if sha not in fine]
    work = partial(_text, told=order.settings, base=base, anew=order.rebuild)
    made = {}
    for count, (text, things) in enumerate(hands(work, waiting), start=1):
        index.keep_text(text, things)
        made[text.sha256] = text
        order.progress("extract", count, len(waiting))
    return {**known, **made}


def _text(reading: Reading, told: Settings, base: Base, anew: bool) -> tuple[Text, Things]:
    """The record of a text and what it names; its extraction is in the cache then."""
    lexicon = vocabulary.load(curated=told.curated)
    extraction = _extraction(reading, told, anew=anew)
    return text_of(extraction, reading.key, reading.first_text), things_of(extraction, lexicon, base)


def _extraction(reading: Reading, told: Settings, *, anew: bool = False) -> Extraction:
    """The extraction of a text, from the cache where nothing it depends on has changed."""
    document = stored(reading.entry, told.store)
    if not anew and (kept := store.cached(told.store, "extractions", reading.extraction)):
        return records.load(kept, document)
    found = extract(document, curated=told.curated, model=told.model)
    store.keep(told.store, "extractions", reading.extraction, records.dump(found))
    return found


def stating(part: tuple[Reading, Task], told: Settings, frame: Frame) -> Stated:
    """What a document states, from the record of its text."""
    reading, task = part
    source = source_of(task.text, _extraction(reading, told))
    return stated(source, frame.build(task.iris, {}), told.store)
