"""The questions that come with the project, over HTTP: `/api/questions/NAME?parameter=value`."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.questions import Question
from publish.answering import answered, offer
from publish.asking import Pairs, parameters_of, single
from publish.negotiate import Format
from publish.problems import ProblemError
from publish.things import tagged, unchanged

FORMS = (
    Format(media_type="application/json", suffix="json"),
    Format(media_type="text/csv; charset=utf-8", suffix="csv"),
    Format(
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        aliases=("application/vnd.ms-excel",),
        suffix="xlsx",
    ),
)
_OURS = ("limit", "after", "lang", "_format")
"""Parameters of every question."""
_ROWS = 1_000
_MOST = 10_000
_CODE = {"year": "integer"}


async def listed(request: Request) -> Response:
    """What can be asked."""
    found = [
        {
            "name": question.name,
            "title": question.title,
            "question": question.question,
            "parameters": [
                {"name": p.name, "type": p.type, "required": p.default is None} for p in question.parameters
            ],
            "columns": question.columns,
            "url": f"questions/{question.name}",
        }
        for question in request.app.state.catalogue
    ]
    return JSONResponse({"questions": found})


async def ask(request: Request) -> Response:
    """The answer to one question, as `kg ask` gives it, a page of rows at a time."""
    question = _found(request)
    parameters = parameters_of(request)
    given = [(name, value) for name, value in parameters if name not in _OURS]
    _check(question, given)
    form = offer(request, FORMS, single(parameters, "_format"))
    tag = tagged(request, question.name, form.name, urlencode(sorted(parameters)))
    if (same := unchanged(request, tag)) is not None:
        return same
    task = {
        "kind": "question",
        "name": question.name,
        "given": given,
        "form": form.suffix,
        "limit": _limit(single(parameters, "limit")),
        "after": single(parameters, "after"),
        "language": single(parameters, "lang") or "en",
    }
    head, body = await answered(request, task, form.name)
    headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache", **cut(head)}
    if head["next"]:
        rest = [pair for pair in parameters if pair[0] != "after"]
        headers["Link"] = f'<?{urlencode([*rest, ("after", head["next"])])}>; rel="next"'
    return Response(body, media_type=form.media_type, headers=headers)


def cut(head: Mapping[str, Any]) -> dict[str, str]:
    """The header of an answer that does not hold all rows: which it holds, and of how many."""
    return {"X-Truncated": head["cut"]} if head["cut"] else {}


def _found(request: Request) -> Question:
    name = request.path_params["name"]
    for question in request.app.state.catalogue:
        if question.name == name:
            return question  # type: ignore[no-any-return]
    raise ProblemError(404, "There is no such question; see /api/questions.")


def _check(question: Question, given: Pairs) -> None:
    takes = ", ".join(f"{p.name} ({p.type})" for p in question.parameters) or "none"
    known = {parameter.name for parameter in question.parameters}
    names = [name for name, _ in given]
    if set(names) - known:
        raise ProblemError(400, f"This question takes these parameters: {takes}; and {', '.join(_OURS)}.")
    if len(names) != len(set(names)):
        raise ProblemError(400, "Give every parameter once.")
    missing = [p.name for p in question.parameters if p.default is None and p.name not in names]
    if missing:
        raise ProblemError(400, f"The parameter {missing[0]} is missing. This question takes: {takes}.")


def _limit(given: str | None) -> int:
    if given is None:
        return _ROWS
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and 0 < int(given) <= _MOST):
        raise ProblemError(400, f"limit is a number from 1 to {_MOST}.")
    return int(given)


# OpenAPI --------------------------------------------------------------------------------------------------


async def openapi(request: Request) -> Response:
    """The description of this interface for programs (OpenAPI 3.1)."""
    return JSONResponse(
        described(request.app.state.catalogue), media_type="application/vnd.oai.openapi+json;version=3.1"
    )


def described(questions: Sequence[Question]) -> dict[str, Any]:
    """The OpenAPI document of these questions."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Questions of MandateGraph",
            "version": "1",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "../"}],
        "paths": {f"/api/questions/{question.name}": {"get": _operation(question)} for question in questions},
        "components": {
            "schemas": {"Answer": _ANSWER, "Problem": {"type": "object"}},
            "responses": {"Problem": _PROBLEM},
        },
    }


def _operation(question: Question) -> dict[str, Any]:
    own = [
        {
            "name": parameter.name,
            "in": "query",
            "required": parameter.default is None,
            "description": _KINDS.get(parameter.type, "A value"),
            "schema": {"type": _CODE.get(parameter.type, "string")},
        }
        for parameter in question.parameters
    ]
    content: dict[str, Any] = {form.name: {} for form in FORMS[1:]}
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}
    return {
        "operationId": question.name,
        "summary": question.title,
        "description": "\n\n".join((question.question, *question.caveats)),
        "parameters": [*own, *_SHARED],
        "responses": {
            "200": {"description": "The answer.", "content": answer | content},
            "304": {"description": "The client has this answer."},
            "4XX": {"$ref": "#/components/responses/Problem"},
            "5XX": {"$ref": "#/components/responses/Problem"},
        },
    }


_THING = "IRI, code or name, in any language, of"
_KINDS = {
    "sdg": f"{_THING} a Goal, target or indicator",
    "area": f"{_THING} a country or region",
    "topic": f"{_THING} a topic",
    "programme": f"{_THING} a programme",
    "organization": f"{_THING} an organization",
    "instrument": f"{_THING} a treaty or other instrument",
    "symbol": "Symbol of a document",
    "year": "A year in four digits",
    "date": "A date as 2026-01-31",
    "text": "Any text",
}
_SHARED = [
    {
        "name": "limit",
        "in": "query",
        "description": "Rows of a page",
        "schema": {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _ROWS},
    },
    {
        "name": "after",
        "in": "query",
        "description": "What `next` of the page before said",
        "schema": {"type": "string"},
    },
    {"name": "lang", "in": "query", "description": "Language of names", "schema": {"type": "string"}},
    {
        "name": "_format",
        "in": "query",
        "description": "Form of the answer; else Accept decides",
        "schema": {"type": "string", "enum": [form.suffix for form in FORMS]},
    },
]
_ANSWER = {
    "type": "object",
    "required": ["question", "parameters", "answer", "columns", "rows", "sources", "caveats", "next"],
    "properties": {
        "question": {"type": "string"},
        "parameters": {"type": "object"},
        "answer": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object"}},
        "sources": {"type": "array", "items": {"type": "object"}},
        "caveats": {"type": "array", "items": {"type": "string"}},
        "next": {"type": ["string", "null"]},
    },
}
_PROBLEM = {
    "description": "What went wrong, and what to do (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
