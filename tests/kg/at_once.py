"""A whole build made at once: what the product, which only makes what changed, must come to as well."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from kg import graph
from kg.decisions import Decisions
from kg.identity import Form, canonical, form, grouped, names
from kg.iris import Base
from kg.types import Extraction, Identities
from kg.vocabulary import Lexicon


def identify(
    extractions: Iterable[Extraction], lexicon: Lexicon, decisions: Decisions, base: Base
) -> Identities:
    """The IRI of every entity of `extractions`."""
    own = {
        (extraction.document.version, entity.key): canonical(entity, extraction.entities, lexicon, base)
        or form(entity)
        for extraction in extractions
        for entity in extraction.entities
    }
    forms = {found for found in own.values() if isinstance(found, Form)}
    named = names(grouped(forms), decisions, base)
    whole = {place: named[found] if isinstance(found, Form) else found for place, found in own.items()}
    return Identities(
        iris={place: decisions.merged.get(iri, iri) for place, iri in whole.items()},
        replaced={old: new for old, new in decisions.merged.items() if old in set(whole.values())},
    )


def entity_quads(sources: Iterable[graph.Source], build: graph.Build) -> list[Quad]:
    """`graph/entities`: types and names of what the documents brought, the documents included."""
    place = build.base.graph("entities")
    listed = sorted(sources, key=lambda s: s.version)
    told: defaultdict[str, list[graph.TermTriple]] = defaultdict(list)
    called: defaultdict[str, list[graph.Named]] = defaultdict(list)
    for source in listed:
        for triple in graph.told_names(source, build):
            told[triple[0].value].append(triple)
        for name in graph.named(source, build):
            called[name.iri].append(name)
    things = dict.fromkeys([*told, *called, *build.identities.replaced])
    return [
        Quad(*triple, place)
        for iri in things
        for triple in graph.about(iri, told.get(iri, ()), called.get(iri, ()), build)
    ]


def meta_quads(sources: Iterable[graph.Source], build: graph.Build) -> list[Quad]:
    """`graph/meta`: which versions the build holds and which run made it; no clock times."""
    place = build.base.graph("meta")
    triples = [
        *graph.dataset_triples(build),
        *(triple for s in sources for triple in graph.description(s, build.base)),
    ]
    return [Quad(*triple, place) for triple in triples]


def default_quads(parts: Iterable[Sequence[Quad]], build: graph.Build) -> list[Quad]:
    """The default graph: each triple of documents, entities, vocabularies, versions and accepted figures once."""
    seen = dict.fromkeys(triple for part in parts for triple in graph.plain(part, build.base))
    return [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in seen]


def nquads(parts: Iterable[Sequence[Quad]]) -> bytes:
    """All quads as N-Quads, each once, lines sorted: the same graph gives the same bytes."""
    lines = {
        line
        for part in parts
        for line in (serialize(part, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    }
    return b"".join(sorted(lines))
