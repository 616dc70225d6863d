"""What "the Convention" means where a text does not name it: the term that it defines, or the usual one.

The order of the rules: a definition in brackets, the texts that the paragraph and the document name, the treaty that
the document's committee watches over. Where two differ it is not plain, and the noun stands for nothing.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from kg.anyof import AnyOf
from kg.relate import treaties
from kg.relate.sentences import Sentence
from kg.relate.treaties import NOUN, NOUNS, TITLE, placed
from kg.types import Fact, Mention, Unit
from kg.vocabulary import Lexicon

_EACH = AnyOf(tuple(NOUNS.split("|")))
_TERM = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Ss]aid|[Ss]ame)\s(?P<noun>{NOUNS})\b(?!\s[A-Z][a-z]|\sof\s(?:19|20)\d\d)"
    r"(?!\s(?:on|against|for|of|to|in|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z])"
)
_UNKNOWN = re.compile(
    rf"\b(?P<noun>{NOUNS})\s(?:on|against|for|of|to|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z]"
)
_ONE = rf"(?:instrument|treaty|text|convention|protocol|agreement|covenant|{NOUNS})"
POINTER = re.compile(
    rf"{TITLE},?\s(?:of|in|to|under)\s(?:the\s(?P<which>former|latter)\b(?:\s{_ONE}\b)?"
    rf"|(?:that|the\s(?:same|said))\s(?!{NOUNS}){_ONE}\b)"
)
"""What stands for a text named before: "of the former", "of the latter instrument", "of that treaty"."""
_OF_NATIONS = MappingProxyType({"Charter": "charter"})
"""What the noun means in papers of the United Nations that name no other text so called."""
_WATCHED = MappingProxyType(
    {
        "CCPR": "iccpr",
        "E/C.12": "icescr",
        "CEDAW": "cedaw",
        "CAT": "cat",
        "CERD": "icerd",
        "CRC": "crc",
        "CRPD": "crpd",
        "CMW": "icrmw",
        "CED": "icppd",
    }
)
"""The treaty that a committee watches over, by the root of its symbols: its papers cite articles without a name."""
_DEFINED = re.compile(
    rf"\s\((?:[A-Z]{{3,8}}[,;]\s)?(?:hereinafter"
    rf"|hereafter)?,?\s?(?:referred\sto\sas\s)?(?:the\s)?[“\"‘']?(?:the\s)?"
    rf"(?P<noun>{NOUNS})[”\"’']?\)"
)
_NESTED = 8
_NEAR = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument where a sentence names it; the places count in the sentence's words."""

    begin: int
    end: int
    id: str


def articles(sentence: Sentence) -> Iterator[Mention]:
    """The articles of the sentence that are tied to no text yet."""
    return (m for _, _, m in sentence.mentions if m.type == "provision" and not m.id)


def instruments(sentence: Sentence) -> list[Named]:
    """The texts that the sentence names and that have an identifier or a key, in order of place."""
    return [Named(b, e, m.id) for b, e, m in sentence.mentions if m.type == "instrument" and m.id]


@dataclass(frozen=True, slots=True)
class _Use:
    """A bare "the Convention", and the instruments so called that its paragraph names before it."""

    sentence: Sentence
    term: re.Match[str]
    here: frozenset[str]


_Noun = tuple[int, str, str]
"""Place of an instrument in its sentence, the noun in its name, its identifier."""


def watched_treaty(facts: Iterable[Fact], lexicon: Lexicon) -> str | None:
    """The treaty whose committee issued the document, by the document's symbol."""
    symbols = (str(fact.value) for fact in facts if fact.field == "symbol")
    keys = (key for symbol in symbols for root, key in _WATCHED.items() if symbol.startswith(f"{root}/"))
    return next((key for key in keys if lexicon.find("instrument", key)), None)


def with_terms(
    sentences: Sequence[Sentence], lexicon: Lexicon, watched: str | None = None
) -> Iterator[Sentence]:
    """The sentences, with bare terms as mentions of the instrument that they plainly stand for."""
    named = [list(_nouns(sentence, lexicon)) for sentence in sentences]
    uses = list(_uses(sentences, named))
    defined = _definitions(sentences)
    usual = _usual(named, uses, lexicon)
    treaty = lexicon.find("instrument", watched or "")
    if treaty and (called := NOUN.search(treaty.name)):
        usual.setdefault(called[0], treaty.key)
    names = fullest_names(sentences)
    places: defaultdict[int, list[tuple[int, int, Mention]]] = defaultdict(list)
    for use in uses:
        noun = use.term["noun"]
        if meant := defined.get(noun) or _meant(use.here, usual.get(noun)):
            places[id(use.sentence)].append(_term(use, meant, names, lexicon))
    for sentence in sentences:
        more = [*places.get(id(sentence), ()), *_latter(sentence, lexicon)]
        merged = sorted((*sentence.mentions, *more), key=lambda place: (place[0], -place[1])) if more else ()
        yield replace(sentence, mentions=tuple(merged)) if more else sentence


def _latter(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, Mention]]:
    """The instrument in the name of a body, as a mention of its own where "that treaty" may speak of it."""
    if not any(articles(sentence)) or not POINTER.search(sentence.text):
        return
    for begin, end, m in sentence.mentions:
        key = _inside_name(m, lexicon)
        words = sentence.text[begin:end].split(" ")
        tails = (" ".join(words[i:]) for i in range(len(words)))
        if key and (
            name := next((tail for tail in tails if treaties.labels(lexicon).get(tail) == key), None)
        ):
            yield placed(sentence, end - len(name), end, name, key)


def _uses(sentences: Iterable[Sentence], named: Iterable[Sequence[_Noun]]) -> Iterator[_Use]:
    unit: Unit | None = None
    local: list[tuple[str, str]] = []
    for sentence, nouns in zip(sentences, named, strict=True):
        if sentence.unit is not unit:
            unit, local = sentence.unit, []
        for term in _terms(sentence):
            before = [*local, *((noun, name) for place, noun, name in nouns if place < term.start())]
            yield _Use(sentence, term, frozenset(name for noun, name in before if noun == term["noun"]))
        local += [(noun, name) for _, noun, name in nouns]


def _terms(sentence: Sentence) -> Iterator[re.Match[str]]:
    for term in _TERM.finditer(sentence.text) if _has_noun(sentence.text) else ():
        if not _taken(sentence, term.start("noun"), term.end()):
            yield term


def _has_noun(text: str) -> bool:
    """Whether a noun of an instrument may stand there: most sentences have none."""
    return _EACH.stands_in(text)


def _taken(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a mention stands there already; mentions hardly nest, so a few before the place are enough."""
    behind = bisect_left(sentence.mentions, end, key=lambda place: place[0])
    return any(stop > begin for _, stop, _ in sentence.mentions[max(0, behind - _NESTED) : behind])


def _nouns(sentence: Sentence, lexicon: Lexicon) -> Iterator[_Noun]:
    """Place, noun and identifier of each instrument that is named, alone or in the name of a body.

    "?" stands for one that no vocabulary knows.
    """
    for begin, _, mention in sentence.mentions:
        key = mention.id if mention.type == "instrument" else _inside_name(mention, lexicon)
        concept = lexicon.find("instrument", key) if key else None
        if concept and (noun := NOUN.search(concept.name)):
            yield begin, noun[0], concept.key
        elif mention.type == "instrument" and (noun := NOUN.search(mention.name)):
            yield begin, noun[0], key or "?"
    for other in _UNKNOWN.finditer(sentence.text) if _has_noun(sentence.text) else ():
        if not _taken(sentence, other.start(), other.start() + 1):
            yield other.start(), other["noun"], "?"


def _inside_name(mention: Mention, lexicon: Lexicon) -> str | None:
    """The instrument that the name of a body ends in: "Conference of the Parties to the … Convention"."""
    if mention.type != "organization" or not _has_noun(mention.name) or not NOUN.search(mention.name):
        return None
    labels = treaties.labels(lexicon)
    words = mention.name.split()
    return next((labels[tail] for i in range(1, len(words)) if (tail := " ".join(words[i:])) in labels), None)


def _definitions(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Terms that the document defines: "(hereinafter “the Convention”)" right behind a name."""
    terms: dict[str, str] = {}
    for sentence in sentences:
        for named in instruments(sentence):
            if found := _DEFINED.match(sentence.text, named.end):
                terms.setdefault(found["noun"], named.id)
    return terms


def _usual(named: Iterable[Sequence[_Noun]], uses: Iterable[_Use], lexicon: Lexicon) -> dict[str, str]:
    """What a noun stands for in the document: the instrument of most names so called.

    Without such a one it is what stands before the first bare use, unless another is named more often.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for nouns in named:
        for _, noun, name in nouns:
            counts[noun][name] += 1
    nations = _OF_NATIONS.items()
    usual = {n: key for n, key in nations if not counts[n] and lexicon.find("instrument", key)}
    usual |= {noun: first for noun, names in counts.items() if names and (first := _majority(names))}
    for use in uses:
        names = counts[use.term["noun"]]
        if len(use.here) == 1 and all(names[name] == max(names.values()) for name in use.here):
            usual.setdefault(use.term["noun"], *use.here)
    return usual


def _majority(names: Counter[str]) -> str | None:
    (first, count), total = names.most_common(1)[0], names.total()
    return first if 2 * count > total else None


def _meant(here: frozenset[str], usual: str | None) -> str | None:
    """The instrument of the paragraph and of the document: where the two differ it is not plain."""
    meant = usual if usual or len(here) != 1 else next(iter(here))
    return meant if meant != "?" and (not here or meant in here) else None


def fullest_names(sentences: Iterable[Sentence]) -> dict[str, str]:
    """The fullest name by which the document calls each instrument."""
    names: dict[str, str] = {}
    for sentence in sentences:
        for _, _, m in sentence.mentions:
            if m.type == "instrument" and m.id:
                names[m.id] = max(names.get(m.id, ""), m.name, key=lambda name: (len(name), name))
    return names


def _term(use: _Use, meant: str, names: Mapping[str, str], lexicon: Lexicon) -> tuple[int, int, Mention]:
    """The bare noun as a mention under the instrument's name, so that "Convention" becomes no name of it."""
    begin, end = use.term.span("noun")
    span = use.sentence.unit.view.span(use.sentence.begin + begin, use.sentence.begin + end)
    concept = lexicon.find("instrument", meant)
    name = names.get(meant, "")
    name = name if use.term["noun"] in name.split() or not concept else concept.name
    found = Mention(begin=span.begin, end=span.end, type="instrument", finder="terms", name=name, id=meant)
    return begin, end, replace(found, score=_NEAR)
