"""Acts of bodies that number in a way of their own: agencies, their boards, conferences of parties.

The grammar of symbols has no place for these numbers, so that what is found has no symbol: where it stands and how
it is printed is all. The ways are those of the bodies' own records, one row for each.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_WAYS = (
    r"(?:19|20)\d\d/[A-Z]{2,4}(?:\.[A-Z\d]{1,3})?/\d{1,3}",  # 2022/EB.2/5: World Food Programme
    r"[A-Z]{1,3}\s\d{1,3}/(?:19|20)\d\d",  # C 44/2025: Universal Postal Union
    r"\d{1,3}\s\((?:(?:Rev|REV)\.?\s)?[A-Z][A-Za-z]{1,20}(?:[\s-][A-Z][A-Za-z]{1,20}){0,3},\s(?:19|20)\d\d\)",
    r"\d{1,3}\s\((?:Cg|EC|RA\s?[IV]{1,3})-(?:(?:Ext\.?\s?)?\d{1,3}|[IVXL]{1,6})\)",  # 6 (Cg-19): Meteorology
    r"\d{1,4}\s?\((?:PLEN|CRM|EX)[.-]\d{1,3}\)",  # 752 (PLEN.36): Latin America; 566 (EX-74): trade and development
    r"[A-Z]{1,5}\.\d{1,4}\s?\(\d{1,3}\)",  # MEPC.377(80), A.1190(33): International Maritime Organization
    r"EB\d{2,3}(?:\.R\d{1,2}|\(\d{1,2}\))|WHA\d\d\(\d{1,2}\)",  # EB151.R3, WHA76(9): World Health Organization
    r"\d{1,3}\s(?:EXT\.)?COM\s\d{1,2}[A-Z]?(?:\.\d{1,3})*",  # 43 COM 7A.5: world heritage
    r"\d{1,2}\.(?:COM|GA)\s\d{1,2}(?:\.[A-Za-z\d]{1,2}){0,3}",  # 17.COM 7.b.4: intangible heritage
    r"\d{1,3}/COP\.?\s?\d{1,2}",  # 28/COP.9: desertification
    r"Conf\.\s?\d{1,2}\.\d{1,2}(?:\s?\([Rr]ev\.\s?C[oO]P\s?\d{1,2}\))?",  # Conf. 10.10 (Rev. CoP19): species
    r"[IVXL]{1,6}\.\d{1,2}",  # XIII.17: wetlands
    r"A\d{2}-\d{1,3}",  # A41-21: civil aviation
    r"ICC-ASP/\d{1,2}/(?:Res|Dec)\.\d{1,3}",  # States parties to the Rome Statute
    r"B\.\d{1,3}/\d{1,3}",  # B.37/12: boards of climate funds
    r"(?!E?S-\d|[IVXL]+/)(?=[A-Z\d.-]*[/(][A-Z./-]*\d)"  # EM/RC70/R.2, BC-15/1
    r"[A-Z]{2,7}\d{0,3}(?:[-./(][A-Z]{0,6}\.?\d{0,4}[A-Z]?\)?){1,4}(?<=[\dA-Z)])",
)
_DOTTED = (
    r"\d{2}\.\d{1,3}(?:\s?\([Rr]ev\.\s?C[oO]P\s?\d{1,2}\))?"
    r"(?!\s(?:per|p\.m|a\.m|million|billion|of\sthe\sWorld)\b|\.?\d|%)"
)
"""19.44, 12.26 (Rev.COP14): species. The World Health Assembly dots its numbers too, but has symbols."""
_COUNTED = r"\d{1,3}/(?:19|20)\d\d"
"""11/2023: Food and Agriculture Organization. Courts and ministries number so too, mostly in small letters."""
_OF_MEETING = r"\d{1,2}\.\d{1,2}(?=,?\s(?:of|at)\s(?:its|the)\s[\w-]+\s(?:meeting|session)s?\b)"
"""4.5 of its 52nd meeting: boards whose decisions are points of an agenda."""
_ALONE = re.compile(r"(?<![\w.(/-])[A-Z]{1,4}\.\d{2,4}\(\d{2,3}\)(?![\w/(])")
"""MSC.428(98): a way that is plain without a noun."""
_END = r"(?![\w/(])(?!-\d)"
_NOUN = re.compile(
    r"(?<![Dd]raft )\b(?P<noun>[Rr]esolution|[Dd]ecision|RESOLUTION|DECISION)[sS]?\s(?:[Nn]os?\.\s)?(?=[A-Z\d])"
)
_CODES = tuple(re.compile(rf"(?:{ways}){_END}") for ways in ("|".join(_WAYS), _DOTTED, _OF_MEETING, _COUNTED))
_ASSEMBLY = re.compile(r"(?:Assembly|WHA)(?:[’']s)?\s\Z")
_BEFORE = 16
"""Code points: "Assembly’s " and a little more."""
_NUMBERED_SESSION = re.compile(
    r"\b\d{2,3}\s(?:EX|C)/(?:Decision|Resolution|DECISION|RESOLUTION|Dec\.|Res\.)\s\d{1,3}"  # 42 C/Resolution 38
    r"(?:\.(?:[IVX]{1,5}|[A-Z]|\d{1,2})(?![A-Za-z\d])|\s?\([IVX]{1,4}\)){0,3}(?![\w/])"
)
_AND = re.compile(r",\s(?:and\s)?|\s(?:and|or|to|as\swell\sas)\s")
_NATIONAL = re.compile(
    r",?\s(?:of|by|issued\sby|from)\s(?:(?:the|its|a)\s)?(?:[A-Z][\w-]*\s){0,3}"
    r"(?:(?!(?:the|its|a)\s)[a-z]|Ministr|Government|Cabinet|Parliament|President|Court|Supreme|State|National|Federal|Central|Municipal)"
)
_STATE = re.compile(
    r"\b(?:Presidential|Cabinet|Government|Minist\w+|Court|National|Federal|Parliament\w*|Royal|Supreme|State)\s\Z"
)


class AgencyAct(NamedTuple):
    """One act in a text, in code points of that text, end excluded, with its name in the singular."""

    begin: int
    end: int
    name: str


def scan_acts(text: str) -> Iterator[AgencyAct]:
    """Every act with a number of its body's own; later ones of a list have their own characters only."""
    if (
        "esolution" not in text
        and "ecision" not in text
        and "ESOLUTION" not in text
        and "ECISION" not in text
    ):
        return
    for whole in _NUMBERED_SESSION.finditer(text):
        yield AgencyAct(*whole.span(), " ".join(whole[0].split()))
    listed = list(_at_nouns(text))
    yield from listed
    for alone in _ALONE.finditer(text):
        if not any(act.begin <= alone.start() < act.end for act in listed):
            yield AgencyAct(*alone.span(), alone[0])


def _at_nouns(text: str) -> Iterator[AgencyAct]:
    for noun in _NOUN.finditer(text):
        for code in _CODES:
            if (first := code.match(text, noun.end())) and _is_act(text, noun, first):
                yield from _listed(text, noun, code, first)
                break


def _is_act(text: str, noun: re.Match[str], code: re.Match[str]) -> bool:
    """Whether a number that other bodies print too is the act of one that has no symbols."""
    if "." in code[0] and code[0][0].isdigit():
        return not _ASSEMBLY.search(text, max(0, noun.start() - _BEFORE), noun.start())
    if re.fullmatch(_COUNTED, code[0]):
        before = text[max(0, noun.start() - _BEFORE) : noun.start()]
        return noun[0][0].isupper() and not (_NATIONAL.match(text, code.end()) or _STATE.search(before))
    return True


def _listed(
    text: str, noun: re.Match[str], code: re.Pattern[str], first: re.Match[str]
) -> Iterator[AgencyAct]:
    yield AgencyAct(noun.start(), first.end(), f"{noun['noun']} {' '.join(first[0].split())}")
    at = first.end()
    while (link := _AND.match(text, at)) and (more := code.match(text, link.end())):
        at = more.end()
        yield AgencyAct(*more.span(), f"{noun['noun']} {' '.join(more[0].split())}")
