"""A file or address to triples: the syntax by its first characters, the limits, what RDF 1.1 cannot say left out."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import fetch
from kg.errors import LimitError, SourceError, VocabularyError
from kg.settings import DEFAULT_BASE

_ACCEPT = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.8"
# No IRI of Turtle has a blank in it, and no Turtle begins with a brace.
_XML = re.compile(rb"<(?:\?xml\s|!|[A-Za-z_][\w.:-]*\s)")
_JSON = re.compile(rb"\{|\[\s*\{")
_HTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_CONTEXT = re.compile(rb'"@(?:context"\s*:\s*(?:\[[^\]{]*)?|import"\s*:\s*)"')
_ENTITY = re.compile(rb"""<!ENTITY(?:\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>)?""", re.IGNORECASE)
_NAMESPACE = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:[^\s&<>%]{1,190}")
_ENTITIES = 100
"""Entities beyond which a file plays with them."""
TRIPLE_LIMIT = 20_000_000
TEXT_LIMIT = 8 * fetch.SIZE_LIMIT
"""Code points of all terms together: prefixes and entities make a small file large."""


def source_bytes(where: str) -> tuple[bytes, ox.RdfFormat]:
    """Bytes of a file or address without a byte-order mark, and their syntax."""
    media_type = ""
    if fetch.is_address(where):
        raw, media_type = fetch.fetch(where, accept=_ACCEPT)
    else:
        raw = _file(where)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(raw.lstrip()):
        raise VocabularyError(
            "this is a web page, no vocabulary", where=where, remedy="name the file that it leads to"
        )
    return raw, _format(raw, media_type)


def _file(where: str) -> bytes:
    path = Path(where)
    try:
        if path.stat().st_size > fetch.SIZE_LIMIT:
            limit = f"it is larger than {fetch.SIZE_LIMIT} bytes"
            raise LimitError(limit, where=where, remedy="split it into smaller files")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("there is no such file", where=where, remedy="check the path") from error
    except OSError as error:
        raise SourceError(
            f"it cannot be read: {error.strerror}", where=where, remedy="check the path"
        ) from error


def _format(raw: bytes, media_type: str) -> ox.RdfFormat:
    """The RDF syntax by the first characters, since endings and servers may say otherwise; N-Triples is Turtle."""
    start = raw[:4096].lstrip()
    if _XML.match(start):
        return ox.RdfFormat.RDF_XML
    if _JSON.match(start):
        return ox.RdfFormat.JSON_LD
    told = ox.RdfFormat.from_media_type(media_type) if media_type else None
    plain = (None, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES)
    return told if told and told not in plain else ox.RdfFormat.TURTLE


def parsed(raw: bytes, form: ox.RdfFormat, where: str) -> tuple[list[ox.Quad], Counter[str]]:
    """What the text says as far as RDF 1.1 can say it, and how much of what else was left out.

    JSON-LD contexts are never fetched, and entities of RDF/XML stand for namespaces alone.
    """
    if form == ox.RdfFormat.RDF_XML:
        _check_entities(raw, where)
    found: list[ox.Quad] = []
    dropped: Counter[str] = Counter()
    size = 0
    try:
        for quad in ox.parse(raw, format=form, base_iri=f"{DEFAULT_BASE}vocab/"):
            target = quad.object
            if isinstance(target, ox.Triple):
                dropped["triple-term"] += 1
                continue
            if isinstance(target, ox.Literal) and target.direction:
                dropped["base-direction"] += 1
                target = ox.Literal(target.value, language=target.language)
            found.append(ox.Quad(quad.subject, quad.predicate, target))
            size += len(quad.subject.value) + len(quad.predicate.value) + len(target.value)
            _check_size(len(found), size, where)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(raw, form, where, error) from error
    return found, dropped


def _check_size(triples: int, size: int, where: str) -> None:
    """Nothing within the limits.

    Raises `LimitError` beyond them.
    """
    if triples > TRIPLE_LIMIT:
        raise LimitError(f"it has more than {TRIPLE_LIMIT} triples", where=where, remedy="split it")
    if size > TEXT_LIMIT:
        raise LimitError(f"its terms have more than {TEXT_LIMIT} characters", where=where, remedy="split it")


def _check_entities(raw: bytes, where: str) -> None:
    """Nothing where each entity is the address of a namespace.

    Raises `VocabularyError` for any other, as one can stand for a file or for gigabytes, and `LimitError` where all
    of them together stand for too much.
    """
    entities = [(name, one or other) for name, one, other in _ENTITY.findall(raw)]
    if len(entities) > _ENTITIES or not all(_NAMESPACE.fullmatch(value) for _, value in entities):
        raise VocabularyError(
            "it declares entities that are more than addresses of namespaces",
            where=where,
            remedy="save it without them, or as Turtle",
        )
    _check_size(0, sum(raw.count(b"&%b;" % name) * len(value) for name, value in entities), where)


def _unreadable(
    raw: bytes, form: ox.RdfFormat, where: str, error: SyntaxError | ValueError
) -> VocabularyError:
    if form == ox.RdfFormat.JSON_LD and _CONTEXT.search(raw):
        return VocabularyError(
            "its JSON-LD context is at another address, which is not fetched",
            where=where,
            remedy="write the context into the file, or save it as Turtle",
        )
    line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
    return VocabularyError(f"it cannot be read: {error}", where=f"{where}{line}", remedy="mend that place")


def named(quads: Sequence[ox.Quad], name: str) -> list[ox.Triple]:
    """The triples with an IRI of ours for each blank node, the same for the same file."""
    dataset = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    place = f"{DEFAULT_BASE}id/genid/{name}/"
    return [_without_blanks(quad, place) for quad in dataset]


def _without_blanks(quad: ox.Quad, place: str) -> ox.Triple:
    subject, target = quad.subject, quad.object
    return ox.Triple(
        ox.NamedNode(place + subject.value) if isinstance(subject, ox.BlankNode) else subject,
        quad.predicate,
        ox.NamedNode(place + target.value) if isinstance(target, ox.BlankNode) else target,
    )
