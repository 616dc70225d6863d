"""Extractions to quads: the only file that knows how entities and provenance look in RDF.

Each accepted statement is one plain triple in the document's graph and one `mg:Statement` node, with evidence,
in its provenance graph. Candidates and rejected statements stand in the provenance graph alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg import symbols
from kg.decisions import Decisions
from kg.iris import DCTERMS, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SDGO, SKOS, XSD, Base, digest, literal
from kg.types import Claim, Entity, Extraction, Fact, Identities, Span, Support
from kg.vocabulary import Lexicon

_PREDICATES = {"partOf": f"{DCTERMS}isPartOf"}
"""Predicates of records that have another name in RDF; every other one keeps its name in our namespace."""
_TYPES = {
    "programme": ("{ns}Programme",),
    "organization": (f"{ORG}Organization",),
    "instrument": ("{ns}Instrument",),
    "provision": ("{ns}Provision",),
    "resolution": ("{ns}Resolution", "{ns}Document"),
    "document": ("{ns}Document",),
    "publication": ("{ns}Document",),
    "event": (f"{SCHEMA}Event",),
    "place": (f"{DCTERMS}Location",),
    "topic": (f"{SKOS}Concept",),
    "action_line": (f"{SKOS}Concept",),
}
_LIVE = frozenset({"accepted", "verified", "corrected"})
_REVIEWED = {"accept": "accepted", "verify": "verified", "reject": "rejected", "correct": "rejected"}
_METADATA = Decimal("0.95")
_PART = Decimal("0.95")
_TYPE = NamedNode(f"{RDF}type")

Term = NamedNode | Literal
_AnyTerm = TypeVar("_AnyTerm", bound=NamedNode | BlankNode | Literal | Triple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One extraction in the build: which document it is and where the document can be read."""

    extraction: Extraction
    document: str
    """Its path below `id/doc/`."""
    address: str | None = None

    @property
    def version(self) -> str:
        return self.extraction.document.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with the IRIs of a build: what becomes a node of its own."""

    iri: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: Term
    status: str
    claim: Claim
    reviewer: str | None = None
    revises: NamedNode | None = None

    @property
    def live(self) -> bool:
        """Whether its plain triple stands."""
        return self.status in _LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the graph of a build depends on beside its documents."""

    base: Base
    identities: Identities
    decisions: Decisions
    lexicon: Lexicon
    threshold: Decimal
    run: str
    """Hash of everything that changes results."""


# Statements -----------------------------------------------------------------------------------------------


def statements(source: Source, build: Build) -> tuple[Statement, ...]:
    """All statements of one document, one for each id, in order of id."""
    found: dict[str, Statement] = {}
    for stated in [*_of_claims(source, build), *_of_facts(source, build)]:
        known = found.get(stated.iri.value)
        found[stated.iri.value] = _joined(known, stated) if known else stated
    reviewed = [after for stated in found.values() for after in _reviewed(stated, source, build)]
    return tuple(sorted(_settled(reviewed), key=lambda stated: stated.iri.value))


def _of_claims(source: Source, build: Build) -> Iterator[Statement]:
    for claim in source.extraction.claims:
        subject = _iri(source, claim.subject, build)
        object_ = _iri(source, claim.object, build) if claim.object else literal(_value(claim))
        name = _PREDICATES.get(claim.predicate) or build.base.ns(claim.predicate).value
        stated = _statement(source, build, subject, NamedNode(name), object_, claim)
        yield stated
        yield from _of_paragraph(stated, source, build)


def _of_paragraph(stated: Statement, source: Source, build: Build) -> Iterator[Statement]:
    """For a mandate in one paragraph: the same of the paragraph itself, and whose paragraph it is."""
    claim, part = stated.claim, _paragraph(source, stated.claim, build)
    if part is None:
        return
    support = claim.object_support
    whole = replace(
        claim, qualifiers=(), confidence=_PART, subject_support=support, object_support=support, stated=True
    )
    yield _statement(source, build, part, NamedNode(_PREDICATES["partOf"]), stated.object, whole)
    review = build.decisions.reviews.get(stated.iri.value)
    if review is None or _REVIEWED[review.action] != "rejected":
        named = replace(claim, qualifiers=())
        yield _statement(source, build, stated.subject, stated.predicate, part, named)


def _paragraph(source: Source, claim: Claim, build: Build) -> NamedNode | None:
    """The IRI of the paragraph that a mandate rests on (`provision/{parent}/p26`), or none where none is told."""
    number = dict(claim.qualifiers).get("paragraph")
    if claim.predicate != "mandatedBy" or claim.object is None or number is None:
        return None
    path = build.base.path(_iri(source, claim.object, build).value)
    name = path.rsplit("/", 1)[-1] if path else claim.object
    return build.base.id(f"provision/{name}/p{number.replace('(', '.').replace(')', '')}")


def _value(claim: Claim) -> str | int | Decimal | date | bool:
    assert claim.value is not None, "a claim has an object or a value"
    return claim.value


def _iri(source: Source, key: str, build: Build) -> NamedNode:
    return NamedNode(build.identities.iris[source.version, key])


def _statement(
    source: Source, build: Build, subject: NamedNode, predicate: NamedNode, object_: Term, claim: Claim
) -> Statement:
    status = "accepted" if claim.confidence >= build.threshold and claim.stated else "candidate"
    return Statement(
        iri=build.base.id(
            f"st/{statement_id(source, build.base, subject, predicate, object_, claim.qualifiers)}"
        ),
        subject=subject,
        predicate=predicate,
        object=object_,
        status=status,
        claim=claim,
    )


def statement_id(
    source: Source,
    base: Base,
    subject: NamedNode,
    predicate: NamedNode,
    object_: Term,
    qualifiers: Sequence[tuple[str, str]],
) -> str:
    """16 hex digits over version, triple and sorted qualifiers; the same under every base."""
    terms = [_relative(term, base) for term in (subject, predicate, object_)]
    flat = [part for pair in sorted(qualifiers) for part in pair]
    return digest(source.extraction.document.sha256, *terms, *flat)


def _relative(term: Term, base: Base) -> str:
    """The term as it is under any base; a foreign one stays, be it below the same host."""
    own = isinstance(term, NamedNode) and term.value.startswith((f"{base.iri}id/", f"{base.iri}ns#"))
    return f"<{term.value.removeprefix(base.iri)}>" if own else str(term)


def _joined(first: Statement, other: Statement) -> Statement:
    """One statement for two claims that say the same: all evidence, the surer one's support."""
    best, second = (other, first) if _rank(other) > _rank(first) else (first, other)
    evidence = tuple(sorted({*best.claim.evidence, *second.claim.evidence}))
    return replace(best, claim=replace(best.claim, evidence=evidence))


def _rank(stated: Statement) -> tuple[bool, Decimal]:
    return stated.live, stated.claim.confidence


def _reviewed(
    stated: Statement, source: Source, build: Build, before: frozenset[str] = frozenset()
) -> Iterator[Statement]:
    """The statement after a person's review, and the corrected one beside it.

    The corrected one has an id of its own and can be reviewed in turn; `before` holds those that led to it.
    """
    review = build.decisions.reviews.get(stated.iri.value)
    if review is None or stated.iri.value in before:
        yield stated
        return
    yield replace(stated, status=_REVIEWED[review.action], reviewer=review.by or None)
    if review.action == "correct" and review.object:
        object_ = NamedNode(build.base.rebase(review.object))
        right = _statement(source, build, stated.subject, stated.predicate, object_, stated.claim)
        support = (
            Support(basis="document")
            if stated.claim.object_support.basis == "mention"
            else stated.claim.object_support
        )
        claim = replace(stated.claim, object_support=support)
        right = replace(right, status="verified", reviewer=review.by or None, revises=stated.iri, claim=claim)
        yield from _reviewed(right, source, build, before | {stated.iri.value})


def _settled(reviewed: Iterable[Statement]) -> list[Statement]:
    """One statement for each IRI; a corrected one whose triple still stands is corrected, not rejected."""
    unique: dict[str, Statement] = {}
    for stated in sorted(reviewed, key=lambda s: s.revises is not None):
        known = unique.get(stated.iri.value)
        if known is None or stated.status == "verified":  # what the text itself says is the better evidence
            unique[stated.iri.value] = replace(stated, claim=known.claim) if known else stated
    standing = {(s.subject, s.predicate, s.object) for s in unique.values() if s.live}
    revised = {s.revises.value for s in unique.values() if s.revises}
    return [
        replace(s, status="corrected")
        if not s.live and s.iri.value in revised and (s.subject, s.predicate, s.object) in standing
        else s
        for s in unique.values()
    ]


# Metadata -------------------------------------------------------------------------------------------------


def _of_facts(source: Source, build: Build) -> Iterator[Statement]:
    """What the document says about itself, as statements about the document or its meeting."""
    document = build.base.id(f"doc/{source.document}")
    extraction = source.extraction
    roles = {role: _iri(source, key, build) for role, key in extraction.roles}
    for fact in extraction.facts:
        if triple := _fact(fact, document, roles, source, build):
            yield _statement(source, build, *triple, _metadata(fact))


def _fact(
    fact: Fact, document: NamedNode, roles: Mapping[str, NamedNode], source: Source, build: Build
) -> tuple[NamedNode, NamedNode, Term] | None:
    base = build.base
    meeting = roles.get("session")
    match fact.field:
        case "title":
            return (
                document,
                NamedNode(f"{DCTERMS}title"),
                literal(str(fact.value), language=source.extraction.document.language),
            )
        case "type":
            return document, NamedNode(f"{DCTERMS}type"), base.id(f"type/{fact.value}")
        case "author" if "author" in roles:
            return document, NamedNode(f"{DCTERMS}creator"), roles["author"]
        case "body" if "body" in roles:
            return document, base.ns("submittedTo"), roles["body"]
        case "session" if meeting:
            return document, base.ns("presentedAt"), meeting
        case "date":
            return document, NamedNode(f"{DCTERMS}issued"), literal(fact.value)
        case "reporting_year":
            return document, NamedNode(f"{DCTERMS}temporal"), literal(str(fact.value), datatype=f"{XSD}gYear")
        case "date_start" if meeting:
            return meeting, NamedNode(f"{SCHEMA}startDate"), literal(fact.value)
        case "date_end" if meeting:
            return meeting, NamedNode(f"{SCHEMA}endDate"), literal(fact.value)
        case "place" if meeting:
            return meeting, NamedNode(f"{SCHEMA}location"), literal(str(fact.value))
        case "requested_by":
            target = build.identities.iris.get((source.version, str(fact.value)))
            return (document, base.ns("mandatedBy"), NamedNode(target)) if target else None
        case _:
            return None


def _metadata(fact: Fact) -> Claim:
    by_document = Support(basis="document")
    return Claim(
        subject="",
        predicate="",
        value=fact.value,
        evidence=(fact.span,),
        mapper="metadata",
        confidence=_METADATA,
        subject_support=by_document,
        object_support=Support(basis="document", span=fact.span),
    )


# Quads ----------------------------------------------------------------------------------------------------


def document_quads(source: Source, found: Sequence[Statement], build: Build) -> list[Quad]:
    """The two graphs of one document version: plain triples, and why they stand."""
    graph = build.base.graph("doc", source.document, source.version)
    plain = [Quad(s.subject, s.predicate, s.object, graph) for s in found if s.live]
    return [*dict.fromkeys(plain), *dict.fromkeys(_provenance(source, found, build))]


def _provenance(source: Source, found: Sequence[Statement], build: Build) -> Iterator[Quad]:
    base, graph = build.base, build.base.graph("prov", source.document, source.version)
    version = _version(source, base)
    run = base.id(f"run/{build.run}")
    for subject, predicate, object_ in _description(source, base):
        yield Quad(subject, predicate, object_, graph)
    for entity in source.extraction.entities:
        if entity.mentions:
            yield Quad(version, base.ns("mentions"), _iri(source, entity.key, build), graph)
    yield Quad(run, _TYPE, NamedNode(f"{PROV}Activity"), graph)
    yield Quad(run, NamedNode(f"{PROV}used"), version, graph)
    yield Quad(run, NamedNode(f"{PROV}wasAssociatedWith"), base.id("agent/mandategraph"), graph)
    yield Quad(base.id("agent/mandategraph"), _TYPE, NamedNode(f"{PROV}SoftwareAgent"), graph)
    yield Quad(
        base.id("agent/mandategraph"),
        NamedNode(f"{RDFS}label"),
        literal("MandateGraph", language="en"),
        graph,
    )
    for stated in found:
        for predicate, object_ in _about(stated, source, build, run):
            yield Quad(stated.iri, predicate, object_, graph)
        for span in _spans(stated.claim):
            yield from _passage(source, span, base, graph)
        if stated.reviewer:
            reviewer = _reviewer(stated.reviewer, base)
            yield Quad(reviewer, _TYPE, NamedNode(f"{PROV}Person"), graph)
            yield Quad(reviewer, NamedNode(f"{RDFS}label"), literal(stated.reviewer, language="en"), graph)


def _version(source: Source, base: Base) -> NamedNode:
    return base.id(f"doc/{source.document}/v/{source.version}")


def _description(source: Source, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """File facts: which text was read. No statement needs to vouch for them."""
    document, version = base.id(f"doc/{source.document}"), _version(source, base)
    text = source.extraction.document
    yield document, _TYPE, base.ns("Document")
    yield document, NamedNode(f"{DCTERMS}hasVersion"), version
    yield version, _TYPE, base.ns("DocumentVersion")
    yield version, base.ns("sha256"), literal(text.sha256)
    yield version, base.ns("length"), literal(len(text.text))
    yield version, NamedNode(f"{DCTERMS}language"), literal(text.language)


def _about(
    stated: Statement, source: Source, build: Build, run: NamedNode
) -> Iterator[tuple[NamedNode, Term]]:
    base, claim = build.base, stated.claim
    yield _TYPE, base.ns("Statement")
    yield NamedNode(f"{RDF}subject"), stated.subject
    yield NamedNode(f"{RDF}predicate"), stated.predicate
    yield NamedNode(f"{RDF}object"), stated.object
    for span in claim.evidence:
        yield base.ns("evidence"), _passage_iri(source, span, base)
    for side, support in (("subject", claim.subject_support), ("object", claim.object_support)):
        yield base.ns(f"{side}Basis"), literal(support.basis)
        if support.span:
            yield base.ns(f"{side}Passage"), _passage_iri(source, support.span, base)
    for name, value in claim.qualifiers:
        yield base.ns(name), literal(value)
    yield base.ns("confidence"), literal(claim.confidence)
    yield base.ns("mapper"), literal(claim.mapper)
    yield base.ns("reviewStatus"), base.ns(stated.status)
    yield NamedNode(f"{PROV}wasGeneratedBy"), run
    if stated.reviewer:
        yield NamedNode(f"{PROV}wasAttributedTo"), _reviewer(stated.reviewer, base)
    if stated.revises:
        yield NamedNode(f"{PROV}wasRevisionOf"), stated.revises


def _reviewer(name: str, base: Base) -> NamedNode:
    return base.id(f"agent/{digest(name, size=12)}")


def _spans(claim: Claim) -> list[Span]:
    supports = (claim.subject_support.span, claim.object_support.span)
    return [*claim.evidence, *(span for span in supports if span)]


def _passage_iri(source: Source, span: Span, base: Base) -> NamedNode:
    return base.id(f"doc/{source.document}/v/{source.version}/p/{span.begin}-{span.end}")


def _passage(source: Source, span: Span, base: Base, graph: NamedNode) -> Iterator[Quad]:
    passage = _passage_iri(source, span, base)
    yield Quad(passage, _TYPE, base.ns("Passage"), graph)
    yield Quad(passage, NamedNode(f"{NIF}referenceContext"), _version(source, base), graph)
    yield Quad(passage, NamedNode(f"{NIF}beginIndex"), literal(span.begin), graph)
    yield Quad(passage, NamedNode(f"{NIF}endIndex"), literal(span.end), graph)


def entity_quads(sources: Iterable[Source], build: Build) -> list[Quad]:
    """`graph/entities`: types and names of what the documents brought, the documents included."""
    graph = build.base.graph("entities")
    triples: dict[tuple[NamedNode, NamedNode, Term], None] = {}
    fullest: dict[str, Entity] = {}
    for source in sorted(sources, key=lambda s: s.version):
        triples |= dict.fromkeys(_document_names(source, build.base))
        triples |= dict.fromkeys(_paragraph_names(source, build))
        for entity in source.extraction.entities:
            iri = build.identities.iris[source.version, entity.key]
            if _described(entity, iri, build):
                continue
            known = fullest.get(iri)
            fullest[iri] = _fuller(known, entity) if known else entity
    read = {subject.value for subject, _, _ in triples}
    curated = {build.base.rebase(concept.iri) for concept in build.lexicon.concepts}
    for iri, entity in fullest.items():
        if iri in curated:  # merged into a concept that has its label already
            triples |= dict.fromkeys(_further_names(NamedNode(iri), entity))
        elif iri not in read:  # a document of the build speaks for itself
            triples |= dict.fromkeys(_names(NamedNode(iri), entity, build.base))
    for old, new in build.identities.replaced.items():
        triples[NamedNode(old), NamedNode(f"{DCTERMS}isReplacedBy"), NamedNode(new)] = None
    return [Quad(*triple, graph) for triple in triples]


def _paragraph_names(source: Source, build: Build) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """Type and name of each paragraph of a resolution or instrument that a mandate rests on."""
    entities = {entity.key: entity for entity in source.extraction.entities}
    for claim in source.extraction.claims:
        part = _paragraph(source, claim, build)
        if part and claim.object:
            whole = entities[claim.object]
            known = build.lexicon.find(whole.type, whole.id) if whole.id else None
            name = known.name if known else whole.id or whole.name
            label = f"{name}, paragraph {dict(claim.qualifiers)['paragraph']}"
            yield part, _TYPE, build.base.ns("Provision")
            yield part, NamedNode(f"{SKOS}prefLabel"), literal(label, language="en")


def _described(entity: Entity, iri: str, build: Build) -> bool:
    """Whether a vocabulary says what stands at that IRI already."""
    concept = build.lexicon.find(entity.type, entity.id) if entity.id else None
    return concept is not None and build.base.rebase(concept.iri) == iri


def _further_names(iri: NamedNode, entity: Entity) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    for name in (entity.name, *entity.aliases):
        yield iri, NamedNode(f"{SKOS}altLabel"), literal(name, language="en")


def _fuller(known: Entity, other: Entity) -> Entity:
    best, rest = (
        (other, known) if (len(other.name), other.name) > (len(known.name), known.name) else (known, other)
    )
    return replace(best, aliases=tuple(sorted({*best.aliases, *rest.aliases, rest.name} - {best.name})))


def _document_names(source: Source, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    document = base.id(f"doc/{source.document}")
    facts = {fact.field: str(fact.value) for fact in reversed(source.extraction.facts)}
    name = facts.get("title") or facts.get("symbol") or source.extraction.document.name
    yield document, _TYPE, base.ns("Document")
    if facts.get("type") == "resolution":
        yield document, _TYPE, base.ns("Resolution")
    yield document, NamedNode(f"{SKOS}prefLabel"), literal(name, language=source.extraction.document.language)
    for fact in source.extraction.facts:
        if fact.field == "symbol":
            yield from _symbol(document, str(fact.value), base)
    if source.address:
        yield document, NamedNode(f"{SCHEMA}url"), NamedNode(source.address)


def _symbol(iri: NamedNode, canonical: str, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    found = symbols.parse(canonical)
    official = bool(found) and found[0].official
    datatype = base.ns("officialSymbol" if official else "localKey").value
    yield iri, base.ns("symbol"), literal(canonical, datatype=datatype)
    if official and found[0].link:
        yield iri, NamedNode(f"{SCHEMA}url"), NamedNode(found[0].link)


def _names(iri: NamedNode, entity: Entity, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    for name in _TYPES.get(entity.type) or _sdg_types(entity):
        yield iri, _TYPE, NamedNode(name.format(ns=f"{base.iri}ns#"))
    if entity.type in ("resolution", "document") and entity.id:
        yield iri, NamedNode(f"{SKOS}prefLabel"), literal(entity.id, language="en")
        yield from _symbol(iri, entity.id, base)
        return
    yield iri, NamedNode(f"{SKOS}prefLabel"), literal(entity.name, language="en")
    for alias in entity.aliases:
        yield iri, NamedNode(f"{SKOS}altLabel"), literal(alias, language="en")
    if entity.type == "sdg" and entity.id:
        yield iri, NamedNode(f"{SKOS}notation"), literal(entity.id)


def _sdg_types(entity: Entity) -> tuple[str, ...]:
    """Goal, target or indicator, by the number of parts of the code."""
    parts = (entity.id or "").count(".")
    return (f"{SKOS}Concept", f"{SDGO}{('Goal', 'Target', 'Indicator')[min(parts, 2)]}")


def vocabulary_quads(name: str, triples: Iterable[Quad | Triple], base: Base) -> list[Quad]:
    """`graph/vocab/{name}`: a vocabulary under the base of this build."""
    graph = base.graph("vocab", name)
    return [
        Quad(_rebased(t.subject, base), _rebased(t.predicate, base), _rebased(t.object, base), graph)
        for t in triples
    ]


def _rebased(term: _AnyTerm, base: Base) -> _AnyTerm:
    return cast(_AnyTerm, NamedNode(base.rebase(term.value))) if isinstance(term, NamedNode) else term


def without_labels(ours: Iterable[Sequence[Quad]], others: Iterable[Sequence[Quad]]) -> list[list[Quad]]:
    """Our vocabularies for the default graph: preferred labels give way to official ones of the same language."""
    label = NamedNode(f"{SKOS}prefLabel")
    official = {
        (quad.subject, quad.object.language)
        for part in others
        for quad in part
        if quad.predicate == label and isinstance(quad.object, Literal)
    }

    def stands(quad: Quad) -> bool:
        if quad.predicate != label or not isinstance(quad.object, Literal):
            return True
        return (quad.subject, quad.object.language) not in official

    return [[quad for quad in part if stands(quad)] for part in ours]


def meta_quads(sources: Iterable[Source], build: Build) -> list[Quad]:
    """`graph/meta`: which versions the build holds and which run made it; no clock times."""
    graph, dataset = build.base.graph("meta"), build.base.id("dataset")
    void = "http://rdfs.org/ns/void#"
    quads = [
        Quad(dataset, _TYPE, NamedNode(f"{void}Dataset"), graph),
        Quad(dataset, NamedNode(f"{DCTERMS}title"), literal("MandateGraph", language="en"), graph),
        Quad(dataset, NamedNode(f"{PROV}wasGeneratedBy"), build.base.id(f"run/{build.run}"), graph),
    ]
    for source in sources:
        quads += [Quad(*triple, graph) for triple in _description(source, build.base)]
    return quads


def default_quads(parts: Iterable[Sequence[Quad]], build: Build) -> list[Quad]:
    """The default graph: each triple of documents, entities, vocabularies and versions once."""
    provenance = build.base.graph("prov").value + "/"
    dataset = build.base.id("dataset")
    seen = {
        (quad.subject, quad.predicate, quad.object): None
        for part in parts
        for quad in part
        if not _named(quad).startswith(provenance) and quad.subject != dataset
    }
    return [Quad(*triple, DefaultGraph()) for triple in seen]


def _named(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


# Bytes ----------------------------------------------------------------------------------------------------


def nquads(parts: Iterable[Sequence[Quad]]) -> bytes:
    """All quads as N-Quads, each once, lines sorted: the same graph gives the same bytes."""
    lines = {
        line for part in parts for line in _serialized(part, RdfFormat.N_QUADS).splitlines(keepends=True)
    }
    return b"".join(sorted(lines))


def _serialized(quads: Sequence[Quad] | Sequence[Triple], form: RdfFormat) -> bytes:
    return serialize(quads, format=form) or b""


def by_subject(quads: Iterable[Quad]) -> Mapping[str, list[Triple]]:
    """The triples that describe each IRI: what a document's shapes need to know of the things it names."""
    about: dict[str, list[Triple]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            about.setdefault(quad.subject.value, []).append(quad.triple)
    return about


def ntriples(quads: Sequence[Quad], about: Mapping[str, Sequence[Triple]]) -> bytes:
    """The triples of one document and those that describe what it refers to, however far, as sorted N-Triples."""
    triples = [quad.triple for quad in quads]
    waiting, known = list(triples), set[str]()
    while waiting:
        triple = waiting.pop()
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode) and term.value not in known:
                known.add(term.value)
                waiting += about.get(term.value, ())
                triples += about.get(term.value, ())
    return b"".join(sorted(set(_serialized(triples, RdfFormat.N_TRIPLES).splitlines(keepends=True))))
