"""One thing: what is said of it and why, what points to it, what it is called elsewhere, its other forms."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.iris import DCTERMS, NIF, PROV, RDF, RDFS, SCHEMA, SKOS, Base
from kg.questions import Question
from kg.store import Reader
from publish.portal import grounds
from publish.portal.asked import Asked, Shown
from publish.portal.grounds import Ground, Reported
from publish.portal.names import names
from publish.portal.pages import document, place, resolution, sdg
from publish.portal.pages.questions import catalogue
from publish.portal.tongues import Tongue, tongue
from publish.record import Record, bare

_KINDS = (document, sdg, place, resolution)
_FORMS = (
    ("ttl", "Turtle", "text/turtle"),
    ("nt", "N-Triples", "application/n-triples"),
    ("jsonld", "JSON-LD", "application/ld+json"),
    ("rdf", "RDF/XML", "application/rdf+xml"),
)
_CALLED = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{DCTERMS}title", f"{RDFS}label")
_ELSEWHERE = (f"{SKOS}exactMatch", f"{SKOS}closeMatch", f"{SCHEMA}url", f"{SCHEMA}sameAs")
_MACHINERY = (
    f"{SKOS}hiddenLabel",
    f"{SKOS}inScheme",
    f"{SKOS}definition",
    f"{RDF}type",
    f"{PROV}wasGeneratedBy",
    f"{NIF}referenceContext",
)
_OURS = ("shortLabel", "key", "adjective", "mentions", "sha256", "length", "entityType", "figureOf")
_TYPES = {
    "area": f"{DCTERMS}Location",
    "programme": "Programme",
    "instrument": "Instrument",
    "symbol": "Resolution",
    "organization": "http://www.w3.org/ns/org#Organization",
}

Fact = tuple[Any, Sequence[Ground]]


def show(reader: Reader, asked: Asked) -> Shown | None:
    """The thing with that `iri`; some kinds of things show more."""
    iri = str(asked.more["iri"])
    base = Base(reader.base)
    # Figures have a section of their own.
    found = bare(reader, iri, asked.page(), without=[base.ns("figureOf")])
    if found is None:
        return None
    told = tongue(asked.language)
    types = {
        t.object.value
        for t in found.own
        if t.predicate.value == f"{RDF}type" and isinstance(t.object, NamedNode)
    }
    kind = next((kind for kind in _KINDS if kind.fits(found, types, base)), None)
    values = _common(reader, found, types, asked)
    named = {
        term.value
        for t in found.triples
        for term in (t.subject, t.predicate, t.object)
        if isinstance(term, NamedNode)
    }
    extra = kind.more(reader, found, asked) if kind else {}
    wanted = {*named, iri, *values.pop("wanted"), *extra.pop("wanted", ())}
    called = names(reader, sorted(wanted), told)
    here = asked.here.partition("?")[0] if "iri=" not in asked.here else asked.here
    mark = "&_format=" if "?" in here else "."
    return Shown(
        template=kind.TEMPLATE if kind else "record",
        title=called[iri].text,
        values={**values, **extra, "names": called, "label": called[iri]},
        crumbs=_crumbs(types, base, told),
        forms=[(f"{here}{mark}{ending}", name, media) for ending, name, media in _FORMS],
    )


def _common(reader: Reader, found: Record, types: set[str], asked: Asked) -> dict[str, Any]:
    base = Base(reader.base)
    node = NamedNode(found.iri)
    own = [t for t in found.own if t.subject == node]
    hidden = {*_CALLED, *_ELSEWHERE, *_MACHINERY, *(base.ns(name).value for name in _OURS)}
    facts = [t for t in own if t.predicate.value not in hidden]
    incoming = found.incoming
    stated = _stated(own)
    why = grounds.grounds(reader, node, [*facts, *incoming])
    for t in stated:
        if isinstance(t.subject, NamedNode):
            why |= grounds.grounds(reader, t.subject, [t])
    figures, more_figures = grounds.figures(reader, node, asked.page("figures"))
    texts = {ground.document for told_ in why.values() for ground in told_} | {
        f.ground.document for f in figures
    }
    return {
        "iri": found.iri,
        "types": sorted(types - {f"{SKOS}Concept"}) or sorted(types),
        "facts": _grouped(facts, why, lambda t: t.object),
        "incoming": _grouped(incoming, why, lambda t: t.subject),
        "figures": _by_year(figures),
        "own_grounds": [g for t in stated for g in why.get(t, ()) if g.statement == found.iri],
        "also": _also(own, asked.language),
        "elsewhere": [t for t in own if t.predicate.value in _ELSEWHERE],
        "everything": _grouped(own, {}, lambda t: t.object),
        "figures_page": asked.page("figures"),
        "more_figures": more_figures,
        "page": found.page,
        "more_pages": found.more,
        "questions": [(one, name) for one, name in _questions(types, base)],
        "code": found.iri.rpartition("/")[2],
        "wanted": texts,
    }


def _is(term: object) -> bool:
    return isinstance(term, NamedNode)


def _stated(own: Iterable[Triple]) -> list[Triple]:
    """The triple that a statement states, where the thing is one."""
    parts = {t.predicate.value: t.object for t in own}
    found = [parts.get(f"{RDF}{part}") for part in ("subject", "predicate", "object")]
    return [Triple(*found)] if all(_is(term) for term in found) else []  # type: ignore[arg-type]


def _grouped(
    triples: Iterable[Triple], why: Mapping[Triple, Sequence[Ground]], other: Any
) -> list[tuple[str, list[Fact]]]:
    """For each predicate the other ends with their grounds, those with grounds first."""
    ordered = sorted(triples, key=lambda t: (t.predicate.value, str(other(t))))
    groups = [
        (predicate, [(other(t), why.get(t, ())) for t in group])
        for predicate, group in groupby(ordered, key=lambda t: t.predicate.value)
    ]
    return sorted(groups, key=lambda pair: (not any(found for _, found in pair[1]), pair[0]))


def _by_year(figures: Iterable[Reported]) -> list[tuple[str, list[Reported]]]:
    """The figures of each year, those of no known year last; within a year in the order of documents and text."""
    ordered = sorted(figures, key=lambda figure: (not figure.year, figure.year))
    return [(year, list(group)) for year, group in groupby(ordered, key=lambda figure: figure.year)]


def _also(own: Iterable[Triple], language: str) -> list[tuple[str, list[str]]]:
    """What else it is called, by language: that of the page first, then in the order of the codes."""
    found: dict[str, set[str]] = {}
    for t in own:
        if t.predicate.value in _CALLED and isinstance(t.object, Literal):
            found.setdefault(t.object.language or "", set()).add(t.object.value)
    return [
        (tag, sorted(said))
        for tag, said in sorted(found.items(), key=lambda pair: (pair[0] != language, pair[0]))
    ]


def _questions(types: set[str], base: Base) -> Iterable[tuple[Question, str]]:
    """The questions that can be asked about a thing of these types, and by which parameter."""
    kinds = {
        kind
        for kind, name in _TYPES.items()
        if (name if name.startswith("http") else base.ns(name).value) in types
    }
    if any(name.startswith("http://metadata.un.org/sdg/ontology#") for name in types):
        kinds.add("sdg")
    for question in catalogue():
        for parameter in question.parameters:
            if parameter.type in kinds:
                yield question, parameter.name
                break


def _crumbs(types: set[str], base: Base, told: Tongue) -> Sequence[tuple[str, str]]:
    if base.ns("Document").value in types:
        return (("documents", told.say("Documents")),)
    return (("search", told.say("Search")),)
