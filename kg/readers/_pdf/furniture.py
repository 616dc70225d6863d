"""Rows without what belongs to the page and not to the text: running heads, page and job numbers, stamps.

Manners are those of the editorial manual of the United Nations: on every page but the first the symbol (and
the title) stand above a rule, page number and job number at the foot.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from kg.readers._pdf.rows import Row, mended, rows
from kg.readers._pdf.rules import strips
from kg.readers._pdf.sheets import Rule, Sheet, Word

_HEAD = 0.14
_FOOT = 0.88
"""Shares of the page's height above and below which furniture is looked for."""
_WIDE = 0.5
"""Of the page's width: a rule below a running head is at least as long."""
_OFTEN = 3
"""So many pages say the same at the same height."""
_TIGHT = 1.4
"""Times the type's size: lines of one paragraph are no further apart."""
_SYMBOL = r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9][\w.()-]*)*/[\w.()-]*\d[\w.()-]*(?: \(\d{4}\))?"
_PAGE = r"(?:[Pp]age )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]|[ivxl]{1,6}"
_JOB = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}[A-Z]?(?: \([A-Z]\))?(?: \d{6})*"
_STAMP = r"\*\w{5,12}\*|Please recycle.{0,4}|[•●\ufffd]+"
_FURNITURE = re.compile(rf"(?:(?:{_SYMBOL}|{_PAGE}|{_JOB}|{_STAMP})\s*)+$")
_FIGURES = re.compile(r"[–—-]|[–—-]?\d+(?:[., \u00a0]\d+)*(?: ?%)?")
_SYMBOLS = re.compile(rf"(?:^|\s){_SYMBOL}\**$")
_LINE = re.compile(r"[_—–-]{5,}$")
_FAR = 3.0
"""Words further apart than so many times the type's size are not one phrase."""


class Body(NamedTuple):
    """A page without its furniture."""

    sheet: Sheet
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]


def bodies(sheets: Sequence[Sheet]) -> Iterator[Body]:
    """The pages in order, each with the rows and rules that belong to the text."""
    printed = mended([rows(sheet.words) for sheet in sheets])
    often = Counter(
        key
        for sheet, found in zip(sheets, printed, strict=True)
        for key in {_key(sheet, row) for row in found}
    )
    repeated = {key for key, count in often.items() if count >= _OFTEN and key[1]}
    for sheet, found in zip(sheets, printed, strict=True):
        yield _body(sheet, found, repeated)


def _key(sheet: Sheet, row: Row) -> tuple[int, str]:
    """Height and words of a row at the edge of the page, figures left open."""
    edge = not _HEAD * sheet.height < row.base < _FOOT * sheet.height
    return round(row.base / 4), re.sub(r"\d+", "0", row.text) if edge else ""


def _body(sheet: Sheet, found: Sequence[Row], repeated: set[tuple[int, str]]) -> Body:
    head = _below_head(sheet, found)
    rules = [rule for rule in sheet.rules if rule.top > head]
    kept: list[Row] = []
    for row in found:
        if _LINE.match(row.text):
            rules.append(Rule(row.left, row.base - 1, row.right, row.base))
        elif row.base > head and not (
            (row.base > _FOOT * sheet.height or not head)
            and _is_furniture(sheet, row, repeated if not _goes_on(row, kept) else frozenset())
            and not _is_of_table(row, kept)
        ):
            kept.append(row)
    return Body(sheet, tuple(kept), tuple(rules))


def _below_head(sheet: Sheet, found: Sequence[Row]) -> float:
    """Where the text of a page begins: below the rule of its running head, if it has one."""
    if sheet.number == 1:
        return 0.0
    top = min((s.height for s in strips(sheet.rules) if s.width > _WIDE * sheet.width), default=sheet.height)
    above = [row for row in found if row.base < top + 2]
    is_head = top < _HEAD * sheet.height and any(
        _FURNITURE.match(phrase) for row in above for phrase in _phrases(row.words)
    )
    return top + 1 if is_head else 0.0


def _goes_on(row: Row, above: Sequence[Row]) -> bool:
    """Does the row stand right below the last one, as lines of a paragraph do?"""
    return bool(above) and row.base - above[-1].base < _TIGHT * row.size


def _is_of_table(row: Row, above: Sequence[Row]) -> bool:
    """Are these figures a row of a table that ends at the foot of the page? A page has one number, apart from text."""
    phrases = list(_phrases(row.words))
    figures = [phrase for phrase in phrases if _FIGURES.fullmatch(phrase)]
    return len(figures) == len(phrases) and (len(figures) > 1 or _goes_on(row, above))


def _is_furniture(sheet: Sheet, row: Row, repeated: Set[tuple[int, str]]) -> bool:
    height, said = _key(sheet, row)
    if said and any((height + step, said) in repeated for step in (-1, 0, 1)):
        return True
    masthead = sheet.number == 1 and row.base < _HEAD * sheet.height
    return bool(said) and not masthead and all(_FURNITURE.match(phrase) for phrase in _phrases(row.words))


def has_symbol(row: Row) -> bool:
    """Does one of its phrases name a document, as in a masthead?"""
    return any(_SYMBOLS.search(phrase) for phrase in _phrases(row.words))


def _phrases(words: Sequence[Word]) -> Iterator[str]:
    begin = 0
    for i, (word, after) in enumerate(pairwise([*words, words[-1]]), start=1):
        if i == len(words) or after.left - word.right > _FAR * word.size:
            yield Row(tuple(words[begin:i])).text
            begin = i
