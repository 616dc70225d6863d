"""Who speaks in a document whose metadata name no author: the body that its title says it is from.

What a sentence without a doer tells is then that body's work, and "we" means it. Annotation rule: first person and
the author's own name speak for the author.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.relate.sentences import Sentence
from kg.types import Entity, EntityType, Mention, Span

_FIRST = 12
"""Sentences in which a title may stand."""
_NEAR = 120
_TITLES = ("heading", "cover")
_FROM = re.compile(
    r"\b(?i:reports?|notes?|submissions?|submitted|statements?|contributions?|inputs?|reply|replies|papers?|prepared"
    r"|written|issued|self-assessment|results|activities|highlights|briefings?|memorandum|communication|letter"
    r"|presented|drawn up)\b"
    r"(?: [a-z]+){0,3}? (?:by|of|from)(?: the)?"
    r"(?: (?:[Ss]ecretariat|[Oo]ffice|Director|Executive Director|Administrator)(?:[- ]General)? of(?: the)?)? \Z"
)
_TO = re.compile(r"\b(?:to|for|before|addressed to)(?: the)? \Z")
_JOINT = re.compile(r"(?: \([A-Z][\w-]*\))?,? and (?:the )?[A-Z]")
_BETWEEN = re.compile(r"\bbetween [^,;.]{0,100}\Z")
_ORGANS = re.compile(
    r"\b(?:Assembly|Council|Commission|Committee|Congress|Board|Body|Working Group|Conference of|Parties)\b"
    r"|\AUnited Nations\Z|\A[Ss]ecretariat\Z"
)
_REPORTS = re.compile(
    r"\b(?:Assembly|Council|(?:Sub)?[Cc]ommittee|Conference of|Board|Congress|Working Group|Group of Experts"
    r"|Commission on|Secretary-General|Secretariat|Permanent (?:Mission|Representative|Observer)|President|Chair)\b"
    r"|Commission\Z"
)
_OPENS = re.compile(r"(?:The )?\Z")


def speaker(
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    listener: str | None = None,
    own: str | None = None,
) -> str | None:
    """The key of the one body that the text is from; none where its title names several or nobody.

    `listener` is the body that the document is addressed to, `own` the organ whose resolution it is. Without a
    body in the title it is the one that the first sentence of the text begins with and gives an acronym to.
    """
    if own:
        return own
    keys = {(span, e.type): e.key for e in entities for span in e.mentions}
    names = {e.key: e.name for e in entities}
    found = [named for named in _titled(sentences, keys) if not _ORGANS.search(names[named[0]])]
    said = [key for key, before, _ in found if _FROM.search(before)]
    if any(_JOINT.match(behind) or _BETWEEN.search(before) for _, before, behind in found):
        return None
    if said:
        return said[-1] if len(set(said)) <= 2 else None
    rest = {key for key, before, _ in found if key != listener and not _TO.search(before)}
    if len(rest) > 1:
        return None
    return rest.pop() if rest else _opening(sentences, keys)


def works(author: str) -> bool:
    """Whether a body of that name does work of its own: organs, missions and the Secretary-General tell of others'."""
    return not _REPORTS.search(author)


def _opening(sentences: Iterable[Sentence], keys: Mapping[tuple[Span, EntityType], str]) -> str | None:
    """The body that the text's first sentence begins with, where it gives it an acronym: it presents itself."""
    first = next((s for s in sentences if s.unit.kind == "paragraph"), None)
    for begin, end, mention in first.mentions if first else ():
        presents = first and _OPENS.fullmatch(first.text[:begin]) and first.text[end : end + 2] == " ("
        if presents and _names_body(mention, keys):
            return keys[mention.span, mention.type]
    return None


def _titled(
    sentences: Iterable[Sentence], keys: Mapping[tuple[Span, EntityType], str]
) -> Iterator[tuple[str, str, str]]:
    """The bodies that the lines above the text name, with the words before and behind each."""
    for place, sentence in enumerate(sentences):
        if place >= _FIRST or sentence.unit.kind not in _TITLES:
            return
        for begin, end, mention in sentence.mentions:
            if _names_body(mention, keys):
                before, behind = (
                    sentence.text[max(0, begin - _NEAR) : begin],
                    sentence.text[end : end + _NEAR],
                )
                yield keys[mention.span, mention.type], before, behind


def _names_body(mention: Mention, keys: Mapping[tuple[Span, EntityType], str]) -> bool:
    return mention.type == "organization" and (mention.span, mention.type) in keys
