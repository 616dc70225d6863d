"""What opens a line, a record or a cell: words up to a mark, what stands behind them, what the words above ask for."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.finders._bare import JOINING
from kg.finders._words import Token, tokens_of
from kg.types import EntityType, Mention, Span, Unit

_MARK = re.compile(r" [–—-] | ?\||: |, |; |\. |[.;,]?\Z| \((?![A-Z][\w-]*\))|[\"”](?= |[.,:;]|\Z)")
_NUMBER = r"(?: [Nn]o\.?)? (?:[\dIVX][\w.]*|[A-Z]\b)"
_OPENS = re.compile(
    r"(?:\(?\w{1,3}[.)] |\[\w{1,3}\] |[•·–—*★✓-] )?"
    rf"(?:(?:Project|Programme|Window|Component|Grant|Initiative|Output|Activity){_NUMBER}[.,:–-]? ?(?:– )?)?"
    r"(?:[Tt]he )?(?P<quote>[\"“‘])?"
)
_ENDED = re.compile(r"[.?!…][\"”’)\]]*\s*\Z")
_PREFIXED = re.compile(
    r"(?:Project|Programme|Window|Component|Grant|Initiative) (?:No\.? )?(?:[\dIVX]\w*|[A-Z])(?: –|:|\.|,) "
)
_CELL = re.compile(r" ?\||, (?=with |phase |part |an? )| \((?![A-Z][\w-]*\))")
_VALUE = re.compile(r", (?=with |phase |part |an? |the |our )| \((?![A-Z][\w-]*\))|\.?\Z| [–—] |: ")
_SHORT = re.compile(r" \(([A-Z][\w-]{1,14})\)")
_PROGRAMMES = (
    r"(?:(?:sub-?)?programme|project|initiative|campaign|network|platform|flagship|scheme|course|portal|tool"
    r"|database)"
)
_OTHERS = (
    r"(?:partner|agenc(?:y|ie)|organi[sz]ation|bod(?:y|ie)|donor|member|institution|publication|report|guide|title"
    r"|stud(?:y|ie)|book|manual|handbook|event|meeting|conference|workshop|countr(?:y|ie)|resolution|document|goal"
    r"|target|area|theme)"
)
_ASKED = re.compile(
    rf"\b(?:(?P<programme>{_PROGRAMMES}s)|{_OTHERS}s)\b(?!['’]| {_OTHERS}s?\b)", re.IGNORECASE
)
_HEAD = re.compile(
    rf"(?:(?:name|title) of (?:the )?)?(?:[A-Z]?[a-z]+ )?{_PROGRAMMES}s?(?: (?:name|title))?\s*",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(
    r"(?:(?:[A-Z][\w’'-]*|of|for|on|and|the|in|to|at|with|from|by|an?|&)(?: |(?=[.,;:(–—|]|\Z)))+"
)
_CODED = ("sdg", "action_line", "resolution", "document", "provision", "instrument")
"""What is told by its number or text, and names no programme."""
_NAMES = re.compile(
    r"(?:(?:full |project |programme |activity |initiative )?(?:name|title)|project|programme|activity|initiative"
    r"|joint work|(?:name|title) of (?:the )?(?:project|programme|activity|initiative))\s?: ",
    re.IGNORECASE,
)
"""Labels of the field that names what a sheet is on."""
_SHORTS = re.compile(
    r"(?:short (?:name|title)|acronym|abbreviation|(?:also )?known as|alias)\s?: ", re.IGNORECASE
)
_BOOK = re.compile(r"\b(?:Authors?|Editors?|ISBN|Publisher|Pages|Job|Post|Duty station)\b[^:]{0,20}:")
_KIND_NO = re.compile(r"[A-Z][a-z]+ (?:[Nn]o\.? )?(?:[\dIVX][\w.]*|[A-Z]\b)|\[")
_FIELD_HEAD = re.compile(
    r"\b(?:SDGs?|Goals?|Targets?|Countr(?:y|ies)|Places?|Locations?|Regions?|Where|Partners?|With|Agency|Agencies|Leads?"
    r"|Led by|Run by|Implement\w*|Execut\w*|Donors?|Funded by|Beneficiaries|Reach(?:ed)?|Result\w*|Output\w*)\b",
    re.IGNORECASE,
)
"""Heads of columns beside the names of programmes, and of none beside the lines of a budget."""
_CALLED = re.compile(r"(?:full |short )?(?:title|name)\s*", re.IGNORECASE)
_FEW = 8
"""Mentions before a place among which one that reaches it is looked for."""
_TAIL = 600
"""Code points behind a title in which its record is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """The words that open a line: `unit.view.text[begin:end]` of the unit at `place`."""

    place: int
    begin: int
    end: int
    words: str
    tokens: tuple[Token, ...]
    mark: str
    """What ends them."""
    rest: str
    """What stands behind them, to the end of the record."""
    lead: str
    """The words above the list, table or answer."""
    group: tuple[object, ...]
    """The same for the entries of one list."""
    titles: bool
    """Whether they stand above their record, on a line of their own."""
    quoted: bool
    short: tuple[int, int] | None
    labelled: bool
    """Whether the label of a sheet says that this is its name."""
    placed: bool
    """Whether a bracket with places and nothing else follows."""
    numbered: bool
    """Whether they stand behind the number of a project or output."""
    known: EntityType | None
    """What grammar or a vocabulary found there."""
    says: bool
    """Whether plain words lead up to a name that is known: a sentence and no title ("Lamps came from the Fund")."""

    @property
    def shaped(self) -> bool:
        """Whether they are set off from what follows as the name of an entry is."""
        return self.mark in (" – ", " — ", " - ", ": ", " (", "|", " |", ". ", "", ".", ";", "”", '"') or (
            self.mark == ", " and self.group[0] in ("item", "row")
        )

    @property
    def runs_in(self) -> bool:
        """Whether they are a title before the words of their own paragraph or item."""
        return self.mark in (". ", ": ") or (self.shaped and self.group[0] != "paragraph")


def _last(entry: Entry) -> str:
    """The last word of the name in small letters: what "the ring" goes on with after "Spice Sampling Ring"."""
    return entry.tokens[-1].text.lower() if entry.tokens else ""


def taken_up(entry: Entry) -> bool:
    """Whether what follows goes on about the name: by its last word, or by the whole of it below a title."""
    last = _last(entry)
    by_word = (
        len(entry.tokens) > 1
        and len(last) > 3
        and re.search(rf"\b[Tt]he {re.escape(last)}\b(?! of\b)", entry.rest)
    )
    below = entry.rest.removeprefix("The ")
    return bool(by_word) or (entry.titles and below.startswith((f"{entry.words} ", f"{entry.words}, ")))


def asks_programmes(lead: str, *, column: bool) -> bool:
    """Whether the words above a list, a question or the head of a column ask for programmes."""
    if column:
        return bool(_HEAD.fullmatch(lead))
    asked = _ASKED.search(lead)
    return bool(asked and asked["programme"])


def entries(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]]) -> Iterator[Entry]:
    """The openings of lines in order."""
    lead, head = "", ""
    for place, unit in enumerate(units):
        text = unit.view.text
        row = unit.kind in ("row", "item") and " | " in text
        above = units[place - 1] if place else None
        headless = any(m.type in ("sdg", "place", "organization") for m in mentions[place])
        if row and not headless and not (above and " | " in above.view.text and above.kind == unit.kind):
            head, _, fields = text.partition("|")
            told = _FIELD_HEAD.search(fields)
            head = ("Project" if _CALLED.fullmatch(head) else head) if told else ""
            continue
        if unit.kind in ("paragraph", "heading") and _leads(text):
            lead = text[-160:]
            if unit.kind != "heading":
                continue
        elif unit.kind == "heading":
            lead = text[-160:]
        asked = head if row else lead if _applies(units, place, lead) else ""
        following = units[place + 1 : place + 5] if unit.kind == "heading" else ()
        below = "\n".join(u.view.text[:_TAIL] for u in _section(following))
        lines = list(_lines(unit))
        named = sorted(mentions[place], key=lambda m: m.begin)
        book = len(lines) > 2 and _BOOK.search(text)
        for number, (begin, end) in enumerate(lines):
            label = _NAMES.match(text, begin, end) if len(lines) > 2 and not book else None
            short = _nick(text, lines[number + 1 : number + 4]) if label else None
            yield from _entry(
                unit,
                place,
                label.end() if label else begin,
                end,
                named,
                asked,
                below,
                row=row,
                labelled=bool(label),
                nick=short,
            )
        if unit.kind not in ("item", "row", "heading") and not _leads(text):
            lead = lead if lead.endswith("?") else ""


def _leads(text: str) -> bool:
    return text.rstrip().endswith((":", "?"))


def _applies(units: Sequence[Unit], place: int, lead: str) -> bool:
    return bool(lead) and units[place].kind in ("item", "paragraph")


def _section(units: Sequence[Unit]) -> Iterator[Unit]:
    for unit in units:
        if unit.kind == "heading":
            return
        yield unit


def _lines(unit: Unit) -> Iterator[tuple[int, int]]:
    """The stretches of the unit that begin as lines do: the first, and those behind no stop."""
    text = unit.view.text
    starts = [0]
    for begin, _ in unit.sentences[1:]:
        if not _ENDED.search(text, max(0, begin - 6), begin) or _PREFIXED.match(text, begin):
            starts.append(begin)
    for begin, end in pairwise([*starts, len(text)]):
        yield begin, begin + len(text[begin:end].rstrip())


def _entry(
    unit: Unit,
    place: int,
    begin: int,
    end: int,
    mentions: Sequence[Mention],
    lead: str,
    below: str,
    *,
    row: bool,
    labelled: bool = False,
    nick: tuple[int, int] | None = None,
) -> Iterator[Entry]:
    text = unit.view.text
    opens = _OPENS.match(text, begin, end)
    start = opens.end() if opens else begin
    quoted = bool(opens and opens["quote"])
    stop = next(
        (s for s in (text.find(q, start, min(end, start + 200)) for q in '”"’') if s > 0 and quoted), None
    )
    reach = min(end, start + 200)
    marks = _CELL if row else _VALUE if labelled else _MARK
    mark = marks.search(text, start if stop is None else stop, reach)
    if mark and stop is None and mark[0] == ": " and (more := _subtitle(text, mark.end(), reach)):
        mark = more
    if mark is None or mark.start() <= start:
        return
    last = mark.start() if stop is None else stop
    short = _SHORT.search(text, start, last)
    if short and short.end() != last:
        short = None
    last = short.start() if short else last
    tokens = tokens_of(text, start, last)
    rest = text[mark.end() : min(end, mark.end() + _TAIL)]
    if labelled and mark[0] in (" – ", " — ", ": "):  # a subtitle belongs to the name that a label tells
        last, rest = len(text[:end].rstrip()), ""
        tokens = tokens_of(text, start, last)
    titles = unit.kind == "heading" and mark.end() >= len(text.rstrip())
    kind = "row" if row else unit.kind
    yield Entry(
        place=place,
        begin=start,
        end=last,
        words=text[start:last],
        tokens=tokens,
        mark=mark[0],
        rest=below if titles else rest,
        lead=lead,
        group=(kind, unit.first.headings, unit.first.level),
        titles=titles,
        quoted=quoted,
        short=(short.start(1), short.end(1)) if short else nick,
        labelled=labelled,
        placed=mark[0] == " (" and _is_place(unit, mentions, mark.end(), end),
        numbered=bool(opens and _KIND_NO.search(opens[0])),
        known=_known(unit, mentions, start, last),
        says=_says(unit, mentions, tokens),
    )


def _nick(text: str, lines: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The short form that one of the next fields gives."""
    for begin, end in lines:
        if label := _SHORTS.match(text, begin, end):
            return label.end(), len(text[:end].rstrip())
    return None


def _is_place(unit: Unit, mentions: Sequence[Mention], begin: int, end: int) -> bool:
    """Whether a bracket that opens before `begin` holds places alone and closes an entry's name."""
    shut = unit.view.text.find(")", begin, end)
    if shut < 0 or not unit.view.text.startswith((".", ":", " –", " —"), shut + 1):
        return False
    span = unit.view.span(begin, shut)
    mentions = _near(mentions, span)
    places = sum(
        m.end - m.begin for m in mentions if m.type == "place" and span.begin <= m.begin and m.end <= span.end
    )
    return places > 0 and places >= (span.end - span.begin) * 2 // 3


def _subtitle(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The mark behind a subtitle of capitals ("Rays of Rope: Nets for All. Begun in …")."""
    words = _SUBTITLE.match(text, begin, end)
    large = sum(word[:1].isupper() for word in words[0].split()) if words else 0
    mark = _MARK.match(text, begin + len(words[0].rstrip()), end) if words and large > 1 else None
    return mark if mark and mark[0] not in (": ", ", ") else None


def _near(mentions: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """Of mentions in order those that begin in the span, and the few before it."""
    first = bisect_left(mentions, span.begin, key=lambda m: m.begin)
    return mentions[max(0, first - _FEW) : bisect_left(mentions, span.end, key=lambda m: m.begin)]


def _says(unit: Unit, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a word that no title joins by stands before a name that is known inside the words."""
    if not tokens:
        return False
    near = _near(mentions, unit.view.span(tokens[0].begin, tokens[-1].end))
    named = [m.begin for m in near if m.type == "programme" and m.begin > unit.view.place(tokens[0].begin)]
    before = [t for t in tokens if named and unit.view.place(t.begin) < named[0]]
    return any(not t.capital and t.text not in JOINING for t in before)


def _known(unit: Unit, mentions: Sequence[Mention], begin: int, end: int) -> EntityType | None:
    """The type of what is already named at the beginning of these words, and nearly to their end."""
    if begin >= end:
        return None
    span = unit.view.span(begin, end)
    mentions = _near(mentions, span)
    coded = (m.type for m in mentions if span.begin <= m.begin and m.end <= span.end and m.type in _CODED)
    if (code := next(coded, None)) is not None:
        return code
    reach = span.begin + (span.end - span.begin) * 2 // 3
    here = (m for m in mentions if m.begin <= span.begin < m.end and m.end >= reach)
    return next((m.type for m in here), None)
