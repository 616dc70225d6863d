"""The graphs of a build as files of sorted N-Triples: what every dump is put together from.

Reading the database is the slow part of an export, so each graph is read once and kept in the store's cache under
the hash of its content, which the build tells in `graphs.json`. The default graph is not read again for a changed
document: the last export's is put right line by line, or it is merged from the graphs that feed it, and either is
taken only if its hash is the one that the build tells.
"""

import errno
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.errors import ConfigError
from kg.iris import DCTERMS, RDF, SKOS, Base, digest
from kg.store import Reader
from publish import sorting

_TOUCHED = 4 << 20
"""Bytes of changed lines that are put right one by one; where more change, merging costs less."""
_PASSING = "passing"
"""Folder for what is not finished."""
_HASHES = "graphs.json"
_LAST = "last.json"
"""The hashes of the graphs that the last export left here."""
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
        _keep(reader, folder, (whole, fragments))


def _keep(reader: Reader, folder: Path, parts: Sequence[Fragments]) -> None:
    """Leaves in the cache what these are made of, and what the build told of it, for the next export."""
    told = folder / _PASSING / _LAST
    told.write_text(json.dumps(_hashes(reader.path.parent / _HASHES)), encoding="utf-8")
    told.replace(folder / _LAST)
    used = {path.name for part in parts for path in (part.default, *(path for _, path in part.graphs))}
    for entry in os.scandir(folder):
        if entry.name.endswith(".nt") and entry.name not in used:
            Path(entry).unlink(missing_ok=True)


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
    hashes = _hashes(reader.path.parent / _HASHES)
    names = sorted(
        set(hashes) - {""} if hashes else (str(name.value) for name in reader.store.named_graphs())
    )
    read: list[str] = []
    graphs = tuple((name, _fragment(reader, folder, name, hashes.get(name), read)) for name in names)
    whole = Fragments(base=reader.base, default=folder, graphs=graphs, foreign=(), read=())
    default = _default(reader, whole, folder, hashes)
    default = default or _fragment(reader, folder, "", hashes.get(""), read)
    return replace(whole, default=default, read=tuple(read))


def _hashes(path: Path) -> dict[str, str]:
    """The hash of each graph's lines by its name, "" for the default one; empty where that file tells none."""
    try:
        told = json.loads(path.read_bytes())
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
    content = sorting.write_sorted(sorting.batches(dump), lines)
    if told and not store.is_near(reader.store) and store.lines_hash(sorting.lines(lines)) != told:
        told = None  # it changed while it was read, or the service writes a term in another way
    return lines.replace(_place(folder, name, told or content))


# The default graph ----------------------------------------------------------------------------------------


def _default(reader: Reader, whole: Fragments, folder: Path, hashes: Mapping[str, str]) -> Path | None:
    """The default graph without reading it from the database, or none where that is not what the build holds."""
    lines, told = folder / _PASSING / "lines", hashes.get("")
    if told is None:
        return None
    if kept := _kept(folder, "", told):
        return kept
    if _amended(reader, folder, hashes, lines) == told or _composed(reader, whole, lines) == told:
        return lines.replace(_place(folder, "", told))
    return None


def _amended(reader: Reader, folder: Path, hashes: Mapping[str, str], lines: Path) -> str | None:
    """The hash of the last export's default graph with the lines of changed graphs put right, now in `lines`.

    None where there was no such export and where more than a little changed.
    """
    last = _hashes(folder / _LAST)
    source = _kept(folder, "", last.get(""))
    touched = _touched(reader, folder, last, hashes) if source else None
    if source is None or touched is None or not store.is_near(reader.store):
        return None
    quads = ox.parse(b"".join(touched), ox.RdfFormat.N_QUADS)
    try:
        # Which of them the default graph has is for the database to say: another graph may tell the same.
        come = {line for line, quad in zip(touched, quads, strict=True) if quad in reader.store}
    except (SyntaxError, ValueError):
        return None  # a power cut left half a file in the cache
    came, went = sorting.write_changed(source, come, set(touched) - come, lines)
    return store.lines_hash(came, last[""], went)


def _touched(
    reader: Reader, folder: Path, last: Mapping[str, str], hashes: Mapping[str, str]
) -> list[bytes] | None:
    """The lines that came into a graph or left it since the last export, or none where they are too many."""
    provenance = _provenance(Base(reader.base))
    touched: set[bytes] = set()
    size = 0
    for name in {name for name, _ in last.items() ^ hashes.items()}:
        if name and not name.startswith(provenance):
            old, new = (_kept(folder, name, told.get(name)) for told in (last, hashes))
            for line in sorting.changes(old, new):
                touched.add(line)
                size += len(line)
                if size > _TOUCHED:
                    return None
    return sorted(touched)


def _composed(reader: Reader, whole: Fragments, lines: Path) -> str:
    """The hash of the default graph out of the graphs that feed it, now in `lines`."""
    sorting.write_sorted(_feeding(reader, whole), lines)
    return store.lines_hash(sorting.lines(lines))


def _provenance(base: Base) -> str:
    return f"{base.iri}graph/prov/"


def _feeding(reader: Reader, whole: Fragments) -> Iterator[list[bytes]]:
    """The lines that stand in the default graph too: all but provenance and what the build says of itself.

    A preferred label of ours gives way to that of an added vocabulary in the same language.
    """
    base = Base(reader.base)
    added = {base.graph("vocab", told["name"]).value for told in store.vocabularies(reader.root)}
    official = {
        _label(line) for name, path in whole.graphs if name in added for line in sorting.lines(path)
    } - {None}
    provenance, words = _provenance(base), f"{base.iri}graph/vocab/"
    meta, dataset = base.graph("meta").value, f"{base.id('dataset')} ".encode()
    for name, path in whole.graphs:
        if name == meta:
            yield [line for line in sorting.lines(path) if not line.startswith(dataset)]
        elif official and name.startswith(words) and name not in added:
            yield [line for line in sorting.lines(path) if _label(line) not in official]
        elif not name.startswith(provenance):
            yield from sorting.batches(path)


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
    withheld = {line for path in closed for line in sorting.lines(path) if _wording(line)}
    for name, path in whole.graphs:
        if name not in unlicensed:
            withheld.difference_update(sorting.lines(path))
    marks = [path.stem for path in closed]
    graphs = tuple(
        (
            name,
            _derived(path, folder, (), (line for line in sorting.lines(path) if not _wording(line)))
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
    for _, group in groupby(sorting.lines(whole.default), key=_subject):
        lines = list(group)
        kept = [line for line in lines if line not in withheld]
        if any(_label(line) for line in lines if line in withheld):
            named = {label for line in kept if (label := _label(line))}
            stands = [line.replace(short, b" " + _LABEL + b" ", 1) for line in kept if short in line]
            kept = sorted({*kept, *(line for line in stands if _label(line) not in named | {None})})
        yield from kept


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]
