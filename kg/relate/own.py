"""The resolution that a document is: the one whose number stands above its preamble.

Annotation rule: a document that only carries a symbol is no entity of its own; a resolution is one, with the organ
that adopted it, since its paragraphs mandate those whom they ask.
"""

import re
from collections.abc import Iterable, Sequence

from kg.relate.sentences import Sentence
from kg.types import Fact, Mention

_CITED = re.compile(
    r"\b(?:to|of|in|by|with|under|from|and|see|per|on)(?: the| its| General Assembly)? \Z", re.IGNORECASE
)
_ABOVE = ("heading", "cover")
ROLE = "resolution"
"""The role, beside author, body and session, under which the resolution's own key stands."""


def own_resolution(sentences: Sequence[Sentence], facts: Iterable[Fact]) -> Mention | None:
    """The mention of the document's own number, or none where the document is no resolution.

    The number is one that the document's metadata give as its symbol, else the first that the cover prints; a number
    that is no symbol only where it prints nothing else.
    """
    if not any(s.unit.kind in ("preambular", "operative") for s in sentences):
        return None
    symbols = {str(fact.value) for fact in facts if fact.field == "symbol"}
    cover: list[Mention] = []
    for sentence in sentences:
        if sentence.unit.kind in ("preambular", "operative"):
            break
        cover += [
            mention
            for begin, _, mention in sentence.mentions
            if mention.type == "resolution" and not _CITED.search(sentence.text[:begin])
            if mention.id or sentence.unit.kind in _ABOVE
        ]
    numbered = [m for m in cover if m.id]
    return next((m for m in numbered if m.id in symbols), None) or next(iter(numbered or cover), None)


def without(facts: Sequence[Fact], own: Mention | None) -> tuple[list[Fact], list[Fact]]:
    """The facts without the symbol of the document's own resolution, and that symbol's facts."""
    kept = [f for f in facts if own is None or f.field != "symbol" or str(f.value) != own.id]
    return kept, [fact for fact in facts if fact not in kept]
