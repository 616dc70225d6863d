"""One text under all its names: by its year, by its number in a series, by the first words of its title.

"The 1951 Convention", "Convention No. 188", "the Second Protocol" stand for the text that the document names in full
elsewhere, where exactly one such text has that year, that number or that beginning. The years are those that the
document prints at the name and those of the vocabulary's labels.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.relate.sentences import Sentence
from kg.relate.treaties import NOUN, NOUNS
from kg.vocabulary import Lexicon

_YEAR = r"(?:18|19|20)\d\d"
_DATED = re.compile(
    rf"(?P<first>{_YEAR})\s(?P<words>(?:[A-Z][\w’'-]*\s){{0,3}}(?:{NOUNS}))"
    rf"|(?P<named>(?:[A-Z][\w’'-]*\s){{0,3}}(?:{NOUNS}))\sof\s(?P<last>{_YEAR})"
)
_NUMBERED = re.compile(r"(?:[A-Z]+\s)?(?P<noun>Convention|Protocol)\s(?P<number>No\.\s\d{1,3})")
_BEGINNING = re.compile(rf"(?:[A-Z][\w’'-]*\s){{1,2}}(?:{NOUNS})")
_YEARS = re.compile(rf"\b{_YEAR}\b(?![/-]\d)")
_BEHIND = re.compile(
    rf",?\s(?:\((?:of\s)?(?P<bracket>{_YEAR})[;)]|of\s(?P<of>{_YEAR})\b|(?P<comma>{_YEAR})\b)"
)
_BEFORE = re.compile(rf"\b({_YEAR})\s\Z")
_CLOSE = 6
"""Code points: a year and a blank."""
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that the document names in full: its names here, its labels, and the years that either tells."""

    names: frozenset[str]
    labels: frozenset[str]
    years: frozenset[str]

    def is_called(self, words: str) -> bool:
        """Whether the words are in one of its names, their last one as the noun that says what it is."""
        noun, said = words.rpartition(" ")[2], _words(words)
        nouns = ((NOUN.search(name), _words(name)) for name in self.names | self.labels)
        return any(first and first[0] == noun and said <= held for first, held in nouns)


def unified(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """The sentences with each short name under the key of the one text that the document so calls.

    Only mentions that have a key change it; what fits two texts or none stays as it is.
    """
    texts = _texts(sentences, lexicon)
    meant: dict[tuple[str, str], tuple[str, str]] = {}
    for name, key in sorted(set(_named(sentences))):
        other = _one(_fits(name, key, texts)) or _listed(name, key, lexicon)
        if other:
            known = other not in texts or lexicon.find("instrument", other)
            meant[name, key] = other, name if known else max(texts[other].names, key=len)
    return [_under(sentence, meant) for sentence in sentences] if meant else list(sentences)


def _named(sentences: Iterable[Sentence]) -> Iterator[tuple[str, str]]:
    """Name and key of each mention of a text."""
    return ((m.name, m.id) for s in sentences for _, _, m in s.mentions if m.type == "instrument" and m.id)


def _is_short(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_DATED, _NUMBERED, _BEGINNING))


def _texts(sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[str, _Text]:
    """The texts that the document names by more than a short form, by key."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    years: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for begin, end, m in sentence.mentions:
            if m.type != "instrument" or not m.id:
                continue
            if not _DATED.fullmatch(m.name) or lexicon.find("instrument", m.id) is None:
                names[m.id].add(m.name)
            behind = _BEHIND.match(sentence.text, end)
            before = _BEFORE.search(sentence.text, max(0, begin - _CLOSE), begin)
            years[m.id] |= {year for hit in (behind, before) if hit for year in hit.groups() if year}
    found = {}
    for key, called in names.items():
        concept = lexicon.find("instrument", key)
        labels = frozenset(concept.labels) if concept else frozenset()
        told = {year for name in (*called, *labels) for year in _YEARS.findall(name)}
        found[key] = _Text(frozenset(called), labels, frozenset(years[key] | told))
    return found


def _fits(name: str, key: str, texts: Mapping[str, _Text]) -> Iterator[str]:
    """The keys of the other texts that the short name may stand for."""
    if key in texts and any(other != name and not _is_short(other) for other in texts[key].names):
        return  # the document itself tells what it is short for
    others = [(other, text) for other, text in texts.items() if other != key]
    if dated := _DATED.fullmatch(name):
        year = dated["first"] or dated["last"]
        said = dated["words"] or dated["named"]
        yield from (k for k, t in others if year in t.years and t.is_called(said))
    elif numbered := _NUMBERED.fullmatch(name):
        mark = f"({numbered['number']})"
        yield from (
            k for k, t in others if any(mark in n and numbered["noun"] in n for n in t.names | t.labels)
        )
    elif _BEGINNING.fullmatch(name):
        longer = re.compile(rf"{re.escape(name)}\s(?:to|for|on|against|of|concerning|relating)\s")
        yield from (k for k, t in others if any(longer.match(n) for n in t.names))


def _listed(name: str, key: str, lexicon: Lexicon) -> str | None:
    """The text that a vocabulary calls by the same words and year in another order: "1954 Hague Convention"."""
    if not _DATED.fullmatch(name) or lexicon.find("instrument", key):
        return None
    return _one(_by_words(lexicon).get(_words(name, _YEARS), ()))


@cache
def _by_words(lexicon: Lexicon) -> dict[frozenset[str], frozenset[str]]:
    """The keys of the vocabulary's texts by the words and years of their short dated labels."""
    found: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for concept in lexicon.concepts:
        for label in concept.labels if concept.type == "instrument" else ():
            if _DATED.fullmatch(label):
                found[_words(label, _YEARS)].add(concept.key)
    return {words: frozenset(keys) for words, keys in found.items()}


def _words(name: str, *more: re.Pattern[str]) -> frozenset[str]:
    """The words of a name in small letters, and what else the patterns find; joints do not count."""
    found = (word for pattern in (_WORDS, *more) for word in pattern.findall(name))
    return frozenset(word.casefold() for word in found) - {"of", "the"}


def _one(keys: Iterable[str]) -> str | None:
    found = set(keys)
    return found.pop() if len(found) == 1 else None


def _under(sentence: Sentence, meant: Mapping[tuple[str, str], tuple[str, str]]) -> Sentence:
    places = []
    for begin, end, m in sentence.mentions:
        if m.type == "instrument" and m.id and (other := meant.get((m.name, m.id))):
            m = replace(m, id=other[0], name=other[1])
        places.append((begin, end, m))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence
