"""The data about themselves: VoID and DCAT, the dumps, and what search engines ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

from kg.discover import plugins
from kg.errors import ConfigError
from kg.iris import GEO
from publish.answering import answer, offer
from publish.asking import parameters_of, single
from publish.catalog import NAME, Distribution
from publish.dumps import SUMS
from publish.negotiate import THINGS, by_suffix
from publish.problems import ProblemError
from publish.things import alternates, tagged, thing, unchanged

_ROBOTS = """User-agent: *
Disallow: /sparql
Disallow: /*/sparql?
Disallow: /search?
Disallow: /*/search?
Disallow: /about
Allow: /about?iri={countries}
Disallow: /reconcile
Disallow: /graph-store
Sitemap: {base}sitemap.xml
"""


async def well_known(_: Request) -> Response:
    """Where the description stands (VoID, section 7.2)."""
    return RedirectResponse("../void", 302)


async def void(request: Request) -> Response:
    """VoID and DCAT of what is served."""
    _, suffix = by_suffix(request.url.path, THINGS)
    form = suffix or offer(request, THINGS, single(parameters_of(request), "_format"))
    tag = tagged(request, "void", form.name)
    if (same := unchanged(request, tag)) is not None:
        return same
    files = [asdict(file) for file in request.app.state.files]
    kept = request.app.state.kept
    if tag not in kept:
        # Counting takes its time: once for each build and form is enough.
        body = await answer(request, {"kind": "void", "files": files}, form.name)
        request.app.state.kept = kept = {**dict(list(kept.items())[-7:]), tag: body}
    links = ", ".join(alternates("void", THINGS))
    headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache", "Link": links}
    return Response(kept[tag], media_type=form.media_type, headers=headers)


async def dump(request: Request) -> Response:
    """A file of the dumps, where they are offered."""
    known: Mapping[str, Distribution] = {file.name: file for file in request.app.state.files}
    name = request.path_params["name"]
    if name not in known:
        # Something of the graph may have that address.
        request.path_params["path"] = f"dataset/{name}"
        return await thing(request)
    file = known[name]
    headers = {"ETag": f'"{file.sha256[:20]}"', "Cache-Control": "no-cache"}
    if (same := unchanged(request, headers["ETag"], {"Vary": "Accept-Encoding"})) is not None:
        return same
    return FileResponse(request.app.state.dumps / name, media_type=file.media_type, headers=headers)


async def sitemap(request: Request) -> Response:
    """The index of the sitemaps, or one of them."""
    number = _numbered(request.path_params.get("number"))
    tag = tagged(request, "sitemap", str(number))
    if (same := unchanged(request, tag)) is not None:
        return same
    body = await answer(request, {"kind": "sitemap", "number": number}, "application/xml")
    return Response(body, media_type="application/xml", headers={"ETag": tag, "Cache-Control": "no-cache"})


def _numbered(given: str | None) -> int:
    """The number of a sitemap from 1, written in one way only; 0 for their index."""
    if given is None:
        return 0
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and given[0] != "0"):
        raise ProblemError(404, "Nothing is kept here.")
    return int(given)


async def robots(request: Request) -> Response:
    """What crawlers may read: things, countries among them, never queries or searches."""
    return PlainTextResponse(_ROBOTS.format(base=request.app.state.base.iri, countries=quote(GEO, safe="")))


def distributions(folder: Path | None) -> Sequence[Distribution]:
    """The files of a folder that `kg export` wrote, from its list of checksums.

    Raises `ConfigError` where the folder holds no such list, or a file of it is missing.
    """
    if folder is None:
        return ()
    forms = {module.SUFFIX: module for module in plugins("publish.formats", "MEDIA_TYPE", "SUFFIX", "TITLE")}
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        named = [line.split("  ", 1) for line in lines]
        sizes = {name: (folder / name).stat().st_size for _, name in named if name == Path(name).name}
    except (OSError, ValueError) as error:
        raise ConfigError(
            "the folder holds no dumps", where=str(folder), remedy="write them with: kg export DIR"
        ) from error
    return tuple(
        Distribution(
            name=name,
            media_type=forms[suffix].MEDIA_TYPE,
            title=forms[suffix].TITLE,
            size=sizes[name],
            sha256=sha256,
        )
        for sha256, name in named
        if name in sizes and name.startswith(f"{NAME}.") and (suffix := name.partition(".")[2]) in forms
    )
