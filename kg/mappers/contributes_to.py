"""`contributesTo`: a programme or organization serves a Goal, target or indicator that the text numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.grammar import EXCEPTED, ahead
from kg.mappers._asserting import asserted, in_backdrop, settled
from kg.mappers._claims import claim, run
from kg.mappers._holders import DOES
from kg.mappers._subjects import actors, acts_through, is_subject, joined, main_subject, subject
from kg.types import Claim, Entity, Reading, Referent, Unit
from kg.verbs import RUN_PAST, RUN_STEM

NAME = "contributes_to"
PREDICATES = ("contributesTo",)
EXAMPLES = (
    (
        "UNODC contributes to targets 5.2 and 16.1.",
        (("UNODC", "contributesTo", "5.2"), ("UNODC", "contributesTo", "16.1")),
    ),
    ("Goal 4 is the principal goal addressed by UNESCO.", (("UNESCO", "contributesTo", "4"),)),
    ("UNODC does not contribute to Goal 14.", ()),
    ("UNODC will support Goal 11 in future.", ()),
    ("Does UNODC support SDG 3?", ()),
    ("Farmers support Goal 2.", ()),
)

_STRONG = re.compile(
    r"""\b(?:
      contribut\w+ | support\w* | address\w* | reflect\w* | advanc\w+ | achiev\w+ | attain\w+ | implement\w+
    | monitor\w* | me(?:et|t|eting|ets) | accelerat\w+ | reali[sz]\w+ | promot\w+ | pursu\w+ | foster\w*
    | serv(?:es?|ing|ed) | align\w* | deliver\w* | in\ line\ with | progress\ (?:towards?|on)
    | (?:particular|special)\ (?:attention|focus) | (?:principal|main|primary)\ goal | (?:in\ )?furtherance\ of
    | correspond\w* | answers?\ to | matche[sd]
    | work\w*\ (?:towards?|across|on) | speaks?\ to | respon(?:ds?|sive)\ to | back(?:s|ed|ing)? | tied\ to
    | further(?:s|ed|ing)? | guid(?:es|ed|ing) | help(?:s|ed|ing)? | underpin\w* | boost\w* | bring(?:s|ing)? | cover\w*
    | report\w*\ on | measur\w+ | core\ business | touch(?:es|ed)? | (?:whole\ )?purpose
    | feeds? | fed\ into | gains?\ from | profits?\ from | benefits?\ from | counts?\ towards? | tackl\w+
    | giv(?:es?|ing)\ effect\ to | enabl\w+ | strengthen\w* | champion\w* | track(?:s|ed|ing) | dedicated\ to
    | devoted\ to | anchored\ in | rooted\ in | geared\ (?:to|towards) | compass | yardstick | (?:heart|core)\ of
    | bears?\ on | associated\ with | pertain\w*\ to | works?\ for | set\ up\ for
    | priority\ to | response\ to | takes?\ up | links?\ (?:with|to) | answer\ to
    | at\ the\ (?:intersection|crossroads|nexus|junction|interface)\ of
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:towards?|related? to|relat(?:es|ing) to|linked to|in particular|particularly|especially|focus\w*"
    r"|relevant to|under)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"""(?:\ \([A-Z]\w+\))?(?:\ (?:also|has|have|directly|chiefly|mainly|above\ all))*
    \ (?: (?:champion|further|target|answer|honour|mirror|echo|uphold|defend|protect|safeguard|sustain|fuel)
          (?:e?s|ed)?
        | pursue[sd]? | tackle[sd]? | embrace[sd]? | upheld | hits? | drives? | drove | embod(?:y|ies|ied)
        | (?:push|point|look|work|build|speak|aim)(?:e?s|ed)?\ (?:towards?|to|at|on)
        | (?:is\ |are\ )?(?:linked|tied|mapped|matched|aligned|geared)\ (?:to|with)
        | carr(?:y|ies|ied)\ forward
      )(?:\ the)?\ """,
    re.VERBOSE,
)
"""A verb of serving right between a subject and its Goal."""
_OPENING = re.compile(r": (?:[Tt]he )?[\"“]?")
_ITEMS_ONLY = re.compile(r"[\s,;.:()–-]*(?:(?:and|as well as)[\s,;.:()–-]*)?")
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
_NOT_SO = re.compile(r"\s?: (?:not?|none|nil|n/a|planned|no longer)\b", re.IGNORECASE)
_MARK = re.compile(r" [–—|] |; |\. |: ")
_RECORD = re.compile(r"(?:[^“\"]{0,40}?(?:[.:)]|–|—) )?[“\"]?(?:[Tt]he )?")
_WERE_SERVED = re.compile(
    r"(?:,)? (?:is|are|was|were|has been|have been) (?:also |thereby |thus )?"
    r"(?:served|addressed|supported|advanced|targeted|covered"
    r"|(?:an? |the |its |also )*(?:secondary|main|principal|primary|further) (?:goals?|targets?|SDGs?))\b"
    r"(?=\.?\Z|,? (?:in this way|as well|too|by (?:it|this)|through (?:it|this))\b)"
)
_PLAIN_LABEL = re.compile(
    r"\A(?P<label>(?:(?:relevance|relevant|contribut(?:es|ions?|ing)|(?:in)?direct(?:ly)?|link(?:s|ed|ages?)?"
    r"|align(?:ed|ment)|SDGs?|goals?|targets?|indicators?|serv(?:es|ed)|supports?|addresse[sd]|advances?"
    r"|related|associated|main|principal|primary|secondary|sustainable|development|agenda|2030|and|or|to|with|in|both"
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
    r"\A(?:[^:.;]{0,40} )?(?:SDGs?|[Gg]oals?|[Tt]argets?|[Ii]ndicators?)"
    r"(?: (?:targets?|goals?|indicators?|served|addressed|covered|supported|concerned|reached))?\s?:",
    re.IGNORECASE,
)
_TOLD = ("paragraph", "item")
_IMPLIED = "0.75"
"""At most, where nobody is named and the author is taken to speak of its own work."""
_MEETING = re.compile(
    r"\b(?:Conference|Congress|Forum|Summit|Dialogue|Week|Decade|Day) (?:to|on|for|of)"
    r" (?:(?:the|of|and|for) |[A-Z]\w+ )*\Z"
)
"""What stands before the Goal that a meeting is named after."""
_OTHERS = re.compile(
    r"\b(?:as|while|when|where|because|so that|after) (?:the |all )?(?:Member States|States|Governments|countries"
    r"|[Pp]arties"
    r"|delegations|participants)\b"
)
_FRONT = re.compile(r"(?: \([A-Z]\w+\))?, (?:the )?")
_BRACKET = re.compile(r"[\"”’]* \([^()]*\)")
_PROSPECT = re.compile(r"[^,;]{0,60}\b(?:will|would|could|should|may|might) ")
_IN_BRACKET = re.compile(r"\([^()]*\Z")
_APART = re.compile(r"[^()]*\)[\"”]?, ")
"""What stands behind a bracket and a comma is told of what stands before the bracket."""
_BETWEEN = re.compile(r"\b(?:relationship|link\w*|interlinkages?|connection) between\b[^,;]*\Z")
_GUIDES = re.compile(
    r"[\w.,() ]{0,40} (?:(?:lies?|is|are) at the (?:heart|core) of"
    r"|guides?|informs?|inspires?|underpins?|frames?|shapes?|steers?|drives?|orients?) (?:the |its )?"
)
_AGENT = re.compile(
    r"\b(?:by|(?:gains?|profits?|benefits?|draws?) from|in"
    r"|(?:reflected|addressed|covered|mainstreamed) in [^,;.]{0,60}? of)"
    r" (?:the |its |UN )?(?:[A-Z]\w*(?:['’]s)? )?\Z"
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each numbered item that the sentence says its subject serves."""
    items = _kept(reading, [r for r in reading.referents if r.type == "sdg" and not _in_name(reading, r)])
    if not items:
        return
    apart = {item for _, told in _paired(reading, items) for item in told}
    for item in items:
        cue, confidence = _cue(reading.text, item, items)
        if (
            confidence is None
            or item in apart
            or _NOT_SO.match(reading.text, item.end)
            or _BETWEEN.search(ahead(reading.text, item.begin))
            or in_backdrop(reading, item.begin)
        ):
            continue
        places = (
            (cue.start(), item.begin)
            if cue and cue.start() < item.begin
            else (cue.start() if cue else item.begin,)
        )
        if (
            not _PROSPECT.match(reading.text)
            and all(asserted(reading, place) for place in places)
            and (doer := _doer(reading, item))
            and not _others_do(reading, doer, item)
        ):
            strength = (("strength", cue[0].lower()),) if cue else ()
            sure = min(confidence, _IMPLIED) if doer.support.basis == "document" else confidence
            yield claim(
                reading, doer, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
            )
            beside = [a for a in joined(reading, [doer]) if doer.end <= a.begin and a.end <= item.begin]
            same = [a for a in actors(reading) if a != doer and _same_words(a, doer)]
            for other in (*same, *beside, *_through(reading, doer, item), *_run(reading, doer, item)):
                yield claim(
                    reading, other, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
                )
    yield from _beside(reading, items)
    yield from _recorded(reading, items)
    yield from _served(reading, items)
    yield from _direct(reading, items)
    yield from _alone(reading, items)
    yield from _headed(reading, items)
    yield from _labelled(reading, items)
    yield from _titled(reading, items)


def _kept(reading: Reading, items: list[Referent]) -> list[Referent]:
    """Without those left out: in "all but Goals 4 and 5" both."""
    kept: list[Referent] = []
    left: Referent | None = None
    for item in items:
        listed = left and _ITEMS_ONLY.fullmatch(reading.text, left.end, max(left.end, item.begin))
        if listed or EXCEPTED.search(ahead(reading.text, item.begin)):
            left = item
        else:
            kept.append(item)
    return kept


def _through(reading: Reading, doer: Referent, item: Referent) -> list[Referent]:
    """In "Through the Programme, A supports target 4.7" A, which serves it as well."""
    if not acts_through(reading, doer) or doer.type != "programme":
        return []
    behind = (
        a for a in actors(reading) if doer.end <= a.begin and "," not in reading.text[a.end : item.begin]
    )
    return [
        a for a in behind if a.type == "organization" and _FRONT.fullmatch(reading.text, doer.end, a.begin)
    ][:1]


def _run(reading: Reading, doer: Referent, item: Referent) -> list[Referent]:
    """In "In support of Goal 13, the Office operates the Platform" the Platform."""
    if doer.type != "organization" or doer.begin < item.end:
        return []
    behind = (a for a in actors(reading) if a.type == "programme" and a.begin >= doer.end)
    found = next(behind, None)
    return [found] if found and DOES.fullmatch(reading.text, doer.end, found.begin) else []


def _others_do(reading: Reading, doer: Referent, item: Referent) -> bool:
    """Whether somebody else acts between the two: "It was a good year, as Member States agreed on Goal 5"."""
    return bool(_OTHERS.search(reading.text, doer.end, max(doer.end, item.begin)))


def _in_name(reading: Reading, item: Referent) -> bool:
    """Whether the number stands in the name of a meeting, text or body: "the Conference on Goal 14"."""
    names = (r for r in reading.referents if r.type in ("event", "publication", "instrument", "organization"))
    within = any(r.begin < item.begin and item.end <= r.end for r in names)
    return within or bool(_MEETING.search(ahead(reading.text, item.begin)))


def _same_words(one: Referent, other: Referent) -> bool:
    """Whether the same words mean both ("Both advance target 9.c")."""
    return one.end > 0 and (one.begin, one.end) == (other.begin, other.end)


def _paired(reading: Reading, items: Sequence[Referent]) -> Iterator[tuple[Referent, list[Referent]]]:
    """In "A under Goals 3 and 4, B under Goal 5", "A: Goals 4 and 5", "A (Goal 4)" each programme with its own."""
    for actor in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        first = next((i for i, item in enumerate(items) if item.begin >= actor.end), None)
        if first is not None and _RIGHT_BEFORE.fullmatch(reading.text, actor.end, items[first].begin):
            yield actor, list(run(reading.text, items, first, _ITEMS_ONLY))


def _beside(reading: Reading, items: Sequence[Referent]) -> Iterator[Claim]:
    for actor, told in _paired(reading, items):
        own = reading.text[actor.end : told[0].begin].rstrip()[:1] not in (":", "–", "—")
        if not own and _SUBJECT_OF.match(reading.text, told[-1].end):
            continue
        if not _NONE.search(reading.text, told[-1].end) and _told(reading, actor.begin, told[0].begin):
            for item in told:
                yield claim(reading, actor, "contributesTo", item, mapper=NAME, confidence="0.78")


def _told(reading: Reading, begin: int, end: int) -> bool:
    """As `settled`, also where the line is a row or a record of a list."""
    return settled(replace(reading, unit=_plain(reading)), begin, end)


def _recorded(reading: Reading, items: Sequence[Referent]) -> Iterator[Claim]:
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
            yield claim(reading, first, "contributesTo", item, mapper=NAME, confidence="0.72")


def _ends(text: str, items: Sequence[Referent]) -> bool:
    """Whether nothing but these items stands from the first of them to the end."""
    gaps = [(a.end, max(a.end, b.begin)) for a, b in pairwise(items)] + [(items[-1].end, len(text))]
    return all(_ITEMS_ONLY.fullmatch(text, *gap) for gap in gaps)


def _served(reading: Reading, items: Sequence[Referent]) -> Iterator[Claim]:
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
            yield claim(reading, holder, "contributesTo", item, mapper=NAME, confidence="0.70")


def _direct(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "X champions Goal 4": only the verb stands between; items listed behind count too."""
    for actor in actors(reading):
        first = next((i for i, item in enumerate(items) if item.begin >= actor.end), None)
        if first is None or not _DIRECT.fullmatch(reading.text, actor.end, items[first].begin):
            continue
        if is_subject(reading, actor) and settled(reading, actor.begin, items[first].begin):
            told = run(reading.text, items, first, _ITEMS_ONLY)
            for item in (i for i in told if _cue(reading.text, i, items)[0] is None):
                yield claim(reading, actor, "contributesTo", item, mapper=NAME, confidence="0.70")


def _alone(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """A sentence of nothing but Goals, or "Goal 11 is its compass": of what the heading or its paragraph speaks of."""
    spoken = [r for r in (reading.topic, reading.carried) if r and r.type == "programme"]
    if not items or not spoken or reading.unit.kind not in _TOLD:
        return
    ends = [0, *(item.end for item in items)]
    begins = [*(item.begin for item in items), len(reading.text)]
    alone = all(_ITEMS_ONLY.fullmatch(reading.text, e, max(b, e)) for e, b in zip(ends, begins, strict=True))
    if alone or (not actors(reading) and _IS_AIM.match(reading.text, items[0].end)):
        for item in items if settled(reading, 0, len(reading.text)) else ():
            yield claim(reading, spoken[0], "contributesTo", item, mapper=NAME, confidence="0.72")


def _headed(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "Goal 4: the X opened schools"."""
    if not items or items[0].begin or reading.text[items[0].end : items[0].end + 2] != ": ":
        return
    first = next((a for a in actors(reading) if a.begin > items[0].end), None)
    if first is None or not _OPENING.fullmatch(reading.text, items[0].end, first.begin):
        return
    if first.type == "programme" and settled(reading, first.begin, min(first.end + 12, len(reading.text))):
        yield claim(reading, first, "contributesTo", items[0], mapper=NAME, confidence="0.72")


def _labelled(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
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
            yield claim(reading, holder, "contributesTo", item, mapper=NAME, confidence="0.85")


def _label(reading: Reading, items: Sequence[Referent]) -> re.Match[str] | None:
    """ "Relevance: targets 14.2 and 14.4", "Indirect: Goal 10": a label of serving above nothing but Goals."""
    found = _PLAIN_LABEL.match(reading.text)
    if not found or actors(reading) or items[0].end <= found.end():
        return None
    begin = max(found.end(), items[0].begin)
    alone = _ITEMS_ONLY.fullmatch(reading.text, found.end(), begin) and _ends(reading.text, items)
    return found if alone else None


def _plain(reading: Reading) -> Unit:
    """The unit; one that says what a form's field says where the lines of a form stand as its heading."""
    unit = reading.unit
    if unit.kind not in ("heading", "row", "cover") or not (reading.offset or unit.kind == "row"):
        return unit
    return replace(unit, passages=tuple(replace(p, kind="paragraph") for p in unit.passages))


def _titled(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "Safe Click initiative (action line C5; SDG 16.2 and 16.10)" as the title of a paragraph."""
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        bracket = _BRACKET.match(reading.text, programme.end)
        for item in items if bracket and reading.unit.kind != "furniture" else ():
            if bracket and bracket.start() < item.begin < bracket.end():
                yield claim(reading, programme, "contributesTo", item, mapper=NAME, confidence="0.85")


def _cue(text: str, item: Referent, items: list[Referent]) -> tuple[re.Match[str] | None, str | None]:
    """The words that tie the item to its subject, nearest first, and how sure they are."""
    for pattern, confidence in ((_STRONG, "0.88"), (_WEAK, "0.75")):
        found = [m for m in pattern.finditer(text) if not any(i.begin <= m.start() < i.end for i in items)]
        if found:
            return min(found, key=lambda m: (m.start() > item.begin, abs(m.start() - item.begin))), confidence
    return None, "0.65" if _IN_BRACKET.search(ahead(text, item.begin)) else "0.45"


def _doer(reading: Reading, item: Referent) -> Referent | None:
    """The agent of a passive behind the item, else the subject before it."""
    for actor in actors(reading):
        closed = _IN_BRACKET.search(ahead(reading.text, item.begin)) and _APART.match(reading.text, item.end)
        if actor.begin >= item.end and not closed and _AGENT.search(reading.text[item.end : actor.begin]):
            programme_before = any(a.type == "programme" and a.end <= item.begin for a in actors(reading))
            if not programme_before:
                return _programme_of(reading, actor)
    guided = [a for a in actors(reading) if a.type == "programme" and a.begin >= item.end]
    if guided and _GUIDES.fullmatch(reading.text, item.end, guided[0].begin):
        return guided[0]
    fronted = None if any(a.end <= item.begin for a in actors(reading)) else main_subject(reading, item.end)
    if fronted and not (reading.topic and fronted.type == "organization"):
        return fronted
    return subject(reading, item.begin)


def _programme_of(reading: Reading, actor: Referent) -> Referent:
    """In "of the UNODC school books initiative" the programme, not its owner."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= actor.end and len(reading.text[actor.end : a.begin].strip(" '’s")) == 0
    ]
    return behind[0] if actor.type == "organization" and behind and behind[0].type == "programme" else actor
