"""`contributesTo`: a programme or organization serves a Goal, target or indicator that the text numbers."""

import re
from collections.abc import Iterator, Mapping

from kg.mappers._clauses import actors, asserted, claim, in_backdrop, subject
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
    | work\w*\ (?:towards?|across|on)
    )\b""",
    re.VERBOSE,
)
_WEAK = re.compile(
    r"\b(?:towards?|related? to|relat(?:es|ing) to|linked to|in particular|particularly|especially|focus\w*"
    r"|relevant to|under)\b"
)
_IMPLIED = "0.75"
"""At most, where nobody is named and the author is taken to speak of its own work."""
_BETWEEN = re.compile(r"\b(?:relationship|link\w*|interlinkages?|connection) between\b[^,;]*\Z")
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
            or _BETWEEN.search(reading.text[: item.begin])
            or in_backdrop(reading, item.begin)
        ):
            continue
        if asserted(reading, cue.start() if cue else item.begin) and (doer := _doer(reading, item)):
            strength = (("strength", cue[0].lower()),) if cue else ()
            sure = min(confidence, _IMPLIED) if doer.support.basis == "document" else confidence
            yield claim(
                reading, doer, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
            )


def _cue(text: str, item: Referent, items: list[Referent]) -> tuple[re.Match[str] | None, str | None]:
    """The words that tie the item to its subject, nearest first, and how sure they are."""
    for pattern, confidence in ((_STRONG, "0.92"), (_WEAK, "0.75")):
        found = [m for m in pattern.finditer(text) if not any(i.begin <= m.start() < i.end for i in items)]
        if found:
            return min(found, key=lambda m: (m.start() > item.begin, abs(m.start() - item.begin))), confidence
    return None, "0.65" if text[item.begin - 1 : item.begin] == "(" else "0.45"


def _doer(reading: Reading, item: Referent) -> Referent | None:
    """The agent of a passive behind the item, else the subject before it."""
    for actor in actors(reading):
        if actor.begin >= item.end and _AGENT.search(reading.text[item.end : actor.begin]):
            programme_before = any(a.type == "programme" and a.end <= item.begin for a in actors(reading))
            if not programme_before:
                return _programme_of(reading, actor)
    return subject(reading, item.begin)


def _programme_of(reading: Reading, actor: Referent) -> Referent:
    """In "of the UNODC school books initiative" the programme, not its owner."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= actor.end and len(reading.text[actor.end : a.begin].strip(" '’s")) == 0
    ]
    return behind[0] if actor.type == "organization" and behind and behind[0].type == "programme" else actor
