"""Which build is served at this moment, told as cheaply as every request needs it."""

import os
from pathlib import Path

from kg.store import live_directory


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
