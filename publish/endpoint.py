"""The SPARQL 1.1 Protocol, query part: three ways to ask, a dataset, and an answer in the format asked for.

https://www.w3.org/TR/sparql11-protocol/ section 2.1. Updates and SERVICE are refused. A result that is cut
short is an error, never a well-formed answer. One exception is forced by the engine: where the request or the
query merges several graphs into the default graph, a triple that stands in two of them counts twice.
"""

from starlette.requests import Request
from starlette.responses import Response

from kg.sparql import MAX_DEPTH, Shape, shape
from publish.answering import answer, offer
from publish.asking import READ_ONLY, question
from publish.negotiate import GRAPHS, PAGE, RESULTS, THINGS
from publish.portal.serving import results_page, sparql_headers, sparql_page
from publish.problems import ProblemError
from publish.service_description import service_description

_VARY = {"Vary": "Accept"}


async def sparql(request: Request) -> Response:
    """The answer to one protocol request, or the description of this service where nothing is asked."""
    asked = await question(request)
    if asked is None:
        return _described(request)
    told = shape(asked.query)
    _refuse(told)
    form = offer(request, GRAPHS if told.form in ("CONSTRUCT", "DESCRIBE") else (*RESULTS, PAGE), asked.form)
    task = {
        "kind": "query",
        "query": asked.query,
        "default_graphs": asked.default_graphs,
        "named_graphs": asked.named_graphs,
    }
    if form is PAGE:
        page = await results_page(request, task, asked.timeout)
        return Response(page, media_type=PAGE.media_type, headers=_VARY)
    body = await answer(request, task, form.name, asked.timeout)
    return Response(body, media_type=form.media_type, headers=_VARY)


def _described(request: Request) -> Response:
    state = request.app.state
    form = offer(request, (*THINGS, PAGE))
    if form is PAGE:
        return Response(
            sparql_page(request), media_type=PAGE.media_type, headers={**_VARY, **sparql_headers()}
        )
    body = service_description(state.base, state.pool.limits, state.questions, form)
    return Response(body, media_type=form.media_type, headers=_VARY)


def _refuse(told: Shape) -> None:
    """Raises `ProblemError` for what the engine must not see."""
    if told.is_update:
        raise ProblemError(400, READ_ONLY)
    if told.service is not None:
        line, column = told.service
        detail = f"SERVICE is not offered: this endpoint asks no other server (line {line}, column {column})."
        raise ProblemError(403, detail, line=line, column=column)
    if told.depth > MAX_DEPTH:
        raise ProblemError(
            400, f"The query nests brackets deeper than {MAX_DEPTH}.", title="The query is too deep"
        )
