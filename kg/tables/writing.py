"""The files of tables of one build: made from its graph, or from those of the build before at the cost of what changed.

BUILD/tables/names-{digits}.sqlite  things and what they are called
BUILD/tables/texts-{digits}.sqlite  texts, their words and statements
BUILD/tables/said-{digits}.sqlite   what texts say, for questions
BUILD/tables/about.json             which files there are; written last
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.store.disk import flush_file, flush_folder, link, write_flushed
from kg.tables import names, said, schema, shards
from kg.tables.facts import Graph, Named
from kg.tables.texts import Text, Texts

FOLDER = "tables"
ABOUT = "about.json"
_MOST_NAMES = 2048
_MOST_TEXTS = 32
_MOST_SAID = 128
"""Not fewer: a file of what texts say is filled together with the files of the same texts."""
_SCHEMAS = {"names": schema.NAMES, "texts": schema.TEXTS, "said": schema.SAID}
_MANY = 20_000
"""Things changed beyond which everything is made anew."""
Files = Mapping[str, int]
"""How many things or texts each file has, by the digits in its name."""


def files(folder: Path) -> tuple[Files, Files] | None:
    """The files of names and of texts in a folder of tables; none where there are no tables of this make."""
    try:
        told = json.loads((folder / ABOUT).read_bytes())
        return (told["names"], told["texts"]) if told["format"] == schema.FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class Part:
    """A file of what texts say, by its digits, with the files of the same texts: each file's texts."""

    said: str
    texts: Mapping[str, Sequence[str]]


def fill(
    folder: Path, graph: Graph, text: Text, elsewhere: Callable[[Iterable[Part]], None] | None = None
) -> None:
    """Tables of all that the graph tells; `elsewhere` has `fill_part` done on each part by others."""
    folder.mkdir()
    found = {thing.iri: thing for thing in graph.all_named()}
    homes = shards.split(found, _MOST_NAMES)
    for start, held in homes.items():
        with _made(folder, "names", start) as rows:
            names.add(rows, (found[iri] for iri in held))
            rows.execute("INSERT INTO words (words) VALUES ('optimize')")
    texts, spoken = (shards.split(graph.versions(), most) for most in (_MOST_TEXTS, _MOST_SAID))
    parts = [
        Part(wide, {start: texts[start] for start in texts if start.startswith(wide)}) for wide in spoken
    ]
    if elsewhere:
        elsewhere(parts)
    else:
        for part in parts:
            fill_part(part, folder, graph, text)
    _note(folder, *({start: len(held) for start, held in part.items()} for part in (homes, texts, spoken)))


def fill_part(part: Part, folder: Path, graph: Graph, text: Text) -> None:
    """The files of some texts."""
    with _made(folder, "said", part.said) as rows:
        for start, held in part.texts.items():
            _write_texts(folder, start, held, graph, text, rows)


def go_on(
    folder: Path,
    before: Path,
    graph: Graph,
    text: Text,
    touched: Collection[str],
    changed: Collection[str],
    all_texts: Collection[str],
) -> bool:
    """Whether the tables of the build before could be brought to what the graph tells now.

    `touched` are the things of which the default graph tells otherwise, `changed` the graphs of texts that do, and
    `all_texts` those that there are. Raises `KgError` where a text is lost, `sqlite3.Error` where a file is damaged.
    """
    known = files(before)
    if known is None or len(touched) > _MANY:
        return False
    folder.mkdir()
    moved, counts = _renamed(folder, before, known[0], graph, touched)
    under = {iri for wide in moved for iri in graph.below(wide)}
    again = {*changed, *_resting(before, known[1], graph, text, moved | under)}
    again |= _dated(before, known[1], graph, text, touched, all_texts)
    homes = shards.split(all_texts, _MOST_TEXTS)
    stale = defaultdict(set)
    for name in again:
        stale[shards.home(name, homes)].add(name)
    gone = again - {*all_texts}
    for start, held in homes.items():
        kept = known[1].get(start)
        if kept is None:
            _write_texts(folder, start, held, graph, text)
        elif start not in stale:
            link(before / shards.file("texts", start), folder / shards.file("texts", start))
        else:
            with _copied(folder, before, "texts", start) as rows:
                writer = Texts(rows, graph, text)
                for name in sorted(stale[start]):
                    writer.remove(name)
                for name in sorted(stale[start] - gone):
                    writer.add(name)
    spoken = say(folder, before, graph, all_texts, changed)
    _note(folder, counts, {start: len(held) for start, held in homes.items()}, spoken)
    return True


def _write_texts(
    folder: Path,
    start: str,
    held: Sequence[str],
    graph: Graph,
    text: Text,
    spoken: sqlite3.Connection | None = None,
) -> None:
    """A file of texts; what they say goes into `spoken` while their graph is at hand."""
    with _made(folder, "texts", start) as rows:
        writer = Texts(rows, graph, text)
        for name in held:
            writer.add(name)
            if spoken:
                said.add(spoken, graph, name)
        rows.execute("INSERT INTO words (words) VALUES ('optimize')")


# What texts say ------------------------------------------------------------------------------------------


def said_files(folder: Path) -> Files | None:
    """How many texts each file of what texts say has; none where there are none of this make."""
    try:
        told = json.loads((folder / ABOUT).read_bytes())
        found: Files = told["said"]
        return found if told["saying"] == schema.SAYING else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def say(
    folder: Path, before: Path | None, graph: Graph, all_texts: Collection[str], changed: Collection[str]
) -> dict[str, int]:
    """The files of what these texts say: linked, copied and changed, or made anew; how many texts each has."""
    known = said_files(before) if before else None
    homes = shards.split(all_texts, _MOST_SAID)
    stale = defaultdict(list)
    for name in sorted(changed):
        stale[shards.home(name, homes)].append(name)
    for start, held in homes.items():
        if before is None or known is None or start not in known:
            with _made(folder, "said", start) as rows:
                for name in held:
                    said.add(rows, graph, name)
        elif start not in stale:
            link(before / shards.file("said", start), folder / shards.file("said", start))
        else:
            with _copied(folder, before, "said", start) as rows:
                for name in stale[start]:
                    said.remove(rows, name)
                for name in sorted({*stale[start]} & {*held}):
                    said.add(rows, graph, name)
    return {start: len(held) for start, held in homes.items()}


# Names ----------------------------------------------------------------------------------------------------


def _renamed(
    folder: Path, before: Path, known: Files, graph: Graph, touched: Iterable[str]
) -> tuple[set[str], dict[str, int]]:
    """The things that stand elsewhere than before, and how many things each file has now."""
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(touched):
        parts[shards.home(iri, known)].append(iri)
    moved: set[str] = set()
    counts: dict[str, int] = {}
    for start in sorted(known):
        if start not in parts:
            link(before / shards.file("names", start), folder / shards.file("names", start))
            counts[start] = known[start]
            continue
        with _copied(folder, before, "names", start) as rows:
            moved |= _rename(rows, parts[start], graph)
            held = names.listed(rows)
        counts |= _parted(folder, start, held, graph)
    return moved, counts


def _rename(rows: sqlite3.Connection, iris: Iterable[str], graph: Graph) -> set[str]:
    moved = set()
    for iri in iris:
        before, found = names.remove(rows, iri), graph.named(iri)
        if found:
            names.add(rows, [found])
        now = (found.kind, found.above) if found else None
        if before and before != now:  # of what had no name no text could speak
            moved.add(iri)
    return moved


def _parted(folder: Path, start: str, held: Sequence[str], graph: Graph) -> dict[str, int]:
    """How many things each file has that takes the place of this one, which may have become too large."""
    if len(held) <= _MOST_NAMES:
        return {start: len(held)}
    (folder / shards.file("names", start)).unlink()
    parts = {deep: part for deep, part in shards.split(held, _MOST_NAMES).items() if deep.startswith(start)}
    for deep, part in parts.items():
        with _made(folder, "names", deep) as rows:
            names.add(rows, _known(graph.named, part))
    return {deep: len(part) for deep, part in parts.items()}


def _known(named: Callable[[str], Named | None], iris: Iterable[str]) -> Iterator[Named]:
    return (found for iri in iris if (found := named(iri)))


# Texts ----------------------------------------------------------------------------------------------------


def _resting(before: Path, known: Files, graph: Graph, text: Text, moved: Collection[str]) -> Iterator[str]:
    """The graphs of texts that speak of one of these things."""
    for start in known if moved else ():
        rows = schema.opened(before / shards.file("texts", start))
        writer = Texts(rows, graph, text)
        yield from (name for iri in moved for name in writer.resting(iri))
        rows.close()


def _dated(
    before: Path, known: Files, graph: Graph, text: Text, touched: Iterable[str], all_texts: Iterable[str]
) -> set[str]:
    """The graphs of texts whose document has other years by now."""
    start = f"{graph.base.iri}graph/prov/"
    paths = {path.removeprefix("doc/"): iri for iri in touched if (path := graph.base.path(iri) or "")}
    found = set()
    for name in all_texts:
        iri = paths.get(name.removeprefix(start).rpartition("/")[0])
        if iri:
            rows = schema.opened(before / shards.file("texts", shards.home(name, known)))
            if Texts(rows, graph, text).years(name) not in (None, graph.years(iri)):
                found.add(name)
            rows.close()
    return found


# Files ----------------------------------------------------------------------------------------------------


@contextmanager
def _made(folder: Path, kind: str, start: str) -> Iterator[sqlite3.Connection]:
    path = folder / shards.file(kind, start)
    path.unlink(missing_ok=True)  # a process that died may have begun it
    with _filled(path, schema.created(path, _SCHEMAS[kind])) as rows:
        yield rows


@contextmanager
def _copied(folder: Path, before: Path, kind: str, start: str) -> Iterator[sqlite3.Connection]:
    path = folder / shards.file(kind, start)
    path.write_bytes((before / path.name).read_bytes())
    with _filled(path, schema.continued(path)) as rows:
        yield rows


@contextmanager
def _filled(path: Path, rows: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Rows that are all in the file afterwards, flushed."""
    try:
        rows.execute("BEGIN")
        yield rows
        rows.execute("COMMIT")
    finally:
        rows.close()
    flush_file(path)


def _note(folder: Path, homes: Files, texts: Files, spoken: Files) -> None:
    told = {"format": schema.FORMAT, "names": dict(homes), "texts": dict(texts)}
    told |= {"saying": schema.SAYING, "said": dict(spoken)}
    write_flushed(folder / ABOUT, json.dumps(told, sort_keys=True).encode())
    flush_folder(folder)
