"""Readings to figures: what a document reports in numbers, whose it is, how exact, and as of when.

The annotation rules: a figure belongs to the programme in force, else to whom the sentence speaks of, else to
the author; "more than a, b and c" bounds all of them; a date counts where sentence or paragraph tell one. Times,
ages, parts of a text, symbols and plans are no figures. Nothing is added up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.counted import Counted, counted
from kg.nouns import is_plural, singular_phrase
from kg.numbers import Dated, Quantity, dates, number, quantities
from kg.types import Figure, Reading, Referent, Support

NAME = "figures"
_OWNERS = ("programme", "publication")
_SILENT = ("heading", "furniture", "cover", "preambular", "operative", "row", "footnote")
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
    r"|(?:plans?|intends?|hopes?|aims?|expects?|expected|planned|proposed|seeks?|planned in \d{4}|hoped"
    r"|projected|estimated|targeted|need(?:s|ed)?|set|invited|encouraged) to"
    r"|target of|hope[sd]? that|(?:is|are|was|were) (?:also )?(?:aimed|targeted) at|aims at|aim of|goal of"
    r"|projected|the latter"
    r"|gap of)\b[^,;]*\Z"
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
    r"\b(?:to be held|scheduled|planned|launch|inception|creation|establishment|start|adopted|signed|established"
    r"|created|founded|launched|published|since|until|edition|Agenda|Horizon) (?:in |on |of )?\Z"
)
_EDITION = re.compile(r"(?<!\bIn)(?<!\bBy)(?<!\bOf)(?<!\bFor)(?<!\bSince) (?:[A-Z][\w-]+|[A-Z]{2,}) \Z")
_OWNS = re.compile(r"\A(?:[Ii]ts|[Tt]heir|[Oo]ur)\b|['’]s?\Z")
_DRAWS = re.compile(
    r"(?: \([^()]*\))?[^,;.]{0,40}? (?:drew|attracted|gathered|brought together|was attended by|hosted|saw|had)\b"
)
_LIKE_BEFORE = re.compile(
    r"(?:\b(?:compared (?:to|with)|against|up from|down from|versus|as against"
    r"|of (?:whom|which|them)|among (?:them|these|whom)|including|instead of|after|and|then|than)"
    r"(?: (?:as many as|some|about|around|over|nearly|almost|more than|only))?"
    r"|\((?:19|20)\d\d:|,) \Z"
)
"""Words before a number without a unit of its own that say: as many of the same."""
_NUMBER_OF = re.compile(
    r"\b[Nn]umber of (?:its |the )?(?P<unit>[a-z]+(?: [a-z]+)??) (?:has |have |had )?"
    r"(?:rose|risen|grew|grown|increased|fell|fallen|dropped|climbed|stood|stands)"
    r"(?: from [\d,.]+(?: in (?:19|20)\d\d)?)? (?:to|at) \Z"
)
_ONE_IN = re.compile(r"\b(?:one|two|three|four|[1-9]) (?:in|out of) (?:every )?\Z", re.IGNORECASE)
_HALF = re.compile(r"\b[Hh]alf \Z")
_ALONE = re.compile(
    r"(?: of (?:which|whom|them)\b| (?:in|for|on|from|by|had|have|has|were|was|are|came|come)\b|[.,;)]|\Z)"
)
_YEAR_BRACKET = re.compile(r"\(((?:19|20)\d\d): \Z")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LABELLED = re.compile(
    r"\A(?P<unit>[A-Z][a-z]+(?: [a-z]+){0,3}?)(?: (?:as of|as at|by|in|on|until) [^:]{4,30})?: \Z"
)
_ROW = re.compile(r"\A\|? ?(?P<label>[A-Z][^|:]{2,60}?)(?: \||:) \Z")
_CELL_END = re.compile(r"\s*\|?\s*\Z")
_LATER_UNREAL = re.compile(
    r"[^.;,]{0,50}\b(?:would|will|shall|could|should|may|might|(?:is|are) (?:expected|planned|foreseen|to))\b"
)
_FRACTION = re.compile(r"\A(?:third|half|quarter|fifth|tenth)\b")
_SOME_OF = re.compile(r" of (?:the|these|those|its|their)\b")
_FRONTED = re.compile(r"(?:In|During|By|Between|As (?:of|at)|Throughout|From|Until|Up to)(?: [a-z]+){0,4} ")
_OPENS_LIST = re.compile(r"[^.;:]{0,80}:\s*\Z")
_GATHERING = re.compile(
    r"\b(?:meeting|workshop|conference|training|course|session|seminar|forum|symposium|congress|webinar|exercise"
    r"|consultation|event|visit|mission|summit)s?\b",
    re.IGNORECASE,
)
_NEAR = 300
"""Characters before a number or name that rules look at."""
_FOLLOWS = 40
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")
_WORDS = 2**14
"""Words of which it is remembered whether they are numbers."""
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
    opened: str | None = None
    """The date that opened the sentence before, or the words above a list."""


def figures_of(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of one document in order; `readings` are all its sentences in order."""
    seen, unit = _Seen(), None
    for reading in readings:
        if reading.unit is not unit:
            listed = reading.unit.kind == "item" and unit is not None
            lead = (
                listed and unit is not None and (unit.kind == "item" or unit.view.text.rstrip().endswith(":"))
            )
            seen, unit = _Seen(opened=seen.opened if lead else None), reading.unit
        told = _usable(reading)
        if reading.unit.kind not in _SILENT and not reading.text.rstrip('"”’)').endswith("?"):
            yield from _figures(reading, told, seen)
        seen = _after(reading, told, seen)


def _after(reading: Reading, told: Sequence[Dated], seen: _Seen) -> _Seen:
    date = told[0].iso if len(told) == 1 and _GATHERING.search(reading.text) else None
    owner, body = seen.owner, seen.body
    actors = [r for r in reading.referents if r.type in (*_OWNERS, "organization")]
    leading = next((r for r in actors if _leads(reading, r)), None)
    if leading is None:
        owner = next((r for r in reversed(actors) if r.type in _OWNERS), owner)
    elif leading.type == "organization":
        owner, body = None, leading
    else:
        owner = leading
    return _Seen(owner=owner, body=body, date=date, opened=_opened(reading, told, seen))


def _opened(reading: Reading, told: Sequence[Dated], seen: _Seen) -> str | None:
    """The date that a sentence sets in front for what follows; in a list the one above it."""
    if len(told) == 1:
        fronted = _FRONTED.fullmatch(reading.text, 0, told[0].begin)
        lead = _OPENS_LIST.match(reading.text, told[0].end)
        if fronted or lead:
            return told[0].iso
    return seen.opened if reading.unit.kind == "item" else None


def _leads(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    return not _PREPOSITION.search(_leading(reading.text, referent.begin))


def _figures(reading: Reading, told: Sequence[Dated], seen: _Seen) -> Iterator[Figure]:
    counts = list(_counts(reading)) if _numbered(reading.text) else []
    if not counts:
        return
    own = {index: date for index, (q, c) in enumerate(counts) for date in told if _behind(reading, c, date)}
    tied = set(own.values())
    loose = [date for date in told if date not in tied]
    silent = not any(r.type in (*_OWNERS, "organization") for r in reading.referents)
    otherwise = None if _NOW.search(reading.text) else seen.date or (seen.opened if silent else None)
    for index, (quantity, unit) in enumerate(counts):
        owner = _owner(_Count(reading, quantity, unit, seen))
        if owner is None:
            continue
        referent, confidence = owner
        heading = referent.support.span if referent.support.basis == "heading" else None
        date = own.get(index) or _before(loose, quantity)
        year = _YEAR_BRACKET.search(_leading(reading.text, quantity.phrase)) or _named_year(reading, referent)
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


def _named_year(reading: Reading, referent: Referent) -> re.Match[str] | None:
    """The year in the name of an event."""
    return _YEAR.search(reading.text, referent.begin, referent.end) if referent.type == "event" else None


# Numbers that count -----------------------------------------------------------------------------------------


def _numbered(text: str) -> bool:
    """Whether a digit or the word of a number stands there: most sentences have none."""
    return bool(_DIGIT.search(text)) or any(map(_spells, _LETTERS.findall(text.casefold())))


@lru_cache(maxsize=_WORDS)
def _spells(word: str) -> bool:
    return number(word) is not None


def _counts(reading: Reading) -> Iterator[tuple[Quantity, Counted]]:
    """The numbers of the sentence that count something, with the bounds that a list shares."""
    taken = [(r.begin, r.end) for r in reading.referents]
    before: tuple[Quantity, Counted] | None = None
    for quantity, placed in _placed(list(quantities(reading.text, taken))):
        unit = counted(reading.text, placed) or _same_as(reading.text, quantity, before)
        unit = unit or _labelled(reading.text, quantity) or _risen(reading.text, quantity)
        if _ONE_IN.search(_leading(reading.text, quantity.phrase)):
            continue  # "one in five women" is a rate
        quantity = _halved(reading.text, quantity)
        if unit is None or _FRACTION.match(unit.unit) or not _reported(reading, quantity):
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


def _risen(text: str, quantity: Quantity) -> Counted | None:
    """The unit of "the number of users rose to 7,500"."""
    told = _NUMBER_OF.search(_leading(text, quantity.phrase))
    if told is None or not is_plural(told["unit"].split()[-1]):
        return None
    return Counted(unit=singular_phrase(told["unit"]), end=quantity.end)


def _halved(text: str, quantity: Quantity) -> Quantity:
    """ "Half a million": the number with the word before it."""
    half = _HALF.search(_leading(text, quantity.begin)) if quantity.words else None
    if half is None:
        return quantity
    begin = quantity.begin - len(half[0])
    return replace(quantity, begin=begin, phrase=min(begin, quantity.phrase), value=quantity.value / 2)


def _same_as(text: str, quantity: Quantity, before: tuple[Quantity, Counted] | None) -> Counted | None:
    """The unit of the number before, for one that is set beside it: "7,742 households, up from 5,110 in 2021"."""
    if before is None or quantity.words:
        return None
    beside = _LIKE_BEFORE.search(_leading(text, quantity.phrase))
    alone = _ALONE.match(text, quantity.end)
    return Counted(unit=before[1].unit, end=quantity.end) if beside and alone else None


def _labelled(text: str, quantity: Quantity) -> Counted | None:
    """The unit that stands before its number: "Entries as of May 2023: 6,122", "| Trials held | 15 |"."""
    before = _leading(text, quantity.phrase)
    label = _LABELLED.match(before) if quantity.phrase <= _NEAR else None
    if label and is_plural(label["unit"].split()[0]):
        return Counted(unit=singular_phrase(label["unit"]).lower(), end=quantity.end)
    row = _ROW.match(before) if _CELL_END.match(text, quantity.end) else None
    words = row["label"].split() if row else []
    head = next((i for i, word in enumerate(words) if is_plural(word)), None)
    if head is None:
        return None
    phrase = singular_phrase(" ".join(words[: head + 1]))
    return Counted(unit=" ".join([phrase[:1].lower() + phrase[1:], *words[head + 1 :]]), end=quantity.end)


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
    if (
        quantity.words and quantity.value <= 12 and _SOME_OF.match(reading.text, quantity.end)
    ) or _LATER_UNREAL.match(reading.text, quantity.end):
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
    ways = (
        _instrument,
        _event,
        _programme,
        _heading,
        _later,
        _body,
        _carried,
        _earlier,
        _across,
        _teller,
        _author,
    )
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
    subjects = [r for r in subjects if not _owns(count.reading, r)] or subjects
    return (subjects[0], "0.88") if subjects else (before[-1], "0.80")


def _owns(reading: Reading, referent: Referent) -> bool:
    """Whether the words only say whose the next thing is: "its", "the Centre's"."""
    return bool(_OWNS.search(reading.text[referent.begin : referent.end + 2]))


def _event(count: _Count) -> _Owner:
    """An event that draws people is what their number is about."""
    found = next(iter(count.before("event")), None)
    return (found, "0.80") if found and _DRAWS.match(count.reading.text, found.end) else None


def _carried(count: _Count) -> _Owner:
    """The programme whose doing the sentence before tells, or the words above a list."""
    carried = count.reading.carried
    if carried is None or (carried.type != "programme" and carried.support.basis != "list-head"):
        return None
    return carried, "0.72"


def _teller(count: _Count) -> _Owner:
    """The body whose doing the sentence before tells, in a report of somebody who reports what others do."""
    carried, reading = count.reading.carried, count.reading
    if carried is None or reading.worker or carried.entity == reading.author:
        return None
    return carried, "0.62"


def _across(count: _Count) -> _Owner:
    """The programme of the paragraph before, where this one names nobody."""
    earlier = count.reading.earlier
    silent = count.seen.body is None and not any(
        r.type in (*_OWNERS, "organization") for r in count.reading.referents if r.end <= count.quantity.begin
    )
    return (earlier, "0.62") if earlier and silent else None


def _heading(count: _Count) -> _Owner:
    return (count.reading.topic, "0.80") if count.reading.topic else None


def _later(count: _Count) -> _Owner:
    """A programme named after the number, through or for which the counted things were."""
    later = (r for r in count.reading.referents if r.type == "programme" and r.begin >= count.quantity.begin)
    found = next(later, None)
    return (found, "0.75") if found else None


def _body(count: _Count) -> _Owner:
    """The organization that acts in the sentence."""
    bodies = (r for r in count.before("organization") if not count.reading.text[: r.begin].endswith("("))
    acting = next((r for r in bodies if _leads(count.reading, r)), None)
    return (acting, "0.80") if acting else None


def _earlier(count: _Count) -> _Owner:
    """The programme or publication that the paragraph spoke of before."""
    return (_anaphoric(count.seen.owner), "0.70") if count.seen.owner else None


def _author(count: _Count) -> _Owner:
    """Whose report it is; in a text of nobody's the organization that sentence or paragraph name."""
    reading = count.reading
    if reading.worker:
        by_document = Support(basis="document")
        author = Referent(entity=reading.worker, type="organization", begin=0, end=0, support=by_document)
        return author, "0.66"
    if reading.author:
        return None  # the Secretary-General's report counts what the world holds: nobody's result
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
    found = dates(reading.text)
    if not found:
        return []
    taken = [(r.begin, r.end) for r in reading.referents if r.type != "event"]
    return [
        date
        for date in found
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
