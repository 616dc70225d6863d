"""What a SPARQL 1.1 Protocol request asks: one query and the dataset to ask it of.

https://www.w3.org/TR/sparql11-protocol/ section 2.1: by GET, by POST of a form, by POST of the query itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from publish.problems import ProblemError

MAX_BODY = 1_000_000
"""Bytes of a request body."""
READ_ONLY = "This endpoint is read-only: updates are not accepted."
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a client asks: one query, and the dataset to ask it of where the request names one."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    """Seconds, where the client wants less than it may have."""
    form: str | None = None
    """Suffix or media type of the answer, where the request names one."""


async def question(request: Request) -> Question | None:
    """What the request asks, or none for a bare GET. Raises `ProblemError` for what the protocol forbids."""
    parameters = parameters_of(request)
    if request.method in ("GET", "HEAD"):
        return _asked(parameters) if parameters else None
    match content_type(request):
        case "application/x-www-form-urlencoded":
            return _asked([*parameters, *pairs(await body(request))])
        case "application/sparql-query":
            return _asked([*parameters, ("query", _checked(await body(request)))])
        case "application/sparql-update":
            raise ProblemError(415, READ_ONLY)
        case _:
            raise ProblemError(
                415, "Send application/sparql-query, or application/x-www-form-urlencoded with a field query."
            )


def parameters_of(request: Request) -> list[tuple[str, str]]:
    """The names and values of the address."""
    return pairs(request.scope["query_string"].decode("latin-1"))


def pairs(encoded: str) -> list[tuple[str, str]]:
    """The names and values of a query string or form; bytes beyond ASCII must be percent-encoded UTF-8.

    Raises `ProblemError` for everything else.
    """
    if not encoded:
        return []
    if _BAD_PERCENT.search(encoded) or not encoded.isascii():
        raise ProblemError(400, "Write what is not ASCII as a percent sign and two hex digits.")
    try:
        found = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProblemError(400, "The parameters are not valid UTF-8, or too many.") from error
    return [(name, _checked(value)) for name, value in found]


def single(found: Pairs, name: str) -> str | None:
    """The value of a parameter, none where it is absent. Raises `ProblemError` where it stands twice."""
    values = [value for key, value in found if key == name]
    if len(values) > 1:
        raise ProblemError(400, f"Give {name} once.")
    return values[0] if values else None


def content_type(request: Request) -> str:
    """The media type of the body. Raises `ProblemError` for a body that is compressed or in another charset."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise ProblemError(415, "Send the body without content encoding.")
    kind, _, parameter = request.headers.get("content-type", "").partition(";")
    if "charset" in parameter.lower() and "utf-8" not in parameter.lower():
        raise ProblemError(415, "Send the body in UTF-8.")
    return kind.strip().lower()


async def body(request: Request) -> str:
    """The body as text. Raises `ProblemError` where it is too long or no UTF-8."""
    collected = bytearray()
    try:
        async for chunk in request.stream():
            collected += chunk
            if len(collected) > MAX_BODY:
                raise ProblemError(
                    413, f"A request body may have {MAX_BODY} bytes.", headers={"Connection": "close"}
                )
    except ClientDisconnect as error:
        raise ProblemError(400, "The client went away.") from error
    try:
        return collected.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, "The body is not valid UTF-8.") from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise ProblemError(400, "The request holds a NUL character.")
    return text


def _asked(parameters: Pairs) -> Question:
    told: dict[str, list[str]] = {}
    for name, value in parameters:
        told.setdefault(name, []).append(value)
    if "update" in told:
        raise ProblemError(400, READ_ONLY)
    if "using-graph-uri" in told or "using-named-graph-uri" in told:
        raise ProblemError(400, "The dataset of a query is named by default-graph-uri and named-graph-uri.")
    queries = told.get("query", ())
    if len(queries) != 1:
        raise ProblemError(400, "Give exactly one parameter named query.")
    return Question(
        query=queries[0],
        default_graphs=tuple(told.get("default-graph-uri", ())),
        named_graphs=tuple(told.get("named-graph-uri", ())),
        timeout=_seconds(single(parameters, "timeout")) if "timeout" in told else None,
        form=single(parameters, "_format") or None if "_format" in told else None,
    )


def _seconds(given: str | None) -> float | None:
    if given is None:
        return None
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProblemError(400, "timeout is a number of seconds above zero; it can only lower the limit.")
    return seconds
