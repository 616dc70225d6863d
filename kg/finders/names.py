"""Names that a vocabulary knows, found in one pass by an Aho-Corasick automaton over folded text.

Folding keeps length (case, hyphens, quotes and blanks only), so every hit is a hit in the text itself. Names
inside a longer name are not mentions (annotation rule); the longest name at a place wins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders._words import small_letters
from kg.grammar import among
from kg.types import Mention, Unit
from kg.vocabulary import Concept, Lexicon

NAME = "names"
EXAMPLES = (
    (
        "The Security Council met; UNODC and the security council of a hospital did not.",
        (("Security Council", "security-council", "organization"), ("UNODC", "unodc", "organization")),
    ),
    (
        "Fighting money laundering and Money-Laundering.",
        (
            ("money laundering", "money-laundering", "topic"),
            ("Money-Laundering", "money-laundering", "topic"),
        ),
    ),
)
TYPES = ("organization", "programme", "instrument", "publication", "event", "topic")
"""What is recognised by its name; Goals, action lines and symbols are recognised by their code."""

_ISSUE = re.compile(r" (?:19|20)\d\d(?:[-–/](?:(?:19|20)\d\d|\d\d))?\b(?![\w/]|[-–]\d)")
_YEAR = re.compile(r" of (?:19|20)\d\d\b")
_CONTINENTS = ("Africa", "Asia", "America", "Europe", "Pacific")
_COMPASS = re.compile(r"\b(?:West|East|North|South|Central|Western|Eastern|Northern|Southern) \Z")
_KINDS_OF = (" a ", " an ", "A ", "An ", "regional ", "national ", "another ", "local ")
_LEFT_OUT = " … "
"""In a hidden label it stands for words of a long title that differ from text to text or are too many to repeat."""
_MOST_LEFT_OUT = 160
_GLUE = frozenset("-/_")
_FOLDED = {" ": "‐‑‒–—-\u00a0\u202f\n\t", "'": "’‘ʼ`", '"': "“”„«»"}


@dataclass(frozen=True, slots=True)
class _Hit:
    begin: int
    end: int
    concept: Concept


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The names in one unit, in order, none inside another."""
    automaton, owners = _automaton(lexicon)
    text = unit.view.text
    hits = [
        _Hit(begin, whole, concept)
        for pattern, begin, end in automaton.find_matches_as_indexes(fold(text), overlapping=True)
        if _whole(text, begin, end) or _slashed(text, begin, end)
        for label, concept in owners[pattern]
        if _same_case(text[begin:end], label, concept.type)
        and not (concept.type == "organization" and _other(text, begin))
        for whole in _ends(text, end, label)
    ]
    for hit in _longest(text, _beside(text, hits)):
        end = _dated(text, hit)
        span = unit.view.span(hit.begin, end)
        yield Mention(
            begin=span.begin,
            end=span.end,
            type=hit.concept.type,
            finder=NAME,
            name=text[hit.begin : end],
            id=hit.concept.key,
        )


def _other(text: str, begin: int) -> bool:
    """Whether what stands before tells that another body is meant."""
    return _another(text, begin) or _deputy(text, begin) or _any(text, begin)


def _any(text: str, begin: int) -> bool:
    """Whether words in small letters mean one of a kind ("a regional high-level forum")."""
    return text[begin].islower() and text.endswith(_KINDS_OF, 0, begin)


def _another(text: str, begin: int) -> bool:
    """Whether a point of the compass stands before a continent's: another body ("West African Rope Bank")."""
    return text.startswith(_CONTINENTS, begin) and bool(_COMPASS.search(text, max(0, begin - 9), begin))


def _deputy(text: str, begin: int) -> bool:
    """Whether it is who stands in for the Secretary-General, and no organization (annotation rule)."""
    return text.startswith("Secretary", begin) and text.endswith(("Deputy ", "Assistant "), 0, begin)


def _ends(text: str, end: int, label: str) -> Iterator[int]:
    """Where the name ends; with a label that leaves words out, behind the words that follow "…" in it."""
    _, left_out, last = label.partition(_LEFT_OUT)
    if not left_out:
        yield end
    elif (found := text.find(last, end, end + _MOST_LEFT_OUT)) >= 0 and ". " not in text[end:found]:
        yield found + len(last)


def _dated(text: str, hit: _Hit) -> int:
    """Where the name ends: the year behind a treaty's name ("of 1951") or of a yearly report belongs to it."""
    if hit.concept.type == "publication":
        issue = _ISSUE.match(text, hit.end)
        return issue.end() if issue else hit.end
    year = (
        _YEAR.match(text, hit.end)
        if hit.concept.type == "instrument" and " " in text[hit.begin : hit.end]
        else None
    )
    return year.end() if year else hit.end


@cache
def _automaton(lexicon: Lexicon) -> tuple[AhoCorasick, list[list[tuple[str, Concept]]]]:
    owners: dict[str, list[tuple[str, Concept]]] = {}
    for concept in lexicon.concepts:
        if concept.type in TYPES:
            for label in concept.labels:
                for form in dict.fromkeys((label, label.replace("United Nations", "UN"))):
                    first = form.partition(_LEFT_OUT)[0]
                    owners.setdefault(fold(first), []).append((form, concept))
    return AhoCorasick(list(owners), matchkind=MatchKind.Standard), list(owners.values())


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """The text with case, hyphens, line ends and quotes evened out, character for character."""
    lower = small_letters(text)
    for plain, signs in _FOLDED.items():
        for sign in signs:
            lower = lower.replace(sign, plain)
    return lower


def _whole(text: str, begin: int, end: int) -> bool:
    """Whether the hit is made of whole words; a hyphen before or after glues it to another word."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    return not (before.isalnum() or before in _GLUE or after.isalnum() or after == "_")


def _slashed(text: str, begin: int, end: int) -> bool:
    """Whether letters stand behind a stroke, which may part two bodies ("UNDP/UNFPA")."""
    after = text[end : end + 1]
    return (
        text[begin - 1 : begin] == "/" and text[begin:end].isupper() and not (after.isalnum() or after == "_")
    )


def _beside(text: str, hits: Sequence[_Hit]) -> list[_Hit]:
    """The hits, of those behind a stroke only bodies that another body stands before."""
    kept: list[_Hit] = []
    ends: set[int] = set()
    for hit in sorted(hits, key=lambda h: h.begin):
        slashed = text[hit.begin - 1 : hit.begin] == "/"
        body = hit.concept.type == "organization"
        if not slashed or (body and hit.begin - 1 in ends):
            kept.append(hit)
            if body and text[hit.begin : hit.end].isupper():
                ends.add(hit.end)
    return kept


def _same_case(surface: str, label: str, kind: str) -> bool:
    """Whether the case fits: acronyms as they are, proper names with a capital where the label has one."""
    if " " not in label and any(c.isupper() for c in label[1:]):
        return surface == label
    if kind == "topic" or not label[0].isupper():
        return True
    return surface[0].isupper() and (" " in label or surface in (label, label.upper()))


def _longest(text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """The hits that lie in no longer one, left to right; between equals the first concept by IRI stays.

    Of several bodies that own the longer one ("Board of the A, the B and the C") each is one too.
    """
    whole: _Hit | None = None
    inner = -1
    for hit in sorted(hits, key=lambda h: (h.begin, -h.end, h.concept.iri)):
        if whole is None or (hit.end > whole.end and hit.begin >= whole.end):
            whole = hit
            yield hit
        elif hit.end <= whole.end and hit.begin > max(whole.begin, inner) and _owns(text, whole, hit):
            inner = hit.end
            yield hit


def _owns(text: str, whole: _Hit, hit: _Hit) -> bool:
    """Whether the longer name says whose it is: several bodies, or the conference that adopted it."""
    if whole.concept.type == "instrument" and hit.concept.type == "event":
        return hit.end == whole.end and text.endswith(" of the ", whole.begin, hit.begin)
    bodies = hit.concept.type == whole.concept.type == "organization"
    return bodies and among(text[whole.begin : whole.end], text[hit.begin : hit.end])
