"""Whose a figure is: the ways to its owner, the surest first."""

import re
from dataclasses import dataclass, replace

from kg.figures.counted import Counted
from kg.figures.paragraph import Seen
from kg.figures.words import OWNERS, leads
from kg.grammar import ahead
from kg.numbers import Quantity
from kg.types import Reading, Referent, Support

_PARTY = re.compile(r"\b(?:party|signatory|ratification|accession|Contracting State)\b")
_COMES = re.compile(r"\b(?:from|to|by|of) (?:the )?\Z")
_CLOSE = 8
"""Characters between parties and what they are parties to: "parties to the"."""
_OWNS = re.compile(r"\A(?:[Ii]ts|[Tt]heir|[Oo]ur)\b|['’]s?\Z")
_DRAWS = re.compile(
    r"(?: \([^()]*\))?[^,;.]{0,40}? (?:drew|attracted|gathered|brought together|was attended by|hosted|saw|had)\b"
)


_LISTED = re.compile(r"(?: \([A-Z]\w+\))?,? (?:and )?")
"""Between a body and what is counted beside it: "the Union, seven agencies and …"."""
_COMPANY = re.compile(r"(?:Together |Jointly )?[Ww]ith (?:the )?")
_DESCRIBES = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?, (?:an?|the|its) [a-z][^.;,\d]{0,60}? (?:of|with|holding|listing|covering|for|counting)"
    r" (?:[a-z]+ ){0,2}"
    r"|(?: \([A-Z]\w+\))?[\"”]?, (?:which|that) (?:(?:now|already|also|has|had) )?[a-z]+ (?:[a-z]+ ){0,2}"
)


@dataclass(frozen=True, slots=True)
class Count:
    """One counted thing in its place."""

    reading: Reading
    quantity: Quantity
    unit: Counted
    seen: Seen

    def before(self, *types: str) -> list[Referent]:
        """What of these types is named before the number."""
        return [r for r in self.reading.referents if r.type in types and r.end <= self.quantity.begin]


_Owner = tuple[Referent, str] | None


def owner_of(count: Count) -> _Owner:
    """Whom the figure is about, and how sure that is."""
    ways = (
        _instrument,
        _described,
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


def _instrument(count: Count) -> _Owner:
    """Parties are those of the instrument that is named before them; who only comes from parties is no party."""
    if not _PARTY.search(count.unit.unit) or _COMES.search(ahead(count.reading.text, count.quantity.phrase)):
        return None
    named = count.reading.referents
    behind = [r for r in named if r.type == "instrument" and 0 <= r.begin - count.unit.end <= _CLOSE]
    found = behind or count.before("instrument")[-1:]
    return (found[0], "0.90") if found else None


def _described(count: Count) -> _Owner:
    """ "… the Atlas, a database of 27 plots", "… the Atlas, which has 27 plots": what the words before describe."""
    last = next(reversed(count.before(*OWNERS)), None)
    told = last and _DESCRIBES.fullmatch(count.reading.text, last.end, count.quantity.phrase)
    return (last, "0.85") if last and told else None


def _programme(count: Count) -> _Owner:
    """A programme or publication named before the number: the grammatical subject, else the last."""
    before = count.before(*OWNERS)
    if not before:
        return None
    subjects = [r for r in before if leads(count.reading, r)]
    subjects = [r for r in subjects if not _owns(count.reading, r)] or subjects
    return (subjects[0], "0.88") if subjects else (before[-1], "0.80")


def _owns(reading: Reading, referent: Referent) -> bool:
    """Whether the words only say whose the next thing is: "its", "the Centre's"."""
    return bool(_OWNS.search(reading.text[referent.begin : referent.end + 2]))


def _event(count: Count) -> _Owner:
    """An event that draws people is what their number is about."""
    found = next(iter(count.before("event")), None)
    return (found, "0.80") if found and _DRAWS.match(count.reading.text, found.end) else None


def _carried(count: Count) -> _Owner:
    """The programme whose doing the sentence before tells, or the words above a list."""
    carried = count.reading.carried
    if carried is None or (carried.type != "programme" and carried.support.basis != "list-head"):
        return None
    return carried, "0.72"


def _teller(count: Count) -> _Owner:
    """The body whose doing the sentence before tells, in a report of somebody who reports what others do."""
    carried, reading = count.reading.carried, count.reading
    if carried is None or reading.worker or carried.entity == reading.author:
        return None
    return carried, "0.62"


def _across(count: Count) -> _Owner:
    """The programme of the paragraph before, where this one names nobody."""
    earlier = count.reading.earlier
    silent = count.seen.body is None and not any(
        r.type in (*OWNERS, "organization") for r in count.reading.referents if r.end <= count.quantity.begin
    )
    return (earlier, "0.62") if earlier and silent else None


def _heading(count: Count) -> _Owner:
    return (count.reading.topic, "0.80") if count.reading.topic else None


def _later(count: Count) -> _Owner:
    """A programme named after the number, through or for which the counted things were."""
    later = (r for r in count.reading.referents if r.type == "programme" and r.begin >= count.quantity.begin)
    found = next(later, None)
    return (found, "0.75") if found else None


def _body(count: Count) -> _Owner:
    """The organization that acts in the sentence."""
    text = count.reading.text
    bodies = (
        r
        for r in count.before("organization")
        if not _LISTED.fullmatch(text, r.end, count.quantity.phrase)
        and not text[: r.begin].endswith("(")
        and not _COMPANY.fullmatch(text, 0, r.begin)
    )
    acting = next((r for r in bodies if leads(count.reading, r)), None)
    return (acting, "0.80") if acting else None


def _earlier(count: Count) -> _Owner:
    """The programme or publication that the paragraph spoke of before."""
    return (_anaphoric(count.seen.owner), "0.70") if count.seen.owner else None


def _author(count: Count) -> _Owner:
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
