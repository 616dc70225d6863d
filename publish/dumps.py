"""The graph as files: one for each format in `publish/formats`, what describes them, and their checksums."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.discover import plugins
from kg.errors import ConfigError, KgError, LimitError, StoreError, is_disk_full
from kg.iris import Base
from kg.store import Reader
from publish.catalog import NAME, Distribution, catalog
from publish.formats import jsonld
from publish.fragments import Fragments, gathered

CONTEXT = "context.jsonld"
CATALOG = "void.ttl"
SUMS = "SHA256SUMS"


def export(reader: Reader, directory: Path, with_vocab: Sequence[str] = ()) -> tuple[Path, ...]:
    """The files written: the graph in every format, the context, the catalogue, and `SHA256SUMS` over them, last.

    The wording of added vocabularies that declare no licence is left out, but for those in `with_vocab`. All files
    are written beside their place first and put there together: a full disk leaves what was there.

    Raises `LimitError` where the disk is full, `StoreError` where the folder cannot be written and `ConfigError` for
    a vocabulary that was not added, and for a store or what builds hold there.
    """
    if _is_of_store(directory.resolve()):
        raise ConfigError(
            "this folder is part of a store", where=str(directory), remedy="name another folder"
        )
    with _told(directory), gathered(reader, with_vocab) as fragments, ExitStack() as halves:
        directory.mkdir(parents=True, exist_ok=True)
        files = [_written(halves, directory, *part) for part in _formats(fragments)]
        described = _content(catalog(fragments, files))
        files.append(_written(halves, directory, CATALOG, "text/turtle", "Turtle: the catalogue", described))
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda f: f.name))
        files.append(_written(halves, directory, SUMS, "text/plain", "Checksums", _content(sums.encode())))
        paths = tuple(directory / file.name for file in files)
        for path in paths:
            _half(path).replace(path)
    return paths


def _is_of_store(folder: Path) -> bool:
    """Whether a folder is a store, or among its builds, which nobody changes but builds."""
    builds = (place for place in (folder, *folder.parents) if place.name == "builds")
    return any((store / "current").is_symlink() for store in (folder, *(place.parent for place in builds)))


_Part = tuple[str, str, str, Callable[[BinaryIO], None]]


def _formats(fragments: Fragments) -> Iterator[_Part]:
    """Name, media type, title and writer of each file that holds the graph or helps to read it."""
    for module in plugins("publish.formats", "MEDIA_TYPE", "SUFFIX", "TITLE", "write"):
        yield f"{NAME}.{module.SUFFIX}", module.MEDIA_TYPE, module.TITLE, _bound(module.write, fragments)
    context = {"@context": jsonld.context(Base(fragments.base))}
    text = json.dumps(context, ensure_ascii=False, indent=1) + "\n"
    yield CONTEXT, "application/ld+json", "JSON-LD: the context alone", _content(text.encode())


def _bound(write: Callable[[Fragments, BinaryIO], None], fragments: Fragments) -> Callable[[BinaryIO], None]:
    return lambda out: write(fragments, out)


def _content(raw: bytes) -> Callable[[BinaryIO], None]:
    return lambda out: out.writelines([raw])


def _written(
    halves: ExitStack,
    directory: Path,
    name: str,
    media_type: str,
    title: str,
    write: Callable[[BinaryIO], None],
) -> Distribution:
    """What is now in the half file of that name, which goes when `halves` closes."""
    half = _half(directory / name)
    halves.callback(half.unlink, missing_ok=True)
    with half.open("wb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())
    with half.open("rb") as done:
        sha256 = hashlib.file_digest(done, "sha256").hexdigest()
    size = half.stat().st_size
    return Distribution(name=name, media_type=media_type, title=title, size=size, sha256=sha256)


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.half")


@contextmanager
def _told(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _fault(error, directory) from error


def _fault(error: OSError, directory: Path) -> KgError:
    if is_disk_full(error):
        return LimitError(
            "the disk is full, nothing was exported",
            where=str(directory),
            remedy="free some space or choose another folder",
        )
    return StoreError(
        f"the export cannot be written ({error.strerror or error})",
        where=str(directory),
        remedy="choose a folder that you may write to",
    )
