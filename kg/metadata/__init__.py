"""What a document says about itself on its cover and in its first lines, each fact with its words.

The fields are those of the annotation format; the manners are those of mastheads, title pages and opening
paragraphs in the editorial manual of the United Nations. Where the words are silent there is no fact.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from kg.metadata import authors, short, times
from kg.metadata.agenda import agenda_items, item_heading, wanted_item
from kg.metadata.cover import (
    ADDRESSED,
    ADOPTED,
    AGENCY,
    BODY_NAME,
    BYLINE,
    FIRST_UNITS,
    LETTER,
    LINKS,
    NAME,
    NUMBERED_TITLE,
    OF_GROUP,
    OFFICIAL_RECORDS,
    RESOLUTION_TITLE,
    SESSION,
    SESSION_REPORT,
    SYMBOL,
    WHOLE_BODY,
    YEARLY_SESSION,
    Line,
    byline,
    cover_lines,
    masthead,
    may_be_title,
    searched,
    whole,
)
from kg.metadata.dates import RANGE
from kg.metadata.front import front_lines, is_plain
from kg.metadata.requests import requests
from kg.symbols import read_symbol, scan_symbols
from kg.types import Document, Fact, Unit

_SPEAKS_OF_ORGAN = re.compile(
    rf"[Ii]n its (?:resolutions?|decisions?) [^.;]{{1,300}}?, the (?P<body>{NAME}) [a-z]+ed\b"
)
_SENT_TO = re.compile(r"(?:Submission|Contribution|Input|Reply) (?:to|for) (?:the )?")
_TRANSMITS = re.compile(r"\btransmit(?:s|ting)?\b.{0,120}?\breports?\b")


def describe(document: Document, units: Sequence[Unit]) -> tuple[Fact, ...]:
    """Facts about the document, in a fixed order of fields; spans are document offsets, end excluded.

    `symbol` and `requested_by` may come more than once. `author` and `body` are names as printed, capitals
    and acronyms spelled as elsewhere in the text; `requested_by` is a canonical symbol where the words tell
    it, else the number with its organ.
    """
    lines = cover_lines(document, units)
    official = next((i for i, line in enumerate(lines) if OFFICIAL_RECORDS.match(line.text)), None)
    if official is None and is_plain(document):
        printed = front_lines(document, units)
        if printed or (units and units[0].kind == "preambular"):
            return _of_lines(document, printed, units)
    title = _title(lines, units, official)
    kind = _type(lines, units)
    body = _body(lines, units, official)
    found = [*_symbols(lines, units), *title, *kind, *authors.author(lines, units, kind, body, title), *body]
    found += [
        *times.session(lines, official),
        *agenda_items(lines),
        *times.meeting(lines),
        *times.date(document, lines, units),
    ]
    return (*found, *times.reporting_year(title, units), *requests(units))


def _of_lines(document: Document, lines: Sequence[Line], units: Sequence[Unit]) -> tuple[Fact, ...]:
    """The facts of a text whose printed lines each say one thing."""
    behind = next(iter(units[units.index(lines[-1].unit) + 1 if lines else 0 :]), None)
    signed = byline(lines)
    title = _title(lines, units, None) if signed else short.title(lines) or _title(lines, units, None)
    told = any(map(_is_meeting, lines)) or any(
        ADOPTED.search(x.text) or ADDRESSED.search(x.text) for x in lines
    )
    body = _body(lines, units, None) if told else short.body(lines, title)
    body = body or short.listener(lines, title, behind) or _resolved_before(units)
    body = [replace(fact, value=_recased(str(fact.value), units)) for fact in body]
    kind = short.kind(lines, title, units, behind, _type(lines, units) if signed else [])
    written = short.author(lines, authors.author(lines, units, kind, body, title), title, body)
    written = [replace(fact, value=_recased(str(fact.value), units)) for fact in written]
    untitled = [
        line for line in lines if not (title and line.fact("title", "").span.begin == title[0].span.begin)
    ]
    adopted = bool(kind) and kind[0].value == "resolution"
    meeting = list(times.meeting(lines))
    held = any(fact.field == "place" for fact in meeting)
    symbols = list(_symbols(lines, units)) or short.symbol(lines, body) or short.headed(lines)
    written = written or ([] if signed else short.house(symbols))
    if not symbols and short.is_own_report(kind, title, written, body):
        written, body = written or [replace(fact, field="author") for fact in body], []
    return (
        *symbols,
        *title,
        *kind,
        *written,
        *body,
        *(list(times.session(untitled, None)) or list(short.session(untitled)) or short.own_session(symbols)),
        *agenda_items(lines),
        *meeting,
        *(() if held else short.place(lines, behind)),
        *(
            times.date(document, lines, units)
            or short.printed(lines)
            or (short.closing(units) if adopted else [])
        ),
        *(list(times.reporting_year(title, units)) or short.reporting_year(lines, title, kind)),
        *requests(units),
    )


def _symbols(lines: Sequence[Line], units: Sequence[Unit]) -> Iterator[Fact]:
    if not (found := masthead(lines, units)):
        return
    line, match = found
    begin, seen = match.start("symbols"), []
    for known in scan_symbols(match["symbols"]):
        seen.append(known)
        yield line.fact("symbol", known.symbol.canonical, begin + known.begin, begin + known.end)
    for raw in re.compile(SYMBOL).finditer(line.text, begin) if not seen else ():
        symbol = read_symbol(raw[0])
        yield line.fact("symbol", symbol.canonical if symbol else raw[0], *raw.span())


def _title(lines: Sequence[Line], units: Sequence[Unit], official: int | None) -> list[Fact]:
    for line, match in searched(lines, NUMBERED_TITLE):
        return [line.group("title", match, "title")]
    if named := wanted_item(lines):
        return [named.fact("title", named.text)]
    by = byline(lines)
    above = lines[: by[0]] if by else lines
    heading = item_heading(lines)
    if by and heading in above and OF_GROUP.match(lines[by[0]].text):
        above = above[above.index(heading) + 1 :]
    best = [line for line in lines if RESOLUTION_TITLE.match(line.text) or LETTER.match(line.text)]
    if official is not None:
        best += [_with_days(line, lines) for line in lines if SESSION_REPORT.match(line.text)]
        best += [line for line in lines if BYLINE.match(line.text)]
    best += [line for line in reversed(above) if may_be_title(line.text) and not AGENCY.match(line.text)]
    best += (
        [x for x in lines[by[0] + 1 : by[0] + 2] if x.text.isupper() and may_be_title(x.text)] if by else []
    )
    best += [lines[by[0]]] if by else []
    best += [whole(unit) for unit in units[:1] if unit.kind == "heading"]
    return [line.fact("title", line.text) for line in best[:1]]


def _with_days(line: Line, lines: Sequence[Line]) -> Line:
    """The line with the days of the session in brackets behind it, as one."""
    after = next((y for x, y in pairwise(lines) if x is line), line)
    if after.unit is not line.unit or not after.text.startswith("(") or not RANGE.search(after.text):
        return line
    words = line.unit.view.text[line.begin : after.begin + len(after.text)]
    return Line(unit=line.unit, begin=line.begin, text=words)


def _type(lines: Sequence[Line], units: Sequence[Unit]) -> list[Fact]:
    for line in lines:
        symbol = masthead([line], ())
        if (symbol and "/RES/" in line.text) or re.match(r"Resolution (?:adopted|\d)", line.text):
            return [line.fact("type", "resolution")]
        if LETTER.match(line.text):
            return []
    if by := byline(lines):
        index, match = by
        note = match["report"] == "Note"
        transmits = note and (
            authors.of_group(lines) or any(searched(authors.first_words(units), _TRANSMITS))
        )
        kind = "submission" if match["submission"] else "other"
        return [lines[index].fact("type", "report" if match["report"] == "Report" or transmits else kind)]
    reports = (u for u in lines if re.search(r"\b[Rr]eport\b", u.text) and may_be_title(u.text))
    return [line.fact("type", "report") for line in islice(reports, 1)]


def _body(lines: Sequence[Line], units: Sequence[Unit], official: int | None) -> list[Fact]:
    """The organ addressed.

    It is the name above "Official Records", above the session or in the masthead, who adopted, who is written
    to, or who has resolved before.
    """
    for pattern in (ADOPTED, ADDRESSED):
        for line, match in searched(lines, pattern):
            return [line.group("body", match, "body")]
    meeting = next((i for i, line in enumerate(lines) if _is_meeting(line)), None)
    above = lines[: official if official is not None else (meeting or 0) + 1]
    names = [line for line in reversed(above) if _body_in(line)]
    by = byline(lines)
    head = lines[: by[0]] if by else lines
    names += [line for line in head if WHOLE_BODY.match(line.text)]
    names += [one for one, after in pairwise(head) if after.text.startswith("Distr.")]
    for line in names:
        if name := _body_in(line) or ("" if masthead([line], ()) else line.text):
            begin = line.text.index(name)
            return [line.fact("body", _recased(name, units), begin, begin + len(name))]
    return _resolved_before(units)


def _resolved_before(units: Sequence[Unit]) -> list[Fact]:
    for line, match in searched(map(whole, islice(units, FIRST_UNITS)), _SPEAKS_OF_ORGAN):
        return [line.group("body", match, "body")]
    return []


def _is_meeting(line: Line) -> bool:
    return any(pattern.search(line.text) for pattern in (SESSION, YEARLY_SESSION, RANGE))


def _body_in(line: Line) -> str:
    """The name of a body with which a line begins, without its acronym; "" where it names none."""
    name = _SENT_TO.sub("", SESSION.split(line.text, maxsplit=1)[0])
    if not BODY_NAME.match(name) or BYLINE.match(name) or name.startswith("Report on"):
        return ""
    return re.sub(r"[\s,]*(?:\([A-Z]+\))?\s*$", "", name)


def _recased(name: str, units: Sequence[Unit]) -> str:
    """A name in capitals as the text spells it elsewhere, else with capital initials."""
    if not name.isupper() or " " not in name:
        return name
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    for _, match in searched(map(whole, units), pattern):
        if not match[0].isupper():
            return match[0]
    return re.sub(rf"\b({LINKS})\b", lambda m: m[0].lower(), name.title(), flags=re.IGNORECASE)
