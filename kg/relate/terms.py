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

from kg.relate import treaties
from kg.relate.sentences import Sentence
from kg.relate.treaties import NOUN, NOUNS, TITLE, Place, placed
from kg.relate.watched import has_noun, inside_name, of_body, treaty_of_committee
from kg.types import Mention, Unit
from kg.vocabulary import Lexicon

_TERM = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Ss]aid|[Ss]ame)\s(?P<noun>{NOUNS})\b(?!\s[A-Z][a-z]|\sof\s(?:19|20)\d\d)"
    r"(?!\s(?:on|against|for|of|to|in|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z])"
)
_POINTED = re.compile(r"[Tt]hat|[Tt]his|[Ss]aid|[Ss]ame")
"""What the noun has before it where it stands for the text named last, whatever the document's usual one is."""
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
ACRONYM = re.compile(rf"{TITLE}\s(?P<letters>[A-Z]{{3,8}})\b(?!\s?[/-])")
"""Letters right behind an article, as "articles 28 and 29 CRC"."""
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


def with_terms(
    sentences: Sequence[Sentence], lexicon: Lexicon, watched: str | None = None
) -> Iterator[Sentence]:
    """The sentences, with bare terms as mentions of the instrument that they plainly stand for."""
    named = [list(_nouns(sentence, lexicon)) for sentence in sentences]
    held = [sorted({*nouns, *_held(s, lexicon)}) for s, nouns in zip(sentences, named, strict=True)]
    uses = list(_uses(sentences, held))
    defined = _definitions(sentences)
    usual = _usual(held, uses, lexicon) | _usual(named, uses, lexicon)
    treaty = lexicon.find("instrument", watched or "")
    if treaty and (called := NOUN.search(treaty.name)):
        usual[called[0]] = treaty.key
    names = fullest_names(sentences)
    places: defaultdict[int, list[tuple[int, int, Mention]]] = defaultdict(list)
    for use in uses:
        noun = use.term["noun"]
        pointed = _POINTED.match(use.term[0]) and _meant(use.here, None)
        if meant := pointed or defined.get(noun) or _meant(use.here, usual.get(noun)):
            places[id(use.sentence)].append(_term(use, meant, names, lexicon))
    for sentence in sentences:
        more = [*places.get(id(sentence), ()), *_inside(sentence, lexicon)]
        merged = sorted((*sentence.mentions, *more), key=lambda place: (place[0], -place[1])) if more else ()
        yield replace(sentence, mentions=tuple(merged)) if more else sentence


def _inside(sentence: Sentence, lexicon: Lexicon) -> Iterator[Place]:
    """Treaties that articles may be of as mentions of their own: in the name of a body, as letters behind an article.

    A body's name tells one where "that treaty" may speak of it or no other text is named.
    """
    if not any(articles(sentence)):
        return
    bodies = POINTER.search(sentence.text) or not instruments(sentence)
    for begin, end, m in sentence.mentions:
        letters = ACRONYM.match(sentence.text, end) if m.type == "provision" else None
        key = treaty_of_committee(letters["letters"]) if letters else None
        if letters and key and lexicon.find("instrument", key):
            yield placed(sentence, *letters.span("letters"), letters["letters"], key)
        elif bodies and (key := inside_name(m, lexicon)):
            yield from _part(sentence, begin, end, key, lexicon)


def with_bodies(sentences: Sequence[Sentence], keys: frozenset[str], lexicon: Lexicon) -> list[Sentence]:
    """The sentences, with each treaty of `keys` that only bodies and meetings are called after as a mention there."""
    missing = set(keys) - {one.id for sentence in sentences for one in instruments(sentence)}
    shown = []
    for sentence in sentences:
        inside = ((b, e, inside_name(m, lexicon)) for b, e, m in sentence.mentions) if missing else ()
        more = [
            place for b, e, key in inside if key in missing for place in _part(sentence, b, e, key, lexicon)
        ]
        missing -= {m.id for _, _, m in more if m.id}
        merged = sorted((*sentence.mentions, *more), key=lambda place: (place[0], -place[1]))
        shown.append(replace(sentence, mentions=tuple(merged)) if more else sentence)
    return shown


def _part(sentence: Sentence, begin: int, end: int, key: str, lexicon: Lexicon) -> Iterator[Place]:
    """The longest name of the treaty in the words, which a place or day may follow."""
    known, text = treaties.labels(lexicon), sentence.text[begin:end]
    words = text.split(" ")
    parts = (" ".join(words[first:last]) for last in range(len(words), 0, -1) for first in range(last))
    if name := next((part for part in parts if known.get(part) == key), None):
        start = begin + text.rindex(name)
        yield placed(sentence, start, start + len(name), name, key)


def _uses(sentences: Iterable[Sentence], named: Iterable[Sequence[_Noun]]) -> Iterator[_Use]:
    unit: Unit | None = None
    local: list[tuple[str, str]] = []
    for sentence, nouns in zip(sentences, named, strict=True):
        if sentence.unit is not unit:
            unit, local = sentence.unit, []
        for term in _terms(sentence):
            before = [*local, *((noun, name) for place, noun, name in nouns if place < term.start())]
            here = [name for noun, name in before if noun == term["noun"]]
            yield _Use(sentence, term, frozenset(here[-1:] if _POINTED.match(term[0]) else here))
        local += [(noun, name) for _, noun, name in nouns]


def _terms(sentence: Sentence) -> Iterator[re.Match[str]]:
    for term in _TERM.finditer(sentence.text) if has_noun(sentence.text) else ():
        if not _taken(sentence, term.start("noun"), term.end()):
            yield term


def has_bare_term(sentence: Sentence) -> bool:
    """Whether "the Agreement" or the like stands there and no one knows for what."""
    return any(True for _ in _terms(sentence))


def opens_with_term(sentence: Sentence) -> bool:
    """Whether the sentence is about "the Agreement" or the like and no one knows which."""
    return any(term.start() == 0 for term in _terms(sentence))


def _taken(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a mention stands there already; mentions hardly nest, so a few before the place are enough."""
    behind = bisect_left(sentence.mentions, end, key=lambda place: place[0])
    return any(stop > begin for _, stop, _ in sentence.mentions[max(0, behind - _NESTED) : behind])


def _nouns(sentence: Sentence, lexicon: Lexicon) -> Iterator[_Noun]:
    """Place, noun and identifier of each instrument that is named, alone or in the name of a body.

    "?" stands for one that no vocabulary knows.
    """
    for begin, _, mention in sentence.mentions:
        key = mention.id if mention.type == "instrument" else inside_name(mention, lexicon)
        concept = lexicon.find("instrument", key) if key else None
        if concept and (noun := NOUN.search(concept.name)):
            yield begin, noun[0], concept.key
        elif mention.type == "instrument" and (noun := NOUN.search(mention.name)):
            yield begin, noun[0], key or "?"
    for other in _UNKNOWN.finditer(sentence.text) if has_noun(sentence.text) else ():
        if not _taken(sentence, other.start(), other.start() + 1):
            yield other.start(), other["noun"], "?"


def _held(sentence: Sentence, lexicon: Lexicon) -> Iterator[_Noun]:
    """The treaty to which a longer name is one of a protocol, and the one that a body named there watches over."""
    for begin, _, mention in sentence.mentions:
        if mention.type == "instrument" and has_noun(mention.name):
            keys = {key for key in (_parent(mention, lexicon),) if key}
        else:
            keys = of_body(mention, lexicon)
        for key in sorted(keys):
            concept = lexicon.find("instrument", key)
            if concept and (noun := NOUN.search(concept.name)):
                yield begin, noun[0], key


def _parent(mention: Mention, lexicon: Lexicon) -> str | None:
    """The treaty behind "to the" in a protocol's name."""
    words = mention.name.partition(" to the ")[2].split()
    known = treaties.labels(lexicon)
    heads = (" ".join(words[:size]) for size in range(len(words), 1, -1))
    key = next((known[head] for head in heads if head in known), None)
    return key if key != mention.id else None


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
        if len(use.here) == 1 and all(names[name] == max(names.values(), default=0) for name in use.here):
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
