"""Acts and the organs beside them: what both the words of a sentence and the whole document are asked with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import symbols
from kg.relate.sentences import Sentence
from kg.types import Mention
from kg.vocabulary import Concept, Lexicon

ORGAN_NOUNS = ("Conference", "Commission", "Committee", "Assembly", "Council", "Board")
ORGANS = "|".join(ORGAN_NOUNS)
NOUN = re.compile(r"\b(?:[Rr]esolution|[Dd]ecision)s?\b|\b(?:RESOLUTION|DECISION)S?\b")
LIST_TAIL = r"(?:,? (?:and )?[\d/()A-Z.-]+)*"
WHEN = r"(?:,? (?:adopted )?(?:of|on) \d{1,2} [A-Z][a-z]+(?: \d{4})?)?"
RIGHT = re.compile(rf"{LIST_TAIL}{WHEN}\)?,? (?:adopted by|of) (?:the )?\Z")
GENERIC = re.compile(rf"\b({ORGANS})(?:'s|’s)? \Z")
OTHER = ""
"""The prefix of bodies that number as they like: nobody else may claim what they adopt."""
_NO_ORGANS = frozenset({"ST"})
"""Prefixes of those who adopt nothing: the Secretariat."""
_REGIONAL = re.compile(r"E/[A-Z]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,9}")
NEAR, FAR = Decimal("0.85"), Decimal("0.75")


def act_of(mention: Mention) -> symbols.Act:
    nouns = NOUN.findall(mention.name)
    return "DEC" if nouns and nouns[-1].lower().startswith("dec") else "RES"


def first_of(mention: Mention, prefixes: Iterable[str], score: Decimal = NEAR) -> Mention | None:
    """The mention with the symbol of the first body whose number this can be; without, where that has none."""
    for prefix in prefixes:
        if prefix == OTHER:
            return replace(mention, number=None, score=score)
        letters = prefix.removeprefix("E/") if _REGIONAL.fullmatch(prefix) else prefix
        if found := symbols.resolve(mention.number or "", act_of(mention), letters):
            return replace(mention, id=found.canonical, score=score)
    return None


def concept_of(mention: Mention, lexicon: Lexicon) -> Concept | None:
    return lexicon.find(mention.type, mention.id) if mention.type == "organization" and mention.id else None


def organs_of(sentence: Sentence, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    return [
        (begin, end, organ.prefix)
        for begin, end, mention in sentence.mentions
        if (organ := concept_of(mention, lexicon)) and organ.prefix and organ.prefix not in _NO_ORGANS
    ]


def letters_of(organ: Concept) -> str | None:
    """The prefix of the organ's symbols where a key can begin with it, else the acronym in its names."""
    prefix = (organ.prefix or "").removesuffix("/C")  # treaty bodies: "CAT/C"
    if prefix and "/" not in prefix:
        return prefix
    words = (word for label in organ.labels for word in label.split())
    return next((word for word in words if _ACRONYM.fullmatch(word)), None)


def owners_of(sentence: Sentence, organs: Sequence[tuple[int, int, str]], start: int) -> list[str]:
    """The organs before `start` that are more than the first words of "General Assembly resolution 60/251"."""
    phrases = [(b, e) for b, e, m in sentence.mentions if m.type == "resolution" and b < start]
    return [
        prefix
        for begin, stop, prefix in organs
        if stop <= start and not any(b <= begin < e for b, e in phrases)
    ]
