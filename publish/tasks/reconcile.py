"""Names to things, for OpenRefine: candidates, suggestions, previews, and values to extend a table with.

https://reconciliation-api.github.io/specs/0.2/
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg import symbols
from kg.iris import RDF, Base, fold
from kg.store import Reader
from publish.preview import Match, preview_page

TYPES: Mapping[str, tuple[str, str]] = {
    "programme": ("Programmes", "?thing a mg:Programme ."),
    "organization": ("Organizations", "?thing a org:Organization ."),
    "resolution": ("Resolutions", "?thing a mg:Resolution ."),
    "sdg": (
        "Goals, targets and indicators",
        "VALUES ?type { sdgo:Goal sdgo:Target sdgo:Indicator } ?thing a ?type .",
    ),
    "place": ("Places", "?thing a dcterms:Location ."),
    "topic": ("Topics", '?scheme mg:entityType "topic" . ?thing skos:inScheme ?scheme .'),
}
"""Name and pattern of each type that can be asked for."""
_NAMES = """SELECT DISTINCT ?thing ?property ?name WHERE {{
  {pattern}
  ?thing ?property ?name .
  FILTER(?property IN (
    skos:prefLabel, mg:shortLabel, skos:altLabel, skos:hiddenLabel, skos:notation, mg:symbol, mg:key,
    <http://metadata.un.org/sdg/codes/geoArea#iso3code>, <http://metadata.un.org/sdg/codes/geoArea#iso2code>
  ))
}}"""
_VALUES = """SELECT ?thing ?property ?value ?name WHERE {{
  VALUES ?thing {{ {things} }}
  VALUES ?property {{ {properties} }}
  ?thing ?property ?value
  OPTIONAL {{ ?value skos:prefLabel ?name FILTER(LANGMATCHES(LANG(?name), "en")) }}
}}
ORDER BY ?thing ?property ?value ?name"""
_PROPERTIES = """SELECT ?property (COUNT(*) AS ?n) WHERE {{ {pattern} ?thing ?property ?value }}
GROUP BY ?property ORDER BY DESC(?n) ?property LIMIT 100"""
_NEAR = 60.0
"""Score below which a candidate is no candidate."""
_LIMIT = 10
_MOST = 50
_CODES = ("notation", "symbol", "key", "iso3code", "iso2code")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a name."""

    iri: str
    name: str
    type: str
    names: tuple[str, ...]
    """All it is called, folded."""


@dataclass(frozen=True, slots=True)
class Index:
    """All things that can be asked for."""

    things: tuple[Thing, ...]
    exact: Mapping[str, tuple[int, ...]]
    """Places in `things`, by folded name."""
    words: Mapping[str, tuple[int, ...]]
    """Places in `things`, by each word of a folded name."""


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The answer to `call`, one of those below, with `arguments`."""
    told = _CALLS[task["call"]](reader, **task["arguments"])
    return told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()


# Candidates -----------------------------------------------------------------------------------------------


def queries(reader: Reader, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The candidates of each query of a batch, by its key."""
    index = indexed(reader)
    return {key: {"result": _candidates(index, one)} for key, one in asked.items()}


def _candidates(index: Index, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    text = str(asked.get("query", ""))
    wanted = asked.get("type") or []
    types = {wanted} if isinstance(wanted, str) else set(wanted)
    limit = min(int(asked.get("limit") or _LIMIT), _MOST)
    scored = [(score, thing) for score, thing in _scored(index, text) if not types or thing.type in types]
    scored.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].iri))
    sure = [score for score, _ in scored].count(100.0) == 1
    return [
        _shown(thing) | {"score": score, "match": sure and score == 100.0} for score, thing in scored[:limit]
    ]


def _scored(index: Index, text: str) -> Iterator[tuple[float, Thing]]:
    """Things that may be meant, with scores to 100: the same name, or nearly the same words and letters."""
    found = symbols.parse(text)
    folded = fold(found[0].canonical if len(found) == 1 else text)
    exact = set(index.exact.get(folded, ()))
    yield from ((100.0, index.things[place]) for place in exact)
    near = {place for word in folded.split() for place in index.words.get(word, ())} - exact
    for place in near:
        thing = index.things[place]
        score = max(_alike(folded, name) for name in thing.names)
        if score >= _NEAR:
            yield round(score, 1), thing


def _alike(one: str, other: str) -> float:
    """Below 100 for what is not the same: half by words, half by letters."""
    mine, theirs = set(one.split()), set(other.split())
    words = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    # The quick bound first: comparing letters is the dear part.
    if 50 * words + 50 < _NEAR:
        return 0.0
    return min(99.0, 50 * words + 50 * SequenceMatcher(None, one, other, autojunk=False).ratio())


def _shown(thing: Thing) -> dict[str, Any]:
    return {"id": thing.iri, "name": thing.name, "type": [{"id": thing.type, "name": TYPES[thing.type][0]}]}


# Suggestions ----------------------------------------------------------------------------------------------


def suggest_entity(reader: Reader, prefix: str, cursor: int) -> dict[str, Any]:
    """Things with a name, or a word of it, that begins like this."""
    folded = fold(prefix)
    found = [
        thing
        for thing in indexed(reader).things
        if any(name.startswith(folded) or f" {folded}" in name for name in thing.names)
    ]
    listed = found[cursor : cursor + _LIMIT]
    return {
        "result": [
            {"id": t.iri, "name": t.name, "notable": [{"id": t.type, "name": TYPES[t.type][0]}]}
            for t in listed
        ]
    }


def suggest_type(_: Reader, prefix: str, cursor: int) -> dict[str, Any]:
    """Types whose name begins like this."""
    found = [
        {"id": key, "name": name}
        for key, (name, _) in TYPES.items()
        if fold(name).startswith(fold(prefix)) or key.startswith(prefix.lower())
    ]
    return {"result": found[cursor : cursor + _LIMIT]}


def suggest_property(reader: Reader, prefix: str, cursor: int) -> dict[str, Any]:
    """Properties that some thing has, whose name has a word that begins like this."""
    found = {one["id"]: one for key in TYPES for one in _properties(reader, key)}
    folded = fold(prefix)
    fitting = [one for one in found.values() if f" {folded}" in f" {fold(one['name'])}"]
    return {"result": sorted(fitting, key=lambda one: one["name"])[cursor : cursor + _LIMIT]}


def propose(reader: Reader, type: str, limit: int) -> dict[str, Any]:
    """The properties that things of a type have, the one that most of them have first."""
    found = _properties(reader, type) if type in TYPES else []
    return {"type": type, "limit": limit, "properties": found[:limit]}


def _properties(reader: Reader, type: str) -> list[dict[str, str]]:
    rows = _rows(reader, _PROPERTIES.format(pattern=TYPES[type][1]))
    iris = [row["property"].value for row in rows]
    return [{"id": iri, "name": _last(iri)} for iri in iris if iri != f"{RDF}type"]


# Extending and preview ------------------------------------------------------------------------------------


def extend(reader: Reader, ids: Sequence[str], properties: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The values of some properties for some things; settings of a property: `limit`.

    Raises `ValueError` for what is no IRI.
    """
    wanted = [str(one["id"]) for one in properties]
    most = {str(o["id"]): int((o.get("settings") or {}).get("limit") or 0) for o in properties}
    values: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    text = _VALUES.format(things=_nodes(ids), properties=_nodes(wanted))
    for row in _rows(reader, text) if ids and wanted else ():
        known = values[row["thing"].value, row["property"].value]
        known.setdefault(str(row["value"]), _cell(row["value"], row["name"]))
    rows = {iri: {one: [*values[iri, one].values()][: most[one] or None] for one in wanted} for iri in ids}
    return {"meta": [{"id": one, "name": _last(one)} for one in wanted], "rows": rows}


def _cell(value: Any, name: Any) -> dict[str, Any]:
    if isinstance(value, ox.NamedNode):
        return {"id": value.value, "name": name.value if name is not None else _last(value.value)}
    return {"str": value.value} if isinstance(value, ox.Literal) else {}


def preview(reader: Reader, iri: str, root: str) -> bytes:
    """A small page about a thing; empty for what is not known."""
    found = next((thing for thing in indexed(reader).things if thing.iri == iri), None)
    if found is None:
        return b""
    notes = (TYPES[found.type][0], iri)
    return preview_page(Match(found.name, iri, notes), Base(reader.base), root).encode()


# The index ------------------------------------------------------------------------------------------------


def indexed(reader: Reader) -> Index:
    """All things that can be asked for in this store."""
    return _index(reader.store, Base(reader.base))


@lru_cache(maxsize=1)  # a process serves one build, which does not change
def _index(store: ox.Store, base: Base) -> Index:
    things = tuple(thing for type in TYPES for thing in _things(store, base, type))
    exact: dict[str, list[int]] = defaultdict(list)
    words: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        for name in thing.names:
            exact[name].append(place)
        for word in {word for name in thing.names for word in name.split()}:
            words[word].append(place)
    return Index(
        things,
        {name: tuple(places) for name, places in exact.items()},
        {word: tuple(places) for word, places in words.items()},
    )


def _things(store: ox.Store, base: Base, type: str) -> Iterator[Thing]:
    called: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in _asked(store, base, _NAMES.format(pattern=TYPES[type][1])):
        if isinstance(row["thing"], ox.NamedNode) and isinstance(row["name"], ox.Literal):
            kind = _last(row["property"].value)
            called[row["thing"].value].append((_rank(kind, row["name"].language), row["name"].value, kind))
    for iri, found in sorted(called.items()):
        found.sort()
        name = found[0][1]
        code = next((text for _, text, kind in found if kind == "notation"), None)
        shown = f"{code} {name}" if type == "sdg" and code and code != name else name
        names = (*(text for _, text, _ in found), shown, iri, _last(iri))
        yield Thing(iri, shown, type, tuple(dict.fromkeys(map(fold, names))))


def _rank(kind: str, language: str | None) -> int:
    """The official English name first, codes last."""
    if kind in _CODES:
        return 9
    return ("prefLabel", "shortLabel", "altLabel", "hiddenLabel").index(kind) * 2 + (
        language not in ("en", None)
    )


def _rows(reader: Reader, text: str) -> Iterable[Any]:
    return _asked(reader.store, Base(reader.base), text)


def _asked(store: ox.Store, base: Base, text: str) -> Iterable[Any]:
    found = store.query(text, prefixes=base.prefixes)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


_CALLS: Mapping[str, Callable[..., Any]] = {
    "queries": queries,
    "suggest_entity": suggest_entity,
    "suggest_type": suggest_type,
    "suggest_property": suggest_property,
    "propose": propose,
    "extend": extend,
    "preview": preview,
}
