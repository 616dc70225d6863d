"""From a task to the bytes of its answer: the pool is asked, and every other outcome is a problem with a remedy."""

import asyncio
import logging
import re
from typing import Any

from starlette.requests import Request

from kg.errors import KgError
from publish.negotiate import Format, by_name, choose
from publish.problems import ProblemError
from publish.throttle import Throttle
from publish.workers import BusyError, ChildDiedError, Limits, Pool, TimeLimitError

_LOG = logging.getLogger("publish")
_PLACE = re.compile(r"error at (\d+):(\d+)")
_WATCH = 0.5
"""Seconds between two looks whether the client is still there."""
_APART = re.compile(r'<[^<>\s]*>|"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*|\bPREFIX\s+[\w-]*:', re.IGNORECASE)
_NAME = re.compile(r"(?<![\w-])((?!_:)[\w-]*):[\w-]*")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_NO_PREFIX = "It uses a prefix that no PREFIX line declares."
_HINTS = (
    ("Prefix not found", _NO_PREFIX),
    ("IRI parsing failed", "What stands between < and > there is no valid IRI."),
    ("that is unbound", "A variable is selected that is neither grouped nor aggregated."),
    ("overrides an existing", "AS names a variable that is in use already."),
)
_CURLY = frozenset("“”„‘’«»")


def offer(request: Request, offers: tuple[Format, ...], named: str | None = None) -> Format:
    """The format that the request names, or that its Accept header likes best. Raises `ProblemError` for none."""
    if named is not None:
        chosen = by_name(named, offers)
    else:
        accepts = request.headers.getlist("accept")
        chosen = choose(accepts[0] if len(accepts) == 1 else ",".join(accepts), offers)
    if chosen is None:
        names = [known.name for known in offers]
        raise ProblemError(406, f"Ask for one of {', '.join(names)}.", formats=names)
    return chosen


async def answer(
    request: Request, task: dict[str, Any], media_type: str, timeout: float | None = None
) -> bytes:
    """The body that the pool gives for a task. Raises `ProblemError` for every other outcome."""
    return (await answered(request, task, media_type, timeout))[1]


async def answered(
    request: Request, task: dict[str, Any], media_type: str, timeout: float | None = None
) -> tuple[dict[str, Any], bytes]:
    """Head and body that the pool gives for a task, counted as time of the client. Raises as `given`."""
    throttle: Throttle = request.app.state.throttle
    client = request.client.host if request.client else ""
    wait = throttle.wait(client)
    if wait:
        raise ProblemError(
            429, "This client used up its share of query time.", headers={"Retry-After": str(wait)}
        )
    with throttle.used(client):
        return await given(request, task, media_type, timeout)


async def given(
    request: Request, task: dict[str, Any], media_type: str, timeout: float | None = None
) -> tuple[dict[str, Any], bytes]:
    """Head and body that the pool gives for a task. Raises `ProblemError` for every other outcome."""
    pool: Pool = request.app.state.pool
    asked = task | {"media_type": media_type, "max_rows": pool.limits.max_rows}
    try:
        head, body = await _while_connected(request, pool, asked, timeout)
    except BusyError as error:
        raise ProblemError(
            503, "Too many queries are running. Try again soon.", headers={"Retry-After": "5"}
        ) from error
    except TimeLimitError as error:
        raise _too_slow(min(timeout or pool.limits.timeout, pool.limits.timeout)) from error
    except ChildDiedError as error:
        raise _too_much(pool.limits) from error
    except KgError as error:
        raise ProblemError(503, "The store cannot be reached.", headers={"Retry-After": "30"}) from error
    if head["status"] != "ok":
        raise _problem(head, pool.limits, task)
    return head, body


async def _while_connected(
    request: Request, pool: Pool, task: dict[str, Any], timeout: float | None
) -> tuple[dict[str, Any], bytes]:
    """The pool's answer; when the client hangs up, the query is stopped."""
    current = asyncio.current_task()
    assert current is not None
    gone = False
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        nonlocal gone
        while not await request.is_disconnected():
            await asyncio.sleep(_WATCH)
        gone = True
        current.cancel()

    try:
        # Most answers are there before it is worth looking.
        return await pool.run(task, timeout, lambda: watching.append(asyncio.ensure_future(watch())))
    except asyncio.CancelledError as error:
        if not gone:
            raise
        current.uncancel()
        raise ProblemError(400, "The client went away.") from error
    finally:
        for watcher in watching:
            watcher.cancel()


# What went wrong ------------------------------------------------------------------------------------------


def _problem(head: dict[str, Any], limits: Limits, task: dict[str, Any]) -> ProblemError:
    match head["status"]:
        case "syntax":
            # A page of results holds its query among what it shows.
            query = task.get("query", task.get("more", {}).get("query"))
            if query is None:
                return ProblemError(400, "An address in the request is malformed: write a whole IRI.")
            return _syntax(head["message"], query)
        case "function":
            return ProblemError(400, "The query calls a function that this endpoint does not have.")
        case "rows":
            detail = f"The answer has more than {limits.max_rows} rows. Add LIMIT, or ask for less."
            return ProblemError(400, detail, title="The answer has too many rows", max_rows=limits.max_rows)
        case "unwritable":
            return ProblemError(406, "The answer holds what XML has no way to write. Ask for another format.")
        case "large":
            detail = "The answer has more than 200 megabytes. Add LIMIT, or ask for less."
            return ProblemError(400, detail, title="The answer is too large")
        case "memory":
            return _too_much(limits)
        case "away":
            return ProblemError(503, "The store cannot be reached.", headers={"Retry-After": "30"})
        case "absent":
            return ProblemError(404, "The graph says nothing about this.")
        case "question":
            detail = f"{head['what'][:1].upper()}{head['what'][1:]}. {head['remedy'][:1].upper()}{head['remedy'][1:]}."
            return ProblemError(400, detail, title="The question cannot be put like this")
        case _:
            _LOG.error("a task failed: %s, %s", task.get("kind"), head.get("fault"))
            return ProblemError(500, "The query could not be answered.")


def _syntax(message: str, query: str) -> ProblemError:
    title = "The query is not valid SPARQL"
    found = _PLACE.match(message)
    if not found:
        return ProblemError(400, "The query or an address in the request is malformed.", title=title)
    line, column = int(found.group(1)), int(found.group(2))
    hint = _hint(message, query, line, column)
    detail = f"Syntax error at line {line}, column {column}. {hint}"
    return ProblemError(400, detail, title=title, line=line, column=column, hint=hint)


def _hint(message: str, query: str, line: int, column: int) -> str:
    """What to look at; the engine's own words name rules of its grammar, which help nobody."""
    for words, hint in _HINTS:
        if words in message:
            return hint
    lines = query.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    rest = here[column - 1 :]
    known = set(_DECLARED.findall(query))
    # The engine often stumbles behind such a name; the first that is not declared is meant.
    if any(name[1] not in known for name in _NAME.finditer(_APART.sub(" ", query))):
        return _NO_PREFIX
    if rest[:1] in _CURLY:
        return "Write straight quotation marks."
    if not rest.strip() and not "".join(lines[line:]).strip():
        return "The query ends too early: a closing bracket or quotation mark may be missing."
    return "Check what stands there and just before: a dot, a bracket or a keyword may be missing."


def _too_slow(seconds: float) -> ProblemError:
    detail = f"The query was stopped after {seconds:g} seconds. Ask for less, or add conditions."
    return ProblemError(503, detail, title="The query took too long", timeout=seconds)


def _too_much(limits: Limits) -> ProblemError:
    detail = f"The query needs more than {limits.max_memory} megabytes, or nests too deeply. Ask for less."
    return ProblemError(400, detail, title="The query needs too much")
