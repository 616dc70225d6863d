"""Which instrument an article belongs to, and what "the Convention" means.

The order of the rules: the words right behind ("of the …"), the words right before, "its" and the instrument of
the sentence, the sentence before or the heading, and last the one instrument that the whole document cites by
article. Where none of them is plain the article stays open; it is never guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from kg.iris import slug
from kg.relate.sentences import Sentence
from kg.types import EntityType, Finding, Mention, Unit
from kg.vocabulary import Lexicon

_NOUNS = "Convention|Protocol|Covenant|Treaty|Agreement|Charter|Declaration|Compact|Regulations|Statute"
_EACH = tuple(_NOUNS.split("|"))
_NOUN = re.compile(rf"\b(?:{_NOUNS})\b")
_TERM = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Ss]aid|[Ss]ame)\s(?P<noun>{_NOUNS})\b(?!\s[A-Z][a-z]|\sof\s(?:19|20)\d\d)"
    r"(?!\s(?:on|against|for|of|to|in|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z])"
)
_UNKNOWN = re.compile(
    rf"\b(?P<noun>{_NOUNS})\s(?:on|against|for|of|to|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z]"
)
_DATED = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his)\s(?P<name>(?:18|19|20)\d\d\s(?:{_NOUNS}))\b(?!\s[A-Z])"
    r"(?!\s(?:on|against|for|of|to|in|concerning|relating\sto)\s(?:the\s|an?\s)?[A-Z])"
)
_MORE = re.compile(r"\s(?:[IVX]{1,4}\b(?!\s?[-(/])|(?P<thereto>thereto\b))")
"""What goes on behind the name of a protocol: its number, or that it is one to the text named before."""
_TITLE = r"(?:\s\([^()]{2,100}\))?"
_LATTER = re.compile(rf"{_TITLE}\s(?:of|in|to|under)\sthe\slatter\s(?:instrument|{_NOUNS}|treaty|text)\b")
_OF_NATIONS = MappingProxyType({"Charter": "charter"})
"""What the noun means in papers of the United Nations that name no other text so called."""
_DEFINED = re.compile(
    rf"\s\((?:[A-Z]{{3,8}}[,;]\s)?(?:hereinafter"
    rf"|hereafter)?,?\s?(?:referred\sto\sas\s)?(?:the\s)?[“\"‘']?(?:the\s)?"
    rf"(?P<noun>{_NOUNS})[”\"’']?\)"
)
_LIST = re.compile(rf"{_TITLE}\s?(?:,|;)?\s?(?:and/or|and|or|to|as well as)?\s?|\s?[-–]\s?")
_OF = re.compile(
    rf"{_TITLE},?\s(?:of|to|in|from|under|common\sto)\s(?:both\s)?(?:the\s|that\s|this\s)?(?:said\s"
    rf"|same\s)?[“\"]?"
)
_OTHER = re.compile(rf"{_TITLE},?\s(?:of\s(?!which\b)|(?:in|to|from)\s(?:the|its|that|this|a)\s[A-Z])")
_BEFORE = re.compile(
    rf"(?:['’]s)?[”\"]?{_TITLE}(?:,|:)?\s\(?(?:(?:and|in|under|by|through|specifically|notably"
    rf"|particularly|especially"
    r"|including|namely|see|at|with|particular)\s)*(?:(?:its|the)\s)?(?:provisions?\s(?:of|in)\s)?"
)
_POSSESSIVE = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s\Z")
_STARTS = re.compile(r"(?:[A-Z][a-z]+ )?(?:The )?")
"""What may stand before the instrument that a sentence is about: a headline that lost its line end."""
_LAW = re.compile(
    r"\b(?:Constitutions?|Code|Statutes?|statutes?|Act|Decree|Law No)\b|\b(?:Regulation"
    r"|Directive)s?\s(?:\([A-Z]+\)\s)?(?:No\.?\s)?\d"
)
_OWN = re.compile(r"\s*(?:Article|ARTICLE|Art\.)\s[\dIVX]+[.:]?(?:\s+[A-Z][^()]*)?")
_HEADLINE = re.compile(r"Article\s(?:[IVX]+\b|\d+[.:]?\s[A-Z])")
_GOES_ON = re.compile(r"\s(?:to|on|of|for|against)\s(?:the\s)?[A-Z]")
_NESTED = 8
_WINDOW = 10
"""Code points before an article: "their " and a blank."""
_ENOUGH = 3
"""Articles that a document must tie to one instrument before a bare article is taken for one of it."""
_PLAIN, _NEAR, _FAR = Decimal("0.95"), Decimal("0.85"), Decimal("0.75")


@dataclass(frozen=True, slots=True)
class _Named:
    """An instrument where a sentence names it; the places count in the sentence's words."""

    begin: int
    end: int
    id: str


_Tied = dict[Mention, tuple[str, Decimal]]


def tied(
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    keys: Mapping[tuple[EntityType, str], str] = MappingProxyType({}),
) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with "the Convention" as a mention where it is plain, and each article as part of its instrument.

    An article that stays open is no mention any more, and gives one finding. `keys` has the document's key of each
    name that coreference brought together with others.
    """
    known = list(_with_terms([_keyed(_spelt_out(s, lexicon), keys) for s in sentences], lexicon))
    headings = _headings(known)
    found: _Tied = {}
    before: Sentence | None = None
    for sentence in known:
        near = before if before and before.unit is sentence.unit else None
        found |= _of_sentence(sentence, near, headings, found)
        before = sentence
    found |= _of_document(known, found)
    findings = [_open(m) for s in known for m in _articles(s) if m not in found and not _own(s, m)]
    names = _names(known)
    return [_closed(sentence, found, names, lexicon) for sentence in known], findings


def _spelt_out(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The sentence with "Protocol II", "Protocol thereto" whole and "the 1970 Convention", where it has articles."""
    if not any(_articles(sentence)):
        return sentence
    places = [_whole(sentence, place, lexicon) for place in range(len(sentence.mentions))]
    for dated in _DATED.finditer(sentence.text):
        if not _taken(sentence, *dated.span("name")):
            name = " ".join(dated["name"].split())
            places.append(_placed(sentence, *dated.span("name"), name, None))
    return replace(sentence, mentions=tuple(sorted(places, key=lambda place: (place[0], -place[1]))))


def _whole(sentence: Sentence, place: int, lexicon: Lexicon) -> tuple[int, int, Mention]:
    begin, end, m = sentence.mentions[place]
    more = _MORE.match(sentence.text, end) if m.type == "instrument" and not m.id else None
    if not more or not _NOUN.search(m.name.rpartition(" ")[2]):
        return begin, end, m
    ahead = [one.id for one in _instruments(sentence) if one.end <= begin]
    parent = lexicon.find("instrument", ahead[-1]) if more["thereto"] and ahead else None
    labels = _labels(lexicon)
    own = (labels.get(f"{m.name} to the {label}") for label in (parent.labels if parent else ()))
    return _placed(sentence, begin, more.end(), m.name + more[0], next(filter(None, own), None))


def _placed(sentence: Sentence, begin: int, end: int, name: str, key: str | None) -> tuple[int, int, Mention]:
    span = sentence.unit.view.span(sentence.begin + begin, sentence.begin + end)
    found = Mention(begin=span.begin, end=span.end, type="instrument", finder="terms", name=name, id=key)
    return begin, end, replace(found, score=_NEAR)


def _keyed(sentence: Sentence, keys: Mapping[tuple[EntityType, str], str]) -> Sentence:
    """The sentence with each treaty that no vocabulary knows under the key that it has in the document.

    A name that goes on behind its end ("the Optional Protocol" to something) names no one text.
    """
    places = []
    for begin, end, m in sentence.mentions:
        loose = m.type == "instrument" and not m.id and _NOUN.search(m.name)
        if loose and not _GOES_ON.match(sentence.text, end):
            m = replace(m, id=keys.get((m.type, m.name)) or f"instrument-{slug(m.name)}")
        places.append((begin, end, m))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _unkeyed(mention: Mention, lexicon: Lexicon) -> Mention:
    """The mention as it goes on: a key of the document is no identifier."""
    loose = mention.type == "instrument" and mention.id and not lexicon.find("instrument", mention.id)
    return replace(mention, id=None) if loose else mention


def _articles(sentence: Sentence) -> Iterator[Mention]:
    return (m for _, _, m in sentence.mentions if m.type == "provision" and not m.id)


def _instruments(sentence: Sentence) -> list[_Named]:
    return [_Named(b, e, m.id) for b, e, m in sentence.mentions if m.type == "instrument" and m.id]


# What "the Convention" means ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Use:
    """A bare "the Convention", and the instruments so called that its paragraph names before it."""

    sentence: Sentence
    term: re.Match[str]
    here: frozenset[str]


_Noun = tuple[int, str, str]
"""Place of an instrument in its sentence, the noun in its name, its identifier."""


def _with_terms(sentences: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences, with bare terms as mentions of the instrument that they plainly stand for."""
    named = [list(_nouns(sentence, lexicon)) for sentence in sentences]
    uses = list(_uses(sentences, named))
    defined = _definitions(sentences)
    usual = _usual(named, uses, lexicon)
    names = _names(sentences)
    places: defaultdict[int, list[tuple[int, int, Mention]]] = defaultdict(list)
    for use in uses:
        noun = use.term["noun"]
        if meant := defined.get(noun) or _meant(use.here, usual.get(noun)):
            places[id(use.sentence)].append(_term(use, meant, names, lexicon))
    for sentence in sentences:
        places[id(sentence)].extend(_latter(sentence, lexicon))
        more = places[id(sentence)]
        merged = sorted((*sentence.mentions, *more), key=lambda place: (place[0], -place[1]))
        yield replace(sentence, mentions=tuple(merged)) if more else sentence


def _latter(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, Mention]]:
    """The instrument in the name of a body, as a mention of its own where "the latter instrument" speaks of it."""
    if not _LATTER.search(sentence.text):
        return
    for begin, end, m in sentence.mentions:
        key = _inside_name(m, lexicon)
        words = sentence.text[begin:end].split(" ")
        tails = (" ".join(words[i:]) for i in range(len(words)))
        if key and (name := next((tail for tail in tails if _labels(lexicon).get(tail) == key), None)):
            yield _placed(sentence, end - len(name), end, name, key)


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
    return any(noun in text for noun in _EACH)


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
        if concept and (noun := _NOUN.search(concept.name)):
            yield begin, noun[0], concept.key
        elif mention.type == "instrument" and (noun := _NOUN.search(mention.name)):
            yield begin, noun[0], key or "?"
    for other in _UNKNOWN.finditer(sentence.text) if _has_noun(sentence.text) else ():
        if not _taken(sentence, other.start(), other.start() + 1):
            yield other.start(), other["noun"], "?"


def _inside_name(mention: Mention, lexicon: Lexicon) -> str | None:
    """The instrument that the name of a body ends in: "Conference of the Parties to the … Convention"."""
    if mention.type != "organization" or not _NOUN.search(mention.name):
        return None
    labels = _labels(lexicon)
    words = mention.name.split()
    return next((labels[tail] for i in range(1, len(words)) if (tail := " ".join(words[i:])) in labels), None)


@cache
def _labels(lexicon: Lexicon) -> dict[str, str]:
    return {label: c.key for c in lexicon.concepts if c.type == "instrument" for label in c.labels}


def _definitions(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Terms that the document defines: "(hereinafter “the Convention”)" right behind a name."""
    terms: dict[str, str] = {}
    for sentence in sentences:
        for named in _instruments(sentence):
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


def _names(sentences: Iterable[Sentence]) -> dict[str, str]:
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


# Articles -------------------------------------------------------------------------------------------------


def _of_sentence(
    sentence: Sentence, before: Sentence | None, headings: Mapping[int, str], known: _Tied
) -> _Tied:
    """The articles of one sentence with their instruments, list by list."""
    found: _Tied = {}
    named = _instruments(sentence)
    ids = {one.id for one in named}
    last: _Named | None = None
    for group in _groups(sentence):
        begin, end = group[0][0], max(stop for _, stop, _ in group)
        instrument = _beside(sentence, named, begin, end)
        if instrument is None and not _elsewhere(sentence, group):
            near = _inside(sentence, named, begin, last) if len(ids) > 1 else next(iter(ids), None)
            if not ids:
                near = _before(before, known) or _above(sentence, headings)
            instrument = (near, _NEAR) if near else None
        if instrument:
            last = _Named(begin, end, instrument[0])
            found |= {mention: instrument for _, _, mention in group}
    return found


def _groups(sentence: Sentence) -> list[list[tuple[int, int, Mention]]]:
    """The articles of the sentence, those of one list together."""
    groups: list[list[tuple[int, int, Mention]]] = []
    for place in (p for p in sentence.mentions if p[2].type == "provision" and not p[2].id):
        if groups and _LIST.fullmatch(sentence.text[min(groups[-1][-1][1], place[0]) : place[0]]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _beside(sentence: Sentence, named: Sequence[_Named], begin: int, end: int) -> tuple[str, Decimal] | None:
    """The instrument right behind ("of the …"), else right before."""
    behind = bisect_left(named, end, key=lambda one: one.begin)
    for one in named[behind : behind + 1]:
        if _OF.fullmatch(sentence.text[end : one.begin]):
            return one.id, _PLAIN
    ahead = bisect_right(named, begin, key=lambda one: one.end)
    if ahead and _LATTER.match(sentence.text, end):
        return named[ahead - 1].id, _NEAR
    for one in named[max(0, ahead - 1) : ahead]:
        if not _OTHER.match(sentence.text, end) and _BEFORE.fullmatch(sentence.text[one.end : begin]):
            return one.id, _PLAIN
    return None


def _elsewhere(sentence: Sentence, group: Sequence[tuple[int, int, Mention]]) -> bool:
    """Whether the words tie the article to something else: another text, a law, the document's own articles.

    A headline inside a paragraph ("Article II Protection of children") lost its line end in reading.
    """
    end = max(stop for _, stop, _ in group)
    own = any(_own(sentence, mention) for _, _, mention in group)
    return (
        own
        or bool(_HEADLINE.match(sentence.text, group[0][0]))
        or bool(_OTHER.match(sentence.text, end))
        or bool(_LAW.search(sentence.text))
    )


def _own(sentence: Sentence, mention: Mention) -> bool:
    """Whether the article is a heading of the document itself: an annexed statute or agreement."""
    text = sentence.unit.view.text
    first = sentence.unit.view.place(0) == mention.begin
    return first and bool(_OWN.fullmatch(text))


def _inside(sentence: Sentence, named: Sequence[_Named], begin: int, last: _Named | None) -> str | None:
    """Of several instruments: with "its" the one named last before, else that of the article before."""
    ahead = bisect_right(named, begin, key=lambda one: one.end)
    if ahead and _POSSESSIVE.search(sentence.text, max(0, begin - _WINDOW), begin):
        return _owner(sentence, named[:ahead], begin).id
    since = bisect_left(named, last.end, key=lambda one: one.begin) if last else 0
    return last.id if last and all(one.id == last.id for one in named[since:ahead]) else None


def _owner(sentence: Sentence, named: Sequence[_Named], begin: int) -> _Named:
    """Whose "its" is: the instrument named last, behind a semicolon the one that the sentence is about."""
    about = _STARTS.fullmatch(sentence.text[: named[0].begin])
    return named[0] if about and ";" in sentence.text[named[-1].end : begin] else named[-1]


def _before(sentence: Sentence | None, known: _Tied) -> str | None:
    """The one instrument that the sentence before speaks of."""
    if sentence is None:
        return None
    ids = {one.id for one in _instruments(sentence)} | {
        known[m][0] for m in _articles(sentence) if m in known
    }
    return ids.pop() if len(ids) == 1 else None


def _headings(sentences: Iterable[Sentence]) -> dict[int, str]:
    """For the index of each heading that names one instrument: that instrument."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for sentence in sentences:
        if sentence.unit.kind == "heading":
            named[sentence.unit.first.index] |= {one.id for one in _instruments(sentence)}
    return {index: next(iter(ids)) for index, ids in named.items() if len(ids) == 1}


def _above(sentence: Sentence, headings: Mapping[int, str]) -> str | None:
    return next((headings[i] for i in reversed(sentence.unit.first.headings) if i in headings), None)


def _of_document(sentences: Sequence[Sentence], found: _Tied) -> _Tied:
    """Bare articles of a document that ties all others, and enough of them, to one instrument."""
    ids = {instrument for instrument, _ in found.values()}
    if len(ids) != 1 or len(found) < _ENOUGH:
        return {}
    only = (next(iter(ids)), _FAR)
    return {
        mention: only
        for sentence in sentences
        if not _instruments(sentence)
        for group in _groups(sentence)
        if not _elsewhere(sentence, group)
        for _, _, mention in group
        if mention not in found
    }


def _closed(sentence: Sentence, found: _Tied, names: Mapping[str, str], lexicon: Lexicon) -> Sentence:
    """The sentence with its tied articles under their identifiers and without the open ones."""
    places = []
    for begin, end, mention in sentence.mentions:
        if mention.type != "provision" or mention.id:
            places.append((begin, end, _unkeyed(mention, lexicon)))
        elif mention in found:
            instrument, score = found[mention]
            concept = lexicon.find("instrument", instrument)
            name = concept.name if concept else names.get(instrument, instrument)
            places.append((begin, end, _named(mention, instrument, name, score)))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _named(mention: Mention, instrument: str, name: str, score: Decimal) -> Mention:
    whole = f"{name}, article {mention.number}"
    return replace(mention, id=f"{instrument}#art{mention.number}", name=whole, score=score)


def _open(mention: Mention) -> Finding:
    return Finding(
        severity="warning",
        rule="open-instrument",
        message=f"the instrument of {mention.name} is not told",
        remedy="add the instrument to a vocabulary, or leave the article open",
        begin=mention.begin,
        end=mention.end,
        value=mention.number,
    )
