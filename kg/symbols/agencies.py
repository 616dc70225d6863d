"""Acts of bodies that number in a way of their own: agencies, their boards, conferences of parties.

The grammar of symbols has no place for these numbers, so that what is found has no symbol: where it stands and how
it is printed is all. The ways are those of the bodies' own records, one row for each.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_REVISED = r"(?:(?:Rev|REV)\.?\s)?"
_PLACE = r"[A-Z][A-Za-zá]{1,20}(?:[\s-][A-Z][A-Za-z]{1,20}){0,3}"
_WAYS = (
    (r"(?:19|20)\d\d/EB\.(?:\d|A)/\d{1,3}", "wfp-board"),  # 2022/EB.2/5
    (r"(?:19|20)\d\d/[A-Z]{2,4}(?:\.[A-Z\d]{1,3})?/\d{1,3}", None),
    (r"C\s\d{1,3}/(?:19|20)\d\d", "upu-congress"),  # C 44/2025
    (r"[A-Z]{1,3}\s\d{1,3}/(?:19|20)\d\d", None),
    (
        rf"\d{{1,3}}\s\({_REVISED}(?:Kyoto,\s1994|Minneapolis,\s1998|Marrakesh,\s2002|Antalya,\s2006|Guadalajara,\s2010"
        r"|Busan,\s2014|Dubai,\s2018|Bucharest,\s2022)\)",
        "itu-plenipotentiary",
    ),
    (
        rf"\d{{1,3}}\s\({_REVISED}(?:Valletta,\s1998|Istanbul,\s2002|Doha,\s2006|Hyderabad,\s2010|Dubai,\s2014"
        r"|Buenos\sAires,\s2017|Kigali,\s2022)\)",
        "itu-wtdc",
    ),
    (
        rf"\d{{1,3}}\s\({_REVISED}(?:Montreal,\s2000|Florian[oó]polis,\s2004|Johannesburg,\s2008|Dubai,\s2012"
        r"|Hammamet,\s2016|Geneva,\s2022|New\sDelhi,\s2024)\)",
        "itu-wtsa",
    ),
    (rf"\d{{1,3}}\s\({_REVISED}{_PLACE},\s(?:19|20)\d\d\)", None),
    (r"\d{1,3}\s\(Cg-(?:(?:Ext\.?\s?)?\d{1,3}|[IVXL]{1,6})\)", "wmo-congress"),  # 6 (Cg-19)
    (r"\d{1,3}\s\(EC-(?:\d{1,3}|[IVXL]{1,6})\)", "wmo-executive-council"),
    (r"\d{1,3}\s\(RA\s?[IV]{1,3}-(?:\d{1,3}|[IVXL]{1,6})\)", None),  # regional associations of Meteorology
    (r"\d{1,4}\s?\((?:PLEN|CRM)[.-]\d{1,3}\)", "eclac"),  # 752 (PLEN.36)
    (r"\d{1,4}\s?\(EX[.-]\d{1,3}\)", "tdb"),  # 566 (EX-74)
    (r"A\.\d{1,4}\s?\(\d{1,3}\)", "imo-assembly"),  # A.1190(33)
    (r"MEPC\.\d{1,4}\s?\(\d{1,3}\)", "imo-mepc"),
    (r"MSC\.\d{1,4}\s?\(\d{1,3}\)", "imo-msc"),
    (r"LEG\.\d{1,4}\s?\(\d{1,3}\)", "imo-leg"),
    (r"FAL\.\d{1,4}\s?\(\d{1,3}\)", "imo-fal"),
    (r"[A-Z]{1,5}\.\d{1,4}\s?\(\d{1,3}\)", None),
    (r"EB\d{2,3}(?:\.R\d{1,2}|\(\d{1,2}\))", "who-executive-board"),  # EB151.R3
    (r"WHA\d\d\(\d{1,2}\)", "world-health-assembly"),  # WHA76(9)
    (r"\d{1,3}\s(?:EXT\.)?COM\s\d{1,2}[A-Z]?(?:\.\d{1,3})*", "world-heritage-committee"),  # 43 COM 7A.5
    (r"\d{1,2}\.(?:COM|GA)\s\d{1,2}(?:\.[A-Za-z\d]{1,2}){0,3}", None),  # 17.COM 7.b.4: intangible heritage
    (r"\d{1,3}/COP\.?\s?\d{1,2}", "unccd-cop"),  # 28/COP.9
    (
        r"Conf\.\s?\d{1,2}\.\d{1,2}(?:\s?\([Rr]ev\.\s?C[oO]P\s?\d{1,2}\))?",
        "cites-cop",
    ),  # Conf. 10.10 (Rev. CoP19)
    (r"[IVXL]{1,6}\.\d{1,2}", None),  # XIII.17: wetlands
    (r"A\d{2}-\d{1,3}", "icao-assembly"),  # A41-21
    (r"ICC-ASP/\d{1,2}/(?:Res|Dec)\.\d{1,3}", "icc-asp"),
    (r"B\.\d{1,3}/\d{1,3}", None),  # B.37/12: boards of climate funds
    (r"C-\d{1,2}/DEC\.\d{1,3}", "opcw-conference"),
    (r"EC-\d{1,3}/DEC\.\d{1,3}", "opcw-council"),
    (r"BC-\d{1,2}/\d{1,3}", "basel-cop"),
    (r"RC-\d{1,2}/\d{1,3}", "rotterdam-cop"),
    (r"SC-\d{1,2}/\d{1,3}", "stockholm-cop"),
    (r"MC-\d{1,2}/\d{1,3}", "minamata-cop"),
    (r"GB\.\d{3}(?:/[A-Z]{2,4}){1,2}(?:/\d{1,2})?", "ilo-governing-body"),  # GB.344/INS/6
    (
        r"(?!E?S-\d|[IVXL]+/)(?=[A-Z\d.-]*[/(][A-Z./-]*\d)"  # EM/RC70/R.2
        r"[A-Z]{2,7}\d{0,3}(?:[-./(][A-Z]{0,6}\.?\d{0,4}[A-Z]?\)?){1,4}(?<=[\dA-Z)])",
        None,
    ),
)
"""How the acts of one body are numbered, and which body that is; none where several number so."""
_SYMBOLS = (
    (r"GC\.\d{1,2}/(?:RES|DEC)\.\d{1,3}", "unido-general-conference"),
    (r"IDB\.\d{1,2}/(?:RES|DEC)\.\d{1,3}", "unido-board"),
    (r"GC\(\d{1,3}\)/(?:RES|DEC)/\d{1,3}", "iaea-general-conference"),
    (r"ISBA/\d{1,2}/A/\d{1,3}", "isa-assembly"),
    (r"ISBA/\d{1,2}/C/\d{1,3}", "isa-council"),
    (r"\d{2,3}\sEX/\D{3,11}\s\d.*", "unesco-executive-board"),
    (r"\d{2}\sC/\D{3,11}\s\d.*", "unesco-general-conference"),
)
"""The same of acts that are found by other ways, as these are printed or as their symbols go."""
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
_ANY_WAY = "|".join(pattern for pattern, _ in _WAYS)
_CODES = tuple(re.compile(rf"(?:{ways}){_END}") for ways in (_ANY_WAY, _DOTTED, _OF_MEETING, _COUNTED))
_ORGANS = tuple((re.compile(pattern), organ) for pattern, organ in (*_WAYS, *_SYMBOLS) if organ)
_BODY = re.compile(r"(?:Conference|Assembly|Congress|Council|Board|Commission|Committee)\s\Z")
"""Right before a noun in small letters: whose number it is."""
_NOUNS = re.compile(r"\A(?:[A-Z][\w’'-]* )*?(?:[Rr]esolution|[Dd]ecision|RESOLUTION|DECISION) (?:[Nn]o\. )?")
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


def act_organ(name: str) -> str | None:
    """The key of the body whose acts alone are numbered as this one is, with or without the noun before its number.

    >>> act_organ("Resolution A41-21"), act_organ("decision WHA76(9)"), act_organ("resolution 7/2019")
    ('icao-assembly', 'world-health-assembly', None)
    """
    number = _NOUNS.sub("", name)
    return next((organ for pattern, organ in _ORGANS if pattern.fullmatch(number)), None)


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
        named = noun[0][0].isupper() or _BODY.search(before)
        return bool(named) and not (_NATIONAL.match(text, code.end()) or _STATE.search(before))
    return True


def _listed(
    text: str, noun: re.Match[str], code: re.Pattern[str], first: re.Match[str]
) -> Iterator[AgencyAct]:
    yield AgencyAct(noun.start(), first.end(), f"{noun['noun']} {' '.join(first[0].split())}")
    at = first.end()
    while (link := _AND.match(text, at)) and (more := code.match(text, link.end())):
        at = more.end()
        yield AgencyAct(*more.span(), f"{noun['noun']} {' '.join(more[0].split())}")
