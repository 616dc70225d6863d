"""Texts that a sentence cites by article under a name that no vocabulary has.

"The 1970 Convention", "Protocol II", the basic texts of an organization ("the Constitution of UNESCO", "its
Convention"), and any treaty whose name stands right behind or before an article. Internal rules and the statutes of
the tribunals that judge on them are no treaties.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.iris import slug
from kg.relate.sentences import Sentence
from kg.types import Mention
from kg.vocabulary import Lexicon

Place = tuple[int, int, Mention]
"""Begin and end in the sentence's words, and the mention that stands there."""
NOUNS = "Convention|Protocol|Covenant|Treaty|Agreement|Charter|Declaration|Compact|Pact|Regulations|Statute"
NOUN = re.compile(rf"\b(?:{NOUNS})\b")
TITLE = (
    r"(?:\s\([^()]{2,100}\))?(?:,\s(?:section|sect\.|chapter|part)s?\s[\dIVXA-Z]{1,5}\b(?:\s\([a-z\d]{1,2}\))*)?"
    r"(?:\s(?:of|in)\s(?:[Cc]hapter|[Pp]art|[Ss]ection|[Tt]itle)\s[\dIVX]{1,5}\b)?"
)
"""What an article is called, in brackets behind its number, the section of it and the chapter that holds it."""
INTERNAL = re.compile(
    r"\b(?:Staff|Financial|Procurement)\b|\b(?:Dispute|Appeals|Administrative) Tribunal\b|\bRules of Procedure\b"
)
_STOP = (
    r"(?=[.,;:)”\"]|$|\s(?:is|was|were|are|has|have|had|which|that|who|requires?|obliges?|binds?|sets?|says?|asks?|"
    r"calls?|provides?|appl(?:y|ies)|must|shall|should|may|can|will|would|and)\b)"
)
_LOWER = (
    r"\s(?:(?:on|against)\s(?!account|behalf|grounds?\b)|(?:relating\sto|concerning|regarding)\s"
    r"|for\s(?:the\s)?(?=[a-z]+(?:ion|ing|ment)\s(?:of|and)\b))"
    r"(?!(?:the|an?|this|that|these|those|which|whom|its|their|any|all)\b(?<!for\sthe))"
    rf"[a-z][\w’'-]*(?:\s(?!and\b)[a-z][\w’'-]*){{0,6}}?{_STOP}"
)
"""A subject in small letters: "on illicit trade", not what a sentence goes on with ("to receive", "on account of")."""
_DATED = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Ii]ts)\s"
    rf"(?P<name>(?:18|19|20)\d\d\s(?:{NOUNS})|(?:{NOUNS})\sof\s(?:18|19|20)\d\d)\b(?!\s[A-Z])"
    r"(?!\s(?:on|against|for|of|to|in|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z])"
    rf"(?P<subject>{_LOWER})?"
)
_MORE = re.compile(r"\s(?:[IVX]{1,4}\b(?!\s?[-(/])|No\.\s\d{1,2}\b|(?P<thereto>thereto\b))")
"""What goes on behind the name of a protocol: its number, or that it is one to the text named before."""
_SERIES = re.compile(
    r"(?:(?<=[Tt]he\s)|(?<=and\s)|(?<=,\s)|^)"
    r"(?P<name>(?!The\s)(?:(?:[A-Z][\w’'-]*|\([A-Z][\w -]{2,30}\))\s(?:(?:and|of|in|on|for|to|the|at)\s){0,2}){1,8}"
    r"(?:Convention|Protocol),?\s(?:18|19|20)\d\d\s\(No\.\s\d{1,3}\))"
)
"""A treaty of a series that is numbered: "Work in Fishing Convention, 2007 (No. 188)"."""
_TO_THE = re.compile(r"\sto\sthe\s")
_PROTOCOL = re.compile(r"\b(?:Protocol|Agreement|Amendment)(?:\sNo\.\s\d{1,2})?\Z")
_COUNTED = re.compile(
    r"\b(?P<name>(?:Convention|Protocol)\sNo\.\s\d{1,3}\b|(?<!Additional\s)Protocol\s[IVX]{1,3}\b(?!\s?[-(/]))"
)
_SHORT = r"(?:Convention|Protocol|Covenant|Treaty|Agreement|Charter|Compact|Pact)"
_LINKS = r"(?:(?:of|on|and|for|the|in|to|against|with|from|their|its|relating|concerning|between)\s){0,3}"
_SUBJECT = (
    r"(?:\s(?:on|against|for|of|to|concerning|relating\sto|regarding|between)\s(?:the\s|an?\s)?"
    rf"[A-Z][\w’'-]*(?:,?\s{_LINKS}[A-Z][\w’'-]*){{0,12}}|{_LOWER})"
)
_NAME = (
    r"(?P<name>(?:(?:18|19|20)\d\d\s(?=[A-Z]))?"
    rf"(?:(?:(?!{_SHORT}\b)[A-Z][\w’'-]*|\([A-Z][\w -]{{2,30}}\))\s(?:(?:and|of|on|for|the)\s){{0,2}}){{0,9}}"
    rf"{_SHORT}\b(?:,\s(?:19|20)\d\d\b)?{_SUBJECT}?)"
)
_FULL = re.compile(rf"(?:[A-Z][\w’'-]*\s){{2,}}{_SHORT}\sof\s(?:the\s)?")
"""A name that is whole before the body that it is of."""
_BEHIND = re.compile(rf"{TITLE},?\s(?:of|to|in|under)\sthe\s{_NAME}")
_BEFORE = re.compile(rf"\b(?:[Tt]he|[Ii]ts)\s{_NAME}(?:,|\s\(|,\sin)\s?(?:(?:in|under)\s)?(?:its\s)?\Z")
_OUTCOME = re.compile(rf"{TITLE},?\s(?:of|in)\sthe\s(?P<name>outcome\sdocument\sof\s(?:the\s)?)(?=[A-Z\d])")
"""Before the event that the text is the outcome of; what it is of is told by the mention that begins there."""
_CARRIED_OUT = re.compile(rf"\b[Ii]mplementation\sof\sthe\s(?P<name>(?:[A-Z][\w’'-]*\s){{1,5}}(?:{NOUNS}))\Z")
"""The end of a programme's name, where that says which text it carries out (annotation rule)."""
_CLOSE = 24
"""Code points before the name of an organization: "Constitution of the "."""
_REACH = 200
"""Code points; the longest name of a treaty that is written out takes less."""
_BASIC = re.compile(r"\b(?P<noun>Constitution|Convention|Statute|Charter)\sof\s(?:the\s)?\Z")
_BASIC_BEHIND = re.compile(r"\s(?P<noun>Constitution|Statute)\b")
_ITS_BASIC = re.compile(r"\bits\s(?P<noun>Constitution|Convention|Statute)\b(?!\s(?:on|against|for|of|to)\b)")
_LETTERS_BASIC = re.compile(r"\b(?P<letters>[A-Z]{2,8})\s(?:Constitution|Statute)\b(?!\s(?:of|on|for)\b)")
"""An organization that only its letters name, in the name of its basic text: "the WHO Constitution"."""
_HOUSE = re.compile(r"\b(?:Organi[sz]ation|Union|Agency|League|Court)\b")
_NEAR = Decimal("0.85")


def spelt_out(sentence: Sentence, lexicon: Lexicon, *, cites: bool = True) -> Sentence:
    """The sentence with the texts that its articles are of.

    Without articles it is unchanged, but for texts called by their year in a document that `cites` articles at all.
    Names of organizations inside such a text's name are no mentions of their own.
    """
    sentence = _with_carried_out(sentence)
    own = any(m.type == "provision" and not m.id for _, _, m in sentence.mentions)
    if not own and not (cites and (_DATED.search(sentence.text) or "No. " in sentence.text)):
        return sentence
    places = [
        _whole(sentence, place, lexicon) if own else sentence.mentions[place]
        for place in range(len(sentence.mentions))
    ]
    places = [p for p in places if not any(_inside(p, new) for new in set(places) - set(sentence.mentions))]
    for found in (_basic_texts, _dated, _titled, _outcomes) if own else (_dated,):
        for new in found(replace(sentence, mentions=tuple(places)), lexicon):
            places = [place for place in places if not _inside(place, new)]
            places = sorted([*places, new], key=lambda place: (place[0], -place[1]))
    return replace(sentence, mentions=tuple(places))


def placed(sentence: Sentence, begin: int, end: int, name: str, key: str | None) -> Place:
    """A text under that name in the sentence's words `begin` to `end`."""
    span = sentence.unit.view.span(sentence.begin + begin, sentence.begin + end)
    found = Mention(begin=span.begin, end=span.end, type="instrument", finder="terms", name=name, id=key)
    return begin, end, replace(found, score=_NEAR)


@cache
def labels(lexicon: Lexicon) -> dict[str, str]:
    """The key of each treaty of the vocabulary by its labels."""
    return {label: c.key for c in lexicon.concepts if c.type == "instrument" for label in c.labels}


@cache
def _letters(lexicon: Lexicon) -> frozenset[str]:
    """The letters by which organizations are known."""
    labels = (label for c in lexicon.concepts if c.type == "organization" for label in c.labels)
    return frozenset(label for label in labels if label.isupper() and label.isalpha())


def _inside(place: Place, new: Place) -> bool:
    """Whether what stands there is a part of the new name, or the same words taken for a programme."""
    within = new[0] <= place[0] and place[1] <= new[1]
    kinds = ("programme",) if place[:2] == new[:2] else ("organization", "place", "instrument")
    return within and place[2].type in kinds


def _free(sentence: Sentence, begin: int, end: int, *, loosely: bool = False) -> bool:
    """Whether no text is named there yet; `loosely`, where only a part of the name is and no vocabulary knows it."""
    named = (
        one for one in sentence.mentions if one[2].type == "instrument" and one[0] < end and begin < one[1]
    )
    return not any(not loosely or m.id or not (begin <= b and e <= end) for b, e, m in named)


def _whole(sentence: Sentence, place: int, lexicon: Lexicon) -> Place:
    begin, end, m = sentence.mentions[place]
    if (further := _further(sentence, (begin, end, m), lexicon))[1] > end:
        return further
    more = _MORE.match(sentence.text, end) if m.type == "instrument" and not m.id else None
    if not more or not NOUN.search(m.name.rpartition(" ")[2]):
        return begin, end, m
    ahead = [one.id for b, e, one in sentence.mentions if one.type == "instrument" and one.id and e <= begin]
    parent = lexicon.find("instrument", ahead[-1]) if more["thereto"] and ahead else None
    known = labels(lexicon)
    own = (known.get(f"{m.name} to the {label}") for label in (parent.labels if parent else ()))
    return placed(sentence, begin, more.end(), m.name + more[0], next(filter(None, own), None))


def _further(sentence: Sentence, place: Place, lexicon: Lexicon) -> Place:
    """The text that the place begins and another text's name ends: "Second Protocol to the … Convention"."""
    begin, end, m = place
    link = _TO_THE.match(sentence.text, end)
    if m.type != "instrument" or m.id or not link or not _PROTOCOL.search(m.name):
        return place
    parents = (one for one in sentence.mentions if one[0] == link.end() and one[2].type == "instrument")
    parent = next(parents, None)
    if parent is None:
        return place
    concept = lexicon.find("instrument", parent[2].id or "")
    known = labels(lexicon)
    own = (known.get(f"{m.name} to the {label}") for label in (concept.labels if concept else ()))
    name = " ".join(sentence.text[begin : parent[1]].split())
    return placed(sentence, begin, parent[1], name, next(filter(None, own), None))


def _dated(sentence: Sentence, lexicon: Lexicon) -> Iterator[Place]:
    """ "The 1970 Convention", "Protocol No. 4", "Work in Fishing Convention, 2007 (No. 188)"."""
    for pattern in (_SERIES, _DATED, _COUNTED):
        for hit in pattern.finditer(sentence.text):
            if _free(sentence, *hit.span("name"), loosely=pattern is _SERIES):
                name = sentence.text[hit.start("name") : hit.end()]
                new = placed(sentence, hit.start("name"), hit.end(), " ".join(name.split()), None)
                yield _further(sentence, new, lexicon)


def _basic_texts(sentence: Sentence, lexicon: Lexicon) -> Iterator[Place]:
    """The constitution, convention or statute of an organization of States."""
    found: list[tuple[int, str]] = []
    for begin, end, m in sentence.mentions:
        if m.type != "organization" or INTERNAL.search(m.name) or not _is_house(m, lexicon):
            continue
        before, behind = (
            _BASIC.search(sentence.text, max(0, begin - _CLOSE), begin),
            _BASIC_BEHIND.match(sentence.text, end),
        )
        hit = before or behind
        if not hit:
            continue
        span = (before.start(), end) if before else (begin, behind.end() if behind else end)
        if _free(sentence, *span):
            name = sentence.text[slice(*span)]
            found.append((span[1], f" of the {m.name}" if " " in m.name else f" of {m.name}"))
            yield placed(sentence, *span, name, f"instrument-{slug(name)}")
    for hit in _LETTERS_BASIC.finditer(sentence.text):
        if hit["letters"] in _letters(lexicon) and _free(sentence, *hit.span()):
            yield placed(sentence, *hit.span(), hit[0], f"instrument-{slug(hit[0])}")
    for hit in _ITS_BASIC.finditer(sentence.text):
        owner = next((whose for end, whose in reversed(found) if end <= hit.start()), None)
        if owner and _free(sentence, *hit.span("noun")):
            name = hit["noun"] + owner
            yield placed(sentence, *hit.span("noun"), name, f"instrument-{slug(name)}")


def _is_house(mention: Mention, lexicon: Lexicon) -> bool:
    known = bool(mention.id and lexicon.find("organization", mention.id))
    return known or bool(_HOUSE.search(mention.name))


def _titled(sentence: Sentence, lexicon: Lexicon) -> Iterator[Place]:
    """A treaty by its name, right behind an article or right before it."""
    seen: set[int] = set()
    for begin, end, m in sentence.mentions:
        if m.type != "provision" or m.id:
            continue
        window = max(0, begin - _REACH)
        for hit in (_BEHIND.match(sentence.text, end), _BEFORE.search(sentence.text, window, begin)):
            if hit and hit.start("name") not in seen and (new := _named(sentence, *hit.span("name"))):
                seen.add(hit.start("name"))
                yield _further(sentence, new, lexicon)


def _outcomes(sentence: Sentence, lexicon: Lexicon) -> Iterator[Place]:
    """The outcome document of an event, right behind an article."""
    del lexicon
    for _, end, m in sentence.mentions:
        hit = _OUTCOME.match(sentence.text, end) if m.type == "provision" and not m.id else None
        last = next((e for b, e, _ in sentence.mentions if hit and b == hit.end()), None)
        if hit and last:
            name = " ".join(sentence.text[hit.start("name") : last].split())
            yield placed(sentence, hit.start("name"), last, name, f"instrument-{slug(name)}")


def _with_carried_out(sentence: Sentence) -> Sentence:
    """The sentence with each text that a programme is on the implementation of, by the programme's name."""
    new = []
    for begin, end, m in sentence.mentions:
        hit = _CARRIED_OUT.search(sentence.text, begin, end) if m.type == "programme" else None
        if hit and _free(sentence, *hit.span("name")):
            new.append(placed(sentence, *hit.span("name"), " ".join(hit["name"].split()), None))
    if not new:
        return sentence
    places = sorted([*sentence.mentions, *new], key=lambda place: (place[0], -place[1]))
    return replace(sentence, mentions=tuple(places))


def _named(sentence: Sentence, begin: int, end: int) -> Place | None:
    """The treaty in those words, up to the next text; none for a noun alone or a name that is found already."""
    named = [(b, e, m) for b, e, m in sentence.mentions if m.type == "instrument" and b < end and begin < e]
    if any(b == begin and (m.id or e >= end) for b, e, m in named):
        return None
    end = min([end, *(b for b, _, _ in named if b != begin), *_bodies(sentence, begin, end)])
    words = re.sub(r"(?:,?\s(?:and|of|to|the|in|on|between))+\s*\Z|[,\s]+\Z", "", sentence.text[begin:end])
    if " " not in words or INTERNAL.search(words) or not NOUN.search(words):
        return None
    return placed(sentence, begin, begin + len(words), " ".join(words.split()), None)


def _bodies(sentence: Sentence, begin: int, end: int) -> Iterator[int]:
    """Where the body begins that a full name is only said to be of: "Mutual Defence Pact of the … Community"."""
    for b, _, m in sentence.mentions:
        if m.type == "organization" and begin < b < end and _FULL.fullmatch(sentence.text, begin, b):
            yield b


def is_whole(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a name is whole although it goes on: the words behind only say of which body it is."""
    return any(b < end + _CLOSE for b in _bodies(sentence, begin, end + _CLOSE))


def amended(key: str, lexicon: Lexicon) -> str | None:
    """The treaty that an amendment is to, by the amendment's full name."""
    concept = lexicon.find("instrument", key)
    known = labels(lexicon)
    tails = (label.partition(" to the ")[2] for label in (concept.labels if concept else ()))
    return next((known[tail] for tail in tails if tail in known), None)
