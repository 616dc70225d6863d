"""From a request to what a page is asked for, and to the task for the child process that makes it."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

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
        more=more or {},
    )


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
        "more": dict(wanted.more),
    }
