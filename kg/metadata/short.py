"""What the first lines of a plain text tell, where a masthead of the United Nations has no more to say.

Titles, bodies, days and numbers stand alone on lines of their own or in the words of the title. Each function gives
the facts that it finds, or none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.metadata.agenda import wanted_item
from kg.metadata.cover import (
    AGENCY,
    COUNTED_REPORT,
    EMBLEM,
    LETTER,
    NAME,
    NUMBERED_TITLE,
    ORDINAL,
    PLACE_DATE,
    SESSION,
    Line,
    searched,
    session_number,
    whole,
)
from kg.metadata.dates import DATE, PLACE, day
from kg.metadata.front import ACT_LINE, AGENCY_SYMBOL, is_body, lone_place, title_line
from kg.metadata.genre import genre, tells_of_work
from kg.symbols import Act, organ_prefix, parse, resolve, scan_symbols
from kg.types import Fact, Unit

_NAMED_ACT = re.compile(
    r"(?:[A-Z][\w’'-]* ){1,6}(?:resolution|decision) (?P<number>\d[\d/]*(?: ?\([\w-]+\))?)$"
)
_BEHIND_COLON = re.compile(
    r"(?:Draft (?:resolution|decision)|(?:Resolution|Decision) adopted [^:]{0,90}): (?P<title>\S.+)"
)
_SUBJECT = re.compile(r"(?:Subject|Title): (?P<title>\S.+)")
_TO = re.compile(r"To: (?:the )?(?P<body>\S.+)")
_ADOPTED_ON = re.compile(rf"\b[Aa]dopted (?:[^:]{{0,60}} )?on (?P<date>{DATE})")
_AS_AT = re.compile(rf"\bas (?:at|of) (?P<date>{DATE})$")
_HELD = re.compile(rf", (?P<place>{PLACE}), (?P<date>{DATE})$")
_COUNTED = re.compile(
    rf"(?:The )?{ORDINAL}(?: meeting\b| (?P<body>(?:[A-Z][\w’'-]* )+(?:Assembly|Congress|Conference"
    rf"|ASSEMBLY|CONGRESS|CONFERENCE)$))",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"(?:The )?(?i:{ORDINAL} )?(?P<body>{NAME}(?: serving as the meeting of the Parties to the {NAME})?)"
    rf"(?: \((?P<place>{PLACE}), (?:19|20)\d\d\))?(?:,?$|, (?=[a-z]+ing\b))"
)
_CLOSING = re.compile(rf"(?:Adopted on |(?:[\w-]+ ){{0,3}}(?:plenary )?meeting,? )?(?P<date>{DATE})\.?")
_ACT_SESSION = re.compile(r"(?P<session>\d{2,3}) (?:EX|C)/|.*/C(?:P|OP|MP|MA)\.? ?(?P<parties>\d{1,2})\b")
"""The session of a conference in the numbers of its acts: "42 C/Resolution 38", "9/CMA.6"."""
_SESSION_OF = re.compile(rf"\bsession of the (?P<body>{NAME})")
_FOR = re.compile(
    r"\b(?:to|for) the (?P<body>(?:[A-Z][\w’'-]* ){0,6}(?:Assembly|Board|Commission|Committee"
    r"|Conference|Congress|Council|Body)\b"
    rf"(?: (?:of|on|for|to) (?:the )?{NAME})?)"
)
_TO_SECRETARY_GENERAL = re.compile(r"addressed to the (?P<body>Secretary-General)\b")
_PREPARED = re.compile(
    rf"\b[Pp]repared by (?:the )?(?:[Ss]ecretariat of (?:the )?)?(?P<author>(?!Secretariat\b){NAME})"
)
_PRESIDENT = re.compile(rf"Statement (?:of|by) the President of the (?P<author>{NAME})$")
_HOLDER = re.compile(
    r"Director[- ]General|Executive (?:Director|Secretary)|Administrator|Commissioner[- ]General"
)
_BY_HOLDER = re.compile(rf"\b(?:of|by) the (?:{_HOLDER.pattern})\b")
_HOUSE = re.compile(r"(?:UNICEF|UNITAR|UNODC|WFP|WIPO)(?=/)")
_BOARD_OF = re.compile(
    r"Executive Board of (?:the )?(?P<agency>[A-Z][\w -]+(?: (?:Programme|Fund|Organization|Agency"
    r"|Entity).*)?)$"
)
_TITLED = re.compile(
    rf"(?:: (?:[a-z-]+ ){{0,2}}(?:report|note|contribution|brief|update)|^Self-assessment) (?:of|by"
    rf"|from) (?:the )?(?:[Ss]ecretariat of (?:the )?)?"
    rf"(?P<author>(?!(?:{_HOLDER.pattern})\b){NAME})(?=$|, (?:19|20))"
)
_YEAR = re.compile(
    r"(?:(?P<field>^Results in |(?:Reporting (?:year|period)|(?:Year|Period) covered): )|,(?: in)? |\("
    r"|\b(?:digest|results|highlights|chapter|review|report|update|"
    r"achievements|activities)(?: in| for)? )(?<!\d \()(?P<year>(?:19|20)\d\d)\)?$"
    r"|\b(?i:report|bulletin|highlights)\b(?: of [a-z ]{3,40})? (?P<titled>(?:19|20)\d\d)(?=$|:|,)"
)
_ABOUT = re.compile(
    r"\b(?i:on|to|in|by|under|with|see|regarding|concerning|about|of|for|follow-up|and)(?:\s(?:the\s)?(?:[a-z]+\s){0,2})?\(?\Z"
)
"""What stands before the symbol of another paper: "comments on document "."""
_PROSE = re.compile(r"[.;:?!]\s*\Z|\b(?:is|are|was|were|has|have|had)\b")
"""What a line that is a sentence has, and no heading."""
_OF_EXPERTS = re.compile(r"\b(?:Commission|Committee)\b")
"""Bodies that report as often as they are reported to; boards, councils and assemblies are reported to."""
_IN_BRACKETS = re.compile(r" \([A-Z][\w-]+\)$")
_TOP, _HEADED = 2, 90
"""Lines at the top of a paper, and the code points that such a line has at most."""
_RESOLUTION = re.compile(
    r"\S*/RES[/.]|(?:Draft )?[Rr]esolution (?:adopted\b|[A-Z]? ?\d|: )|(?:RESOLUTION|DECISION"
    r"|Decision) [A-Z]? ?\d"
)


def title(lines: Sequence[Line]) -> list[Fact]:
    """The title, without "Draft resolution:" before it or the number of a resolution."""
    for pattern in (NUMBERED_TITLE, _BEHIND_COLON, _SUBJECT):
        for line, match in searched(lines, pattern):
            if match.start() == 0:
                return [line.group("title", match, "title")]
    letter = next((line for line, match in searched(lines, LETTER) if match.start() == 0), None)
    found = wanted_item(lines) or letter or title_line(lines)
    return [found.fact("title", found.text)] if found else []


def symbol(lines: Sequence[Line], body: Sequence[Fact]) -> list[Fact]:
    """The symbol of an agency that stands alone, or that of a resolution by number and body.

    Acts of commissions and conferences of parties have no symbols.
    """
    for line in lines:
        if AGENCY_SYMBOL.fullmatch(line.text):
            return [line.fact("symbol", line.text)]
    prefix = organ_prefix(str(body[0].value)) if body else None
    for line in lines if prefix else ():
        act = ACT_LINE.match(line.text)
        number = act["number"].replace(" ", "") if act else ""
        if not act and NUMBERED_TITLE.match(line.text):
            number = line.text.partition(". ")[0].rpartition(" ")[2]
        if AGENCY_SYMBOL.fullmatch(number) and act:
            return [line.group("symbol", act, "number")]
        if (named := _NAMED_ACT.match(line.text)) and (known := parse(line.text, organ=prefix)):
            return (
                [line.fact("symbol", known[0].canonical, *named.span("number"))] if known[0].official else []
            )
        kind: Act = "DEC" if line.text.lower().startswith("decision") else "RES"
        if number and (found := resolve(number, kind, prefix)) and found.official:
            begin = line.text.index(number[:2])
            return [
                line.fact("symbol", found.canonical, begin, act.end("number") if act else begin + len(number))
            ]
    return []


def headed(lines: Sequence[Line]) -> list[Fact]:
    """The one symbol of a paper in the first lines, with other words beside it, unless these speak of another paper."""
    for line in lines[:_TOP] if lines else ():
        found = [one for one in scan_symbols(line.text) if one.symbol.kind == "document"]
        told = len(found) == 1 and len(line.text) <= _HEADED and not _PROSE.search(line.text)
        if told and not _ABOUT.search(line.text[: found[0].begin]):
            return [line.fact("symbol", found[0].symbol.canonical, found[0].begin, found[0].end)]
    return []


def kind(
    lines: Sequence[Line],
    named: Sequence[Fact],
    units: Sequence[Unit],
    behind: Unit | None,
    signed: Sequence[Fact],
) -> list[Fact]:
    """The type: by the words of masthead and title, by the preamble, or by the work that the text tells of.

    `signed` is what the byline tells; a note of an agency whose title announces results is a report.
    """
    for line in lines:
        if _RESOLUTION.match(line.text) or ACT_LINE.match(line.text):
            return [line.fact("type", "resolution")]
    if behind and behind.kind == "preambular":
        return [whole(behind).fact("type", "resolution")]
    if any(searched(lines, LETTER)):
        return []
    told = genre(str(named[0].value)) if named else None
    if signed and not (signed[0].value == "other" and told != "other" and _is_note(lines, told, units)):
        return list(signed)
    if any(line.text.startswith("Reply from") for line in lines):
        told = "submission"
    if any(COUNTED_REPORT.match(line.text) for line in lines):
        told = told or "report"
    told = told or ("report" if tells_of_work(units) else "other")
    return [Fact(field="type", value=told, span=named[0].span)] if named and told != "other" else []


def _is_note(lines: Sequence[Line], told: str | None, units: Sequence[Unit]) -> bool:
    """Whether a note reports: by its title where an agency signs it, else by the work that it tells of."""
    # What the Secretary-General does himself is a report; his notes bring the papers of others.
    notes = [line.text for line in lines if re.match(r"Note by (?!the Secretary-General)", line.text)]
    signed = any(note.startswith("Note by the United") for note in notes)
    return (signed and told == "report") or (bool(notes) and tells_of_work(units))


def body(lines: Sequence[Line], named: Sequence[Fact]) -> list[Fact]:
    """The body of the masthead: the last that is named above the title."""
    above = [line for line in lines if not named or line.fact("title", "").span.begin < named[0].span.begin]
    for line, match in searched(lines, _TO):
        if match.start() == 0 and is_body(match["body"]):
            return [line.group("body", match, "body")]
    for line in reversed(above):
        if is_body(line.text):
            counted = re.match(rf"(?:The )?{ORDINAL} ", line.text, re.IGNORECASE)
            begin = counted.end() if counted else 0
            end = len(re.sub(r"\s*\([A-Z]+\)$", "", line.text))
            return [line.fact("body", line.text[begin:end], begin, end)]
    return []


def listener(lines: Sequence[Line], named: Sequence[Fact], behind: Unit | None) -> list[Fact]:
    """The organ whose preamble follows, or whom the title is for."""
    if behind and (match := _speaker(behind)):
        return [whole(behind).group("body", match, "body")]
    for line, held in searched(lines, _SESSION_OF):
        return [line.group("body", held, "body")]
    for line in lines:
        if named and _is(line, named[0]) and (found := _FOR.search(line.text)):
            return [line.group("body", found, "body")]
    return [line.group("body", found, "body") for line, found in searched(lines[-2:], _TO_SECRETARY_GENERAL)]


def _speaker(behind: Unit) -> re.Match[str] | None:
    """Who speaks in the words that open a preamble: "The Congress of the Union (Kigali, 2034),"."""
    opens = behind.kind == "preambular" or behind.view.text.endswith(",")
    return _SPEAKS.match(behind.view.text) if opens else None


def _is(line: Line, title: Fact) -> bool:
    begin, end = line.fact("title", "").span
    return begin <= title.span.begin < end


def author(
    lines: Sequence[Line], signed: Sequence[Fact], named: Sequence[Fact], to: Sequence[Fact]
) -> list[Fact]:
    """Whose paper it is: of the Council whose President states, of whom the cover names, or of the emblem above.

    An office-holder who reports below the emblem of an agency, or to its own board, does so for it.
    """
    for line, match in searched(lines, _PRESIDENT):
        return [line.group("author", match, "author")]
    emblems = (line for line in lines if not (named and _is(line, named[0])))
    emblem = [
        one.fact("author", name, 0, len(name))
        for one in emblems
        if EMBLEM.match(one.text) or (AGENCY.match(one.text) and not is_body(one.text))
        for name in (_IN_BRACKETS.sub("", one.text),)
    ][:1]
    prepared = [line.group("author", match, "author") for line, match in searched(lines, _PREPARED)][:1]
    holder = bool(signed) and _HOLDER.fullmatch(str(signed[0].value))
    return list(emblem if holder and emblem else signed or prepared or emblem or _titled(lines, named, to))


def house(symbols: Sequence[Fact]) -> list[Fact]:
    """The agency whose acronym its symbols begin with, where nobody else is named."""
    for fact in symbols:
        if match := _HOUSE.match(str(fact.value)):
            return [Fact(field="author", value=match[0], span=fact.span)]
    return []


def is_own_report(
    kind: Sequence[Fact], named: Sequence[Fact], written: Sequence[Fact], to: Sequence[Fact]
) -> bool:
    """Whether the body above the title of a report without a symbol reports itself: nobody else is named."""
    if not named or not to or to[0].span.begin >= named[0].span.begin:
        return False
    reports = bool(kind) and kind[0].value == "report"
    reports = reports and bool(_OF_EXPERTS.search(str(to[0].value)))
    return reports and (not written or written[0].value == to[0].value)


def _titled(lines: Sequence[Line], named: Sequence[Fact], to: Sequence[Fact]) -> list[Fact]:
    """Whom the title says that it is of; several authors are none."""
    for line in lines:
        if not (named and _is(line, named[0])):
            continue
        if (match := _TITLED.search(line.text)) and " and the " not in match["author"]:
            return [line.group("author", match, "author")]
        board = _BOARD_OF.match(str(to[0].value)) if to and _BY_HOLDER.search(line.text) else None
        if board:
            return [Fact(field="author", value=board["agency"], span=to[0].span)]
    return []


def session(lines: Sequence[Line]) -> Iterator[Fact]:
    """The number of a meeting, of the assembly itself ("Seventy-seventh World Health …"), or in an act's number."""
    for line, match in searched(lines, _COUNTED):
        if match.start() == 0:
            yield line.fact("session", session_number(match), *match.span())
            return
    for line in lines:
        if ACT_LINE.match(line.text) and (counted := _ACT_SESSION.match(line.text)):
            group = "session" if counted["session"] else "parties"
            yield line.fact("session", int(counted[group]), *counted.span(group))
            return


def own_session(symbols: Sequence[Fact]) -> list[Fact]:
    """The session of the organ in the symbol of its own act."""
    for fact in symbols:
        for known in parse(str(fact.value)):
            if known.kind in ("resolution", "decision") and (known.session or "").isdigit():
                return [Fact(field="session", value=int(known.session or ""), span=fact.span)]
    return []


def place(lines: Sequence[Line], behind: Unit | None = None) -> Iterator[Fact]:
    """The place before the day, alone below the session, or behind the name of who speaks."""
    if behind and (spoken := _speaker(behind)) and spoken["place"]:
        yield whole(behind).group("place", spoken, "place")
        return
    for pattern in (PLACE_DATE, _HELD):
        for line, match in searched(lines, pattern):
            if pattern is _HELD or match.start() == 0:
                yield line.group("place", match, "place")
                return
    for above, line in pairwise(lines):
        if SESSION.match(above.text) and SESSION.fullmatch(above.text.rstrip(",")) and lone_place(line.text):
            if line is not title_line(lines):
                yield line.fact("place", line.text)
            return


def printed(lines: Sequence[Line]) -> list[Fact]:
    """The day of adoption, of signing, or as at which the title speaks."""
    for pattern in (_ADOPTED_ON, PLACE_DATE, _HELD, _AS_AT):
        for line, match in searched(lines, pattern):
            if found := day(match["date"]):
                return [line.fact("date", found, *match.span("date"))]
    return []


def closing(units: Sequence[Unit]) -> list[Fact]:
    """The day in the last lines of an act: of the meeting that adopted it."""
    for line in map(whole, units[-2:]):
        match = _CLOSING.fullmatch(line.text)
        if match and (found := day(match["date"])):
            return [line.fact("date", found, *match.span("date"))]
    return []


def reporting_year(lines: Sequence[Line], named: Sequence[Fact], of: Sequence[Fact]) -> list[Fact]:
    """The year at the end of the title or in a line of its own; resolutions report on none."""
    adopted = bool(of) and of[0].value == "resolution"
    for line, match in searched(lines if not adopted else (), _YEAR):
        if match["field"] or (named and _is(line, named[0])):
            group = "year" if match["year"] else "titled"
            return [line.fact("reporting_year", int(match[group]), *match.span(group))]
    return []
