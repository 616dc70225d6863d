"""The graphs of a build as files of sorted N-Triples: what every dump is put together from.

Reading the database is the slow part of an export, so each graph is read once and kept in the store's cache under
the hash of its content, which the build tells in `graphs.json`. The default graph is not read again for a changed
document: it is merged from the graphs that feed it, and taken only if its hash is the one that the build tells.
"""

import errno
import fcntl
import hashlib
import json
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.errors import ConfigError
from kg.iris import DCTERMS, RDF, SKOS, Base, digest
from kg.store import Reader

_RUN = 16 << 20
"""Bytes of lines that are sorted in memory at a time; what is beyond goes through files."""
_BATCH = 1 << 18
"""Bytes of lines that are read at a time."""
_PASSING = "passing"
"""Folder for what is not finished."""
_FAN = 200
"""Sorted files that are merged at a time: open files are limited."""
_LABEL = f"<{SKOS}prefLabel>".encode()
_CODES = tuple(
    f"<{iri}>".encode()
    for iri in (f"{SKOS}notation", f"{DCTERMS}identifier", "http://purl.org/dc/elements/1.1/identifier")
)
_NO_PLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOLCK)
_MARKUP = tuple(f"^^<{RDF}{name}> .\n".encode() for name in ("HTML", "XMLLiteral"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragments:
    """What is to be published, as files of sorted N-Triples, each line once."""

    base: str
    default: Path
    """The default graph."""
    graphs: tuple[tuple[str, Path], ...]
    """Each named graph by name."""
    foreign: tuple[tuple[str, str | None], ...]
    """Each added vocabulary whose wording is here, with the licence that it declares."""
    read: tuple[str, ...]
    """Names of the graphs that were read from the database, "" for the default one; the others were reused."""


@contextmanager
def gathered(reader: Reader, with_vocab: Sequence[str] = ()) -> Iterator[Fragments]:
    """The graphs of the live build, without the wording of added vocabularies that declare no licence.

    `with_vocab` names those whose wording is kept all the same. What no longer belongs to the build leaves the cache.
    Raises `ConfigError` for a name that was not added.
    """
    foreign = _foreign(reader, with_vocab)
    base = Base(reader.base)
    named = {
        base.graph("vocab", told["name"]).value: told["name"] for told in store.vocabularies(reader.root)
    }
    unlicensed = frozenset(graph for graph, name in named.items() if name not in dict(foreign))
    with _folder(reader.root) as folder:
        whole = replace(_whole(reader, folder), foreign=foreign)
        fragments = _licensed(whole, unlicensed, folder) if unlicensed else whole
        yield fragments
        parts = (whole, fragments)
        used = {path.name for part in parts for path in (part.default, *(p for _, p in part.graphs))}
        for path in folder.glob("*.nt"):
            if path.name not in used:
                path.unlink(missing_ok=True)


@contextmanager
def _folder(root: Path) -> Iterator[Path]:
    """The cache of this store, for one export at a time; a passing folder where the store may not be written."""
    folder = root / "cache" / "dumps"
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            fcntl.flock(held.enter_context((folder / "lock").open("a")), fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_PLACE:
                raise
            passing = Path(held.enter_context(tempfile.TemporaryDirectory()))
            (passing / _PASSING).mkdir()
            yield passing
            return
        # Whoever was killed here left what it had begun.
        shutil.rmtree(folder / _PASSING, ignore_errors=True)
        (folder / _PASSING).mkdir()
        held.callback(shutil.rmtree, folder / _PASSING, ignore_errors=True)
        yield folder


# The graphs of a build ------------------------------------------------------------------------------------


def _whole(reader: Reader, folder: Path) -> Fragments:
    """Every graph of the build, wording and all."""
    hashes = _hashes(reader)
    names = sorted(
        set(hashes) - {""} if hashes else (str(name.value) for name in reader.store.named_graphs())
    )
    read: list[str] = []
    graphs = tuple((name, _fragment(reader, folder, name, hashes.get(name), read)) for name in names)
    whole = Fragments(base=reader.base, default=folder, graphs=graphs, foreign=(), read=())
    told = hashes.get("")
    default = _kept(folder, "", told) or (_composed(reader, whole, folder, told) if told else None)
    return replace(whole, default=default or _fragment(reader, folder, "", told, read), read=tuple(read))


def _hashes(reader: Reader) -> dict[str, str]:
    """The hash of each graph's lines by its name, "" for the default one; empty where the build tells none."""
    try:
        told = json.loads((reader.path.parent / "graphs.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _place(folder: Path, name: str, told: str) -> Path:
    # Another version of the engine may write the same term in another way.
    return folder / f"{digest(ox.__version__, name, told, size=32)}.nt"


def _kept(folder: Path, name: str, told: str | None) -> Path | None:
    path = _place(folder, name, told) if told else None
    return path if path and path.exists() else None


def _fragment(reader: Reader, folder: Path, name: str, told: str | None, read: list[str]) -> Path:
    """The file of one graph; `read` gets its name if the database had to be asked."""
    if kept := _kept(folder, name, told):
        return kept
    read.append(name)
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    dump, lines = folder / _PASSING / "dump", folder / _PASSING / "lines"
    reader.store.dump(str(dump), ox.RdfFormat.N_TRIPLES, from_graph=graph)
    content = _write_sorted(_batches(dump), lines)
    return lines.replace(_place(folder, name, told or content))


# The default graph ----------------------------------------------------------------------------------------


def _composed(reader: Reader, whole: Fragments, folder: Path, told: str) -> Path | None:
    """The default graph out of the graphs that feed it, or none where that is not what the build holds."""
    lines = folder / _PASSING / "lines"
    content = _write_sorted(_feeding(reader, whole), lines)
    return lines.replace(_place(folder, "", told)) if content == told else None


def _feeding(reader: Reader, whole: Fragments) -> Iterator[list[bytes]]:
    """The lines that stand in the default graph too: all but provenance and what the build says of itself.

    A preferred label of ours gives way to that of an added vocabulary in the same language.
    """
    base = Base(reader.base)
    added = {base.graph("vocab", told["name"]).value for told in store.vocabularies(reader.root)}
    official = {_label(line) for name, path in whole.graphs if name in added for line in _lines(path)} - {
        None
    }
    provenance, words = f"{base.iri}graph/prov/", f"{base.iri}graph/vocab/"
    dataset = f"{base.id('dataset')} ".encode()
    for name, path in whole.graphs:
        if name == base.graph("meta").value:
            yield [line for line in _lines(path) if not line.startswith(dataset)]
        elif official and name.startswith(words) and name not in added:
            yield [line for line in _lines(path) if _label(line) not in official]
        elif not name.startswith(provenance):
            yield from _batches(path)


def _label(line: bytes) -> tuple[bytes, bytes] | None:
    """Subject and language of a line that tells a preferred label."""
    if _LABEL not in line:
        return None
    subject, predicate, label = line.split(b" ", 2)
    return (subject, label.rpartition(b'"')[2]) if predicate == _LABEL else None


# Wording without a licence --------------------------------------------------------------------------------


def _foreign(reader: Reader, with_vocab: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """The added vocabularies whose wording may leave: those that declare a licence, and those asked for."""
    added = {told["name"]: told["licence"] for told in store.vocabularies(reader.root)}
    for name in with_vocab:
        if name not in added:
            raise ConfigError(
                f"no vocabulary {name} was added", where="--with-vocab", remedy="see: kg vocab list"
            )
    return tuple(
        (name, licence) for name, licence in added.items() if licence is not None or name in with_vocab
    )


def _licensed(whole: Fragments, unlicensed: frozenset[str], folder: Path) -> Fragments:
    """The same without the wording of those graphs, unless another graph has the same words."""
    closed = [path for name, path in whole.graphs if name in unlicensed]
    withheld = {line for path in closed for line in _lines(path) if _wording(line)}
    for name, path in whole.graphs:
        if name not in unlicensed:
            withheld.difference_update(_lines(path))
    marks = [path.stem for path in closed]
    graphs = tuple(
        (
            name,
            _derived(path, folder, (), (line for line in _lines(path) if not _wording(line)))
            if name in unlicensed
            else path,
        )
        for name, path in whole.graphs
    )
    default = _derived(whole.default, folder, marks, _relabelled(whole, withheld))
    return replace(whole, default=default, graphs=graphs)


def _derived(source: Path, folder: Path, marks: Iterable[str], lines: Iterable[bytes]) -> Path:
    half = folder / _PASSING / "lines"
    with half.open("wb") as out:
        out.writelines(lines)
    return half.replace(folder / f"{digest('licensed', source.stem, *marks, size=32)}.nt")


def _wording(line: bytes) -> bool:
    """Whether a line tells text in a human language; codes and typed values are facts."""
    if line.endswith(b"> .\n") and not line.endswith(_MARKUP):
        return False
    _, predicate, value = line.split(b" ", 2)
    return predicate not in _CODES and value.startswith(b'"')


def _relabelled(whole: Fragments, withheld: set[bytes]) -> Iterator[bytes]:
    """The default graph without those lines; a short label of ours stands in for a preferred label that is gone."""
    short = f" <{Base(whole.base).ns('shortLabel').value}> ".encode()
    for _, group in groupby(_lines(whole.default), key=_subject):
        lines = list(group)
        kept = [line for line in lines if line not in withheld]
        if any(_label(line) for line in lines if line in withheld):
            named = {label for line in kept if (label := _label(line))}
            stands = [line.replace(short, b" " + _LABEL + b" ", 1) for line in kept if short in line]
            kept = sorted({*kept, *(line for line in stands if _label(line) not in named | {None})})
        yield from kept


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


# Sorting --------------------------------------------------------------------------------------------------


def _lines(path: Path) -> Iterator[bytes]:
    return chain.from_iterable(_batches(path))


def _batches(path: Path) -> Iterator[list[bytes]]:
    with path.open("rb") as file:
        while batch := file.readlines(_BATCH):
            yield batch


def _write_sorted(batches: Iterable[list[bytes]], path: Path) -> str:
    """The SHA-256 of the lines, which now stand in `path` sorted and once each.

    A line ends with its only line feed, as in N-Triples. No more than some `_RUN` bytes are in memory at a time.
    """
    runs: list[Path] = []
    run: list[bytes] = []
    size = 0
    for batch in batches:
        run += batch
        size += sum(map(len, batch))
        if size > _RUN:
            runs.append(_spilled([_once_sorted(run)], path, len(runs)))
            run, size = [], 0
    if not runs:
        return _written([_once_sorted(run)], path)
    runs.append(_spilled([_once_sorted(run)], path, len(runs)))
    number = len(runs)
    while len(runs) > _FAN:
        runs = [*runs[_FAN:], _spilled(_merged(runs[:_FAN]), path, number)]
        number += 1
    return _written(_merged(runs), path)


def _once_sorted(run: Iterable[bytes]) -> list[bytes]:
    # A set would scatter what is sorted in parts already, and sorting would take twice as long.
    return sorted(dict.fromkeys(run))


def _merged(runs: Sequence[Path]) -> Iterator[list[bytes]]:
    """The lines of sorted files in order, each once, in batches: sorting a batch is far cheaper than a heap."""
    block = _RUN // len(runs)
    with ExitStack() as opened:
        waiting = [(opened.enter_context(path.open("rb")), list[bytes]()) for path in runs]
        while True:
            for file, lines in waiting:
                if not lines:
                    lines += file.readlines(block)
            waiting = [(file, lines) for file, lines in waiting if lines]
            if not waiting:
                return
            # Beyond the nearest end of a block, lines may be missing that are not read yet.
            end = min(lines[-1] for _, lines in waiting)
            batch: list[bytes] = []
            for _, lines in waiting:
                cut = bisect_right(lines, end)
                batch += lines[:cut]
                del lines[:cut]
            yield _once_sorted(batch)


def _spilled(batches: Iterable[list[bytes]], path: Path, number: int) -> Path:
    run = path.with_name(f"{path.name}.{number}")
    with run.open("wb") as out:
        out.writelines(map(b"".join, batches))
    return run


def _written(batches: Iterable[list[bytes]], path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("wb") as out:
        for batch in batches:
            block = b"".join(batch)
            hashed.update(block)
            out.write(block)
    return hashed.hexdigest()
