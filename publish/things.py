"""Linked data: every thing at its address, foreign things at `/about`, in the form that is asked for.

One rule for all: the address of a thing answers 200 with what is known of it, and `Content-Location` names the
document of the form that was chosen. Forms are chosen by Accept, by suffix or by `?_format=`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.errors import KgError
from kg.iris import SDG, Base
from publish.answering import answer, offer
from publish.asking import parameters_of, single
from publish.catalog import LICENCE
from publish.negotiate import PAGE, THINGS, Format, by_suffix
from publish.portal.requests import asked, mark, variant
from publish.portal.requests import task as page_task
from publish.problems import ProblemError

FORMS = (*THINGS, PAGE)
_NONE: Mapping[str, str] = MappingProxyType({})


async def thing(request: Request) -> Response:
    """What the graph says about one IRI below `id/`; a suffix wins over everything else."""
    path, suffix = by_suffix(request.path_params["path"], FORMS)
    base: Base = request.app.state.base
    root = "../" * (request.path_params["path"].count("/") + 1)
    here = root + "id/" + quote(path, safe="/~!$'()*+,=:@-._")
    return await _told(request, base.id(path).value, suffix, root, here)


async def sdg(request: Request) -> Response:
    """A Goal, target or indicator, by its code."""
    code, suffix = by_suffix(request.path_params["code"], FORMS)
    return await _told(request, SDG + code, suffix, "../", f"../sdg/{quote(code, safe='')}")


async def about(request: Request) -> Response:
    """Any IRI that the graph knows: `?iri=`."""
    iri = single(parameters_of(request), "iri")
    if iri is None:
        raise ProblemError(400, "Add ?iri= and the IRI of a thing.")
    return await _told(request, iri, None, "", f"about?iri={quote(iri, safe='')}")


async def _told(request: Request, iri: str, suffix: Format | None, root: str, here: str) -> Response:
    parameters = parameters_of(request)
    named = single(parameters, "_format")
    form = suffix or offer(request, FORMS, named)
    number = _page(single(parameters, "page"))
    tag = tagged(request, iri, form.name, str(number), root, *([variant(request)] if form is PAGE else []))
    place = formed(here, form.suffix) + _mark(here, form.suffix, number)
    vary = "Accept, Accept-Language, Accept-Encoding" if form is PAGE else "Accept, Accept-Encoding"
    if (same := unchanged(request, tag, {"Content-Location": place, "Vary": vary})) is not None:
        return same
    task: dict[str, Any] = {"kind": "record", "iri": iri, "page": number}
    if form is PAGE:
        task = page_task(asked(request, here.removeprefix(root), {"iri": iri}), "record")
    body = await answer(request, task, form.name)
    headers = {
        "Vary": "Accept",
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Location": place,
        "Link": _links(here, iri, root),
    }
    return Response(body, media_type=form.media_type, headers=headers)


def _page(given: str | None) -> int:
    if given is None:
        return 1
    if not (given.isascii() and given.isdecimal() and 0 < int(given[:9]) < 10_000_000 and len(given) < 9):
        raise ProblemError(400, "page is a number from 1.")
    return int(given)


def formed(here: str, suffix: str) -> str:
    """The address of one form of what stands at `here`."""
    return f"{here}&_format={suffix}" if "?" in here else f"{here}.{suffix}"


def alternates(here: str, forms: Sequence[Format]) -> list[str]:
    """The links of a header that lead to each form of what stands at `here`."""
    return [f'<{formed(here, form.suffix)}>; rel="alternate"; type="{form.name}"' for form in forms]


def _mark(here: str, suffix: str, number: int) -> str:
    if number == 1:
        return ""
    return f"{'&' if '?' in formed(here, suffix) else '?'}page={number}"


def _links(here: str, iri: str, root: str) -> str:
    """Signposts for machines: the other forms, the licence, the data set, the address to cite."""
    forms = alternates(here, FORMS)
    data = [f'<{formed(here, form.suffix)}>; rel="describedby"; type="{form.name}"' for form in THINGS]
    more = [f'<{LICENCE}>; rel="license"', f'<{root}.well-known/void>; rel="collection"']
    # Only what can stand between angle brackets; an IRI with other letters is named in the body.
    cite = [f'<{iri}>; rel="cite-as"'] if iri.isascii() and not set(iri) & set('<>" ') else []
    return ", ".join([*forms, *data, *more, *cite])


def tagged(request: Request, *parts: str) -> str:
    """A strong tag: the build, the software and everything that makes this representation another one."""
    try:
        build = mark(request.app.state.pool.locate().parent)
    except KgError as error:
        raise ProblemError(503, "The store cannot be reached.", headers={"Retry-After": "30"}) from error
    whole = "\x1f".join((build, __version__, request.app.state.base.iri, *parts))
    return f'"{hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'


def unchanged(request: Request, tag: str, headers: Mapping[str, str] = _NONE) -> Response | None:
    """304 where the client has this very representation, compressed or not; `headers` are those that 200 has."""
    held = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    found = next((known for known in (tag, tag[:-1] + '-gzip"') if known in held), None)
    if found is None:
        return None
    told = {"ETag": found, "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", **headers}
    return Response(status_code=304, headers=told)
