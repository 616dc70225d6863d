"""Articles of treaties and other instruments that a text names by number, with their paragraphs.

The ways of citing are those of the United Nations Editorial Manual ("article 6, paragraph 1 (b)", "arts. 5–7",
"paragraph 3 of article 44"). The words at hand seldom tell the instrument, so a mention stays open: it has the
number ("8(4)") and no identifier, until the stage that knows the context ties it to its text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.types import Mention, Unit

if TYPE_CHECKING:
    from kg.vocabulary import Lexicon

NAME = "provisions"

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    (
        "Articles 10 and 13 are on access, article 8(4) is on reports.",
        (
            ("Articles 10", None, "provision"),
            ("13", None, "provision"),
            ("article 8(4)", None, "provision"),
        ),
    ),
    (
        "See article 6, paragraph 1 (b), and arts. 31 and 32.",
        (
            ("article 6, paragraph 1 (b)", None, "provision"),
            ("arts. 31", None, "provision"),
            ("32", None, "provision"),
        ),
    ),
    ("The paper printed 3 articles; paragraph 6 of resolution 68/186 came later.", ()),
)

_SCORE = Decimal("0.9")
_WIDEST_RANGE = 30
"""Numbers; a longer range is a chapter of a treaty, which nobody cites article by article."""
_NOUN = re.compile(
    r"(?<![\w-])(?:[Aa]rticle(?P<many>s)?\s|[Aa]rt(?P<arts>s)?\.\s?|Arts?\s(?=\d)"
    r"|ARTICLE(?P<MANY>S)?\s(?=[\dIVX, AND]+\sOF\b))(?=[\dIVX])"
)
_OF_PAPER = re.compile(
    r"\b(?:[Nn]ewspaper|[Pp]ress|[Mm]agazine|[Jj]ournal|[Nn]ews|[Bb]log|[Oo]pinion|[Ss]cientific|[Rr]esearch|[Ff]eature|[Ww]eb)\s\Z"
)
"""What makes an article one of a paper."""
_SAME = re.compile(
    r"\b[Pp]ara(?:graph|\.)s?\s(?P<number>\d{1,2})(?:\s?\((?P<part>[a-z])\))?,?\s"
    r"of\s(?:the\ssame|the\ssaid|that)\s[Aa]rticle\b(?!\s\d)"
)
"""A paragraph of the article that was named last."""
_STATE_OF_THE = re.compile(r"\bthe\s\Z")
_ARTICLE = re.compile(
    r"(?P<number>[1-9]\d{0,2}(?:[A-J]\b|\s[A-H](?=\s(?:of|and|or|which)\b|[,.;:)]|\s\(|$)|\s?(?:bis|ter|quater)\b)?|[IVX]{2,6}|[VX]|I(?=\s(?:of|and|to)\b|[,;.)]))"
    r"(?![\w%]|[,/]\d|\sper\scent|\sof\s\d)"
)
_PART = re.compile(r"\s?\((?P<part>\d{1,2}|[a-z]|[ivx]{2,4})\)|\.(?P<dotted>\d{1,2}|[A-Z](?=\.\d))(?![\w/])")
_PARAGRAPH = re.compile(
    r",?\s(?:sub)?para(?:graph|\.)?(?P<many>s)?\.?\s(?:(?P<number>\d{1,2}(?:\s(?:bis|ter|quater)\b)?)(?![\w/])|(?=\())"
)
_SEPARATOR = re.compile(
    r"(?P<last>\s?,?\s(?:and/or|and|or|as\swell\sas)\s)|(?P<range>\s?[-‐‑–—]\s?|\s(?:to|through)\s)|\s?,\s?"
)
_OF_TEXT = re.compile(r"\sof\sthe\s[A-Z]")
_TITLE = re.compile(r"\s\([A-Z][^()]{2,80}\)(?=\s?(?:,|and\b|or\b|\sand\b|\sor\b))")
_BARE = re.compile(r"(?P<number>\d{1,2})(?![\w/%])")
_FRONT = re.compile(
    r"(?:\b[Ss]ub-?para(?:graph|\.)\s\((?P<sub>[a-z])\)\sof\s)?\b(?:[Ss]ub)?[Pp]ara(?:graph|\.)s?\.?\s"
    r"(?P<list>(?:\d{1,2}|\([a-z]\))(?:\s?\([a-z]\))?(?:(?:,\s|\sand\s|\sor\s)(?:\d{1,2}|\([a-z]\)))*)\sof\s\Z"
)
_BEFORE = 16
"""Code points before "article" in which the word stands that it belongs to."""
_FRONT_WINDOW = 80
"""Code points before "article": the longest list of paragraphs that stands there."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One article or part of one: its place, its number, and what a bare number behind it would be."""

    begin: int
    end: int
    number: str
    paragraphs: bool = False
    """Whether the number stands under "paragraphs", so that the next bare one is a paragraph too."""


def find(unit: Unit, lexicon: "Lexicon") -> Iterator[Mention]:
    """Mentions of articles, in order of place, with their number and without an identifier.

    The first of a list takes the noun into its span, later ones their own characters; the inner members of a
    range have the place of the range. Offsets are those of the document.
    """
    del lexicon  # Numbers are recognised by the words around them alone.
    text = unit.view.text
    found: list[_Item] = []
    done = 0
    for noun in _NOUN.finditer(text):
        if noun.start() < done or _is_no_law(text, noun):
            continue
        items = _items(text, noun)
        done = items[-1].end if items else done
        found += _fronted(text, noun.start(), items)
    for item in sorted([*found, *_same(text, found)], key=lambda item: (item.begin, item.end)):
        yield _mention(unit, item)


def _is_no_law(text: str, noun: re.Match[str]) -> bool:
    """Whether this is the state of the art or an article in a paper."""
    window = max(0, noun.start() - _BEFORE)
    abbreviated = text[noun.end() - 2] == "."
    return bool(
        (abbreviated and _STATE_OF_THE.search(text, window, noun.start()))
        or _OF_PAPER.search(text, window, noun.start())
    )


def _same(text: str, found: list[_Item]) -> Iterator[_Item]:
    """Paragraphs "of the same article", under the number of the article before."""
    for hit in _SAME.finditer(text) if found else ():
        before = bisect_left(found, hit.start(), key=lambda item: item.begin)
        if before:
            part = f"({hit['part']})" if hit["part"] else ""
            stem = found[before - 1].number.partition("(")[0]
            yield _Item(*hit.span(), f"{stem}({hit['number']}){part}")


def _mention(unit: Unit, item: _Item) -> Mention:
    begin, end = unit.view.span(item.begin, item.end)
    return Mention(
        begin=begin,
        end=end,
        type="provision",
        finder=NAME,
        name=f"article {item.number}",
        number=item.number,
        score=_SCORE,
    )


def _items(text: str, noun: re.Match[str]) -> list[_Item]:
    """The list that the noun governs.

    A singular noun governs one article and its parts, and more only right before "of the …".
    """
    first = _article(text, noun.end())
    if not first:
        return []
    many = bool(noun["many"] or noun["arts"] or noun["MANY"])
    items, last, ended = [replace(first, begin=noun.start())], first, False
    while mark := _SEPARATOR.match(text, _over_title(text, last.end) if many else last.end):
        after = _next(text, mark, last, many, ended)
        if not after:
            break
        if mark["range"]:
            items += [_Item(last.begin, after.end, number) for number in _between(last.number, after.number)]
        items.append(after)
        last, ended = after, bool(mark["last"])
    return items


def _over_title(text: str, at: int) -> int:
    """Behind the title in brackets that an article of a list may have: "9 (Public procurement) and 10"."""
    title = _TITLE.match(text, at)
    return title.end() if title else at


def _next(text: str, mark: re.Match[str], last: _Item, many: bool, ended: bool) -> _Item | None:
    """The item behind a separator; behind "… and 13", a mere comma opens no further one ("13, 25 States")."""
    at = mark.end()
    if sibling := _sibling(text, at, last):
        return sibling
    if ended and not (mark["last"] or mark["range"]):
        return None
    after = _article(text, at)
    return after if after and (many or _OF_TEXT.match(text, after.end)) else None


def _article(text: str, at: int) -> _Item | None:
    found = _ARTICLE.match(text, at)
    if not found:
        return None
    return _with_parts(text, _Item(at, found.end(), re.sub(r"\s", "", found["number"])))


def _with_parts(text: str, item: _Item) -> _Item:
    """The item with all paragraphs and letters that follow it: "6" becomes "6(1)(b)"."""
    while True:
        if part := _PART.match(text, item.end):
            item = replace(item, end=part.end(), number=f"{item.number}({part['part'] or part['dotted']})")
        elif (word := _PARAGRAPH.match(text, item.end)) and (word["number"] or _PART.match(text, word.end())):
            number = f"{item.number}({word['number'].replace(' ', '')})" if word["number"] else item.number
            item = replace(
                item, end=word.end(), number=number, paragraphs=bool(word["many"] and word["number"])
            )
        else:
            return item


def _sibling(text: str, at: int, last: _Item) -> _Item | None:
    """Another part of the same article: "(4)" after "29 (3)", "4" after "6, paragraphs 2"."""
    stem, bracket, _ = last.number.rpartition("(")
    if not bracket:
        return None
    if part := _PART.match(text, at):
        return _with_parts(text, _Item(at, part.end(), f"{stem}({part['part']})")) if part["part"] else None
    if last.paragraphs and (bare := _BARE.match(text, at)):
        article = last.number.partition("(")[0]
        return _with_parts(text, _Item(at, bare.end(), f"{article}({bare['number']})", paragraphs=True))
    return None


def _between(first: str, last: str) -> Iterator[str]:
    stem, bracket, paragraph = first.rpartition("(")
    if bracket and last.startswith(f"{stem}("):  # "paragraphs 2 to 4" of one article
        inner = _between(paragraph.rstrip(")"), last.rpartition("(")[2].rstrip(")"))
        yield from (f"{stem}({number})" for number in inner)
        return
    begin, end = re.match(r"\d+", first), re.match(r"\d+", last)
    if first.isdigit() and begin and end and "(" not in last and int(end[0]) - int(first) <= _WIDEST_RANGE:
        yield from map(str, range(int(first) + 1, int(end[0]) + (not last.isdigit())))


def _fronted(text: str, at: int, items: list[_Item]) -> list[_Item]:
    """The items, the first one as the paragraphs that stand before it: "paragraphs 1 and 2 of article 6"."""
    front = _FRONT.search(text, max(0, at - _FRONT_WINDOW), at) if items else None
    if not front:
        return items
    numbers = list(
        re.finditer(r"(?P<number>\d{1,2}|(?<=\()[a-z](?=\)))(?:\s?\((?P<part>[a-z])\))?", front["list"])
    )
    parts = [
        _Item(
            begin=_outside(text, front.start("list") + found.start(), -1) if place else front.start(),
            end=_outside(text, front.start("list") + found.end(), 1)
            if place + 1 < len(numbers)
            else items[0].end,
            number=f"{items[0].number}({found['number']})"
            + (f"({found['part'] or front['sub']})" if found["part"] or front["sub"] else ""),
        )
        for place, found in enumerate(numbers)
    ]
    return [*parts, *items[1:]]


def _outside(text: str, at: int, step: int) -> int:
    """The place behind a closing bracket, or of an opening one, that stands right there."""
    bracket = text[at] if step > 0 else text[at - 1]
    return at + step if bracket in "()" else at
