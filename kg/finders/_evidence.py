"""What tells of a name that has no head noun: what is done with programmes, publications and events.

Verbs before and behind the name, prepositions, codes in brackets: all looked for in one pass over the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.types import EntityType

Side = Literal["behind", "ground", "before", "article", "either", "both", "year"]
"""Where the name stands: behind a verb, behind a preposition, before the words that tell,
before a verb that tells only where an article stands before the name too (or behind it), on both sides of the words
that make one thing a part of the other, before a year in brackets."""


def _said(listed: str) -> list[str]:
    return [phrase.replace("_", " ") for phrase in listed.split()]


_BEGUN = _said(
    """launched launch launches launching relaunched re-launched unveiled piloted piloting introduced
    introducing initiated rolled_out rolls_out rolling_out roll_out scaled_up scaling_up scale_up
    deployed inaugurated started starting ran runs run running operates operated expanded extended
    implemented implementing implements maintains developed created set_up established co-finances
    co-financed renewed completed replicated hosts hosted built keeps join joins joining manages managed
    coordinates coordinated finances funds joined supports supported
    continue continues continued extend expand widen replicate maintain test tested trialled opened
    opens staged stages"""
)
_ISSUED = _said(
    """published publishes publish publishing issued issuing released releasing co-published reissued
    wrote drafted compiled edited printed distributed hand_out hands_out handed_out translated
    authored edition_of copies_of version_of authors_of"""
)
_GROUNDS = _said(
    """under through via its as_part_of within_the_framework_of in_the_framework_of thanks_to enrolled_in alongside
    phase_of launch_of roll-out_of rollout_of expansion_of extension_of beneficiaries_of graduates_of
    round_of"""
)
_DONE = _said(
    """launched piloted introduced rolled_out scaled_up run funded financed co-funded co-financed
    implemented developed unveiled set_up started deployed initiated relaunched created operated
    hosted carried_out kept maintained managed led administered coordinated"""
)
_ASKED = _said(
    """requested_in requested_by called_for_in called_for_by created_by created_in established_by established_in
    established_under established_pursuant_to mandated_by set_up_by set_up_under"""
)
_PRINTED = ("published", "issued", "released", "reissued", "reprinted")
_LINKS = ("in", "by", "with", "jointly", "as", "under", "together", "for", "across", "since")
_BE = ("is", "was", "has been")
_PASSIVE = (
    "was",
    "is",
    "were",
    "are",
    "has been",
    "will be",
    "was first",
    "was jointly",
    "was also",
    "is being",
    "is to be",
)
_TOLD = _said(
    """aims_to aimed_to is_aimed_at is_designed_to was_designed_to is_open_to runs_in ran_in runs_until
    ran_until ended_in began_in started_in came_to_an_end was_extended was_renewed was_expanded
    was_replicated is_now_in_its entered_its was_closed was_completed is_active_in is_available_in
    brings_together brought_together was_offered_in was_opened_in was_built_by"""
)
_COUNTED = [
    f"is one of {number}{noun}s"
    for number, noun in product(
        ("the ", "its ", "two ", "three ", "four ", "five ", "six ", "seven ", "eight "),
        ("project", "programme", "initiative", "campaign", "component", "pillar"),
    )
]
_PARTS = [
    f"{verb} {share} of"
    for verb, share in product(
        ("is", "are", "forms", "form", "was", "as"),
        ("part", "a part", "a component", "a pillar", "a strand", "one pillar"),
    )
]
_ACTS = _said(
    """contributes_to contributed_to supports supported advances backs trained reached connected linked
    links connects helps helped offers offered provides provided gives lets allows enables covers
    covered serves served lists maps holds now_holds combines delivers delivered tracks teaches taught
    drew responds_to addresses focuses_on counters deals_with consists_of comprises has_trained
    has_reached has_helped has_supported sends sent placed answered"""
)
_MET = _said(
    "organized organised held convened hosted_the co-hosted attended co-organized organizes organizing convening"
)
_MEETS = _said(
    """took_place was_held were_held was_convened was_organized met_in will_be_held will_take_place
    opened_in"""
)
_CODES = (
    " (C.",
    " (C1",
    " (C2",
    " (C3",
    " (C4",
    " (C5",
    " (C6",
    " (C7",
    " (C8",
    " (C9",
    " (C1",
    " (SDG ",
    " (Goal ",
    " (Goals ",
    " (SDGs ",
    " (target ",
    " (targets ",
    " (Target ",
    " (Targets ",
)
_ALLIES = _said(
    """partnership_with cooperation_with collaboration_with jointly_with together_with funding_from
    support_from support_of implemented_by funded_by financed_by operated_by hosted_by partnered_with
    partners_with partners_include works_with work_with"""
)
OWN = re.compile(
    r"(?:(?:its|the|their|our) )?(?:(?:new|first|second|third|flagship|pilot|online|joint|free|annual|sister|own|"
    r"interactive|two-year|three-year|four-year|five-year|multi-year|nationwide) ){0,2}(?=\w*[A-Z])"
)
"""What may stand between the words that tell and the name."""
_SPAN = re.compile(r"\b([A-Z][a-z]+[A-Z][a-z]\w*) \((?:20)\d\d[–-](?:20)?\d\d\)")
"""A made word and the years that it lasted."""
_IMPRINT = re.compile(r" \([A-Z][^();]{2,60}, (?:19|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in the text that tells of a name, with the type it gives and the side the name is on."""

    begin: int
    end: int
    type: EntityType
    side: Side


@lru_cache(maxsize=8)  # two finders ask for the cues of one text in a row
def cues(text: str) -> tuple[Cue, ...]:
    """All places that tell of a name without a head noun, left to right."""
    automaton, told = _automaton()
    imprints = _IMPRINT.finditer(text) if ", 20" in text or ", 19" in text else ()
    hits = [
        (begin, -end, pattern)
        for pattern, begin, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if not (begin and text[begin].isalpha() and text[begin - 1].isalnum())
        and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    ]
    found: list[Cue] = []
    taken = 0
    for begin, end, pattern in sorted(hits):
        if begin >= taken - 1:
            taken = -end
            cue = Cue(begin, -end, *told[pattern])
            if _may(text, cue):
                found.append(cue)
    spans = _SPAN.finditer(text) if " (20" in text else ()
    return (
        *found,
        *(Cue(m.start(), m.end(), "publication", "before") for m in imprints),
        *(Cue(m.end(1), m.end(), "programme", "before") for m in spans),
    )


def _may(text: str, cue: Cue) -> bool:
    """Whether capitals stand where the cue has its name."""
    word = text[text.rfind(" ", 0, cue.begin) + 1 : cue.begin]
    before = cue.side not in ("behind", "ground") and (
        word[-1:] == ")" or any(map(str.isupper, word[:4])) or word[:1].isdigit()
    )
    return before or (cue.side in ("behind", "ground", "either", "both") and bool(OWN.match(text, cue.end)))


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[EntityType, Side]]]:
    programme: list[tuple[Iterable[str], Side]] = [
        ((form for ground in _GROUNDS for form in (f" {ground} ", f"{ground.capitalize()} ")), "ground"),
        ((f" {verb} " for verb in _BEGUN), "behind"),
        (_backward(_DONE), "before"),
        ((f", {ask} " for ask in _ASKED), "before"),
        (
            (
                f", one of {those}, {form} {verb} "
                for those in ("them", "these")
                for form in _BE
                for verb in _DONE
            ),
            "before",
        ),
        ((f" {phrase} " for phrase in (*_TOLD, *_COUNTED)), "before"),
        ((f" {phrase} " for phrase in _PARTS), "both"),
        ((f", which {phrase} " for phrase in (*_TOLD, *_ACTS)), "before"),
        (_CODES, "before"),
        ((f" {verb} " for verb in _ACTS if verb not in _BEGUN), "article"),
        ((f" {verb} " for verb in _ACTS if verb in _BEGUN), "either"),
    ]
    others: list[tuple[EntityType, Iterable[str], Side]] = [
        ("publication", (f" {verb} " for verb in _ISSUED), "behind"),
        ("publication", _backward(_PRINTED), "before"),
        ("publication", (" (19", " (20"), "year"),
        ("organization", ("Partners include ", *(f" {ally} " for ally in _ALLIES)), "ground"),
        ("event", (f" {verb} " for verb in _MET), "behind"),
        ("event", (f" {verb} " for verb in _MEETS), "before"),
    ]
    told: dict[str, tuple[EntityType, Side]] = {}
    for forms, side in programme:
        told |= dict.fromkeys(forms, ("programme", side))
    for kind, forms, side in others:
        told |= dict.fromkeys(forms, (kind, side))
    return AhoCorasick(list(told), matchkind=MatchKind.Standard), list(told.values())


def _backward(verbs: Sequence[str]) -> Iterator[str]:
    yield from (f", {verb} {link} " for verb, link in product(verbs, _LINKS))
    yield from (f", which {form} {verb}" for form, verb in product(_PASSIVE, verbs))
    yield from (f" {form} {verb}" for form, verb in product(_PASSIVE, verbs))
