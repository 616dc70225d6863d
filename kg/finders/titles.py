"""Names that no list knows: head nouns with what belongs to them, quoted titles, "entitled", "known as", apposition.

Typing follows the annotation rules: the head noun in the name, else the noun that introduces or explains it.
Resolutions and agenda items have titles too; these are no publications.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders._bare import told
from kg.finders._committees import established
from kg.finders._cues import dated, explained, explanations, introduced, nouns, unmarked, yearly
from kg.finders._evidence import Cue, cues
from kg.finders._fellows import fellows
from kg.finders._fields import fielded
from kg.finders._grammar import names
from kg.finders._marks import cited, marked, slanted, sold, tagged
from kg.finders._presented import explains, presented
from kg.finders._roles import retyped
from kg.finders._subtitles import shelved, subtitled
from kg.finders._weighed import hinted, weighed
from kg.finders._words import HEADS, Known, Name, known, shouted, tokens_of
from kg.heads import LOWER_HEADS
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
        begin
        for _, begin, end in _heads().find_matches_as_indexes(text)
        if not text[end : end + 1].isalnum()
        and (text[begin] != " " or _BEFORE.search(text, max(0, begin - 40), begin))
    ]
    telling, common = cues(text), nouns(text)
    emphasised = slanted(unit) if len(unit.view.anchors) > 1 else []
    found: list[Name] = []
    for begin, end in unit.sentences:
        headed = bisect_left(heads, begin) < bisect_left(heads, end)
        here = [cue for cue in telling if begin <= cue.begin < end] if telling else []
        near = common[bisect_left(common, (begin,)) : bisect_left(common, (end,))]
        found += _sentence(text, begin, end, words, emphasised, here, near, headed=headed)
    if unit.first.index < 2 and unit.kind in ("cover", "heading"):
        found = [name for name in found if name.type != "publication"]  # what stands there is the document
    for name in _longest(found):
        span = unit.view.span(name.begin, name.end)
        yield Mention(
            begin=span.begin,
            end=span.end,
            type=name.type,
            finder=NAME,
            name=text[name.begin : name.end],
        )


_BEFORE = re.compile(r"(?:\b\w?[A-Z][^ ]*|\w[A-Z]\w*|\)|\d)[’'”\"]?(?: [a-z-]+){0,2}\Z")
"""What a head in lower case has before it: a capital, with two plain nouns between them at most."""
_TITLES = re.compile(r": [A-Z]|; (?:and )?[A-Z]")


@cache
def _heads() -> AhoCorasick:
    """What a sentence with a head noun has somewhere: most have none, and their words are not looked at."""
    return AhoCorasick(
        [*(word.capitalize() for word in HEADS), *(f" {word}" for word in LOWER_HEADS)],
        matchkind=MatchKind.LeftmostLongest,
    )


def _sentence(
    text: str,
    begin: int,
    end: int,
    words: Known,
    emphasised: Sequence[Span],
    telling: Sequence[Cue],
    near: Sequence[Span],
    *,
    headed: bool,
) -> Iterator[Name]:
    colon = _TITLES.search(text, begin, end)
    lone = end - begin < 100 and explains(text, end)
    titled = [*marked(text, begin, end, emphasised), *cited(text, begin, end), *tagged(text, begin, end)]
    titled += [*established(text, begin, end, words), *sold(text, begin, end)]
    introductions, clauses = unmarked(text, begin, end, near), explanations(text, begin, end, near)
    years = yearly(text, begin, end)
    hints = hinted(text, begin, end)
    if not (headed or introductions or clauses or titled or years or telling or lone or colon or hints):
        return
    tokens = tokens_of(text, begin, end)
    if colon:
        titled += fielded(text, begin, end, tokens, words)
    if shouted(text[begin:end]):
        yield from titled if colon else ()
        return
    titled += presented(text, begin, end, tokens, words) if lone else ()
    if colon and text.find("; ", begin, end) >= 0:
        titled += shelved(text, begin, end, tokens)
    if colon:
        titled += list(_free(subtitled(text, begin, end, tokens, words), titled))
    others = [
        *introduced(text, introductions, tokens, words),
        *explained(text, clauses, tokens, words),
        *dated(text, years, tokens, words),
        *(retyped(text, names(text, tokens, words), words) if headed else ()),
        *told(text, telling, tokens, words),
    ]
    others += fellows(text, begin, end, tokens, others, words)
    if hints:
        others += list(_free(weighed(text, begin, end, tokens, words), others))
    yield from titled
    # Marks tell where a title begins and ends.
    yield from _free(others, titled)


def _free(names: Iterable[Name], found: Sequence[Name]) -> Iterator[Name]:
    """The names that meet none of those found."""
    rows = sorted(found, key=lambda n: n.begin)
    begins, ends = [n.begin for n in rows], [0, *accumulate((n.end for n in rows), max)]
    yield from (n for n in names if ends[bisect_left(begins, n.end)] <= n.begin)


def _longest(found: Sequence[Name]) -> Iterator[Name]:
    """Those that overlap no earlier or longer one."""
    taken = -1
    for name in sorted(found, key=lambda n: (n.begin, -n.end)):
        if name.begin >= taken:
            yield name
            taken = name.end
