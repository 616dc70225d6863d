"""An address to its bytes: from a listed host within limits, or the copy that an earlier run kept.

CACHE/blobs/{sha256}            bytes, by their hash
CACHE/addresses/{sha256}.json   by the hash of an address: the hash of its bytes, their type, charset and tag
"""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import KgError, LimitError, SourceError
from kg.fetch import TIME_LIMIT, fetch_from
from kg.settings import DEFAULT_HOSTS, Settings, user_cache
from kg.sources.found import Found, Status

_LATER = (408, 425, 429)
"""Refusals that ask to try again later."""
_SERVER = 500
"""From this status on the fault is the server's."""
_COPY = "the copy of an earlier run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Which addresses may be fetched, and where copies are kept."""

    hosts: tuple[str, ...] = DEFAULT_HOSTS
    cache: Path | None = None
    """Folder of the copies; none where none are kept."""
    offline: bool = False
    """Whether nothing but the copies is used."""
    seconds: float = TIME_LIMIT

    @classmethod
    def of(cls, settings: Settings) -> "Web":
        """What the settings say."""
        return cls(hosts=settings.hosts, cache=settings.cache or user_cache(), offline=settings.offline)


def fetched(address: str, web: Web, *, limit: int) -> Found:
    """The bytes at the address, at most `limit`; the copy of an earlier run where the server cannot be reached.

    A copy says in its `reason` that it is one. `missing` where there are neither and where the server refuses,
    `failed` where the answer is too large or too slow.
    """
    kept = _kept(address, web.cache)
    if web.offline:
        return (
            replace(kept[0], reason=_COPY)
            if kept
            else _missing(address, "no copy of it was kept", "run it once while online")
        )
    try:
        answer = fetch_from(address, web.hosts, tag=kept[1] if kept else "", size=limit, seconds=web.seconds)
    except (SourceError, LimitError) as error:
        if kept and _unreachable(error):
            return replace(kept[0], reason=f"{_COPY}; nobody answered")
        return _refused(address, error)
    if answer.data is None:
        return kept[0] if kept else _missing(address, "the server gave nothing", "try again")
    if web.cache:
        told = {
            "address": address,
            "media_type": answer.media_type,
            "charset": answer.charset,
            "tag": answer.tag,
        }
        _keep(web.cache, address, answer.data, told)
    return Found(
        path=address, status="found", data=answer.data, media_type=answer.media_type, charset=answer.charset
    )


def _unreachable(error: KgError) -> bool:
    """Whether there is no answer now; a refusal (RFC 9110, 15.5), or more than the limit, is an answer."""
    cause = error.__cause__
    status = getattr(getattr(cause, "response", None), "status_code", None)
    return cause is not None and (status is None or status in _LATER or status >= _SERVER)


def _refused(address: str, error: KgError) -> Found:
    status: Status = "failed" if isinstance(error, LimitError) else "missing"
    return Found(path=address, status=status, reason=error.what, remedy=error.remedy)


def _missing(address: str, reason: str, remedy: str) -> Found:
    return Found(path=address, status="missing", reason=reason, remedy=remedy)


def _note(cache: Path, address: str) -> Path:
    return cache / "addresses" / f"{sha256(address.encode()).hexdigest()}.json"


def _kept(address: str, cache: Path | None) -> tuple[Found, str] | None:
    """The copy of an address and the server's tag for it; none where there is none, or where it is damaged."""
    if cache is None:
        return None
    try:
        told: Any = json.loads(_note(cache, address).read_bytes())
        data = (cache / "blobs" / str(told["sha256"])).read_bytes()
        media_type, charset, tag = str(told["media_type"]), str(told.get("charset", "")), str(told["tag"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if sha256(data).hexdigest() != told["sha256"]:
        return None
    return Found(path=address, status="found", data=data, media_type=media_type, charset=charset), tag


def _keep(cache: Path, address: str, data: bytes, told: dict[str, str]) -> None:
    """Keeps a copy; where the disk refuses, the run goes on without."""
    name = sha256(data).hexdigest()
    with suppress(OSError):
        _write(cache / "blobs" / name, data)
        _write(_note(cache, address), json.dumps({**told, "sha256": name}, ensure_ascii=False).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(data)
    os.replace(new.name, path)  # noqa: PTH105 - one call either way
