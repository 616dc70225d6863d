"""Names that no list knows: head nouns with what belongs to them, quoted titles, "entitled", "known as", apposition.

Typing follows the annotation rules: the head noun in the name, else the noun that introduces or explains it.
Resolutions and agenda items have titles too; these are no publications.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders._cues import (
    cited,
    dated,
    explained,
    explanations,
    introduced,
    marked,
    slanted,
    tagged,
    unmarked,
    yearly,
)
from kg.finders._grammar import names
from kg.finders._words import HEADS, LOWER_HEADS, Known, Name, known, shouted, tokens_of
from kg.types import Mention, Span, Unit
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


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The names in one unit, in order, none inside another."""
    text, words = unit.view.text, known(lexicon)
    heads = [
        begin for _, begin, end in _heads().find_matches_as_indexes(text) if not text[end : end + 1].isalnum()
    ]
    emphasised = slanted(unit) if len(unit.view.anchors) > 1 else []
    found: list[Name] = []
    for begin, end in unit.sentences:
        headed = bisect_left(heads, begin) < bisect_left(heads, end)
        found += _sentence(text, begin, end, words, emphasised, headed=headed)
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
    return AhoCorasick(
        [*(word.capitalize() for word in HEADS), *(f" {word}" for word in LOWER_HEADS)],
        matchkind=MatchKind.LeftmostLongest,
    )


def _sentence(
    text: str, begin: int, end: int, words: Known, emphasised: Sequence[Span], *, headed: bool
) -> Iterator[Name]:
    titled = [*marked(text, begin, end, emphasised), *cited(text, begin, end), *tagged(text, begin, end)]
    introductions, clauses = unmarked(text, begin, end), explanations(text, begin, end)
    years = yearly(text, begin, end)
    if not (headed or introductions or clauses or titled or years) or shouted(text[begin:end]):
        return
    yield from titled
    tokens = tokens_of(text, begin, end)
    others = [
        *introduced(text, introductions, tokens, words),
        *explained(text, clauses, tokens, words),
        *dated(text, years, tokens, words),
        *(names(text, tokens, words) if headed else ()),
    ]
    # Marks tell where a title begins and ends.
    yield from (n for n in others if all(n.end <= t.begin or t.end <= n.begin for t in titled))


def _longest(found: Sequence[Name]) -> Iterator[Name]:
    """Those that overlap no earlier or longer one."""
    taken = -1
    for name in sorted(found, key=lambda n: (n.begin, -n.end)):
        if name.begin >= taken:
            yield name
            taken = name.end
