"""Claims with their evidence, and the lists of referents that they are made for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.types import Claim, Reading, Referent, Span, Support
from kg.verbs import RUN_PAST, RUN_STEM

OWN_AGENT = re.compile(rf"(?: \([^()]*\))?, (?:{RUN_STEM}(?:ed|d)|{RUN_PAST}) by\b")
"""Behind a name that has an agent of its own: it is no further item of a list of agents."""


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
    elif subject.support.basis == "anaphor" and (earlier := _sentence_of(reading, subject.support.span)):
        evidence = tuple(sorted((earlier, reading.sentence)))
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


def valued(
    reading: Reading, subject: Referent, predicate: str, value: str, begin: int, end: int, *, mapper: str
) -> Claim:
    """A claim whose object is a value, resting on the words that tell it, those from `begin` to `end`."""
    told = claim(reading, subject, predicate, subject, mapper=mapper, confidence="0.75")
    words = Support(basis="document", span=reading.span(begin + (reading.text[begin] in " ,"), end))
    return replace(told, object=None, value=value, object_support=words)


def _sentence_of(reading: Reading, span: Span | None) -> Span | None:
    """The other sentence of the paragraph that holds the span; none where it lies in the sentence itself."""
    if span is None or reading.sentence.begin <= span.begin < reading.sentence.end:
        return None
    spans = (reading.unit.view.span(begin, end) for begin, end in reading.unit.sentences)
    return next((s for s in spans if s.begin <= span.begin < s.end), None)


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
        if not gap.fullmatch(text[left.end : right.begin]) or OWN_AGENT.match(text, right.end):
            return
        yield right
