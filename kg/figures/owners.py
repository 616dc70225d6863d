"""Whose a figure is: the ways to its owner, the surest first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.figures.columns import same_cell
from kg.figures.counted import Counted
from kg.figures.counts import gapped
from kg.figures.gatherings import is_of_gathering, took_place_at
from kg.figures.paragraph import Seen, set_in
from kg.figures.states import acting_states
from kg.figures.strangers import opens_with_stranger
from kg.figures.words import OWNERS, PAID, leads
from kg.grammar import ACTS, NEAR, UNDONE, ahead
from kg.numbers import Quantity
from kg.types import Reading, Referent, Support
from kg.verbs import RUNS_IT

_PARTY = re.compile(r"\b(?:party|signatory|ratification|accession|Contracting State)\b")
_RATIFIED = r"(?:ratified|accepted|approved|signed|acceded|joined)"
_RATIFIES = re.compile(rf"\b{_RATIFIED}\b")
_RATIFIES_IT = re.compile(
    rf"[^.;]*?\b{_RATIFIED}(?:(?:,| or| and|, or)? {_RATIFIED})*(?: to)?(?: the)? [\"“]?"
)
"""The words between those who bind themselves and the treaty: nothing else stands between verb and treaty."""
_LACKS = re.compile(rf"\b(?:not|never|neither|nor|without|yet|{UNDONE})\b|n[’']t\b")
_STATES = re.compile(r"\b(?:State|[Cc]ountry|[Pp]arty|Government|member)\b")
_TREATY_FAR = 60
"""Characters between a treaty and those who are counted as having ratified it."""
_PROVIDED = re.compile(r"(?:[Tt]he )?\Z")
_TOOK_PART = re.compile(
    r" (?:(?:[a-z]+ ){0,5}?)?(?:took part|attended|participated|were present|came together|gathered)\b"
)
_TENDED = re.compile(RUNS_IT)
_COMES = re.compile(r"\b(?:from|to|by|of) (?:the )?\Z")
_CLOSE = 8
"""Characters between parties and what they are parties to: "parties to the"."""
_OWNS = re.compile(r"\A(?:[Ii]ts|[Tt]heir|[Oo]ur)\b|['’]s?\Z")
_DRAWS = re.compile(
    r"(?: \([^()]*\))?[^,;.]{0,40}? (?:drew|attracted|gathered|brought together|was attended by|hosted|saw|had)\b"
)
_ITS = re.compile(r"\b(?:its|their) [\"“]?\Z")
"""Before the name of a part, of which the whole has been named."""
_FROM = re.compile(r"\bfrom (?:the )?[\"“]?\Z")
"""Before the name of who gave money; people benefit from what serves them."""
_ITEM_ENDS = (";", "”;", '";')
_UNKNOWN = "0.50"
"""Below what is accepted: somebody is named whom nobody knows."""
_TELLS = re.compile(r"\b(?:that|said|noted|stated|reported)\b")
"""What is told at an event is not about it."""
_AT = re.compile(
    r"(?:(?:[^,]{1,40}, )?(?:[Dd]uring|[Aa]t|[Oo]n the (?:occasion|margins|sidelines) of|[Ii]n the margins of)) "
    r"(?:the |its |that |this )?"
)
_BY = re.compile(r"\b(?:[a-z]+ed|held|run|built|led|made|taught|set up|drawn up) (?:jointly )?by (?:the )?\Z")
_LISTED = re.compile(r"(?: \([A-Z]\w+\))?,? (?:and )?")
"""Between a body and what is counted beside it: "the Union, seven agencies and …"."""
_COMPANY = re.compile(r"(?:Together |Jointly )?[Ww]ith (?:the )?")
_MANAGES = re.compile(r", (?:managing|administering|overseeing|handling|holding) ")
"""What the subject of the sentence does besides."""
_NOTED = re.compile(
    r"(?: \([^()]*\))? (?:[a-z]+ )?(?:noted|reported|found|stated|observed|said|recalled) that\b"
)
"""Behind an auditor who tells of the accounts of somebody else."""
_LEAST_OF_ALL = "secretary-general"
"""Whose reports tell what others do."""
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
    plain = (_instrument, _gap, _described, _event, _provision, _subject)
    if found := next((found for way in plain if (found := way(count))), None):
        return found
    heard: tuple[Callable[[Count], _Owner], ...] = (
        _named,
        _led,
        _heading,
        _gathered,
        _later,
        _taking_part,
        _tended,
        _body,
        _doer,
        _noted,
        _carried,
        _accounts,
        _earlier,
        _across,
        _teller,
        _title,
        _author,
        _about,
    )
    if acting_states(count.reading, count.quantity.begin):
        heard = (_named, _heading, _later, _state)
    elif _elsewhere(count):
        heard = (_named, _heading, _gathered, _later, _body, _doer, _opener, _title, _author)
    way, found = next(((way, found) for way in heard if (found := way(count))), (None, None))
    unknown = found and way is not _heading and opens_with_stranger(count.reading, count.quantity.phrase)
    return (found[0], _UNKNOWN) if found and unknown else found


def _state(count: Count) -> _Owner:
    """The one State or region that did it or has it."""
    states = acting_states(count.reading, count.quantity.begin)
    alone = len(states) == 1 and not count.before("organization")
    return (states[0], "0.66") if alone else None


def _elsewhere(count: Count) -> bool:
    """Whether the sentence tells of another place than the one where the programme before was named in passing."""
    here, under = set_in(count.reading), count.seen.under
    return bool(here and under and here != under)


def _opener(count: Count) -> _Owner:
    """The body that is the subject of the first sentence of the paragraph."""
    return (_anaphoric(count.seen.first), "0.62") if count.seen.first else None


def _doer(count: Count) -> _Owner:
    """By whom it was done: "90 officers were trained by the Centre"."""
    text, begin = count.reading.text, count.unit.end
    bodies = (r for r in count.reading.referents if r.type == "organization" and 0 <= r.begin - begin <= NEAR)
    after = next(bodies, None)
    done = after and ";" not in text[begin : after.begin] and _BY.search(ahead(text, after.begin))
    return (after, "0.72") if after and done else None


def _instrument(count: Count) -> _Owner:
    """Parties are those of the instrument that is named before them; who only comes from parties is no party."""
    if ratified := _ratified(count):
        return ratified, "0.88"
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


def _ratified(count: Count) -> Referent | None:
    """The treaty that so many States have ratified."""
    text, quantity, end = count.reading.text, count.quantity, count.unit.end
    if not _STATES.search(count.unit.unit):
        return None
    for treaty in (r for r in count.reading.referents if r.type == "instrument"):
        passive = treaty.end <= quantity.begin
        begin, stop = (treaty.end, quantity.phrase) if passive else (end, treaty.begin)
        bound = _RATIFIES.search(text, begin, stop) if passive else _RATIFIES_IT.fullmatch(text, begin, stop)
        if 0 <= stop - begin <= _TREATY_FAR and bound and not _LACKS.search(text, begin, stop):
            return treaty
    return None


def _gap(count: Count) -> _Owner:
    """Who stands right before the number, where the verb is left out."""
    found = gapped(count.reading, count.quantity)
    return (found, "0.85") if found else None


def _provision(count: Count) -> _Owner:
    """The article that is the subject of the sentence, or under which so many States did something."""
    before = count.before("provision")
    others = count.before(*OWNERS, "organization")
    if not before or others or count.reading.topic:
        return None
    subject = _PROVIDED.fullmatch(count.reading.text, 0, before[0].begin) is not None
    return (before[-1], "0.75") if subject or _STATES.search(count.unit.unit) else None


def _subject(count: Count) -> _Owner:
    """A programme or publication that is the grammatical subject before the number."""
    subjects = [r for r in _owners_before(count) if leads(count.reading, r)]
    subjects = [r for r in subjects if not _owns(count.reading, r)] or subjects
    return (subjects[0], "0.88") if subjects else None


def _named(count: Count) -> _Owner:
    """The last programme or publication named before the number; who manages something under it is another."""
    before = _owners_before(count)
    if before and _MANAGES.search(count.reading.text, before[-1].end, count.quantity.begin):
        return _body(count) or (before[-1], "0.80")
    return (before[-1], "0.80") if before else None


def _owners_before(count: Count) -> list[Referent]:
    """The programmes and publications before the number; an item that a semicolon ends owns nothing behind it."""
    text, place = count.reading.text, count.quantity.begin
    return [
        r
        for r in count.before(*OWNERS)
        if r.type != "publication" or not text.startswith(_ITEM_ENDS, r.end, place)
    ]


def _owns(reading: Reading, referent: Referent) -> bool:
    """Whether the words only say whose the next thing is: "its", "the Centre's"."""
    return bool(_OWNS.search(reading.text[referent.begin : referent.end + 2]))


def _event(count: Count) -> _Owner:
    """An event that draws people is what their number is about."""
    text, found = count.reading.text, next(iter(count.before("event")), None)
    if found is None:
        return None
    between = [r for r in count.before(*OWNERS, "organization") if r.begin >= found.end]
    at = (
        not between
        and _AT.fullmatch(text, 0, found.begin)
        and is_of_gathering(text, count.quantity.begin, count.unit.unit)
        and not _TELLS.search(text, found.end, count.quantity.begin)
    )
    return (found, "0.80") if at or _DRAWS.match(text, found.end) else None


def _taking_part(count: Count) -> _Owner:
    """The event that the sentence before spoke of, for those who took part."""
    event, reading = count.seen.event, count.reading
    if event is None or not _TOOK_PART.match(reading.text, count.unit.end):
        return None
    return None if count.before(*OWNERS, "organization", "event") else (_anaphoric(event), "0.70")


def _gathered(count: Count) -> _Owner:
    """The event in force, for what was held at it and who came."""
    seen = count.seen
    begin, unit = count.quantity.begin, count.unit.unit
    event = took_place_at(count.reading, seen.gathering, begin, unit, before=seen.at)
    return (_anaphoric(event), "0.70") if event else None


def _tended(count: Count) -> _Owner:
    """The programme of the sentence before, of which this one says who runs it."""
    carried, told = count.reading.carried, _TENDED.search(ahead(count.reading.text, count.quantity.phrase))
    return (carried, "0.75") if carried and carried.type == "programme" and told else None


def _noted(count: Count) -> _Owner:
    """The programme that the acts of a resolution named last, for what a later one takes note of."""
    noted = count.seen.noted if count.reading.unit.kind in ACTS and _silent(count.reading.referents) else None
    return (_anaphoric(noted), "0.62") if noted else None


def _accounts(count: Count) -> _Owner:
    """The only body of a paragraph on accounts, for its money."""
    seen, named = count.seen, count.before(*OWNERS)
    leader = seen.leader if seen.fiscal and not named and not count.reading.worker else None
    return (_anaphoric(leader), "0.65") if leader else None


def _about(count: Count) -> _Owner:
    """In a text of nobody's the programme that it opens with."""
    about = None if count.reading.author else count.seen.about
    return (_anaphoric(about), "0.62") if about and _silent(count.reading.referents) else None


def _carried(count: Count) -> _Owner:
    """The programme whose doing the sentence before tells, or the words above a list."""
    carried = count.reading.carried
    if carried is None or (carried.type != "programme" and carried.support.basis != "list-head"):
        return None
    return carried, "0.72"


def _teller(count: Count) -> _Owner:
    """The body whose doing the sentence before tells, in a report of somebody who reports what others do."""
    carried, reading = count.reading.carried, count.reading
    if carried is None or carried.entity == _LEAST_OF_ALL:
        return None
    if reading.worker:
        # Of its own work an author tells without naming itself, unless another body has opened the paragraph.
        opened = count.seen.first
        if opened is None or opened.entity != carried.entity or not _silent(reading.referents):
            return None
    return carried, "0.62"


def _across(count: Count) -> _Owner:
    """The programme of the paragraph before, where this one names nobody; rows of a table stand each for itself."""
    earlier = None if count.seen.columns else count.reading.earlier
    silent = count.seen.body is None and not count.before(*OWNERS, "organization")
    return (earlier, "0.62") if earlier and silent else None


def _led(count: Count) -> _Owner:
    """The programme that the sentence before had for its subject, where this one names nobody."""
    led = count.seen.led if _silent(count.reading.referents) else None
    return (_anaphoric(led), "0.72") if led else None


def _heading(count: Count) -> _Owner:
    """The programme of the heading; that of the title only in a text of somebody who does work of its own."""
    topic = count.reading.topic
    return (topic, "0.80") if topic and (count.reading.worker or not _of_title(topic)) else None


def _title(count: Count) -> _Owner:
    """The programme of the title, in a report of what others do, where no body acts."""
    topic = count.reading.topic
    return (topic, "0.65") if topic else None


def _of_title(topic: Referent) -> bool:
    """Whether the lines above the whole text put it in force: it has no place in a heading."""
    return topic.begin == topic.end


def _later(count: Count) -> _Owner:
    """A programme named after the number, through or for which the counted things were."""
    text = count.reading.text
    later = [r for r in count.reading.referents if r.type == "programme" and r.begin >= count.quantity.begin]
    begin, apart = count.quantity.begin, (_ITS, _FROM) if count.quantity.currency else (_ITS,)
    passed = (r for r in later if not any(way.search(ahead(text, r.begin)) for way in apart))
    found = next((r for r in passed if same_cell(text, begin, r.begin)), None)
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
    told_of = count.seen.leader if count.seen.fiscal else None
    acting = next((r for r in bodies if leads(count.reading, r)), None)
    if acting and told_of and told_of.entity != acting.entity and _NOTED.match(text, acting.end):
        return None
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
    bodies = [r for r in reading.referents if r.type == "organization" and r.begin not in counted_]
    named = (r for r in bodies if not PAID.match(reading.text, r.end))
    if found := next(named, None):
        return found, "0.66"
    return (_anaphoric(count.seen.body), "0.62") if count.seen.body else None


def _silent(named: Iterable[Referent]) -> bool:
    """Whether nobody is among them whose figures or deeds a sentence could tell."""
    return not any(r.type in (*OWNERS, "organization") for r in named)


def _anaphoric(owner: Referent) -> Referent:
    return replace(owner, support=Support(basis="anaphor", span=owner.support.span))
