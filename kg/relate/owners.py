"""Which instrument an article is of, by the words of its sentence, the sentence before, the headings, the document.

The order of the rules: the words right behind ("of the …"), the words right before, "its" and the instrument of the
sentence, the sentence before or the heading, and last the one instrument that the whole document cites by article or
is a report under. Where none of them is plain the article stays open; it is never guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.relate.articles import BEFORE, OTHER, WINDOW, elsewhere, groups, list_end
from kg.relate.laws import speaks_of_law
from kg.relate.sentences import Sentence
from kg.relate.terms import POINTER, Named, articles, has_bare_term, instruments, opens_with_term
from kg.relate.treaties import TITLE, amended
from kg.relate.watched import treaties_of_bodies
from kg.types import Mention
from kg.vocabulary import Lexicon

_OF = re.compile(
    rf"{TITLE},?\s(?:of|to|in|from|under|common\sto)\s(?:both\s)?(?:the\s|that\s|this\s|its\s)?(?:said\s"
    rf"|same\s|revised\s|amended\s)?(?:(?:18|19|20)\d\d\s)?[“\"]?"
)
_OWN_ARTICLE = re.compile(r",?\s\(?[Aa]rt")
"""What stands behind letters that another article is of: "article 3, CRC article 5"."""
_POSSESSIVE = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s\Z")
_STARTS = re.compile(r"(?:[A-Z][a-z]+ )?(?:The )?")
"""What may stand before the instrument that a sentence is about: a headline that lost its line end."""
_SUPPLEMENTED = re.compile(r"\b(?:supplementing|supplementary to|complementing|amending) (?:the )?\Z")
"""What stands before a text that is only named to tell which other one is meant."""
_AMENDMENT = re.compile(r"\bAmendments?\b")
_SUBMITTED = re.compile(
    r"\b[Rr]eport\b[^.;]{0,60}\b(?:submitted|prepared|presented)\b[^.;]{0,60}"
    r"\b(?:under|pursuant\sto|(?:in\s)?accordance\swith|by\svirtue\sof)\s\Z"
)
_CLOSE, _FAR_BEFORE = 24, 160
"""Code points: "supplementary to the ", and a report with who submits it."""
_ENOUGH = 3
"""Articles that a document must tie to one instrument, where it names others too, before it gets the bare ones."""
_PLAIN, _NEAR, _FAR = Decimal("0.95"), Decimal("0.85"), Decimal("0.75")

Tied = dict[Mention, tuple[str, Decimal]]
"""Each article with its instrument and how sure that is."""


@dataclass(frozen=True, slots=True)
class Above:
    """What a sentence with a bare article can look back to."""

    sentence: Sentence | None
    """The sentence before, in the same paragraph."""
    headings: Mapping[int, str]
    known: Tied
    """All articles of the document up to here that are tied."""
    bodies: frozenset[str]
    """The treaties that bodies named in the sentence watch over or are parties to."""
    lexicon: Lexicon


def of_sentence(sentence: Sentence, above: Above) -> Tied:
    """The articles of one sentence with their instruments, list by list."""
    found: Tied = {}
    lists = groups(sentence)
    named = instruments(sentence) if lists else []
    main = _main(sentence, named, above.lexicon)
    last: Named | None = None
    for group in lists:
        begin, end = group[0][0], list_end(sentence, group)
        instrument = _beside(sentence, named, begin, end, above)
        if instrument is None and not elsewhere(sentence, group):
            near = _bare(sentence, group, main, last, above)
            instrument = (near, _NEAR) if near else None
        if instrument:
            last = Named(begin, end, instrument[0])
            found |= {mention: instrument for _, _, mention in group}
    return found


def _main(sentence: Sentence, named: Sequence[Named], lexicon: Lexicon) -> list[Named]:
    """The texts that a bare article may be of: not those that are only named as what another supplements.

    What an amendment inserts is cited as an article of the treaty that it amends.
    """
    texts = []
    for one in named:
        amends = _AMENDMENT.search(sentence.text, one.begin, one.end)
        of = amended(one.id, lexicon) if amends else one.id
        texts += [replace(one, id=of)] if of else []
    text = sentence.text
    return [
        one
        for one in texts
        if one is texts[0] or not _SUPPLEMENTED.search(text, max(0, one.begin - _CLOSE), one.begin)
    ]


def _bare(
    sentence: Sentence,
    group: Sequence[tuple[int, int, Mention]],
    named: Sequence[Named],
    last: Named | None,
    above: Above,
) -> str | None:
    """The instrument of articles that no words beside them tie to one."""
    ids = {one.id for one in named}
    paragraph = _same_number(group, above.known, sentence.unit.view.place(0))
    begin = group[0][0]
    if ids and _POSSESSIVE.search(sentence.text, max(0, begin - WINDOW), begin) and opens_with_term(sentence):
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


def _same_number(group: Sequence[tuple[int, int, Mention]], known: Tied, since: int = 0) -> str | None:
    """The one instrument to which articles of the same number are tied, from document offset `since` on."""
    numbers = {_stem(mention) for _, _, mention in group}
    ids = {of for mention, (of, _) in known.items() if mention.begin >= since and _stem(mention) in numbers}
    return ids.pop() if len(ids) == 1 else None


def _stem(mention: Mention) -> str:
    """The number of the article without its paragraphs."""
    return (mention.number or "").partition("(")[0]


def _beside(
    sentence: Sentence, named: Sequence[Named], begin: int, end: int, above: Above
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
        if not OTHER.match(sentence.text, end) and BEFORE.fullmatch(sentence.text[one.end : begin]):
            return one.id, _PLAIN
    return None


def _pointed(pointer: re.Match[str], ids: Sequence[str]) -> tuple[str, Decimal] | None:
    """The text that the pointer stands for, of those named before it in order; the former of the last two."""
    if pointer["which"] == "former":
        return (ids[-2], _NEAR) if len(ids) > 1 else None
    return (ids[-1], _NEAR) if ids else None


def _inside(sentence: Sentence, named: Sequence[Named], begin: int, last: Named | None) -> str | None:
    """Of several instruments: with "its" the one named last before, else that of the article before."""
    ahead = bisect_right(named, begin, key=lambda one: one.end)
    if ahead and _POSSESSIVE.search(sentence.text, max(0, begin - WINDOW), begin):
        return _owner(sentence, named[:ahead], begin).id
    since = bisect_left(named, last.end, key=lambda one: one.begin) if last else 0
    return last.id if last and all(one.id == last.id for one in named[since:ahead]) else None


def _owner(sentence: Sentence, named: Sequence[Named], begin: int) -> Named:
    """Whose "its" is: the instrument named last, behind a semicolon the one that the sentence is about."""
    about = _STARTS.fullmatch(sentence.text[: named[0].begin])
    return named[0] if about and ";" in sentence.text[named[-1].end : begin] else named[-1]


def _before(sentence: Sentence | None, known: Tied, lexicon: Lexicon) -> str | None:
    """The one instrument that the sentence before speaks of."""
    if sentence is None or (speaks_of_law(sentence) and not any(m in known for m in articles(sentence))):
        return None
    ids = {one.id for one in _main(sentence, instruments(sentence), lexicon)}
    ids |= {known[m][0] for m in articles(sentence) if m in known}
    ids |= treaties_of_bodies(sentence, lexicon) if not ids else frozenset()
    return next(iter(ids)) if len(ids) == 1 else None


def headings_named(sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[int, str]:
    """For the index of each heading that names one instrument: that instrument."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for sentence in sentences:
        if sentence.unit.kind == "heading":
            named[sentence.unit.first.index] |= {
                one.id for one in _main(sentence, instruments(sentence), lexicon)
            }
    return {index: next(iter(ids)) for index, ids in named.items() if len(ids) == 1}


def _above(sentence: Sentence, headings: Mapping[int, str]) -> str | None:
    return next((headings[i] for i in reversed(sentence.unit.first.headings) if i in headings), None)


def reported_under(sentences: Iterable[Sentence], found: Tied) -> str | None:
    """The treaty under an article of which the document says that it is submitted."""
    return next(
        (
            found[m][0]
            for sentence in sentences
            for begin, _, m in sentence.mentions
            if m in found and _SUBMITTED.search(sentence.text, max(0, begin - _FAR_BEFORE), begin)
        ),
        None,
    )


def of_document(sentences: Sequence[Sentence], found: Tied, watched: str | None = None) -> Tied:
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
        for group in groups(sentence)
        if not elsewhere(sentence, group)
        for _, _, mention in group
        if mention not in found
    }
