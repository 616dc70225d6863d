"""The grammar of United Nations document symbols: surface text to canonical symbols and back.

Where the rules are from: the United Nations Editorial Manual ("Document symbols"; "Resolutions and other
formal decisions"), the Dag Hammarskjöld Library's guides to resolutions of the principal organs, and the
lists of real symbols that the tests read. Numbers of commissions and conferences of parties are no
document symbols: what this module builds for them are keys of our own, never links.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Kind = Literal["resolution", "decision", "statement", "document"]
Act = Literal["RES", "DEC"]
Shape = Literal[
    "session",  # 69/196, 31/6A
    "special",  # S-20/2
    "emergency",  # ES-11/1
    "year",  # 2006/46
    "council",  # 2322(2016)
    "roman",  # 217A(III)
    "special-roman",  # 3201(S-VI)
    "dated-roman",  # 1946/9(I)
    "party",  # 1/CP.21
    "roman-session",  # V/11
    "dotted",  # 71.3
    "plain",  # 1325
]

LINK = "https://docs.un.org/en/"
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_YEAR = r"(?:19[4-9]|20\d)\d"
_NUMBER = r"[1-9]\d{0,3}"
_COUNT = r"[1-9]\d{0,2}"  # within one session or year; "12/2019" is nobody's number here
_LATE = r"(?:3[1-9]|[4-9]\d|[1-9]\d\d)"  # sessions of the Assembly since 1976
_KINDS: dict[str, Kind] = {"RES": "resolution", "DEC": "decision", "PRST": "statement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One symbol in canonical form, taken apart.

    `str(symbol)` is what `parse` reads back to an equal record.
    """

    canonical: str
    official: bool
    """Whether the United Nations gives this symbol to a document; false for keys of our own."""
    organ: str
    """How the symbols of the body begin: "A", "S", "A/HRC", "CND", "CTOC/COP"."""
    kind: Kind
    session: str | None = None
    year: int | None = None
    provision: str | None = None
    """The paragraph that the surface named with it: "p6", "p6(a)"."""

    @property
    def slug(self) -> str:
        """The symbol as a path segment of an IRI."""
        return slug(self.canonical)

    @property
    def link(self) -> str | None:
        """Address of the document; none for keys, which have no document of their own."""
        return LINK + self.canonical.replace(" ", "%20") if self.official else None

    def __str__(self) -> str:
        return f"{self.canonical}, paragraph {self.provision[1:]}" if self.provision else self.canonical


class Item(NamedTuple):
    """One member of a list of numbers: where it stands and its number without blanks ("31/6A")."""

    begin: int
    end: int
    number: str


class Found(NamedTuple):
    """One symbol with its prefix in a text, in code points of that text, end excluded."""

    begin: int
    end: int
    symbol: Symbol


# One row a family: what the whole canonical form looks like, and whether it is an official symbol.
_FAMILIES: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), official)
    for pattern, official in (
        # Resolutions of the Assembly carry their session since the thirty-first (1976).
        (rf"(?P<organ>A)/(?P<act>RES)/(?P<session>{_LATE})/{_COUNT}(?:[A-Z](?:-[A-Z])?)?", True),
        (rf"(?P<organ>A)/(?P<act>RES)/(?P<session>E?S-[1-9]\d?)/{_COUNT}[A-Z]?", True),
        (rf"(?P<organ>A)/(?P<act>RES)/{_NUMBER}[A-Z]?\((?P<session>(?:E?S-)?{_ROMAN})\)", True),
        (rf"(?P<organ>A)/(?P<act>DEC)/(?P<session>{_LATE}|E?S-[1-9]\d?)/{_COUNT}[A-Z]?", False),
        (rf"(?P<organ>S)/(?P<act>RES)/{_NUMBER}\((?P<year>{_YEAR})\)", True),
        (rf"(?P<organ>S)/(?P<act>PRST)/(?P<year>{_YEAR})/{_COUNT}", True),
        (rf"(?P<organ>E)/(?P<act>RES)/(?P<year>{_YEAR})/{_COUNT}[A-Z]?", True),
        (rf"(?P<organ>E)/(?P<act>RES)/{_NUMBER}[A-Z]?\((?P<session>{_ROMAN})\)", True),
        (rf"(?P<organ>E)/(?P<act>DEC)/(?P<year>{_YEAR})/{_COUNT}[A-Z]?", False),
        (rf"(?P<organ>E)/(?P<act>DEC)/{_NUMBER}[A-Z]?\((?P<session>{_ROMAN})\)", False),
        (rf"(?P<organ>T)/(?P<act>RES)/{_NUMBER}[A-Z]?\((?P<session>(?:S-)?{_ROMAN})\)", True),
        (rf"(?P<organ>A/HRC)/(?P<act>RES|DEC|PRST)/(?P<session>(?:S-)?[1-9]\d?|OS/[1-9]\d?)/{_COUNT}", True),
        (rf"(?P<organ>UNEP/EA)\.(?P<session>(?:SS\.)?[1-9]\d?)/(?P<act>RES|DEC)\.{_COUNT}", True),
        (rf"(?P<organ>E/CN\.4)/(?P<act>RES|DEC)/(?P<year>{_YEAR})/{_COUNT}", True),
        (
            r"(?P<organ>CND|CCPCJ|CTOC/COP|CAC/COSP|E/CN\.(?!4/)\d\d?)/(?P<act>RES|DEC)/"
            rf"(?:(?P<year>{_YEAR})|(?P<session>(?:S-)?[1-9]\d?))/{_COUNT}[A-Z]?",
            False,
        ),
        (rf"(?P<organ>FCCC)/(?P<act>DEC)/{_NUMBER}/(?:CP|CMP|CMA)\.(?P<session>\d\d?)", False),
        (rf"(?P<organ>WHA)/(?P<act>RES|DEC)/(?P<session>[1-9]\d?)\.{_COUNT}", False),
        # Boards and agencies number as they like; the key keeps what they print.
        (
            r"(?P<organ>(?!(?:A|E|S|T|CND|CCPCJ|CTOC|CAC|FCCC|WHA)/)[A-Z][A-Z0-9]{0,9})/(?P<act>RES|DEC)/"
            rf"(?:(?P<year>{_YEAR})|[1-9]\d{{0,2}})(?:/{_COUNT})?[A-Z]?",
            False,
        ),
    )
)

# First elements that the Organization and its organs, programmes and treaty bodies use, by the Editorial
# Manual's list of organ designators and the symbols seen in print.
_ROOTS = re.compile(
    r"(?:A|S|E|T|ST|DP|UNW|UNAE|UNEP|UNICEF|UNITAR|UNODC|CTOC|CAC|CAT|CCPR|CEDAW|CERD|"
    r"CMW|CRC|CRPD|CED|HRI|ECE|FCCC|ICCD|CBD|ID|IDB|GC|HS|HSP|ITC|JIU|LC|LOS|SPLOS|"
    r"ISBA|NPT|PBC|BWC|CCW|CD|TD|TRADE|TRANS|ECA|LDC|APLC|CCM|AT|AAC|ACC|CEB|UNFF|"
    r"WSIS|WFP|IPBES|SAICM|MP|EB|PCNICC|SPT|DE)(?:-\d\d)?"
)
_SERIES = re.compile(r"(?:L|CRP|WP|SR|PV|INF|MIN|RT|TC|R|PC|RES|DEC|Add|Corr|Rev|Amend)\.\d+[A-Z]?")
_BODY = re.compile(r"(?:CN|C|AC|CONF)\.\d{1,3}|C|HRC|COP|COSP|FPA|OPS|HLPF|ESCAP|ECE|ECA|ECLAC|ICEF")
_CHANGE = re.compile(r"(?:Add|Corr|Rev|Amend)\.\d+")
_VOLUME = re.compile(r"\((?:Sect\.\d+|Vol\.(?:[IVX]+|\d+)|Part(?:[IVX]+|\d+))\)$")
_MISPRINT = re.compile(r"^([AEST])/(CN|C|AC|CONF)/(\d{1,3})/")
_TITLED = re.compile(r"(?<![A-Z])(?:ADD|CORR|REV|AMEND|SUB|SECT|VOL)(?=\.\d|\.[IVX])|(?<=\()PART(?=[IVX\d])")

_COMPONENT = r"(?:[A-Z]{1,2}[-\u2010-\u2014](?=\d))?[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*"
# What may stand after a part letter; an English word would make it an article or an initial.
_AFTER_PART = (
    r"(?=\s?[(,;:)\]]|\s?$|\.(?!\w)|[-\u2013]|"
    r"\s(?:and|or|to|of|on|by|in|as|at|for|from|with|which|that|is|was|were|are|entitled|adopted)\b)"
)
_BRACKET = rf"\((?:{_YEAR}|(?:E?S[-\u2010-\u2014])?[IVXL]{{1,7}})\)"
_PREFIXED = re.compile(
    r"(?P<act>(?=[A-Z]{1,5}(?:/[A-Z]{2,4})?/(?:RES|Res|DEC|Dec)/))?"
    rf"[A-Z][A-Z0-9]{{0,9}}(?:[-\u2010\u2011]\d\d)?(?:/(?:\s(?=\d))?{_COMPONENT})+(?:[-\u2013][A-Z](?![\w/]))?"
    rf"(?(act)(?:\s(?P<part>[A-Z](?:-[A-Z](?!\w))?){_AFTER_PART})?(?P<bracket>\s?{_BRACKET})?"
    r"|(?P<volume>\s?\((?:Sect|Vol|Part)\.?\s?[IVX\d]{1,5}\))?)"
    r"(?:\[[A-Z](?:-[IVX]{1,6})?\])?"
)
_ROOT_BEFORE = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:[-\u2010\u2011]\d\d)?$")
_GOES_ON = re.compile(r"/?\w")  # a blank left to be filled in ("E/2025/_"), a path
_HOST_BEFORE = re.compile(r"(?:undocs\.org|docs\.un\.org)/(?:en/)?$")
_INNER = frozenset("_./@%#\\&")
_JOINTS = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_ALSO = re.compile(r"(?:,\s?(?:and\s)?|\s(?:and|or|&)\s)(?P<change>(?:Add|Corr|Rev|Amend)\.\d{1,2})(?![\w/])")
_ALSO_NUMBER = re.compile(r"(?:\s?[-\u2013]\s?|\s(?:and|to)\s)(?P<last>\d{1,2})(?=\s?[),.;\]]|$)(?![.,]\d)")
_ALSO_PART = re.compile(
    r"(?:,\s?(?:and\s)?|\s(?P<to>to)\s|\s(?:and|or|&)\s|\s?(?P<dash>[-\u2013])\s?)(?P<part>[A-Z])(?![\w'’/-]|\.\w)"
)

_HEAD_NUMBER = (
    r"(?:E?S[-\u2010-\u2014]\d{1,2}|\d{1,4})/\d{1,4}(?![\d/])|\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2}|[IVX]{1,6}/\d{1,3}|"
    r"(?:WHA)?\d{2}\.\d{1,2}(?!\d)|\d{1,4}(?![\d/.,]\d|\d)"
)
_ITEM = re.compile(rf"(?P<head>{_HEAD_NUMBER})(?:\s?(?P<part>[A-Z]){_AFTER_PART})?")
_ITEM_BRACKET = re.compile(rf"\s?(?P<bracket>{_BRACKET})")
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.|Feb\\.|Aug\\.|Sept\\.|Oct\\.|Nov\\.|Dec\\.)"
)
_TAIL = re.compile(
    rf"\s?,?\s?(?:(?:adopted\s)?o[fn]\s\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|of\s{_YEAR}(?!\d)|"
    r"(?:on|concerning|entitled)\s[“\"‘'][^”\"’']{0,300}[”\"’']|"
    r"(?:op\.\s|operative\s)?para(?:graph|\.)?s?\.?\s\d{1,3}(?:\s?\([a-z]{1,4}\))?(?:\s?[-\u2013]\s?\d{1,3})?|"
    r"(?:sect(?:ion|\.)|part)\s[IVX]{1,5}|annex(?:es)?(?:\s[IVX]{1,4})?)"
)
_BETWEEN = re.compile(
    r"\s?[,;]\s?(?:(?:and|or|as well as)\s)?|\s(?:and|or|as well as|and also|to)\s|\s?[-&\u2013]\s?"
)
_NOUN = re.compile(r"\b(?:(?P<decision>decision)|resolution)s?\b", re.IGNORECASE)
_PROVISION = re.compile(
    r"\bpara(?:graph|\.)?s?\.?\s?(?P<number>\d{1,3})(?:\s?\((?P<letter>[a-z]{1,4})\))?", re.IGNORECASE
)

_SHAPE_PATTERNS: tuple[tuple[Shape, str], ...] = (
    ("council", rf"{_NUMBER}\({_YEAR}\)"),
    ("dated-roman", rf"{_YEAR}/{_NUMBER}[A-Z]?\({_ROMAN}\)"),
    ("roman", rf"{_NUMBER}[A-Z]?\({_ROMAN}\)"),
    ("special-roman", rf"{_NUMBER}[A-Z]?\(E?S-{_ROMAN}\)"),
    ("year", rf"{_YEAR}/{_COUNT}[A-Z]?"),
    ("session", rf"[1-9]\d{{0,2}}/{_COUNT}[A-Z]?"),
    ("special", rf"S-[1-9]\d?/{_COUNT}[A-Z]?"),
    ("emergency", rf"ES-[1-9]\d?/{_COUNT}[A-Z]?"),
    ("party", rf"{_NUMBER}/(?:CP|CMP|CMA)\.\d\d?"),
    ("roman-session", rf"{_ROMAN}/{_COUNT}"),
    ("dotted", rf"(?:WHA)?[1-9]\d\.{_COUNT}"),
    ("plain", _NUMBER),
)
_SHAPES = tuple((shape, re.compile(pattern)) for shape, pattern in _SHAPE_PATTERNS)
_LAST_ECOSOC_ROMAN = 2130  # the last number before the Council began to number by year, in 1978
_LAST_ASSEMBLY_ROMAN = 30  # sessions with roman numerals end with the thirtieth (1975)
_FIRST_ASSEMBLY_DECISION = 301  # other bodies count theirs from 1 or 101

# Names of bodies, folded; tried in this order, whole.
_PARTIES = r"(?:conference of the )?(?:states )?parties (?:to|of) (?:the )?(?:un(?:ited nations)? )?"
_NAMES: tuple[tuple[str, str], ...] = (
    (r"(?:un(?:ited nations)? )?general assembly|unga|ga", "A"),
    (r"(?:un(?:ited nations)? )?security council|unsc|sc", "S"),
    (r"(?:un(?:ited nations)? )?economic and social council|ecosoc", "E"),
    (r"(?:un(?:ited nations)? )?human rights council|unhrc|hrc", "A/HRC"),
    (r"trusteeship council", "T"),
    (r"(?:un(?:ited nations)? )?commission on narcotic drugs|cnd|e/cn\.7", "CND"),
    (r"commission on crime prevention and criminal justice|ccpcj|e/cn\.15", "CCPCJ"),
    (
        rf"{_PARTIES}(?:convention against transnational organized crime|(?:transnational )?organized crime"
        r" convention|untoc)(?: and the protocols thereto)?|untoc cop|ctoc(?:/cop)?",
        "CTOC/COP",
    ),
    (rf"{_PARTIES}(?:convention against corruption|uncac)|uncac cosp|cac(?:/cosp)?", "CAC/COSP"),
    (r"(?:un(?:ited nations)? )?environment assembly|unea", "UNEP/EA"),
    (r"(?:un(?:ited nations)? )?statistical commission", "E/CN.3"),
    (r"commission on human rights", "E/CN.4"),
    (r"commission for social development", "E/CN.5"),
    (r"commission on the status of women|csw", "E/CN.6"),
    (r"commission on population and development", "E/CN.9"),
    (r"commission on science and technology for development|cstd", "E/CN.16"),
    (r"commission on sustainable development", "E/CN.17"),
    (r"(?:who )?world health assembly|wha", "WHA"),
)
_WHOLE = tuple((re.compile(pattern), prefix) for pattern, prefix in _NAMES)
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:/[A-Z]{2,5}(?:\.\d{1,3})?)?")
_HEADING_TAIL = re.compile(r"(?:[’']s?)? (?:resolutions?|decisions?)(?: and (?:decisions|resolutions))?$")
_LONG_NAMES = "|".join(pattern for pattern, _ in _NAMES).replace(" ", r"\s")
ORGAN_NAME = re.compile(rf"(?<![\w/])(?:{_LONG_NAMES})(?![\w/])", re.IGNORECASE)
"""A body named in running text; `organ_prefix` of the match tells which."""


def slug(canonical: str) -> str:
    """The symbol as a path segment: "S/RES/2322(2016)" gives "S_RES_2322.2016".

    No symbol has an underscore, so nothing collides; case is kept.
    """
    return canonical.replace("/", "_").replace("(", ".").replace(")", "").replace(" ", "")


def organ_prefix(name: str) -> str | None:
    """How the symbols of a body begin, from its English name, a list heading or the prefix itself.

    "Commission on Narcotic Drugs resolutions and decisions" gives "CND", as do "CND" and "E/CN.7". Generic
    words ("the Conference", "Council") and unknown names give none: they need a context.
    """
    folded = re.sub(r"^the ", "", " ".join(name.split()).casefold())
    folded = _HEADING_TAIL.sub("", folded)
    for pattern, prefix in _WHOLE:
        if pattern.fullmatch(folded):
            return prefix
    stripped = name.strip().strip("/")
    return stripped if _PREFIX.fullmatch(stripped) else None


def number_shape(number: str) -> Shape | None:
    """Which family of numbers a bare number without blanks belongs to; none if it is no such number."""
    return next((shape for shape, pattern in _SHAPES if pattern.fullmatch(number)), None)


def shape_organ(number: str, act: Act = "RES") -> str | None:
    """The organ that a bare number tells with certainty by its form alone, else none.

    Session numbers as such never decide: Assembly, Human Rights Council and commissions all pass 31. What
    decides: the year in brackets (Security Council); emergency sessions; part letters and the ranges of
    decision numbers, which only the Assembly has; roman sessions that only one of two councils reached.
    """
    shape = number_shape(number)
    if shape == "council":
        return "S"
    if shape == "party":
        return "FCCC"
    if shape in ("emergency", "special-roman"):
        return "A"
    if shape == "dated-roman":
        return "E"
    if shape == "roman":
        return _roman_organ(number)
    if shape == "session" and _is_assembly_number(number, act):
        return "A"
    return None


def resolve(number: str, act: Act = "RES", organ: str | None = None) -> Symbol | None:
    """The symbol of resolution or decision `number` of the body with that prefix.

    None where the number cannot be that body's: sessions of the Assembly below 31, years for the Assembly,
    session numbers for the Economic and Social Council.
    """
    organ = organ or shape_organ(number, act)
    shape = number_shape(number)
    if organ is None or shape is None:
        return None
    if organ == "UNEP/EA" and shape in ("session", "roman-session"):
        session, count = number.split("/")
        arabic = session if session.isdigit() else _arabic(session)
        return _classified(f"UNEP/EA.{arabic}/{act}.{count}")
    if organ == "E" and shape == "dated-roman":
        number = number.partition("/")[2]
    found = _classified(f"{organ}/{act}/{number.removeprefix(organ)}")
    return found if found and found.kind != "document" else None


def read_symbol(text: str) -> Symbol | None:
    """The symbol that `text` spells with its prefix, in canonical form; none if it is no symbol.

    Blanks go, dashes become hyphens, organ and series become capitals, `Add.`, `Corr.`, `Rev.`, `Sub.` keep
    their title case, bracketed part forms of library catalogues are cut, and the known slip `E/CN/15/` is
    mended.
    """
    plain = re.sub(r"\s+", "", text.replace("%20", " ")).translate(_DASHES).upper()
    plain = re.sub(r"\[[^\]]*\]$", "", plain).rstrip(".,;:*")
    plain = _TITLED.sub(lambda hit: hit.group().title(), plain)
    plain = plain.replace("(Part.", "(Part").replace("(PART.", "(Part")
    return _classified(_MISPRINT.sub(r"\1/\2.\3/", plain))


def scan_symbols(text: str) -> Iterator[Found]:
    """Every symbol with its prefix in `text`, in order, with what coordination leaves out restored.

    "A/64/440 and Corr.1" gives two, "A/RES/75/290 A and B" two, joint symbols one for each organ. Inside
    addresses only those of the document service name a symbol.
    """
    end = 0
    at = text.find("/")
    while at >= 0:
        found = _prefixed(text, at, end)
        if found:
            yield found
            end = found.end
            for also in _coordinated(text, found):
                yield also
                end = max(end, also.end)
        at = text.find("/", max(end, at + 1))


def scan_numbers(text: str, at: int) -> tuple[Item, ...]:
    """The list of bare numbers that begins at `at`, each with its own place.

    Dates, titles, paragraphs and annexes between two numbers are passed over. The members inside a range of
    letters ("31/406 A to E") have the place of the range.
    """
    items: list[Item] = []
    position: int | None = at
    while position is not None and (found := _numbers_at(text, position)):
        if items and _is_stray(found[0].number, items[-1].number):
            break
        items.extend(found)
        position = _next_number(text, found[-1].end)
    return tuple(items)


def parse(surface: str, organ: str | None = None) -> tuple[Symbol, ...]:
    """The symbols that a citation names, in order; empty where it stays open.

    `organ` is a prefix or an English name and says whose numbers these are where the words do not. Without
    it, numbers by year are the Economic and Social Council's and `S-n/n` the Assembly's, as the Editorial
    Manual prints them; a bare "8/4" stays open.

    >>> len(parse("resolutions 31/6 A and B"))
    2
    """
    text = re.sub(r"\s*/\s*", "/", " ".join(surface.replace("%20", " ").replace("\u00a0", " ").split()))
    text = re.sub(r"(?<![\w.])([aest])(?=/(?:RES|DEC|PRST)/)", lambda hit: hit.group().upper(), text)
    symbols = tuple(found.symbol for found in scan_symbols(text)) or _parse_numbers(text, organ)
    return _with_provision(text, symbols)


def _classified(canonical: str) -> Symbol | None:
    for pattern, official in _FAMILIES:
        if hit := pattern.fullmatch(canonical):
            groups = hit.groupdict()
            year = groups.get("year")
            return Symbol(
                canonical=canonical,
                official=official,
                organ=groups["organ"],
                kind=_KINDS[groups["act"]],
                session=groups.get("session"),
                year=int(year) if year else None,
            )
    return _document(canonical)


def _document(canonical: str) -> Symbol | None:
    bare = _VOLUME.sub("", canonical)
    parts = bare.split("/")
    if "(" in bare or not all(parts) or len(parts) < 2 or parts[1] in ("RES", "DEC", "PRST"):
        return None
    if not _is_document(parts):
        return None
    session, year = _session_or_year(parts)
    return Symbol(
        canonical=canonical,
        official=bool(_ROOTS.fullmatch(parts[0])),
        organ=_document_organ(parts),
        kind="document",
        session=session,
        year=year,
    )


def _is_document(parts: list[str]) -> bool:
    """Whether elements make a document symbol: organ, body, session or year, number, in that order."""
    core = [part for part in parts if not _CHANGE.fullmatch(part)]
    last = core[-1]
    numbered = bool(re.fullmatch(r"\d{1,6}[A-Z]?", last) or _SERIES.fullmatch(last))
    if len(core) < 2 or not numbered:
        return False
    if len(core) == 2:
        return core[0] in ("A", "E", "S", "T") and bool(re.fullmatch(r"[1-9]\d{2,4}", last))
    if _ROOTS.fullmatch(core[0]):
        return True
    # An unknown body: "ISO/IEC/27001" and "UNDP/UNFPA/2020" must not pass, "XYZ/2020/3" may.
    dated = any(re.fullmatch(_YEAR, part) for part in core[1:-1])
    return dated or bool(len(core) > 3 and _SERIES.fullmatch(last))


def _session_or_year(parts: list[str]) -> tuple[str | None, int | None]:
    """The first number of a document symbol, where it is a session or a year and not a running number."""
    for place, part in enumerate(parts[1:], start=1):
        if re.fullmatch(_YEAR, part):
            return None, int(part)
        if re.fullmatch(r"(?:E?S-)?\d{1,3}", part):
            after = parts[place + 1] if place + 1 < len(parts) else ""
            follows = after and not _CHANGE.fullmatch(after)
            return (part, None) if follows else (None, None)
    dotted = re.fullmatch(r"UNEP/EA\.(\d+)", "/".join(parts[:2]))
    return (dotted.group(1) if dotted else None), None


def _document_organ(parts: list[str]) -> str:
    """The leading elements that name the body: "A/C.6", "CTOC/COP", "E/CN.7"; working groups are left out."""
    if parts[0] == "UNEP" and parts[1].startswith("EA."):
        return "UNEP/EA"
    second = parts[1]
    return f"{parts[0]}/{second}" if _BODY.fullmatch(second) else parts[0]


def _roman_organ(number: str) -> str | None:
    count, session = re.split(r"[A-Z]?\(", number.rstrip(")"))
    if _arabic(session) > _LAST_ASSEMBLY_ROMAN:
        return "E"
    return "A" if int(count) > _LAST_ECOSOC_ROMAN else None


def _arabic(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _is_assembly_number(number: str, act: Act) -> bool:
    session, _, count = number.partition("/")
    lettered = count[-1].isalpha()
    late = act == "DEC" and int(count.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) >= _FIRST_ASSEMBLY_DECISION
    return int(session) > _LAST_ASSEMBLY_ROMAN and (lettered or late)


def _prefixed(text: str, slash: int, floor: int) -> Found | None:
    """The symbol whose first slash stands at `slash`; `floor` is where the last one ended."""
    root = _ROOT_BEFORE.search(text, max(floor, slash - 13), slash)
    if not root:
        return None
    begin = root.start()
    before = text[begin - 1] if begin else " "
    if before == "/" and not _HOST_BEFORE.search(text, max(0, begin - 20), begin):
        return None
    if before != "/" and (before.isalnum() or before in _INNER):
        return None
    if before in _JOINTS and (floor == 0 or begin - 1 != floor):
        return None
    return _longest(_PREFIXED.match(text, begin))


def _longest(hit: re.Match[str] | None) -> Found | None:
    """The longest beginning of the match that is a symbol: "(2015)" after "A/RES/70/1" is none of it."""
    if not hit or _GOES_ON.match(hit.string, hit.end()):
        return None
    ends = (hit.end(), hit.start("bracket"), hit.start("volume"), hit.start("part"))
    for end in ends:
        symbol = read_symbol(hit.string[hit.start() : end]) if end > hit.start() else None
        if symbol:
            return Found(hit.start(), end, symbol)
    return None


def _coordinated(text: str, found: Found) -> Iterator[Found]:
    """What follows a symbol and leaves out its beginning: part letters, addenda, corrigenda."""
    _, at, symbol = found
    if symbol.kind != "document":
        yield from _further_parts(text, at, symbol.canonical)
        return
    while more := _ALSO.match(text, at):
        symbol = _changed(symbol, more["change"]) or symbol
        yield Found(more.start("change"), more.end("change"), symbol)
        at = more.end()
    if _CHANGE.search(symbol.canonical) and (more := _ALSO_NUMBER.match(text, at)):
        nature = symbol.canonical.rpartition("/")[2].partition(".")[0]
        also = _changed(symbol, f"{nature}.{more['last']}")
        if also:
            yield Found(more.start("last"), more.end("last"), also)


def _further_parts(text: str, at: int, canonical: str) -> Iterator[Found]:
    if canonical[-1].isalpha():
        for begin, end, letter in _letters(text, at, canonical[-1]):
            if also := _classified(canonical[:-1] + letter):
                yield Found(begin, end, also)


def _changed(symbol: Symbol, change: str) -> Symbol | None:
    """The addendum or corrigendum of a document; of an addendum, its neighbour."""
    base, _, last = symbol.canonical.rpartition("/")
    same = last.partition(".")[0] == change.partition(".")[0]
    return _classified(f"{base if same else symbol.canonical}/{change}")


def _letters(text: str, at: int, last: str) -> Iterator[tuple[int, int, str]]:
    """Further part letters after the letter `last`, which ends at `at`; those inside a range stand for it."""
    while more := _ALSO_PART.match(text, at):
        letter = more["part"]
        if letter <= last:
            return
        inner = range(ord(last) + 1, ord(letter)) if more["to"] or more["dash"] else range(0)
        for code in inner:
            yield at - 1, more.end("part"), chr(code)
        yield more.start("part"), more.end("part"), letter
        at, last = more.end("part"), letter


def _numbers_at(text: str, at: int) -> list[Item]:
    """The number at `at` with its part letters; one item for each letter."""
    hit = _ITEM.match(text, at)
    if not hit:
        return []
    head, part = hit["head"].translate(_DASHES), hit["part"] or ""
    end = hit.end()
    # After a number by year a lone capital with a blank begins something else.
    if part and not text[hit.end("head")].isalpha() and re.fullmatch(rf"{_YEAR}/\d+", head):
        part, end = "", hit.end("head")
    places = [(hit.start(), end, part), *(_letters(text, end, part) if part else ())]
    bracket = _ITEM_BRACKET.match(text, max(place[1] for place in places))
    suffix = bracket["bracket"].translate(_DASHES) if bracket else ""
    items = [Item(begin, stop, f"{head}{letter}{suffix}") for begin, stop, letter in places]
    if bracket:
        items[-1] = items[-1]._replace(end=bracket.end())
    return items if all(number_shape(item.number) for item in items) else []


def _is_stray(number: str, before: str) -> bool:
    """Whether a bare count follows a list: only the Security Council's numbers may go without a year."""
    if number_shape(number) != "plain":
        return False
    return len(number) < 3 or number_shape(before) not in ("plain", "council")


def _next_number(text: str, at: int) -> int | None:
    """Where the next number of the list begins, past dates and titles; none where the list ends."""
    for _ in range(3):
        if not (tail := _TAIL.match(text, at)):
            break
        at = tail.end()
    between = _BETWEEN.match(text, at)
    return between.end() if between else None


def _parse_numbers(text: str, organ: str | None) -> tuple[Symbol, ...]:
    noun = _NOUN.search(text)
    act: Act = "DEC" if noun and noun["decision"] else "RES"
    named = ORGAN_NAME.search(text)
    prefix = (organ_prefix(named.group()) if named else None) or (organ_prefix(organ) if organ else None)
    start = noun.end() if noun else 0
    first = re.compile(rf"(?<![\w/.])(?:{_HEAD_NUMBER})").search(text, start)
    items = scan_numbers(text, first.start()) if first else ()
    found = (resolve(item.number, act, prefix or _printed_organ(item.number, act)) for item in items)
    return tuple(symbol for symbol in found if symbol)


def _printed_organ(number: str, act: Act) -> str | None:
    usual = {"year": "E", "special": "A"}.get(number_shape(number) or "")
    return shape_organ(number, act) or usual


def _with_provision(text: str, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    hit = _PROVISION.search(text)
    if not hit or len(symbols) != 1:
        return symbols
    letter = f"({hit['letter']})" if hit["letter"] else ""
    return (replace(symbols[0], provision=f"p{hit['number']}{letter}"),)
