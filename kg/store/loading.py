"""A database loaded while the lines that it is to hold are still being made: nothing waits on the disk meanwhile."""

import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pyoxigraph as ox

_AHEAD = 2**20
"""Bytes that are collected before the engine gets them."""


class Loading:
    """N-Quads on their way into a new database at `folder`, through a pipe that the engine reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._out, into = os.pipe()
        self._lines = os.fdopen(into, "wb", _AHEAD)
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._load, daemon=True)
        self._thread.start()

    def _load(self) -> None:
        try:
            store = ox.Store(str(self._folder))
            store.bulk_load(path=f"/dev/fd/{self._out}", format=ox.RdfFormat.N_QUADS)
            store.flush()
        except BaseException as error:  # it is raised where the lines come from
            self._fault = error
        finally:
            os.close(self._out)  # who writes on gets to know

    def write(self, nquads: bytes) -> None:
        """These quads are loaded too.

        Raises what kept the engine from loading.
        """
        try:
            self._lines.write(nquads)
        except BrokenPipeError:
            self.close()

    def close(self) -> None:
        """All is in the database, and that is closed.

        Raises what kept the engine from loading.
        """
        self.abandon()
        if self._fault:
            raise self._fault

    def abandon(self) -> None:
        """The engine has let go of the database, whatever is in it."""
        with suppress(BrokenPipeError):
            self._lines.close()
        self._thread.join()
