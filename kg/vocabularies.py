"""Vocabularies that a user adds to a store: read, checked, kept under a name, and taken out again.

Each becomes a graph of its own. Its labels take precedence over ours in the default graph. Defects are told and do
not keep a vocabulary out: published ones have them. Nothing is fetched but the address that was named.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import assets, fetch, store
from kg.errors import ConfigError, LimitError, SourceError, VocabularyError
from kg.iris import DCTERMS, OWL, RDF, RDFS, SKOS, Base, literal, slug
from kg.settings import DEFAULT_BASE
from kg.types import Finding

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_LICENCES = (f"{DCTERMS}license", "http://creativecommons.org/ns#license", "https://schema.org/license")
_TITLES = (f"{DCTERMS}title", "http://purl.org/dc/elements/1.1/title", f"{SKOS}prefLabel", f"{RDFS}label")
_SCHEMES = (f"{OWL}Ontology", f"{SKOS}ConceptScheme", "http://rdfs.org/ns/void#Dataset")
TRIPLE_LIMIT = 20_000_000
DCAT, VOID = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A vocabulary that was added: what the store keeps beside its triples."""

    name: str
    title: str
    licence: str | None
    triples: int
    sha256: str
    """Of the sorted N-Triples."""
    origin: str
    """File name or address that it came from."""


def add(root: Path, where: str, *, name: str | None = None) -> tuple[Added, tuple[Finding, ...]]:
    """The vocabulary at `where` (path or web address), now kept in the store, and what is wrong with it.

    The same name is replaced. Raises `SourceError`, `LimitError` or `VocabularyError` where it cannot be used.
    """
    raw, media_type, stem, suffix = _bytes(where)
    called = slug(name or stem)
    if called in {path.stem for path in _packaged()}:
        raise ConfigError(
            f"the name {called} belongs to the package", where=where, remedy="choose another --name"
        )
    triples = _named(_parsed(raw, _format(suffix, media_type, raw), where), called)
    lines = sorted(
        set((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))
    )
    if not lines:
        raise VocabularyError("it holds no triple", where=where, remedy="check the file")
    about = ox.Store()
    about.bulk_load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    told = Added(
        name=called,
        title=_first(about, _TITLES) or called,
        licence=_first(about, _LICENCES),
        triples=len(lines),
        sha256=hashlib.sha256(b"".join(lines)).hexdigest(),
        origin=where if fetch.is_address(where) else Path(where).name,
    )
    store.keep_vocabulary(root, called, b"".join(lines), asdict(told))
    return told, tuple(_defects(about, called))


def remove(root: Path, name: str) -> None:
    """Takes an added vocabulary out of the store.

    Raises `SourceError` where there is none of that name.
    """
    if not store.drop_vocabulary(root, name):
        raise SourceError(f"no vocabulary {name} was added", where=str(root), remedy="see: kg vocab list")


def added(root: Path) -> tuple[Added, ...]:
    """The vocabularies that were added, by name."""
    return tuple(Added(**told) for told in store.vocabularies(root))


def packaged() -> tuple[Added, ...]:
    """Our own vocabularies, in the same form."""
    return tuple(_own(path) for path in _packaged())


def _packaged() -> tuple[Path, ...]:
    return (*assets.files("seeds", "vocab/*.ttl"), *assets.files("ontology", "*.ttl"))


def _own(path: Path) -> Added:
    about = ox.Store()
    about.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return Added(
        name=path.stem,
        title=_first(about, _TITLES) or path.stem,
        licence=_first(about, _LICENCES),
        triples=len(about),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        origin="package",
    )


def description(told: Added, base: Base) -> list[ox.Quad]:
    """What `graph/meta` says of an added vocabulary: title, licence, where it came from, number of triples."""
    whole, graph = base.graph("vocab", told.name), base.graph("meta")
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (f"{RDF}type", ox.NamedNode(f"{VOID}Dataset")),
        (f"{RDF}type", ox.NamedNode(f"{DCAT}Dataset")),
        (f"{DCTERMS}title", literal(told.title)),
        (f"{DCTERMS}source", _address(told.origin) or literal(told.origin)),
        (f"{VOID}triples", literal(told.triples)),
    ]
    if told.licence and (licence := _address(told.licence)):
        pairs.append((f"{DCTERMS}license", licence))
    elif told.licence:
        pairs.append((f"{DCTERMS}rights", literal(told.licence)))
    part = ox.Quad(base.id("dataset"), ox.NamedNode(f"{VOID}subset"), whole, graph)
    return [part, *(ox.Quad(whole, ox.NamedNode(name), value, graph) for name, value in pairs)]


def _address(words: str) -> ox.NamedNode | None:
    """The words as an IRI, where they are a web address that can be written as one."""
    try:
        return ox.NamedNode(words) if fetch.is_address(words) else None
    except ValueError:
        return None


def triples(root: Path, name: str) -> list[ox.Triple]:
    """The triples of an added vocabulary."""
    raw = store.vocabulary(root, name)
    return [quad.triple for quad in ox.parse(raw, format=ox.RdfFormat.N_TRIPLES)]


# Reading --------------------------------------------------------------------------------------------------


def _bytes(where: str) -> tuple[bytes, str, str, str]:
    """Bytes, media type, stem and suffix of a file or address."""
    if fetch.is_address(where):
        raw, media_type = fetch.fetch(where)
        path = Path(where.partition("?")[0].partition("#")[0].rstrip("/"))
        return raw, media_type, path.stem or "vocabulary", path.suffix.lower()
    path = Path(where)
    try:
        if path.stat().st_size > fetch.SIZE_LIMIT:
            limit = f"it is larger than {fetch.SIZE_LIMIT} bytes"
            raise LimitError(limit, where=where, remedy="split it into smaller files")
        return path.read_bytes(), "", path.stem, path.suffix.lower()
    except FileNotFoundError as error:
        raise SourceError("there is no such file", where=where, remedy="check the path") from error
    except OSError as error:
        raise SourceError(
            f"it cannot be read: {error.strerror}", where=where, remedy="check the path"
        ) from error


def _format(suffix: str, media_type: str, raw: bytes) -> ox.RdfFormat:
    """The RDF syntax, by media type, else by ending, else by the first character."""
    told = ox.RdfFormat.from_media_type(media_type) if media_type else None
    if told and media_type not in ("text/plain", "application/xml", "text/xml", "application/json"):
        return told
    if suffix in _FORMATS:
        return _FORMATS[suffix]
    start = raw.lstrip()[:1]
    return {b"{": ox.RdfFormat.JSON_LD, b"[": ox.RdfFormat.JSON_LD}.get(start, ox.RdfFormat.TURTLE)


def _parsed(raw: bytes, form: ox.RdfFormat, where: str) -> list[ox.Quad]:
    """The triples of the text; JSON-LD contexts are never fetched, and RDF/XML document types are not expanded."""
    if form == ox.RdfFormat.RDF_XML and re.search(rb"<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC)", raw[:65536]):
        raise VocabularyError(
            "it names entities outside the file", where=where, remedy="save it without them"
        )
    found = []
    try:
        for quad in ox.parse(raw, format=form, base_iri=f"{DEFAULT_BASE}vocab/"):
            found.append(quad)
            if len(found) > TRIPLE_LIMIT:
                raise LimitError(f"it has more than {TRIPLE_LIMIT} triples", where=where, remedy="split it")
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise VocabularyError(
            f"it cannot be read: {error}", where=f"{where}{line}", remedy="mend that place"
        ) from error
    return found


def _named(quads: Sequence[ox.Quad], name: str) -> list[ox.Triple]:
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


def _first(about: ox.Store, predicates: Iterable[str]) -> str | None:
    """The first value, English first, of the first of some predicates on a scheme, ontology or dataset."""
    for kind in _SCHEMES:
        for quad in sorted(about.quads_for_pattern(None, None, ox.NamedNode(kind)), key=str):
            for predicate in predicates:
                found = [
                    q.object for q in about.quads_for_pattern(quad.subject, ox.NamedNode(predicate), None)
                ]
                ranked = sorted(
                    found, key=lambda o: (getattr(o, "language", None) not in (None, "en"), str(o))
                )
                if ranked and not isinstance(ranked[0], ox.BlankNode | ox.Triple):
                    return ranked[0].value
    return None


# Integrity ------------------------------------------------------------------------------------------------

# SKOS Reference, the integrity conditions by number; the last three are good practice (qSKOS).
_CONDITIONS = (
    (
        "skos-s14-label-twice",
        "two preferred labels in one language",
        "keep one and make the other an alternative label",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:prefLabel ?a, ?b . "
        "FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b)) BIND(LANG(?a) AS ?value) }",
    ),
    (
        "skos-s13-label-overlap",
        "a label is both preferred and alternative",
        "drop the alternative label",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:prefLabel ?value ; skos:altLabel|skos:hiddenLabel ?value }",
    ),
    (
        "skos-s9-class-overlap",
        "a thing is both a concept and a scheme",
        "give the scheme an IRI of its own",
        "SELECT ?focus ?value WHERE { ?focus a skos:Concept, skos:ConceptScheme BIND('' AS ?value) }",
    ),
    (
        "skos-s27-related-broader",
        "a concept is related to one of its broader concepts",
        "drop the related link",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:related ?value ; "
        "(skos:broader|^skos:narrower)+ ?value }",
    ),
    (
        "skos-s46-mapping-clash",
        "an exact match is also a broader, narrower or related match",
        "keep one of the two",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:exactMatch ?value ; "
        "skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?value }",
    ),
    (
        "broader-circle",
        "a concept is broader than itself",
        "break the circle",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus (skos:broader|^skos:narrower)+ ?focus BIND('' AS ?value) }",
    ),
    (
        "broader-unknown",
        "the broader concept is not in the file",
        "add it, or drop the link",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:broader ?value FILTER NOT EXISTS { ?value ?any ?thing } }",
    ),
    (
        "no-label",
        "a concept has no preferred label",
        "add one",
        "SELECT ?focus ?value WHERE { ?focus a skos:Concept "
        "FILTER NOT EXISTS { ?focus skos:prefLabel ?label } BIND('' AS ?value) }",
    ),
)


def _defects(about: ox.Store, name: str) -> Iterator[Finding]:
    """A warning for each broken integrity condition, in order of condition and IRI."""
    for rule, message, remedy, query in _CONDITIONS:
        rows = about.query(query, prefixes={"skos": SKOS})
        assert isinstance(rows, ox.QuerySolutions), "each condition is a SELECT"
        pairs = sorted({(row["focus"].value, getattr(row["value"], "value", "")) for row in rows})
        for focus, value in pairs:
            yield Finding(
                severity="warning",
                rule=rule,
                message=f"{message}{f' ({value})' if value else ''}",
                remedy=remedy,
                document=f"vocabulary {name}",
                focus=focus,
                value=value or None,
            )
