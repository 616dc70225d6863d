"""One thing met on the way to the documents, and how its name is shown."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://")
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
    charset: str = ""
    """The encoding that the server tells."""
    real: str = ""
    """The same path behind links, where that is known by now."""

    @property
    def place(self) -> str:
        """Where a document is kept to come from, see the function of that name."""
        return printable(self.real) if self.real else place(self.path)

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
        if _plain(self.path):
            return Path(self.path)
        return Path(urlsplit(self.path).path if is_address(self.path) else self.path.partition("::")[0])

    @property
    def suffix(self) -> str:
        """The last ending of the file's name, with its dot; empty where there is none."""
        name = self.path if _plain(self.path) else str(self.inner)
        name = name.rpartition("/")[2]
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def stem(self) -> str:
        """The file's name without its last ending; of an address that ends with a host, the host."""
        return self.inner.stem or (urlsplit(self.path).hostname or "document")


def is_address(where: str) -> bool:
    """Whether this is a web address rather than a path."""
    return where.startswith(("http://", "https://"))


def is_elsewhere(where: str) -> bool:
    """Whether this is an address of another kind (`s3://…`), see `kg.sources.elsewhere`."""
    return _SCHEME.match(where) is not None and not is_address(where)


def place(where: str) -> str:
    """Where a document is kept to come from: an address as it is, a path absolute and behind links; printable."""
    return printable(os.path.realpath(where) if _plain(where) else where)


def _plain(where: str) -> bool:
    """Whether this is a path of this machine."""
    return "://" not in where or not (is_address(where) or is_elsewhere(where))


def said(what: str, remedy: str) -> str:
    """What was met and what to do, as a phrase."""
    return f"{what}; {remedy}" if remedy else what


def printable(name: str) -> str:
    r"""`name` with control, format and undecodable characters escaped (`\x1b`): it steers no terminal."""
    if name.isprintable():  # nearly all, and asked of every file
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
