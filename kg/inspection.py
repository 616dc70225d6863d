"""What is in a store and whether it keeps its promises: findings, checks, and names that can be frozen."""

import os
import platform
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import assets, catalogue, decisions, store, validate, vocabularies, vocabulary
from kg.assembly import Progress
from kg.errors import KgError
from kg.iris import RDF, Base, fold
from kg.query import rows
from kg.settings import Settings
from kg.types import Finding

_OPEN = ("programme", "organization", "publication", "event", "instrument", "place")
_BLOCK = 60
"""A word that more entities share tells nothing."""
_LIKENESS = 0.92
_LINKS = frozenset({"and", "of", "for", "the", "on", "in", "to", "against", "with"})
_NAMED = """
SELECT ?graph ?thing ?name ?other
WHERE {
  GRAPH ?graph {
    ?thing skos:prefLabel ?name .
    OPTIONAL { ?thing skos:altLabel ?other }
  }
}
ORDER BY ?thing ?name ?other
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    what: str
    fine: bool
    found: str


def findings(root: Path, *, progress: Progress) -> tuple[Finding, ...]:
    """Everything that is wrong in the live build, and what kept documents out of it; violations first.

    Shapes and rules run again over what is stored; what extraction found stands in the manifest.
    """
    reader = store.open_reader(root)
    base = Base(reader.base)
    listed = reader.manifest["documents"]
    found = list(validate.check_rules(reader.store, base))
    # Only our own words: a defect of a vocabulary that somebody added is no fault of a document.
    others = _vocabularies(reader) - {base.graph("vocab", own.name).value for own in vocabularies.packaged()}
    homes = {
        base.graph(kind, row["document"], row["version"]).value: row["document"]
        for row in listed
        for kind in ("doc", "prov")
    }
    progress("validate", 0, len(listed))
    for finding in validate.check_store(reader.store, base, without=others):
        found.append(replace(finding, document=_document(reader.store, finding.focus or "", homes)))
    found += [Finding(**kept) for row in listed for kept in row["findings"]]
    progress("validate", len(listed), len(listed))
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(map(_lasting, found), key=_order):
        unique.setdefault(_what(finding), finding)
    return tuple(unique.values())


def _vocabularies(reader: store.Reader) -> set[str]:
    """The graphs of all vocabularies in the store."""
    names = {str(name.value) for name in reader.store.named_graphs()}
    return {name for name in names if name.startswith(Base(reader.base).graph("vocab").value + "/")}


def _document(kept: ox.Store, focus: str, homes: Mapping[str, str]) -> str | None:
    """The first document that speaks of the thing, or refers to it."""
    if "://" not in focus:
        return None
    node = ox.NamedNode(focus)
    for subject, value in ((node, None), (None, node)):
        graphs = (quad.graph_name for quad in kept.quads_for_pattern(subject, None, value, None))
        names = {homes[g.value] for g in graphs if isinstance(g, ox.NamedNode) and g.value in homes}
        if names:
            return min(names)
    return None


def _lasting(finding: Finding) -> Finding:
    """The finding without a path that is no IRI: blank nodes have another name in every run."""
    return finding if "://" in (finding.path or "") else replace(finding, path=None)


def _what(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one: the same fault of the same thing, met from whatever document."""
    seen = finding.document if finding.focus is None else None
    return finding.rule, finding.focus, finding.path, finding.value, finding.begin, finding.message, seen


def _order(finding: Finding) -> tuple[int, str, str, int]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.document or "", finding.rule, finding.begin or 0


def report_turtle(found: Iterable[Finding]) -> str:
    """The findings as a SHACL validation report."""
    sh = "http://www.w3.org/ns/shacl#"
    kinds = {"violation": "Violation", "warning": "Warning", "info": "Info"}
    report = ox.BlankNode("report")
    triples = [ox.Triple(report, ox.NamedNode(RDF + "type"), ox.NamedNode(sh + "ValidationReport"))]
    listed = list(found)
    conforms = ox.Literal(not any(finding.severity == "violation" for finding in listed))
    triples.append(ox.Triple(report, ox.NamedNode(sh + "conforms"), conforms))
    for number, finding in enumerate(listed, start=1):
        result = ox.BlankNode(f"result{number}")
        message = ox.Literal(f"{finding.message}. Remedy: {finding.remedy}.", language="en")
        triples += [
            ox.Triple(report, ox.NamedNode(sh + "result"), result),
            ox.Triple(result, ox.NamedNode(RDF + "type"), ox.NamedNode(sh + "ValidationResult")),
            ox.Triple(
                result, ox.NamedNode(sh + "resultSeverity"), ox.NamedNode(sh + kinds[finding.severity])
            ),
            ox.Triple(result, ox.NamedNode(sh + "resultMessage"), message),
            *(ox.Triple(result, ox.NamedNode(sh + name), node) for name, node in _nodes(finding)),
        ]
    raw = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sh": sh})
    return (raw or b"").decode("utf-8")


def _nodes(finding: Finding) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for name, value in (("focusNode", finding.focus), ("resultPath", finding.path)):
        if value and "://" in value and " " not in value:
            yield name, ox.NamedNode(value)
    if finding.value:
        yield "value", ox.Literal(finding.value)


# Checks ---------------------------------------------------------------------------------------------------


def checks(settings: Settings) -> list[Check]:
    """Whether software, data folders, vocabularies, decisions and store are as they should be."""
    return [
        Check(what="Python", fine=True, found=platform.python_version()),
        *(
            _library(name)
            for name in ("pyoxigraph", "rdflib", "pyshacl", "spacy", "SPARQLWrapper", "starlette")
        ),
        *(
            _tried(f"data folder {name}", lambda name=name: f"{len(assets.files(name, '**/*.*'))} files")
            for name in assets.FOLDERS
        ),
        _tried("vocabularies", lambda: f"{len(vocabulary.load().concepts)} concepts"),
        _tried("catalogue", lambda: f"{len(catalogue.load())} sources"),
        _tried("decisions", lambda: f"{len(decisions.load(settings.decisions).reviews)} reviews"),
        _tried("store", lambda: _store(settings.store)),
    ]


def _library(name: str) -> Check:
    try:
        return Check(what=name, fine=True, found=version(name))
    except PackageNotFoundError:
        return Check(what=name, fine=False, found="missing: install mandategraph again")


def _tried(what: str, look: Any) -> Check:
    try:
        return Check(what=what, fine=True, found=str(look()))
    except KgError as error:
        return Check(what=what, fine=False, found=str(error))


def _store(root: Path) -> str:
    told = store.manifest(root)
    if told is None:
        return f"none at {root} yet; make one with: kg build PATH"
    reader = store.open_reader(root)
    writable = "writable" if os.access(root, os.W_OK) else "read-only"
    return f"{len(told['documents'])} documents, {len(reader.store)} quads, base {told['base']}, {writable}"


# Duplicates -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entities of one build that may be one, and why."""

    first: str
    """IRI, as `second`."""
    second: str
    names: tuple[str, str]
    reason: str


def duplicates(root: Path) -> tuple[Pair, ...]:
    """Pairs of entities whose names are suspiciously alike, sorted; nothing is merged.

    Only pairs that share a word, or the letters that the words begin with, are compared.

    Raises `StoreError` where there is no store.
    """
    reader = store.open_reader(root)
    base = Base(reader.base)
    names: dict[str, set[str]] = {}
    for row in rows(reader, _NAMED, graph=base.graph("entities")):
        path = (base.path(row["thing"].value) or "").split("/")[0].replace("org", "organization")
        if path in _OPEN and path != "place":
            called = {row[key].value for key in ("name", "other") if row[key] is not None}
            names.setdefault(row["thing"].value, set()).update(called)
    return tuple(sorted(_pairs(names), key=lambda pair: (pair.first, pair.second)))


def _pairs(names: Mapping[str, set[str]]) -> Iterator[Pair]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for iri, called in names.items():
        for name in called:
            words = fold(name).split()
            for block in {*(w for w in words if len(w) > 3), "".join(w[0] for w in words), "".join(words)}:
                blocks[block].add(iri)
    seen = {
        pair for block in blocks.values() if len(block) <= _BLOCK for pair in combinations(sorted(block), 2)
    }
    for first, second in seen:
        found = (
            (one, other, _alike(one, other))
            for one in sorted(names[first])
            for other in sorted(names[second])
        )
        if hit := next(((one, other, why) for one, other, why in found if why), None):
            yield Pair(first=first, second=second, names=hit[:2], reason=hit[2])


def _alike(one: str, other: str) -> str:
    """Why two names look like one thing's, or nothing."""
    first, second = fold(one).split(), fold(other).split()
    if first == second:
        return "same name, two types"
    if sorted(first) == sorted(second):
        return "same words in another order"
    if "".join(first) == "".join(second):
        return "same letters, other blanks or hyphens"
    for short, long in ((first, second), (second, first)):
        whole = [word for word in long if word not in _LINKS]
        if len(short) == 1 and len(short[0]) > 2 and short[0] == "".join(word[0] for word in whole):
            return "one is the initials of the other"
    if min(len(first), len(second)) > 1 and SequenceMatcher(None, one, other).ratio() >= _LIKENESS:
        return "spelled almost alike"
    return ""


# Freezing -------------------------------------------------------------------------------------------------


def freeze(settings: Settings, *, by: str, date: str) -> int:
    """How many names were written to the decisions: those of entities that no code or vocabulary names."""
    reader = store.open_reader(settings.store)
    base = Base(reader.base)
    known = set(decisions.under(decisions.load(settings.decisions), base).frozen.values())
    names: dict[str, set[str]] = {}
    for row in rows(reader, _NAMED, graph=base.graph("entities")):
        path = base.path(row["thing"].value)
        if (
            path
            and path.split("/")[0].replace("org", "organization") in _OPEN
            and row["thing"].value not in known
        ):
            names.setdefault(row["thing"].value, set()).update(
                fold(row[key].value) for key in ("name", "other") if row[key] is not None
            )
    for iri, called in sorted(names.items()):
        kind = (base.path(iri) or "").split("/")[0].replace("org", "organization")
        entry = {
            "action": "freeze",
            "iris": [iri],
            "type": kind,
            "names": sorted(called),
            "by": by,
            "date": date,
        }
        decisions.append(settings.decisions, entry, base)
    return len(names)
