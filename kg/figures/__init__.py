"""Readings to figures: what a document reports in numbers, whose it is, how exact, and as of when.

The annotation rules: a figure belongs to the programme in force, else to whom the sentence speaks of, else to
the author; "more than a, b and c" bounds all of them; a date counts where sentence or paragraph tell one. Times,
ages, parts of a text, symbols and plans are no figures. Where the words name somebody unknown, the figure is laid
aside. Nothing is added up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from kg.figures.columns import column_date
from kg.figures.counted import Counted
from kg.figures.counts import counting, numbered
from kg.figures.dating import dates_of, named_year, usable, year_before
from kg.figures.owners import Count, owner_of
from kg.figures.paragraph import Seen, after, entering, goes_on, leader_of
from kg.figures.periods import fiscal_year
from kg.figures.words import OWNERS
from kg.grammar import ACTS, FACTIVE
from kg.numbers import Dated, Quantity
from kg.types import Figure, Reading, Unit

NAME = "figures"
_SILENT = ("heading", "furniture", "cover", "row", "footnote")
_WANTED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:being |still )?(?:sought|needed|requested|promised|required)|[Ww]e need"
    r"|[Rr]equests? for|[Nn]eeds? (?:of|for)|[Ww]hat (?:was|is|were|are) (?:promised|planned|needed)"
    r"|I urge|appeals? for|(?<!, )call(?:s|ed) for)\b"
)
"""What somebody asks for is no result."""
_TALK = re.compile(
    r"\b(?:joint statement|statements? (?:was|were) (?:made|delivered)|on behalf of \w+ (?:States|countries)"
    r"|representatives? of (?:the )?\w+ (?:States|countries|observer|Member))\b"
)
"""Who speaks at a meeting is counted, but is nobody's result."""
_GOES_ON = re.compile(r"(?:They|It|These|Their|Its)\b")
_WENT_ON = re.compile(r"(?:They|It)\b(?! (?:is|are|has|have|(?!was\b)[a-z]+[^s]s)\b)")
"""What is told in the past of the same thing as the sentence before is told of the same time."""
_NOW = re.compile(r"\b(?:currently|at present|presently|to date|now|so far|today)\b", re.IGNORECASE)


def figures_of(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of one document in order; `readings` are all its sentences in order."""
    seen = Seen()
    above: Unit | None = None
    for _, told in groupby(readings, key=lambda reading: id(reading.unit)):
        paragraph = tuple(told)
        unit = paragraph[0].unit
        seen = entering(seen, above, unit, leader_of(paragraph))
        for reading in paragraph:
            dated = usable(reading)
            if (fiscal := fiscal_year(reading.text, dated)) not in (None, seen.fiscal):
                seen = replace(seen, fiscal=fiscal)
            counts = list(counting(reading, seen)) if numbered(reading.text) and _reports(reading) else []
            yield from _figures(reading, counts, dated, seen)
            seen = after(reading, dated, seen, counts[-1][1].unit if counts else None)
        above = unit


def _reports(reading: Reading) -> bool:
    if reading.unit.kind in _SILENT or (reading.unit.kind in ACTS and not FACTIVE.match(reading.text)):
        return False
    return (
        not reading.text.rstrip('"”’)').endswith("?")
        and not _WANTED.search(reading.text)
        and not _TALK.search(reading.text)
    )


def _figures(
    reading: Reading, counts: Sequence[tuple[Quantity, Counted]], told: Sequence[Dated], seen: Seen
) -> Iterator[Figure]:
    if not counts:
        return
    acting = (r for r in reading.referents if r.type in (*OWNERS, "organization"))
    silent = all(r.begin == 0 and _GOES_ON.match(reading.text) for r in acting)
    own = dates_of(reading, counts, told)
    same = silent and _WENT_ON.match(reading.text) is not None
    opened = seen.opened if silent or goes_on(reading, seen) else None
    otherwise = seen.date or opened or (seen.last if same else None) or seen.titled
    otherwise = None if _NOW.search(reading.text) else otherwise
    money = any(quantity.currency for quantity, _ in counts)
    for index, (quantity, unit) in enumerate(counts):
        owner = owner_of(Count(reading, quantity, unit, seen))
        if owner is None:
            continue
        referent, confidence = owner
        heading = referent.support.span if referent.support.basis == "heading" else None
        held = seen.gathering
        at = held and held.date if held and referent.entity == held.event.entity else None
        accounts = seen.fiscal if quantity.currency or (quantity.percent and money) else None
        column = column_date(reading.unit.view.text, reading.offset + quantity.begin, seen.columns)
        date = own[index] or at or otherwise or accounts or column
        date = year_before(reading.text, quantity, date) or date
        year = named_year(reading, referent)
        yield Figure(
            subject=referent.entity,
            value=quantity.value,
            bound=quantity.bound,
            unit=unit.unit,
            as_of=year[1] if year else date,
            verbatim=reading.text[quantity.begin : quantity.end].lstrip("\\"),
            evidence=(heading, reading.sentence) if heading else (reading.sentence,),
            mapper=NAME,
            confidence=Decimal(confidence),
            subject_support=referent.support,
        )
