"""Grammar that several mappers share: who is meant, and whether a sentence asserts anything at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.types import Claim, Reading, Referent, Span, Support

ACTORS = ("programme", "organization")
_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|no longer|cannot|without"
    r"|(?:does|do|did|is|are|was|were|has|have)n['’]t)\b[^;]{0,60}\Z"
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|can(?! not)|if|whether"
    r"|(?:plans?|intends?|hopes?|expects?|expected|proposed|planned|set|invited|encouraged|urged) to)\b[^,;]{0,40}\Z"
)
_PREPOSITION = re.compile(
    r"\b(?:of|under|through|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
    r" (?:the |its |an? |our |their )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
)
_CLAUSE = re.compile(r"[;:] |, (?:but|while|whereas) ")
_BACKDROP = re.compile(
    r"\A(?:Bearing in mind|Recalling|Recognizing|Recognising|Noting|Considering|Given|Mindful of|Aware)\b"
)


def asserted(reading: Reading, cue: int) -> bool:
    """Whether what the sentence says at `cue` is said to be so: no question, no negation, no mere prospect."""
    if reading.unit.kind in ("heading", "furniture") or reading.text.rstrip('"”’)').endswith("?"):
        return False
    clause = reading.text[_clause_start(reading.text, cue) : cue]
    return not _NEGATED.search(clause) and not _UNREAL.search(clause)


def _clause_start(text: str, place: int) -> int:
    """Where the clause that holds `place` begins: behind the last word or mark that opens a new one."""
    ends = [found.end() for found in _CLAUSE.finditer(text, 0, place)]
    return ends[-1] if ends else 0


def in_backdrop(reading: Reading, place: int) -> bool:
    """Whether `place` lies in an opening participle clause that only sets the scene."""
    opening = _BACKDROP.match(reading.text)
    if not opening:
        return False
    first = next((r.begin for r in reading.referents if r.type in ACTORS and is_subject(reading, r)), None)
    return first is None or place < first


def actors(reading: Reading) -> list[Referent]:
    """The programmes and organizations of the sentence, in order."""
    return [referent for referent in reading.referents if referent.type in ACTORS]


def is_subject(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    return not _PREPOSITION.search(reading.text[: referent.begin])


def subject(reading: Reading, place: int) -> Referent | None:
    """Whose doing is told at `place`.

    A programme named before it, the grammatical subject first; else the programme of the heading; else the
    organization named before it; else the author. (Annotation rule: first person and the author's name
    speak for the author unless heading or sentence names a programme.)
    """
    before = [r for r in actors(reading) if r.end <= place]
    programmes = [r for r in before if r.type == "programme"]
    if programmes:
        return next((r for r in programmes if is_subject(reading, r)), programmes[-1])
    if reading.topic:
        return reading.topic
    if before:
        return next((r for r in before if is_subject(reading, r)), before[-1])
    return implied_author(reading)


def implied_author(reading: Reading) -> Referent | None:
    """The author as the one whose work a sentence without a subject of its own reports."""
    if reading.author is None:
        return None
    return Referent(
        entity=reading.author, type="organization", begin=0, end=0, support=Support(basis="document")
    )


def claim(
    reading: Reading,
    subject: Referent,
    predicate: str,
    object: Referent,
    *,
    mapper: str,
    confidence: str,
    qualifiers: Iterable[tuple[str, str]] = (),
) -> Claim:
    """A claim whose evidence is the sentence, with the heading where that gives the subject."""
    evidence: tuple[Span, ...] = (reading.sentence,)
    if subject.support.basis == "heading" and subject.support.span:
        evidence = (subject.support.span, reading.sentence)
    return Claim(
        subject=subject.entity,
        predicate=predicate,
        object=object.entity,
        evidence=evidence,
        mapper=mapper,
        confidence=Decimal(confidence),
        subject_support=subject.support,
        object_support=object.support,
        qualifiers=tuple(sorted(qualifiers)),
    )


def without_glosses(text: str, referents: Iterable[Referent]) -> list[Referent]:
    """Without acronyms that only stand in brackets behind the name they are short for."""
    kept: list[Referent] = []
    for referent in referents:
        gloss = kept and kept[-1].entity == referent.entity and text[kept[-1].end : referent.begin] == " ("
        if not gloss:
            kept.append(referent)
    return kept


def run(text: str, referents: Sequence[Referent], first: int, gap: re.Pattern[str]) -> Iterator[Referent]:
    """The referent at index `first` and those behind it as long as only `gap` stands between neighbours."""
    yield referents[first]
    for left, right in zip(referents[first:], referents[first + 1 :], strict=False):
        if not gap.fullmatch(text[left.end : right.begin]):
            return
        yield right
