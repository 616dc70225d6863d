"""`issuedIn` and `url`: the year in which a publication came out, and where on the web it can be had.

The year is one that the sentence tells as that of issue; a year that belongs to the title is none. The address
is printed behind the name; a DOI gives its address at the resolver.
"""

import re
from collections.abc import Iterator, Mapping

from kg.mappers._claims import valued
from kg.months import MONTH
from kg.types import Claim, Entity, Reading, Referent

NAME = "issued"
PREDICATES = ("issuedIn", "url")
EXAMPLES = (
    (
        "UNODC launched the Rope and Anchor Handbook 2019, published in 2020.",
        (("Rope and Anchor Handbook 2019", "issuedIn", "2020"),),
    ),
    (
        "The Rope and Anchor Handbook 2019 is available at https://example.org/study.pdf.",
        (("Rope and Anchor Handbook 2019", "url", "https://example.org/study.pdf"),),
    ),
    ("UNODC drew on the Rope and Anchor Handbook 2019.", ()),
)

_YEAR = r"((?:19|20)\d\d)"
_MONTH = rf"(?:(?:\d{{1,2}}\ )?(?:{MONTH})\ )?"
_BEHIND = re.compile(
    rf"""(?:\ (?:19|20)\d\d)?[\"”’'*_]*(?:\ \([A-Z][A-Za-z-]+\))?[\"”’'*_]*
    (?: ,?\ \((?:[A-Z][\w ’'-]*[,:]\ ){{0,2}}{_YEAR}\)
      | ,?(?:\ \(|\ (?:which\ |that\ )?(?:(?:was|were|has\ been)\ )?(?:first\ )?)
        (?:published|issued|released|launched|printed)(?:\ by\ [^.;()]{{1,60}}?)?\ (?:in|on)\ {_MONTH}{_YEAR}
    )(?!\w)""",
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""\b(?: (?:its|their|the|a)\ {_YEAR}\ (?:[a-z]+\ ){{0,2}}
            (?:report|study|publication|survey|assessment|guide|handbook),?\ (?:entitled|titled|called)
          | (?i:in|on)\ {_MONTH}{_YEAR},?\ (?:the\ )?[^.,;()]{{1,60}}?
            \ (?:has\ )?(?:published|issued|released)
        )(?:\ (?:the|its|a|an)(?:\ (?:first|new|second|third))?)?\ [\"“‘'*_]*\Z""",
    re.VERBOSE,
)
_ADDRESS = re.compile(
    r"(?P<web>(?:https?://|\bwww\.)[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+)|\bdoi:? ?(?P<doi>10\.\d{4,9}/[A-Za-z0-9._;()/:-]+)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?::|\(|\[|<|\b(?:at|from|see|via|on|visit)|,|\.)[ :(<\[\"“]*\Z")
_NOT = re.compile(r"\b(?:not|no longer|never|unavailable)\b")
_CUT = re.compile(r" ?(?:[^\s]*[/_=?&%#][^\s]*|[^\s]+\.(?:pdf|html?|php|aspx?))(?:\s|\Z)")
"""The rest of an address that a line end cut in two."""
_FAR = 160
"""Characters between a name and its address."""
_THINGS = ("programme", "publication", "document", "resolution", "instrument")
"""What an address may be that of."""


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for the year of issue, and the address, that the sentence tells of each publication in it."""
    if reading.unit.kind == "furniture" or reading.text.rstrip('"”’)').endswith("?"):
        return
    named = [r for r in reading.referents if r.type == "publication" and r.end > r.begin]
    for one in named:
        if year := _year(reading.text, one):
            yield valued(reading, one, "issuedIn", *year, mapper=NAME)
    for begin, end, address in _addresses(reading.text) if _may_hold_one(reading.text) else ():
        if owner := _owner(reading, named, begin):
            yield valued(reading, owner, "url", address, begin, end, mapper=NAME)


def _year(text: str, one: Referent) -> tuple[str, int, int] | None:
    """The year, and the place of the words that tell it."""
    if behind := _BEHIND.match(text, one.end):
        return next(y for y in behind.groups() if y), behind.start(), behind.end()
    if before := _BEFORE.search(text[: one.begin]):
        return next(y for y in before.groups() if y), before.start(), before.end()
    return None


def _may_hold_one(text: str) -> bool:
    """Whether an address may stand there: each has one of these letters, and most sentences none."""
    return "://" in text or "10." in text or "www." in text.lower()


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """The whole addresses in the text, without the signs that end their sentence."""
    for found in _ADDRESS.finditer(text):
        words = found[0].rstrip(".,;:'")
        end = found.start() + len(words)
        if words[-1] in "-_=?&" or (end == found.end() and _CUT.match(text, end)):
            continue
        yield found.start(), end, _whole(found, words)


def _whole(found: re.Match[str], words: str) -> str:
    if found["doi"]:
        return f"https://doi.org/{found['doi'].rstrip('.,;:')}"
    return words if words.lower().startswith("http") else f"https://{words}"


def _owner(reading: Reading, named: list[Referent], begin: int) -> Referent | None:
    """The publication whose address stands at `begin`: the nearest name before it, or the one spoken of just now."""
    before = [r for r in reading.referents if r.end <= begin and r.end > r.begin and r.type in _THINGS]
    if not before and reading.carried and reading.carried.type == "publication":
        return reading.carried if not _NOT.search(reading.text[:begin]) else None
    if not before or before[-1] not in named:
        return None
    between = reading.text[before[-1].end : begin]
    fits = len(between) <= _FAR and _LEADS.search(between) and not _NOT.search(between)
    return before[-1] if fits and not _ADDRESS.search(between) else None
