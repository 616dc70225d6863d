"""What a document says about itself on its cover and in its first lines, each fact with its words.

The fields are those of the gold format; the manners are those of mastheads, title pages and opening
paragraphs in the editorial manual of the United Nations. Where the words are silent there is no fact.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from kg.symbols import parse, read_symbol
from kg.types import Document, Fact, Literal_, Span, Unit

_MONTHS = "January February March April May June July August September October November December"
_MONTH = rf"(?:{_MONTHS.replace(' ', '|')})"
_DAY = r"\d{1,2}"
_TO = r"\s*(?:[-–—]|\bto\b)\s*"
_DATE = rf"{_DAY} {_MONTH} (?:19|20)\d\d"
_RANGE = re.compile(
    rf"(?:(?P<place>\b[A-Z][\w.’'-]{{0,40}}(?: (?:[A-Z][\w.’'-]{{0,40}}|de|la|of)){{0,5}})"
    rf"(?:, [A-Z][a-z]\w{{1,40}}(?: [A-Z]\w{{1,40}}){{0,5}})?, )?"
    rf"(?P<first>{_DAY})(?: (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?)?{_TO}(?P<last>{_DATE})\b"
)
_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
)
_TEENS = "fifteenth sixteenth seventeenth eighteenth nineteenth"
_ORDINALS = {word: count for count, word in enumerate(f"{_UNITS} {_TEENS}".split(), 1)}
_TENS = {
    stem: 10 * count
    for count, stem in enumerate(("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"), 2)
}
_SESSION = re.compile(
    rf"\b(?P<hundred>one hundred (?:and )?)?(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|"
    rf"(?:(?P<tens>{'|'.join(_TENS)})"
    rf"(?:ieth|y-(?P<unit>{'|'.join(_ORDINALS)}))|(?P<word>{'|'.join(_ORDINALS)})))"
    r"(?: (?:annual|substantive|plenary|special|emergency special))? session\b(?! \(?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_SYMBOL = r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9][\w.()-]*)*/[\w.()-]*\d[\w.()-]*(?: ?\((?:19|20)\d\d\))?"
_MASTHEAD = re.compile(
    rf"(?:United Nations |[A-Z][a-z]+ (?:Assembly|Council) )?"
    rf"(?P<symbols>{_SYMBOL}(?:[-–—,; ]+{_SYMBOL})*)\**$"
)
_BODY_NOUN = r"(?:Assembly|Board|Commission|Committee|Conference|Congress|Council|Group|Forum)"
_BODY_NAME = re.compile(rf"(?:The )?(?:[\w’'-]{{1,40}} ){{0,8}}{_BODY_NOUN}\b", re.IGNORECASE)
_LINKS = r"(?:of|the|to|and|on|for|against|in|with)"
# Bounded, so that a text of capitals alone takes no more than its length.
_NAME = rf"\b[A-Z][\w’'-]{{0,40}}(?:(?: {_LINKS}){{0,3}},? [A-Z][\w’'-]{{0,40}}){{0,20}}"
_ADOPTED = re.compile(rf"[Aa]dopted by the (?P<body>{_NAME})(?:.{{0,60}}?\bon (?P<date>{_DATE}))?")
_ADDRESSED = re.compile(rf"addressed to the (?:President|Chair|Secretary) of the (?P<body>{_NAME})")
_SPEAKS_OF_ORGAN = re.compile(
    rf"[Ii]n its (?:resolutions?|decisions?) [^.;]{{1,300}}?, the (?P<body>{_NAME}) [a-z]+ed\b"
)
_LETTER = re.compile(
    rf"(?:Identical l|L)etters? dated (?P<date>{_DATE}) from (?:the )?(?P<author>.+?) addressed to\b"
)
_BYLINE = re.compile(
    r"(?P<submission>Submission|Contribution) (?:by|from)\b:?(?: (?P<submitter>.+))?$"
    r"|(?P<report>Report|Note) (?:of|by) the (?P<writer>[^,;]{3,120}?)(?P<topic> on .+)?$"
)
_FIELD_AUTHOR = re.compile(
    r"(?:Name of )?(?:[Oo]rganization|[Oo]rganisation|[Ee]ntity|[Aa]gency): (?P<author>\S.*)"
)
_FIELD_DATE = re.compile(rf"Date(?: of [a-z]+)?: (?P<date>{_DATE})")
_LONE_DATE = re.compile(rf"\(?(?P<date>{_DATE})\)?$")
_DATE_AT_END = re.compile(rf"\((?P<date>{_DATE})\)$")
_DISTRIBUTED = re.compile(rf"Distr\.:?[ \t]*[A-Za-z]*\.?\s+(?P<date>{_DATE})")
_NUMBERED_TITLE = re.compile(r"(?:Resolution |Decision )?\d{1,4}/\d{1,4}\.? (?P<title>[A-Z].+)$")
_RESOLUTION_TITLE = re.compile(r"(?:Resolution|Decision) \d{1,4} ?\(\d{4}\)$")
_NO_TITLE = re.compile(
    r"(?:Agenda item|Item \d|Distr\.|Original|\[|Resolution adopted by|Adopted by|United Nations$|"
    r"(?:[\w-]+ ){1,4}session\b)"
)
_YEAR = re.compile(
    r"(?:\b(?:in|during|for|covering)(?: the year)?|[Aa]nnual report(?: for)?,?|"
    r"year ended \d{1,2} [A-Z][a-z]+) "
    r"(?P<year>(?:19|20)\d\d)\b(?![-–/]| (?:and|to) \d)"
)
_THIS_TEXT = re.compile(
    r"\b(?:[Tt]his|[Tt]he present) (?:submission|report|note|document|contribution|study)\b"
)
_ON_REQUEST = re.compile(
    r"\b(?:in response to|pursuant to|in accordance with|in compliance with|further to|"
    r"as (?:requested|mandated)|"
    r"requested|in which .{3,80} requested)\b"
)
_REQUESTS_REPORT = re.compile(
    r"\brequest(?:ed|s) .{3,120}?\bto (?:report|inform|(?:submit|prepare|present|provide|transmit)\b.{0,80}?"
    r"\b(?:report|information|update))\b"
)
_RESOLUTION = re.compile(
    r"\b(?:(?:resolution|decision)s? )?(?P<symbol>[A-Z][A-Za-z]*(?:/[A-Z]+)*/"
    r"(?:RES|DEC)/\d[\w/.-]*(?:\(\d{4}\))?)"
    r"|\b(?:resolution|decision)s? (?P<number>\d{1,4}/\d{1,4}(?: [A-Z]\b)?|\d{1,4} ?\(\d{4}\))"
)
_FIRST_PERSON = re.compile(
    rf"\b[Ii]n (?:the present|this) (?:report|note|document|submission), "
    rf"(?:the )?(?P<author>{_NAME}) [a-z]+s\b"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z-]*[A-Z]")
_FIRST_UNITS = 30


def describe(document: Document, units: Sequence[Unit]) -> tuple[Fact, ...]:
    """Facts about the document, in a fixed order of fields; spans are document offsets, end excluded.

    `symbol` and `requested_by` may come more than once. `author` and `body` are names as printed, capitals
    and acronyms spelled as elsewhere in the text; `requested_by` is a canonical symbol where the words tell
    it, else the number with its organ.
    """
    cover = [unit for unit in units if unit.kind == "cover"]
    title = _title(cover, units)
    kind = _type(cover)
    body = _body(cover, units)
    found: list[Fact] = [*_symbols(cover), *title, *kind, *_author(cover, units, kind, body), *body]
    found += [*_session(cover), *_meeting(cover), *_date(document, cover, units)]
    return (*found, *_reporting_year(title, units), *_requests(units))


def _fact(field: str, value: Literal_, unit: Unit, begin: int, end: int) -> Fact:
    return Fact(field=field, value=value, span=unit.view.span(begin, end))


def _group(field: str, unit: Unit, match: re.Match[str], group: str) -> Fact:
    return _fact(field, match[group], unit, *match.span(group))


def _searched(units: Iterable[Unit], pattern: re.Pattern[str]) -> Iterator[tuple[Unit, re.Match[str]]]:
    for unit in units:
        if match := pattern.search(unit.view.text):
            yield unit, match


def _symbols(cover: Sequence[Unit]) -> Iterator[Fact]:
    for unit in cover:
        if masthead := _MASTHEAD.match(unit.view.text):
            text = unit.view.text
            for match in re.compile(_SYMBOL).finditer(text, masthead.start("symbols")):
                known = read_symbol(match[0])
                yield _fact("symbol", known.canonical if known else match[0], unit, *match.span())
            return


def _byline(cover: Sequence[Unit]) -> tuple[int, re.Match[str]] | None:
    lines = ((i, _BYLINE.match(unit.view.text)) for i, unit in enumerate(cover))
    return next(((i, match) for i, match in lines if match), None)


def _title(cover: Sequence[Unit], units: Sequence[Unit]) -> list[Fact]:
    for unit, match in _searched(cover, _NUMBERED_TITLE):
        return [_group("title", unit, match, "title")]
    byline = _byline(cover)
    above = cover[: byline[0]] if byline else cover
    best = [u for u in cover if _RESOLUTION_TITLE.match(u.view.text) or _LETTER.match(u.view.text)]
    best += [u for u in reversed(above) if _may_be_title(u.view.text)]
    best += [cover[byline[0]]] if byline else []
    best += [u for u in units[:1] if u.kind == "heading"]
    return [_fact("title", unit.view.text, unit, 0, len(unit.view.text)) for unit in best[:1]]


def _may_be_title(text: str) -> bool:
    refused = (_MASTHEAD, _NO_TITLE, _RANGE, _LONE_DATE, _FIELD_DATE, _FIELD_AUTHOR, _SESSION)
    whole_name = re.fullmatch(rf"(?:{_BODY_NAME.pattern})(?: of [A-Z].*)?(?: \([A-Z]+\))?", text)
    return not whole_name and not any(pattern.match(text) for pattern in refused)


def _type(cover: Sequence[Unit]) -> list[Fact]:
    for unit in cover:
        text = unit.view.text
        masthead, byline = _MASTHEAD.match(text), _BYLINE.match(text)
        if (masthead and "/RES/" in text) or re.match(r"Resolution (?:adopted|\d)", text):
            return [_fact("type", "resolution", unit, 0, len(text))]
        if byline:
            kind = (
                "submission"
                if byline["submission"]
                else "report"
                if byline["report"] == "Report"
                else "other"
            )
            return [_fact("type", kind, unit, 0, len(text))]
    reports = (u for u in cover if re.search(r"\b[Rr]eport\b", u.view.text) and _may_be_title(u.view.text))
    return [_fact("type", "report", unit, 0, len(unit.view.text)) for unit in islice(reports, 1)]


def _body(cover: Sequence[Unit], units: Sequence[Unit]) -> list[Fact]:
    """The organ addressed: the name above the session, who adopted, who is written to, or who has resolved
    before."""
    for pattern in (_ADOPTED, _ADDRESSED):
        for unit, match in _searched(cover, pattern):
            return [_group("body", unit, match, "body")]
    session = next((i for i, u in enumerate(cover) if _SESSION.search(u.view.text)), None)
    byline = _byline(cover)
    last = session if session is not None else byline[0] if byline else 0
    for unit in reversed(cover[: last + 1]):
        name = _SESSION.split(unit.view.text, maxsplit=1)[0]
        if _BODY_NAME.match(name) and not _BYLINE.match(name):
            name = re.sub(r"\s*(?:\([A-Z]+\))?\s*$", "", name)
            return [_fact("body", _recased(name, units), unit, 0, len(name))]
    for unit, match in _searched(islice(units, _FIRST_UNITS), _SPEAKS_OF_ORGAN):
        return [_group("body", unit, match, "body")]
    return []


def _recased(name: str, units: Sequence[Unit]) -> str:
    """A name in capitals as the text spells it elsewhere, else with capital initials."""
    if not name.isupper():
        return name
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    for _, match in _searched(units, pattern):
        if not match[0].isupper():
            return match[0]
    return re.sub(rf"\b({_LINKS})\b", lambda m: m[0].lower(), name.title(), flags=re.IGNORECASE)


def _author(cover: Sequence[Unit], units: Sequence[Unit], kind: list[Fact], body: list[Fact]) -> list[Fact]:
    byline = _byline(cover)
    if byline:
        index, match = byline
        if match["submitter"]:
            return [_group("author", cover[index], match, "submitter")]
        if match["submission"]:
            return [
                _fact("author", u.view.text, u, 0, len(u.view.text)) for u in cover[index + 1 : index + 2]
            ]
        written = [_group("author", cover[index], match, "writer")]
        return (_speaker(units) or written) if match["writer"] == "Secretariat" else written
    for pattern in (_LETTER, _FIELD_AUTHOR):
        for unit, found in _searched(cover, pattern):
            return [_group("author", unit, found, "author")]
    adopted = [Fact(field="author", value=fact.value, span=fact.span) for fact in body]
    return adopted if kind and kind[0].value == "resolution" else []


def _speaker(units: Sequence[Unit]) -> list[Fact]:
    """Who speaks in a report of "the Secretariat": the organization that reports in its first paragraphs."""
    for unit, match in _searched(islice(units, _FIRST_UNITS), _FIRST_PERSON):
        name, places = match["author"], match.span("author")
        if name in ("Secretariat", "Secretary-General"):
            return []
        spelled = _spelled_out(name, units) if _ACRONYM.fullmatch(name) else None
        return [spelled or _fact("author", name, unit, *places)]
    return []


def _spelled_out(acronym: str, units: Sequence[Unit]) -> Fact | None:
    """The name that stands before "(ACRONYM)"."""
    pattern = re.compile(rf"(?P<author>{_NAME}) \({re.escape(acronym)}\)")
    for unit, match in _searched(units, pattern):
        initials = [word for word in re.finditer(r"[\w’'-]+", match["author"]) if word[0][0].isupper()]
        # A longer run of names may stand before it: take as many as the acronym has letters.
        first = initials[-min(len(acronym), len(initials))].start() + match.start("author")
        return _fact("author", unit.view.text[first : match.end("author")], unit, first, match.end("author"))
    return None


def _session(cover: Sequence[Unit]) -> Iterator[Fact]:
    for unit, match in islice(_searched(cover, _SESSION), 1):
        count = int(match["digits"] or 0) + 100 * bool(match["hundred"])
        count += _TENS.get((match["tens"] or "").lower(), 0)
        count += _ORDINALS.get((match["unit"] or match["word"] or "").lower(), 0)
        yield _fact("session", count, unit, *match.span())


def _meeting(cover: Sequence[Unit]) -> Iterator[Fact]:
    for unit, match in islice(_searched(cover, _RANGE), 1):
        last = _day(match["last"])
        first = last and _day(
            f"{match['first']} {match['month'] or _month(last)} {match['year'] or last.year}"
        )
        if match["place"]:
            yield _group("place", unit, match, "place")
        if first and last:
            yield _fact("date_start", first, unit, match.start("first"), match.end())
            yield _fact("date_end", last, unit, *match.span("last"))


def _date(document: Document, cover: Sequence[Unit], units: Sequence[Unit]) -> list[Fact]:
    """The document's own date; a meeting's is not."""
    until = cover[-1].first.end if cover else 0
    distributed = _DISTRIBUTED.search(document.text, 0, until)
    if distributed and (day := _day(distributed["date"])):
        return [Fact(field="date", value=day, span=Span(*distributed.span("date")))]
    headings = [u for u in islice(units, _FIRST_UNITS) if u.kind == "heading" and u.first.level == 1]
    for group, pattern in (
        (cover, _ADOPTED),
        (cover, _LETTER),
        (cover, _LONE_DATE),
        (cover, _FIELD_DATE),
        ([*cover, *headings[:3]], _DATE_AT_END),
    ):
        for unit, match in _searched(group, pattern):
            day = _day(match["date"] or "")
            if day and not (pattern is _LONE_DATE and match.start() > 0):
                return [_fact("date", day, unit, *match.span("date"))]
    return []


def _day(words: str) -> date | None:
    """The date "9 July 2018"; none where the calendar has no such day."""
    parts = words.split()
    if len(parts) != 3 or parts[1] not in _MONTHS.split():
        return None
    try:
        return date(int(parts[2]), _MONTHS.split().index(parts[1]) + 1, int(parts[0]))
    except ValueError:
        return None


def _month(day: date) -> str:
    return _MONTHS.split()[day.month - 1]


def _reporting_year(title: list[Fact], units: Sequence[Unit]) -> Iterator[Fact]:
    headings = [u for u in islice(units, _FIRST_UNITS) if u.kind == "heading"][:3]
    titles = [
        u for u in units if title and u.view.text and u.first.begin <= title[0].span.begin < u.first.end
    ]
    for unit, match in islice(_searched([*titles, *headings], _YEAR), 1):
        yield _fact("reporting_year", int(match["year"]), unit, *match.span("year"))


def _requests(units: Sequence[Unit]) -> Iterator[Fact]:
    """The resolutions that asked for the document, as its first paragraphs say."""
    seen: set[str] = set()
    for unit in islice((u for u in units if u.kind in ("paragraph", "item")), 8):
        for begin, end in unit.sentences:
            for fact in _requests_in(unit, begin, end):
                if str(fact.value) not in seen:
                    seen.add(str(fact.value))
                    yield fact


def _requests_in(unit: Unit, begin: int, end: int) -> Iterator[Fact]:
    words = unit.view.text[begin:end]
    asked = _ON_REQUEST.search(words) if _THIS_TEXT.search(words) else None
    start = asked.start() if asked else 0 if _REQUESTS_REPORT.search(words) else None
    if start is None:
        return
    for match in islice(_RESOLUTION.finditer(words, start), 1):
        organ = _organ_near(words[start : match.start()], words[match.end() :])
        symbols = parse(match[0], organ=organ)
        group = "symbol" if match["symbol"] else "number"
        plain = match[group] if organ is None else f"{organ} resolution {match[group]}"
        value = symbols[0].canonical if symbols else plain
        yield _fact("requested_by", value, unit, begin + match.start(), begin + match.end())


def _organ_near(before: str, after: str) -> str | None:
    """The organ whose resolution it is: "of the …" right after the number, else the last name before it."""
    if match := re.match(rf" of the (?P<organ>{_NAME})", after):
        return match["organ"]
    if match := re.match(rf",? (?:[^.;]{{0,200}}, )?the (?P<organ>{_NAME}) requested", after):
        return match["organ"]
    names = [name for name in re.findall(_NAME, before) if _BODY_NAME.match(name)]
    return str(names[-1]) if names else None
