"""Which build is served at this moment, told as cheaply as every request needs it."""

import asyncio
import json
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

from kg import store, tables
from kg.errors import KgError
from kg.settings import Remote, Settings
from kg.store import live_directory

_HOME = str(Path(__file__).resolve().parent.parent)
_LOOK = 5.0
"""Seconds between two looks at a store far away."""


class Live:
    """Names the directory of the live build; the store is only looked at closely when its link has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._current = str(root / "current")
        self._link: str | None = None
        self._directory = root

    def __call__(self) -> Path:
        """The directory. Raises `StoreError` where there is no store any more."""
        try:
            link = os.readlink(self._current)  # noqa: PTH115 - asked with every request
        except OSError:
            link = None
        if link is None or link != self._link:
            self._directory = live_directory(self._root)
            self._link = link
        return self._directory


def standing(told: Settings) -> Path:
    """The folder of the store; of one far away the folder that stands for it, with tables to search.

    Raises `StoreError` where the service does not answer.
    """
    return store.at(told, beside=partial(_searchable, told.store))


def _searchable(work: Path, build: Path) -> None:
    """A build far away has tables: those that were made with it where that was here, else made from its graph."""
    if (build / tables.FOLDER).exists():
        return
    manifest, half = build / "manifest.json", build / f".{tables.FOLDER}.{os.getpid()}"
    here = work / "current"
    try:
        same = (here / "manifest.json").read_bytes() == manifest.read_bytes()
    except OSError:
        same = False
    if same and (here / tables.FOLDER).is_dir():
        shutil.copytree(here / tables.FOLDER, half, dirs_exist_ok=True)
    else:
        base = str(json.loads(manifest.read_bytes())["base"])
        text = partial(store.text, build.parents[1])
        with store.near(store.opened(build / "graph")) as graph:
            tables.made(half, graph, base, text)
    with suppress(OSError):  # another process was faster
        half.replace(build / tables.FOLDER)
    shutil.rmtree(half, ignore_errors=True)


async def following(told: Settings) -> None:
    """The folder of a store far away moves over to each new build, again and again.

    What costs time is done by another process, which must not hold up requests.
    """
    words = json.dumps({"store": str(told.store), "remote": asdict(told.remote) if told.remote else None})
    while True:
        await asyncio.sleep(_LOOK)
        with suppress(KgError):  # a service that does not answer now may do so later
            if not await asyncio.to_thread(store.is_current, told):
                await _elsewhere(words)


async def _elsewhere(words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "publish.live",
        words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((_HOME, os.environ.get("PYTHONPATH", "")))},
        start_new_session=True,
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


def main(words: str) -> None:
    """Brings the folder of a store far away to what the service holds; `words` as `following` writes them."""
    told = json.loads(words)
    standing(Settings(store=Path(told["store"]), remote=Remote(**told["remote"])))


if __name__ == "__main__":
    main(sys.argv[1])
