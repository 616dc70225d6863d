"""Which organ issued a resolution that the text names by its bare number.

The order of the symbol rules: organ words beside the number, the document's defined term for "the Conference",
"its" and the organ of the sentence. Where that stays open, the number stays open; it is never guessed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import symbols
from kg.relate.sentences import Sentence
from kg.types import Finding, Mention
from kg.vocabulary import Concept, Lexicon

_ORGAN_NOUNS = ("Conference", "Commission", "Committee", "Assembly", "Council", "Board")
_LEFT = re.compile(
    r"(?:\([A-Z][\w-]*\))?(?:'s|’s)?,?(?: (?:requested|decided|noted|stated|recalled))?"
    r"(?: (?:in|by|through|under))?(?: (?:its|their))?\s*\Z"
)
_RIGHT = re.compile(r"(?:,? (?:and )?[\d/()A-Z.-]+)*,? (?:adopted by|of) (?:the )?\Z")
_GENERIC = re.compile(rf"\b({'|'.join(_ORGAN_NOUNS)})(?:'s|’s)? \Z")
_NOUN = re.compile(r"\b(?:[Rr]esolution|[Dd]ecision)s?\b")
_WITHIN = re.compile(r"\b(?:[Ii]n|[Bb]y) \Z")
_POSSESSIVE = re.compile(r"\b[Ii]ts \Z")


def resolved(sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with every number that has an organ closed, and a finding for each that stays open."""
    terms = _defined_terms(sentences, lexicon)
    closed: dict[Mention, Mention] = {}
    findings = []
    previous: Concept | None = None
    for sentence in sentences:
        for place, mention in _open(sentence):
            organ = _organ(sentence, place, lexicon, terms, previous)
            if symbol := _close(mention, organ) if organ else None:
                closed[mention] = symbol
            else:
                findings.append(_open_number(mention))
        previous = _issuer(sentence, lexicon) or previous
    done = [replace(s, mentions=tuple((b, e, closed.get(m, m)) for b, e, m in s.mentions)) for s in sentences]
    return done, findings


def _open(sentence: Sentence) -> Iterator[tuple[int, Mention]]:
    return ((i, m) for i, (_, _, m) in enumerate(sentence.mentions) if m.number and not m.id)


def _defined_terms(sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[str, Concept]:
    """What "the Conference", "the Council" … mean here: the one organ so called, or the one named most.

    The noun is the first or last word of the name: a "Conference on Trade" that became an agency is no "Conference".
    """
    counts: defaultdict[str, Counter[Concept]] = defaultdict(Counter)
    for sentence in sentences:
        for _, _, mention in sentence.mentions:
            organ = _concept(mention, lexicon)
            if organ and organ.prefix:
                for noun in _ORGAN_NOUNS:
                    words = mention.name.split()
                    if noun in (words[0], words[-1]):
                        counts[noun][organ] += 1
    return {noun: organ for noun, seen in counts.items() if (organ := _clearly_first(seen))}


def _clearly_first(seen: Counter[Concept]) -> Concept | None:
    ranked = seen.most_common(2)
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None


def _concept(mention: Mention, lexicon: Lexicon) -> Concept | None:
    return lexicon.find(mention.type, mention.id) if mention.type == "organization" and mention.id else None


def _organ(
    sentence: Sentence, place: int, lexicon: Lexicon, terms: Mapping[str, Concept], previous: Concept | None
) -> Concept | None:
    """The organ that the words tell for the bare number at `place`, or none."""
    begin, end, _ = sentence.mentions[place]
    organs = [(b, e, o) for b, e, m in sentence.mentions if (o := _concept(m, lexicon)) and o.prefix]
    for _, stop, organ in organs:
        if stop <= begin and _LEFT.fullmatch(_without_numbers(sentence, stop, begin)):
            return organ
    for start, _, organ in organs:
        if start >= end and _RIGHT.fullmatch(sentence.text[end:start]):
            return organ
    head = _head(sentence, place)
    if generic := _GENERIC.search(head):
        return terms.get(generic[1])
    if _POSSESSIVE.search(head):
        before = [organ for _, stop, organ in organs if stop <= begin]
        after = [organ for start, _, organ in organs if start >= end]
        return before[-1] if before else after[0] if after else previous
    if _WITHIN.search(head):
        before = [organ for _, stop, organ in organs if stop <= begin]
        return before[0] if len(set(map(id, before))) == 1 else None
    return None


def _without_numbers(sentence: Sentence, begin: int, end: int) -> str:
    """The words between an organ and a number, other numbers of the same list left out."""
    words = sentence.text[begin:end]
    return re.sub(r"(?:resolutions?|decisions?) [\d/]+(?:, [\d/]+)*,? and \Z", "", words)


def _head(sentence: Sentence, place: int) -> str:
    """The words before "resolution" of the list that the number at `place` belongs to."""
    start = _list_start(sentence, place)
    noun = _NOUN.search(sentence.text, start)
    return sentence.text[: noun.start() if noun and noun.start() < sentence.mentions[place][1] else start]


def _list_start(sentence: Sentence, place: int) -> int:
    """Where the list of numbers begins that the number at `place` belongs to."""
    while place and re.fullmatch(
        r"(?:,|;)? ?(?:and|or)? ?",
        sentence.text[sentence.mentions[place - 1][1] : sentence.mentions[place][0]],
    ):
        place -= 1
    return sentence.mentions[place][0]


def _issuer(sentence: Sentence, lexicon: Lexicon) -> Concept | None:
    """The first organ of the sentence that issues resolutions: what "its" means in the next one."""
    return next((o for _, _, m in sentence.mentions if (o := _concept(m, lexicon)) and o.prefix), None)


def _close(mention: Mention, organ: Concept) -> Mention | None:
    words = (
        f"{mention.name.split()[0]} {mention.number}" if mention.name[:1].isalpha() else mention.number or ""
    )
    found = symbols.parse(words, organ=organ.prefix) or symbols.parse(
        mention.number or "", organ=organ.prefix
    )
    return replace(mention, id=found[0].canonical, score=Decimal("0.85")) if found else None


def _open_number(mention: Mention) -> Finding:
    return Finding(
        severity="warning",
        rule="open-organ",
        message=f"the organ of {mention.name} is not told",
        remedy="name the organ in a decision, or leave the number open",
        begin=mention.begin,
        end=mention.end,
        value=mention.number,
    )
