"""A whole store as a folder of its own, with checksums, and back; nobody who reads is disturbed."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import SourceError, StoreError
from kg.store.disk import flush_file, flush_folder, told, write_flushed
from kg.store.draft import half_of
from kg.store.live import live_directory
from kg.store.switching import brought_by, forget_old, free, settle, switch, vocabularies_of

_SUMS = "SHA256SUMS"
_BY_HASH = ("texts", "layouts")
"""What a store needs beside a build, to build on; so it does `_WORDS`."""
_WORDS = "vocabularies"


def backup(root: Path, target: Path) -> int:
    """How many files the backup in `target` has: the live build, texts, layouts and vocabularies.

    A backup is a store that can be asked. Raises `StoreError` where there is no store, `SourceError` where `target`
    holds something, `LimitError` where the disk is full; nothing is left half written then.
    """
    live = live_directory(root).parent
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise SourceError("there is something here already", where=str(target), remedy="name a new folder")
    half = target.with_name(f".{target.name}.{os.getpid()}")
    with told(target):
        try:
            shutil.copytree(live, half / "builds" / live.name, ignore=shutil.ignore_patterns("LOCK"))
            for name, place in (*((name, root / name) for name in _BY_HASH), (_WORDS, vocabularies_of(root))):
                if place.is_dir():
                    shutil.copytree(place, half / name, ignore=shutil.ignore_patterns(".*"))
            (half / "current").symlink_to(Path("builds") / live.name)
            sums = [f"{_hash(path)}  {path.relative_to(half).as_posix()}\n" for path in _files(half)]
            _flush(half)
            write_flushed(half / _SUMS, "".join(sums).encode("utf-8"))
            half.replace(target)
            flush_folder(target.parent)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
    return len(sums)


def restore(root: Path, source: Path) -> str:
    """The name of the build that is live now, as the backup in `source` has it, with its vocabularies.

    What was live before stays for `rollback`. Raises `SourceError` where there is no backup, `StoreError` where it is
    damaged, `LimitError` where the disk is full; the store is as it was then, but for texts that it may have more.
    """
    build = _checked(source)
    half = half_of(root)
    try:
        with told(root):
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(build, half)
            for name in _BY_HASH:
                _add(source / name, root / name)
            _flush(half)
            folder = free(root / "builds", build.name)
            half.rename(folder)
            flush_folder(folder.parent)
            _bring(source / _WORDS, root, folder)
            switch(root, folder)
            settle(root)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    forget_old(root, folder.name)
    return folder.name


def _checked(source: Path) -> Path:
    """The build in a backup, every file of which is what it was when the backup was made."""
    try:
        lines = (source / _SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(
            "there is no backup here", where=str(source), remedy="name a folder that kg backup wrote"
        ) from error
    wanted = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
    with told(source):
        found = {path.relative_to(source).as_posix(): path for path in _files(source) if path.name != _SUMS}
        wrong = [
            name
            for name in sorted({*wanted, *found})
            if name not in found or _hash(found[name]) != wanted.get(name)
        ]
    if wrong or not wanted:
        raise StoreError(
            f"the backup is damaged: {wrong[0] if wrong else _SUMS}",
            where=str(source),
            remedy="use another backup",
        )
    return live_directory(source).parent


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not _below_link(path, folder))


def _below_link(path: Path, folder: Path) -> bool:
    return any(above.is_symlink() for above in (path, *path.parents) if above.is_relative_to(folder))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            (flush_folder if path.is_dir() else flush_file)(path)
    flush_folder(folder)


def _add(source: Path, target: Path) -> None:
    """`target` has the files of `source` too; files of one name are the same, since their name is their hash."""
    for path in sorted(source.glob("*")):
        if not (target / path.name).exists():
            target.mkdir(parents=True, exist_ok=True)
            half = target / f".{path.name}.{os.getpid()}"
            shutil.copyfile(path, half)
            flush_file(half)
            half.replace(target / path.name)


def _bring(source: Path, root: Path, folder: Path) -> None:
    """The vocabularies in `source` become those of the store together with the build in `folder`."""
    half = root / f".{_WORDS}.{os.getpid()}"
    shutil.rmtree(half, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, half)
    half.mkdir(exist_ok=True)
    _flush(half)
    half.rename(brought_by(root, folder))
