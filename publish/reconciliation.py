"""The reconciliation service for OpenRefine and others, protocol 0.2: names to things of the graph.

https://reconciliation-api.github.io/specs/0.2/
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from publish.answering import answer
from publish.asking import Pairs, body, content_type, pairs, parameters_of, single
from publish.negotiate import PAGE
from publish.problems import ProblemError
from publish.tasks.reconcile import TYPES

_BATCH = 200
"""Queries or things in one request."""
_LONG = 1_000
"""Characters of a name; comparing longer ones would take its time."""
_JSON = "application/json"
# The client shows the preview in a frame of its own page.
_FRAMED = {"Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors *"}


async def service(request: Request) -> Response:
    """The manifest; the candidates for `queries`; or the values for `extend`."""
    given: Pairs = parameters_of(request)
    if request.method == "POST":
        if content_type(request) != "application/x-www-form-urlencoded":
            raise ProblemError(415, "Send a form with queries or extend.")
        given = [*given, *pairs(await body(request))]
    asked, wanted = _object(given, "queries"), _object(given, "extend")
    if asked is not None:
        return await _called(request, "queries", asked=_batch(asked))
    if wanted is not None:
        ids, properties = wanted.get("ids"), wanted.get("properties")
        if not _texts(ids) or not _described(properties):
            raise ProblemError(
                400,
                "extend holds a list of ids and a list of properties, each with an id; a limit is a whole number.",
            )
        return await _called(request, "extend", ids=ids, properties=properties)
    return JSONResponse(manifest(request.app.state.base.iri, str(request.base_url)))


def manifest(base: str, address: str) -> dict[str, Any]:
    """What this service is, and what it can do; `address` is where the client reached it."""
    here = f"{address}reconcile"

    def suggest(kind: str) -> dict[str, str]:
        return {"service_url": here, "service_path": f"/suggest/{kind}"}

    return {
        "versions": ["0.2"],
        "name": "MandateGraph",
        "identifierSpace": f"{base}id/",
        "schemaSpace": f"{base}ns#",
        "defaultTypes": [{"id": key, "name": name} for key, (name, _) in TYPES.items()],
        "view": {"url": f"{address}about?iri={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 400, "height": 160},
        "suggest": {kind: suggest(kind) for kind in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/extend/propose"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Values of a thing at most; 0 for all",
                }
            ],
        },
    }


async def suggest(request: Request) -> Response:
    """Things, types or properties whose name begins like `prefix`."""
    parameters = parameters_of(request)
    prefix = single(parameters, "prefix")
    if not prefix:
        raise ProblemError(400, "Add ?prefix= and the beginning of a name.")
    kind = request.path_params["kind"]
    if kind not in ("entity", "type", "property"):
        raise ProblemError(404, "Suggestions are made for entity, type and property.")
    call = f"suggest_{kind}"
    return await _called(request, call, prefix=prefix, cursor=_number(single(parameters, "cursor"), 0))


async def propose(request: Request) -> Response:
    """The properties that things of `type` have."""
    parameters = parameters_of(request)
    kind = single(parameters, "type") or ""
    return await _called(request, "propose", type=kind, limit=_number(single(parameters, "limit"), 50))


async def preview(request: Request) -> Response:
    """A small page about one thing."""
    iri = single(parameters_of(request), "id")
    if iri is None:
        raise ProblemError(400, "Add ?id= and the IRI of a thing.")
    task = {"kind": "reconcile", "call": "preview", "arguments": {"iri": iri, "root": "../"}}
    return Response(await answer(request, task, PAGE.name), media_type=PAGE.media_type, headers=_FRAMED)


async def _called(request: Request, call: str, **arguments: Any) -> Response:
    task = {"kind": "reconcile", "call": call, "arguments": arguments}
    return Response(await answer(request, task, _JSON), media_type=_JSON)


def _object(given: Pairs, name: str) -> dict[str, Any] | None:
    text = single(given, name)
    if text is None:
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"{name} is not valid JSON.") from error
    if not isinstance(told, dict):
        raise ProblemError(400, f"{name} is no JSON object.")
    return told


def _batch(asked: dict[str, Any]) -> dict[str, Any]:
    if len(asked) > _BATCH:
        raise ProblemError(400, f"Send {_BATCH} queries at most in one request.")
    for one in asked.values():
        kinds = one.get("type") if isinstance(one, dict) else None
        whole = isinstance(one, dict) and isinstance(one.get("query", ""), str)
        if not whole or not (kinds is None or isinstance(kinds, str) or _texts(kinds)):
            raise ProblemError(
                400, "Each query is an object with a text query, and may name types and a limit."
            )
        if len(one.get("query", "")) > _LONG:
            raise ProblemError(400, f"A name may have {_LONG} characters.")
        if not _is_count(one.get("limit")):
            raise ProblemError(400, "limit is a whole number from 0.")
    return asked


def _texts(told: Any) -> bool:
    return isinstance(told, list) and len(told) <= _BATCH and all(isinstance(one, str) for one in told)


def _described(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) <= _BATCH
        and all(isinstance(one, dict) and isinstance(one.get("id"), str) and _is_set(one) for one in told)
    )


def _is_set(described: dict[str, Any]) -> bool:
    """Whether the settings of a property can be meant; clients send numbers as text too."""
    settings = described.get("settings") or {}
    if not isinstance(settings, dict):
        return False
    limit = settings.get("limit")
    return _is_count(limit) or (
        isinstance(limit, str) and limit.isascii() and limit.isdecimal() and len(limit) < 9
    )


def _is_count(told: Any) -> bool:
    return told is None or (isinstance(told, int) and not isinstance(told, bool) and told >= 0)


def _number(given: str | None, default: int) -> int:
    if given is None:
        return default
    if not (given.isascii() and given.isdecimal() and len(given) < 6):
        raise ProblemError(400, "cursor and limit are numbers.")
    return int(given)
