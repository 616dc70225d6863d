"""Resolutions, decisions and documents that a text names by symbol or number.

A mention gets its symbol as id where the words themselves tell the organ: a prefix, the name of the organ at
the noun, or a form that only one organ uses. "Its resolution 8/4" and "Conference resolution 8/4" keep the
bare number instead, for the stage that knows the context. Where a body is named that the grammar does not
know ("Executive Board decision 2010/9") there is neither id nor number: no context may claim it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.finders._acts import Head, heads, later
from kg.symbols import AgencyAct, Found, Item, resolve, scan_acts, scan_symbols
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
_PLAIN_DOCUMENT = re.compile(
    r"(?<![\w/.-])(?P<code>EB\d{2,3}/(?:INF\.?/)?\d{1,3}"  # EB156/16
    r"|(?:CoP|COP|SC|PC|AC)\d{2}\s(?:Doc|Com|Inf)\.\s?\d{1,3}(?:\.\d{1,2})?)(?![\w/]|\.\w)"  # SC77 Doc. 33.1
)
"""Papers whose letters tell enough without a noun."""
_ACT_BEFORE = re.compile(r"(?<![Dd]raft )\b(?:[Rr]esolution|[Dd]ecision)s?\s\Z")
"""What makes an agency’s symbol the number of an act: "decision GB.344/INS/8"."""
_PROPOSED = re.compile(r"/(?:L|CRP|WP|PC|INF|SR|PV|MIN)\.|/(?:Add|Corr|Rev)\.")
"""Series of a paper that is about an act and none itself."""
_OF_OFFICE = re.compile(
    r"\s(?:of|by|from)\s(?:the\s)?(?:Secretary|Secretariat|Director|High\sCommissioner|Special\sRapporteur"
    r"|Executive\s(?:Director|Secretary)|President|Chair)"
)
"""Officers, who write papers and adopt nothing."""
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
_ABOVE_TITLE = re.compile(
    r"(?P<number>[1-9]\d{0,2}/\d{1,3}(?=\.)|(?:[3-9]\d|1\d\d)/[1-9]\d\d\b|(?:19|20)\d\d/\d{1,3}\b)\.?\s[A-Z][A-Za-z]"
)
_RANGE = re.compile(r"\d(?:\sto\s|\s?[-\u2013]\s?)\d")
_BEFORE_LETTER = re.compile(r"(?<=\d)(?=[A-Z])")
_TWO_BLANKS = re.compile(r"\s+")


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
    governed = list(heads(text))
    taken_later = {item.begin for head in governed for item in head.items}
    for head in governed:
        mentions.extend(_number_mentions(unit, head, taken))
        for more in later(text, head):
            if more.begin not in taken_later:
                taken_later |= {item.begin for item in more.items}
                mentions.extend(_number_mentions(unit, more, taken))
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
    act = paper and bool(_ACT_BEFORE.search(unit.view.text, max(0, found.begin - _NOUN_REACH), found.begin))
    act = act and not _OF_OFFICE.match(unit.view.text, found.end)
    if act and not found.symbol.official:
        code = " ".join(unit.view.text[found.begin : found.end].split())
        return Mention(begin=begin, end=end, type="resolution", finder=NAME, name=code, score=_NAMED_SCORE)
    act = act and found.symbol.kind == "document" and not _PROPOSED.search(found.symbol.canonical)
    return Mention(
        begin=begin,
        end=end,
        type="document" if paper and not act else "resolution",
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


def _number_mentions(unit: Unit, head: Head, taken: set[int]) -> Iterator[Mention]:
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
