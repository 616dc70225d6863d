"""Pages over HTTP: the address says which page, a child process makes it, and the server keeps the last ones."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from publish.answering import answered
from publish.asking import parameters_of
from publish.negotiate import PAGE
from publish.portal.look import TYPES, assets, written
from publish.portal.pages import sparql, terms
from publish.portal.pages.question import FILES
from publish.portal.requests import asked, task, variant
from publish.portal.tongues import spoken
from publish.problems import ProblemError
from publish.questions_api import cut
from publish.things import tagged, unchanged

_READ = ["GET", "HEAD", "OPTIONS"]
PAGES = ("q", "search", "documents", "quality", "data", "developers", "accessibility", "project")
"""Pages at an address of their own."""
_KINDS = {"q": "questions"}
_KEPT = 64
"""Pages that the server keeps."""
_EDITED = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ADDRESS = 6_000
"""Characters of an address that pages link to."""
_LARGE = 300_000
"""Bytes above which a page is not kept."""


def routes() -> Sequence[Route]:
    """The pages and the files that they need."""
    return [
        Route("/static/{name}", static, methods=_READ),
        Route("/q/{name}.csv", table, methods=_READ),
        Route("/q/{name}", question, methods=_READ),
        *(Route(f"/{name}", page, methods=_READ) for name in PAGES),
    ]


async def front(request: Request) -> Response:
    """The front page."""
    return await made(request, "home", "")


async def page(request: Request) -> Response:
    """One of `PAGES`."""
    name = request.scope["path"].strip("/")
    more: Mapping[str, Any] = {}
    if name == "data":
        more = {"files": [asdict(file) for file in request.app.state.files]}
    if name == "developers":
        more = limits(request)
    return await made(request, _KINDS.get(name, name), name, more)


async def question(request: Request) -> Response:
    """The page of one question."""
    name = request.path_params["name"]
    return await made(request, "question", f"q/{name}", {"name": name})


async def table(request: Request) -> Response:
    """The rows of a question for a spreadsheet: with the mark that tells its programs that this is UTF-8."""
    wanted = {
        "kind": "question",
        "name": request.path_params["name"],
        "given": [pair for pair in parameters_of(request) if pair[1].strip()],
        "form": "csv",
        "limit": FILES["CSV"],
        "after": None,
        "language": spoken(request),
    }
    if wanted["name"] not in {one.name for one in request.app.state.catalogue}:
        raise ProblemError(404, "There is no such question; see /q.")
    head, body = await answered(request, wanted, "text/csv")
    headers = {"Content-Disposition": f'attachment; filename="{wanted["name"]}.csv"', **cut(head)}
    return Response(b"\xef\xbb\xbf" + body, media_type="text/csv; charset=utf-8", headers=headers)


async def static(request: Request) -> Response:
    """A file that pages need; its name changes with what it holds."""
    found = assets().get(request.path_params["name"])
    if found is None:
        raise ProblemError(404, "Nothing is kept here.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(found, media_type=TYPES[found.suffix], headers=headers)


def limits(request: Request) -> Mapping[str, float]:
    """What a query may cost."""
    told = request.app.state.pool.limits
    return {"timeout": told.timeout, "max_rows": told.max_rows}


async def made(request: Request, name: str, here: str, more: Mapping[str, Any] | None = None) -> Response:
    """The page of that kind, from those kept where the build is still the same."""
    wanted = asked(request, here, more or {})
    tag = tagged(request, "page", name, wanted.here, variant(request))
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if (same := unchanged(request, tag)) is not None:
        return same
    kept: dict[str, tuple[bytes, int]] = request.app.state.pages
    if tag not in kept:
        head, body = await answered(request, task(wanted, name), PAGE.name)
        found = (body, int(head.get("code", 200)))
        if len(body) > _LARGE:
            return Response(body, found[1], headers, media_type=PAGE.media_type)
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[tag] = found
    body, code = kept[tag]
    return Response(body, code, headers, media_type=PAGE.media_type)


# Pages that other parts of the service put at their addresses -----------------------------------------------


def terms_page(request: Request, title: str, triples: Any, path: str) -> bytes:
    """The page of the ontology or the shapes."""
    wanted = asked(request, path)
    return written(terms.shown(title, triples, request.app.state.base, wanted, path), wanted)


def sparql_headers() -> Mapping[str, str]:
    """What the editor needs, where there is one: its own scripts, the styles it sets, this endpoint."""
    return {"Content-Security-Policy": _EDITED} if sparql.editor() else {}


async def results_page(request: Request, query: Mapping[str, Any], timeout: float | None) -> bytes:
    """The answer to a query as a table with names."""
    again = urlencode({"query": query["query"], "_format": "html"})
    # Servers and browsers bear addresses of this length; a longer query is told in a form only.
    here = f"sparql?{again}" if len(again) < _ADDRESS else "sparql"
    wanted = asked(request, here, {**query, **limits(request)})
    return (await answered(request, task(wanted, "results"), PAGE.name, timeout))[1]


def sparql_page(request: Request) -> bytes:
    """The page of the endpoint."""
    wanted = asked(request, "sparql")
    return written(sparql.shown(request.app.state.questions, wanted, limits(request)), wanted)
