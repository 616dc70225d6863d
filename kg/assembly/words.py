"""Which part of our vocabularies a text can speak of: a document is found again only where that part changes.

A name stands in a text only where its first word does, however it is spelled there, and a form of a name that is made
up from the words of a text begins with one of them. So a text depends on the concepts one of whose names begins like a
word of it, as far as the first letters tell. Beside these, every text depends on the concepts that are reached by a
code, a symbol or another concept: items of the SDGs and action lines, organs with symbols, treaties.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg import assets, vocabulary
from kg.assembly.digests import vocabulary_digests
from kg.iris import digest, fold
from kg.tongues import READ_IN_FULL
from kg.types import Document
from kg.vocabulary import CURATED, Concept

_LETTERS = 4
"""Of a word that tell it: spellings ("organisation", "programme") and endings differ behind them."""
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[*_`~\\]")
_BROKEN = re.compile(r"[-\u2010\u2011]\s*\n\s*")
_BY_CODE = frozenset({"sdg", "action_line", "instrument"})


@dataclass(frozen=True, slots=True)
class _Index:
    """The concepts of our vocabularies by how a name of them begins; each as the name of its file and a hash."""

    always: tuple[int, ...]
    by_word: Mapping[str, tuple[int, ...]]
    told: tuple[tuple[str, str], ...]


def spoken(document: Document, *, curated: bool) -> dict[str, str]:
    """By name of a vocabulary of ours, a hash of the part of it that the text depends on; none is left out.

    Other languages than English are read with all of it.
    """
    if document.language != READ_IN_FULL:
        return {**vocabulary_digests(), "curated": str(curated)}
    index = _index(curated)
    known = {*index.always, *(at for word in words(document.text) for at in index.by_word.get(word, ()))}
    parts: dict[str, list[str]] = {}
    for at in sorted(known):
        name, told = index.told[at]
        parts.setdefault(name, []).append(told)
    return {name: digest(*told, size=12) for name, told in parts.items()}


def words(text: str) -> set[str]:
    """The first letters of all words of the text, also of those that a line end or markup breaks."""
    plain = _folded(text)
    joined = _BROKEN.sub("", plain)
    found = {plain, joined, _MARKS.sub("", joined)}  # mostly one and the same
    return {word[:_LETTERS] for form in found for word in _WORD.findall(form)}


def beginnings(concept: Concept) -> Iterator[str | None]:
    """The first letters of the first word of each name of the concept; none where a name has no word."""
    for label in (*concept.labels, *concept.adjectives):
        for form in (label, label.replace("United Nations", "UN")):
            found = _WORD.search(_folded(fold(form)))
            yield found[0][:_LETTERS] if found else None


def _folded(text: str) -> str:
    """The text without case, accents and signs that nobody sees."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text).casefold()
    unseen = {ord(c): None for c in set(plain) if unicodedata.category(c) in ("Mn", "Me", "Cf")}
    return plain.translate(unseen)


@cache
def _index(curated: bool) -> _Index:
    told: list[tuple[str, str]] = []
    always: list[int] = []
    by_word: dict[str, list[int]] = {}
    for name, concept in _concepts(curated):
        first = set(beginnings(concept))
        if concept.prefix or concept.type in _BY_CODE or None in first:
            always.append(len(told))
        for word in first - {None}:
            by_word.setdefault(str(word), []).append(len(told))
        told.append((name, digest(repr(concept), size=12)))
    return _Index(tuple(always), {word: tuple(places) for word, places in by_word.items()}, tuple(told))


def _concepts(curated: bool) -> Iterable[tuple[str, Concept]]:
    for path in assets.files("seeds", "vocab/*.ttl"):
        for concept in vocabulary.read(path):
            if curated or concept.type not in CURATED:
                yield path.stem, concept
