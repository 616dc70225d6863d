"""A question put to the live build: parameters in words, an answer in words, rows, sources and caveats out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import questions
from kg.errors import ConfigError
from kg.labels import labels
from kg.parameters import Term, bound
from kg.query import rows
from kg.questions import FIELD, Question
from kg.store import Reader
from kg.tables import Value, answered, plain

Words = Callable[[str, str], str]
"""From what a text is for (a header's key, "open" or "frame") and the English text to the text that is said."""
_SOURCES = """
SELECT ?document ?version (MIN(?sign) AS ?symbol) (MIN(STR(?address)) AS ?url)
WHERE {
  VALUES ?document { %s }
  ?document dcterms:hasVersion ?version .
  OPTIONAL { ?document mg:symbol ?sign }
  OPTIONAL { ?document schema:url ?address }
}
GROUP BY ?document ?version
ORDER BY ?document ?version
"""
_LANGUAGES = """
SELECT DISTINCT (LANG(?name) AS ?language)
WHERE { ?thing skos:prefLabel|mg:shortLabel ?name }
"""
_BATCH = 500
_NAMED = 3
_UNVERIFIED = "Suggested by a machine, not verified by a person: {some} of {all} rows."
_EMPTY = "The store holds no statement {missing}; that is not the same as none existing."
_AND, _COMMA, _MORE, _NOBODY, _ONE = "{names} and {last}", ", ", "{number} more", "none", "{name}"
FRAMES = (_UNVERIFIED, _EMPTY, _AND, _COMMA, _MORE, _NOBODY, _ONE)
"""What is said around the words of a question, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a question: one sentence, and the rows that it is drawn from."""

    question: Question
    parameters: Mapping[str, Value]
    """By name: an IRI or a value, none where left open; `xLabel` says it in words."""
    answer: str
    columns: tuple[str, ...]
    """In order; after each column of entities `x` stands `xLabel`."""
    rows: tuple[Mapping[str, Value], ...]
    sources: tuple[Mapping[str, Value], ...]
    """The documents that the rows rest on."""
    caveats: tuple[str, ...]
    language: str = "en"

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The columns for people, as heading and column: an entity by its name alone."""
        told = [column for column in self.columns if column not in self.question.entities]
        return tuple((column.removesuffix("Label"), column) for column in told)

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The rows for people, cell by cell as `shown` has them; a document that has a symbol by its symbol."""
        symbols = {source["document"]: source["symbol"] for source in self.sources if source["symbol"]}
        for row in self.rows:
            symbol = symbols.get(row.get("document"))
            told = {**row, "documentLabel": symbol} if symbol else row
            yield tuple("" if told[column] is None else str(told[column]) for _, column in self.shown)


def english(key: str, text: str) -> str:  # noqa: ARG001 - as `Words`
    """The text itself."""
    return text


def ask(
    reader: Reader,
    name: str,
    given: Sequence[tuple[str, str]] = (),
    *,
    language: str = "en",
    words: Words = english,
) -> Answer:
    """The answer to the question of that name, with names in the language asked for where there are any.

    `given` are pairs of parameter and value, as a person writes them; `words` says the sentences. Raises
    `QueryError` for an unknown question or parameter, and for a value that means nothing or too much, and
    `ConfigError` for a period that ends before it begins and, where sentences are English, for a language
    without any name in the store.
    """
    if words is english:
        _check_language(reader, language)
    question = questions.find(name)
    terms = bound(reader, question, given)
    found = _rows(reader, question, terms)
    iris = {row[place] for place in map(question.values.index, question.entities) for row in found} - {None}
    iris |= {term.value for term in terms.values() if isinstance(term, ox.NamedNode)}
    called = {iri: label.text for iri, label in labels(reader, sorted(iris), language=language).items()}
    told = _named_rows(found, question, called)
    return Answer(
        question=question,
        parameters=_parameters(question, terms, called, words),
        answer=_sentence(question, told, _parameters(question, terms, called, words), words),
        columns=question.columns,
        rows=told,
        sources=tuple(_sources(reader, told, called)),
        caveats=(*(words("caveat", caveat) for caveat in question.caveats), *_unverified(told, words)),
        language=language,
    )


def _check_language(reader: Reader, language: str) -> None:
    """Nothing for a language that some name is in; a region, as in fr-CA, makes no difference."""
    if _primary(language) == "en":
        return
    known = sorted({_primary(row["language"].value) for row in rows(reader, _LANGUAGES)} - {""} | {"en"})
    if _primary(language) not in known:
        raise ConfigError(
            f"no name is in the language {language!r}",
            where="kg ask --lang",
            remedy=f"use one of {', '.join(known)}",
        )


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


def _rows(reader: Reader, question: Question, terms: Mapping[str, Term]) -> Sequence[tuple[Any, ...]]:
    """The rows, as values in the order of the columns without names: out of the tables, else of the graph."""
    given = {name: plain(term) for name, term in terms.items()}
    found = answered(reader, question.name, question.sparql, question.values, given)
    if found is not None:
        return found
    live = rows(reader, question.sparql, **terms)
    return [tuple(plain(row[column]) for column in question.values) for row in live]


def _named_rows(
    found: Sequence[tuple[Any, ...]], question: Question, called: Mapping[str, str]
) -> tuple[Mapping[str, Value], ...]:
    """The rows by column, with the names of things."""
    places = {column: (place, False) for place, column in enumerate(question.values)}
    places |= {f"{column}Label": (places[column][0], True) for column in question.entities}
    named = [(column, *places[column]) for column in question.columns]
    return tuple(
        {column: called.get(row[place]) if name else row[place] for column, place, name in named}
        for row in found
    )


def _parameters(
    question: Question, terms: Mapping[str, Term], called: Mapping[str, str], words: Words
) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for parameter in question.parameters:
        term = terms.get(parameter.name)
        told[parameter.name] = plain(term)
        told[f"{parameter.name}Label"] = (
            words("open", parameter.open) if term is None else called.get(term.value, term.value)
        )
    return told


# The sentence ---------------------------------------------------------------------------------------------


def _sentence(
    question: Question, told: Sequence[Mapping[str, Value]], meant: Mapping[str, Value], words: Words
) -> str:
    """The answer in words, all of it computed from the rows."""

    def said(match: Any) -> str:
        name, word, one, many = match.groups()
        if one is not None:
            count = _count(told, name, word)
            return f"{count} {one if count == 1 else many}".strip()
        if f"{name}Label" in meant:
            return _named(str(meant[f"{name}Label"]), words)
        return _names(_distinct(told, name), words)

    if told:
        return FIELD.sub(said, words("answer", question.answer))
    return words("frame", _EMPTY).format(missing=FIELD.sub(said, words("none", question.none)))


def _count(told: Sequence[Mapping[str, Value]], name: str, word: str | None) -> int:
    """How many rows there are, or rows with that word in a column, or different things in it."""
    if word is not None:
        return sum(row[name] == word for row in told)
    return len(told) if name == "rows" else len(_distinct(told, name))


def _distinct(told: Iterable[Mapping[str, Value]], column: str) -> list[str]:
    """The different things of a column, by name, the one that stands in most rows first."""
    names: dict[Value, str] = {}
    count: dict[Value, int] = {}
    for row in told:
        if (value := row[column]) is not None:
            names[value] = str(row.get(f"{column}Label") or value)
            count[value] = count.get(value, 0) + 1
    return [names[value] for value in sorted(names, key=lambda v: (-count[v], names[v]))]


def _names(names: Sequence[str], words: Words) -> str:
    """Up to three names, and how many more there are; "none" where no row has any."""
    first = [_named(name, words) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        first.append(words("frame", _MORE).format(number=len(names) - _NAMED))
    if len(first) < 2:
        return first[0] if first else words("frame", _NOBODY)
    return words("frame", _AND).format(names=words("frame", _COMMA).join(first[:-1]), last=first[-1])


def _named(name: str, words: Words) -> str:
    """A name as it stands in a sentence: where the sentence runs from right to left, held apart from it."""
    return words("frame", _ONE).format(name=name)


# What it rests on -----------------------------------------------------------------------------------------


def _sources(
    reader: Reader, told: Sequence[Mapping[str, Value]], called: Mapping[str, str]
) -> Iterable[dict[str, Value]]:
    """The documents of the rows: what they are called, which text was read, where they can be read."""
    documents = sorted({str(row["document"]) for row in told if row.get("document")})
    for start in range(0, len(documents), _BATCH):
        listed = " ".join(str(ox.NamedNode(iri)) for iri in documents[start : start + _BATCH])
        for row in rows(reader, _SOURCES % listed):
            yield {
                "document": row["document"].value,
                "documentLabel": called[row["document"].value],
                "symbol": plain(row["symbol"]),
                "version": row["version"].value.rpartition("/")[2],
                "url": plain(row["url"]),
            }


def _unverified(told: Sequence[Mapping[str, Value]], words: Words) -> tuple[str, ...]:
    open_ = sum(row.get("status") == "accepted" for row in told)
    return (words("frame", _UNVERIFIED).format(some=open_, all=len(told)),) if open_ else ()
