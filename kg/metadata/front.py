"""The first lines of a plain text, each saying one thing.

A text file has no blocks but keeps its printed lines: a line that is a symbol, a body, a session, a day or a byline
stands for itself, and a title goes on where it breaks. Such texts may have a whole masthead or a title alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from kg.metadata.agenda import is_item, item_heading
from kg.metadata.cover import (
    ADOPTED,
    AGENCY,
    BODY_NAME,
    BYLINE,
    CONTENTS,
    EMBLEM,
    FIELD,
    LONE_DATE,
    MASTHEAD,
    NUMBERED_TITLE,
    ORDINAL,
    PLACE_DATE,
    SESSION,
    WHOLE_BODY,
    YEARLY_SESSION,
    Line,
    cut,
    may_be_title,
)
from kg.metadata.dates import AMERICAN, RANGE
from kg.types import Document, Unit

_FIRST = 14
"""Units in which the front ends."""
_LONGEST_LINE = 160
AGENCY_SYMBOL = re.compile(
    r"(?=\S*(?: \S+)?\d)(?:(?:\d{2,3} )?[A-Z][a-z]?[A-Z]{0,6}(?:\(\d{1,3}\)|[.-]\d{1,4}|\d{1,4}"
    r"| (?=\d{2,4}/)\d{2,4})?"
    r"(?:/(?=[\w.()-]*\d|[A-Z]{1,6}/)[\w.()-]{1,20})+|[A-Z]{2,4}\d{2,3}\.R?\d{1,3}"
    r"|[A-Z][A-Za-z]{0,3}-\d{1,3}/(?:Doc|INF)\. ?\d{1,3}(?:\.\d{1,3})*"
    r"|(?:CoP|COP|SC|PC|AC)\d{2} (?:Doc|Com|Inf)\. ?\d{1,3}(?:\.\d{1,2})?)"
)
"""A symbol of an agency: "GB.347/POL/2", "220 EX/17", "WHA77.19", "GC(68)/3"; a masthead holds nothing else."""
_AGENCY_AT_END = re.compile(rf"(?P<body>[A-Z][A-Z -]{{5,90}}) (?P<symbol>{AGENCY_SYMBOL.pattern})$")
ACT_LINE = re.compile(
    r"(?:Draft )?(?:(?P<act>Resolution|Decision|RESOLUTION|DECISION) (?P<number>"
    r"(?:[A-Z]{2,4}\d{2,3}\.R?\d{1,3}|[A-Z]{1,7}[-.]\d{1,4}(?:/\d{1,3})?|Conf\. ?\d{1,2}\.\d{1,2}"
    r"|\d{1,3}/C[A-Z]{1,2}\.\d{1,2}"
    r"|\d{2}\.\d{1,3}|(?:[A-Z] ?)?\d[\d/]*)(?: ?\([\w., -]+\))?)"
    r"|\d{2,3} (?:EX|C)/(?:Resolution|Decision) \d{1,3}(?:\.[\w.]+)?)\.?$"
)
_SESSION_LINE = re.compile(rf"{ORDINAL} (?:[a-z]+ ){{0,2}}(?:session|meeting)\b(?! of ),?", re.IGNORECASE)
_MEETING_LINE = re.compile(rf"{ORDINAL} meeting", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:(?:Resolution |Decision )?[Aa]dopted\b|\[|Submitted by\b|Prepared (?:by|for)\b|Background paper\b"
    r"|Results in \d{4}$|Agenda item\b|Item \d|(?:Information circular|Administrative instruction)\b"
    r"|Distr\.|Original ?:)"
)
_LINKED = re.compile(r"\b(?:by|to|from|for|before|between)\b")
_PLACE_YEAR = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?:[A-Z][a-z]+ )?(?:19|20)\d\d")
_DRAFT = re.compile(
    r"(?:[A-Z][^:]{0,300}: )?(?:[Rr]evised )?[Dd]raft (?:resolution|decision)(?: submitted by\b.*)?$"
)
"""Who submits a draft is no title."""
_GOES_ON = re.compile(
    r"(?:[,:;–—-]|\b(?:of|the|to|and|or|on|for|against|in|with|by|from|a|an|at|as|its|their))$"
)
_LABELLED = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3}: \S")
"""A line of a form, whatever it asks for."""
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-Z])\. |\(?[a-z0-9]{1,2}\) ")


def is_plain(document: Document) -> bool:
    """Whether nothing but its printed lines tells how the text stands."""
    return document.layout is None or not document.layout.blocks


def front_lines(document: Document, units: Sequence[Unit]) -> tuple[Line, ...]:
    """The lines above the first prose of a plain text, in order; a line ends with the thing that it says."""
    first = list(takewhile(lambda unit: _is_front(document, unit), units[:_FIRST]))
    last = max((i for i, unit in enumerate(first) if unit.kind == "cover"), default=len(first) - 1)
    lines = _lines(document, first[: last + 1])
    below = first[last + 1 : last + 2]
    wanted = [unit for unit in below if BYLINE.match(unit.view.text) or title_line(lines) is None]
    return (*lines, *_lines(document, wanted))


def _lines(document: Document, units: Iterable[Unit]) -> tuple[Line, ...]:
    return tuple(
        line
        for unit in units
        for part in _parts(document, unit)
        for line in _symbol_apart(cut(document, part))
    )


def _is_front(document: Document, unit: Unit) -> bool:
    text = unit.view.text
    if (
        unit.first.number is not None
        or _SECTION.match(text)
        or CONTENTS.fullmatch(text)
        or text.endswith(",")
    ):
        return False
    if unit.kind in ("cover", "heading"):
        return unit.first.level <= 1
    printed = [line.text for line in _parts(document, unit)]
    form = bool(printed) and _opens(printed[0]) and all(map(_LABELLED.match, printed))
    return unit.kind == "paragraph" and (form or all(_is_alone(line) or _opens(line) for line in printed))


def _parts(document: Document, unit: Unit) -> list[Line]:
    """The unit cut where a printed line ends that the next one does not go on with."""
    text, place = unit.view.text, unit.view.place
    blanks = (m.start() for m in re.finditer(" ", text))
    ends = [i for i in blanks if "\n" in document.text[place(i) : place(i + 1)]]
    printed = list(pairwise((0, *ends, len(text))))
    cuts = [
        one[1]
        for one, other in pairwise(printed)
        if _parted(text[slice(*one)].strip(), text[slice(*other)].strip())
    ]
    return [
        Line(unit=unit, begin=text.index(words, begin), text=words)
        for begin, end in pairwise((0, *cuts, len(text)))
        if (words := text[begin:end].strip())
    ]


def _parted(line: str, after: str) -> bool:
    """Whether two printed lines say two things."""
    if not line or not after or _GOES_ON.search(line) or after[0].islower() or after[0] == "(":
        return False
    if BYLINE.match(line) and after.isupper():
        return True
    return _is_alone(line) or _is_alone(after) or _opens(after) or all(map(_LABELLED.match, (line, after)))


def _is_alone(line: str) -> bool:
    """Whether a line is a whole field of a masthead."""
    if len(line) > _LONGEST_LINE:
        return False
    begins = (
        MASTHEAD,
        _DRAFT,
        AGENCY,
        _SESSION_LINE,
        YEARLY_SESSION,
        LONE_DATE,
        ACT_LINE,
        EMBLEM,
        _AGENCY_AT_END,
    )
    ends = (RANGE, AMERICAN, PLACE_DATE, _PLACE_YEAR, AGENCY_SYMBOL)
    return is_body(line) or any(p.match(line) for p in begins) or any(p.fullmatch(line) for p in ends)


def is_body(line: str) -> bool:
    """Whether a line is the name of a body and no title that begins like one ("Note by the Office to the Board")."""
    words = line.rstrip(",")
    named = BODY_NAME.match(words) if WHOLE_BODY.match(words) else None
    return named is not None and not _LINKED.search(named[0])


def _opens(line: str) -> bool:
    return any(p.match(line) for p in (_OPENS, BYLINE, ADOPTED, NUMBERED_TITLE, FIELD))


def _symbol_apart(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, a symbol at the end of a body's name in capitals being one of its own."""
    for line in lines:
        if match := _AGENCY_AT_END.match(line.text):
            for group in ("body", "symbol"):
                yield Line(unit=line.unit, begin=line.begin + match.start(group), text=match[group])
        else:
            yield line


def title_line(lines: Sequence[Line]) -> Line | None:
    """The first line that may be a title and is no field of a masthead, emblem, lone place or number of an act.

    The heading of an agenda item is one where no other follows.
    """
    last = max((i for i, x in enumerate(lines) if _places(x, lines)), default=-1)
    return _first_title(lines, last + 1) or _first_title(lines, 0)


def _places(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line of a masthead with a symbol names a body, its session or the item: titles stand below."""
    if not any(MASTHEAD.match(other.text) for other in lines):
        return False
    return is_body(line.text) or _is_session(line) or is_item(line)


def _first_title(lines: Sequence[Line], begin: int) -> Line | None:
    heading = item_heading(lines)
    for index, line in list(enumerate(lines))[begin:]:
        below = any(may_be_title(other.text) for other in lines[index + 1 :])
        if below and (
            line is heading
            or AGENCY.match(line.text)
            or SESSION.match(line.text)
            or _MEETING_LINE.fullmatch(line.text)
        ):
            continue
        alone = index > 0 and _is_session(lines[index - 1]) and lone_place(line.text)
        titled = may_be_title(line.text) or (WHOLE_BODY.match(line.text) and not is_body(line.text))
        acronym_alone = AGENCY.match(line.text)
        if titled and not (alone or (_is_alone(line.text) and not acronym_alone) or _opens(line.text)):
            return line
    return None


def _is_session(line: Line) -> bool:
    return bool(_SESSION_LINE.match(line.text) or SESSION.match(line.text))


def lone_place(text: str) -> bool:
    """Whether the words are one to three with capitals, as the place of a meeting below its session."""
    return bool(re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}", text)) and not WHOLE_BODY.match(text)
