"""The SPARQL 1.1 Graph Store HTTP Protocol, for reading: a graph by its name, or the default graph.

https://www.w3.org/TR/sparql11-http-rdf-update/ sections 4.1, 4.2 and 5.2. Every method that writes is refused.
"""

from starlette.requests import Request
from starlette.responses import Response

from publish.answering import answer, offer
from publish.asking import parameters_of, single
from publish.negotiate import GRAPHS
from publish.problems import ProblemError


async def graph_store(request: Request) -> Response:
    """The graph that `?graph=IRI` or `?default` names."""
    parameters = parameters_of(request)
    name, default = single(parameters, "graph"), single(parameters, "default")
    if (name is None) == (default is None):
        raise ProblemError(400, "Name one graph: add ?graph= and its IRI, or ?default.")
    return await _graph(request, name, single(parameters, "_format"))


async def graph(request: Request) -> Response:
    """The graph whose name is the address of the request."""
    name = request.app.state.base.graph(*request.path_params["path"].split("/")).value
    return await _graph(request, name, single(parameters_of(request), "_format"))


async def _graph(request: Request, name: str | None, named: str | None) -> Response:
    form = offer(request, GRAPHS, named)
    body = await answer(request, {"kind": "graph", "graph": name}, form.name)
    return Response(body, media_type=form.media_type, headers={"Vary": "Accept"})
