"""Readings to figures: what a document reports in numbers, whose it is, how exact, and as of when.

The annotation rules: a figure belongs to the programme in force, else to whom the sentence speaks of, else to
the author; "more than a, b and c" bounds all of them; a date counts where sentence or paragraph tell one. Times,
ages, parts of a text, symbols and plans are no figures. Nothing is added up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.counted import Counted, counted
from kg.numbers import Dated, Quantity, dates, quantities
from kg.types import Figure, Reading, Referent, Support

NAME = "figures"
_OWNERS = ("programme", "publication")
_SILENT = ("heading", "furniture", "cover", "preambular", "operative")
_LABEL = re.compile(
    r"""\b(?:art(?:icle|\.)|para(?:graph|\.)|subpara(?:graph|\.)|page|p\.|pp\.|chapter|section|sect\.|No\.|Nos\.|number
    |goals?|SDGs?|targets?|indicators?
    |phase|version|part|annex|table|figure|box|step|level|item|rule|principle|resolution|decision|document|session|grade
    |volume|vol\.|issue|tier|type|day|week|year|room|aged?|ages|under|over\ the|pillar|action\ line|outcome|output
    |footnote|lot|appendix|module
    |question|category|class|schedule|cluster|stage|strand|line|unit|lesson|option
    |regulation|code|top|nearest)s?
    \ (?:(?:Nos?\.\ )?(?:\d[\d().a-z]*|\([a-z]+\)|[ivx]+)(?:,|\ and|\ to|\ or|,\ and|[-–])?\ )*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTED_AT = re.compile(
    r"\b(?:these|those|both|following|all|the other|the|its|their|our) \Z", re.IGNORECASE
)
_NOT_SO = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|not|never|if|whether|without|nor|fail(?:ed|s)? to"
    r"|(?:plans?|intends?|hopes?|aims?|expects?|expected|planned|proposed|seeks?"
    r"|need(?:s|ed)?|set|invited|encouraged) to"
    r"|target of)\b[^,;]*\Z"
)
_CLAUSE = re.compile(r"[;:] |, (?:but|while|whereas|and) ")
_PARTY = re.compile(r"\b(?:party|signatory|ratification|accession|Contracting State)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|under|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
    r" (?:the |its |an? |our |their )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
)
_DATED_BEHIND = re.compile(r"(?:[^,.;:\d]{0,12})? (?:for|in|during|by) (?:the year )?\Z")
_COMES = re.compile(r"\b(?:from|to|by|of) (?:the )?\Z")
_CLOSE = 8
"""Characters between parties and what they are parties to: "parties to the"."""
_TITLED = re.compile(
    r"\b(?:launch|inception|creation|establishment|start|adopted|signed|established|created|founded"
    r"|launched|published|since|until|edition|Agenda|Horizon) (?:in |on |of )?\Z"
)
_EDITION = re.compile(r"(?<!\bIn)(?<!\bBy)(?<!\bOf)(?<!\bFor)(?<!\bSince) (?:[A-Z][\w-]+|[A-Z]{2,}) \Z")
_GATHERING = re.compile(
    r"\b(?:meeting|workshop|conference|training|course|session|seminar|forum|symposium|congress|webinar|exercise"
    r"|consultation|event|visit|mission|summit)s?\b",
    re.IGNORECASE,
)
_NEAR = 300
"""Characters before a number or name that rules look at."""
_FOLLOWS = 40
_NOW = re.compile(r"\b(?:currently|at present|presently|to date|now|so far|today)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the earlier sentences of a paragraph leave behind."""

    owner: Referent | None = None
    """The programme or publication that the paragraph speaks of."""
    body: Referent | None = None
    """The organization that acted last."""
    date: str | None = None
    """When the meeting of the sentence before took place."""


def figures_of(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of one document in order; `readings` are all its sentences in order."""
    seen, unit = _Seen(), None
    for reading in readings:
        if reading.unit is not unit:
            seen, unit = _Seen(), reading.unit
        if reading.unit.kind not in _SILENT and not reading.text.rstrip('"”’)').endswith("?"):
            yield from _figures(reading, seen)
        seen = _after(reading, seen)


def _after(reading: Reading, seen: _Seen) -> _Seen:
    told = _usable(reading)
    date = told[0].iso if len(told) == 1 and _GATHERING.search(reading.text) else None
    actors = [r for r in reading.referents if r.type in (*_OWNERS, "organization")]
    leading = next((r for r in actors if _leads(reading, r)), None)
    if leading is None:
        named = [r for r in actors if r.type in _OWNERS]
        return replace(seen, owner=named[-1] if named else seen.owner, date=date)
    if leading.type == "organization":
        return _Seen(body=leading, date=date)
    return _Seen(owner=leading, body=seen.body, date=date)


def _leads(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    return not _PREPOSITION.search(_leading(reading.text, referent.begin))


def _figures(reading: Reading, seen: _Seen) -> Iterator[Figure]:
    counts = list(_counts(reading))
    told = _usable(reading)
    own = {index: date for index, (q, c) in enumerate(counts) for date in told if _behind(reading, c, date)}
    tied = set(own.values())
    loose = [date for date in told if date not in tied]
    otherwise = None if _NOW.search(reading.text) else seen.date
    for index, (quantity, unit) in enumerate(counts):
        owner = _owner(_Count(reading, quantity, unit, seen))
        if owner is None:
            continue
        referent, confidence = owner
        heading = referent.support.span if referent.support.basis == "heading" else None
        date = own.get(index) or _before(loose, quantity)
        yield Figure(
            subject=referent.entity,
            value=quantity.value,
            bound=quantity.bound,
            unit=unit.unit,
            as_of=date.iso if date else otherwise,
            verbatim=reading.text[quantity.begin : quantity.end].lstrip("\\"),
            evidence=(heading, reading.sentence) if heading else (reading.sentence,),
            mapper=NAME,
            confidence=Decimal(confidence),
            subject_support=referent.support,
        )


# Numbers that count -----------------------------------------------------------------------------------------


def _counts(reading: Reading) -> Iterator[tuple[Quantity, Counted]]:
    """The numbers of the sentence that count something, with the bounds that a list shares."""
    taken = [(r.begin, r.end) for r in reading.referents]
    before: tuple[Quantity, Counted] | None = None
    for quantity, placed in _placed(list(quantities(reading.text, taken))):
        unit = counted(reading.text, placed)
        if unit is None or not _reported(reading, quantity):
            continue
        if (
            before
            and not quantity.bounded
            and before[0].bound == "over"
            and _in_list(reading.text, before[1].end, quantity)
        ):
            quantity = replace(quantity, bound="over")
        before = quantity, unit
        yield before


def _placed(found: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Each number with the one that its unit stands behind: of a range's low end, that ends with the high one."""
    for index, quantity in enumerate(found):
        high = found[index + 1] if index + 1 < len(found) else None
        ranged = (
            high and quantity.bound == "over" and high.bound == "under" and high.begin - quantity.end <= 5
        )
        yield quantity, replace(quantity, end=high.end) if high and ranged else quantity


def _reported(reading: Reading, quantity: Quantity) -> bool:
    """Whether the number is a count that the sentence asserts: no label, no pointer, no plan, no lone "one"."""
    before = _leading(reading.text, quantity.phrase)
    labelled = quantity.phrase == quantity.begin and _LABEL.search(before)
    if labelled or (quantity.words and quantity.value <= 1):
        return False
    if quantity.words and quantity.value <= 12 and not quantity.percent and _POINTED_AT.search(before):
        return False
    clauses = [found.end() for found in _CLAUSE.finditer(before)]
    return not _NOT_SO.search(before[clauses[-1] if clauses else 0 :])


def _leading(text: str, place: int) -> str:
    """The words that lead up to a place, no more of them than any rule looks at."""
    return text[max(0, place - _NEAR) : place]


def _in_list(text: str, end: int, quantity: Quantity) -> bool:
    return text[end : quantity.begin] in (", ", " and ", ", and ", " as well as ", ", as well as ")


# Whose --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Count:
    """One counted thing in its place."""

    reading: Reading
    quantity: Quantity
    unit: Counted
    seen: _Seen

    def before(self, *types: str) -> list[Referent]:
        """What of these types is named before the number."""
        return [r for r in self.reading.referents if r.type in types and r.end <= self.quantity.begin]


_Owner = tuple[Referent, str] | None


def _owner(count: _Count) -> _Owner:
    """Whom the figure is about, and how sure that is."""
    ways = (_instrument, _programme, _heading, _later, _body, _earlier, _author)
    return next((found for way in ways if (found := way(count))), None)


def _instrument(count: _Count) -> _Owner:
    """Parties are those of the instrument that is named before them; who only comes from parties is no party."""
    if not _PARTY.search(count.unit.unit) or _COMES.search(
        _leading(count.reading.text, count.quantity.phrase)
    ):
        return None
    named = count.reading.referents
    behind = [r for r in named if r.type == "instrument" and 0 <= r.begin - count.unit.end <= _CLOSE]
    found = behind or count.before("instrument")[-1:]
    return (found[0], "0.90") if found else None


def _programme(count: _Count) -> _Owner:
    """A programme or publication named before the number: the grammatical subject, else the last."""
    before = count.before(*_OWNERS)
    if not before:
        return None
    subjects = [r for r in before if _leads(count.reading, r)]
    return (subjects[0], "0.88") if subjects else (before[-1], "0.80")


def _heading(count: _Count) -> _Owner:
    return (count.reading.topic, "0.80") if count.reading.topic else None


def _later(count: _Count) -> _Owner:
    """A programme named after the number, through or for which the counted things were."""
    later = (r for r in count.reading.referents if r.type == "programme" and r.begin >= count.quantity.begin)
    found = next(later, None)
    return (found, "0.75") if found else None


def _body(count: _Count) -> _Owner:
    """The organization that acts in the sentence."""
    acting = next((r for r in count.before("organization") if _leads(count.reading, r)), None)
    return (acting, "0.80") if acting else None


def _earlier(count: _Count) -> _Owner:
    """The programme or publication that the paragraph spoke of before."""
    return (_anaphoric(count.seen.owner), "0.70") if count.seen.owner else None


def _author(count: _Count) -> _Owner:
    """Whose report it is; in a text of nobody's the organization that sentence or paragraph name."""
    reading = count.reading
    if reading.author:
        by_document = Support(basis="document")
        author = Referent(entity=reading.author, type="organization", begin=0, end=0, support=by_document)
        return author, "0.66"
    counted_ = range(count.quantity.begin, count.unit.end)
    named = (r for r in reading.referents if r.type == "organization" and r.begin not in counted_)
    if found := next(named, None):
        return found, "0.66"
    return (_anaphoric(count.seen.body), "0.62") if count.seen.body else None


def _anaphoric(owner: Referent) -> Referent:
    return replace(owner, support=Support(basis="anaphor", span=owner.support.span))


# As of when -----------------------------------------------------------------------------------------------------


def _usable(reading: Reading) -> list[Dated]:
    """The dates that tell when: none inside a name, none of a founding or an edition."""
    taken = [(r.begin, r.end) for r in reading.referents if r.type != "event"]
    return [
        date
        for date in dates(reading.text)
        if not any(begin < date.end and date.begin < end for begin, end in taken)
        and not _TITLED.search(_leading(reading.text, date.begin))
        and not (len(date.iso) == 4 and _EDITION.search(_leading(reading.text, date.begin)))
        and reading.text[date.begin - 1 : date.begin] != "("
    ]


def _behind(reading: Reading, unit: Counted, date: Dated) -> bool:
    """Whether the date follows its number closely: "$23 million for 2016"."""
    return 0 <= date.begin - unit.end <= _FOLLOWS and bool(
        _DATED_BEHIND.fullmatch(reading.text[unit.end : date.begin])
    )


def _before(told: Sequence[Dated], quantity: Quantity) -> Dated | None:
    """The last date before the number, else the sentence's first."""
    before = [date for date in told if date.end <= quantity.begin]
    return before[-1] if before else told[0] if told else None
