"""`contributesTo`: a programme or organization serves a Goal, target or indicator that the text numbers."""

import re
from collections.abc import Iterator, Mapping

from kg.mappers._clauses import actors, ahead, asserted, claim, in_backdrop, subject
from kg.types import Claim, Entity, Reading, Referent

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
    | serv(?:es|ing|ed) | align\w* | deliver\w* | in\ line\ with | progress\ (?:towards?|on)
    | (?:particular|special)\ (?:attention|focus) | (?:principal|main|primary)\ goal | (?:in\ )?furtherance\ of
    | correspond\w* | answers?\ to | matche[sd]
    | work\w*\ (?:towards?|across|on) | speaks?\ to | respon(?:ds?|sive)\ to | back(?:s|ed|ing)? | tied\ to
    | further(?:s|ed|ing)? | guid(?:es|ed|ing) | help(?:s|ed|ing)? | underpin\w* | boost\w* | bring(?:s|ing)? | cover\w*
    | report\w*\ on | measur\w+ | core\ business | touched\ on | (?:whole\ )?purpose
    )\b""",
    re.VERBOSE,
)
_WEAK = re.compile(
    r"\b(?:towards?|related? to|relat(?:es|ing) to|linked to|in particular|particularly|especially|focus\w*"
    r"|relevant to|under)\b"
)
_LABEL = re.compile(
    r"\A(?:[^:.;]{0,40} )?(?:SDGs?|[Gg]oals?|[Tt]argets?|[Ii]ndicators?)"
    r"(?: (?:targets?|goals?|indicators?|served|addressed|covered|supported|concerned|reached))?\s?:",
    re.IGNORECASE,
)
_IMPLIED = "0.75"
"""At most, where nobody is named and the author is taken to speak of its own work."""
_BRACKET = re.compile(r"[\"”’]* \([^()]*\)")
_PROSPECT = re.compile(r"[^,;]{0,60}\b(?:will|would|could|should|may|might) ")
_IN_BRACKET = re.compile(r"\([^()]*\Z")
_BETWEEN = re.compile(r"\b(?:relationship|link\w*|interlinkages?|connection) between\b[^,;]*\Z")
_GUIDES = re.compile(
    r"[\w.,() ]{0,40} (?:guides?|informs?|inspires?|underpins?|frames?|shapes?|steers?|drives?|orients?) (?:the |its )?"
)
_AGENT = re.compile(
    r"\b(?:by|(?:reflected|addressed|covered|mainstreamed) in [^,;.]{0,60}? of|in)"
    r" (?:the |its |UN )?(?:[A-Z]\w*(?:['’]s)? )?\Z"
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each numbered item that the sentence says its subject serves."""
    items = [referent for referent in reading.referents if referent.type == "sdg"]
    for item in items:
        cue, confidence = _cue(reading.text, item, items)
        if (
            confidence is None
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
        ):
            strength = (("strength", cue[0].lower()),) if cue else ()
            sure = min(confidence, _IMPLIED) if doer.support.basis == "document" else confidence
            yield claim(
                reading, doer, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
            )
            for other in (a for a in actors(reading) if a != doer and _same_words(a, doer)):
                yield claim(
                    reading, other, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
                )
    yield from _labelled(reading, items)
    yield from _titled(reading, items)


def _same_words(one: Referent, other: Referent) -> bool:
    """Whether the same words mean both ("Both advance target 9.c")."""
    return one.end > 0 and (one.begin, one.end) == (other.begin, other.end)


def _labelled(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "SDG targets: 11.7, 16.1": of what the heading speaks of, else of what the paragraph does."""
    holder = reading.topic or reading.carried
    label = _LABEL.match(reading.text)
    if (
        label
        and holder
        and not any(a.begin >= label.end() for a in actors(reading))
        and asserted(reading, label.end())
    ):
        for item in (i for i in items if i.begin >= label.start()):
            yield claim(reading, holder, "contributesTo", item, mapper=NAME, confidence="0.85")


def _titled(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "Safe Click initiative (action line C5; SDG 16.2 and 16.10)" as the title of a paragraph."""
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        bracket = _BRACKET.match(reading.text, programme.end)
        for item in items if bracket and reading.unit.kind != "furniture" else ():
            if bracket and bracket.start() < item.begin < bracket.end():
                yield claim(reading, programme, "contributesTo", item, mapper=NAME, confidence="0.85")


def _cue(text: str, item: Referent, items: list[Referent]) -> tuple[re.Match[str] | None, str | None]:
    """The words that tie the item to its subject, nearest first, and how sure they are."""
    for pattern, confidence in ((_STRONG, "0.92"), (_WEAK, "0.75")):
        found = [m for m in pattern.finditer(text) if not any(i.begin <= m.start() < i.end for i in items)]
        if found:
            return min(found, key=lambda m: (m.start() > item.begin, abs(m.start() - item.begin))), confidence
    return None, "0.65" if _IN_BRACKET.search(ahead(text, item.begin)) else "0.45"


def _doer(reading: Reading, item: Referent) -> Referent | None:
    """The agent of a passive behind the item, else the subject before it."""
    for actor in actors(reading):
        if actor.begin >= item.end and _AGENT.search(reading.text[item.end : actor.begin]):
            programme_before = any(a.type == "programme" and a.end <= item.begin for a in actors(reading))
            if not programme_before:
                return _programme_of(reading, actor)
    guided = [a for a in actors(reading) if a.type == "programme" and a.begin >= item.end]
    if guided and _GUIDES.fullmatch(reading.text, item.end, guided[0].begin):
        return guided[0]
    return subject(reading, item.begin)


def _programme_of(reading: Reading, actor: Referent) -> Referent:
    """In "of the UNODC school books initiative" the programme, not its owner."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= actor.end and len(reading.text[actor.end : a.begin].strip(" '’s")) == 0
    ]
    return behind[0] if actor.type == "organization" and behind and behind[0].type == "programme" else actor
