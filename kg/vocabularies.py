"""Vocabularies that a user adds to a store: read, checked, kept under a name, and taken out again.

Each becomes a graph of its own. Its labels take precedence over ours in the default graph. Defects are told and do
not keep a vocabulary out: published ones have them. Nothing is fetched but the address that was named. What RDF 1.1
cannot say (base directions, triples about triples) is left out and told, so that every tool can read the graph.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import assets, fetch, store
from kg.errors import ConfigError, LimitError, SourceError, VocabularyError
from kg.iris import DCTERMS, OWL, RDF, RDFS, SKOS, Base, literal, slug
from kg.settings import DEFAULT_BASE
from kg.types import Finding

_ACCEPT = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.8"
# No IRI of Turtle has a blank in it, and no Turtle begins with a brace.
_XML = re.compile(rb"<(?:\?xml\s|!|[A-Za-z_][\w.:-]*\s)")
_JSON = re.compile(rb"\{|\[\s*\{")
_HTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_CONTEXT = re.compile(rb'"@(?:context"\s*:\s*(?:\[[^\]{]*)?|import"\s*:\s*)"')
_ENTITY = re.compile(rb"""<!ENTITY(?:\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>)?""", re.IGNORECASE)
_NAMESPACE = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:[^\s&<>%]{1,190}")
_ENTITIES = 100
_LICENCES = (f"{DCTERMS}license", "http://creativecommons.org/ns#license", "https://schema.org/license")
_TITLES = (f"{DCTERMS}title", "http://purl.org/dc/elements/1.1/title", f"{SKOS}prefLabel", f"{RDFS}label")
_SCHEMES = (f"{OWL}Ontology", f"{SKOS}ConceptScheme", "http://rdfs.org/ns/void#Dataset")
TRIPLE_LIMIT = 20_000_000
TEXT_LIMIT = 8 * fetch.SIZE_LIMIT
"""Code points of all terms together: prefixes and entities make a small file large."""
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
    name = called(where, name)
    if name in {path.stem for path in _packaged()}:
        raise ConfigError(
            f"the name {name} belongs to the package", where=where, remedy="choose another --name"
        )
    quads, dropped = _parsed(*_bytes(where), where)
    stated = _named(quads, name)
    lines = sorted(
        set((ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))
    )
    if not lines:
        raise VocabularyError("it holds no triple", where=where, remedy="check the file")
    about = ox.Store()
    about.bulk_load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    told = Added(
        name=name,
        title=_first(about, _TITLES) or name,
        licence=_first(about, _LICENCES),
        triples=len(lines),
        sha256=hashlib.sha256(b"".join(lines)).hexdigest(),
        origin=where if fetch.is_address(where) else Path(where).name,
    )
    others = {
        other.name: _preferred(triples(root, other.name)) for other in added(root) if other.name != name
    }
    defects = (*_left_out(dropped, name), *_defects(about, name), *_links(stated, name))
    store.keep_vocabulary(root, name, b"".join(lines), asdict(told))
    return told, (*defects, *_clashes(_preferred(stated), others, name))


def called(where: str, name: str | None = None) -> str:
    """The name under which a path or web address is added."""
    place = where.partition("?")[0].partition("#")[0].rstrip("/") if fetch.is_address(where) else where
    return slug(name or Path(place).stem or "vocabulary")


@contextmanager
def undoing(root: Path, name: str) -> Iterator[None]:
    """Where an error leaves it, the vocabulary of that name is in the store as it was before, or not at all."""
    before = _kept(root, name)
    raw = store.vocabulary(root, name) if before else b""
    try:
        yield
    except BaseException:
        if before:
            store.keep_vocabulary(root, name, raw, before)
        elif _kept(root, name):
            store.drop_vocabulary(root, name)
        raise


def _kept(root: Path, name: str) -> dict[str, Any] | None:
    return next((told for told in store.vocabularies(root) if told["name"] == name), None)


def remove(root: Path, name: str) -> None:
    """Takes an added vocabulary out of the store.

    Raises `SourceError` where there is none of that name.
    """
    if not _kept(root, name) or not store.drop_vocabulary(root, name):
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


def _bytes(where: str) -> tuple[bytes, ox.RdfFormat]:
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


def _parsed(raw: bytes, form: ox.RdfFormat, where: str) -> tuple[list[ox.Quad], Counter[str]]:
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


_DROPPED = {
    "base-direction": "{} labels or values have a base direction, which is left out",
    "triple-term": "{} triples about triples are left out",
}
_EXAMPLES = 3


def _told(name: str, rule: str, message: str, remedy: str) -> Finding:
    return Finding(
        severity="warning", rule=rule, message=message, remedy=remedy, document=f"vocabulary {name}"
    )


def _left_out(dropped: Mapping[str, int], name: str) -> Iterator[Finding]:
    """A warning for each kind of thing that RDF 1.1 cannot say."""
    for rule, count in sorted(dropped.items()):
        message = _DROPPED[rule].format(count)
        yield _told(name, rule, message, "nothing has to be done; other tools could not read it")


def _links(triples: Iterable[ox.Triple], name: str) -> Iterator[Finding]:
    """A warning for each predicate that only documents or nobody should bring: ours between things, `owl:sameAs`."""
    ours = f"{DEFAULT_BASE}ns#"
    links = Counter(t.predicate.value for t in triples if isinstance(t.object, ox.NamedNode))
    if same := links[f"{OWL}sameAs"]:
        message = f"it says {same} times by owl:sameAs that two things are one"
        yield _told(name, "same-as", message, "use skos:exactMatch")
    for predicate in sorted(link for link in links if link.startswith(ours)):
        message = f"it states mg:{predicate.removeprefix(ours)} {links[predicate]} times; no document is behind that"
        yield _told(name, "our-predicate", message, "use a predicate of another namespace")


def _preferred(triples: Iterable[ox.Triple]) -> dict[tuple[str, str], set[str]]:
    """The preferred labels of each thing in each language."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for triple in triples:
        label = triple.object
        if triple.predicate.value == f"{SKOS}prefLabel" and isinstance(label, ox.Literal):
            found[getattr(triple.subject, "value", ""), label.language or ""].add(label.value)
    return found


def _clashes(
    mine: Mapping[tuple[str, str], set[str]],
    others: Mapping[str, Mapping[tuple[str, str], set[str]]],
    name: str,
) -> Iterator[Finding]:
    """A warning for each other added vocabulary that calls the same things otherwise in the same language."""
    for other, theirs in sorted(others.items()):
        both = sorted(key for key in mine.keys() & theirs.keys() if mine[key].isdisjoint(theirs[key]))
        if both:
            some = ", ".join(f"<{iri}> ({language or 'no language'})" for iri, language in both[:_EXAMPLES])
            more = f" and {len(both) - _EXAMPLES} more" if len(both) > _EXAMPLES else ""
            message = f"{len(both)} preferred labels differ from those of vocabulary {other}: {some}{more}"
            yield _told(name, "label-clash", message, "make one of each pair an alternative label")
