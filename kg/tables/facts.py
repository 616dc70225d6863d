"""What the tables hold, read from the graph: of a text its statements and passages, of a thing its names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.iris import DCTERMS, GEO, NIF, ORG, RDF, SCHEMA, SDG, SDGO, SKOS, Base
from kg.reach import reached

REJECTED = "rejected"
_OBJECT = f"{RDF}object"
_TYPE = f"{RDF}type"
_BY_TYPE = {
    f"{DCTERMS}Location": "place",
    f"{ORG}Organization": "organization",
    f"{SDGO}Goal": "sdg",
    f"{SDGO}Target": "sdg",
    f"{SDGO}Indicator": "sdg",
    f"{SCHEMA}Event": "event",
}
# Those of our own terms, which come before those of others, the closer one first: a resolution is a document too.
_OWN = {
    "Programme": "programme", "Instrument": "instrument", "Provision": "provision", "Resolution": "resolution",
    "Document": "document",
}  # fmt: skip
# Concepts that are spoken of; others (units, kinds of deeds) only serve to sort.
_CONCEPTS = {"topic": "topic", "topic-group": "group", "action-line": "action_line"}
NAMES = {
    f"{SKOS}prefLabel": 0,
    "ns#shortLabel": 1,
    f"{SKOS}altLabel": 2,
    f"{SKOS}hiddenLabel": 3,
    f"{SKOS}notation": 4,
    "ns#symbol": 4,
}
"""Properties that name a thing, with their rank; those that begin with "ns#" are terms of ours."""
_ABOVE = (f"{SKOS}broader", f"{DCTERMS}isPartOf")
_HEADS = {"area": GEO, "target": SDG}
"""Where the addresses of others begin that the values of a facet leave out."""
_TOLD = (
    f"{RDF}subject",
    f"{RDF}predicate",
    _OBJECT,
    f"{NIF}referenceContext",
    f"{NIF}beginIndex",
    f"{NIF}endIndex",
    f"{DCTERMS}language",
    f"{DCTERMS}spatial",
    f"{DCTERMS}subject",
)
_TOLD_OURS = ("sha256", "evidence", "reviewStatus")
"""Properties of texts, statements and passages by which is searched."""
_SAID = (f"{DCTERMS}hasVersion", f"{DCTERMS}temporal", f"{SCHEMA}value", f"{SCHEMA}unitText")
_SAID_OURS = (
    "confidence", "paragraph", "subjectBasis", "subjectPassage", "figureOf", "unitKind", "bound", "verbatim",
    "deed", "mentions",
)  # fmt: skip
"""Those besides that questions ask for."""
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(r"(?<=[.!?;\u061f\u061b])\s+|(?<=[\u3002\uff01\uff1f\uff1b])")
_LONG = 1200
"""Characters beyond which a paragraph is cut at the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing with its names."""

    iri: str
    kind: str
    names: tuple[tuple[str, str | None, int], ...]
    """Words, language, and rank of the property: 0 preferred, 1 short, 2 other, 3 hidden, 4 a code."""
    above: tuple[str, ...]
    """Things directly above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement as its text has it."""

    iri: str
    subject: str
    predicate: str
    object: str
    status: str
    passages: tuple[tuple[int, int], ...]
    about: frozenset[str]
    """Places and topics of its sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text with what was read from it."""

    iri: str
    document: str
    sha256: str
    language: str | None
    years: tuple[str, ...]
    items: tuple[Said, ...]


class Graph:
    """The graph of a build, asked for what the tables hold."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self.base = Base(base)
        self._last: tuple[str, Mapping[str, Mapping[str, list[Any]]]] = ("", {})
        self._known: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self._names = {self.base.ns(p[3:]).value if p.startswith("ns#") else p: r for p, r in NAMES.items()}

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return {self.base.ns(term).value: kind for term, kind in _OWN.items()} | _BY_TYPE

    def versions(self) -> list[str]:
        """The names of the graphs with statements, sorted."""
        start = f"{self.base.iri}graph/prov/"
        return sorted(g.value for g in self._store.named_graphs() if g.value.startswith(start))

    def version(self, graph: str) -> Version | None:
        """What was read from one text; none where its graph tells of no text."""
        told = self._told(graph)
        mg = self.base.ns
        texts = [iri for iri, facts in told.items() if mg("sha256").value in facts]
        if not texts:
            return None
        iri = texts[0]
        facts = told[iri]
        document = next(
            q.subject.value
            for q in self._matching(None, f"{DCTERMS}hasVersion", iri)
            if hasattr(q.subject, "value")
        )
        found = (self._item(one, told, iri) for one in sorted(told) if f"{RDF}predicate" in told[one])
        return Version(
            iri=iri,
            document=document,
            sha256=facts[mg("sha256").value][0],
            language=next(iter(facts.get(f"{DCTERMS}language", ())), None),
            years=self.years(document),
            items=tuple(item for item in found if item and item.status != REJECTED),
        )

    def _item(self, iri: str, told: Mapping[str, Mapping[str, list[str]]], version: str) -> Said | None:
        facts, mg = told[iri], self.base.ns
        passages = [
            told[place] for place in facts.get(mg("evidence").value, ()) if _in(told.get(place, {}), version)
        ]
        status = facts.get(mg("reviewStatus").value)
        if not passages or not status or _OBJECT not in facts:
            return None
        spans = {(int(p[f"{NIF}beginIndex"][0]), int(p[f"{NIF}endIndex"][0])) for p in passages}
        about = {
            one for p in passages for term in ("spatial", "subject") for one in p.get(f"{DCTERMS}{term}", ())
        }
        return Said(
            iri=iri,
            subject=facts[f"{RDF}subject"][0],
            predicate=facts[f"{RDF}predicate"][0],
            object=facts[_OBJECT][0],
            status=status[0].rpartition("#")[2],
            passages=tuple(sorted(spans)),
            about=frozenset(about),
        )

    def years(self, document: str) -> tuple[str, ...]:
        """The years that a document is about, else that of its date."""
        for term in ("temporal", "issued"):
            found = {q.object.value[:4] for q in self._matching(document, f"{DCTERMS}{term}", None)}
            if found:
                return tuple(sorted(found))
        return ()

    def kind(self, iri: str) -> str | None:
        """What sort of thing this is; none for what no text speaks of."""
        return self._placed(iri)[0]

    def above(self, iri: str) -> tuple[str, ...]:
        """All that stands above a thing, however far up, sorted."""
        return tuple(sorted(reached([iri], lambda low: self._placed(low)[1]) - {iri}))

    def below(self, iri: str) -> set[str]:
        """All that stands below a thing, however far down."""
        return reached([iri], self._just_below)

    def _just_below(self, iri: str) -> set[str]:
        return {_value(q.subject) for term in _ABOVE for q in self._matching(None, term, iri)}

    def _placed(self, iri: str) -> tuple[str | None, tuple[str, ...]]:
        """Kind of a thing and what stands directly above it."""
        if iri not in self._known:
            types = {_value(q.object) for q in self._matching(iri, _TYPE, None)}
            above = {_value(q.object) for term in _ABOVE for q in self._matching(iri, term, None)}
            self._known[iri] = (self._kind(iri, types), tuple(sorted(above)))
        return self._known[iri]

    def all_named(self) -> Iterator[Named]:
        """Whatever has a name, by IRI, read in one sweep."""
        told: dict[str, list[Any]] = defaultdict(list)
        for term in (*self._names, _TYPE, *_ABOVE):
            for quad in self._matching(None, term, None):
                told[_value(quad.subject)].append(quad)
        return (found for iri in sorted(told) if (found := self._as_named(iri, told[iri])))

    def named(self, iri: str) -> Named | None:
        """A thing with its names; none for what has no name or is nothing that a text speaks of."""
        return self._as_named(iri, self._matching(iri, None, None))

    def _as_named(self, iri: str, told: Iterable[Any]) -> Named | None:
        names: set[tuple[str, str | None, int]] = set()
        types: set[str] = set()
        above: set[str] = set()
        for quad in told:
            term, value = quad.predicate.value, quad.object
            if term in self._names and isinstance(value, ox.Literal):
                names.add((value.value, value.language, self._names[term]))
            elif term == _TYPE:
                types.add(_value(value))
            elif term in _ABOVE:
                above.add(_value(value))
        kind = self._kind(iri, types) if names else None
        if kind is None:
            return None
        listed = sorted(names, key=lambda name: (name[2], name[1] or "", name[0]))
        return Named(iri=iri, kind=kind, names=tuple(listed), above=tuple(sorted(above)))

    def _kind(self, iri: str, types: set[str]) -> str | None:
        found = next((kind for type_, kind in self._types.items() if type_ in types), None)
        return found or _CONCEPTS.get((self.base.path(iri) or "").partition("/")[0])

    def said(self, graph: str) -> Mapping[str, Mapping[str, list[Any]]]:
        """What a graph says of its text, statements, figures and passages, as terms by subject and property.

        It says much more; to ask for the properties one by one takes half the time. The last graph is kept.
        """
        if self._last[0] != graph:
            told: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
            ours = map(self.base.ns, (*_TOLD_OURS, *_SAID_OURS))
            for term in (*map(ox.NamedNode, (*_TOLD, *_SAID)), *ours):
                for quad in self._store.quads_for_pattern(None, term, None, ox.NamedNode(graph)):
                    told[_value(quad.subject)][term.value].append(quad.object)
            self._last = (graph, told)
        return self._last[1]

    def _told(self, graph: str) -> Mapping[str, Mapping[str, list[str]]]:
        """What a graph says of its text, statements and passages, as sorted values by subject and property."""
        wanted = {*_TOLD, *(self.base.ns(term).value for term in _TOLD_OURS)}
        told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, facts in self.said(graph).items():
            for term in wanted & facts.keys():
                # A literal object is a value of the document itself, which its record shows.
                values = [_value(v) for v in facts[term] if term != _OBJECT or not isinstance(v, ox.Literal)]
                if values:
                    told[subject][term] = sorted(values)
        return told

    def _matching(self, subject: str | None, predicate: str | None, object_: str | None) -> Iterable[Any]:
        terms = [ox.NamedNode(term) if term else None for term in (subject, predicate, object_)]
        return self._store.quads_for_pattern(terms[0], terms[1], terms[2], ox.DefaultGraph())


def key(facet: str, iri: str, base: Base) -> str:
    """How a thing is named as the value of a facet: the end of its address where that is enough.

    >>> key("target", "http://metadata.un.org/sdg/16.4", Base())
    '16.4'
    """
    if (path := base.path(iri)) is not None:
        return path.removeprefix("doc/") if facet == "document" else path
    head = _HEADS.get(facet, "")
    code = iri.removeprefix(head)
    return iri if code == iri or "/" in code else code


def iri(facet: str, value: str, base: Base) -> str | None:
    """The thing that the value of a facet names, as `key` wrote it; none for a year, a state and what names nothing."""
    if facet in ("year", "state") or not value:
        return None
    if facet == "document":
        return base.id(f"doc/{value}").value
    if ":" in value.partition("/")[0]:
        return value
    if "/" in value:
        return base.id(value).value
    return _HEADS[facet] + value if facet in _HEADS else None


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text: what stands between blank lines, cut where it is long; begin and end of each."""
    begin = 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _pieces(text, begin, end)
        begin = gap.end() if gap else end


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    if end - begin > _LONG:
        for stop in _END.finditer(text, begin, end):
            if stop.start() - begin > _LONG // 2:
                yield begin, stop.start()
                begin = stop.end()
    if text[begin:end].strip():
        yield begin, end


def _in(passage: Mapping[str, list[str]], version: str) -> bool:
    return version in passage.get(f"{NIF}referenceContext", ()) and f"{NIF}beginIndex" in passage


def _value(term: Any) -> str:
    return str(getattr(term, "value", term))
