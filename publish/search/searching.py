"""Hits out of the tables: the same question to each of their files, and the answers put together."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

from kg.errors import KgError
from publish.search.asking import Phrase, Query, asked
from publish.search.index import Index
from publish.search.marking import marked, sentence
from publish.search.records import FACETS, MOST_VALUES, SIZE, Hits, Item, Passage, Thing

_THINGS = 12
_MANY_THINGS = 500
"""Things by name that a whole list of them holds."""
_UNSURE = "candidate"
_COUNT = itemgetter(1)
_VALUE = "SELECT item FROM item_value JOIN value ON value.id = value WHERE facet = ? AND key = ?"
_SENTENCE = "SELECT item FROM item_passage WHERE passage IN (SELECT rowid FROM words WHERE words MATCH ?)"
_NAMED = (
    "SELECT item FROM item_term WHERE said AND term IN "
    "(SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(?)))"
)
_ROW = (
    "document, begin, sha256, item.id, {first} AS first, s.iri, a.iri, p.iri, o.iri, status, language, end "
    "FROM item JOIN version ON version.id = version JOIN term s ON s.id = statement "
    "JOIN term a ON a.id = subject JOIN term p ON p.id = predicate JOIN term o ON o.id = object"
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which statements fit, as a condition on `item.id` with its values; empty where all do."""

    condition: str
    values: tuple[object, ...]


def search(
    index: Index,
    words: str,
    facets: Mapping[str, Sequence[str]],
    language: str = "en",
    page: int = 1,
    *,
    size: int = SIZE,
    suggested: bool = True,
    all_things: bool = False,
    inferred: bool | None = None,
) -> Hits:
    """What fits all the words and all the values of facets; pages count from 1.

    Without `suggested`, statements that only software suggests are left out, unless their state is asked for.
    With `inferred`, only statements of links that were inferred are told; with False, only the others.
    A word fits a statement where its sentence holds it, or where something that the statement speaks of is called so;
    statements whose sentence holds all of them come first, then the order is that of documents and text.
    """
    query = asked(index, words)
    choice = _of_sort(index, _chosen(index, query, facets), inferred)
    sure = not suggested and not facets.get("state")
    counts, left_out = _counts(index, choice, sure=sure)
    start = max(0, page - 1) * size
    called = _called(index, query, language) if query and page == 1 else []
    return Hits(
        things=tuple(_shown(index, called[: _MANY_THINGS if all_things else _THINGS], query, language))
        if query
        else (),
        items=tuple(_items(index, choice, query, size, start, sure=sure)) if size else (),
        passages=tuple(_passages(index, query, facets, size, start)) if query else (),
        total=sum(counts["state"].values()),
        suggested=left_out,
        things_total=len(called),
        passages_total=_passages_total(index, query, facets) if query else 0,
        counts=counts,
    )


def items_of(index: Index, document: str) -> tuple[Item, ...]:
    """The statements of a document, in the order of its text."""
    query = f"SELECT {_ROW.format(first=0)} WHERE document = ?"
    rows = sorted(row for part in index.each(query, document) for row in part)
    return tuple(_item(index, row, None) for row in rows)


def things(
    index: Index, kind: str, language: str = "en", *, after: tuple[str, str] = ("", ""), size: int = 100
) -> tuple[tuple[str, str], ...]:
    """A page of the things of a kind as pairs of name and IRI, by name; the last pair leads to the next page."""
    rows = index.things(
        "SELECT * FROM (SELECT (SELECT text FROM name WHERE thing = thing.id "
        "ORDER BY rank > 3, coalesce(language = ?, 0) DESC, coalesce(language = 'en', 0) DESC, rank, text LIMIT 1) "
        "AS name, iri FROM thing WHERE kind = ?) WHERE (name, iri) > (?, ?) ORDER BY name, iri LIMIT ?",
        *(language, kind, *after, size),
    )
    return tuple((name, iri) for name, iri in sorted(rows)[:size])


def nearest(
    index: Index, words: str, facets: Mapping[str, Sequence[str]], *, suggested: bool = True
) -> tuple[tuple[str, str | None, int], ...]:
    """What there would be with less: facet and value that are left out, or "words", and how many statements then."""
    given = [(name, value) for name, values in facets.items() for value in values]
    found: list[tuple[str, str | None, int]] = []
    for name, value in given:
        less = {key: [one for one in values if (key, one) != (name, value)] for key, values in facets.items()}
        found.append((name, value, _total(index, words, less, suggested)))
    if words.strip() and given:
        found.append(("words", None, _total(index, "", facets, suggested)))
    return tuple(one for one in found if one[2])


def _total(index: Index, words: str, facets: Mapping[str, Sequence[str]], suggested: bool) -> int:
    choice = _chosen(index, asked(index, words), facets)
    counts, _ = _counts(index, choice, sure=not suggested and not facets.get("state"))
    return sum(counts["state"].values())


# The choice -----------------------------------------------------------------------------------------------


def _chosen(index: Index, query: Query | None, facets: Mapping[str, Sequence[str]]) -> _Choice:
    parts: list[str] = []
    values: list[object] = []
    for facet in FACETS:
        for value in dict.fromkeys(facets.get(facet, ())):
            parts.append(f"item.id IN ({_VALUE})")
            values += [facet, value]
    if query:
        groups = [*query.groups, *([query.whole] if query.whole else [])]
        fits = [f"item.id IN ({_SENTENCE} UNION ALL {_NAMED})" for _ in groups]
        several = len(query.groups)
        parts.append(f"({' OR '.join([' AND '.join(fits[:several]), *fits[several:]])})")
        values += [value for group in groups for value in (_any(group), _things(index, group))]
    return _Choice(" AND ".join(parts), tuple(values))


def _of_sort(index: Index, choice: _Choice, inferred: bool | None) -> _Choice:
    """The same among links that were inferred, or among the other statements."""
    if inferred is None:
        return choice
    # A file of texts in which nothing was inferred may lack the name of the relation.
    fits = f"item.predicate {'IS' if inferred else 'IS NOT'} (SELECT id FROM term WHERE iri = ?)"
    condition = f"{choice.condition} AND {fits}" if choice.condition else fits
    return _Choice(condition, (*choice.values, index.base.ns("relevantTo").value))


def _any(phrases: Sequence[Phrase]) -> str:
    return " OR ".join(phrase.written for phrase in phrases)


def _things(index: Index, phrases: Sequence[Phrase]) -> str:
    """The things that are called like one of the phrases, as SQLite reads a list."""
    query = (
        "SELECT iri FROM thing WHERE id IN "
        "(SELECT thing FROM name WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?))"
    )
    return json.dumps(sorted(row[0] for row in index.things(query, _any(phrases))))


def _counts(index: Index, choice: _Choice, *, sure: bool) -> tuple[dict[str, dict[str, int]], int]:
    """How many of the statements stand under each value, most first; and how many are left out as not sure."""
    found = _counted(index, choice)
    left_out = found["state"].get(_UNSURE, 0) if sure else 0
    if left_out:
        unsure = f"item.id IN ({_VALUE})"
        condition = f"{choice.condition} AND {unsure}" if choice.condition else unsure
        less = _counted(index, _Choice(condition, (*choice.values, "state", _UNSURE)))
        for facet, values in less.items():
            for key, count in values.items():
                found[facet][key] -= count
    return {facet: _most(counted) for facet, counted in found.items()}, left_out


def _counted(index: Index, choice: _Choice) -> dict[str, dict[str, int]]:
    if choice.condition:
        query = (
            f"WITH chosen AS MATERIALIZED (SELECT id FROM item WHERE {choice.condition}), counted AS MATERIALIZED "
            "(SELECT value, count(*) AS n FROM chosen JOIN item_value ON item = chosen.id GROUP BY value) "
            "SELECT facet, key, n FROM counted JOIN value ON value.id = counted.value"
        )
    else:
        query = "SELECT facet, key, total FROM value"
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for rows in index.each(query, *choice.values):
        for facet, key, count in rows:
            values = found[facet]
            values[key] = values.get(key, 0) + count
    return found


def _most(counted: Mapping[str, int]) -> dict[str, int]:
    # Sorted twice, which keeps the order of the first: quicker than by pairs.
    listed = sorted(sorted(pair for pair in counted.items() if pair[1]), key=_COUNT, reverse=True)
    return dict(listed[:MOST_VALUES])


# Statements -----------------------------------------------------------------------------------------------


def _items(
    index: Index, choice: _Choice, query: Query | None, size: int, start: int, *, sure: bool
) -> Iterator[Item]:
    row = _ROW.format(first=f"item.id NOT IN ({_SENTENCE})" if query else "0")
    parts = [choice.condition, f"status != '{_UNSURE}'" if sure else ""]
    where = f"WHERE {' AND '.join(filter(None, parts))}" if any(parts) else ""
    found = index.each(
        f"SELECT {row} {where} ORDER BY first, document, begin, sha256, item.id LIMIT ?",
        *([query.written] if query else []),
        *(*choice.values, start + size),
    )
    rows = merge(*found, key=lambda row: (row[4], *row[:4]))
    return (_item(index, row, query) for row in islice(rows, start, start + size))


def _item(index: Index, row: Sequence[Any], query: Query | None) -> Item:
    document, begin, sha256, _, _, statement, subject, predicate, object_, status, language, end = row
    return Item(
        statement=statement,
        subject=subject,
        predicate=predicate,
        object=object_,
        status=status,
        document=document,
        sha256=sha256,
        begin=begin,
        end=end,
        sentence=marked(_text(index, sha256, begin, end), query, language),
    )


def _text(index: Index, sha256: str, begin: int, end: int) -> str:
    """Words of a stored text; none where it is lost."""
    try:
        return index.text(sha256)[begin:end]
    except KgError:
        return ""


# Passages -------------------------------------------------------------------------------------------------


def _where(index: Index, query: Query, facets: Mapping[str, Sequence[str]]) -> _Choice:
    """Which paragraphs hold the words; with facets, those in which a statement stands that they choose."""
    choice = _chosen(index, None, facets)
    within = (
        f" AND passage.id IN (SELECT paragraph FROM item WHERE {choice.condition})"
        if choice.condition
        else ""
    )
    told = f"FROM words JOIN passage ON passage.id = words.rowid WHERE words MATCH ? AND paragraph{within}"
    return _Choice(told, (query.written, *choice.values))


def _passages(
    index: Index, query: Query, facets: Mapping[str, Sequence[str]], size: int, start: int
) -> Iterator[Passage]:
    """The paragraphs that hold the words, in each part of the texts the one first in which they weigh most."""
    where = _where(index, query, facets)
    found = index.each(
        "SELECT weight, document, begin, sha256, language, end FROM (SELECT passage.version, begin, end, "
        f"bm25(words) AS weight {where.condition}) AS found JOIN version ON version.id = found.version "
        "ORDER BY weight, document, begin, sha256 LIMIT ?",
        *(*where.values, start + size),
    )
    for _, document, begin, sha256, language, end in islice(merge(*found), start, start + size):
        shown = sentence(_text(index, sha256, begin, end), query, language)
        yield Passage(document=document, sha256=sha256, begin=begin, end=end, sentence=shown)


def _passages_total(index: Index, query: Query, facets: Mapping[str, Sequence[str]]) -> int:
    where = _where(index, query, facets)
    return sum(int(rows[0][0]) for rows in index.each(f"SELECT count(*) {where.condition}", *where.values))


# Things ---------------------------------------------------------------------------------------------------


def _called(index: Index, query: Query, language: str) -> list[Sequence[Any]]:
    """Things one of whose names holds all the words, the same name first, then the shortest; a row for each."""
    plain = _plain(query)
    said = " ".join(group[0].name for group in plain.groups)
    rows = index.things(
        "SELECT folded != ?, rank = 3, length(folded), coalesce(name.language, '') != ?, text, iri, kind, "
        "name.language FROM thing JOIN name ON thing = thing.id WHERE name.id IN "
        "(SELECT rowid FROM words WHERE words MATCH ?)",
        *(said, language, plain.written),
    )
    best: dict[str, Sequence[Any]] = {}
    for row in sorted(rows, key=lambda row: row[:6]):
        best.setdefault(row[5], row)
    return [*best.values()]


def _plain(query: Query) -> Query:
    """Only what was typed, without other names."""
    return Query(tuple(group[:1] for group in query.groups))


def _shown(index: Index, rows: Sequence[Sequence[Any]], query: Query, language: str) -> Iterator[Thing]:
    names, plain = _names(index, [row[5] for row in rows], language), _plain(query)
    for text, iri, kind, spoken in (row[4:] for row in rows):
        name, own = names[iri]
        yield Thing(iri=iri, kind=kind, name=name, language=own, called=marked(text, plain, spoken))


def _names(index: Index, iris: Sequence[str], language: str) -> Mapping[str, tuple[str, str | None]]:
    """What things are called for people: in the language asked for, else in English, else anyhow."""
    rows = index.things(
        "SELECT iri, rank, text, language FROM name JOIN thing ON thing.id = thing "
        "WHERE iri IN (SELECT value FROM json_each(?))",
        json.dumps(iris),
    )
    found: dict[str, dict[str | None, str]] = defaultdict(dict)
    for iri, rank, text, spoken in sorted(rows, key=lambda row: row[:3]):
        found[iri].setdefault(spoken if rank < 4 else "code", text)
    return {iri: _best(found[iri], language) for iri in iris}


def _best(names: Mapping[str | None, str], language: str) -> tuple[str, str | None]:
    for spoken in (language, "en", None, *names):
        if spoken in names:
            return names[spoken], None if spoken == "code" else spoken
    return "", None
