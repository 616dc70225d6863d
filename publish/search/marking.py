"""Sentences as people read them, with what was searched marked in them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.tables import tokens
from publish.search.asking import Phrase, Query
from publish.search.records import Marked

_SIGNS = re.compile(r"\*\*|__|\s+")
_END = re.compile(r"(?<=[.!?\u061f])\s+|(?<=[\u3002\uff01\uff1f])")
_LONG = 400
"""Characters of a sentence beyond which its surroundings are left out."""
_AROUND = 160


def marked(text: str, query: Query | None, language: str | None = None) -> Marked:
    """The words without marks of layout, and those that were searched marked."""
    clean = _SIGNS.sub(lambda found: " " if found.group().isspace() else "", text).strip()
    marks = tuple(_marks(clean, query.phrases)) if query else ()
    return Marked(text=clean, marks=marks, language=language)


def sentence(text: str, query: Query, language: str | None = None) -> Marked:
    """Of the sentences of a paragraph the first that has most of what was searched, cut where it is very long."""
    found = [marked(one, query, language) for one in _END.split(text) if one.strip()]
    best = max(
        found, key=lambda one: len({_folded(one, mark) for mark in one.marks}), default=marked("", query)
    )
    return _cut(best)


def _folded(told: Marked, mark: tuple[int, int]) -> str:
    return " ".join(word for word, _, _ in tokens(told.text[slice(*mark)]))


def _cut(told: Marked) -> Marked:
    if len(told.text) <= _LONG or not told.marks:
        return told
    begin, end = max(0, told.marks[0][0] - _AROUND), min(len(told.text), told.marks[0][1] + _LONG - _AROUND)
    begin = told.text.find(" ", begin) + 1 if begin else 0
    end = told.text.rfind(" ", 0, end) if end < len(told.text) else end
    begin, end = min(begin, told.marks[0][0]), max(end, told.marks[0][1])
    head = "… " if begin else ""
    tail = " …" if end < len(told.text) else ""
    shift = len(head) - begin
    marks = tuple((a + shift, b + shift) for a, b in told.marks if b <= end)
    return Marked(text=f"{head}{told.text[begin:end]}{tail}", marks=marks, language=told.language)


def _marks(text: str, phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    """Where the phrases stand, in order, those that overlap as one."""
    found = tokens(text)
    words = [word for word, _, _ in found]
    spans = sorted(
        (found[place][1], found[place + len(phrase.words) - 1][2])
        for phrase in phrases
        for place in _places(words, phrase)
    )
    begin, end = -1, -1
    for start, stop in spans:
        if start > end:
            if end > begin:
                yield begin, end
            begin, end = start, stop
        else:
            end = max(end, stop)
    if end > begin:
        yield begin, end


def _places(words: Sequence[str], phrase: Phrase) -> Iterator[int]:
    *first, last = phrase.words
    for place in range(len(words) - len(phrase.words) + 1):
        at = words[place + len(first)]
        if (at == last or (phrase.open and at.startswith(last))) and words[
            place : place + len(first)
        ] == first:
            yield place
