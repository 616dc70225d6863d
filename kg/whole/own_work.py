"""`implementedBy` the author: programmes that the author's own report tells of, and that nobody else is said to run.

Where the rule is from: the annotation format takes an author for the runner of what it reports about itself; support
alone runs nothing. Reports of organs and of the Secretary-General tell of the work of others, and none of it is theirs
by silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kg.grammar import SPAN_OF_TIME
from kg.types import Claim, Entity, Reading, Referent, Support

NAME = "own_work"
_TOLD = frozenset({"activeIn", "addresses", "contributesTo", "addressesActionLine", "partOf", "partner"})
"""What makes a programme work that is reported; a mere mention does not."""
_LEAST = Decimal("0.6")
_NOT_OWN = re.compile(
    r"\b(?:support\w*|assist\w*|back(?:s|ed)|fund(?:s|ed)|financ\w+|contribut\w+ to|particip\w+ in|join\w*"
    r"|(?:members?|secretariat) of"
    r"|welcom\w+|thank\w*|partners? (?:of|in|with)|partner\w* with|cooperat\w+ with|collaborat\w+ with|work\w* with"
    r"|(?:created|built|opened|developed|set up) an? (?:[a-z-]+ ){1,4}for"
    r"|(?:its|their) own(?: [a-z]+)?,?"
    r"|together with|alongside|unlike|not|confused with|such as|donat\w+ to|invit\w+|hears? from|guests? of|attended)"
    r"(?: by)?(?: (?:the|its|an?))? ?[\"“]?\Z",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[\"”]?(?: \([^()]*\))?(?:['’]s|,? (?:which |that )?(?:is |was |are |were )?"
    r"(?:[a-z]+ed|run|led|held|built|set up|made|kept)(?: \w+)? by|(?: [a-z]+)? of (?:the )?[A-Z]"
    r"|, an? [^,;.]{0,60} (?:by|of) (?:the )?[A-Z])"
)
_JOINT = re.compile(r"\b(?:Networks?|Partnerships?|Alliances?|Coalitions?|Consorti\w+|Mechanism|Forum)\b")
"""What has members of its own acts for itself: that the author supports it makes it nobody's."""
_SHORT = re.compile(
    r"\A(?:[^.;]{0,100}, )?[Tt]he (?P<head>Agency|Alliance|Authority|Bank|Commission|Federation|Foundation|Fund|Group"
    r"|Institute|Ministry|Union) (?:also |has |had |then )*[a-z]+(?:ed|s|ught|ld|un|et|de)\b"
)
"""A body by a word for its kind, as the sentence's subject: who does what the sentence tells.

An author that calls itself by a word that its name lacks ("the Group") is taken for another one.
"""
_NEAR = 60


def own_work(
    readings: Sequence[Reading], entities: Mapping[str, Entity], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """One claim for each programme of the author's report without anybody who runs it."""
    author = next((r.worker for r in readings if r.worker), None)
    if author is None:
        return
    sure = [c for c in claims if c.confidence >= _LEAST and c.stated]
    run = {c.subject for c in sure if c.predicate == "implementedBy"}
    programmes = [e for e in entities.values() if e.type == "programme"]
    loose = {e.key for e in programmes if not (_JOINT.search(e.name) or SPAN_OF_TIME.search(e.name))}
    for key in sorted(loose - run - {author}):
        told = next((c for c in sure if c.subject == key and c.predicate in _TOLD), None)
        if told and not any(
            _of_others(reading, r, entities[author].name)
            for reading in readings
            for r in reading.referents
            if r.entity == key
        ):
            yield Claim(
                subject=key,
                predicate="implementedBy",
                object=author,
                evidence=told.evidence,
                mapper=NAME,
                confidence=Decimal("0.64"),
                subject_support=told.subject_support,
                object_support=Support(basis="document"),
            )


def _of_others(reading: Reading, programme: Referent, author: str) -> bool:
    """Whether the words around the name make the programme somebody else's."""
    if programme.support.basis != "mention":
        return False
    short = _SHORT.match(reading.text, 0, programme.begin)
    if short and short["head"] not in author:
        return True
    before = reading.text[max(0, programme.begin - _NEAR) : programme.begin]
    return bool(_NOT_OWN.search(before) or _OTHERS.match(reading.text, programme.end))
