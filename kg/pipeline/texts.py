"""What is known of each text: its extraction and its record, made where nothing they depend on is the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg import store, vocabulary
from kg.assembly import (
    NAMING,
    Frame,
    Index,
    Progress,
    Stated,
    Task,
    Text,
    Things,
    catalogue_digest,
    first_texts,
    source_of,
    stated,
    text_of,
    things_of,
    with_key,
)
from kg.engines import HERE, Engine, Failed
from kg.iris import Base, digest
from kg.pipeline.entries import Entry, stored
from kg.pipeline.labour import Labour
from kg.pipeline.steps import EXTRACTIONS, Kept, Keys, extracted, kept, keys_of, needed, parts_of
from kg.settings import Settings
from kg.types import Document, Extraction, Finding

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
    steps: Mapping[str, str]
    """A hash of the code of each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text whose record is to be made."""

    entry: Entry
    made: str
    """Hash of all that the record is made from."""
    first_text: str


def readings_of(
    entries: Iterable[Entry], settings: Settings, base: Base, steps: Mapping[str, str]
) -> dict[str, Reading]:
    """Each text by its hash, with a hash of what its record is made from; `steps` are hashes of code."""
    words = vocabulary.digest(curated=settings.curated)
    same = digest(words, str(settings.model), base.iri, steps[NAMING], catalogue_digest(), size=64)
    behind: dict[str, str] = {}
    listed = sorted(entries, key=lambda e: (e.sha256, e.source))
    firsts = first_texts(listed)
    found = {}
    for sha, entry in {entry.sha256: entry for entry in listed}.items():
        if entry.language not in behind:
            behind[entry.language] = _code(entry.language, steps)
        made = digest(sha, same, behind[entry.language], entry.language, entry.layout, firsts[sha], size=64)
        found[sha] = Reading(entry=entry, made=made, first_text=firsts[sha])
    return found


def _code(language: str, steps: Mapping[str, str]) -> str:
    """Hash of all code that extracts from texts in that language."""
    return digest(steps["finding"], steps["relating"], *parts_of(language, steps).values(), size=64)


def texts_of(
    readings: Mapping[str, Reading],
    known: Mapping[str, Text],
    order: Order,
    base: Base,
    index: Index,
    labour: Labour,
) -> tuple[dict[str, Text], dict[str, Failed[Reading]]]:
    """The record of each text by its hash, the `known` ones too, and why there is none of others.

    Those of `readings` are made unless they are known to be made from the same, and their extractions with them.
    """
    fine = {sha for sha, reading in readings.items() if sha in known and known[sha].made == reading.made}
    waiting = [reading for sha, reading in readings.items() if sha not in fine]
    work = partial(_text, told=order.settings, base=base, steps=order.steps, anew=order.rebuild)
    needs = _needs_text if order.rebuild else partial(_needs, order=order)
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


def _needs(reading: Reading, order: Order) -> Iterator[str]:
    """The files of a store that hold the text and what was made of it."""
    yield from _needs_text(reading)
    yield from needed(
        _keys(reading, stored(reading.entry, order.settings.store), order.settings, order.steps)
    )


def _keys(reading: Reading, document: Document, told: Settings, steps: Mapping[str, str]) -> Keys:
    return keys_of(document, reading.entry.layout, told, steps)


def _text(
    reading: Reading, root: Path, told: Settings, base: Base, steps: Mapping[str, str], anew: bool
) -> tuple[Text, Things]:
    """The record of a text and what it names; its extraction is kept in the store at `root` then."""
    lexicon = vocabulary.load(curated=told.curated)
    document = stored(reading.entry, root)
    keys = _keys(reading, document, told, steps)
    before = None if anew else kept(root, keys.relating, keys.parts, document)
    found = before or extracted(root, keys, document, told, anew=anew)
    things = things_of(found.extraction, lexicon, base)
    text = replace(
        text_of(found.extraction, reading.first_text),
        made=reading.made,
        extraction=keys.relating,
        finding=keys.finding,
        words=keys.words,
    )
    return with_key(text, found.content, things, found.extraction, lexicon), things


Part = tuple[Reading, Task]
"""A text, and what is to be stated of it."""


def stated_of(parts: Iterable[Part], order: Order, frame: Frame, labour: Labour) -> Iterator[Stated]:
    """What each document states; of one on which the work failed, a violation alone."""
    work = partial(_stating, told=order.settings, steps=order.steps, frame=frame)
    for found in labour(work, parts, _needs_part):
        yield _left_out(found) if isinstance(found, Failed) else found


def _needs_part(part: Part) -> Iterator[str]:
    yield from _needs_text(part[0])
    yield store.cache_name(EXTRACTIONS, part[1].text.extraction)


def _stating(part: Part, root: Path, told: Settings, steps: Mapping[str, str], frame: Frame) -> Stated:
    reading, task = part
    source = source_of(task.text, _extraction(reading, task.text, root, told, steps))
    return stated(source, frame.build(task.iris, {}, task.text.key), root, frame.checked)


def _extraction(
    reading: Reading, text: Text, root: Path, told: Settings, steps: Mapping[str, str]
) -> Extraction:
    """The extraction of a text, which is made again where what was kept is lost."""
    document = stored(reading.entry, root)
    found: Kept | None = kept(root, text.extraction, parts_of(document.language, steps), document)
    if found is None:
        found = extracted(root, _keys(reading, document, told, steps), document, told)
    return found.extraction


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
