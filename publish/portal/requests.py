"""From a request to what a page is asked for, and to the task for the child process that makes it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request

from kg.errors import KgError
from publish.asking import pairs
from publish.portal.asked import Asked
from publish.portal.tongues import prefixed, spoken


def asked(request: Request, here: str, more: Mapping[str, Any] | None = None) -> Asked:
    """What a request asks a page for; `here` is its address, seen from the front page."""
    root = "../" * here.partition("?")[0].count("/")
    query = request.scope["query_string"].decode("latin-1")
    return Asked(
        base=request.app.state.base,
        language=spoken(request),
        root=root,
        top=f"{root}../" if prefixed(request) else root,
        here=here if not query or "?" in here else f"{here}?{query}",
        given=tuple(pairs(query)),
        **_build(request),
        more=more or {},
    )


def _build(request: Request) -> Mapping[str, str]:
    try:
        return served(request.app.state.pool.locate().parent)
    except KgError:  # whoever needs the store will tell
        return {}


def served(home: Path) -> Mapping[str, str]:
    """Name and date of the build in that folder; nothing where it does not tell."""
    told = _told(home)
    return {"build": str(told.get("build", "")), "built": str(told.get("built", ""))[:10]} if told else {}


def mark(home: Path) -> str:
    """What tells the build in that folder from all others; the same graph has one name, whatever it was made of."""
    told = _told(home)
    return f"{home.name} {told.get('inputs', '')} {told.get('built', '')}"


def _told(home: Path) -> Mapping[str, Any]:
    try:
        return _read(home, (home / "manifest.json").stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=4)  # a build never changes, but one of the same name may take its place
def _read(home: Path, changed: int) -> Mapping[str, Any]:
    del changed
    told = json.loads((home / "manifest.json").read_bytes())
    return {name: told[name] for name in ("build", "built", "inputs") if name in told}


def variant(request: Request) -> str:
    """What makes the page of one request another than that of the same address: language, and where it stands."""
    return f"{spoken(request)} {prefixed(request)}"


def task(wanted: Asked, name: str) -> dict[str, Any]:
    """What a child process is told to make a page."""
    return {
        "kind": "page",
        "name": name,
        "language": wanted.language,
        "root": wanted.root,
        "top": wanted.top,
        "here": wanted.here,
        "given": [list(pair) for pair in wanted.given],
        "build": wanted.build,
        "built": wanted.built,
        "more": dict(wanted.more),
    }
