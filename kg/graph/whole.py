"""The graphs of a whole build beside its documents': vocabularies, its description, the default graph."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.graph.context import LIVE, TYPE, Build, TermTriple
from kg.iris import DCTERMS, OWL, PROV, SKOS, VOID, Base, literal

_LABEL = NamedNode(f"{SKOS}prefLabel")
_OTHER = NamedNode(f"{SKOS}altLabel")
_SAME = NamedNode(f"{OWL}sameAs")
_AnyTerm = TypeVar("_AnyTerm", bound=NamedNode | BlankNode | Literal | Triple)


def vocabulary_quads(name: str, triples: Iterable[Quad | Triple], base: Base) -> list[Quad]:
    """`graph/vocab/{name}`: a vocabulary under the base of this build."""
    graph = base.graph("vocab", name)
    return [
        Quad(_rebased(t.subject, base), _rebased(t.predicate, base), _rebased(t.object, base), graph)
        for t in triples
    ]


def _rebased(term: _AnyTerm, base: Base) -> _AnyTerm:
    return cast(_AnyTerm, NamedNode(base.rebase(term.value))) if isinstance(term, NamedNode) else term


def reconciled(
    ours: Iterable[Sequence[Quad]], others: Iterable[Sequence[Quad]], base: Base
) -> tuple[list[list[Quad]], list[list[Quad]]]:
    """Our vocabularies and the added ones for the default graph: one preferred label in a language for a thing.

    Official labels go before ours, but for one that we know as a former or everyday name: there the name of today,
    ours, stays. Where several remain, the first of the added vocabularies gives the label, the longest it has, by
    code points where that leaves two; the others stand as alternative labels. What only documents can claim, and
    `owl:sameAs`, stays in the graph of the vocabulary that says it.
    """
    own = [list(part) for part in ours]
    claims = {quad.subject for part in own for quad in part if _is_predicate(quad, base)} | {_SAME}
    added = [[quad for quad in part if quad.predicate not in claims] for part in others]
    current = {_spoken(quad) for part in own for quad in part if quad.predicate == _LABEL}
    former = {
        (quad.subject, quad.object)
        for part in own
        for quad in part
        if quad.predicate == _OTHER and _spoken(quad) in current
    }
    kept = [
        [quad for quad in part if quad.predicate != _LABEL or (quad.subject, quad.object) not in former]
        for part in added
    ]
    official = _chosen(kept)
    return [
        [quad for quad in part if quad.predicate != _LABEL or _spoken(quad) not in official] for part in own
    ], [[_ranked(quad, official) for quad in part] for part in kept]


def _is_predicate(quad: Quad, base: Base) -> bool:
    return quad.predicate == TYPE and quad.object == base.ns("Predicate")


def _chosen(parts: Sequence[Sequence[Quad]]) -> dict[tuple[object, str | None], object]:
    """The preferred label of each thing in each language, of the first part that has one."""
    found: dict[tuple[object, str | None], object] = {}
    for part in parts:
        here: dict[tuple[object, str | None], Literal] = {}
        for quad in part:
            if quad.predicate == _LABEL and isinstance(quad.object, Literal):
                told = here.setdefault(_spoken(quad), quad.object)
                here[_spoken(quad)] = min(told, quad.object, key=lambda o: (-len(o.value), o.value))
        found = {**here, **found}
    return found


def _ranked(quad: Quad, chosen: Mapping[tuple[object, str | None], object]) -> Quad:
    """The quad, an alternative label where another one was chosen."""
    if quad.predicate != _LABEL or chosen.get(_spoken(quad), quad.object) == quad.object:
        return quad
    return Quad(quad.subject, _OTHER, quad.object, quad.graph_name)


def _spoken(quad: Quad) -> tuple[object, str | None]:
    """The thing and the language that a label is in."""
    return quad.subject, quad.object.language if isinstance(quad.object, Literal) else None


def dataset_triples(build: Build) -> list[TermTriple]:
    """What the build says of itself."""
    dataset = build.base.id("dataset")
    return [
        (dataset, TYPE, NamedNode(VOID + "Dataset")),
        (dataset, NamedNode(f"{DCTERMS}title"), literal("MandateGraph", language="en")),
        (dataset, NamedNode(f"{PROV}wasGeneratedBy"), build.base.id(f"run/{build.run}")),
    ]


def plain(part: Sequence[Quad], base: Base) -> list[Triple]:
    """The triples of a part of the build that stand in the default graph too.

    All but provenance and what the build says of itself; of provenance, the accepted figures. What is said of a
    figure must not be spread over parts.
    """
    figures = _accepted_figures(part, base)
    provenance, dataset = base.graph("prov").value + "/", base.id("dataset")
    return [
        quad.triple
        for quad in part
        if (not _named(quad).startswith(provenance) or quad.subject in figures) and quad.subject != dataset
    ]


def _accepted_figures(part: Iterable[Quad], base: Base) -> set[NamedNode]:
    status, live = base.ns("reviewStatus"), {base.ns(name) for name in LIVE}
    place = base.id("figure/").value
    return {
        quad.subject
        for quad in part
        if quad.predicate == status
        and quad.object in live
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(place)
    }


def _named(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
