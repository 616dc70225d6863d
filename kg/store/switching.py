"""Which build is live: one link that is replaced whole, and the build before it for whoever wants to go back."""

import os
import shutil
from itertools import count
from pathlib import Path

from kg.errors import StoreError
from kg.store.disk import flush_folder, told
from kg.store.results import forget_results

_BESIDE = ("texts", "layouts", "vocabularies")
"""What a store needs beside its builds, written once and flushed file by file."""


def vocabularies_of(root: Path) -> Path:
    """The folder of the vocabularies that were added to the live build.

    Those that a restored build brings lie under its name until they have taken the place of the others.
    """
    brought = brought_by(root, (root / "current").resolve())
    return brought if brought.is_dir() else root / "vocabularies"


def brought_by(root: Path, folder: Path) -> Path:
    """Where the vocabularies are that become those of the store in the moment in which this build becomes live."""
    return root / f"vocabularies.{folder.name}"


def settle(root: Path) -> None:
    """The vocabularies of the live build are those of the store; those of builds that never became live are gone."""
    found = vocabularies_of(root)
    if found != root / "vocabularies":
        shutil.rmtree(root / "vocabularies", ignore_errors=True)
        found.rename(root / "vocabularies")
        flush_folder(root)
    for path in (*root.glob("vocabularies.*"), *root.glob(".vocabularies.*")):
        shutil.rmtree(path, ignore_errors=True)


def rollback(root: Path) -> str:
    """The name of the build before the live one, which is live now; a second time leads forth again.

    Raises `StoreError` where there is none.
    """
    with told(root):
        before = _before(root)
        if before is None:
            raise StoreError(
                "there is no build to go back to", where=str(root), remedy="only the last two are kept"
            )
        switch(root, before)
    return before.name


def free(builds: Path, build: str) -> Path:
    """A folder for the build that is not there yet: the live one may hold the same quads and is never touched."""
    names = (build if number == 1 else f"{build}-{number}" for number in count(1))
    return next(builds / name for name in names if not (builds / name).exists())


def switch(root: Path, folder: Path) -> None:
    """The build in `folder` is live, also after a power cut, and the one that was is the one before.

    The names of all that it needs beside it are on the disk first.
    """
    for beside in (*(root / name for name in _BESIDE), root):
        if beside.is_dir():
            flush_folder(beside)
    live = root / "current"
    was = live.resolve() if live.is_symlink() else None
    _point(root, "current", folder)
    # Told by a link: a build that is newer may never have been live, and one that was gone back to is older.
    if was and was.is_dir() and was.name != folder.name:
        _point(root, "before", was)
    flush_folder(root)


def _point(root: Path, name: str, folder: Path) -> None:
    link = new_link(root)
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / folder.name)
    link.replace(root / name)


def new_link(root: Path) -> Path:
    """Where the link is made before it takes its place."""
    return root / f".current.{os.getpid()}"


def forget_old(root: Path, live: str) -> None:
    """Removes all builds but the live one and the one before it, and the results that only those could use."""
    before = _before(root)
    kept = {live, before.name if before else live}
    gone = [path for path in (root / "builds").iterdir() if path.is_dir() and path.name not in kept]
    forget_results(root, gone, (root / "builds" / name for name in sorted(kept)))
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)


def sweep(root: Path) -> None:
    """Removes what processes that died left half written; only who holds the right to write may do so."""
    settle(root)
    for path in (root / "builds").glob(".*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(".current.*"):
        path.unlink(missing_ok=True)


def _before(root: Path) -> Path | None:
    """The build that was live before the live one, where it is still there."""
    found = (root / "before").resolve()
    return found if found.is_dir() and found != (root / "current").resolve() else None
