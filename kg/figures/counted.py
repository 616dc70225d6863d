"""What a number counts: the unit behind it, in the source's words, singular.

The words behind a number run to the first plural noun that ends a noun phrase; a complement without an
article ("of cocaine"), a rate ("per day") and coordinated heads ("judges and police officers") belong to it.
Offsets are code points in the sentence, end excluded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.figures.money import is_change, purpose
from kg.grammar import ahead
from kg.nouns import is_plural, singular_phrase
from kg.numbers import NUMBER_WORDS, Quantity

_TOKEN = re.compile(r"\s*(?P<word>[^\W_][\w’'./&-]*[\w’']|[^\W_]|\S)")
_ACRONYM = re.compile(r"\s*\([A-Z][\w-]*\)")
_STOP_WORDS = """
    a about above across after against all almost along also although among an and another any approximately are
    around as at be because been before being below between both but by can could daily during each either every
    for from had has have he her his how if in including inside into is it its itself least like many may might
    more most much near nearly no nor not now of on onto or other our out over own per she should since so some
    such than that the their them then there these they this those though through throughout to under until up
    upon was we were what when where whether which while who whom whose will with within without would yet you
    respectively currently worldwide together benefited participated received attended joined took became become
    proved remained remains remain failed kept made gave came went began
    """
_STOP = frozenset(_STOP_WORDS.split())
_MEASURES_WORDS = """
    kg kilogram kilograms kilogrammes gram grams g tons tonnes litres liters ml hectares ha km kilometres
    kilometers metres pills tablets doses
"""
_MEASURES = frozenset(_MEASURES_WORDS.split())
_SUBJECTS = frozenset({"it", "they", "which", "who", "that", "we"})
_TIMES_WORDS = """
    second seconds minute minutes hour hours day days night nights week weeks month months year years decade
    decades century centuries o'clock am pm
"""
_TIMES = frozenset(_TIMES_WORDS.split())
_STRUCTURE_WORDS = """
    aspects reasons objectives pillars phases parts sections options goals targets things issues ways means
    stages steps questions paragraphs subparagraphs chapters articles sentences dimensions categories elements
    factors themes sides occasions times respects instances sets pages lines words footnotes annexes tracks strands
    criteria principles priorities outcomes conclusions hundreds thousands millions
    """
_STRUCTURE = frozenset(_STRUCTURE_WORDS.split())
_VAGUE_ALONE_WORDS = """
    points levels terms ones others kinds types
"""
_VAGUE_ALONE = frozenset(_VAGUE_ALONE_WORDS.split())
_MODIFYING_WORDS = """
    rights customs nations communications sports goods affairs drugs arms news sales systems women children
    operations services men resources statistics forensics crops proceeds
"""
_MODIFYING = frozenset(_MODIFYING_WORDS.split())
_LONGEST = 7
_ADJECTIVES = re.compile(r"\s*([a-z][a-z-]*),?(?: ([a-z][a-z-]*),?)? and(?= [a-z])")
_DEED = re.compile(r"[a-z]+ed ")
_RATE = re.compile(
    r" (?:(?:per|a|each|every) (?:day|week|month|year|hour)|daily|monthly|annually|yearly|weekly)\b"
)
_BEHIND = re.compile(r"\s*(?:[.,;:)]|\Z|(?P<word>[^\W\d][\w-]*))")
_AFTER_NAMES_WORDS = """
    and from in at across by during between among were was are is have has had been who which that whose from
    worldwide of discussed attended participated met took
"""
_AFTER_NAMES = frozenset(_AFTER_NAMES_WORDS.split())
_AFTER_VERBS_WORDS = """
    the a an its their over more about almost nearly on with to for of
"""
_AFTER_VERBS = frozenset(_AFTER_VERBS_WORDS.split())
_VERB = re.compile(r" (?:was|were|is|are|has|have|had)\b")
"""Behind ", and" and a noun: a clause of its own."""
_LINK = re.compile(r",? and |, ")
_PART_OF = re.compile(r"\s*(?:such|of (?:(?:the|its|these|those|their|our)(?: \d[\d,.]*)?|\d[\d,.]*))\b")
_OF = re.compile(
    r" of(?= (?!the\b|its\b|whom\b|which\b|these\b|those\b|their\b|our\b|an?\b|all\b|this\b)[a-z])"
)
_PERCENT_OF = re.compile(r" of\b")
_WHOLE = re.compile(r"\s*(?:the|all|its|their|these|those|our)\b(?: the\b)?")
_VALUE_OF = re.compile(
    r"\b(?:value|amount|worth|total|volume|sum) of (?P<what>[a-z][\w-]*(?:,? (?:and |or )?[a-z][\w-]*){0,5}?)"
    r" (?:was|were|is|are|reached|amounted to|totalled|stood at|rose to|of)\b"
)
_NEAR = 300
"""Characters before an amount in which the words may say of what it is."""
_WORTH = re.compile(
    r" (?:worth )?(?:of|in|for) (?!the\b|its\b|19|20|(?:line|accordance|addition|total|all|order|response)\b)(?=[a-z])"
)
_OFTEN = re.compile(r" times(?! (?:more|as|the|higher|larger|over|that)\b)")
_SPOKEN_TO = re.compile(
    r"\b(?:asked|told|invited|urged|warned|questioned|reminded|summoned) (?:[a-z]+ ){0,2}\Z"
)
"""Verbs of speaking to somebody: how often that happened is no result."""
_MANY_TIMES = 20
"""From which on "so many times" counts what was done; below it compares or tells how often somebody met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The unit of one number and where its words end."""

    unit: str
    end: int


def counted(text: str, quantity: Quantity) -> Counted | None:
    """What the number counts, or none where it counts nothing that reports count: times, parts of a text, nothing."""
    if quantity.percent:
        return _share(text, quantity)
    if quantity.currency:
        return _money(text, quantity)
    skipped = _PART_OF.match(text, quantity.end)
    phrase = _phrase(text, skipped.end() if skipped else quantity.end)
    if phrase is None:
        many = quantity.value >= _MANY_TIMES and not _SPOKEN_TO.search(ahead(text, quantity.phrase))
        often = _OFTEN.match(text, quantity.end) if many else None
        return Counted(unit="time", end=often.end()) if often else None
    measured = phrase.unit.casefold() in _MEASURES
    heads = [phrase, *(() if measured else _further(text, phrase.end))]
    end = heads[-1].end
    names = [singular_phrase(head.unit) for head in heads]
    unit = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    complement = _complement(text, end)
    unit, end = (f"{unit} of {complement.unit}", complement.end) if complement else (unit, end)
    rate = _RATE.match(text, end)
    return Counted(unit=unit + rate[0], end=rate.end()) if rate else Counted(unit=unit, end=end)


def antecedent(text: str, end: int) -> str | None:
    """The first plural noun with its adjectives before a place: what "of them" and "of which" count.

    >>> antecedent("The boats of the Office, of which 37 sail", 24)
    'boat'
    """
    run: list[str] = []
    before = ""
    for token in _TOKEN.finditer(text, 0, end):
        word = token["word"].rstrip("./")
        own = word.lower() if token.start() == 0 else word
        verb = before in _SUBJECTS or (before[:1].isupper() and not before.endswith(("'s", "’s")))
        plain = own.islower() and own.isalpha() and own not in _STOP
        run = [*run, own] if plain else []
        if plain and is_plural(own) and not verb and own not in _TIMES | _STRUCTURE:
            return singular_phrase(" ".join(run[-2:]))
        run = [] if plain and verb else run
        before = own if own in _STOP else word
    return None


def _share(text: str, quantity: Quantity) -> Counted:
    """ "per cent of users"; bare where the words do not say of what."""
    if of := _PERCENT_OF.match(text, quantity.end):
        whole = _WHOLE.match(text, of.end())
        start = whole.end() if whole else of.end()
        if phrase := _noun(text, start, plural=False):
            determiner = f"{whole[0].strip()} " if whole else ""
            return Counted(unit=f"per cent of {determiner}{phrase.unit}", end=phrase.end)
    return Counted(unit="per cent", end=quantity.end)


def _money(text: str, quantity: Quantity) -> Counted:
    """The sign of the currency, with what the money stands for where the words say so."""
    sign = quantity.currency or ""
    worth = _WORTH.match(text, quantity.end)
    if worth and not is_change(text, quantity) and (phrase := _noun(text, worth.end(), plural=False)):
        return Counted(unit=f"{sign} of {phrase.unit}", end=phrase.end)
    values = list(_VALUE_OF.finditer(text, max(0, quantity.phrase - _NEAR), quantity.phrase + 1))
    what = f" of {values[-1]['what'].strip()}" if values else purpose(text, quantity)
    return Counted(unit=f"{sign}{what}", end=quantity.end)


def _phrase(text: str, start: int) -> Counted | None:
    found = _noun(text, start, plural=True)
    if found is None:
        return None
    head = found.unit.rsplit(" ", 1)[-1].casefold()
    vague = head in _VAGUE_ALONE and " " not in found.unit
    structure = head in _STRUCTURE and not found.unit.casefold().endswith("data sets")
    return None if head in _TIMES or structure or vague else found


def _noun(text: str, start: int, *, plural: bool) -> Counted | None:
    """The noun phrase at `start`, with its head as printed; with `plural`, only one whose head is one."""
    words, found = _read(text, start)
    if found or plural:
        return found or _of_two_kinds(text, start)
    return _joined(words) if words else None


def _read(text: str, start: int) -> tuple[list[tuple[str, int]], Counted | None]:
    """The words of the phrase at `start` up to its plural head, and the phrase where it has one."""
    words: list[tuple[str, int]] = []
    tokens = list(_words(text, start))
    for index, (word, end) in enumerate(tokens):
        words.append((word, end))
        small = word.casefold()
        if small in _TIMES and len(words) == 1:
            return [], None
        if small in _MEASURES or (is_plural(word) and not _goes_on(tokens, index)):
            return words, _joined(words)
    return words, None


def _of_two_kinds(text: str, start: int) -> Counted | None:
    """ "small and medium-sized firms": a plural behind adjectives that "and" joins."""
    adjectives = _ADJECTIVES.match(text, start)
    first = [word for word in adjectives.groups() if word] if adjectives else []
    if adjectives is None or any(w in _STOP | _TIMES | _MEASURES or is_plural(w) for w in first):
        return None
    _, head = _read(text, adjectives.end())
    if head is None or _DEED.match(head.unit):
        return None
    return Counted(unit=f"{adjectives[0].strip()} {head.unit}", end=head.end)


def _goes_on(tokens: list[tuple[str, int]], index: int) -> bool:
    """Whether a plural only describes the head behind it: "rights defenders", "States parties"."""
    following = [word for word, _ in tokens[index + 1 : index + 4]]
    if not following:
        return False
    if is_plural(following[0]) and following[0].islower() and not following[0].endswith("ses"):
        return True
    return tokens[index][0].casefold() in _MODIFYING and any(map(is_plural, following))


def _words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The words of one noun phrase with their ends: up to a mark, a word that ends phrases, or too many."""
    place = start
    for _ in range(_LONGEST):
        if acronym := _ACRONYM.match(text, place):
            if not re.match(r"\s*[a-z]", text[acronym.end() : acronym.end() + 2]):
                return
            place = acronym.end()
        token = _TOKEN.match(text, place)
        if (
            not token
            or not token["word"][0].isalpha()
            or token["word"].casefold() in _STOP - ({"daily"} if place == start else set())
        ):
            return
        place = token.end()
        yield token["word"].rstrip("./"), place


def _joined(words: list[tuple[str, int]]) -> Counted:
    return Counted(unit=" ".join(word for word, _ in words), end=words[-1][1])


def _further(text: str, start: int) -> list[Counted]:
    """The heads that share the number: "judges, prosecutors and police officers"; none where no "and" closes them."""
    found: list[Counted] = []
    place = start
    while link := _LINK.match(text, place):
        head = _noun(text, link.end(), plural=True)
        anew = not found and link[0].startswith(", and") and head and _VERB.match(text, head.end)
        if head is None or anew or not _may_share(text, head):
            return []
        found.append(head)
        place = head.end
        if "and" in link[0]:
            return found
    return []


def _may_share(text: str, head: Counted) -> bool:
    """Whether the words are a further head and no verb of the number's own subject ("… and contains over 20")."""
    words = head.unit.split(" ")
    behind = _BEHIND.match(text, head.end)
    if (
        behind is None
        or words[0].endswith("ed")
        or words[0].casefold() in NUMBER_WORDS
        or words[-1].casefold() in _TIMES
    ):
        return False
    word = (behind["word"] or "").casefold()
    goes_on = not word or word in _AFTER_NAMES or (len(words) > 1 and word in _STOP) or word.endswith("ed")
    return goes_on and not (len(words) == 1 and word in _AFTER_VERBS)


def _complement(text: str, start: int) -> Counted | None:
    """ "of cocaine", "of strategic commodities": what a unit is made of, told without an article."""
    of = _OF.match(text, start)
    return _noun(text, of.end(), plural=False) if of else None
