"""Keys, codes and symbols to IRIs, values to literals: the only place where terms are minted.

Terms are made by pyoxigraph, which refuses what RDF 1.1 forbids; paths are percent-encoded first, so that
any name of the world gives a valid IRI below the base.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.settings import DEFAULT_BASE

SDG = "http://metadata.un.org/sdg/"
GEO = "http://metadata.un.org/sdg/codes/geoArea/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
SDGO = "http://metadata.un.org/sdg/ontology#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES = {
    "dcterms": DCTERMS,
    "nif": NIF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sdg": SDG,
    "sdgo": SDGO,
    "skos": SKOS,
    "xsd": XSD,
}
"""The prefixes that commands understand and dumps use, beside those below the base."""

_SLUG_LIMIT = 80
_SEPARATORS = {0x1E: "\x1e0", 0x1F: "\x1e1"}
"""How a part of a digest writes the separators, so that no text can pass for two parts."""
_KINDS = {
    "organization": "org",
    "programme": "programme",
    "publication": "publication",
    "event": "event",
    "instrument": "instrument",
    "provision": "provision",
    "topic": "topic",
    "action_line": "action-line",
    "place": "place",
    "resolution": "doc",
    "document": "doc",
    "sdg": "sdg",
}


_SAFE = re.compile(r"[A-Za-z0-9~!$'()*+,=:@._-]*")


def mint(base: str, *segments: str) -> NamedNode:
    """The IRI below `base` whose path is `segments`, each percent-encoded where RDF or a URL demands it."""
    return NamedNode(base + "/".join(_encoded(part) for part in "/".join(segments).split("/")))


def _encoded(part: str) -> str:
    if part in (".", ".."):  # a parser that resolves IRIs would climb out of the namespace
        return part.replace(".", "%2E")
    if _SAFE.fullmatch(part):  # nearly all; asking first is ten times as fast
        return part
    # Legal but left out: ";", which readers that resolve addresses in the old way drop at the end of a path.
    return quote(part, safe="~!$'()*+,=:@-._", errors="surrogatepass")


@lru_cache(maxsize=2**10)  # a graph is made of few terms, each said of every statement
def _term(iri: str) -> NamedNode:
    return NamedNode(iri)


@dataclass(frozen=True, slots=True)
class Base:
    """The namespace of a store; every IRI of ours is made here."""

    iri: str = DEFAULT_BASE

    def id(self, path: str) -> NamedNode:
        """A thing of the graph, by its path below `id/`."""
        return mint(self.iri, "id", path)

    def ns(self, term: str) -> NamedNode:
        """A term of the ontology."""
        return _term(f"{self.iri}ns#{term}")

    def graph(self, *path: str) -> NamedNode:
        """A named graph: ("doc", document, version), ("vocab", name), ("entities",), ("meta",)."""
        return mint(self.iri, "graph", *path)

    def path(self, iri: str) -> str | None:
        """The path below `id/`, or none for an IRI that is not ours."""
        head = f"{self.iri}id/"
        return iri.removeprefix(head) if iri.startswith(head) else None

    def rebase(self, iri: str) -> str:
        """The same IRI under this base, for IRIs of data files, which are written with the default base."""
        return self.iri + iri.removeprefix(DEFAULT_BASE) if iri.startswith(DEFAULT_BASE) else iri

    @property
    def prefixes(self) -> dict[str, str]:
        """All prefixes, ours included, sorted."""
        own = {"mg": f"{self.iri}ns#", "mgid": f"{self.iri}id/", "mgshape": f"{self.iri}shapes#"}
        return dict(sorted((PREFIXES | own).items()))


def kind(entity_type: str) -> str:
    """The first segment of the path of an entity of that type."""
    return _KINDS[entity_type]


def slug(name: str) -> str:
    """ASCII lower case, words joined by "-", at most 80 characters; a hash is added where that loses words.

    >>> slug("Harbour Programme against Rope-Cutting")
    'harbour-programme-against-rope-cutting'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if words and len(words) <= _SLUG_LIMIT and not _loses_letters(name):
        return words
    return f"{words[:_SLUG_LIMIT].rstrip('-')}-{digest(name, size=8)}".lstrip("-")


def _loses_letters(name: str) -> bool:
    """Whether letters of another script vanish in ASCII: two such names must not meet in one slug."""
    if name.isascii():
        return False
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return any(c.isalnum() and not c.isascii() for c in bare)


def digest(*parts: str, size: int = 16) -> str:
    """The first `size` hex digits of SHA-256 over the parts; other parts give other digits."""
    whole = "\x1f".join(part.translate(_SEPARATORS) for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:size]


@lru_cache(maxsize=2**16)  # the same names are compared again in every sentence
def fold(name: str) -> str:
    """The name as names are compared: no case, accents, hyphens, punctuation or leading article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"^(?:the|an?) ", "", re.sub(r"[^\w]+", " ", plain).strip())
    return words or name  # a name of nothing but signs is like no other


def literal(
    value: str | bool | int | Decimal | date, *, datatype: str | None = None, language: str | None = None
) -> Literal:
    """The canonical literal of a value: what goes in is what every store gives back (no float, no "1.50").

    Raises `ValueError` for a decimal that is no number.
    """
    if language is not None:
        return Literal(str(value), language=language)
    if datatype is not None:
        return Literal(str(value), datatype=NamedNode(datatype))
    match value:
        case bool():
            return Literal("true" if value else "false", datatype=_term(XSD + "boolean"))
        case int():
            return Literal(str(value), datatype=_term(XSD + "integer"))
        case Decimal():
            return Literal(_plain(value), datatype=_term(XSD + "decimal"))
        case date():
            return Literal(value.isoformat(), datatype=_term(XSD + "date"))
        case _:
            return Literal(value)


def _plain(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is no xsd:decimal")
    digits = format(value, "f") if value else "0"  # zero has neither sign nor places
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
