"""One thing met on the way to the documents, and how its name is shown."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Status = Literal["found", "skipped", "failed", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing met on the way: bytes to be read, or the reason why there are none."""

    path: str
    """As the user named it; of a file in a folder or archive, that name and the way below it."""
    status: Status
    data: bytes | None = None
    reason: str = ""
    remedy: str = ""
    media_type: str = ""
    """What the server says that it is, where it came from an address."""

    @property
    def shown(self) -> str:
        """The path fit for a terminal and for UTF-8."""
        return printable(self.path)

    @property
    def said(self) -> str:
        """Why there are no bytes, and what to do about it."""
        return said(self.reason, self.remedy)

    @property
    def inner(self) -> Path:
        """The path without host and query."""
        return Path(urlsplit(self.path).path) if is_address(self.path) else Path(self.path)

    @property
    def stem(self) -> str:
        """The file's name without its last ending; of an address that ends with a host, the host."""
        return self.inner.stem or (urlsplit(self.path).hostname or "document")


def is_address(where: str) -> bool:
    """Whether this is a web address rather than a path."""
    return where.startswith(("http://", "https://"))


def place(where: str) -> str:
    """Where a document is kept to come from: an address as it is, a path absolute and behind links; printable."""
    return printable(where if is_address(where) else os.path.realpath(where))


def said(what: str, remedy: str) -> str:
    """What was met and what to do, as a phrase."""
    return f"{what}; {remedy}" if remedy else what


def printable(name: str) -> str:
    r"""`name` with control, format and undecodable characters escaped (`\x1b`): it steers no terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
