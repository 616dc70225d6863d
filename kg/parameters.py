"""What a person writes for a parameter, to the term that is meant: IRI, code, symbol, or name in any language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from textwrap import shorten

import pyoxigraph as ox

from kg import symbols
from kg.errors import ConfigError, QueryError
from kg.iris import Base, fold, literal
from kg.labels import labels
from kg.query import rows
from kg.questions import ALL, Parameter, Question
from kg.store import Reader

Term = ox.NamedNode | ox.Literal

# What may be meant: the things of a kind, by type or by the vocabulary that lists them.
_KINDS = {
    "sdg": "VALUES ?type { sdgo:Goal sdgo:Target sdgo:Indicator } ?thing a ?type .",
    "area": "?thing a dcterms:Location .",
    # The groups that topics stand in are topics too.
    "topic": '?scheme mg:entityType "topic" . ?member skos:inScheme ?scheme ; skos:broader* ?thing .',
    "programme": "?thing a mg:Programme .",
    "organization": "?thing a org:Organization .",
    "instrument": "?thing a mg:Instrument .",
    "symbol": "?thing mg:symbol ?symbol .",
    "kind": "?thing skos:inScheme <https://w3id.org/mandategraph/vocab/units> .",
}
_CALLED = """
SELECT DISTINCT ?thing ?property ?name
WHERE {
  %s
  ?thing ?property ?name .
  FILTER(?property IN (
    mg:key, skos:notation, mg:symbol, skos:prefLabel, mg:shortLabel, skos:altLabel, skos:hiddenLabel,
    <http://metadata.un.org/sdg/codes/geoArea#iso3code>, <http://metadata.un.org/sdg/codes/geoArea#iso2code>
  ))
}
"""
_TIERS = {
    "key": 0, "notation": 0, "symbol": 0, "iso3code": 1, "iso2code": 1,
    "prefLabel": 2, "shortLabel": 2, "altLabel": 3, "hiddenLabel": 3,
}  # fmt: skip
"""By the last part of a property: codes before names, preferred names before others."""
_NEAR = 5
_SDG_WORD = re.compile(
    r"(?:sdg|sustainable development goal|goal|target|indicator)[\s:]*(?=\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    tier: int
    """0 for a code or slug, 1 for another code, 2 for a preferred label, 3 for other labels."""
    folded: str
    name: str
    iri: str


def bound(reader: Reader, question: Question, given: Sequence[tuple[str, str]]) -> dict[str, Term]:
    """The terms that the question's variables are bound to; a parameter left open is not among them.

    Raises `QueryError` for a parameter that the question lacks, is given twice or is missing, and for a value
    that means nothing or more than one thing, with those that may be meant; `ConfigError` for a period that ends
    before it begins.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    where = f"kg ask {question.name}"
    for place, (name, _) in enumerate(given):
        if name not in known:
            takes = ", ".join(f"{p.name} ({p.type})" for p in question.parameters) or "no parameter"
            raise QueryError(
                f"the question has no parameter {name!r}", where=where, remedy=f"it takes {takes}"
            )
        if name in [earlier for earlier, _ in given[:place]]:
            raise QueryError(f"{name} is given twice", where=where, remedy="give it once")
    values = dict(given)
    missing = [p.name for p in question.parameters if p.default is None and p.name not in values]
    if missing:
        raise QueryError(
            f"{missing[0]} is missing",
            where=where,
            remedy=f"add --param {missing[0]}={known[missing[0]].type.upper()}",
        )
    meant = {
        name: value for name, value in values.items() if not (value == ALL and known[name].default == ALL)
    }
    _check_period(known, meant, where)
    return {name: resolve(reader, known[name], value) for name, value in meant.items()}


def _check_period(known: Mapping[str, Parameter], meant: Mapping[str, str], where: str) -> None:
    """Nothing for a period that does not end before it begins.

    Raises `ConfigError` otherwise.
    """
    if {"from", "to"} <= meant.keys() and {known["from"].type, known["to"].type} <= {"year", "date"}:
        begin, end = (str(_time(known[name], meant[name]).value) for name in ("from", "to"))
        if begin[: len(end)] > end[: len(begin)]:
            raise ConfigError(
                f"the period ends ({end}) before it begins ({begin})",
                where=where,
                remedy=f"give from={end} and to={begin}",
            )


def resolve(reader: Reader, parameter: Parameter, value: str) -> Term:
    """The term that a value means for a parameter of that type.

    Raises `QueryError` where it means nothing, or more than one thing.
    """
    match parameter.type:
        case "text":
            return literal(value)
        case "year" | "date":
            return _time(parameter, value)
        case _:
            return _thing(reader, parameter, value.strip())


def _time(parameter: Parameter, value: str) -> ox.Literal:
    return _year(parameter, value) if parameter.type == "year" else _date(parameter, value)


def _year(parameter: Parameter, value: str) -> ox.Literal:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise _refused(parameter, f"{value!r} is no year", "write it with four digits")
    return literal(int(value))


def _date(parameter: Parameter, value: str) -> ox.Literal:
    try:
        return literal(date.fromisoformat(value))
    except ValueError as error:
        raise _refused(parameter, f"{value!r} is no date", "write it as 2026-01-31") from error


def _thing(reader: Reader, parameter: Parameter, value: str) -> ox.NamedNode:
    names = _names(reader, parameter.type)
    for found in _meanings(value, names, parameter.type, Base(reader.base)):
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            listed = _listed(reader, found)
            raise _refused(parameter, f"{value!r} may mean {len(found)} things", f"give one of {listed}")
    near = _near(value, names)
    remedy = f"it may be {_listed(reader, near)}" if near else "give an IRI, a code or a name"
    raise _refused(parameter, f"the store knows no {parameter.type} {value!r}", remedy)


def _names(reader: Reader, kind: str) -> list[_Name]:
    """All that things of a kind are called, slugs included, surest names first."""
    found = {
        _Name(_tier(row["property"].value), fold(row["name"].value), row["name"].value, row["thing"].value)
        for row in rows(reader, _CALLED % _KINDS[kind])
        if isinstance(row["thing"], ox.NamedNode)
    }
    slugs = {_Name(0, fold(_last(iri)), _last(iri), iri) for iri in {name.iri for name in found}}
    return sorted(found | slugs)


def _tier(property: str) -> int:
    return _TIERS[property.rpartition("#")[2]]


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _meanings(value: str, names: Sequence[_Name], kind: str, base: Base) -> Iterator[list[str]]:
    """What the value can mean, the surest way of reading it first."""
    known = {name.iri for name in names}
    yield [iri for iri in (_iri(value, base),) if iri in known]
    folded = fold(_bare(value, kind))
    for tier in range(4):
        yield sorted({name.iri for name in names if name.tier == tier and name.folded == folded})


def _iri(value: str, base: Base) -> str:
    """The value as an IRI, prefixed names written out."""
    bare = value.strip("<>")
    prefix, colon, local = bare.partition(":")
    return base.prefixes[prefix] + local if colon and prefix in base.prefixes else base.rebase(bare)


def _bare(value: str, kind: str) -> str:
    """The value without words that only say its kind, a symbol in its canonical form."""
    if kind == "sdg":
        return _SDG_WORD.sub("", value)
    found = symbols.parse(value) if kind == "symbol" else ()
    return found[0].canonical if len(found) == 1 else value


def _near(value: str, names: Iterable[_Name]) -> list[str]:
    """Things that are called alike: the same beginning, or nearly the same letters."""
    folded = fold(value)
    listed = list(names)
    starting = [name.iri for name in listed if folded and f" {folded}" in f" {name.folded}"]
    alike = get_close_matches(folded, sorted({name.folded for name in listed}), n=_NEAR)
    close = [name.iri for word in alike for name in listed if name.folded == word]
    return list(dict.fromkeys([*close, *starting]))[:_NEAR]


def _listed(reader: Reader, iris: Sequence[str]) -> str:
    called = labels(reader, iris)
    return "; ".join(f"{shorten(called[iri].text, 60, placeholder=' …')} <{iri}>" for iri in iris)


def _refused(parameter: Parameter, what: str, remedy: str) -> QueryError:
    return QueryError(what, where=f"parameter {parameter.name}", remedy=remedy)
