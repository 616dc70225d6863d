"""Which build is live: one link that is replaced whole, and the build before it for whoever wants to go back."""

import os
import shutil
from itertools import count
from pathlib import Path

from kg.errors import StoreError
from kg.store.disk import flush_folder, told

_KEEP = 2


def rollback(root: Path) -> str:
    """The name of the build before the live one, which is live now; a second time leads forth again.

    Raises `StoreError` where there is none.
    """
    with told(root):
        live = (root / "current").resolve().name
        others = _whole(root, live)
        if not others:
            raise StoreError(
                "there is no build to go back to", where=str(root), remedy="only the last two are kept"
            )
        switch(root, others[-1])
    return others[-1].name


def free(builds: Path, build: str) -> Path:
    """A folder for the build that is not there yet: the live one may hold the same quads and is never touched."""
    names = (build if number == 1 else f"{build}-{number}" for number in count(1))
    return next(builds / name for name in names if not (builds / name).exists())


def switch(root: Path, folder: Path) -> None:
    """The build in `folder` is live, also after a power cut."""
    link = new_link(root)
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / folder.name)
    link.replace(root / "current")
    flush_folder(root)


def new_link(root: Path) -> Path:
    """Where the link is made before it takes its place."""
    return root / f".current.{os.getpid()}"


def forget_old(root: Path, live: str) -> None:
    """Removes builds beyond the one before the live one."""
    for path in _whole(root, live)[: -(_KEEP - 1) or None]:
        shutil.rmtree(path, ignore_errors=True)


def sweep(root: Path) -> None:
    """Removes what processes that died left half written; only who holds the right to write may do so."""
    for path in (root / "builds").glob(".*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(".current.*"):
        path.unlink(missing_ok=True)


def _whole(root: Path, live: str) -> list[Path]:
    """The builds beside the live one, the newest last."""
    found = [p for p in (root / "builds").iterdir() if p.name != live and not p.name.startswith(".")]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)
