"""Lists of bare numbers in running text: "resolutions 31/6 A and B, 32/7 and 33/12"."""

import re
from collections.abc import Iterator

from kg.months import MONTH
from kg.symbols.pieces import AFTER_PART, BRACKET, DASHES, YEAR, letters
from kg.symbols.records import Item
from kg.symbols.shapes import number_shape

HEAD_NUMBER = (
    r"(?:E?S[-\u2010-\u2014]\d{1,2}|\d{1,4})/\d{1,4}(?![\d/])|\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2}|[IVX]{1,6}/\d{1,3}|"
    r"WHA\d{1,2}\.\d{1,3}(?!\d)|\d{2}\.\d{1,2}(?!\d)|\d{1,4}(?![\d/.,]\d|\d)"
)
_ITEM = re.compile(rf"(?P<head>{HEAD_NUMBER})(?:\s?(?P<part>[A-Z]){AFTER_PART})?")
_ITEM_BRACKET = re.compile(rf"\s?(?P<bracket>{BRACKET})")
_PART_BEHIND = re.compile(rf"\s(?P<part>[A-Z]){AFTER_PART}")
_MONTH = rf"(?:{MONTH}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_TAIL = re.compile(
    rf"\s?,?\s?(?:(?:adopted\s)?o[fn]\s\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|of\s{YEAR}(?!\d)|"
    r"(?:on|concerning|entitled)\s[“\"‘'][^”\"’']{0,300}[”\"’']|"
    r"(?:op\.\s|operative\s)?para(?:graph|\.)?s?\.?\s\d{1,3}(?:\s?\([a-z]{1,4}\))?(?:\s?[-\u2013]\s?\d{1,3})?|"
    r"(?:sect(?:ion|\.)|part)\s[IVX]{1,5}|annex(?:es)?(?:\s[IVX]{1,4})?)"
)
_RANGE = re.compile(r"\sto\s|\s?[-\u2013]\s?")
_WIDEST = 30
"""Numbers; a longer range is a whole session's harvest, which nobody cites one by one."""
_BETWEEN = re.compile(
    r"\s?[,;]\s?(?:(?:and|or|as well as)\s)?|\s(?:and|or|as well as|and also|to)\s|\s?[-&\u2013]\s?"
)


def scan_numbers(text: str, at: int) -> tuple[Item, ...]:
    """The list of bare numbers that begins at `at`, each with its own place.

    Dates, titles, paragraphs and annexes between two numbers are passed over. The members inside a range of
    letters ("31/406 A to E") or of numbers ("66/1 to 66/3") have the place of the range.
    """
    items: list[Item] = []
    position: int | None = at
    while position is not None and (found := _numbers_at(text, position)):
        if items and _is_stray(found[0].number, items[-1].number):
            break
        items.extend(_between(text, items[-1], found[0]) if items else ())
        items.extend(found)
        position = _next_number(text, found[-1].end)
    return tuple(items)


def _between(text: str, first: Item, last: Item) -> Iterator[Item]:
    """The numbers inside a range of one session or year ("66/1 to 66/3"); they have the place of the range."""
    (session, _, low), (same, _, high) = first.number.partition("/"), last.number.partition("/")
    ranged = (
        session == same and low.isdigit() and high.isdigit() and _RANGE.fullmatch(text, first.end, last.begin)
    )
    for count in range(int(low) + 1, int(high)) if ranged and int(high) - int(low) <= _WIDEST else ():
        yield Item(first.begin, last.end, f"{session}/{count}")


def _numbers_at(text: str, at: int) -> list[Item]:
    """The number at `at` with its part letters; one item for each letter."""
    hit = _ITEM.match(text, at)
    if not hit:
        return []
    head, part = hit["head"].translate(DASHES), hit["part"] or ""
    end = hit.end()
    # After a number by year a lone capital with a blank begins something else.
    if part and not text[hit.end("head")].isalpha() and re.fullmatch(rf"{YEAR}/\d+", head):
        part, end = (part, end) if any(letters(text, end, part)) else ("", hit.end("head"))
    places = [(hit.start(), end, part), *(letters(text, end, part) if part else ())]
    bracket = _ITEM_BRACKET.match(text, max(place[1] for place in places))
    suffix = bracket["bracket"].translate(DASHES) if bracket else ""
    items = [Item(begin, stop, f"{head}{letter}{suffix}") for begin, stop, letter in places]
    if bracket:
        items[-1] = items[-1]._replace(end=bracket.end())
        behind = _PART_BEHIND.match(text, bracket.end()) if not part else None
        if behind and not suffix[1:5].isdigit():  # "377 (V) A"
            items[-1] = Item(items[-1].begin, behind.end(), f"{head}{behind['part']}{suffix}")
    if bracket and not all(number_shape(item.number) for item in items):  # "WHA77.4 (2024)"
        items = [Item(begin, stop, f"{head}{letter}") for begin, stop, letter in places]
    return items if all(number_shape(item.number) for item in items) else []


def _is_stray(number: str, before: str) -> bool:
    """Whether a bare count follows a list: only the Security Council's numbers may go without a year."""
    if number_shape(number) != "plain":
        return False
    return len(number) < 3 or number_shape(before) not in ("plain", "council")


def _next_number(text: str, at: int) -> int | None:
    """Where the next number of the list begins, past dates and titles; none where the list ends."""
    for _ in range(3):
        if not (tail := _TAIL.match(text, at)):
            break
        at = tail.end()
    between = _BETWEEN.match(text, at)
    return between.end() if between else None
