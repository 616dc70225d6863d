"""The lines of a cover, each saying one thing, and what they look like.

Extractors of PDF run neighbours together ("Security Council Distr.: General", "Annual session 2026 Rome, 2 to 4
June 2026"), so that a block of a cover is cut again where its words begin something new.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from kg.metadata.dates import AMERICAN, DATE, PLACE, RANGE
from kg.types import Document, Fact, Literal_, Unit

FIRST_UNITS = 30
"""How far mastheads and title pages reach, in units."""
_LONGEST = 2_000
"""Code points; nothing on a cover is longer, and a text of capitals alone is left alone."""

_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
)
_TEENS = "fifteenth sixteenth seventeenth eighteenth nineteenth"
_ORDINALS = {word: count for count, word in enumerate(f"{_UNITS} {_TEENS}".split(), 1)}
_TENS = {
    stem: 10 * count
    for count, stem in enumerate(("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"), 2)
}
_HUNDREDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ORDINAL = (
    rf"(?:(?P<hundred>{'|'.join(_HUNDREDS)}) hundred (?:and )?)?(?:(?P<digits>\d{{1,5}})(?:st|nd|rd|th)|"
    rf"(?:(?P<tens>{'|'.join(_TENS)})"
    rf"(?:ieth|y-(?P<unit>{'|'.join(_ORDINALS)}))|(?P<word>{'|'.join(_ORDINALS)})))"
)
SESSION = re.compile(
    rf"\b{ORDINAL}(?: (?:annual|regular|substantive|plenary|executive|resumed|special|emergency special))? session\b"
    r"(?! \(?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEARLY = (
    r"(?:(?:19|20)\d\d session|(?:(?:First|Second|Third|Fourth|Annual|Resumed|Special|Organizational) ){1,2}"
    r"(?:regular )?session,? (?:of )?(?:19|20)\d\d)"
)
YEARLY_SESSION = re.compile(rf"{_YEARLY}\b")
SYMBOL = (
    r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9][\w.()-]*)*/[\w.()-]*\d[\w.()-]*"
    r"(?: ?\((?:(?:19|20)\d\d|(?:Sect|Vol|Part)\.? ?[\dIVX]{1,4})\))?"
)
MASTHEAD = re.compile(
    rf"(?P<house>United Nations |[A-Z][a-z]+ (?:Assembly|Council) )?"
    rf"(?P<symbols>{SYMBOL}(?:[-–—,; ]+{SYMBOL})*)\**$"
)
_BODY_NOUN = r"(?:Assembly|Board|Commission|Committee|Conference|Congress|Council|Group|Forum|Body)"
BODY_NAME = re.compile(rf"(?:The )?(?:(?!of the )[\w’'-]{{1,40}} ){{0,8}}{_BODY_NOUN}\b", re.IGNORECASE)
_WHOLE_BODY = rf"(?:{BODY_NAME.pattern})(?: (?i:of|on|for|to) (?i:the )?[A-Z][^:]*)?(?: \([A-Z]+\))?$"
WHOLE_BODY = re.compile(rf"{_WHOLE_BODY}|(?=[^a-z]+$)(?i:{_WHOLE_BODY})")
LINKS = r"(?:of|the|to|and|on|for|against|in|with)"
# Bounded, so that a text of capitals alone takes no more than its length.
NAME = rf"\b[A-Z][\w’'-]{{0,40}}(?:(?: {LINKS}){{0,3}},? [A-Z][\w’'-]{{0,40}}){{0,20}}"
ADOPTED = re.compile(rf"[Aa]dopted by the (?P<body>{NAME})(?:.{{0,60}}?\bon (?P<date>{DATE}))?")
ADDRESSED = re.compile(rf"addressed to the (?:President|Chair|Secretary) of the (?P<body>{NAME})")
LETTER = re.compile(
    r"(?:(?:Identical l|L)etters?|(?:Identical n|N)otes? verbales?) "
    rf"dated (?P<date>{DATE}) from (?:the )?(?P<author>.+?)"
    r"(?: established (?:pursuant|by|under) [^:]{3,120})? addressed to\b"
)
BYLINE = re.compile(
    r"(?P<submission>Submission|Contribution) (?:by|from)\b:?(?: (?P<submitter>.+))?$"
    r"|(?P<report>Report|Note|Statement|Written statement)\*? (?:of|by|submitted by) (?:the "
    r"|(?<=submitted by )(?=[A-Z]))(?P<writer>\S.{2,200})$"
    r"|(?P<summary>[A-Z][\w-]{2,40}[’']s? (?:summary|statement))$"
)
_GROUP = r"(?:[\w’'-]+ ){0,6}(?:Board|Commission|Committee|Council|Forum|Group|Panel|Team)\b"
OF_GROUP = re.compile(rf"Report of the {_GROUP}")
"""A report that needs no other title: of a body and not of the holder of an office."""
COUNTED_REPORT = re.compile(
    rf"(?:(?i:{ORDINAL})|Annual|Interim|Final|Progress|Consolidated|Biennial) (?:[a-z]+ )?[Rr]eport (?:of|by) the "
    rf"(?P<writer>(?:{_GROUP}|Secretary-General\b|[Ss]ecretariat\b).{{0,200}})$"
)
"""One of several reports that somebody gives: "Third report of the Committee on Gardens"."""
FIELD_AUTHOR = re.compile(
    r"(?:(?:Name of )?(?:[Oo]rganization|[Oo]rganisation|[Ee]ntity|[Aa]gency|Authors?|From): "
    r"|Reply from: |Submitted by:? )"
    r"(?:the )?(?P<author>\S.*?)(?: \([A-Z][\w ]*\))?$"
)
FIELD_DATE = re.compile(rf"Date(?: of [a-z]+)?: (?P<date>{DATE})")
LONE_DATE = re.compile(rf"[(\[]?(?P<date>{DATE})[)\]]?$")
FIELD = re.compile(
    r"(?:Reply from|Reporting (?:year|period)|(?:Year|Period) covered|Date(?: of [a-z]+)?"
    r"|Name of (?:the )?[a-z]+|Organi[sz]ation"
    r"|Entity|Agency|Country|Authors?|Title|From|To|Submitted by|Prepared by|Contact(?: [a-z]+)?|Place"
    r"|Venue|Reference|Subject): \S"
)
"""A line of a form."""
PLACE_DATE = re.compile(rf"(?P<place>{PLACE}), (?P<date>{DATE})$")
EMBLEM = re.compile(
    r"(?=[A-Z, -]+$)(?:[A-Z,-]+ )*(?:ORGANIZATION|ORGANISATION|UNION|PROGRAMME|FUND|AGENCY|NATIONS|BANK"
    r"|INSTITUTE)\b[A-Z, -]*$"
)
"""The name of an agency in capitals, as above a masthead."""
_HOUSE = (
    r"(?:Organization|Organisation|Union|Fund|Agency|Bank|Institute|Authority|Court|Centre|Center|Secretariat|Government"
    r"|Foundation|Services|Office|Ministry|Department|Bureau)"
)
AGENCY = re.compile(
    r"(?!(?:Report|Note|Statement|Results|Activities|Work)\b)(?:The )?(?:[A-Z][\w’'-]* (?:(?:of|for|and|on"
    r"|the) ){0,2}){0,7}"
    rf"{_HOUSE}(?: (?:of|for|on|to) (?:the )?[A-Z][\w ,’'-]{{2,90}})?(?: \([A-Z][\w-]+\))?$"
    r"|(?:United Nations|World) (?:[A-Z][\w-]* (?:and )?){1,4}Programme$|[A-Z][A-Z-]{2,9}$"
)
"""The name of an agency alone on a line, in small letters or as an acronym."""
NUMBERED_TITLE = re.compile(r"(?:Resolution |Decision )?\d{1,4}/\d{1,4}\.? (?P<title>[A-Z].+)$")
RESOLUTION_TITLE = re.compile(r"(?:Resolution|Decision) \d{1,4} ?\(\d{4}\)$")
SESSION_REPORT = re.compile(rf"Report on (?:the|its) (?:{SESSION.pattern})", re.IGNORECASE)
OWN_SESSION = re.compile(r"Report (?:on|of) (?:the|its) (?:[\w-]+ ){1,5}sessions?\b(?! of\b)")
"""What a body says of a session of its own."""
OFFICIAL_RECORDS = re.compile(r"Official Records\b")
_NO_TITLE = re.compile(
    r"(?:Agenda item|Item \d|Distr\.|Original ?:|ORIGINAL ?:|DATE ?:|\["
    r"|Resolution adopted by|Adopted by|United Nations(?:$"
    r"| [•·])|"
    r"Convened under|Official Records|Supplement No|ISSN|ISBN|(?:[A-Z]{1,3}\.)?\d\d-\d{5}|Chair: |"
    r"(?!Report )(?:[\w-]+ ){1,4}session$|(?:REPUBLIC|KINGDOM|STATE|GOVERNMENT) OF [A-Z ]{3,60}$)"
)
_BEGINS = re.compile(
    r" (?:(?=Distr\.)|(?=Original ?: ?[A-Z])|(?=Convened under the)|(?=Official Records\b)"
    r"|(?=Supplement No\.? \d)"
    rf"|(?=(?:Agenda item|Item) \d)|(?=Report on (?:the|its) \S+ session\b)|(?=\({RANGE.pattern}\))"
    rf"|(?=\d{{1,2}} [A-Z][a-z]+ \d{{4}}[-–—])|(?={_YEARLY}\b)"
    r"|(?<=, )(?=\d{1,3}(?:st|nd|rd|th) [Ss]ession\b)|(?<=[Ss]ession, )(?=[A-Z])"
    r"|(?<=[Mm]eeting, )(?=[A-Z])|(?<=[Ss]ession )(?=[A-Z(]|\d{1,2}\b)|(?<=[Ss]ession \d{4} )(?=[A-Z(]"
    r"|\d{1,2}\b))"
)
CONTENTS = re.compile(r"(?:Contents|Summary|Introduction|Chapter)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands on the cover as one thing: a stretch of a unit's view."""

    unit: Unit
    begin: int
    """In the view."""
    text: str

    def fact(self, field: str, value: Literal_, begin: int = 0, end: int | None = None) -> Fact:
        """A fact that rests on `text[begin:end]`."""
        last = len(self.text) if end is None else end
        return Fact(field=field, value=value, span=self.unit.view.span(self.begin + begin, self.begin + last))

    def group(self, field: str, match: re.Match[str], group: str) -> Fact:
        """The words of a group of a match in `text`."""
        return self.fact(field, match[group], *match.span(group))


def whole(unit: Unit) -> Line:
    """The unit as one line."""
    return Line(unit=unit, begin=0, text=unit.view.text)


def searched(lines: Iterable[Line], pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Lines in which the pattern is found, each with its first match."""
    for line in lines:
        if match := pattern.search(line.text):
            yield line, match


def cover_lines(document: Document, units: Sequence[Unit]) -> tuple[Line, ...]:
    """The lines of masthead and title page in order, at most those of the first units of the document.

    A supplement to official records repeats its title page, so that everything above its contents counts.
    """
    first = units[:FIRST_UNITS]
    if any(u.kind in ("cover", "heading") and OFFICIAL_RECORDS.search(u.view.text) for u in first):
        front = takewhile(lambda u: u.first.number is None and not CONTENTS.match(u.view.text), first)
        return tuple(line for u in front for line in cut(document, whole(u)) if not line.text.endswith("."))
    cover = [u for u in units if u.kind == "cover"]
    last = max((i for i, u in enumerate(first) if u.kind == "cover"), default=-1)
    below = (u for u in first[last + 1 : last + 2] if cover and BYLINE.match(u.view.text))
    return tuple(line for u in (*cover, *below) for line in cut(document, whole(u)))


def cut(document: Document, line: Line) -> Iterator[Line]:
    """The line where its words begin something new: "Annual session 2026 Rome, 2 to 4 June 2026" are two."""
    unit, text, start = line.unit, line.text, line.begin
    if len(text) > _LONGEST:
        return
    # What begins a line is a blank before it; a session begins one only where its ordinal has a capital.
    cuts = {match.start() for match in _BEGINS.finditer(text)}
    cuts |= {m.start() - 1 for m in SESSION.finditer(text) if m.start() and m[0][0].isupper()}
    inside = (p - start for pair in _meetings_printed(document, unit) for p in pair)
    cuts |= {place for place in inside if 0 < place < len(text)}
    for begin, end in pairwise(sorted({0, len(text), *cuts})):
        if words := text[begin:end].strip():
            yield Line(unit=unit, begin=start + text.index(words, begin), text=words)


def _meetings_printed(document: Document, unit: Unit) -> Iterator[tuple[int, int]]:
    """Begin and end of each printed line that holds nothing but place and days of a meeting."""
    text, place = unit.view.text, unit.view.place
    blanks = (m.start() for m in re.finditer(" ", text))
    ends = [i for i in blanks if "\n" in document.text[place(i) : place(i + 1)]]
    for begin, end in pairwise((0, *ends, len(text))):
        if RANGE.fullmatch(text[begin:end].strip()):
            yield begin, end


def session_number(match: re.Match[str]) -> int:
    """The number that a match of `SESSION` spells: 73 for "Seventy-third session"."""
    hundreds = match["hundred"]
    count = int(match["digits"] or 0) + (100 * (_HUNDREDS.index(hundreds.lower()) + 1) if hundreds else 0)
    count += _TENS.get((match["tens"] or "").lower(), 0)
    return count + _ORDINALS.get((match["unit"] or match["word"] or "").lower(), 0)


def may_be_title(text: str) -> bool:
    """Whether a line is no masthead, session, date, field, agenda item or name of a body."""
    refused = (
        MASTHEAD,
        EMBLEM,
        PLACE_DATE,
        _NO_TITLE,
        RANGE,
        LONE_DATE,
        FIELD_DATE,
        FIELD_AUTHOR,
        YEARLY_SESSION,
    )
    session = SESSION.match(text)
    whole_session = session is not None and not text[session.end() :].startswith(" of ")
    bracketed = text.startswith("(") and RANGE.search(text) is not None
    return not (
        whole_session
        or bracketed
        or WHOLE_BODY.match(text)
        or any(pattern.match(text) for pattern in refused)
        or AMERICAN.fullmatch(text)
    )


def masthead(lines: Iterable[Line], units: Sequence[Unit]) -> tuple[Line, re.Match[str]] | None:
    """The line with the document's symbol; extractors may bring it after the first page's text."""
    on_cover = ((line, match) for line in lines if (match := MASTHEAD.match(line.text)))
    if found := next(on_cover, None):
        return found
    later = (whole(unit) for unit in islice(units, FIRST_UNITS) if len(unit.view.text) < 80)
    return next(
        ((line, match) for line in later if (match := MASTHEAD.match(line.text)) and match["house"]), None
    )


def byline(lines: Sequence[Line]) -> tuple[int, re.Match[str]] | None:
    """The line that tells who reports, with its index; of a transmitted report the note that transmits it.

    A line that names nobody in capitals ("Report of the work") comes last.
    """
    found = [(i, match) for i, line in enumerate(lines) if (match := BYLINE.match(line.text))]
    notes = [pair for pair in found if pair[1]["report"] == "Note"]
    named = [pair for pair in found if not (pair[1]["writer"] or "")[:1].islower()]
    return next(iter([*notes, *named, *found]), None)
