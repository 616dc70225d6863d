"""What a document says about itself on its cover and in its first lines, each fact with its words.

The fields are those of the annotation format; the manners are those of mastheads, title pages and opening
paragraphs in the editorial manual of the United Nations. Where the words are silent there is no fact.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from kg.metadata import short
from kg.metadata.agenda import agenda_items
from kg.metadata.cover import (
    ADDRESSED,
    ADOPTED,
    AGENCY,
    BODY_NAME,
    BYLINE,
    FIELD_AUTHOR,
    FIELD_DATE,
    FIRST_UNITS,
    LETTER,
    LINKS,
    LONE_DATE,
    NAME,
    NUMBERED_TITLE,
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
    session_number,
    whole,
)
from kg.metadata.dates import AMERICAN, DATE, RANGE, american, day, days
from kg.metadata.front import front_lines, is_plain
from kg.metadata.requests import requests
from kg.symbols import read_symbol, scan_symbols
from kg.types import Document, Fact, Span, Unit

_DATE_AT_END = re.compile(rf"\((?P<date>{DATE})\)$")
_DISTRIBUTED = re.compile(rf"Distr\.:?[ \t]*[A-Za-z]*\.?\s+(?P<date>{DATE})")
_FIRST_PAGE = 5_000
"""Code points in which a distribution line is looked for; it may come after the text of the first page."""
_SPEAKS_OF_ORGAN = re.compile(
    rf"[Ii]n its (?:resolutions?|decisions?) [^.;]{{1,300}}?, the (?P<body>{NAME}) [a-z]+ed\b"
)
_OF_BODY = re.compile(rf" of (?:the )?{NAME}$")
_SENT_TO = re.compile(r"(?:Submission|Contribution|Input|Reply) (?:to|for) (?:the )?")
_AHEAD = re.compile(
    r"\b(?:[Cc]alendar|[Pp]rogramme of work|[Ww]ork ?plan|[Pp]rovisional agenda|[Ss]chedule|[Bb]udget|[Pp]lanning)\b"
)
"""What a title says that looks ahead: the year that it names is no year of work that was done."""
_YEAR = re.compile(
    r"(?:\b(?:in|during|for|covering)(?: the year)?|[Aa]nnual report(?: for)?,?|"
    r"year ended \d{1,2} [A-Z][a-z]+|[Rr]eport .{3,150},) "
    r"(?P<year>(?:19|20)\d\d)\b(?![-–/]| (?:and|to) \d)"
)
_FIRST_PERSON = re.compile(
    rf"\b[Ii]n (?:the present|this) (?:report|note|document|submission), "
    rf"(?:the )?(?P<author>{NAME}) [a-z]+s\b"
)
_TRANSMITS = re.compile(r"\btransmit(?:s|ting)?\b.{0,120}?\breports?\b")
_ACRONYM = re.compile(r"[A-Z][A-Za-z-]*[A-Z]")
_ACRONYM_REPORTS = re.compile(r"(?P<author>[A-Z][A-Za-z-]*[A-Z])(?::| [-–—]) ")
_TO_WHOM = re.compile(r" to the (?=[A-Z])")
_ACCREDITED = re.compile(r"\b(?:Advis[eo]r|Ambassador|Delegat|Envoy|Mission|Observer|Representative)")
"""Who is somewhere for somebody: "to the" belongs to their name."""
_AGENTS = re.compile(
    r"(?:Assembly|Board|Commission|Committee|Council|Expert|Forum|Group|Panel|Rapporteur)s?$"
)


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
    found = [*_symbols(lines, units), *title, *kind, *_author(lines, units, kind, body, title), *body]
    found += [
        *_session(lines, official),
        *agenda_items(lines),
        *_meeting(lines),
        *_date(document, lines, units),
    ]
    return (*found, *_reporting_year(title, units), *requests(units))


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
    written = short.author(lines, _author(lines, units, kind, body, title), title, body)
    written = [replace(fact, value=_recased(str(fact.value), units)) for fact in written]
    untitled = [
        line for line in lines if not (title and line.fact("title", "").span.begin == title[0].span.begin)
    ]
    adopted = bool(kind) and kind[0].value == "resolution"
    meeting = list(_meeting(lines))
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
        *(list(_session(untitled, None)) or list(short.session(untitled)) or short.own_session(symbols)),
        *agenda_items(lines),
        *meeting,
        *(() if held else short.place(lines, behind)),
        *(_date(document, lines, units) or short.printed(lines) or (short.closing(units) if adopted else [])),
        *(list(_reporting_year(title, units)) or short.reporting_year(lines, title, kind)),
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
    by = byline(lines)
    above = lines[: by[0]] if by else lines
    best = [line for line in lines if RESOLUTION_TITLE.match(line.text) or LETTER.match(line.text)]
    if official is not None:
        best += [line for line in lines if SESSION_REPORT.match(line.text)]
        best += [line for line in lines if BYLINE.match(line.text)]
    best += [line for line in reversed(above) if may_be_title(line.text) and not AGENCY.match(line.text)]
    best += (
        [x for x in lines[by[0] + 1 : by[0] + 2] if x.text.isupper() and may_be_title(x.text)] if by else []
    )
    best += [lines[by[0]]] if by else []
    best += [whole(unit) for unit in units[:1] if unit.kind == "heading"]
    return [line.fact("title", line.text) for line in best[:1]]


def _type(lines: Sequence[Line], units: Sequence[Unit]) -> list[Fact]:
    for line in lines:
        symbol = masthead([line], ())
        if (symbol and "/RES/" in line.text) or re.match(r"Resolution (?:adopted|\d)", line.text):
            return [line.fact("type", "resolution")]
        if LETTER.match(line.text):
            return []
    if by := byline(lines):
        index, match = by
        transmits = match["report"] == "Note" and any(searched(_first_words(units), _TRANSMITS))
        kind = "submission" if match["submission"] else "other"
        return [lines[index].fact("type", "report" if match["report"] == "Report" or transmits else kind)]
    reports = (u for u in lines if re.search(r"\b[Rr]eport\b", u.text) and may_be_title(u.text))
    return [line.fact("type", "report") for line in islice(reports, 1)]


def _first_words(units: Sequence[Unit]) -> Iterator[Line]:
    return (whole(unit) for unit in islice((u for u in units if u.kind == "paragraph"), 2))


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


def _author(
    lines: Sequence[Line], units: Sequence[Unit], kind: list[Fact], body: list[Fact], title: list[Fact]
) -> list[Fact]:
    for line, found in searched(lines, LETTER):
        return [line.group("author", found, "author")]
    if by := byline(lines):
        return _signed(lines, units, *by)
    for line, found in searched(lines, FIELD_AUTHOR):
        return [line.group("author", found, "author")]
    for index, line in enumerate(lines[1:]):
        if SESSION_REPORT.match(line.text) and WHOLE_BODY.match(lines[index].text):
            return [lines[index].fact("author", lines[index].text)]
    for line, found in searched(lines, _ACRONYM_REPORTS):
        if found.start() == 0 and title and line.text == title[0].value:
            return [_spelled_out(found["author"], units) or line.group("author", found, "author")]
    adopted = [Fact(field="author", value=fact.value, span=fact.span) for fact in body]
    return adopted if kind and kind[0].value == "resolution" else []


def _signed(lines: Sequence[Line], units: Sequence[Unit], index: int, match: re.Match[str]) -> list[Fact]:
    """Whom a byline names."""
    line = lines[index]
    if match["submitter"]:
        return [line.group("author", match, "submitter")]
    if match["submission"]:
        return [below.fact("author", below.text) for below in lines[index + 1 : index + 2]]
    if match["summary"] or ((match["writer"] or "")[:1].islower() and match["writer"] != "secretariat"):
        return []
    begin = match.start("writer")
    name = _writer(match["writer"])
    written = [line.fact("author", name, begin, begin + len(name))]
    return (_speaker(units) or written) if name == "Secretariat" else written


def _writer(words: str) -> str:
    """Who reports, without what on: "Secretary-General" of "Secretary-General on debt"."""
    past = r" (?:on|for) its | for (?:19|20)\d\d| prepared | submitted | under (?:article|paragraph|resolution)s? "
    name = re.split(past, words, maxsplit=1)[0]
    told = _TO_WHOM.search(name)
    name = name[: told.start()] if told and not _ACCREDITED.search(name, 0, told.start()) else name
    first = name.partition(" on ")[0]
    named = " on " in name and _AGENTS.search(first)
    words = name if named else re.split(r" on |[,;:] ", name, maxsplit=1)[0]
    return re.sub(r" \([A-Z][\w-]*\)$", "", words)


def _speaker(units: Sequence[Unit]) -> list[Fact]:
    """Who speaks in a report of "the Secretariat": the organization that reports in its first paragraphs."""
    for line, match in searched(map(whole, islice(units, FIRST_UNITS)), _FIRST_PERSON):
        name = match["author"]
        if name in ("Secretariat", "Secretary-General"):
            return []
        spelled = _spelled_out(name, units) if _ACRONYM.fullmatch(name) else None
        return [spelled or line.group("author", match, "author")]
    return []


def _spelled_out(acronym: str, units: Sequence[Unit]) -> Fact | None:
    """The name that stands before "(ACRONYM)"."""
    pattern = re.compile(rf"(?P<author>{NAME}) \({re.escape(acronym)}\)")
    for line, match in searched(map(whole, units), pattern):
        initials = [word for word in re.finditer(r"[\w’'-]+", match["author"]) if word[0][0].isupper()]
        # A longer run of names may stand before it: take as many as the acronym has letters.
        first = initials[-min(len(acronym), len(initials))].start() + match.start("author")
        return line.fact("author", line.text[first : match.end("author")], first, match.end("author"))
    return None


def _session(lines: Sequence[Line], official: int | None) -> Iterator[Fact]:
    """The session of the organ addressed; of a supplement that which its official records name."""
    for line, match in islice(searched(lines if official is None else lines[official:], SESSION), 1):
        if official is None or match.start() == 0:
            whose = _OF_BODY.match(line.text, match.end())
            yield line.fact("session", session_number(match), match.start(), (whose or match).end())


def _meeting(lines: Sequence[Line]) -> Iterator[Fact]:
    """Place and days of the meeting; none where a cover lists several meetings."""
    alone = [(line, match) for line, match in searched(lines, RANGE) if _stands_alone(line, match)]
    found = alone or list(islice(searched(lines, RANGE), 1))
    if not found:
        yield from _american_meeting(lines)
    if not found or len({days(match) for _, match in found}) > 1:
        return
    line, match = found[0]
    for group in ("place", "after"):
        if match[group]:
            yield Fact(field="place", value=match[group], span=line.group("place", match, group).span)
    if both := days(match):
        yield line.fact("date_start", both[0], match.start("first"), match.end("last"))
        yield line.fact("date_end", both[1], match.start("first"), match.end("last"))


def _american_meeting(lines: Sequence[Line]) -> Iterator[Fact]:
    """Place and days of "Geneva, January 26 to 28, 2026"."""
    for line, match in searched(lines, AMERICAN):
        both = american(match) if match["last"] else None
        if both and _stands_alone(line, match):
            if match["place"]:
                yield line.group("place", match, "place")
            yield line.fact("date_start", both[0], match.start("month"), match.end())
            yield line.fact("date_end", both[1], match.start("month"), match.end())
            return


def _stands_alone(line: Line, match: re.Match[str]) -> bool:
    return not re.search(r"\w", line.text[: match.start()] + line.text[match.end() :])


def _date(document: Document, lines: Sequence[Line], units: Sequence[Unit]) -> list[Fact]:
    """The document's own date: of adoption, of a letter, of distribution; a meeting's is not."""
    for pattern in (ADOPTED, LETTER):
        if found := _dated(lines, pattern):
            return found
    distributed = _DISTRIBUTED.search(document.text, 0, _FIRST_PAGE) if lines else None
    if distributed and (printed := day(distributed["date"])):
        return [Fact(field="date", value=printed, span=Span(*distributed.span("date")))]
    headings = [u for u in islice(units, FIRST_UNITS) if u.kind == "heading" and u.first.level == 1]
    below = [*lines, *map(whole, headings[:3])]
    return _dated(lines, LONE_DATE) or _dated(lines, FIELD_DATE) or _dated(below, _DATE_AT_END)


def _dated(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[Fact]:
    for line, match in searched(lines, pattern):
        printed = day(match["date"] or "")
        if printed and not (pattern is LONE_DATE and match.start() > 0):
            return [line.fact("date", printed, *match.span("date"))]
    return []


def _reporting_year(title: list[Fact], units: Sequence[Unit]) -> Iterator[Fact]:
    headings = [u for u in islice(units, FIRST_UNITS) if u.kind == "heading"][:3]
    titles = [
        u for u in units if title and u.view.text and u.first.begin <= title[0].span.begin < u.first.end
    ]
    told = (line for line in map(whole, (*titles, *headings)) if not _AHEAD.search(line.text))
    for line, match in islice(searched(told, _YEAR), 1):
        yield line.fact("reporting_year", int(match["year"]), *match.span("year"))
