"""Which organ adopted a resolution whose symbol does not tell: the words beside it, its text, its series.

Where the rule is from: the annotation format gives each resolution the organ that adopted it. A body named right beside
the number adopted it; the resolution that a document is, is its body's; and one body numbers all its resolutions alike,
so that what a document says of one number of a series holds for the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.relate.sentences import Sentence
from kg.symbols import act_organ
from kg.types import Entity, EntityType, Mention, Span
from kg.vocabulary import Concept, Lexicon

_ACT = r"(?:[Rr]esolutions?|[Dd]ecisions?|RESOLUTION|DECISION)"
_BEFORE = re.compile(
    rf"(?:['’]s?)?(?: \([A-Z][\w/-]*\))?(?:,? (?:in|by|through|under))?"
    rf"(?: (?:has |had |also |then )?(?:adopted|took|passed))?(?: its)?(?: {_ACT})? "
)
_BEHIND = re.compile(
    r"(?: \([^()]*\))?,? (?:(?:adopted|taken|passed|issued) (?:in \d{4} )?by|of|by which|in which|whereby|with which)"
    r" (?:the |its )?"
)
_FRONT = re.compile(rf"(?:\(?\w{{1,3}}[.)] )?(?:By|In|Through|With)(?: its)?(?: {_ACT})? \Z")
_FRONTED = re.compile(r"(?: \([^()]*\))?,? (?:the )?")
_OWN = re.compile(r"\Athe (?:same )?\Z", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)?")
_LETTERS = re.compile(r"[A-Za-z]+")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROMAN = re.compile(r"\b(?=[IVXLC]+\b)[IVXLC]+\b")
_ORGAN = re.compile(
    r"(?i:assembly|council|conference|congress|board|committee|commission|meeting of the parties)\b"
)
_NEAR = 60
"""Code points before a number that rules look at."""
_PREAMBLE = 120
"""Code points: a longer opening of a preamble names more than the body that acts."""


def adopted(
    entities: Sequence[Entity],
    sentences: Sequence[Sentence],
    own: Mention | None,
    body: str | None,
    lexicon: Lexicon,
) -> tuple[Entity, ...]:
    """The entities, each open resolution with the organ that the document gives it, else that its number tells.

    `own` is the resolution that the document is, `body` the key of the body whose document it is.
    """
    open_ones = {e.key for e in entities if e.type == "resolution" and e.organ is None}
    if not open_ones:
        return tuple(entities)
    keys = {(span, e.type): e.key for e in entities for span in e.mentions}
    beside = [(key, organ) for key, organ in _told(sentences, keys) if key in open_ones]
    told = {key: organ for key, organ in beside if all(o == organ for k, o in beside if k == key)}
    if own and (acting := body or _acting(sentences, keys) or _titled(sentences, keys)):
        told |= {key: acting for key in open_ones if key == keys.get((own.span, own.type))}
    told |= _of_series(entities, told)
    numbered = {
        e.key: found
        for e in entities
        if e.key in open_ones - told.keys() and (found := _numbered(e, lexicon))
    }
    bodies = [e for e in entities if e.type == "organization"]
    told |= {key: _spoken_of(organ, bodies) for key, organ in numbered.items()}
    known = {e.key for e in entities}
    new = {o.key: o for o in numbered.values() if o.key in told.values() and o.key not in known}
    made = (_entity(organ, sentences) for organ in new.values())
    given = [replace(e, organ=told[e.key]) if e.key in told else e for e in entities]
    return tuple(sorted([*given, *made], key=lambda e: e.key)) if new else tuple(given)


def _entity(organ: Concept, sentences: Sequence[Sentence]) -> Entity:
    """The organ, also called as the text calls it: "the Assembly" of "Assembly of …"."""
    short, of, _ = organ.name.partition(" of ")
    said = bool(of) and any(short in sentence.text for sentence in sentences)
    return Entity(
        key=organ.key, type="organization", id=organ.key, name=organ.name, aliases=(short,) if said else ()
    )


def _numbered(entity: Entity, lexicon: Lexicon) -> Concept | None:
    """The organ whose acts alone are numbered as this one is."""
    organ = act_organ(entity.id or entity.name)
    return lexicon.find("organization", organ) if organ else None


def _spoken_of(organ: Concept, bodies: Sequence[Entity]) -> str:
    """The key of the one body of the document that is named as the organ is, or by the first words of its name."""
    named = [b.key for b in bodies if any(_begins(label, b.name) for label in organ.labels)]
    return named[0] if len(named) == 1 else organ.key


def _begins(label: str, name: str) -> bool:
    """Whether the name is the label, or what stands before its "of" ("General Conference")."""
    return label.casefold() == name.casefold() or label.startswith(f"{name} of ")


_Keys = Mapping[tuple[Span, EntityType], str]


def _told(sentences: Iterable[Sentence], keys: _Keys) -> Iterator[tuple[str, str]]:
    """Each resolution with a body that stands right beside it."""
    for sentence in sentences:
        acts = [m for m in sentence.mentions if m[2].type == "resolution"]
        bodies = [m for m in sentence.mentions if m[2].type == "organization"]
        for act in acts if bodies else ():
            found = next((b for b in bodies if _beside(sentence.text, act, b)), None)
            key = keys.get((act[2].span, "resolution"))
            organ = keys.get((found[2].span, "organization")) if found else None
            if key and organ:
                yield key, organ


_Place = tuple[int, int, Mention]


def _beside(text: str, act: _Place, body: _Place) -> bool:
    """Whether only words of adoption stand between the two."""
    (begin, end, _), (first, last, _) = act, body
    if last <= begin:
        return bool(_BEFORE.fullmatch(text, last, begin))
    if first < end:
        return begin <= first  # the body's name inside the citation
    if _BEHIND.fullmatch(text, end, first):
        return True
    return bool(_FRONT.search(text[max(0, begin - _NEAR) : begin]) and _FRONTED.fullmatch(text, end, first))


def _acting(sentences: Iterable[Sentence], keys: _Keys) -> str | None:
    """The body that a preamble begins with: "The General Conference,"."""
    opening = next((s for s in sentences if s.unit.kind == "preambular"), None)
    if opening is None or len(opening.text) > _PREAMBLE:
        return None
    bodies = (m for begin, _, m in opening.mentions if _OWN.match(opening.text[:begin]))
    return next((keys.get((m.span, "organization")) for m in bodies if m.type == "organization"), None)


def _titled(sentences: Iterable[Sentence], keys: _Keys) -> str | None:
    """The one organ that the lines above the text name."""
    above = [s for s in sentences if s.unit.kind in ("heading", "cover")]
    named = (m for s in above for _, _, m in s.mentions if m.type == "organization" and _ORGAN.search(m.name))
    found = {key for m in named if (key := keys.get((m.span, "organization")))}
    return found.pop() if len(found) == 1 else None


def _of_series(entities: Iterable[Entity], told: Mapping[str, str]) -> dict[str, str]:
    """The organ of each open resolution numbered as others are of which one organ is known."""
    resolutions = [e for e in entities if e.type == "resolution" and e.organ is None]
    organs: dict[str, set[str]] = {}
    for one in resolutions:
        if one.key in told:
            organs.setdefault(series(one.name), set()).add(told[one.key])
    return {
        one.key: min(organs[name])
        for one in resolutions
        if one.key not in told and len(organs.get(name := series(one.name), ())) == 1
    }


def series(name: str) -> str:
    """What the numbers of one body have in common: their letters, else how their figures are set.

    >>> series("resolution WHA71.5"), series("WHA76(9)"), series("Resolution 7/2021"), series("decision 1/CMA.3")
    ('WHA', 'WHA', '#/Y', 'CMA')
    """
    number = _ROMAN.sub("#", re.sub(_ACT, "", _BRACKETS.sub("", name)))
    figures = _NUMBER.sub("#", _YEAR.sub("Y", number))
    return " ".join(_LETTERS.findall(number)) or re.sub(r"[.\-]", "/", figures).strip()
