"""Goals and targets that stand as bare codes where a question, a heading or the head of a column asks for Goals.

"Which Goals does it serve?" above "Reef Watch: 14.2, 14.5", a column "SDG" with "5, 16" in it, "Primary: 13.1" below
"Contribution to the SDGs". Only what is nothing but codes counts, and only codes that exist.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from kg.types import Mention, Unit

NAME = "sdgs"
_GOALS = re.compile(r"\b(?:SDGs?|Goals|Sustainable Development Goals?|2030 Agenda|Agenda 2030)\b(?! \d)")
_OTHER = re.compile(
    r"\b(?:[Ss]trategic|Millennium|MDGs?|Aichi|[Bb]iodiversity|[Ff]unds?|[Oo]utcomes?|[Bb]udget)\b"
)
_TARGET = r"(?:1[0-7]|[1-9])\.(?:1\d|[1-9]|[a-d])"
_CODE = re.compile(rf"{_TARGET}|(?:1[0-7]|[1-9])")
_END = r"(?=\s?(?:[.;?|]|\Z|\())"
_JOINT = r"(?:\s?[,;]\s?(?:and\s)?|\s(?:and|or|&)\s)"
_TARGETS = re.compile(
    rf"(?<=: )(?P<codes>{_TARGET}(?![\w%/]|\.\d|,\d)(?:{_JOINT}{_TARGET}(?![\w%/]|\.\d|,\d))*){_END}"
)
_EITHER = rf"(?:{_TARGET}|1[0-7]|[1-9])(?![\w%/]|\.\d|,\d)"
_CELL = re.compile(rf"\s*(?P<codes>{_EITHER}(?:{_JOINT}{_EITHER})*)\s*")
_GLOSSED = rf"{_EITHER}(?: \([a-z ]+\))?"
_LABEL = re.compile(
    r"(?:[A-Z][a-z]+ (?:[a-z]+ )*)?(?:[Tt]he )?(?:SDGs?|SDG\(s\)|Goals?|GOALS?|Goal\(s\)|Target\(s\)|2030 Agenda"
    r"|Agenda 2030)(?: (?:targets?|goals?|served|alignment))?\s?: "
    rf"(?P<codes>{_GLOSSED}(?:{_JOINT}{_GLOSSED})*)(?=[.|]?(?:\s|\Z))"
)
"""A field of Goals and nothing but codes in it."""
_ASIDE = re.compile(r"\[[^\[\]]*\Z|\b(?:not|[Dd]elete|none|except)\b[^.;]*\Z")
_WINDOW = 40


def scoped(
    units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], known: Container[str]
) -> list[list[Mention]]:
    """For each unit the codes that no word beside them tells; `known` are those that exist."""
    found: list[list[Mention]] = []
    asked, column = False, -1
    for place, unit in enumerate(units):
        text, taken = unit.view.text, mentions[place]
        here: list[Mention] = []
        if " | " in text and unit.kind in ("row", "item"):
            column = _column(text) if column == -1 else column
            here = _free(_cells(unit, column, known), taken)
        else:
            column = -1
            asks = unit.kind == "heading" or text.rstrip().endswith(("?", ":"))
            if asks:
                asked = bool(_GOALS.search(text)) and not _OTHER.search(text)
            if unit.kind != "heading":
                told = [*(_codes(unit, known) if asked else ()), *_fields(unit, known)]
                here = _free(told, taken)
        found.append(here)
    return found


def _column(head: str) -> int:
    """Which cell of the head asks for Goals, or -2."""
    cells = head.split("|")
    asked = (i for i, cell in enumerate(cells) if _GOALS.search(f"{cell.strip()}s ") or _GOALS.search(cell))
    return next(asked, -2)


def _cells(unit: Unit, column: int, known: Container[str]) -> Iterator[Mention]:
    cells = unit.view.text.split("|")
    if not 0 <= column < len(cells):
        return
    begin = sum(len(cell) + 1 for cell in cells[:column])
    if codes := _CELL.fullmatch(cells[column]):
        yield from _each(unit, begin + codes.start("codes"), begin + codes.end("codes"), known)


def _codes(unit: Unit, known: Container[str]) -> Iterator[Mention]:
    text = unit.view.text
    for begin, end in unit.sentences:
        for hit in _TARGETS.finditer(text, begin, end):
            if not _ASIDE.search(text, max(begin, hit.start() - _WINDOW), hit.start()):
                yield from _each(unit, *hit.span("codes"), known)


def _fields(unit: Unit, known: Container[str]) -> Iterator[Mention]:
    for begin, end in unit.sentences:
        if hit := _LABEL.match(unit.view.text, begin, end):
            yield from _each(unit, *hit.span("codes"), known)


def _each(unit: Unit, begin: int, end: int, known: Container[str]) -> Iterator[Mention]:
    codes = list(_CODE.finditer(unit.view.text, begin, end))
    if all(code[0] in known for code in codes):
        for code in codes:
            span = unit.view.span(*code.span())
            level = "Target" if "." in code[0] else "Goal"
            yield Mention(
                begin=span.begin, end=span.end, type="sdg", finder=NAME, name=f"{level} {code[0]}", id=code[0]
            )


def _free(told: Iterable[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """Those that lie on no code that is known; codes that are known lie apart."""
    ends = sorted((m.end, m.begin) for m in taken if m.type == "sdg")
    found = []
    for mention in dict.fromkeys(told):
        at = bisect_right(ends, (mention.begin, sys.maxsize))
        if at == len(ends) or ends[at][1] >= mention.end:
            found.append(mention)
    return found
