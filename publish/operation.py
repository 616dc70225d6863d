"""For those who run the service: is it alive, does it answer, what does it count, what does it log."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from publish.answering import given
from publish.workers import Pool

LOG = logging.getLogger("publish")
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30)
_KINDS = (
    "sparql",
    "id",
    "api",
    "reconcile",
    "graph-store",
    "graph",
    "about",
    "sdg",
    "ns",
    "shapes",
    "health",
)
_LOGGED = 2_000
"""Characters of an address that are logged."""
_WORDS = "(?:key|token|secret|password|passwd|auth|signature|session)"
_SECRET = re.compile(
    rf"""(?i)({_WORDS}\w*=)[^&]*|((?:/|%2F){{2}})(?:(?!%(?:2F|40|3E|20|22))[^/@>"+\s])*(?:@|%40)"""
)
_NAME = re.compile(_WORDS, re.IGNORECASE)


class Metrics:
    """What is counted, in a registry of its own."""

    def __init__(self, pool: Pool) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "mandategraph_answers", "Answers by kind and status", ["kind", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "mandategraph_seconds", "Time to the answer", ["kind"], buckets=_BUCKETS, registry=self.registry
        )
        self._known: dict[tuple[str, int], tuple[Any, Any]] = {}
        running = Gauge("mandategraph_running", "Tasks that run now", registry=self.registry)
        waiting = Gauge("mandategraph_waiting", "Tasks that wait now", registry=self.registry)
        running.set_function(lambda: pool.load[0])
        waiting.set_function(lambda: pool.load[1])

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts an answer."""
        first = scope["path"].removeprefix("/").partition("/")[0]
        kind = first if first in _KINDS else "other"
        known = self._known.get((kind, status))
        if known is None:
            known = self._answers.labels(kind, str(status)), self._seconds.labels(kind)
            self._known[kind, status] = known
        known[0].inc()
        known[1].observe(seconds)


def recorder(metrics: Metrics, clock: Callable[[], str]) -> Callable[[Scope, int, int, float], None]:
    """What is told of every answer: it is counted, and logged where the log is open for that."""

    def done(scope: Scope, status: int, size: int, seconds: float) -> None:
        metrics.count(scope, status, seconds)
        level = logging.WARNING if status >= 500 else logging.INFO
        if LOG.isEnabledFor(level):
            LOG.log(level, "%s", line(scope, status, size, seconds, clock()))

    return done


def line(scope: Scope, status: int, size: int, seconds: float, time: str) -> str:
    """One line of JSON about an answer: no headers, no bodies, no client, nothing that looks like a secret."""
    query = scope["query_string"].decode("latin-1")
    told = {
        "time": time,
        "method": scope["method"],
        "path": _SECRET.sub(r"\1\2…", scope["path"])[:_LOGGED],
        "query": "&".join(map(_harmless, query.split("&")))[:_LOGGED],
        "status": status,
        "bytes": size,
        "ms": round(seconds * 1000, 1),
    }
    # JSON in ASCII: no control character can pass for a line or a colour.
    return json.dumps(told)


def _harmless(pair: str) -> str:
    """A parameter without what looks like a secret; its name may be percent-encoded."""
    name, equals, _ = pair.partition("=")
    if equals and _NAME.search(unquote(name)):
        return f"{name}=…"
    return _SECRET.sub(r"\1\2…", pair)


async def live(_: Request) -> Response:
    """Alive is who says so."""
    return PlainTextResponse("live\n", headers={"Cache-Control": "no-store"})


async def ready(request: Request) -> Response:
    """Ready is who answers a question from the store."""
    task = {"kind": "query", "query": "SELECT * WHERE { ?s ?p ?o } LIMIT 1"}
    # Whoever watches the service may have used up its time with other questions.
    await given(request, task, "application/sparql-results+json")
    return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """The counts in the text format of Prometheus."""
    told: Metrics = request.app.state.metrics
    return Response(generate_latest(told.registry), media_type="text/plain; version=0.0.4; charset=utf-8")
