"""Symbols with their prefix in running text, and what coordination leaves out behind them."""

import re
from collections.abc import Iterator

from kg.symbols.forms import classified, read_symbol
from kg.symbols.pieces import AFTER_PART, BRACKET, letters
from kg.symbols.records import Found, Symbol

_COMPONENT = (
    r"(?:[A-Z]{1,2}[-\u2010-\u2014](?=\d))?[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*"
    r"(?:\(\d{1,3}\)(?=/)|-[A-Z](?=/\d{1,2}(?![\d/])))?"
)
_ROOT = r"(?:ICC-ASP|[A-Z][A-Z0-9]{0,9})(?:-(?:M|SS)-\d{1,3}|[-\u2010\u2011]\d{2,3}|\.\d{1,3}|\(\d{1,3}\))?"
_PREFIXED = re.compile(
    r"(?P<act>(?=[A-Z]{1,5}(?:/[A-Z]{2,4})?/(?:RES|Res|DEC|Dec)/))?"
    rf"{_ROOT}(?:/(?:\s(?=\d))?{_COMPONENT})+(?:[-\u2013][A-Z](?![\w/]|\.\d))?"
    r"(?P<periods>[-\u2013]\d{1,2}(?![\w/]|\.\d))?"
    rf"(?(act)(?:\s(?P<part>[A-Z](?:-[A-Z](?!\w))?){AFTER_PART})?(?P<bracket>\s?{BRACKET})?"
    r"|(?P<volume>\s?\((?:(?:Sect|Vol|Part)\.?\s?[IVX\d]{1,5}[A-F]?|Introduction)\)(?:/(?:Add|Corr|Rev)\.\d{1,2})*)?)"
    r"(?:\[[A-Z](?:-[IVX]{1,6})?\])?"
)
_ROOT_BEFORE = re.compile(rf"{_ROOT}$")
_GOES_ON = re.compile(r"/?\w")  # a blank left to be filled in ("E/2025/_"), a path
_HOST_BEFORE = re.compile(r"(?:undocs\.org|docs\.un\.org)/(?:en/)?$")
_WORD = re.compile(r"/(?!(?:Add|Corr|Rev|Amend|Res|Dec|Circ|Inf|Conf|Sub|Misc|Doc)[.\d/])[A-Z]?[a-z]{3}")
"""What no element of a symbol is: "A/California/7/2009" is a virus."""
_OTHER_CODE = re.compile(
    r"\b(?i:tender|contract|agreement|project|licen[cs]e|plate|ticket|flight|case|file|invoice|order|bid|grant|lot|"
    r"reference|ref|number|model|vehicle|account|ratio|regulation|directive|law|act|standard|vacancy|application|"
    r"permit|certificate|request for proposals)s?(?:\.|\s[Nn]os?\.|:)?\s(?:[A-Z\d][\w/.-]*,?\s(?:and\s|or\s)?)*$"
)
"""What stands before codes of procurement, projects and laws; letters that no organ has mean such a code there."""
_BEFORE = 60
"""Code points before a code in which the noun stands that it belongs to."""
_INNER = frozenset("_./@%#\\&")
_JOINTS = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_PASSED = r"(?:,\s(?:paras?|sects?|annex(?:es)?)\.?\s[\dIVX]+(?:\s\([a-z]\))?(?:\s?[-\u2013]\s?\d+)?)?"
_LINK = r"(?:,\s?|\s\(?)(?:(?:and|or|&|with|as\swell\sas|together\swith|as\samended\sby|its|their)\s)*"
_ALSO = re.compile(
    rf"{_PASSED}(?!\s\(?[A-Z]){_LINK}(?P<change>(?:(?:CRP|L|WP|INF|SR|PV)\.\d{{1,4}}(?:/(?=[ACR]))?)?"
    r"(?:(?:Add|Corr|Rev|Amend)\.\d{1,2}(?:/(?=[ACR]))?)*)(?<=\d)(?![\w/])"
)
_ALSO_NUMBER = re.compile(
    r"(?:\s?(?P<range>[-\u2013]|\bto\b)\s?|,\s|,?\sand\s)(?P<last>\d{1,5})(?=\s?[),.;\]]|\s(?:and|were|are)\b|$)(?![.,]\d)"
)
_COUNTED = re.compile(r"/(?:CRP|L|WP|INF|SR|PV|Add|Corr|Rev|Amend)\.(?P<count>\d{1,5})$")
_CHANGES = re.compile(r"(?:Add|Corr|Rev|Amend)\.")
_WIDEST = 30
"""Members; a longer range of addenda is a misprint."""


def scan_symbols(text: str) -> Iterator[Found]:
    """Every symbol with its prefix in `text`, in order, with what coordination leaves out restored.

    "A/64/440 and Corr.1" gives two, "A/RES/75/290 A and B" two, joint symbols one for each organ. Inside
    addresses only those of the document service name a symbol.
    """
    end = 0
    at = text.find("/")
    while at >= 0:
        found = _prefixed(text, at, end)
        if found:
            yield found
            end = found.end
            for also in _coordinated(text, found):
                yield also
                end = max(end, also.end)
        at = text.find("/", max(end, at + 1))


def _prefixed(text: str, slash: int, floor: int) -> Found | None:
    """The symbol whose first slash stands at `slash`; `floor` is where the last one ended."""
    root = _ROOT_BEFORE.search(text, max(floor, slash - 13), slash)
    if not root:
        return None
    begin = root.start()
    before = text[begin - 1] if begin else " "
    if before == "/" and not _HOST_BEFORE.search(text, max(0, begin - 20), begin):
        return None
    if before != "/" and (before.isalnum() or before in _INNER):
        return None
    if before in _JOINTS and (floor == 0 or begin - 1 != floor):
        return None
    found = _longest(_PREFIXED.match(text, begin))
    if found and not found.symbol.official and found.symbol.kind == "document":
        return None if _is_other_code(text, found) else found
    return found


def _is_other_code(text: str, found: Found) -> bool:
    """Whether letters that no organ is known by make a code that is no symbol."""
    return bool(_OTHER_CODE.search(text[max(0, found.begin - _BEFORE) : found.begin]))


def _longest(hit: re.Match[str] | None) -> Found | None:
    """The longest beginning of the match that is a symbol: "(2015)" after "A/RES/70/1" is none of it."""
    if not hit or _GOES_ON.match(hit.string, hit.end()):
        return None
    if _WORD.search(hit.string, hit.start(), hit.end()) and not hit["volume"]:
        return None
    ends = (hit.end(), *(hit.start(group) for group in ("bracket", "volume", "part", "periods")))
    for end in ends:
        symbol = read_symbol(hit.string[hit.start() : end]) if end > hit.start() else None
        if symbol:
            return Found(hit.start(), end, symbol)
    return None


def _coordinated(text: str, found: Found) -> Iterator[Found]:
    """What follows a symbol and leaves out its beginning: part letters, addenda, corrigenda."""
    _, at, symbol = found
    if symbol.kind != "document":
        yield from _further_parts(text, at, symbol.canonical)
        return
    while more := _ALSO.match(text, at):
        symbol = _changed(symbol, more["change"]) or symbol
        yield Found(more.start("change"), more.end("change"), symbol)
        at = more.end()
    for begin, end, number in _further_numbers(text, at, symbol.canonical):
        nature = symbol.canonical.rpartition("/")[2].partition(".")[0]
        if also := _changed(symbol, f"{nature}.{number}"):
            yield Found(begin, end, also)


def _further_numbers(text: str, at: int, canonical: str) -> Iterator[tuple[int, int, int]]:
    """Numbers that follow the last element of a symbol and leave its letters out: "SR.14 and 26", "Add.1\u20133".

    The inner members of a range have the place of its last one.
    """
    series = _COUNTED.search(canonical)
    last = int(series["count"]) if series else 0
    while series and (more := _ALSO_NUMBER.match(text, at)):
        number, at = int(more["last"]), more.end()
        if number <= last:
            return
        inner = range(last + 1, number) if more["range"] and number - last <= _WIDEST else ()
        yield from ((*more.span("last"), each) for each in (*inner, number))
        last = number


def _further_parts(text: str, at: int, canonical: str) -> Iterator[Found]:
    if canonical[-1].isalpha():
        for begin, end, letter in letters(text, at, canonical[-1]):
            if also := classified(canonical[:-1] + letter):
                yield Found(begin, end, also)


def _changed(symbol: Symbol, change: str) -> Symbol | None:
    """The addendum or corrigendum of a document; of an addendum, its neighbour; of a paper, one of its series."""
    base = symbol.canonical
    if _CHANGES.match(change):
        stem, _, last = base.rpartition("/")
        return classified(f"{stem if last.partition('.')[0] == change.partition('.')[0] else base}/{change}")
    whole = _CHANGES.search(base)
    stem = (base[: whole.start() - 1] if whole else base).rpartition("/")[0]
    return classified(f"{stem}/{change}")
