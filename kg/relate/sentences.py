"""Sentences with the mentions that stand in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from kg.grammar import among
from kg.relate.coreference import FINDER, OPEN
from kg.relate.lines import line_ends
from kg.types import Mention, Unit

_LONGEST = 2_500
"""Code points: no sentence of the reference documents is as long."""
_BEGIN = attrgetter("begin")
_PHRASES = ("resolution", "document", "provision")
_CODED = ("sdg", "action_line", "provision", "resolution", "document")


@dataclass(frozen=True)
class Sentence:
    """One sentence with the mentions in it, their places counted in its own words."""

    unit: Unit
    begin: int
    end: int
    mentions: tuple[tuple[int, int, Mention], ...]

    @cached_property
    def text(self) -> str:
        return self.unit.view.text[self.begin : self.end]


def outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Without those that lie inside a longer name: a name's parts are not mentions of their own.

    A symbol with its organ's name ("Security Council resolution 2322 (2016)") is no name but a phrase: the
    organ in it is a mention too. Codes of one range share their place: each is a mention.
    """
    if len(mentions) < 2:
        return list(mentions)
    kept: list[Mention] = []
    for mention in sorted(_settled(mentions), key=lambda m: (m.begin, -m.end, m.type not in _CODED, m.type)):
        if not any(_swallows(other, mention) for other in kept[-8:]):
            kept.append(mention)
    return kept


def _settled(given: Sequence[Mention]) -> list[Mention]:
    """Without names of an open class where the vocabulary's own name says the same, or cuts otherwise."""
    listed = sorted((m for m in given if m.finder == "names" and m.type != "topic"), key=_BEGIN)
    loose = [m for m in given if m.finder in OPEN]
    longest = max((m.end - m.begin for m in listed), default=0)
    gone = set()
    for mention in loose:
        first = bisect_left(listed, mention.begin - longest, key=_BEGIN)
        last = bisect_left(listed, mention.end, key=_BEGIN)
        if any(_settles(other, mention) for other in listed[first:last]):
            gone.add(id(mention))
    exact = {(m.begin, m.end) for m in loose if m.finder != FINDER and id(m) not in gone}
    return [m for m in given if id(m) not in gone and not (m.finder == FINDER and (m.begin, m.end) in exact)]


def _settles(known: Mention, mention: Mention) -> bool:
    if known.end <= mention.begin or mention.end <= known.begin:
        return False
    if mention.begin <= known.begin and known.end <= mention.end and known.span != mention.span:
        same = known.type == mention.type and mention.type != "event"
        return same and 2 * (known.end - known.begin) >= mention.end - mention.begin
    return True


def _swallows(other: Mention, mention: Mention) -> bool:
    inside = other.begin <= mention.begin and mention.end <= other.end
    if other.type == mention.type and mention.type in _CODED and other.finder == mention.finder:
        return False
    symbol = other.id is not None and other.name == other.id  # letters in "CRPD/C/2024/6" name nobody
    phrase = not symbol and other.type in _PHRASES and mention.type in ("organization", "instrument")
    adopted = other.type == "instrument" and mention.type == "event"
    if adopted and _composed(other, mention):
        return False
    if (
        other.finder in OPEN
        and (mention.type in ("organization", "instrument", "place") or other.type == "publication")
        and _composed(other, mention)
    ):
        return False
    phrase = phrase or (other.type == "organization" and mention.type == "resolution")  # that established it
    if mention.type == other.type == "organization" and among(other.name, mention.name):
        return False
    described = mention.type == "place" and other.name[:1].islower()  # "the joint cell of X and Y" is no name
    return inside and not phrase and not described


def _composed(other: Mention, mention: Mention) -> bool:
    """ "Office of the Prosecutor of Freedonia", "session of the Board": whose it is stands behind "of"."""
    before, name, after = other.name.rpartition(mention.name)
    owned = bool(name) and before.endswith((" of ", " of the ", " concerning ", " concerning the "))
    return owned and (not after or other.type == "event")


def sentences_of(unit: Unit, mentions: Sequence[Mention], text: str = "") -> Iterator[Sentence]:
    """The sentences of a unit with their mentions; one that no reader would take as a sentence comes in pieces.

    `text` is the document's, for the ends of its lines, if it is plain text.
    """
    places = {unit.view.place(i): i for m in mentions for i in _near(unit, m)}
    placed = sorted(
        (
            (start, _view_end(unit, start, m.end), m)
            for m in mentions
            if (start := places.get(m.begin)) is not None
        ),
        key=lambda found: (found[0], -found[1]),
    )
    starts = [start for start, _, _ in placed]
    ends = line_ends(unit, text) if text else ()
    for whole in (field for sentence in unit.sentences for field in _fields(*sentence, ends)):
        for begin, end in _pieces(unit.view.text, *whole):
            inside = placed[bisect_left(starts, begin) : bisect_left(starts, end)]
            yield Sentence(unit, begin, end, tuple((a - begin, min(b, end) - begin, m) for a, b, m in inside))


def _fields(begin: int, end: int, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretch cut at the ends of lines that lie in it."""
    for cut in ends[bisect_right(ends, begin) : bisect_left(ends, end)]:
        yield begin, cut - 1
        begin = cut
    yield begin, end


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch whole, or cut behind marks where it is so long that it must be a list or table: rules look far."""
    while end - begin > _LONGEST:
        marks = (text.rfind(mark, begin + _LONGEST // 2, begin + _LONGEST) for mark in ("; ", ", ", " "))
        cut = next((place + 1 for place in marks if place > 0), begin + _LONGEST)
        yield begin, cut
        begin = cut + (text[cut : cut + 1] == " ")
    yield begin, end


def _near(unit: Unit, mention: Mention) -> Iterator[int]:
    """The view offset of a mention's first character."""
    anchors = unit.view.anchors
    for index, (seen, origin) in enumerate(anchors):
        limit = anchors[index + 1][0] if index + 1 < len(anchors) else len(unit.view.text)
        if origin <= mention.begin < origin + limit - seen:
            yield seen + mention.begin - origin


def _view_end(unit: Unit, start: int, stop: int) -> int:
    """The view offset behind the last character that stands before document offset `stop`."""
    low, high = start + 1, len(unit.view.text)
    if len(unit.view.anchors) == 1:
        seen, origin = unit.view.anchors[0]
        return max(low, min(high, stop - origin + seen))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if unit.view.place(middle - 1) < stop else (low, middle - 1)
    return low
