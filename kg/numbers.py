"""Numbers in running English text: number words, separators, scales, percentages, currencies, ranges and bounds.

Everything here works on one sentence's clean words; offsets are code points in it, end excluded. Dates are
numbers of another kind: `dates` finds them, so that nobody counts a year.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from kg.anyof import AnyOf
from kg.months import MONTH, MONTHS
from kg.types import Bound

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
    **_SCALES,
}
NUMBER_WORDS = tuple(_WORDS)
"""The words of which every number in words is made."""
_ORDINALS = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}
_WORD_PLACES = AnyOf(NUMBER_WORDS)
_DIGIT, _UP_TO_LAST = re.compile(r"\d"), re.compile(r".*\d", re.DOTALL)
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_IN_WORDS = rf"(?:a[ ](?=(?:{'|'.join(_SCALES)})\b))?{_WORD}(?:(?:[- ]|[ ]and[ ]){_WORD}\b)*"
_IN_DIGITS = r"\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CURRENCY = r"(?:US|C|A|NZ)?[$€£¥]|(?:USD|EUR|GBP|CHF|US dollars|euros?)(?=[ \u00a0])"
_COINS = r"(?:United States |US |U\.S\. )?dollars|euros|Swiss francs|pounds sterling"
_QUANTITY = re.compile(
    rf"""(?<![\w.,/:;-])(?<!\d[ ])(?P<currency>\\?(?:{_CURRENCY})[ \u00a0]?)?
    (?:(?P<digits>{_IN_DIGITS})(?P<plus>\+)?(?:[ \u00a0-](?P<scale>hundred|thousand|million|billion)\b)?
    |(?P<words>\b{_IN_WORDS}\b))
    (?:[ \u00a0](?P<coins>{_COINS})\b)?
    (?:[ \u00a0]?(?P<percent>%|per\ ?cent\b|percentage\ points\b))?
    (?![\w/]|[.:,]\d|-[A-Za-z]|['’]s|\(\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "under",
        r"(?:no|not) more than|(?<!no )(?<!not )(?:fewer|less) than|up to|under(?! the )|below"
        r"|at most|a maximum of|not exceeding",
    ),
    (
        "over",
        r"(?:no|not) (?:less|fewer) than|(?<!no )(?<!not )more than|over|at least|in excess of|upwards of"
        r"|a minimum of|exceeding|exceeded"
        r"|surpassing|above|well over",
    ),
    (
        "about",
        r"nearly|almost|around|about|approximately|roughly|close to|some|an estimated|estimated(?: at)?"
        r"|circa|virtually",
    ),
)
_BOUND = {
    bound: re.compile(rf"(?<!\w)(?:{words}) (?:a total of |the )?\Z", re.IGNORECASE)
    for bound, words in _BOUNDS
}
_NEAR = 60
"""Characters before a number in which its bound stands."""
_LONGEST_DATE = 40
"""More characters than a date has before its year, or behind it with what a pattern looks at there."""
_LONGEST_CURRENCY = 16
"""More characters than stand before the first digit or word of a number."""
_LONGEST_TAIL = 80
"""More characters than stand behind the last digit or word of a number, with what a pattern looks at there."""
_SENTENCES = 64
_NESTED = 12
"""Stretches that may lie inside one another."""
_BETWEEN = re.compile(r"\b(?:between|from) \Z", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:increas(?:e|ed|ing)|decreas(?:e|ed|ing)|declin(?:e|ed|ing)|rose|risen|rising|grew|grown|growing|fell|fallen"
    r"|falling|dropped|dropping|climbed|reduced|raised|expanded|went|up|down)(?: [a-z]+){0,2} from \Z"
)
"""Before two numbers that are one before and one after a change, and no range."""
_OR_MORE = re.compile(r" or (?:more|above|over)\b")
_NUMBER_OF = {name: number for number, name in enumerate(MONTHS, start=1)}
_YEAR = r"(?:19|20)\d{2}"
_DATE = re.compile(
    rf"""(?<![\w/.$€£,-])(?:
      (?P<iso>{_YEAR}-\d{{2}}(?:-\d{{2}})?)
    | (?:(?P<from>\d{{1,2}})(?:[ ](?:to|and)[ ]|[-–]))?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0])?
      (?P<month>{MONTH})(?:[ \u00a0](?P<late>\d{{1,2}}),)?[ \u00a0](?P<myear>{_YEAR})
    | (?:the\ )?(?P<part>first|second|third|fourth|last)\ (?P<of>half|quarter)\ of\ (?P<pyear>{_YEAR})
    | (?P<year>{_YEAR})
    )(?![\w/%]|,\d|\.\d|-\d{{3}}|[ ](?:million|billion))""",
    re.VERBOSE,
)
_PARTS = {
    ("first", "half"): (1, 6),
    ("second", "half"): (7, 12),
    ("last", "half"): (7, 12),
    **{
        (part, "quarter"): (3 * i + 1, 3 * i + 3)
        for i, part in enumerate(("first", "second", "third", "fourth"))
    },
    ("last", "quarter"): (10, 12),
    ("third", "half"): (1, 12),
    ("fourth", "half"): (1, 12),
}
_UNTIL = re.compile(r" ?(?:to|and|until|till|through|[-–—]) ?")
_OPENS = re.compile(r"\b(?:between|from) \Z", re.IGNORECASE)
_BARE_FIRST = re.compile(rf"\b(?:from|between) (?P<month>{MONTH}) (?:to|and) \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number: what it is worth, how exact the words make it, and where it stands."""

    begin: int
    end: int
    value: Decimal
    bound: Bound
    """What the words beside it say; exactly where they say nothing."""
    bounded: bool
    """Whether any word said so."""
    currency: str | None = None
    percent: bool = False
    words: bool = False
    """Whether it is spelled out."""
    phrase: int = 0
    """Where the words of its bound begin, else where the number begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A year, month, day or period in ISO form ("2018", "2018-06", "2016-11/2018-06")."""

    begin: int
    end: int
    iso: str


def quantities(text: str, taken: Iterable[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """The numbers of a sentence in order, without those that touch a stretch that is `taken` or a date.

    A range ("20 to 30", "between 20 and 30") is two numbers at their own places: over the lower, under the upper.

    >>> [(q.value, q.bound) for q in quantities("more than 1.5 million students in twenty-one schools")]
    [(Decimal('1500000'), 'over'), (Decimal('21'), 'exactly')]
    """
    stretch = _numbered(text)
    if stretch is None:
        return iter(())
    blocked = sorted([*taken, *((date.begin, date.end) for date in dates(text))])
    found = [
        _quantity(text, match)
        for match in _QUANTITY.finditer(text, *stretch)
        if not _touches(blocked, match.start(), match.end())
        and (match["currency"] or match["percent"] or not _alone_in_brackets(text, match))
    ]
    return iter(_ranged(text, found))


def _alone_in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether the number is the mark of a paragraph or note: "(3)"."""
    return text.endswith(("(", "["), 0, match.start()) and text.startswith((")", "]"), match.end())


def _numbered(text: str) -> tuple[int, int] | None:
    """The stretch that holds all numbers of a sentence; none where no digit and no word of a number stands."""
    small = text.lower()
    if len(small) != len(text):  # "İ" and its like grow
        return 0, len(text)
    places = [place for span in _WORD_PLACES.spans_in(small) for place in span]
    if (first := _DIGIT.search(text)) and (whole := _UP_TO_LAST.match(text)):
        places += [first.start(), whole.end()]
    return (max(0, min(places) - _LONGEST_CURRENCY), max(places) + _LONGEST_TAIL) if places else None


def _touches(blocked: Sequence[tuple[int, int]], begin: int, end: int) -> bool:
    """Whether one of the sorted stretches shares a character; those that nest reach no further back than a few."""
    last = bisect_left(blocked, (end, 0))
    return any(stop > begin for _, stop in blocked[max(0, last - _NESTED) : last])


def number(words: str) -> Decimal | None:
    """The value of a number spelled out or in digits with separators, or none where it is no number.

    >>> number("two hundred and six")
    Decimal('206')
    """
    digits = re.sub(r"[,\s]", "", words)
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return Decimal(digits)
    parts = [part for part in re.split(r"[\s-]+", words.casefold()) if part not in ("and", "a")]
    return Decimal(_spelled(parts)) if parts and all(part in _WORDS for part in parts) else None


def ordinal(words: str) -> int | None:
    """The value of an ordinal number ("seventy-eighth", "22nd"), or none where it is no ordinal.

    >>> ordinal("seventy-eighth"), ordinal("22nd"), ordinal("final")
    (78, 22, None)
    """
    if digits := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words):
        return int(digits[1])
    *before, last = re.split(r"[\s-]+", words.casefold())
    stem = _ORDINALS.get(last) or re.sub(r"ie\Z", "y", last.removesuffix("th"))
    known = last in _ORDINALS or (last.endswith("th") and stem in _WORDS)
    value = number(" ".join([*before, stem])) if known else None
    return int(value) if value is not None else None


def _spelled(parts: Iterable[str]) -> int:
    total = current = 0
    for part in parts:
        value = _WORDS[part]
        if value == 100:
            current = max(current, 1) * 100
        elif value > 100:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return total + current


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    value = number(match["digits"] or match["words"]) or Decimal(0)
    bound, phrase = _bound(text, match)
    currency = (match["currency"] or "").strip().lstrip("\\") or match["coins"]
    return Quantity(
        begin=match.start(),
        end=match.end(),
        value=_tidy(value * _SCALES[match["scale"].casefold()] if match["scale"] else value),
        bound=bound or "exactly",
        bounded=bound is not None,
        currency=currency,
        percent=bool(match["percent"]),
        words=bool(match["words"]),
        phrase=phrase,
    )


def _tidy(value: Decimal) -> Decimal:
    """The same number, a whole one without a fraction of nought."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _bound(text: str, match: re.Match[str]) -> tuple[Bound | None, int]:
    near = max(0, match.start() - _NEAR)
    before = text[near : match.start()]
    for bound, pattern in _BOUND.items() if before.endswith(" ") else ():
        if said := pattern.search(before):
            return bound, near + said.start()
    return ("over" if match["plus"] or _OR_MORE.match(text, match.end()) else None), match.start()


def _ranged(text: str, found: list[Quantity]) -> list[Quantity]:
    """The same numbers, with the bounds of each range set."""
    done = list(found)
    for index, (low, high) in enumerate(pairwise(found)):
        between, before = text[low.end : high.begin], text[max(0, low.begin - _NEAR) : low.begin]
        plain = between in (" to ", "-", "–", "—", " – ", " or ") and not high.bounded
        alike = not (low.percent and high.currency) and not (low.currency and high.percent)
        alike = alike and not _CHANGED.search(before)
        if alike and low.value < high.value and (plain or (between == " and " and _BETWEEN.search(before))):
            done[index] = _with(low, "over", high)
            done[index + 1] = _with(high, "under", low)
    return done


def _with(quantity: Quantity, bound: Bound, other: Quantity) -> Quantity:
    return replace(
        quantity,
        bound=bound,
        bounded=True,
        percent=quantity.percent or other.percent,
        currency=quantity.currency or other.currency,
    )


def dates(text: str) -> list[Dated]:
    """The years, months, days and periods of a sentence in order, in ISO form; days of one month are the month.

    >>> [d.iso for d in dates("From November 2016 to June 2018, and on 5 May 2019")]
    ['2016-11/2018-06', '2019-05-05']
    """
    return list(_dates(text)) if "19" in text or "20" in text else []  # every date has a year


@lru_cache(maxsize=_SENTENCES)  # the rules for one sentence ask for its dates one after the other
def _dates(text: str) -> tuple[Dated, ...]:
    year = min(place for place in (text.find("19"), text.find("20")) if place >= 0)
    last = max(text.rfind("19"), text.rfind("20"))
    found = [
        Dated(begin=m.start(), end=m.end(), iso=_iso(m))
        for m in _DATE.finditer(text, max(0, year - _LONGEST_DATE), last + _LONGEST_DATE)
    ]
    joined: list[Dated] = []
    for date in found:
        before = joined[-1] if joined else None
        if before and "/" not in before.iso and _is_period(text, before, date):
            joined[-1] = Dated(begin=before.begin, end=date.end, iso=f"{before.iso}/{date.iso}")
        elif bare := _BARE_FIRST.search(text[max(0, date.begin - _NEAR) : date.begin]):
            start = f"{date.iso[:4]}-{_NUMBER_OF[bare['month'].capitalize()]:02}"
            joined.append(
                Dated(
                    begin=max(0, date.begin - _NEAR) + bare.start("month"),
                    end=date.end,
                    iso=f"{start}/{date.iso}",
                )
            )
        else:
            joined.append(date)
    return tuple(joined)


def _is_period(text: str, first: Dated, second: Dated) -> bool:
    between = text[first.end : second.begin]
    told = between.strip() != "and" or _OPENS.search(text[max(0, first.begin - _NEAR) : first.begin])
    return first.iso < second.iso and bool(told) and bool(_UNTIL.fullmatch(between))


def _iso(match: re.Match[str]) -> str:
    if match["month"]:
        month = f"{match['myear']}-{_NUMBER_OF[match['month']]:02}"
        day = match["day"] or match["late"]
        return f"{month}-{int(day):02}" if day and not match["from"] else month
    if match["part"]:
        first, last = _PARTS[match["part"].casefold(), match["of"].casefold()]
        return f"{match['pyear']}-{first:02}/{match['pyear']}-{last:02}"
    return match["iso"] or match["year"]
