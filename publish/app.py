"""The web application: routes, security headers, errors. It knows the store only through the pool."""

import asyncio

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import assets
from kg.iris import Base
from kg.settings import DEFAULT_BASE
from publish.endpoint import MAX_ADDRESS, answer, sparql
from publish.negotiate import GRAPHS, RESULTS, by_suffix, choose
from publish.pages import COUNTS, count_of, count_query, front_page
from publish.problems import ProblemError
from publish.workers import Pool

_TURTLE = GRAPHS[0].media_type
_JSON = RESULTS[0]
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "accept, content-type",
    "Access-Control-Max-Age": "86400",
}
_READ = ["GET", "HEAD", "OPTIONS"]


def create_app(pool: Pool, base: Base) -> ASGIApp:
    """The application over a pool that is already started."""
    app = Starlette(
        routes=[
            Route("/", _front, methods=_READ),
            Route("/sparql", sparql, methods=[*_READ, "POST"]),
            Route("/id/{path:path}", _thing, methods=_READ),
            Route("/ns", _ontology, methods=_READ),
            Route("/shapes", _shapes, methods=_READ),
            Route("/context.jsonld", _context, methods=_READ),
            Route("/health/live", _live, methods=_READ),
            Route("/health/ready", _ready, methods=_READ),
        ],
        exception_handlers={ProblemError: _told, HTTPException: _http, Exception: _fault},
    )
    app.state.pool = pool
    app.state.base = base
    app.state.counts = None
    app.state.counting = asyncio.Lock()
    return _Guard(app)


# ----------------------------------------------------------------------------------- routes


async def _front(request: Request) -> Response:
    """Counts are taken once: they belong to one state of the store."""
    state = request.app.state
    async with state.counting:
        if state.counts is None:
            state.counts = {name: await _count(request, text) for name, text in COUNTS.items()}
    return Response(front_page(state.counts), media_type="text/html; charset=utf-8")


async def _count(request: Request, text: str) -> int:
    query = count_query(text, request.app.state.base)
    return count_of(await answer(request, {"kind": "query", "query": query}, _JSON))


async def _thing(request: Request) -> Response:
    """What the graph says about one IRI below `id/`; a suffix wins over Accept."""
    path, offer = by_suffix(request.path_params["path"], GRAPHS)
    offer = offer or choose(",".join(request.headers.getlist("accept")), GRAPHS)
    # Somebody who looks with a browser gets Turtle until there are pages.
    offer = offer or (GRAPHS[0] if "text/html" in request.headers.get("accept", "") else None)
    if offer is None:
        raise ProblemError(406, f"Ask for one of {', '.join(known.names[0] for known in GRAPHS)}.")
    task = {"kind": "describe", "iri": request.app.state.base.id(path).value}
    return Response(
        await answer(request, task, offer), media_type=offer.media_type, headers={"Vary": "Accept"}
    )


async def _ontology(request: Request) -> Response:
    return _files(request, "ontology", "mandategraph.ttl")


async def _shapes(request: Request) -> Response:
    """All shape files, one after the other: Turtle allows prefixes to be declared again."""
    return _files(request, "shapes", "*.ttl")


async def _context(request: Request) -> Response:
    return _files(request, "ontology", "context.jsonld", GRAPHS[3].media_type)


def _files(request: Request, folder: str, pattern: str, media_type: str = _TURTLE) -> Response:
    text = "\n".join(file.read_text(encoding="utf-8") for file in assets.files(folder, pattern))
    base: Base = request.app.state.base
    return Response(text.replace(DEFAULT_BASE, base.iri), media_type=media_type)


async def _live(_: Request) -> Response:
    return PlainTextResponse("live\n")


async def _ready(request: Request) -> Response:
    """Ready is who answers a question."""
    await answer(request, {"kind": "query", "query": "ASK {}"}, _JSON)
    return JSONResponse({"status": "ready"})


# ----------------------------------------------------------------------------------- around every request


class _Guard:
    """Security headers on every response, preflights answered, overlong addresses refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, guarded)
        elif len(scope["query_string"]) + len(scope.get("raw_path", b"")) > MAX_ADDRESS:
            problem = ProblemError(414, f"An address may have {MAX_ADDRESS} bytes; send the query by POST.")
            await problem.response()(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


async def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return error.response()


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = sorted((error.headers or {}).get("Allow", "").split(", "))
    details = {404: "Nothing is kept here.", 405: f"Use one of {', '.join(allowed)}."}
    detail = details.get(error.status_code, "The request failed.")
    return ProblemError(error.status_code, detail, headers=error.headers).response()


async def _fault(_: Request, __: Exception) -> Response:
    return ProblemError(500, "This should not have happened. Please report it.").response()
