"""The web application: which address is answered by what. It knows the store only through the pool."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.iris import Base
from kg.questions import listed
from kg.settings import DEFAULT_BASE
from publish import about_data, documents, operation, questions_api, reconciliation, things
from publish.endpoint import sparql
from publish.graph_store import graph, graph_store
from publish.guard import Guard
from publish.negotiate import THINGS
from publish.portal import serving
from publish.portal.tongues import Spoken, spoken
from publish.problems import ProblemError
from publish.throttle import Throttle
from publish.workers import Pool

_READ = ["GET", "HEAD", "OPTIONS"]
_ASK = [*_READ, "POST"]


def create_app(
    pool: Pool, base: Base, *, dumps: Path | None = None, clock: Callable[[], float] = monotonic
) -> ASGIApp:
    """The application over a pool that is already started; `dumps` is a folder that `kg export` wrote.

    `clock` gives seconds that only grow. Raises `ConfigError` for a folder without dumps.
    """
    app = Starlette(
        routes=_routes(),
        exception_handlers={ProblemError: _told, HTTPException: _http, Exception: _fault},
    )
    app.state.pool = pool
    app.state.base = base
    app.state.throttle = Throttle(pool.limits.per_client, clock)
    app.state.metrics = operation.Metrics(pool)
    app.state.pages = {}
    app.state.kept = {}
    app.state.dumps = dumps
    app.state.files = about_data.distributions(dumps)
    app.state.catalogue = listed()
    app.state.questions = [
        (one.title, one.sparql.replace(DEFAULT_BASE, base.iri)) for one in app.state.catalogue
    ]
    return Guard(
        Spoken(_Direct(app)), operation.recorder(app.state.metrics, lambda: datetime.now(UTC).isoformat())
    )


_SPARQL = ("/sparql", "/sparql/")


class _Direct:
    """Queries on the shortest way: the layers of the framework would cost a small one a third of its time."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in _SPARQL or scope["method"] not in _ASK:
            await self._app(scope, receive, send)
            return
        scope["app"] = self._app
        request = Request(scope, receive)
        try:
            response = await sparql(request)
        except ProblemError as error:
            response = error.response(_accept(request), spoken(request))
        except Exception as error:
            response = await _fault(request, error)
        await response(scope, receive, send)


def _routes() -> Sequence[Route]:
    return [
        # The one that is asked most stands first.
        *(Route(path, sparql, methods=_ASK) for path in _SPARQL),
        Route("/id/dataset/{name}", about_data.dump, methods=_READ),
        Route("/id/{path:path}", things.thing, methods=_READ),
        Route("/", serving.front, methods=_READ),
        *serving.routes(),
        Route("/graph-store", graph_store, methods=_READ),
        Route("/graph/{path:path}", graph, methods=_READ),
        Route("/about", things.about, methods=_READ),
        Route("/sdg/{code}", things.sdg, methods=_READ),
        *(
            Route(f"/ns{ending}", documents.ontology, methods=_READ)
            for ending in ("", *(f".{form.suffix}" for form in things.FORMS))
        ),
        *(
            Route(f"/shapes{ending}", documents.shapes, methods=_READ)
            for ending in ("", *(f".{form.suffix}" for form in things.FORMS))
        ),
        Route("/void", about_data.void, methods=_READ),
        *(Route(f"/void.{form.suffix}", about_data.void, methods=_READ) for form in THINGS),
        Route("/.well-known/void", about_data.well_known, methods=_READ),
        Route("/sitemap.xml", about_data.sitemap, methods=_READ),
        Route("/sitemap/{number}.xml", about_data.sitemap, methods=_READ),
        Route("/robots.txt", about_data.robots, methods=_READ),
        Route("/api/questions", questions_api.listed, methods=_READ),
        Route("/api/questions/{name}", questions_api.ask, methods=_READ),
        Route("/api/openapi.json", questions_api.openapi, methods=_READ),
        Route("/reconcile", reconciliation.service, methods=_ASK),
        Route("/reconcile/suggest/{kind}", reconciliation.suggest, methods=_READ),
        Route("/reconcile/extend/propose", reconciliation.propose, methods=_READ),
        Route("/reconcile/preview", reconciliation.preview, methods=_READ),
        Route("/context.jsonld", documents.context, methods=_READ),
        Route("/health/live", operation.live, methods=_READ),
        Route("/health/ready", operation.ready, methods=_READ),
        Route("/metrics", operation.metrics, methods=_READ),
    ]


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return error.response(_accept(request), spoken(request))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = sorted((error.headers or {}).get("Allow", "").split(", "))
    details = {404: "Nothing is kept here.", 405: f"Use one of {', '.join(allowed)}."}
    detail = details.get(error.status_code, "The request failed.")
    return ProblemError(error.status_code, detail, headers=error.headers).response(
        _accept(request), spoken(request)
    )


async def _fault(request: Request, error: Exception) -> Response:
    operation.LOG.error("a request failed", exc_info=error)
    told = ProblemError(500, "This should not have happened. Please report it.")
    return told.response(_accept(request), spoken(request))


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))
