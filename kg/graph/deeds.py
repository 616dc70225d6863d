"""What a sentence says was done with the people and things that a figure counts: trained, seized, destroyed."""

import re
from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

from kg.graph.around import passage_at
from kg.graph.context import Source
from kg.graph.hidden import hidden_labels
from kg.iris import Base, fold
from kg.types import Figure, Span

_BACK = re.compile(r"\b(?:these|this|those|such)\b", re.IGNORECASE)
_END = re.compile(r"[.!?]\s+")


def deed(figure: Figure, source: Source, base: Base) -> NamedNode | None:
    """The concept of the deed whose word stands nearest to the number, or none where no word of one stands there.

    A sentence that points back ("these activities") and has no such word takes it from the sentence before.
    """
    for span in figure.evidence:
        sentence = source.extraction.document.text[slice(*span)]
        place = sentence.find(figure.verbatim)
        if place < 0:
            continue
        known = _nearest(sentence, place)
        if known is None and _BACK.search(sentence):
            before = _before(source, span)
            known = _nearest(before, len(before))
        if known:
            return NamedNode(base.rebase(known))
    return None


def _nearest(text: str, place: int) -> str | None:
    found = [(abs(word.start() - place), _deeds()[fold(word[0])]) for word in _words().finditer(text)]
    return min(found)[1] if found else None


def _before(source: Source, span: Span) -> str:
    """The sentence before the span, in its paragraph."""
    own = passage_at(span.begin, source.extraction.passages)
    text = source.extraction.document.text[own.begin if own else span.begin : span.begin]
    text = text.rstrip().rstrip(".!?")
    return _END.split(text)[-1]


@cache
def _words() -> re.Pattern[str]:
    listed = sorted(map(re.escape, _deeds()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


@cache
def _deeds() -> Mapping[str, str]:
    """Words to the IRI of their deed as the vocabulary has it."""
    return {fold(word): concept for word, concept in hidden_labels("deeds")}
