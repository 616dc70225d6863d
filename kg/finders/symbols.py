"""Resolutions, decisions and documents that a text names by symbol or number.

A mention gets its symbol as id where the words themselves tell the organ: a prefix, the name of the organ at
the noun, or a form that only one organ uses. "Its resolution 8/4" and "Conference resolution 8/4" keep the
bare number instead, for the stage that knows the context. Where a body is named that the grammar does not
know ("Executive Board decision 2010/9") there is neither id nor number: no context may claim it.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.symbols import (
    ORGAN_NAME,
    Act,
    AgencyAct,
    Found,
    Item,
    number_shape,
    organ_prefix,
    resolve,
    scan_acts,
    scan_numbers,
    scan_symbols,
    shape_organ,
)
from kg.types import Mention, Unit

if TYPE_CHECKING:
    from kg.vocabulary import Lexicon

NAME = "symbols"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "und", "zh")
"""Symbols are the same in every language."""

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    (
        "Member States recalled A/RES/78/226 and the report in A/79/296.",
        (("A/RES/78/226", "A/RES/78/226", "resolution"), ("A/79/296", "A/79/296", "document")),
    ),
    (
        "Training began under General Assembly resolutions 69/196 and 70/178.",
        (
            ("General Assembly resolutions 69/196", "A/RES/69/196", "resolution"),
            ("70/178", "A/RES/70/178", "resolution"),
        ),
    ),
    (
        "The Council spoke of it in resolution 2322 (2016).",
        (("resolution 2322 (2016)", "S/RES/2322(2016)", "resolution"),),
    ),
    ("The Conference took up its resolution 8/4.", (("resolution 8/4", None, "resolution"),)),
    ("Offices are open 24/7 and/or by post.", ()),
)

_PREFIX_SCORE = Decimal("0.99")
_NAMED_SCORE = Decimal("0.95")
_OPEN_SCORE = Decimal("0.5")

_STEMS = ("esolution", "ecision", "ESOLUTION", "ECISION", "Res. ", "res. ", "Res ", "SCR ", "WHA")
_HEAD = re.compile(
    r"(?P<noun>[Rr]esolutions?|[Dd]ecisions?|RESOLUTIONS?|DECISIONS?|Res\.?|res\.|(?:UN)?SCR|(?=WHA\d))"
    r"(?P<of>\s(?:of|adopted by)\s(?:the\s)?)?"
)
_NUMBER_SIGN = re.compile(
    r"\s?(?:(?:[Nn]os?\.?|[Nn]umbers?)\s)?(?=[0-9ESIVXW])"
    r"|\s\((?=(?:(?:19|20)\d\d|[3-9]\d|1\d\d)/\d)"
    r"|,\s(?=\d{1,4}(?:\s?[A-Z])?\s?\((?:(?:19|20)\d\d|(?:S-)?[IVXL]+)\))"
)
_AFTER = re.compile(r"\s(?:of|adopted by)\s(?:the\s)?|\s(?P<bracket>\()(?:the\s)?")
_WINDOW = 130
"""Code points; the longest name of a body that is written out takes 110."""
_FULL_COUNT = 3
"""Digits of a count that may stand alone for a resolution of the Security Council ("resolution 1325")."""
_SERIES = re.compile(r"\s[A-Z]{1,3}/\d")
"""What goes on behind the number of a conference that counts "42 C/29": the number alone is not the act's."""
_BEFORE_END = re.compile(r"(?:[’']s?)?\s$")
_DRAFT = re.compile(r"\b[Dd]raft\s(?:[\w-]+\s){0,2}$")
_BODY = (
    r"(?:Assembly|Council|Commission|Committee|Board|Conference|Congress|Union|Parties|Organization|Meeting|"
    r"Forum|Bureau|Parliament|Agency)"
)
_FOREIGN = re.compile(
    rf"(?:[A-Z][\w’'-]*\s(?:(?:of|on|for|and|the|to)\s){{0,3}}){{1,4}}{_BODY}(?:[’']s?)?\s$"
)
_FOREIGN_AFTER = re.compile(
    rf"\s(?:of|adopted by)\s(?:the\s)?(?:[A-Z][\w’'-]*\s(?:(?:of|on|for|and)\s)?){{1,4}}{_BODY}\b"
    r"(?!\s(?:of|on|to|for)\s)"
)
_GENERIC = re.compile(rf"\b(?:{_BODY}|COP|COSP)(?:[’']s?)?\s$")
_ACRONYM = re.compile(r"\b(?!UN\b)[A-Z][A-Z/-]{1,9}\s$")
_OPENING = re.compile(
    r"^(?:(?:The|This|That|In|By|On|Under|Its|Their|See|Also|Recalling|Reaffirming|Noting|Welcoming"
    r"|Pursuant|Through|"
    r"Following|With|As|And|Per|Draft|Stressing|Emphasizing|Implementing|To)\s(?:(?:of|on|for|and|the"
    r"|to)\s){0,3})+"
)
_PLAIN_DOCUMENT = re.compile(
    r"(?<![\w/.-])(?P<code>EB\d{2,3}/(?:INF\.?/)?\d{1,3}"  # EB156/16
    r"|(?:CoP|COP|SC|PC|AC)\d{2}\s(?:Doc|Com|Inf)\.\s?\d{1,3}(?:\.\d{1,2})?)(?![\w/]|\.\w)"  # SC77 Doc. 33.1
)
"""Papers whose letters tell enough without a noun."""
_ACT_BEFORE = re.compile(r"(?<![Dd]raft )\b(?:[Rr]esolution|[Dd]ecision)s?\s\Z")
"""What makes an agency’s symbol the number of an act: "decision GB.344/INS/8"."""
_NOUN_REACH = 18
"""Code points: "draft resolutions "."""
_PAPER = re.compile(r"\b(?:[Dd]ocument|[Pp]aper|[Rr]eport|[Nn]ote)")
_OWN_DOCUMENT = re.compile(
    r"\b(?:(?:[Dd]ocument|[Pp]aper)s?\s|(?:[Rr]eport|[Nn]ote)s?\s\()"
    r"(?P<code>\d{2,3}\s(?:EX|C)/(?:INF\.\s?)?\d{1,3}"  # 42 C/5
    r"|(?:[A-Z]{1,3}\d{2,3})/(?:INF\.?/?)?\d{1,3}"  # A77/5, C24/35
    r"|[A-Z]{1,4}\s\d{2,4}/(?:INF[./]?)?\d{1,3}(?:/\d{1,3})?"  # MEPC 81/7, C 2023/22
    r"|A\d{2}-WP/\d{1,4}"  # A41-WP/93
    r"|[A-Z]{3,8}/\d{1,4}/\d{1,4}(?:\s(?:Rev|Add|REV|ADD)\.?\s?\d)?"  # CDIP/27/6
    r"|(?:CoP|COP|SC|PC|AC)\d{2}\s(?:Doc|Com|Inf)\.\s?\d{1,3}(?:\.\d{1,2})?)(?![\w/]|\.\w)"  # CoP19 Doc. 32
)
"""Papers of bodies whose symbols have no organ in front."""
_PLAIN_ROMAN = re.compile(
    r"(?<=\s)(?P<count>[2-3]\d{3})\s?(?P<letter>[A-Z])?\s?(?P<roman>\((?:S-)?[IVX]{2,6}\))"
)
"""Numbers that only one body ever gave, so that no noun is needed."""
_NOUNLESS = re.compile(
    r"(?:\b(?:in|under|by|through|with)\s(?:its\s)?"
    r"(?=(?:3[1-9]|[4-9]\d|1\d\d)/[1-9]|[1-9]\d{0,3}(?:\s?[A-Z])?\s?\((?:S-)?[IVXL]+\))"
    r"|(?<=\s)(?=S-\d{1,2}/\d)"
    r"|\b(?:including|namely|notably|such\sas|in\sparticular)\s(?=[1-9]\d{2,3}\s?\((?:19|20)\d\d\)))"
)
"""What stands before a number that leaves out the noun; sessions below 31 look like fractions and dates."""
_ABOVE_TITLE = re.compile(
    r"(?P<number>[1-9]\d{0,2}/\d{1,3}(?=\.)|(?:[3-9]\d|1\d\d)/[1-9]\d\d\b|(?:19|20)\d\d/\d{1,3}\b)\.?\s[A-Z][a-z]"
)
_STOP = re.compile(
    r"[.!?]\s|\b(?:[Rr]esolution|[Dd]ecision)s?\b(?!,?\s(?:including|namely|notably|such\sas))"
)
_REACH = 160
"""Code points behind a list within which its noun still governs a number."""
_RANGE = re.compile(r"\d(?:\sto\s|\s?[-\u2013]\s?)\d")
_TWO_BLANKS = re.compile(r"\s+")
_BEFORE_LETTER = re.compile(r"(?<=\d)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Head:
    """A noun with the list of numbers that it governs and what the words at it say about the organ."""

    begin: int
    """Where the phrase begins, the organ's name before the noun included."""
    organ: str | None
    foreign: bool
    """Whether the body is named, but unknown to the grammar."""
    act: Act
    lead: str
    """The phrase up to the number, in the singular: "General Assembly resolution"."""
    items: tuple[Item, ...]


def find(unit: Unit, lexicon: "Lexicon") -> Iterator[Mention]:
    """Mentions of resolutions, decisions and documents, in order of place.

    The first number of a list takes the noun and the organ's name before it into its span, later ones only
    their own characters (annotation rules of the reference material). Offsets are those of the document.
    """
    del lexicon  # Symbols are recognised by grammar alone.
    text = unit.view.text
    symbols = tuple(scan_symbols(text))
    mentions = [_symbol_mention(unit, found) for found in symbols]
    taken = {found.begin for found in symbols}
    own_way = _own_way(text, symbols)
    mentions.extend(_agency_mention(unit, act) for act in own_way)
    taken |= {place for act in own_way for place in range(act.begin, act.end)}
    cover = unit.kind in ("cover", "heading")  # what stands there alone is the paper's own code
    plain = () if cover else (_PLAIN_DOCUMENT,)
    for pattern in (_OWN_DOCUMENT, *plain) if _PAPER.search(text) else plain:
        codes = [hit for hit in pattern.finditer(text) if not taken & set(range(*hit.span("code")))]
        mentions.extend(_document_mention(unit, hit) for hit in codes)
        taken |= {place for hit in codes for place in range(*hit.span("code"))}
    heads = list(_heads(text))
    taken_later = {item.begin for head in heads for item in head.items}
    for head in heads:
        mentions.extend(_number_mentions(unit, head, taken))
        for later in _later(text, head):
            if later.begin not in taken_later:
                taken_later |= {item.begin for item in later.items}
                mentions.extend(_number_mentions(unit, later, taken))
    mentions.extend(_plain_romans(unit, taken | taken_later))
    mentions.extend(_own_number(unit))
    return iter(sorted(mentions, key=lambda mention: (mention.begin, -mention.end)))


def _own_way(text: str, symbols: Iterable[Found]) -> list[AgencyAct]:
    """Acts of bodies with numbers of their own, where no symbol of the grammar stands."""
    begins = [found.begin for found in symbols]
    return [act for act in scan_acts(text) if bisect_left(begins, act.begin) == bisect_left(begins, act.end)]


def _symbol_mention(unit: Unit, found: Found) -> Mention:
    begin, end = unit.view.span(found.begin, found.end)
    paper = found.symbol.kind in ("document", "statement")
    if (
        paper
        and not found.symbol.official
        and _ACT_BEFORE.search(unit.view.text, max(0, found.begin - _NOUN_REACH), found.begin)
    ):
        code = " ".join(unit.view.text[found.begin : found.end].split())
        return Mention(begin=begin, end=end, type="resolution", finder=NAME, name=code, score=_NAMED_SCORE)
    return Mention(
        begin=begin,
        end=end,
        type="document" if paper else "resolution",
        finder=NAME,
        name=found.symbol.canonical,
        id=found.symbol.canonical,
        score=_PREFIX_SCORE,
    )


def _agency_mention(unit: Unit, act: AgencyAct) -> Mention:
    """An act of a body that numbers in its own way, without identifier."""
    begin, end = unit.view.span(act.begin, act.end)
    return Mention(begin=begin, end=end, type="resolution", finder=NAME, name=act.name, score=_NAMED_SCORE)


def _document_mention(unit: Unit, match: re.Match[str]) -> Mention:
    begin, end = unit.view.span(*match.span("code"))
    name = _TWO_BLANKS.sub(" ", match["code"])
    return Mention(begin=begin, end=end, type="document", finder=NAME, name=name, score=_NAMED_SCORE)


def _plain_romans(unit: Unit, taken: set[int]) -> Iterator[Mention]:
    """Resolutions of the Assembly before 1976 that stand without a noun: "3314 (XXIX)"."""
    for hit in _PLAIN_ROMAN.finditer(unit.view.text):
        number = f"{hit['count']}{hit['letter'] or ''}{hit['roman']}"
        symbol = resolve(number) if hit.start() not in taken else None
        if symbol:
            begin, end = unit.view.span(*hit.span())
            yield Mention(
                begin=begin,
                end=end,
                type="resolution",
                finder=NAME,
                name=f"resolution {hit[0]}",
                id=symbol.canonical,
                score=_NAMED_SCORE,
            )


def _own_number(unit: Unit) -> Iterator[Mention]:
    """The number above the title of an act, without a noun: "58/21. Access to water"."""
    hit = _ABOVE_TITLE.match(unit.view.text) if unit.kind in ("cover", "heading") else None
    if hit:
        begin, end = unit.view.span(*hit.span("number"))
        yield Mention(
            begin=begin,
            end=end,
            type="resolution",
            finder=NAME,
            name=hit["number"],
            number=hit["number"],
            score=_OPEN_SCORE,
        )


def _number_mentions(unit: Unit, head: _Head, taken: set[int]) -> Iterator[Mention]:
    for place, item in enumerate(head.items):
        if item.begin in taken:
            continue
        symbol = None if head.foreign else resolve(item.number, head.act, head.organ)
        begin, end = unit.view.span(item.begin if place else head.begin, item.end)
        yield Mention(
            begin=begin,
            end=end,
            type="resolution",
            finder=NAME,
            name=f"{head.lead} {_printed(unit.view.text, item)}".strip(),
            id=symbol.canonical if symbol else None,
            number=None if symbol or head.foreign else item.number,
            score=_NAMED_SCORE if symbol else _OPEN_SCORE,
        )


def _printed(text: str, item: Item) -> str:
    """The number as the text has it; a letter of a list gets the number that the list leaves out."""
    surface = text[item.begin : item.end]
    if item.number not in surface and _RANGE.search(surface):
        return item.number
    if surface[:1].isdigit() or "-" in surface or "/" in surface:
        return surface
    return _BEFORE_LETTER.sub(" ", item.number)


def _heads(text: str) -> Iterator[_Head]:
    done: set[int] = set()
    for at in sorted({_noun_start(text, found, stem) for stem in _STEMS for found in _places(text, stem)}):
        if at >= 0 and at not in done and (head := _head(text, at)):
            done |= {item.begin for item in head.items}
            yield head


def _places(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)


def _noun_start(text: str, at: int, stem: str) -> int:
    """Where the noun begins whose stem stands at `at`; -1 where the word is another ("irresolution")."""
    if stem in ("esolution", "ecision", "ESOLUTION", "ECISION"):
        at -= 1
    elif stem == "SCR " and text[max(0, at - 2) : at] == "UN":
        at -= 2
    return -1 if at < 0 or (at and (text[at - 1].isalnum() or text[at - 1] in "/_")) else at


def _head(text: str, at: int) -> _Head | None:
    noun = _HEAD.match(text, at)
    if not noun:
        return None
    before = text[max(0, at - _WINDOW) : at]
    if _DRAFT.search(before):
        return None
    named = ORGAN_NAME.match(text, noun.end()) if noun["of"] else None
    sign = _NUMBER_SIGN.match(text, named.end() if named else noun.end("noun"))
    items = scan_numbers(text, sign.end()) if sign else ()
    if not items:
        return None
    return _described(text, noun, before, named, items)


def _later(text: str, head: _Head) -> Iterator[_Head]:
    """Numbers further on in the sentence that leave the noun out: "…, and again in 79/154"."""
    at = head.items[-1].end
    if head.foreign:
        return
    shapes = {number_shape(item.number) for item in head.items} & {"session", "special", "council"}
    limit = _STOP.search(text, at, at + _REACH)
    stop = limit.start() if limit else min(len(text), at + _REACH)
    while hit := _NOUNLESS.search(text, at, stop):
        items = scan_numbers(text, hit.end())
        at = max(hit.end(), items[-1].end) if items else hit.end()
        if items and number_shape(items[0].number) in shapes | {"special", "roman", "special-roman"}:
            yield replace(head, begin=items[0].begin, items=items)


def _described(
    text: str, noun: re.Match[str], before: str, named: re.Match[str] | None, items: tuple[Item, ...]
) -> _Head | None:
    act: Act = "DEC" if noun["noun"].lower().startswith("decision") else "RES"
    ahead = _organ_before(before) if noun["noun"] else None
    behind = named or _organ_after(text, items[-1].end)
    organ = organ_prefix((ahead or behind or [""])[0]) if ahead or behind else _noun_organ(noun["noun"])
    words = "" if ahead or noun["noun"].isupper() or not noun["noun"] else _other_body(before)
    foreign = organ is None and _is_foreign(words, text, items[-1].end)
    others = {"roman"} if foreign else set()
    others |= {"council"} if foreign and _FOREIGN_AFTER.match(text, items[-1].end) else set()
    organ = organ or _list_organ(items, act, others)
    if _SERIES.match(text, items[-1].end) or not _is_numbered(items, organ, act, named=foreign):
        return None
    begin = noun.start() - (len(before) - ahead.start() if ahead else len(words))
    lead = _TWO_BLANKS.sub(" ", text[begin : noun.end("noun")])
    number = text[noun.end("noun") : items[0].begin].strip()
    return _Head(
        begin=begin,
        organ=organ,
        foreign=foreign and organ is None,
        act=act,
        lead=re.sub(r"(?<=ion|ION)[sS]$", "", lead) + (f" {number}" if number == "No." else ""),
        items=items,
    )


def _organ_before(before: str) -> re.Match[str] | None:
    """The body whose name ends right at the noun: the longest of those that do."""
    tail = _BEFORE_END.search(before)
    if not tail:
        return None
    stop = tail.start()
    for hit in ORGAN_NAME.finditer(before, 0, stop):
        if hit.end() == stop:
            return hit
    return None


def _organ_after(text: str, at: int) -> re.Match[str] | None:
    """The body named right after the list: "of the Security Council", "(CCPCJ)"."""
    link = _AFTER.match(text, at)
    named = ORGAN_NAME.match(text, link.end()) if link else None
    if link and named and link["bracket"] and not text.startswith(")", named.end()):
        return None
    return named


def _noun_organ(noun: str) -> str | None:
    if noun.endswith("SCR"):
        return "S"
    return "WHA" if noun == "" else None


def _other_body(before: str) -> str:
    """The words of a body at the noun that is not in the grammar's list, generic ones included."""
    hit = _FOREIGN.search(before) or _GENERIC.search(before) or _ACRONYM.search(before)
    if not hit:
        return ""
    words = hit.group()
    return words[len(opening.group()) :] if (opening := _OPENING.match(words)) else words


def _is_foreign(words: str, text: str, end: int) -> bool:
    """Whether a body outside the grammar is named before the noun or after the list."""
    generic = len(words.split()) == 1 and bool(_GENERIC.match(words))
    return bool(words and not generic) or bool(_FOREIGN_AFTER.match(text, end))


def _list_organ(items: tuple[Item, ...], act: Act, others: Container[str | None]) -> str | None:
    """The organ that the form of one number tells: all numbers under one noun are of one body.

    Forms that `others` use too, where another body is named, tell nothing: many count sessions in roman numerals.
    """
    told = (item for item in items if number_shape(item.number) not in others)
    organs = {shape_organ(item.number, act) for item in told} - {None}
    return organs.pop() if len(organs) == 1 else None


def _is_numbered(items: Iterable[Item], organ: str | None, act: Act, *, named: bool) -> bool:
    """Whether the numbers may stand for resolutions: decimals need their organ at hand, short counts a body."""
    first = next(iter(items)).number
    if first.isdigit():
        bare = act == "RES" and len(first) >= _FULL_COUNT
        return named or (len(first) > 1 if organ == "S" else bare and organ is None)
    return organ == "WHA" if "." in first and "/" not in first else True
