"""Countries, areas and named regions, by name and by adjective.

Names, adjectives and codes come from the vocabularies whose members are places; here stands only what tells a
place from what looks like one: cities, persons, currencies, and the names of bodies that have a place in them.
Adjectives count where a State or region is meant ("the Kenyan authorities"), and each item of an elided list
("Central and Western Africa") is a mention of its own, as the annotation rules of the reference material have it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders._namesakes import is_thing
from kg.finders._words import COMPASS, GENERIC, HEADS, words_in
from kg.finders.names import fold
from kg.types import Mention, Unit
from kg.vocabulary import Concept, Lexicon

NAME = "places"
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    (
        "Iran (Islamic Republic of), the Niger and the Sahel",
        (
            ("Iran (Islamic Republic of)", "IRN", "place"),
            ("Niger", "NER", "place"),
            ("Sahel", "sahel", "place"),
        ),
    ),
    ("Central and Western Africa", (("Central", "017", "place"), ("Western Africa", "011", "place"))),
    ("The Kenyan authorities served Colombian coffee.", (("Kenyan", "KEN", "place"),)),
    ("Staff in Mexico City paid US$ 20 to Mr. Jordan.", ()),
)

_SURE = Decimal("0.95")
_ADJECTIVE = Decimal("0.85")
_WORLD = "001"
"""The area of all areas: "World" is hardly ever a place, but the first word of many a name."""

_WINDOW = 60
_AFTER = re.compile(
    r"\s?\$|\s(?:[Dd]ollars?\b|City\b|River\b|Valley\b|Delta\b|Street\b|Avenue\b|State\b(?!\s(?:of|[Pp]arty)))"
)
_BODY = re.compile(
    r"(?:\s[A-Z][\w-]*(?:\s(?:and|for|of|on|the))?){0,4}?\s(?:Academy|Agency|Alliance|Association|Authority|Bank|Bureau|"
    r"Cent(?:re|er)|Chamber|Charity|Chiefs|Coalition|College|Commission|Committee|Community|Company|Conference|Corporation|"
    r"Council|Court|Federation|Forum|Foundation|Fund|Group|Hub|Initiative|Institute|Institution|International|League|Ltd|"
    r"Network|Office|Organi[sz]ation|Partnership|Pathway|Plan|Platform|Programme?|Project|Protocol|School|Society|Strategy|Summit|"
    r"Tribunal|Trust|Union|University)\b"
)
_GOES_ON = re.compile(r",.* of(?: the)?\s[A-Z]\Z", re.DOTALL)
"""A list of two States, and no name with its parts turned around: "Congo, Democratic Republic of the Congo"."""
_CELL = re.compile(r"\s(?:\d|[\u2013\u2014-]\s)")
"""A figure or an empty cell behind: a row of a table, where the cell before is no part of the name."""
_WORD_BEFORE = re.compile(r"(?<![\w.’'-])([A-Z][\w.’'&-]*)\s$")
_OPENERS = re.compile(
    r"(?:A|About|Across|After|Against|Along|Although|Among|An|And|Around|As|At|Because|Before|Beyond|Both|Between|But|By|"
    r"Concerning|Country|Countries|During|Either|For|From|Greater|Group|If|In|Including|Inside|Into|Like|Location|Mainland|"
    r"Neighbouring|Nor|Occupied|Of|On|Or|Outside|Over|Party|Parties|Region|Rural|Since|So|States?|Than|That|The|Then|There|"
    r"Through|Throughout|To|Towards?|Under|Unlike|Until|Urban|Via|Versus|When|Where|Whereas|While|With|Within|"
    r"(?:North|South)?-?(?:North|South|East|West)(?:ern)?|Central|Upper|Lower|[IVXL]+\.?|[A-Z]\.?)"
)
"""Words that may stand before a place with a capital and are no part of its name; and numbers of a list."""
_NAMESAKE = re.compile(r"Fort|Lake|Mount|New|Port|Saint|[A-Z]{2,}")
"""Words that make another name even where they open a sentence; an acronym is a body ("UNICEF India")."""
_COMPASS = re.compile(r"(?:North|South|East|West)")
_NAMESAKE_BEFORE = re.compile(r"(?<![\w-])(?:Fort|Lake|Mount|New|Port|Saint)\s$")
"""What makes a name of its own even before a quarter of the compass: "New South …"."""
_PERSON = frozenset({"chad", "georgia", "israel", "jordan"})
"""Names of States that are also given names or surnames."""
_SHARED = frozenset({"macedonia"})
"""Former names of States that a region of a neighbour has too: the State is meant among other States."""
_BETWEEN_STATES = re.compile(r",\s|,?\s(?:and|or|as well as)\s(?:in\s|of\s)?")
_OFFICE_OF = re.compile(
    r"\b(?:[Gg]overnments?|[Aa]uthorities|[Mm]ission|[Dd]elegation|[Pp]arliament|"
    r"[Rr]epresentatives?|[Mm]inistry of [A-Z][a-z]+)"
    r" (?:of|in)(?: the)? $"
)
_TITLE = re.compile(r"\b(?:Dr|Judge|Justice|Miss|Mrs?|Ms|Prof|Professor|Sir)\.?\s(?:[A-Z][\w.’'-]*\s){0,2}$")
_SURNAME = re.compile(
    r"\s(?!Defen[cs]e|Government|Parliament|State|Ministry|National|United|Permanent)[A-Z][a-z]+"
)
_CALLING = re.compile(r",\s(?:an?|the)\s(?:[a-z-]+\s){1,3}(?:from|who|of|at|with)\b")
"""What somebody is: "Jordan, an engineer from Amman"."""
_AMERICAN_CITY = re.compile(r"\b(?:Atlanta|Augusta|Athens|Columbus|Macon|Savannah),\s$")

_REGION_OF_STATE = re.compile(
    r"(?<![\w-])(?P<name>(?:(?!(?:The|This|That|Each|Every|Any|In|Of|No|All|Our|Their|Its|A|An|And|From|To)\b)[A-Z][\w’'-]+\s){1,3}"
    r"(?:Province|Valley|Peninsula|Governorate|Highlands|Archipelago|Oblast|Plateau|Prefecture|Massif|Escarpment)"
    r"|(?<=\bthe )(?!(?:Group|Office)\b)[A-Z][a-zà-ÿ]+\s(?P<plain>region|province|governorate|oblast)"
    r"|(?<=\bthe )(?:State|Province|Governorate|Oblast)\sof\s[A-Z][a-z]+(?=\s(?:in|of)\sthe\s[A-Z]))\b(?![-’'])"
)
_REGION_NOUN = re.compile(
    r"\b(?:Province|Valley|Peninsula|Governorate|Highlands|Archipelago|Oblast|Plateau|Prefecture|Massif|Escarpment|State\sof|"
    r"[A-Z][a-zà-ÿ]+\s(?:region|province|governorate|oblast))\b"
)
"""A part of a State, or a valley, that is called so; no vocabulary lists them all."""
_NO_NAME = (
    COMPASS
    | GENERIC
    | HEADS.keys()
    | words_in("target health economic home border host pilot focus priority whole same")
)
"""What a region is called by and not named by: "the Target region", "the Northern region" of any State."""

_GO_ON = r"(?:(?:,\s|,?\sand\s|,?\sor\s|/)[A-Z][\w-]+(?:\s[A-Z][\w-]+)?){0,6}"
_QUALIFIED = r"(?:\s(?:[a-z-]+|National|Federal|Transitional|State|Defence|Armed|Interim|Central)){0,2}?"
_OF_STATE = re.compile(
    rf"{_GO_ON}{_QUALIFIED}\s(?:[Aa]uthorities|authority\b(?!\sof)|[Gg]overnments?|[Pp]arliaments?|[Dd]elegations?|[Ff]orces|"
    r"[Pp]olice|[Aa]rmy|[Mm]ilitary|[Mm]inist(?:ry|ries|er|ers)|Departments?|[Jj]udiciary|[Ll]egislature|[Oo]fficials|[Cc]ourts?|"
    r"[Ss]tates?|[Tt]erritor(?:y|ial)|[Ss]oil|[Cc]oasts?|[Bb]orders?|[Ww]aters|[Aa]irspace|[Pp]residency|[Cc]oast\s[Gg]uard|"
    r"[Pp]rosecutors?|[Ll]aw\senforcement)\b"
)
_OF_REGION = re.compile(
    rf"{_GO_ON}(?:\s[a-z-]+)?\s(?:[Cc]ountr(?:y|ies)|[Ss]tates|[Rr]egions?|[Ss]ub-?regions?|[Cc]ontinent|[Nn]ations|"
    r"[Gg]overnments|[Aa]uthorities|[Cc]apitals|[Ee]conom(?:y|ies)|[Mm]ember\s[Ss]tates|[Ll]aw\senforcement)\b"
)
_TITLED_BODY = re.compile(r"\s(?:National|Federal|State|Central)\s[A-Z]")
"""The name of a body in full: "Australian Federal Police" names no country of its own."""
_CLUB = re.compile(
    r"\b(?:Association|Community|Council|Group|League|Organi[sz]ation|Network|Union)\sof\s(?:the\s)?$"
)
_ELIDED = re.compile(
    r"(?<![\w-])(?P<item>[A-Za-z]+(?:[-\s][A-Za-z]+)?)(?:,?\s(?:and|or|to|as\swell\sas|&)\s(?:in\s)?(?:the\s)?|,\s|/)$"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a place."""

    label: str
    concept: Concept
    adjective: bool

    @property
    def region(self) -> bool:
        return not re.fullmatch(r"[A-Z]{3}", self.concept.key)


@dataclass(frozen=True, slots=True)
class _Hit:
    begin: int
    end: int
    form: _Form


@dataclass(frozen=True, slots=True)
class _Index:
    automaton: AhoCorasick
    forms: tuple[tuple[_Form, ...], ...]
    by_words: dict[str, _Form]


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The places in one unit, in order; an item of an elided list has its own characters and its whole name."""
    found = [*_listed(unit, lexicon)]
    regions = _REGION_OF_STATE.finditer(unit.view.text) if _REGION_NOUN.search(unit.view.text) else ()
    for hit in regions:
        begin, end = unit.view.span(*hit.span("name"))
        inside = [m for m in found if m.begin < end and begin < m.end]
        first = fold(hit["name"].split()[0])
        if hit["plain"] and (first in _NO_NAME or first in _index(lexicon).by_words):
            continue  # "the Greek region": whose, and no name
        if not _BODY.match(unit.view.text, hit.end()) and all(
            begin <= m.begin and m.end <= end and not hit["plain"] for m in inside
        ):
            name = " ".join(hit["name"].split())
            found = [m for m in found if m not in inside]
            found.append(Mention(begin=begin, end=end, type="place", finder=NAME, name=name, score=_SURE))
    return iter(sorted(found, key=lambda mention: (mention.begin, mention.end)))


def _listed(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The places that the vocabularies know."""
    index = _index(lexicon)
    text = unit.view.text
    hits = list(_longest(_candidates(text, index)))
    starts = frozenset(sentence.begin for sentence in unit.sentences)
    shouted = bool(hits) and _shouted(text)
    free = 0
    for place, hit in enumerate(hits):
        before = hits[place - 1].end if place else 0
        if _is_meant(text, hit, before, starts, shouted) and not _is_namesake(text, hits, place):
            for begin, end, form, name in _elided(text, hit, max(free, before), index):
                yield _mention(unit, begin, end, form, name)
            yield _mention(unit, hit.begin, hit.end, hit.form, text[hit.begin : hit.end])
            free = hit.end


def _mention(unit: Unit, begin: int, end: int, form: _Form, name: str) -> Mention:
    span = unit.view.span(begin, end)
    return Mention(
        begin=span.begin,
        end=span.end,
        type="place",
        finder=NAME,
        name=name,
        id=form.concept.key,
        score=_ADJECTIVE if form.adjective else _SURE,
    )


@cache
def _index(lexicon: Lexicon) -> _Index:
    forms: dict[str, list[_Form]] = {}
    for concept in lexicon.concepts:
        if concept.type == "place" and concept.key != _WORLD:
            for label in concept.labels:
                forms.setdefault(fold(label), []).append(_Form(label, concept, False))
            for word in concept.adjectives:
                forms.setdefault(fold(word), []).append(_Form(word, concept, True))
    return _Index(
        AhoCorasick(list(forms), matchkind=MatchKind.Standard),
        tuple(tuple(found) for found in forms.values()),
        {words: found[0] for words, found in forms.items()},
    )


def _candidates(text: str, index: _Index) -> Iterator[_Hit]:
    """Every name and adjective that stands there as whole words in fitting case."""
    for pattern, begin, end in index.automaton.find_matches_as_indexes(fold(text), overlapping=True):
        if _whole(text, begin, end) and not _GOES_ON.search(text, begin, end + 2):
            for form in index.forms[pattern]:
                if _same_case(text[begin:end], form):
                    yield _Hit(begin, end, form)
                    break


def _whole(text: str, begin: int, end: int) -> bool:
    before, after = text[begin - 1 : begin], text[end : end + 1]
    glued = before == "-" and not text[begin - 2 : begin - 1].islower()
    return not (before.isalnum() or before in ("_", "@", ".") or glued or after.isalnum() or after == "_")


def _same_case(surface: str, form: _Form) -> bool:
    """Whether the case fits: acronyms as they are, names with a capital, of regions at least in the last word."""
    if " " not in form.label and form.label.isupper():
        return surface == form.label
    if " " not in surface and "-" not in surface:
        return surface in (form.label, form.label.upper())
    if surface[0].isupper():
        return True
    last = re.split(r"[\s-]", surface)[-1]
    return (form.region and last[0].isupper()) or (form.label[0].islower() and surface != surface.lower())


def _longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """The hits that lie in no longer one, left to right."""
    taken = -1
    for hit in sorted(hits, key=lambda h: (h.begin, -h.end)):
        if hit.begin >= taken:
            yield hit
            taken = hit.end


def _shouted(text: str) -> bool:
    """Whether the whole text is in capitals, so that capitals say nothing."""
    letters = "".join(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _is_meant(text: str, hit: _Hit, before: int, starts: frozenset[int], shouted: bool) -> bool:
    """Whether these words name the place and no city, person, currency or body that is called after it."""
    surface = text[hit.begin : hit.end]
    if _AFTER.match(text, hit.end) or is_thing(text, hit.begin, hit.end):
        return False
    if shouted:
        return not hit.form.adjective and not (len(surface) < 4 and surface == hit.form.label)
    if surface.isupper() and surface != hit.form.label and " " not in surface:
        return False
    if hit.form.adjective:
        return _adjective_is_meant(text, hit)
    return not (_is_person(text, hit) or _is_inside_name(text, hit, before, starts))


def _adjective_is_meant(text: str, hit: _Hit) -> bool:
    noun = (_OF_REGION if hit.form.region else _OF_STATE).match(text, hit.end)
    if text[max(0, hit.begin - 2) : hit.begin] == "- ":  # the end of a line stood in "Inter-American"
        return False
    if noun and not hit.form.region and _TITLED_BODY.match(noun[0]):
        return False
    return bool(noun) and not _CLUB.search(text[max(0, hit.begin - _WINDOW) : hit.begin])


def _is_person(text: str, hit: _Hit) -> bool:
    """Whether somebody, or a State of the United States, has the name."""
    before = text[max(0, hit.begin - _WINDOW) : hit.begin]
    shared = fold(text[hit.begin : hit.end]) in _PERSON
    return bool(_TITLE.search(before)) or (
        shared
        and bool(
            _SURNAME.match(text, hit.end) or _CALLING.match(text, hit.end) or _AMERICAN_CITY.search(before)
        )
    )


def _is_inside_name(text: str, hit: _Hit, before: int, starts: frozenset[int]) -> bool:
    """Whether a capital just before, or the noun of a body behind, makes the place part of a longer name."""
    if _BODY.match(text, hit.end):
        return True
    start = max(0, hit.begin - _WINDOW)
    word = _WORD_BEFORE.search(text[start : hit.begin])
    alone = hit.begin in starts or _CELL.match(text, hit.end)
    if not word or alone or start + word.end(1) <= before:
        return False
    first = start + word.start() in starts and not _NAMESAKE.fullmatch(word[1])
    if _COMPASS.fullmatch(word[1]) and _NAMESAKE_BEFORE.search(text[start : start + word.start()]):
        return True
    return not (first or _OPENERS.fullmatch(word[1]))


def _is_namesake(text: str, hits: Sequence[_Hit], place: int) -> bool:
    """Whether a name that others have too stands where nothing says that the State is meant."""
    hit = hits[place]
    if fold(text[hit.begin : hit.end]) not in _SHARED:
        return False
    pairs = pairwise(hits[max(0, place - 1) : place + 2])
    listed = any(
        not (one.form.region or other.form.region) and _BETWEEN_STATES.fullmatch(text, one.end, other.begin)
        for one, other in pairs
    )
    return not (listed or _OFFICE_OF.search(text[max(0, hit.begin - _WINDOW) : hit.begin]))


def _elided(text: str, hit: _Hit, free: int, index: _Index) -> list[tuple[int, int, _Form, str]]:
    """What stands before a region and shares its last word: "Central" in "Central and Western Africa"."""
    *more, head = re.split(r"[\s-]", text[hit.begin : hit.end])
    if not (more and hit.form.region):
        return []
    found: list[tuple[int, int, _Form, str]] = []
    begin = hit.begin
    while item := _item(text, begin, free, head, index):
        found.append(item)
        begin = item[0]
    return found[::-1]


def _item(text: str, end: int, free: int, head: str, index: _Index) -> tuple[int, int, _Form, str] | None:
    start = max(free, end - _WINDOW)
    link = _ELIDED.search(text, start, end)
    words = link["item"] if link else ""
    for shown in (words, words.split(" ")[-1]):
        form = index.by_words.get(fold(f"{shown} {head}"))
        if link and shown and form and _same_case(f"{shown} {head}", form):
            return link.end("item") - len(shown), link.end("item"), form, f"{shown} {head}"
    return None
