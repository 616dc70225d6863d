"""The canonical forms of all families of symbols, and the one that a spelling stands for."""

import re

from kg.symbols.pieces import COUNT, DASHES, NUMBER, ROMAN, YEAR
from kg.symbols.records import Kind, Symbol

_LATE = r"(?:3[1-9]|[4-9]\d|[1-9]\d\d)"  # sessions of the Assembly since 1976
_KINDS: dict[str, Kind] = {"RES": "resolution", "DEC": "decision", "PRST": "statement"}
# One row a family: what the whole canonical form looks like, and whether it is an official symbol.
_FAMILIES: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), official)
    for pattern, official in (
        # Resolutions of the Assembly carry their session since the thirty-first (1976).
        (rf"(?P<organ>A)/(?P<act>RES)/(?P<session>{_LATE})/{COUNT}(?:[A-Z](?:-[A-Z])?)?", True),
        (rf"(?P<organ>A)/(?P<act>RES)/(?P<session>E?S-[1-9]\d?)/{COUNT}[A-Z]?", True),
        (rf"(?P<organ>A)/(?P<act>RES)/{NUMBER}[A-Z]?\((?P<session>(?:E?S-)?{ROMAN})\)", True),
        (rf"(?P<organ>A)/(?P<act>DEC)/(?P<session>{_LATE}|E?S-[1-9]\d?)/{COUNT}[A-Z]?", False),
        (rf"(?P<organ>S)/(?P<act>RES)/{NUMBER}\((?P<year>{YEAR})\)", True),
        (rf"(?P<organ>S)/(?P<act>PRST)/(?P<year>{YEAR})/{COUNT}", True),
        (rf"(?P<organ>E)/(?P<act>RES)/(?P<year>{YEAR})/{COUNT}[A-Z]?", True),
        (rf"(?P<organ>E)/(?P<act>RES)/{NUMBER}[A-Z]?\((?P<session>{ROMAN})\)", True),
        (rf"(?P<organ>E)/(?P<act>DEC)/(?P<year>{YEAR})/{COUNT}[A-Z]?", False),
        (rf"(?P<organ>E)/(?P<act>DEC)/{NUMBER}[A-Z]?\((?P<session>{ROMAN})\)", False),
        (rf"(?P<organ>T)/(?P<act>RES)/{NUMBER}[A-Z]?\((?P<session>(?:S-)?{ROMAN})\)", True),
        (rf"(?P<organ>A/HRC)/(?P<act>RES|DEC|PRST)/(?P<session>(?:S-)?[1-9]\d?|OS/[1-9]\d?)/{COUNT}", True),
        (rf"(?P<organ>UNEP/EA)\.(?P<session>(?:SS\.)?[1-9]\d?)/(?P<act>RES|DEC)\.{COUNT}", True),
        (rf"(?P<organ>HSP/HA|GC|IDB)\.(?P<session>[1-9]\d?)/(?P<act>RES|DEC)\.{COUNT}", True),
        (rf"(?P<organ>EC|C)-(?P<session>(?:M-|SS-)?[1-9]\d{{0,2}})/(?P<act>DEC)\.{COUNT}", False),
        (rf"(?P<organ>GC)\((?P<session>[1-9]\d?)\)/(?P<act>RES|DEC)/{COUNT}", False),
        (
            rf"(?P<organ>CBD/(?:COP|[CN]P/MOP))/(?P<act>DEC)/(?P<session>{ROMAN}|[1-9]\d?)/{COUNT}",
            True,
        ),
        (rf"(?P<organ>E/CN\.4)/(?P<act>RES|DEC)/(?P<year>{YEAR})/{COUNT}", True),
        (
            r"(?P<organ>CND|CCPCJ|CTOC/COP|CAC/COSP|E/CN\.(?!4/)\d\d?)/(?P<act>RES|DEC)/"
            rf"(?:(?P<year>{YEAR})|(?P<session>(?:S-)?[1-9]\d?))/{COUNT}[A-Z]?",
            False,
        ),
        (rf"(?P<organ>FCCC)/(?P<act>DEC)/{NUMBER}/(?:CP|CMP|CMA)\.(?P<session>\d\d?)", False),
        (rf"(?P<organ>WHA)(?P<session>[1-9]\d?)\.{COUNT}", False),  # the agency's own symbol is the key
        # Boards and agencies number as they like; the key keeps what they print.
        (
            r"(?P<organ>(?!(?:A|E|S|T|CND|CCPCJ|CTOC|CAC|FCCC|WHA)/)[A-Z][A-Z0-9]{0,9})/(?P<act>RES|DEC)/"
            rf"(?:(?:(?P<year>{YEAR})|[1-9]\d{{0,2}})(?:/{COUNT})?[A-Z]?|{NUMBER}\({ROMAN}\))",
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
    r"WSIS|WFP|IPBES|SAICM|MP|EB|PCNICC|SPT|DE)(?:-\d\d)?(?:\.\d{1,3})?"
)
# First elements of agencies that number their papers without a year; these are no symbols of the United Nations.
_AGENCIES = re.compile(
    r"(?:(?:GOV|GC|ICC-ASP|WO|WIPO|PCT|UPOV|WT|TN|COFI|COAG|COFO|CFS|CCP|CTBT|IOM|ILO|IMO|ICC|OPCW)|"
    r"(?:GB|MSC|MEPC|LEG|FAL|HTW|NCSR)\.\d{1,3}|(?:EC|C)-\d{2,3}|GC\(\d{1,3}\))(?:-\d\d)?"
)
_UNDER_ASSEMBLY = re.compile(r"E?S?-?\d|HRC\b|[A-Z]{1,7}\.\d|BUR\b|INF\b|CN\b|C\b")
_SERIES = re.compile(
    r"(?:L|CRP|WP|SR|PV|INF|MIN|RT|TC|R|PC|RES|DEC|DG|Circ|CIRC|Add|Corr|Rev|Amend)\.\d+[A-Z]?"
)
_ACT = re.compile(r"(?:RES|DEC)\.")
_BODY = re.compile(r"(?:CN|C|AC|CONF)\.\d{1,3}|C|HRC|COP|COSP|FPA|OPS|HLPF|ESCAP|ECE|ECA|ECLAC|ICEF")
_PERIODS = re.compile(
    r"(?:(?:CCPR|CEDAW|CERD|CRC|CAT|CRPD|CMW|CED)/C|E/C\.12)/(?:[A-Z]{2,3}/){1,2}\d{1,2}-\d{1,2}"
)
"""Reports of a State for several periods at once, and what its committee says of them: "CEDAW/C/AND/CO/2-3"."""
CHANGE = re.compile(r"(?:Add|Corr|Rev|Amend)\.\d+")
_VOLUME = re.compile(r"\((?:Sect\.\d+[A-F]?|Vol\.(?:[IVX]+|\d+)|Part(?:[IVX]+|\d+)|Introduction)\)(?=$|/)")
_MEETING = re.compile(r"(?<=[A-Z])\(\d{1,3}\)(?=/)")
_SLASHED = re.compile(r"^(?:WHA/RES/|((?:UNEP/EA|HSP/HA)\.(?:SS\.)?\d\d?/(?:RES|DEC))/)(?=\d)")
"""Symbols set in the Assembly's manner whose bodies print them otherwise: "UNEP/EA.5/RES/7", "WHA/RES/76.2"."""
_MISPRINT = re.compile(r"^([AEST])/(CN|C|AC|CONF)/(\d{1,3})/")
_TITLED = re.compile(
    r"(?<![A-Z])(?:ADD|CORR|REV|AMEND|SUB|SECT|VOL|CIRC)(?=\.\d|\.[IVX])|(?<=\()PART(?=[IVX\d])|INTRODUCTION(?=\))"
)


def read_symbol(text: str) -> Symbol | None:
    """The symbol that `text` spells with its prefix, in canonical form; none if it is no symbol.

    Blanks go, dashes become hyphens, organ and series become capitals, `Add.`, `Corr.`, `Rev.`, `Sub.` keep
    their title case, bracketed part forms of library catalogues are cut, and the known slip `E/CN/15/` is
    mended.
    """
    plain = re.sub(r"\s+", "", text.replace("%20", " ")).translate(DASHES).upper()
    plain = re.sub(r"\[[^\]]*\]$", "", plain).rstrip(".,;:*")
    plain = _TITLED.sub(lambda hit: hit.group().title(), plain)
    plain = plain.replace("(Part.", "(Part").replace("(PART.", "(Part")
    plain = _SLASHED.sub(lambda hit: f"{hit[1]}." if hit[1] else "WHA", plain)
    return classified(_MISPRINT.sub(r"\1/\2.\3/", plain))


def classified(canonical: str) -> Symbol | None:
    for pattern, official in _FAMILIES:
        if hit := pattern.fullmatch(canonical):
            groups = hit.groupdict()
            year = groups.get("year")
            return Symbol(
                canonical=canonical,
                official=official,
                organ=groups["organ"],
                kind=_KINDS[groups.get("act") or "RES"],
                session=groups.get("session"),
                year=int(year) if year else None,
            )
    return _document(canonical)


def _document(canonical: str) -> Symbol | None:
    bare = _MEETING.sub("", _VOLUME.sub("", canonical))
    parts = bare.split("/")
    if parts[0] == "ICC-ASP" and _ACT.match(parts[-1]):
        return None
    if "(" in bare or not all(parts) or len(parts) < 2:
        return None
    if parts[1] in ("RES", "DEC", "PRST") and not (len(parts) > 2 and _SERIES.fullmatch(parts[2])):
        return None  # an act that no family has; "EC-107/DEC/CRP.1" is the paper of one
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
    core = [part for part in parts if not CHANGE.fullmatch(part)]
    last = core[-1]
    numbered = bool(re.fullmatch(r"\d{1,6}(?:-?[A-Z])?", last) or _SERIES.fullmatch(last))
    numbered = numbered or bool(_PERIODS.fullmatch("/".join(core)))
    if len(core) < 2 or not numbered:
        return False
    if len(core) == 2 and core[0] in ("A", "E", "S", "T"):
        return bool(re.fullmatch(r"[1-9]\d{2,4}|(?:PV|SR)\.\d{1,5}", last))
    if len(core) == 2 and not re.match(r"(?!ES-)[A-Z]{2,}\W?\d|[A-Z]-\d+/[A-Z]", "/".join(core)):
        return False
    if _ROOTS.fullmatch(core[0]) or _AGENCIES.fullmatch(core[0]):
        return core[0] != "A" or bool(_UNDER_ASSEMBLY.match(core[1]))
    # An unknown body: "ISO/IEC/27001" and "UNDP/UNFPA/2020" must not pass, "XYZ/2020/3" may.
    dated = len(core[0]) > 1 and any(re.fullmatch(YEAR, part) for part in core[1:-1])
    return dated or bool(len(core) > 3 and _SERIES.fullmatch(last))


def _session_or_year(parts: list[str]) -> tuple[str | None, int | None]:
    """The first number of a document symbol, where it is a session or a year and not a running number."""
    for place, part in enumerate(parts[1:], start=1):
        if re.fullmatch(YEAR, part):
            return None, int(part)
        if re.fullmatch(r"(?:E?S-)?\d{1,3}", part):
            after = parts[place + 1] if place + 1 < len(parts) else ""
            follows = after and not CHANGE.fullmatch(after)
            return (part, None) if follows else (None, None)
    dotted = re.fullmatch(r"UNEP/EA\.(\d+)", "/".join(parts[:2]))
    return (dotted.group(1) if dotted else None), None


def _document_organ(parts: list[str]) -> str:
    """The leading elements that name the body: "A/C.6", "CTOC/COP", "E/CN.7"; working groups are left out."""
    if parts[0] == "UNEP" and parts[1].startswith("EA."):
        return "UNEP/EA"
    second = parts[1]
    return f"{parts[0]}/{second}" if _BODY.fullmatch(second) else parts[0]
