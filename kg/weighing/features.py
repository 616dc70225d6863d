"""A pair in its sentence to the names of its features: words and shapes between the two, their neighbours, signs.

Shapes let a verb that no example held count as what it is: "X <word> <place>". Names of things never become
features: their types stand in for them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.types import Reading
from kg.weighing.pairs import Pair, Token

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+|[^\w\s]")
_ENDING = re.compile(r"(?:ations?|ments?|ings?|ers?|ors?|ed|es|e|s|ly|y)\Z")
_STEM = 5
"""Letters of the longest word that keeps its ending."""
_PREPOSITION = re.compile(
    r"of|under|through|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into|as|or|during"
    r"|among|against|about|towards|across|alongside|without"
)
_ARTICLE = re.compile(r"the|an?|this|these|those|all|\w+ly")
"""What shapes leave out."""
_KINDS = (
    ("be", re.compile(r"is|are|was|were|be|been|being|has|have|had")),
    ("no", re.compile(r"not|no|never|nor|neither|none|nothing|cannot")),
    ("which", re.compile(r"which|that|who")),
    ("its", re.compile(r"its|their|our")),
)
_PAST = re.compile(r"(?:ed|en|un|pt|lt|ld)\Z")
_REACH = 8
"""Words that count where the subject is not named."""
_LONGEST = 6
"""Shapes of the longest stretch that counts as a whole."""
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)
_MANY = 3


def tokens(reading: Reading) -> tuple[Token, ...]:
    """The words and marks of the sentence, in order; a thing that it speaks of is one token, the longest name first."""
    found: list[Token] = []
    end = 0
    for thing in sorted((r for r in reading.referents if r.end > r.begin), key=lambda r: (r.begin, -r.end)):
        if thing.begin >= end:
            found += _words(reading.text, end, thing.begin)
            tag = f"<{thing.type}>"
            found.append(Token(tag, tag, thing.begin, thing.end))
            end = thing.end
    return (*found, *_words(reading.text, end, len(reading.text)))


def features(pair: Pair, words: Sequence[Token]) -> frozenset[str]:
    """The names of the features of a pair; `words` are the tokens of its sentence."""
    between = _between(pair, words)
    return frozenset((*_about(pair), *_stretch(pair.order, between), *_neighbours(pair, words), *pair.signs))


def _words(text: str, begin: int, end: int) -> Iterator[Token]:
    for found in _WORD.finditer(text, begin, end):
        yield Token(_stem(found[0]), _shape(found[0]), found.start(), found.end())


def _stem(word: str) -> str:
    low = word.lower()
    return (_ENDING.sub("", low) or low) if len(low) > _STEM else low


def _shape(word: str) -> str:
    low = word.lower()
    if _PREPOSITION.fullmatch(low) or not word[0].isalnum():
        return low
    if kind := next((kind for kind, listed in _KINDS if listed.fullmatch(low)), None):
        return kind
    if _ARTICLE.fullmatch(low):
        return ""
    if word[0].isdigit():
        return "#"
    if word[0].isupper():
        return "Name"
    if _PAST.search(low):
        return "-ed"
    return "-ing" if low.endswith("ing") else "-s" if low.endswith("s") and len(low) > _MANY else "word"


def _between(pair: Pair, words: Sequence[Token]) -> list[Token]:
    """What stands between the two; where the subject is not named, what leads up to the object."""
    if pair.order == "-O":
        return [w for w in words if w.end <= pair.object.begin][-_REACH:]
    first, second = sorted((pair.subject, pair.object), key=lambda side: side.begin)
    return [w for w in words if w.begin >= first.end and w.end <= second.begin]


def _about(pair: Pair) -> Iterator[str]:
    kind = pair.subject.type
    yield f"types {kind} {pair.object.type}"
    yield f"slot {kind} {pair.slot}"
    yield f"order {kind} {pair.order}"
    yield f"basis {kind} {pair.subject.support.basis}"


def _stretch(order: str, between: Sequence[Token]) -> Iterator[str]:
    """What the words between the two are, how many, and in which order their shapes come."""
    yield f"distance {order} {next((step for step in _STEPS if len(between) <= step), 'far')}"
    yield from (f"word {order} {token.word}" for token in between)
    shapes = _squeezed(between)
    yield f"shapes {order} {' '.join(shapes) if len(shapes) <= _LONGEST else '…'}"
    yield from (f"step {order} {one} {other}" for one, other in pairwise(("^", *shapes, "$")))
    for tag in ("<programme>", "<organization>"):
        yield f"between {order} {tag} {min(_MANY, sum(token.word == tag for token in between))}"
    yield f"commas {order} {min(_MANY, sum(token.word == ',' for token in between))}"


def _squeezed(between: Sequence[Token]) -> list[str]:
    """The shapes without articles; words of one kind in a row count once."""
    shapes: list[str] = []
    for shape in (token.shape for token in between if token.shape):
        if not (shapes and shapes[-1] == shape and shape in ("Name", "word", "-s")):
            shapes.append(shape)
    return shapes


def _neighbours(pair: Pair, words: Sequence[Token]) -> Iterator[str]:
    """The word before each that is named, the one behind the subject, and how a sentence without a subject opens."""
    yield f"before object {_last(words, pair.object.begin)}"
    if pair.slot == "named":
        yield f"before subject {_last(words, pair.subject.begin)}"
        yield f"behind subject {next((w.word for w in words if w.begin >= pair.subject.end), '$')}"
    elif words:
        yield f"opening {words[0].word}"


def _last(words: Sequence[Token], place: int) -> str:
    return next((w.word for w in reversed(words) if w.end <= place), "^")
