"""The action lines of the world summit of 2003 and 2005, C1 to C11 and the fields of C7.

Codes and titles are those of the Geneva Plan of Action (2003), as the vocabulary has them. "C5" is also a
room, a size of paper and a level of language, so a code counts only beside its title, under "action line",
or in a bracket of codes where the text speaks of action lines or the Summit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.types import Mention, Unit
from kg.vocabulary import Lexicon

NAME = "action_lines"

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    ("C4: Capacity-building", (("C4: Capacity-building", "C4", "action_line"),)),
    (
        "ITU facilitates action lines C2 and C.5.",
        (("C2", "C2", "action_line"), ("C.5", "C5", "action_line")),
    ),
    ("Clinics share files (C7. E-health).", (("C7. E-health", "C7.e-health", "action_line"),)),
    ("Divers found C-4 in room C3.", ()),
)

_TITLED = Decimal("0.97")
_LISTED = Decimal("0.93")
_HERE = re.compile(r"C(?:\.\s?|[-‑–\s])?(?P<number>1[01]|[1-9])(?![\w/]|\.\d|-(?!C)[A-Za-z])")
_CODE = re.compile(rf"(?<![\w/.\-–‑]){_HERE.pattern}")
_HEAD = re.compile(
    r"(?:[Aa]ction\s[Ll]ines?|ACTION\sLINES?|[Ll]ines?\sof\saction|\bALs?)(?:\s(?:nos?\.|numbers?))?[\s:(]{1,2}\Z"
)
_HEAD_WINDOW = 40
_LIST = re.compile(
    r"\s?(?:,|;|/|&|,?\s(?:and|or|as\swell\sas|to)\b|[-–‑—])\s?(?:(?:the\s)?[Aa]ction\s[Ll]ines?\s)?"
)
_RANGE = re.compile(r"\s?[-–‑—]\s?|\sto\s")
_BARE = re.compile(r"(?P<number>1[01]|[1-9])(?![\w/%]|\.\d)")
_GLOSS = re.compile(r"\s\([^()]{1,80}\)|\s[“\"][^”\"]{1,80}[”\"]")
_CUE = re.compile(r"[Aa]ction\s[Ll]ines?|\bWSIS\b|Information\sSociety")
_SECTIONS = re.compile(r"\b(?:sect|chap|tabl|annex|part|figure|box|see|item)[a-z.]*\s\(\Z", re.IGNORECASE)
_JOINT = re.compile(r"[\s:.,(–—-]{0,4}(?:on\s)?")
_TITLE_JOINT = re.compile(r"\s?[.:)–—-]?\s?[(“\"]?(?:(?:on|the|an?)\s)*", re.IGNORECASE)
_MARK = re.compile(r"\s?[.:)(–—-]")
_LINES = re.compile(r"[Aa]ction\s[Ll]ines?\b")
_LETTER = re.compile(r"\w")
_GOES_ON = re.compile(r"\s?[–—:]\s|\s-\s")
_EMPTY = frozenset(
    ("the", "a", "an", "of", "and", "on", "for", "in", "to", "all", "role", "building", "promoting", "its")
)
_FOLDED = str.maketrans({**dict.fromkeys("‐‑‒–—-\u00a0\n\t", " ")})


@dataclass(frozen=True, slots=True)
class _Titles:
    """What the vocabulary calls the lines, in folded words."""

    by_code: dict[str, tuple[str, ...]]
    """Titles of each code, the longest first."""
    fields: dict[str, str]
    """Codes of the fields of C7 by their names, the longest first."""


@dataclass(frozen=True, slots=True)
class _Item:
    begin: int
    end: int
    code: str
    titled: bool = False


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of action lines, in order of place; a title that follows its code belongs to the span.

    The inner members of a range have the place of the range. Offsets are those of the document.
    """
    text, titles = unit.view.text, _titles(lexicon)
    done = 0
    for found in _CODE.finditer(text):
        if found.start() < done:
            continue
        items = _list(text, found, titles)
        if items and (_is_meant(text, items) or _is_under_lines(unit, items)):
            done = items[-1].end
            for item in items:
                if item.code in titles.by_code:
                    yield _mention(unit, item)


def _mention(unit: Unit, item: _Item) -> Mention:
    begin, end = unit.view.span(item.begin, item.end)
    words = unit.view.text[item.begin : item.end]
    return Mention(
        begin=begin,
        end=end,
        type="action_line",
        finder=NAME,
        name=words if item.titled and words.startswith("C") else f"action line {item.code}",
        id=item.code,
        score=_TITLED if item.titled else _LISTED,
    )


@cache
def _titles(lexicon: Lexicon) -> _Titles:
    lines = [concept for concept in lexicon.concepts if concept.type == "action_line"]
    by_code = {
        line.key: tuple(sorted({_fold(label) for label in line.labels}, key=lambda t: (-len(t), t)))
        for line in lines
    }
    fields = [(title, code) for code, found in by_code.items() if "." in code for title in found]
    return _Titles(by_code, dict(sorted(fields, key=lambda field: (-len(field[0]), field))))


def _fold(words: str) -> str:
    """The words as titles are compared: no case, hyphens as blanks; as long as before."""
    lower = words.lower()
    return (lower if len(lower) == len(words) else words).translate(_FOLDED)


def _list(text: str, first: re.Match[str], titles: _Titles) -> list[_Item]:
    """The codes of one list, each with its title or its fields."""
    items = _named(text, first.start(), first.end(), f"C{first['number']}", titles)
    while joint := _LIST.match(text, _after_gloss(text, items[-1].end)):
        code = _HERE.match(text, joint.end()) or (
            _BARE.match(text, joint.end()) if _plural(text, first) else None
        )
        if not code:
            break
        if _RANGE.fullmatch(joint.group()):
            before = items[-1]
            items += [
                _Item(before.begin, code.end(), inner) for inner in _between(before.code, code["number"])
            ]
        items += _named(text, code.start(), code.end(), f"C{code['number']}", titles)
    return items


def _after_gloss(text: str, at: int) -> int:
    gloss = _GLOSS.match(text, at)
    return gloss.end() if gloss else at


def _between(first: str, last: str) -> Iterator[str]:
    if first[1:].isdigit():
        yield from (f"C{number}" for number in range(int(first[1:]) + 1, int(last)))


def _plural(text: str, first: re.Match[str]) -> bool:
    head = _HEAD.search(text, max(0, first.start() - _HEAD_WINDOW), first.start())
    return bool(head) and "nes" in (head or first).group().lower()


def _named(text: str, begin: int, end: int, code: str, titles: _Titles) -> list[_Item]:
    """The code with the title that follows it; for C7, one item for each field that follows."""
    if fields := _fields(text, begin, end, code, titles):
        return fields
    known = titles.by_code.get(code, ())
    marked = bool(_MARK.match(text, end))
    for at in (_skip(text, end), _skip(text, end, _TITLE_JOINT)):
        folded = _fold(text[at : at + 200])
        title = next(
            (t for t in known if folded.startswith(t) and not folded[len(t) : len(t) + 1].isalnum()), ""
        )
        if title and at > end and (marked or " " in title):
            return [_Item(begin, _closed(text, begin, at + len(title)), code, titled=True)]
    return [_Item(begin, end, code, titled=marked and _opens_as(folded, known))]


def _closed(text: str, begin: int, end: int) -> int:
    """The end with the bracket that closes one within."""
    return (
        end + 1
        if text[end : end + 1] == ")" and text.count("(", begin, end) > text.count(")", begin, end)
        else end
    )


def _opens_as(words: str, titles: tuple[str, ...]) -> bool:
    """Whether the first word that means something is also the first of a title of that line."""
    return bool(words) and _meaning(words) in {_meaning(title) for title in titles} - {""}


def _meaning(words: str) -> str:
    return next((word for word in re.findall(r"\w+", words) if word not in _EMPTY), "")


def _fields(text: str, begin: int, end: int, code: str, titles: _Titles) -> list[_Item]:
    """ "C7. ICT applications: e-health and e-learning": the fields by name, the first with the code before it."""
    items: list[_Item] = []
    at = end
    while found := _field(text, at, code, titles, first=not items):
        start, stop, key = found
        stop = _closed(text, start if items else begin, stop)
        items.append(_Item(start if items else begin, stop, key, titled=True))
        joint = _LIST.match(text, stop)
        if not joint:
            break
        at = joint.end()
    return items


def _field(text: str, at: int, code: str, titles: _Titles, *, first: bool) -> tuple[int, int, str] | None:
    """Begin, end and code of the field of this line that is named at `at`, the line's own title passed over."""
    for start in _starts(text, at, titles.by_code.get(code, ())) if first else (at,):
        folded = _fold(text[start : start + 120])
        for title, key in titles.fields.items():
            whole = not folded[len(title) : len(title) + 1].isalnum()
            if key.startswith(f"{code}.") and folded.startswith(title) and whole:
                return start, start + len(title), key
    return None


def _starts(text: str, at: int, titles: tuple[str, ...]) -> Iterator[int]:
    """Where a field may be named: right behind the code and its sign, or behind the title of the whole line."""
    start = _skip(text, at)
    yield start
    folded = _fold(text[start : start + 120])
    if whole := next((title for title in titles if folded.startswith(title)), ""):
        yield _skip(text, start + len(whole))


def _skip(text: str, at: int, joint: re.Pattern[str] = _JOINT) -> int:
    found = joint.match(text, at)
    return found.end() if found else at


def _is_meant(text: str, items: list[_Item]) -> bool:
    """Whether the codes are action lines: by a title, by the words before them, or as the whole of a bracket."""
    begin, end = items[0].begin, items[-1].end
    if any(item.titled for item in items):
        return True
    before = text[max(0, begin - _HEAD_WINDOW) : begin]
    if _HEAD.search(before) or re.search(r"\bWSIS[\s/]\Z", before):
        return True
    bracket = before.endswith("(") and text[end : end + 1] == ")"
    listed = len(items) > 1 and text[begin : begin + 2] == "C." and not _SECTIONS.search(before)
    return bracket and (listed or bool(_CUE.search(text)))


def _is_under_lines(unit: Unit, items: list[_Item]) -> bool:
    """Whether the unit opens with the codes, under a heading that speaks of action lines.

    Where the codes are all that it says, a heading that speaks of the Summit is enough.
    """
    text = unit.view.text
    if _LETTER.search(text, 0, items[0].begin):
        return False
    alone = not _LETTER.search(text, items[-1].end)
    cue = _CUE if alone else _LINES
    goes_on = alone or bool(_GOES_ON.match(text, items[-1].end))
    return goes_on and any(cue.search(words) for words in unit.first.heading_path)
