"""The SPARQL 1.1 Protocol, query part: three ways to ask, a dataset, and an answer in the format asked for.

https://www.w3.org/TR/sparql11-protocol/ section 2.1. Updates and SERVICE are refused. A result that is cut
short is an error, never a well-formed answer. One exception is forced by the engine: where the request or the
query merges several graphs into the default graph, a triple that stands in two of them counts twice.
"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.sparql import MAX_DEPTH, shape
from publish.negotiate import GRAPHS, RESULTS, Format, choose
from publish.problems import ProblemError
from publish.service_description import service_description
from publish.workers import BusyError, ChildDiedError, Limits, Pool, TimeLimitError

MAX_BODY = 1_000_000
"""Bytes of a request body."""
MAX_ADDRESS = 16_000
"""Bytes of the query part of an address."""
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLACE = re.compile(r"error at (\d+):(\d+)")
_WATCH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a client asks: one query, and the dataset to ask it of where the request names one."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def sparql(request: Request) -> Response:
    """The answer to one protocol request, or the description of this service where nothing is asked."""
    question = await _question(request)
    if question is None:
        offer = _offer(request, GRAPHS)
        base, limits = request.app.state.base, request.app.state.pool.limits
        return Response(service_description(base, limits, offer), media_type=offer.media_type)
    told = shape(question.query)
    _refuse(told.is_update, told.service, told.depth)
    offer = _offer(request, GRAPHS if told.form in ("CONSTRUCT", "DESCRIBE") else RESULTS)
    task = {
        "kind": "query",
        "query": question.query,
        "default_graphs": question.default_graphs,
        "named_graphs": question.named_graphs,
    }
    return Response(await answer(request, task, offer), media_type=offer.media_type)


async def answer(request: Request, task: dict[str, Any], offer: Format) -> bytes:
    """The body that the pool gives for a task. Raises `ProblemError` for every other outcome."""
    pool: Pool = request.app.state.pool
    asked = task | {"media_type": offer.media_type.partition(";")[0], "max_rows": pool.limits.max_rows}
    try:
        head, body = await _while_connected(request, pool, asked)
    except BusyError as error:
        raise ProblemError(
            503, "Too many queries are running. Try again soon.", headers={"Retry-After": "5"}
        ) from error
    except TimeLimitError as error:
        raise _too_slow(pool.limits) from error
    except ChildDiedError as error:
        raise _too_much(pool.limits) from error
    except KgError as error:
        raise ProblemError(503, "The store cannot be reached.", headers={"Retry-After": "30"}) from error
    if head["status"] != "ok":
        raise _problem(head, pool.limits)
    return body


async def _while_connected(
    request: Request, pool: Pool, task: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """The pool's answer; when the client hangs up, the query is stopped."""
    asked = asyncio.ensure_future(pool.run(task))
    try:
        while True:
            done, _ = await asyncio.wait({asked}, timeout=_WATCH)
            if done:
                return asked.result()
            if await request.is_disconnected():
                raise ProblemError(400, "The client went away.")
    finally:
        asked.cancel()


# ----------------------------------------------------------------------------------- the request


async def _question(request: Request) -> Question | None:
    """What the request asks, or none for a bare GET."""
    parameters = pairs(request.scope["query_string"].decode("latin-1"))
    if request.method in ("GET", "HEAD"):
        return _asked(parameters) if parameters else None
    if request.headers.get("content-encoding", "identity") != "identity":
        raise ProblemError(415, "Send the body without content encoding.")
    kind, _, parameter = request.headers.get("content-type", "").partition(";")
    if "charset" in parameter.lower() and "utf-8" not in parameter.lower():
        raise ProblemError(415, "Send the body in UTF-8.")
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            return _asked(parameters + pairs(await _body(request)))
        case "application/sparql-query":
            return _asked([*parameters, ("query", _checked(await _body(request)))])
        case "application/sparql-update":
            raise ProblemError(415, "This endpoint is read-only: updates are not accepted.")
        case _:
            raise ProblemError(
                415, "Send application/sparql-query, or application/x-www-form-urlencoded with a field query."
            )


def pairs(encoded: str) -> list[tuple[str, str]]:
    """The names and values of a query string or form; bytes beyond ASCII must be percent-encoded UTF-8.

    Raises `ProblemError` for everything else.
    """
    if _BAD_PERCENT.search(encoded) or not encoded.isascii():
        raise ProblemError(400, "Write what is not ASCII as a percent sign and two hex digits.")
    try:
        found = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProblemError(400, "The parameters are not valid UTF-8, or too many.") from error
    return [(name, _checked(value)) for name, value in found]


def _checked(text: str) -> str:
    if "\0" in text:
        raise ProblemError(400, "The request holds a NUL character.")
    return text


def _asked(parameters: list[tuple[str, str]]) -> Question:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if values("update"):
        raise ProblemError(400, "This endpoint is read-only: updates are not accepted.")
    queries = values("query")
    if len(queries) != 1:
        raise ProblemError(400, "Give exactly one parameter named query.")
    return Question(
        query=queries[0],
        default_graphs=values("default-graph-uri"),
        named_graphs=values("named-graph-uri"),
    )


async def _body(request: Request) -> str:
    collected = bytearray()
    async for chunk in request.stream():
        collected += chunk
        if len(collected) > MAX_BODY:
            raise ProblemError(
                413, f"A request body may have {MAX_BODY} bytes.", headers={"Connection": "close"}
            )
    try:
        return collected.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, "The body is not valid UTF-8.") from error


# ----------------------------------------------------------------------------------- refusals


def _offer(request: Request, offers: tuple[Format, ...]) -> Format:
    accept = ",".join(request.headers.getlist("accept"))
    chosen = choose(accept, offers)
    if chosen is None:
        names = [offer.names[0] for offer in offers]
        raise ProblemError(406, f"Ask for one of {', '.join(names)}.", formats=names)
    return chosen


def _refuse(is_update: bool, service: tuple[int, int] | None, depth: int) -> None:
    if is_update:
        raise ProblemError(400, "This endpoint is read-only: updates are not accepted.")
    if service is not None:
        line, column = service
        detail = f"SERVICE is not offered: this endpoint asks no other server (line {line}, column {column})."
        raise ProblemError(403, detail, line=line, column=column)
    if depth > MAX_DEPTH:
        raise ProblemError(
            400, f"The query nests brackets deeper than {MAX_DEPTH}.", title="The query is too deep"
        )


def _problem(head: dict[str, Any], limits: Limits) -> ProblemError:
    match head["status"]:
        case "syntax":
            return _syntax(head["message"])
        case "rows":
            detail = f"The answer has more than {limits.max_rows} rows. Add LIMIT, or ask for less."
            return ProblemError(400, detail, title="The answer has too many rows", max_rows=limits.max_rows)
        case "memory":
            return _too_much(limits)
        case "absent":
            return ProblemError(404, "The graph says nothing about this.")
        case _:
            return ProblemError(500, "The query could not be answered.")


def _syntax(message: str) -> ProblemError:
    title = "The query is not valid SPARQL"
    found = _PLACE.match(message)
    if not found:
        return ProblemError(400, "The query or an address in the request is malformed.", title=title)
    line, column = int(found.group(1)), int(found.group(2))
    detail = f"Syntax error at line {line}, column {column}. Check what stands there and just before."
    return ProblemError(400, detail, title=title, line=line, column=column)


def _too_slow(limits: Limits) -> ProblemError:
    detail = f"The query was stopped after {limits.timeout:g} seconds. Ask for less, or add conditions."
    return ProblemError(503, detail, title="The query took too long", timeout=limits.timeout)


def _too_much(limits: Limits) -> ProblemError:
    detail = f"The query needs more than {limits.max_memory} megabytes, or nests too deeply. Ask for less."
    return ProblemError(400, detail, title="The query needs too much")
