"""Names that no list knows: head nouns with what belongs to them, quoted titles, "entitled", "known as", apposition.

Typing follows the annotation rules: the head noun in the name, else the noun that introduces or explains it.
Resolutions and agenda items have titles too; these are no publications.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.finders._grammar import names, title_end
from kg.finders._words import HEADS, LOWER_HEADS, Known, Name, Token, known, shouted, tokens_of
from kg.types import EntityType, Mention, Unit
from kg.vocabulary import Lexicon

NAME = "titles"
EXAMPLES = (
    (
        "The Coastal Guard Training Network and the Harbour Institute for Rope Studies met.",
        (
            ("Coastal Guard Training Network", None, "programme"),
            ("Harbour Institute for Rope Studies", None, "organization"),
        ),
    ),
    ("The course series “Knots for All” began.", (("Knots for All", None, "programme"),)),
)
_BY_TYPE: dict[EntityType, str] = {
    "programme": """programme program project initiative network platform portal tool database series campaign game
        cartoon podcast course app partnership hub repository scheme""",
    "publication": """report publication publications study guide guides handbook manual toolkit paper brief book
        booklet brochure volume module survey assessment""",
    "event": "conference congress workshop meeting seminar symposium webinar event exercise forum",
    "instrument": "declaration strategy compact",
    "organization": "organization association foundation",
}
_NOUNS: dict[str, EntityType] = {word: kind for kind, listed in _BY_TYPE.items() for word in listed.split()}
_ACTS = "resolution resolutions decision item items section chapter paragraph annex statement"
_NOT = frozenset(_ACTS.split())
_NOUN = "|".join(sorted({*_NOUNS, *_NOT}, key=len, reverse=True))
_CALLED = r"(?:,? (?:entitled|titled|called|named|known as|under the title|under the name)(?: the)?)"
_OPEN = "“\"‘'"
_CLOSE = "”\"’'"
_QUOTED = re.compile(rf"(?<![^\s(\[])[{_OPEN}](?=[^\s{_OPEN}])([^“”\"]{{3,200}}?)(?:[{_CLOSE}](?![^\W_]))")
_BEFORE_QUOTE = re.compile(
    rf"\b({_NOUN})s?(?:{_CALLED}|,| on| of [^,;:.“\"]{{1,60}} on| on (?:the )?topic)?,? \Z", re.IGNORECASE
)
_TITLED = re.compile(rf"{_CALLED} \Z")
_ACT = re.compile(r"\b(?:[Rr]esolutions?|[Dd]ecisions?|[Ii]tems?)\b")
_KNOWN_AS = re.compile(
    r"\b(initiative|network|programme|project)\b[^.;“\"]{0,40} (?:is )?known as \Z", re.IGNORECASE
)
_AFTER_QUOTE = re.compile(rf"(?:,| is| was) an? (?:[\w-]+ ){{0,4}}?({_NOUN})\b", re.IGNORECASE)
_MARK = re.compile(f"[{_OPEN}]")
_CUE = re.compile(
    r"titled|called|named|known as|under the|organization [A-Z]|exercise [A-Z]|[gs][ae][mr][ie]|ublication|“"
)
_UNQUOTED = re.compile(
    rf"\b(?P<noun>{_NOUN})(?P<called>{_CALLED}) (?=[A-Z])"
    r"|\b(?P<bare>organization|exercise|game|series|publications?) (?=[A-Z])"
)
_EXPLAINED = re.compile(
    r"(?:,| is| was) an? (?:[\w-]+ ){0,4}?"
    r"(game|cartoon|podcast|(?:picture |comic |hand)?book|textbook|web-based platform|portal|app)\b"
)
_OPEN_ENDED = re.compile(
    r"\b(?P<noun>podcast series|series|game|campaign|programme|initiative) “(?=[A-Z])(?![^”]{1,120}”)"
)


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The names in one unit, in order, none inside another."""
    text, words = unit.view.text, known(lexicon)
    heads = [begin for _, begin, _ in _heads().find_matches_as_indexes(text)]
    found: list[Name] = []
    for begin, end in unit.sentences:
        headed = bisect_left(heads, begin) < bisect_left(heads, end)
        found += _sentence(text, begin, end, words, headed=headed)
    for name in _longest(found):
        span = unit.view.span(name.begin, name.end)
        yield Mention(
            begin=span.begin,
            end=span.end,
            type=name.type,
            finder=NAME,
            name=text[name.begin : name.end],
        )


@cache
def _heads() -> AhoCorasick:
    """What a sentence with a head noun has somewhere: most have none, and their words are not looked at."""
    return AhoCorasick([*(word.capitalize() for word in HEADS), *(f" {word}" for word in LOWER_HEADS)])


def _sentence(text: str, begin: int, end: int, words: Known, *, headed: bool) -> Iterator[Name]:
    titled = _CUE.search(text, begin, end)
    introductions = (
        [*_UNQUOTED.finditer(text, begin, end), *_OPEN_ENDED.finditer(text, begin, end)] if titled else []
    )
    explanations = list(_EXPLAINED.finditer(text, begin, end))
    quoted = list(_quoted(text, begin, end)) if _MARK.search(text, begin, end) else []
    if not (headed or introductions or explanations or quoted) or shouted(text[begin:end]):
        return
    tokens = tokens_of(text, begin, end)
    yield from quoted
    yield from _introduced(text, introductions, tokens)
    yield from _explained(text, explanations, tokens)
    if headed:
        yield from names(text, tokens, words)


def _quoted(text: str, begin: int, end: int) -> Iterator[Name]:
    """Titles in quotation marks that a noun before or behind them types."""
    for match in _QUOTED.finditer(text, begin, end):
        before = text[max(begin, match.start() - 160) : match.start()]
        if _TITLED.search(before) and _ACT.search(before):
            continue
        kind = _introduction(before)
        if (
            kind is None
            and not _TITLED.search(before)
            and match[1][0].isupper()
            and (after := _AFTER_QUOTE.match(text, match.end(), end))
        ):
            kind = _NOUNS.get(after[1].lower())
        if kind and kind != "organization" and len(match[1].split()) <= 30:
            stop = match.end(1) - len(match[1]) + len(match[1].rstrip(" ,.;"))
            yield Name(match.start(1), stop, kind)


def _introduction(before: str) -> EntityType | None:
    """The type that the words before a title give it."""
    if match := _KNOWN_AS.search(before) or _BEFORE_QUOTE.search(before):
        return _NOUNS.get(match[1].lower())
    return None


def _introduced(text: str, found: Iterable[re.Match[str]], tokens: Sequence[Token]) -> Iterator[Name]:
    """Titles without quotation marks behind "entitled", "known as" or the bare noun, and unclosed quotations."""
    starts = {token.begin: index for index, token in enumerate(tokens)}
    for match in found:
        noun = match["noun"] or match["bare"]
        kind = _NOUNS.get(noun.lower().split()[-1])
        at = starts.get(match.end())
        if kind is None or at is None or tokens[at].text.endswith(("'s", "’s")):
            continue
        last = title_end(text, tokens, at)
        if last > at or tokens[at].acronym:
            stop = tokens[last].end
            year = re.match(r" (?:19|20)\d\d\b", text[stop : stop + 5]) if kind == "event" else None
            yield Name(tokens[at].begin, stop + (5 if year else 0), kind)


def _explained(text: str, found: Iterable[re.Match[str]], tokens: Sequence[Token]) -> Iterator[Name]:
    """ "The Silent Buoy, a picture book": capitals that an apposition or "is a" explains."""
    for match in found:
        stop = next((i for i, t in enumerate(tokens) if t.end == match.start()), None)
        if stop is None:
            continue
        first = stop
        while (
            first > 0
            and tokens[first - 1].capital
            and text[tokens[first - 1].end : tokens[first].begin] == " "
        ):
            first -= 1
        while first < stop and tokens[first].text.endswith(("'s", "’s")):
            first += 1
        named = [t for t in tokens[first : stop + 1] if t.text != "The"]
        if len(named) >= 2 and all(t.capital for t in named):
            kind: EntityType = "publication" if match[1].endswith("book") else "programme"
            yield Name(tokens[first].begin, tokens[stop].end, kind)


def _longest(found: Sequence[Name]) -> Iterator[Name]:
    """Those that overlap no earlier or longer one."""
    taken = -1
    for name in sorted(found, key=lambda n: (n.begin, -n.end)):
        if name.begin >= taken:
            yield name
            taken = name.end
