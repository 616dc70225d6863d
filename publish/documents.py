"""What stands in files of the installation: ontology, shapes and context at their addresses, in every form."""

from functools import cache

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import assets
from kg.iris import Base
from kg.settings import DEFAULT_BASE
from publish.answering import offer
from publish.asking import parameters_of, single
from publish.negotiate import PAGE, THINGS, Format, by_suffix
from publish.portal.requests import variant
from publish.portal.serving import terms_page
from publish.things import FORMS, alternates, formed, tagged, unchanged
from publish.written import graph

_TITLES = {"ns": "The ontology", "shapes": "The shapes"}


async def ontology(request: Request) -> Response:
    """The ontology, its alignment with others included."""
    return _document(request, "ns", "ontology", "*.ttl")


async def shapes(request: Request) -> Response:
    """All shapes, with their messages in six languages."""
    return _document(request, "shapes", "shapes", "**/*.ttl")


async def context(request: Request) -> Response:
    """The JSON-LD context."""
    tag = tagged(request, "context")
    same = unchanged(request, tag)
    text = "".join(_texts("ontology", "context.jsonld", request.app.state.base.iri))
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return same or Response(text, media_type="application/ld+json", headers=headers)


def _document(request: Request, name: str, folder: str, pattern: str) -> Response:
    base: Base = request.app.state.base
    _, suffix = by_suffix(request.url.path, FORMS)
    form = suffix or offer(request, FORMS, single(parameters_of(request), "_format"))
    tag = tagged(request, name, form.name, *([variant(request)] if form == PAGE else []))
    if (same := unchanged(request, tag)) is not None:
        return same
    links = ", ".join(alternates(name, FORMS))
    headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache", "Link": links}
    headers["Content-Location"] = formed(name, form.suffix)
    if form == PAGE:
        body = terms_page(request, _TITLES[name], _triples(folder, pattern, base.iri), name)
    else:
        body = _written(folder, pattern, base.iri, form)
    return Response(body, media_type=form.media_type, headers=headers)


@cache  # files of the installation do not change while a process runs
def _written(folder: str, pattern: str, base: str, form: Format) -> bytes:
    texts = _texts(folder, pattern, base)
    if form == THINGS[0]:
        # As it was written, with its order and its comments: prefixes may be declared again.
        return "\n".join(texts).encode()
    return graph(_triples(folder, pattern, base), Base(base), form.name)


@cache  # as above
def _triples(folder: str, pattern: str, base: str) -> tuple[ox.Triple, ...]:
    texts = _texts(folder, pattern, base)
    return tuple(
        quad.triple for text in texts for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    )


def _texts(folder: str, pattern: str, base: str) -> list[str]:
    files = assets.files(folder, pattern)
    return [file.read_text(encoding="utf-8").replace(DEFAULT_BASE, base) for file in files]
