"""Readings to figures: what a document reports in numbers, whose it is, how exact, and as of when.

The annotation rules: a figure belongs to the programme in force, else to whom the sentence speaks of, else to
the author; "more than a, b and c" bounds all of them; a date counts where sentence or paragraph tell one. Times,
ages, parts of a text, symbols and plans are no figures. Nothing is added up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.figures.counts import counting, numbered
from kg.figures.dating import date_before, is_behind, named_year, usable
from kg.figures.owners import Count, owner_of
from kg.figures.paragraph import Seen, after
from kg.figures.words import OWNERS, leading
from kg.numbers import Dated
from kg.types import Figure, Reading, Unit

NAME = "figures"
_SILENT = ("heading", "furniture", "cover", "preambular", "operative", "row", "footnote")
_YEAR_BRACKET = re.compile(r"\(((?:19|20)\d\d): \Z")
_NOW = re.compile(r"\b(?:currently|at present|presently|to date|now|so far|today)\b", re.IGNORECASE)


def figures_of(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of one document in order; `readings` are all its sentences in order."""
    seen = Seen()
    unit: Unit | None = None
    for reading in readings:
        if reading.unit is not unit:
            seen = Seen(opened=seen.opened if unit and _is_list(unit, reading.unit) else None)
            unit = reading.unit
        told = usable(reading)
        if reading.unit.kind not in _SILENT and not reading.text.rstrip('"”’)').endswith("?"):
            yield from _figures(reading, told, seen)
        seen = after(reading, told, seen)


def _is_list(above: Unit, unit: Unit) -> bool:
    """Whether a unit is an item of the list that the one above it opens or goes on with."""
    return unit.kind == "item" and (above.kind == "item" or above.view.text.rstrip().endswith(":"))


def _figures(reading: Reading, told: Sequence[Dated], seen: Seen) -> Iterator[Figure]:
    counts = list(counting(reading)) if numbered(reading.text) else []
    if not counts:
        return
    own = {index: date for index, (q, c) in enumerate(counts) for date in told if is_behind(reading, c, date)}
    tied = set(own.values())
    loose = [date for date in told if date not in tied]
    silent = not any(r.type in (*OWNERS, "organization") for r in reading.referents)
    otherwise = None if _NOW.search(reading.text) else seen.date or (seen.opened if silent else None)
    for index, (quantity, unit) in enumerate(counts):
        owner = owner_of(Count(reading, quantity, unit, seen))
        if owner is None:
            continue
        referent, confidence = owner
        heading = referent.support.span if referent.support.basis == "heading" else None
        date = own.get(index) or date_before(loose, quantity)
        year = _YEAR_BRACKET.search(leading(reading.text, quantity.phrase)) or named_year(reading, referent)
        yield Figure(
            subject=referent.entity,
            value=quantity.value,
            bound=quantity.bound,
            unit=unit.unit,
            as_of=year[1] if year else date.iso if date else otherwise,
            verbatim=reading.text[quantity.begin : quantity.end].lstrip("\\"),
            evidence=(heading, reading.sentence) if heading else (reading.sentence,),
            mapper=NAME,
            confidence=Decimal(confidence),
            subject_support=referent.support,
        )
