"""Goals that no verb ties to a programme: they stand beside its name, in its record, under its heading or its label."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.grammar import UNBEGUN, ahead
from kg.mappers._asserting import asserted, settled
from kg.mappers._claims import claim, run
from kg.mappers._subjects import actors
from kg.types import Claim, Reading, Referent, Unit
from kg.verbs import RUN_PAST, RUN_STEM

_OPENING = re.compile(r": (?:[Tt]he )?[\"“]?")
ITEMS_ONLY = re.compile(r"[\s,;.:()–-]*(?:(?:and|as well as)[\s,;.:()–-]*)?")
_IS_AIM = re.compile(
    r"(?:[\w.,() ]{0,40}) (?:is|are|was|were|remains?) (?:its|their|our|the) (?:[a-z]+ )?"
    r"(?:compass|yardstick|aim|focus|purpose|target|concern|business|reference|guide)\b"
    r"(?! (?:of|for|that))"
)
_RIGHT_BEFORE = re.compile(
    r"[\"”’]?(?: \([A-Z][\w-]*\))?,?(?: (?:under|towards?|for)(?: the)? |: ?| [–—] | \()"
    r"(?:SDGs? |[Gg]oals? |[Tt]argets? )?"
)
"""Between a programme and the Goals that are its own."""
_NONE = re.compile(r"\b(?:none|not|no|planned|nil)\b")
_MARK = re.compile(r" [–—|] |; |\. |: ")
_BAR = re.compile(r"\|")
_RECORD = re.compile(r"(?:[^“\"]{0,40}?(?:[.:)]|–|—) )?[“\"]?(?:[Tt]he )?")
_WERE_SERVED = re.compile(
    r"(?:,)? (?:is|are|was|were|has been|have been) (?:also |thereby |thus )?"
    r"(?:served|addressed|supported|advanced|targeted|covered"
    r"|(?:an? |the |its |also )*(?:secondary|main|principal|primary|further) (?:goals?|targets?|SDGs?)"
    r"|at the (?:centre|heart|core) of (?:this|the|its|their) (?:work|effort|project|programme|scheme|initiative))\b"
    r"(?=\.?\Z|,? (?:in this way|as well|too|by (?:it|this)|through (?:it|this))\b)"
)
_PLAIN_LABEL = re.compile(
    r"\A(?P<label>(?:(?:relevance|relevant|contribut(?:es|ions?|ing)|(?:in)?direct(?:ly)?|link(?:s|ed|ages?)?"
    r"|align(?:ed|ment)|SDGs?|goals?|targets?|indicators?|serv(?:es|ed)|supports?|addresse[sd]|advances?"
    r"|related|associated|main|principal|primary|secondary|strategic|sustainable|development|agenda|2030|and|or|to|with|in|both"
    r"|also|reflect(?:s|ed)|concern(?:s|ed)|cover(?:s|ed)|touche[sd]"
    r"|for|of|the|its) ?)+):",
    re.IGNORECASE,
)
_SUBJECT_OF = re.compile(
    r" (?:is|are|was|were|has|have|had|will|would|should|can|could|may|might|must|did)\b"
)
"""Behind Goals: they are the subject of a clause of their own."""
_FIELD_DONE = re.compile(
    rf"(?: [–—|]|;|,) (?!(?:{RUN_STEM}e?d|{RUN_PAST}|funded|financed|supported)\b)[a-z]+ed\b"
)
"""A field that tells what was done with the programme."""
_REFUSED = re.compile(
    r"\b(?:not|no|none|never|planned|proposed|future|excluded|outside|delete|possible|potential|without|dropped"
    r"|former|others?|next)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A(?:[^:.;]{0,40} )?(?:SDGs?|[Gg]oals?|[Tt]argets?|[Ii]ndicators?)(?:\(s\))?"
    r"(?: (?:targets?|goals?|indicators?|served|addressed|covered|supported|concerned|reached))?\s?:",
    re.IGNORECASE,
)
_TOLD = ("paragraph", "item")
_BRACKET = re.compile(r"[\"”’]* \([^()]*\)")
_Given = tuple[Referent, Referent, str]
"""The programme, the Goal, and how sure it is."""


def set_beside(reading: Reading, items: list[Referent], *, mapper: str) -> Iterator[Claim]:
    """One claim for each Goal that the form of the text, and no verb, gives to a programme; `items` are the Goals."""
    for way in (_beside, _recorded, _celled, _served, _alone, _headed, _labelled, _titled):
        for programme, item, confidence in way(reading, items):
            yield claim(reading, programme, "contributesTo", item, mapper=mapper, confidence=confidence)


def paired(reading: Reading, items: Sequence[Referent]) -> Iterator[tuple[Referent, list[Referent]]]:
    """In "A under Goals 3 and 4, B under Goal 5", "A: Goals 4 and 5", "A (Goal 4)" each programme with its own."""
    for actor in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        first = next((i for i, item in enumerate(items) if item.begin >= actor.end), None)
        if first is not None and _RIGHT_BEFORE.fullmatch(reading.text, actor.end, items[first].begin):
            yield actor, list(run(reading.text, items, first, ITEMS_ONLY))


def _beside(reading: Reading, items: Sequence[Referent]) -> Iterator[_Given]:
    for actor, told in paired(reading, items):
        own = reading.text[actor.end : told[0].begin].rstrip()[:1] not in (":", "–", "—")
        if not own and _SUBJECT_OF.match(reading.text, told[-1].end):
            continue
        if not _NONE.search(reading.text, told[-1].end) and _told(reading, actor.begin, told[0].begin):
            for item in told:
                yield actor, item, "0.78"


def _told(reading: Reading, begin: int, end: int) -> bool:
    """As `settled`, also where the line is a row or a record of a list."""
    return settled(replace(reading, unit=_plain(reading)), begin, end)


def _recorded(reading: Reading, items: Sequence[Referent]) -> Iterator[_Given]:
    """The last field of "“Green Roofs” – Housing Bank – 4.7 – SDG 11", of the programme that the record opens with."""
    first = next((a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"), None)
    start = next((i for i, item in enumerate(items) if _ends(reading.text, items[i:])), None)
    if first is None or start is None or first.end > items[start].begin:
        return
    marks = _MARK.findall(reading.text, first.end, items[start].begin)
    opens = _RECORD.fullmatch(reading.text, 0, first.begin)
    if _FIELD_DONE.search(reading.text, first.end, items[start].begin):
        return
    if opens and marks and _MARK.search(ahead(reading.text, items[start].begin)[-4:]):
        for item in items[start:] if settled(reading, first.begin, items[start].begin) else ():
            yield first, item, "0.72"


def _celled(reading: Reading, items: Sequence[Referent]) -> Iterator[_Given]:
    """A cell of nothing but Goals in "Night Kites | Fiji | SDG 14 | lead: UNEP", of the programme of the first cell."""
    first = next((a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"), None)
    if (
        first is None
        or "|" in reading.text[: first.begin]
        or not _RECORD.fullmatch(reading.text, 0, first.begin)
    ):
        return
    if any(UNBEGUN.fullmatch(cell.strip()) for cell in reading.text.split("|")):
        return
    bars = [bar.start() for bar in _BAR.finditer(reading.text, first.end)]
    for begin, stop in pairwise(bars):
        at = bisect_left(items, begin, key=lambda item: item.begin)
        cell = items[at : bisect_left(items, stop, key=lambda item: item.begin)]
        gaps = [begin + 1, *(i.end for i in cell)], [*(i.begin for i in cell), stop]
        alone = all(ITEMS_ONLY.fullmatch(reading.text, e, max(b, e)) for e, b in zip(*gaps, strict=True))
        if cell and alone and _told(reading, first.begin, stop):
            yield from ((first, item, "0.72") for item in cell)


def _ends(text: str, items: Sequence[Referent]) -> bool:
    """Whether nothing but these items stands from the first of them to the end."""
    gaps = [(a.end, max(a.end, b.begin)) for a, b in pairwise(items)] + [(items[-1].end, len(text))]
    return all(ITEMS_ONLY.fullmatch(text, *gap) for gap in gaps)


def _served(reading: Reading, items: Sequence[Referent]) -> Iterator[_Given]:
    """ "Goals 8 and 9 were served", "SDG 1 is a secondary goal": of the programme that the text tells of."""
    spoken = (reading.topic, reading.carried, reading.earlier)
    holder = next((r for r in spoken if r and r.type == "programme"), None)
    found = _WERE_SERVED.match(reading.text, items[-1].end)
    first = not reading.text[: items[0].begin].strip("The ")
    if (
        holder
        and found
        and first
        and not any(a.type in ("programme", "organization") for a in actors(reading))
    ):
        for item in items if settled(reading, 0, len(reading.text)) else ():
            yield holder, item, "0.70"


def _alone(reading: Reading, items: list[Referent]) -> Iterator[_Given]:
    """A sentence of nothing but Goals, or "Goal 11 is its compass": of what the heading or its paragraph speaks of."""
    spoken = [r for r in (reading.topic, reading.carried) if r and r.type == "programme"]
    if not items or not spoken or reading.unit.kind not in _TOLD:
        return
    ends = [0, *(item.end for item in items)]
    begins = [*(item.begin for item in items), len(reading.text)]
    alone = all(ITEMS_ONLY.fullmatch(reading.text, e, max(b, e)) for e, b in zip(ends, begins, strict=True))
    if alone or (not actors(reading) and _IS_AIM.match(reading.text, items[0].end)):
        for item in items if settled(reading, 0, len(reading.text)) else ():
            yield spoken[0], item, "0.72"


def _headed(reading: Reading, items: list[Referent]) -> Iterator[_Given]:
    """ "Goal 4: the X opened schools"."""
    if not items or items[0].begin or reading.text[items[0].end : items[0].end + 2] != ": ":
        return
    first = next((a for a in actors(reading) if a.begin > items[0].end), None)
    if first is None or not _OPENING.fullmatch(reading.text, items[0].end, first.begin):
        return
    if first.type == "programme" and settled(reading, first.begin, min(first.end + 12, len(reading.text))):
        yield first, items[0], "0.72"


def _labelled(reading: Reading, items: list[Referent]) -> Iterator[_Given]:
    """ "SDG targets: 11.7, 16.1": of what the heading speaks of, else of what the paragraph does."""
    spoken = [r for r in (reading.topic, reading.carried, reading.earlier) if r]
    holder = next((r for r in spoken if r.type == "programme"), None) or next(iter(spoken), None)
    label = _LABEL.match(reading.text) or _label(reading, items)
    if (
        label
        and holder
        and not any(a.begin >= label.end() for a in actors(reading))
        and not _REFUSED.search(reading.text)
        and asserted(replace(reading, unit=_plain(reading)), label.end())
    ):
        for item in (i for i in items if i.begin >= label.start()):
            yield holder, item, "0.85"


def _label(reading: Reading, items: Sequence[Referent]) -> re.Match[str] | None:
    """ "Relevance: targets 14.2 and 14.4", "Indirect: Goal 10": a label of serving above nothing but Goals."""
    found = _PLAIN_LABEL.match(reading.text)
    if not found or actors(reading) or items[0].end <= found.end():
        return None
    begin = max(found.end(), items[0].begin)
    alone = ITEMS_ONLY.fullmatch(reading.text, found.end(), begin) and _ends(reading.text, items)
    return found if alone else None


def _plain(reading: Reading) -> Unit:
    """The unit; one that says what a form's field says where the lines of a form stand as its heading."""
    unit = reading.unit
    if unit.kind not in ("heading", "row", "cover") or not (reading.offset or unit.kind == "row"):
        return unit
    return replace(unit, passages=tuple(replace(p, kind="paragraph") for p in unit.passages))


def _titled(reading: Reading, items: list[Referent]) -> Iterator[_Given]:
    """ "Safe Click initiative (action line C5; SDG 16.2 and 16.10)" as the title of a paragraph."""
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        bracket = _BRACKET.match(reading.text, programme.end)
        for item in items if bracket and reading.unit.kind != "furniture" else ():
            if bracket and bracket.start() < item.begin < bracket.end():
                yield programme, item, "0.85"
