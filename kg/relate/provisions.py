"""Which instrument an article belongs to.

The order of the rules: the words right behind ("of the …"), the words right before, "its" and the instrument of
the sentence, the sentence before or the heading, and last the one instrument that the whole document cites by
article. Where none of them is plain the article stays open; it is never guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from kg.iris import slug
from kg.relate.aliases import unified
from kg.relate.laws import claims, speaks_of_law
from kg.relate.sentences import Sentence
from kg.relate.terms import (
    ACRONYM,
    POINTER,
    Named,
    articles,
    fullest_names,
    has_bare_term,
    instruments,
    opens_with_term,
    with_bodies,
    with_terms,
)
from kg.relate.treaties import INTERNAL, NOUN, TITLE, spelt_out
from kg.relate.watched import treaties_of_bodies, watched_treaty
from kg.types import EntityType, Fact, Finding, Mention
from kg.vocabulary import Lexicon

_LIST = re.compile(rf"{TITLE}\s?(?:,|;)?\s?(?:and/or|and|or|to|as well as)?\s?|\s?[-–]\s?")
_SAME = re.compile(r"\s[Aa]rticle\Z")
"""What a paragraph "of the same article" ends with: it has no number of its own."""
_COMMON = re.compile(r"\scommon\sto\s|\sof\sboth\s")
_AND = re.compile(r"(?:\s\([A-Z]+\))?,?\sand\s(?:of\s|to\s)?(?:the\s)?")
_OF = re.compile(
    rf"{TITLE},?\s(?:of|to|in|from|under|common\sto)\s(?:both\s)?(?:the\s|that\s|this\s|its\s)?(?:said\s"
    rf"|same\s|revised\s|amended\s)?(?:(?:18|19|20)\d\d\s)?[“\"]?"
)
_OTHER = re.compile(rf"{TITLE},?\s(?:of\s(?!which\b)|(?:in|to|from)\s(?:the|its|that|this|a)\s[A-Z])")
_BEFORE = re.compile(
    rf"(?:['’]s)?[”\"]?{TITLE}(?:,|:)?\s\(?(?:(?:and|in|under|by|through|specifically|notably"
    rf"|particularly|especially"
    r"|including|namely|see|at|with|particular|of\swhich)\s)*(?:(?:its|the)\s)?(?:provisions?\s(?:of|in)\s)?"
)
_OWN_ARTICLE = re.compile(r",?\s\(?[Aa]rt")
"""What stands behind letters that another article is of: "article 3, CRC article 5"."""
_POSSESSIVE = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s\Z")
_STARTS = re.compile(r"(?:[A-Z][a-z]+ )?(?:The )?")
"""What may stand before the instrument that a sentence is about: a headline that lost its line end."""
_ANNEX = re.compile(r"\bannex(?:es)?\b(?:\s[IVX]{1,4})?,\s\Z|\b(?:bill|[Ll]aw|[Aa]ct|decree|code|rules),\s\Z")
"""What stands before an article of no treaty: the annex of a resolution, a bill."""
_CHANGED = re.compile(
    r"\b(?:amend|repeal|abolish|abrogate|revoke|rescind|revise|reform|enact)(?:e?s|e?d|ing)?\s(?:or\s[a-z]+\s)?(?:the\s)?\Z"
)
"""What States do to their own laws: "amend article 216"."""
_CHANGE = 40
"""Code points: "abrogating or rescinding the "."""
_WHICH = re.compile(r"\bof\swhich\s\Z")
"""What stands before an article of the thing just named, whatever it is."""
_OWN = re.compile(r"\s*(?:Article|ARTICLE|Art\.)\s[\dIVX]+[.:]?(?:\s+[A-Z][^()]*)?")
_HEADLINE = re.compile(r"Article\s(?:[IVX]+|\d+)[.:]?\s[A-Z]")
_GOES_ON = re.compile(r"\s(?:to|on|of|for|against)\s(?:the\s)?[A-Z]")
_WINDOW = 10
"""Code points before an article: "their " and a blank."""
_ENOUGH = 3
"""Articles that a document must tie to one instrument, where it names others too, before it gets the bare ones."""
_PLAIN, _NEAR, _FAR = Decimal("0.95"), Decimal("0.85"), Decimal("0.75")


_Tied = dict[Mention, tuple[str, Decimal]]


@dataclass(frozen=True, slots=True)
class _Above:
    """What a sentence with a bare article can look back to."""

    sentence: Sentence | None
    """The sentence before, in the same paragraph."""
    headings: Mapping[int, str]
    known: _Tied
    """All articles of the document up to here that are tied."""
    bodies: frozenset[str]
    """The treaties that bodies named in the sentence watch over or are parties to."""
    lexicon: Lexicon


def tied(
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    keys: Mapping[tuple[EntityType, str], str] = MappingProxyType({}),
    facts: Sequence[Fact] = (),
) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with "the Convention" as a mention where it is plain, and each article as part of its instrument.

    An article that stays open is no mention any more, and gives one finding. `keys` has the document's key of each
    name that coreference brought together with others; `facts` tell whether it is a paper of a body that watches
    over one treaty.
    """
    watched = watched_treaty(facts, lexicon)
    cites = any(True for sentence in sentences for _ in articles(sentence))
    spelt = [spelt_out(sentence, lexicon, cites=cites) for sentence in sentences]
    keyed = unified([_keyed(sentence, keys) for sentence in spelt], lexicon)
    known = list(with_terms(keyed, lexicon, watched))
    headings = _headings(known)
    found: _Tied = {}
    before: Sentence | None = None
    for sentence in known:
        near = before if before and before.unit is sentence.unit else None
        above = _Above(near, headings, found, treaties_of_bodies(sentence, lexicon), lexicon)
        found |= _of_sentence(sentence, above)
        before = sentence
    found |= _of_document(known, found, watched)
    findings = [_open(m) for s in known for m in articles(s) if m not in found and not _own(s, m)]
    known = with_bodies(known, frozenset(key for key, _ in found.values()), lexicon)
    names = fullest_names(known)
    return [_closed(sentence, found, names, lexicon) for sentence in known], findings


def _keyed(sentence: Sentence, keys: Mapping[tuple[EntityType, str], str]) -> Sentence:
    """The sentence with each treaty that no vocabulary knows under the key that it has in the document.

    A name that goes on behind its end ("the Optional Protocol" to something) names no one text.
    """
    if not any(m.type == "instrument" and not m.id for _, _, m in sentence.mentions):
        return sentence
    places = []
    for begin, end, m in sentence.mentions:
        loose = m.type == "instrument" and not m.id and NOUN.search(m.name) and not INTERNAL.search(m.name)
        if loose and not _GOES_ON.match(sentence.text, end):
            m = replace(m, id=keys.get((m.type, m.name)) or f"instrument-{slug(m.name)}")
        places.append((begin, end, m))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _unkeyed(mention: Mention, lexicon: Lexicon) -> Mention:
    """The mention as it goes on: a key of the document is no identifier."""
    loose = mention.type == "instrument" and mention.id and not lexicon.find("instrument", mention.id)
    return replace(mention, id=None) if loose else mention


# Articles -------------------------------------------------------------------------------------------------


def _of_sentence(sentence: Sentence, above: _Above) -> _Tied:
    """The articles of one sentence with their instruments, list by list."""
    found: _Tied = {}
    groups = _groups(sentence)
    named = instruments(sentence) if groups else []
    last: Named | None = None
    for group in groups:
        begin, end = group[0][0], _end(sentence, group)
        instrument = _beside(sentence, named, begin, end, above)
        if instrument is None and not _elsewhere(sentence, group):
            near = _bare(sentence, group, named, last, above)
            instrument = (near, _NEAR) if near else None
        if instrument:
            last = Named(begin, end, instrument[0])
            found |= {mention: instrument for _, _, mention in group}
    return found


def _bare(
    sentence: Sentence,
    group: Sequence[tuple[int, int, Mention]],
    named: Sequence[Named],
    last: Named | None,
    above: _Above,
) -> str | None:
    """The instrument of articles that no words beside them tie to one."""
    ids = {one.id for one in named}
    paragraph = _same_number(group, above.known, sentence.unit.view.place(0))
    begin = group[0][0]
    if (
        ids
        and _POSSESSIVE.search(sentence.text, max(0, begin - _WINDOW), begin)
        and opens_with_term(sentence)
    ):
        return None
    if len(ids) == 1:
        apart = any(";" in sentence.text[one.end : begin] for one in named)
        return paragraph if paragraph and apart else next(iter(ids))
    if ids:
        return _inside(sentence, named, group[0][0], last) or (paragraph if paragraph in ids else None)
    if has_bare_term(sentence):
        return paragraph
    of_body = next(iter(above.bodies)) if len(above.bodies) == 1 else None
    near = (
        paragraph
        or of_body
        or _before(above.sentence, above.known, above.lexicon)
        or _above(sentence, above.headings)
    )
    return near or _same_number(group, above.known)


def _same_number(group: Sequence[tuple[int, int, Mention]], known: _Tied, since: int = 0) -> str | None:
    """The one instrument to which articles of the same number are tied, from document offset `since` on."""
    numbers = {_stem(mention) for _, _, mention in group}
    ids = {of for mention, (of, _) in known.items() if mention.begin >= since and _stem(mention) in numbers}
    return ids.pop() if len(ids) == 1 else None


def _stem(mention: Mention) -> str:
    """The number of the article without its paragraphs."""
    return (mention.number or "").partition("(")[0]


def _groups(sentence: Sentence) -> list[list[tuple[int, int, Mention]]]:
    """The articles of the sentence, those of one list together."""
    groups: list[list[tuple[int, int, Mention]]] = []
    for place in (p for p in sentence.mentions if p[2].type == "provision" and not p[2].id):
        between = sentence.text[min(groups[-1][-1][1], place[0]) : place[0]] if groups else ""
        if groups and (_is_same(sentence, place) or _LIST.fullmatch(between)):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_same(sentence: Sentence, place: tuple[int, int, Mention]) -> bool:
    return bool(_SAME.search(sentence.text, *place[:2]))


def _end(sentence: Sentence, group: Sequence[tuple[int, int, Mention]]) -> int:
    """Where the list ends, without the later paragraphs "of the same article"."""
    return max(
        stop for begin, stop, m in group if m is group[0][2] or not _is_same(sentence, (begin, stop, m))
    )


def _beside(
    sentence: Sentence, named: Sequence[Named], begin: int, end: int, above: _Above
) -> tuple[str, Decimal] | None:
    """The instrument right behind ("of the …"), else right before."""
    behind = bisect_left(named, end, key=lambda one: one.begin)
    for one in named[behind : behind + 1]:
        between = sentence.text[end : one.begin]
        acronym = between in (" ", ", ") and sentence.text[one.begin : one.end].isupper()
        acronym = acronym and not (between == ", " and _OWN_ARTICLE.match(sentence.text, one.end))
        if acronym or _OF.fullmatch(between):
            return one.id, _PLAIN
    ahead = bisect_right(named, begin, key=lambda one: one.end)
    if pointer := POINTER.match(sentence.text, end):
        here = named[:ahead] or (instruments(above.sentence) if above.sentence else [])
        return _pointed(pointer, list(dict.fromkeys(one.id for one in here)))
    for one in named[max(0, ahead - 1) : ahead]:
        if not _OTHER.match(sentence.text, end) and _BEFORE.fullmatch(sentence.text[one.end : begin]):
            return one.id, _PLAIN
    return None


def _pointed(pointer: re.Match[str], ids: Sequence[str]) -> tuple[str, Decimal] | None:
    """The text that the pointer stands for, of those named before it in order; the former of the last two."""
    if pointer["which"] == "former":
        return (ids[-2], _NEAR) if len(ids) > 1 else None
    return (ids[-1], _NEAR) if ids else None


def _elsewhere(sentence: Sentence, group: Sequence[tuple[int, int, Mention]]) -> bool:
    """Whether the words tie the article to something else: another text, a law, the document's own articles.

    A headline inside a paragraph ("Article II Protection of children") lost its line end in reading.
    """
    end = _end(sentence, group)
    own = any(_own(sentence, mention) for _, _, mention in group)
    return (
        own
        or bool(_CHANGED.search(sentence.text, max(0, group[0][0] - _CHANGE), group[0][0]))
        or bool(_WHICH.search(sentence.text, max(0, group[0][0] - _WINDOW), group[0][0]))
        or bool(_ANNEX.search(sentence.text, max(0, group[0][0] - _WINDOW), group[0][0]))
        or bool(_HEADLINE.match(sentence.text, group[0][0]))
        or bool(_OTHER.match(sentence.text, end) or ACRONYM.match(sentence.text, end))
        or _of_unknown(sentence, group[0][0])
        or claims(sentence, group[0][0])
    )


def _of_unknown(sentence: Sentence, begin: int) -> bool:
    """Whether a text without a key stands right before: "the Code of Conduct (article 4)"."""
    before = (e for _, e, m in sentence.mentions if m.type == "instrument" and not m.id and e <= begin)
    return any(_BEFORE.fullmatch(sentence.text[e:begin]) for e in before)


def _own(sentence: Sentence, mention: Mention) -> bool:
    """Whether the article is a heading of the document itself: an annexed statute or agreement."""
    text = sentence.unit.view.text
    first = sentence.unit.view.place(0) == mention.begin
    return first and bool(_OWN.fullmatch(text))


def _inside(sentence: Sentence, named: Sequence[Named], begin: int, last: Named | None) -> str | None:
    """Of several instruments: with "its" the one named last before, else that of the article before."""
    ahead = bisect_right(named, begin, key=lambda one: one.end)
    if ahead and _POSSESSIVE.search(sentence.text, max(0, begin - _WINDOW), begin):
        return _owner(sentence, named[:ahead], begin).id
    since = bisect_left(named, last.end, key=lambda one: one.begin) if last else 0
    return last.id if last and all(one.id == last.id for one in named[since:ahead]) else None


def _owner(sentence: Sentence, named: Sequence[Named], begin: int) -> Named:
    """Whose "its" is: the instrument named last, behind a semicolon the one that the sentence is about."""
    about = _STARTS.fullmatch(sentence.text[: named[0].begin])
    return named[0] if about and ";" in sentence.text[named[-1].end : begin] else named[-1]


def _before(sentence: Sentence | None, known: _Tied, lexicon: Lexicon) -> str | None:
    """The one instrument that the sentence before speaks of."""
    if sentence is None or (speaks_of_law(sentence) and not any(m in known for m in articles(sentence))):
        return None
    ids = {one.id for one in instruments(sentence)} | {known[m][0] for m in articles(sentence) if m in known}
    ids |= treaties_of_bodies(sentence, lexicon) if not ids else frozenset()
    return next(iter(ids)) if len(ids) == 1 else None


def _headings(sentences: Iterable[Sentence]) -> dict[int, str]:
    """For the index of each heading that names one instrument: that instrument."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for sentence in sentences:
        if sentence.unit.kind == "heading":
            named[sentence.unit.first.index] |= {one.id for one in instruments(sentence)}
    return {index: next(iter(ids)) for index, ids in named.items() if len(ids) == 1}


def _above(sentence: Sentence, headings: Mapping[int, str]) -> str | None:
    return next((headings[i] for i in reversed(sentence.unit.first.headings) if i in headings), None)


def _of_document(sentences: Sequence[Sentence], found: _Tied, watched: str | None = None) -> _Tied:
    """Bare articles of a document that ties all others, and enough of them, to one instrument, or watches over one."""
    ids = {instrument for instrument, _ in found.values()}
    named = {one.id for sentence in sentences for one in instruments(sentence)}
    if not watched and (len(ids) != 1 or (len(found) < _ENOUGH and named != ids)):
        return {}
    only = (watched or next(iter(ids)), _FAR)
    return {
        mention: only
        for sentence in sentences
        if not instruments(sentence) and not has_bare_term(sentence)
        for group in _groups(sentence)
        if not _elsewhere(sentence, group)
        for _, _, mention in group
        if mention not in found
    }


def _closed(sentence: Sentence, found: _Tied, names: Mapping[str, str], lexicon: Lexicon) -> Sentence:
    """The sentence with its tied articles under their identifiers and without the open ones."""
    if not any(m.type in ("provision", "instrument") for _, _, m in sentence.mentions):
        return sentence
    places = []
    for begin, end, mention in sentence.mentions:
        if mention.type != "provision" or mention.id:
            places.append((begin, end, _unkeyed(mention, lexicon)))
        elif mention in found:
            instrument, score = found[mention]
            concept = lexicon.find("instrument", instrument)
            name = concept.name if concept else names.get(instrument, instrument)
            places.append((begin, end, _named(mention, instrument, name, score)))
            if other := _also(sentence, end, instrument):
                concept = lexicon.find("instrument", other)
                name = concept.name if concept else names.get(other, other)
                places.append((begin, end, _named(mention, other, name, score)))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _also(sentence: Sentence, end: int, instrument: str) -> str | None:
    """The other text of an article that two have in common."""
    if not _COMMON.match(sentence.text, end):
        return None
    named = [one for one in instruments(sentence) if one.begin >= end]
    joined = (
        b.id
        for a, b in pairwise(named)
        if a.id == instrument and _AND.fullmatch(sentence.text[a.end : b.begin])
    )
    return next(joined, None)


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
