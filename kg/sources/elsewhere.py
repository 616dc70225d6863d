"""Files that neither a folder of this machine nor the web holds, such as those of an object store, through fsspec.

Only schemes that the settings name are asked (`schemes = ["s3"]`), each link of a chain (`zip://…::s3://…`) by itself;
http and https never are, they have rules of their own. What asks for a password takes it from the environment.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeVar

from kg.sources.choosing import HEAD, NO_READER, SMALLER, known_by_head, known_by_name
from kg.sources.found import Found, Status, printable

SECONDS = 60.0
"""What one answer may take."""
_MOST = 1_000_000
"""Names in all folders below an address."""
_DEEPEST = 200
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Which schemes may be asked, and within which limits."""

    schemes: Collection[str] = ()
    limit: int
    """Bytes of one file."""
    seconds: float = SECONDS
    most: int = _MOST


def files(address: str, told: Elsewhere) -> Iterator[Found]:
    """The file at the address, or those of the folder there in sorted order, as `kg.sources.collect` tells them.

    In a folder, what no reader takes, hidden files, links and names that lead out are `skipped` with the reason.
    """
    if refused := _refusal(address, told.schemes):
        yield Found(path=address, status="missing", reason=refused[0], remedy=refused[1])
        return
    try:
        system, path = _within(told.seconds, lambda: _opened(address))
        info = _within(told.seconds, lambda: system.info(path))
    except Exception as error:  # each kind of place has faults of its own
        yield _fault(address, error, "missing")
        return
    if info.get("type") != "directory":
        yield _read(system, path, address, info, told)
        return
    for count, found in enumerate(_walk(system, path, address, told, 0)):
        if count >= told.most:
            remedy = "name folders within it one by one"
            yield Found(
                path=address, status="failed", reason=f"it holds more than {told.most} names", remedy=remedy
            )
            return
        yield found


def _refusal(address: str, schemes: Collection[str]) -> tuple[str, str] | None:
    """Why the address is not asked, and what to do about it; nothing where it is."""
    for part in address.split("::"):
        named = _SCHEME.match(part)
        if named is None:
            return "each part of a chain must begin with its scheme", "write it as zip://…::s3://…"
        scheme = named[1]
        if scheme in ("http", "https"):
            return f"{scheme} is no link of a chain", "name the file by its https address alone"
        if scheme not in schemes:
            return (
                f"addresses that begin with {scheme}:// are not listed in the settings",
                f'add it if you trust them: schemes = ["{scheme}"]',
            )
    return None


def _opened(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return system, str(path)


def _walk(system: Any, folder: str, shown: str, told: Elsewhere, depth: int) -> Iterator[Found]:
    try:
        entries = _within(told.seconds, lambda: system.ls(folder, detail=True))
    except Exception as error:  # as above
        yield _fault(shown, error, "failed")
        return
    for entry in sorted(entries, key=lambda entry: str(entry["name"])):
        path = str(entry["name"]).rstrip("/")
        if path == folder.rstrip("/"):  # an object store lists the folder itself
            continue
        name = _below(path, folder)
        place = _joined(shown, name or path.rsplit("/", 1)[-1])
        if reason := _unwelcome(name, entry, depth):
            yield Found(path=place, status="skipped", reason=reason)
        elif entry.get("type") == "directory":
            yield from _walk(system, path, place, told, depth + 1)
        else:
            yield _met(system, path, place, entry, told)


def _met(system: Any, path: str, shown: str, entry: dict[str, Any], told: Elsewhere) -> Found:
    """A file in a folder: what no reader takes is not fetched, but for its first bytes."""
    named = Found(path=shown, status="skipped", reason=NO_READER)
    try:
        if not (named.suffix and known_by_name(named)) and not known_by_head(
            _within(told.seconds, lambda: _bytes(system, path, HEAD))
        ):
            return named
    except Exception as error:  # as above
        return _fault(shown, error, "failed")
    return _read(system, path, shown, entry, told)


def _read(system: Any, path: str, shown: str, info: dict[str, Any], told: Elsewhere) -> Found:
    large = Found(
        path=shown,
        status="failed",
        reason=f"larger than {told.limit} bytes",
        remedy=SMALLER,
    )
    if (info.get("size") or 0) > told.limit:
        return large
    try:
        data = _within(told.seconds, lambda: _bytes(system, path, told.limit + 1))
    except Exception as error:  # as above
        return _fault(shown, error, "failed")
    return large if len(data) > told.limit else Found(path=shown, status="found", data=data)


def _bytes(system: Any, path: str, most: int) -> bytes:
    with system.open(path, "rb") as stream:
        return bytes(stream.read(most))


def _below(path: str, folder: str) -> str:
    """The name within its folder; nothing where it is none."""
    inside = path.removeprefix(folder.rstrip("/") + "/") if folder.strip("/") else path.lstrip("/")
    return "" if (inside == path and folder.strip("/")) or "/" in inside or inside in (".", "..") else inside


def _unwelcome(name: str, entry: dict[str, Any], depth: int) -> str:
    """Why a thing met in a folder is not read, or nothing."""
    if not name or "\\" in name:
        return "its name leads out of the folder"
    if name.startswith("."):
        return "hidden"
    if entry.get("islink"):
        return "a link"
    if entry.get("type") not in ("file", "directory"):
        return "not a regular file"
    return f"more than {_DEEPEST} folders deep" if depth >= _DEEPEST else ""


def _joined(shown: str, name: str) -> str:
    """The name below the first link of a chain."""
    first, chain, rest = shown.partition("::")
    return f"{first}{'' if first.endswith('/') else '/'}{name}{chain}{rest}"


def _fault(shown: str, error: Exception, absent: Status) -> Found:
    match error:
        case FileNotFoundError():
            status, reason, remedy = (
                absent,
                "there is no such file or folder",
                "check the name and the folder",
            )
        case ImportError():
            what = printable(str(error))[:200]
            status, reason, remedy = (
                absent,
                f"a package for this scheme is not installed ({what})",
                "install it: pip install 'mandategraph[fsspec]', and the one that is named",
            )
        case PermissionError():
            status, reason, remedy = "failed", "permission denied", "set the credentials in the environment"
        case TimeoutError():
            status, reason, remedy = "failed", "the answer takes too long", "try again"
        case _:
            status, reason, remedy = "failed", f"it cannot be read ({type(error).__name__})", "try again"
    return Found(path=shown, status=status, reason=reason, remedy=remedy)


def _within(seconds: float, ask: Callable[[], _T]) -> _T:
    """What is answered in time; a question without an answer is left to itself.

    Raises what `ask` raises, and `TimeoutError`.
    """
    answers: list[_T] = []
    faults: list[Exception] = []

    def asking() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # it is raised again below, where somebody waits
            faults.append(error)

    thread = Thread(target=asking, daemon=True)
    thread.start()
    thread.join(seconds)
    if faults:
        raise faults[0]
    if not answers:
        raise TimeoutError
    return answers[0]
