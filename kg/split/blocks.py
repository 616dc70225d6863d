"""Text -> blocks: lines put together, with what opens them, or the blocks that the file itself told."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from kg.split.openings import (
    ENDED,
    NOTE,
    NOTE_BELOW_RULE,
    NUMBERS,
    first_kind,
    is_prose,
    mark_of,
    note_of,
    opening_of,
)
from kg.split.views import view
from kg.types import Block as Told
from kg.types import Layout, PassageKind, Span

_LINE = re.compile(r"\S(?:[^\r\n\f]*\S)?")
_BREAKS = re.compile(r"\r\n|[\r\n\f]")
SYMBOL = r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9][\w.()-]*)*/[\w.()-]*\d[\w.()-]*"
_PAGE_OF = r"(?!(?:19|20)\d\d/\d{1,2}\b)\**\d{1,4}\**[ ]?/[ ]?\**\d{1,4}\**"
"""No year: "2044/7" is the number of a decision."""
_JOB = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}[A-Z]?(?:[ ]?\([A-Z]\))?(?:[ \t]+\d{6}){0,3}"
_FURNITURE = re.compile(
    rf"(?:{_JOB}(?:[ \t]+{_PAGE_OF})?|{_PAGE_OF}(?:[ \t]+{_JOB})?"
    rf"|[Pp]age[ ]\d{{1,4}}(?:[ ](?:of|/)[ ]\d{{1,4}})?"
    rf"|\S.{{0,120}}[ \t]{{3}}{_PAGE_OF}|{_PAGE_OF}[ \t]{{3}}.{{0,120}}"  # running head
    r"|[-–—][ ]?\d{1,4}[ ]?[-–—]|\d{1,4}|\*[\dA-Z]{5,}\*|Please recycle.{0,4})$"
)
_BAR = re.compile(r"[ \t]\|(?=[ \t]|\Z)")
_NUMBER_CELL = re.compile(r"[ \t]\|[ \t]*(?:[-−–$€£]?\d[\d.,]*[ \t]*%?|[-–—…])(?=[ \t]\||\Z)")
_FEWEST = 3
"""Lines with the same number of bars that make a table without dashes."""
_DASHES = re.compile(r"\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*[ \t]*\|?")
_DISTRIBUTION = re.compile(r"(?:Distr\.|Original\s?:|Distribution\s?:)")
_SYMBOL_LINE = re.compile(rf"{SYMBOL}\**$")
_LOWER = re.compile(r"[^\W\d_A-Z](?!-?[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the text with what is known of it on its way to a passage."""

    begin: int
    end: int
    words: str
    """Clean, without list mark and number."""
    kind: PassageKind
    mark: str
    """What it opens with or is wrapped in: a group of `_OPENING`, a key of `_WHOLE`, "code", or "plain"."""
    number: str | None
    depth: int
    """How many hashes."""
    apart: bool
    """A blank line stands before it."""
    bulleted: bool
    page: int | None
    level: int = 0
    continues: int | None = None
    told: bool = False
    """The file itself says which blocks are headings."""

    @property
    def body(self) -> bool:
        return self.kind in ("paragraph", "item", "preambular", "operative")

    @property
    def ended(self) -> bool:
        return bool(ENDED.search(self.words[-8:]))

    @property
    def lower(self) -> bool:
        return bool(_LOWER.match(self.words))


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    end: int
    text: str
    apart: bool
    page: int | None


def _lines(text: str) -> Iterator[_Line]:
    paged, page, last = "\f" in text, 1, 0
    for match in _LINE.finditer(text):
        breaks = _BREAKS.findall(text, last, match.start())
        page += breaks.count("\f")
        yield _Line(
            match.start(), match.end(), match[0], last == 0 or len(breaks) > 1, page if paged else None
        )
        last = match.end()


def from_lines(text: str) -> list[Block]:
    """The blocks of plain text: lines put together, each block with what its first characters tell."""
    groups: list[tuple[str, list[_Line]]] = []
    masthead = False
    lines = list(_lines(text))
    rows = _rows(lines) | _barred(lines)
    for line in lines:
        above = groups[-1] if groups else ("", [])
        kind = "row" if line.begin in rows else _kind_of_line(line, above[0], masthead)
        masthead = masthead or bool(re.search(SYMBOL, line.text[:100]))
        if (
            kind == "text"
            and above[0] in ("text", "note")
            and not line.apart
            and not _opens(line, above[1][-1])
        ):
            above[1].append(line)
        else:
            groups.append((kind, [line]))
    return [_block(text, kind, lines) for kind, lines in groups]


def _rows(lines: Sequence[_Line]) -> set[int]:
    """Where the rows of Markdown tables begin: the line above dashes between bars, and those with bars below."""
    found: set[int] = set()
    inside = False
    for head, line in pairwise(lines):
        if _DASHES.fullmatch(line.text) and not line.apart and "|" in line.text and "|" in head.text:
            found.add(head.begin)
            inside = True
        elif inside := inside and "|" in line.text and not line.apart:
            found.add(line.begin)
    return found


def _barred(lines: Sequence[_Line]) -> set[int]:
    """Where the rows of a table without dashes begin: lines below each other with as many bars and with numbers."""
    found: set[int] = set()
    shown = (line for line in lines if not _DASHES.fullmatch(line.text))
    for bars, run in groupby(shown, key=lambda line: len(_BAR.findall(line.text))):
        rows = list(run)
        counts = sum(2 * len(_NUMBER_CELL.findall(line.text)) > bars for line in rows)
        if bars and len(rows) >= _FEWEST and 2 * counts >= len(rows):
            found.update(line.begin for line in rows)
    return found


def from_layout(text: str, layout: Layout) -> list[Block]:
    """The blocks that the file told, numbers and marks read off their words where it does not tell them."""
    headed = any(block.kind == "heading" for block in layout.blocks)
    ends = [line.end for line in layout.lines]
    shown = (block for block in layout.blocks if text[block.begin : block.end].strip())
    return [_told(text, block, _page(layout, ends, block), headed) for block in shown]


def _page(layout: Layout, ends: Sequence[int], block: Told) -> int | None:
    """The page of the first printed line that holds any of the block; `ends` are those of the lines."""
    first = bisect_right(ends, block.begin)
    line = layout.lines[first] if first < len(ends) else None
    return line.page if line and line.begin < block.end else None


def _told(text: str, told: Told, page: int | None, headed: bool) -> Block:
    line = _Line(told.begin, told.end, text[told.begin : told.end].splitlines()[0], True, page)
    kind = {"footnote": "note", "row": "row", "furniture": "furniture"}.get(told.kind, "text")
    block = _block(text, kind, [line])
    return replace(
        block,
        level=told.level,
        told=headed,
        kind=block.kind if told.kind == "paragraph" else told.kind,
        number=told.number or block.number,
    )


def _kind_of_line(line: _Line, above: str, masthead: bool) -> str:
    """`rule`, `furniture`, `note`, `hashes` or `text`; a symbol alone is furniture once the masthead had
    one."""
    if not any(c.isalnum() for c in line.text):
        return "rule"
    if _FURNITURE.match(line.text) or _DISTRIBUTION.match(line.text):
        return "furniture"
    if masthead and _SYMBOL_LINE.match(line.text):
        return "furniture"
    if NOTE.match(line.text) or (above == "rule" and NOTE_BELOW_RULE.match(line.text)):
        return "note"
    return "hashes" if re.match(r"(?:>[ \t]?)*#{1,6}[ \t]", line.text) else "text"


def _opens(line: _Line, above: _Line) -> bool:
    """Does a line right below another one begin a block of its own?"""
    opening = opening_of(line.text)
    if opening["number"] or opening["bracketed"]:
        return bool(opening["bullet"]) or bool(re.search(r"(?:[.:;,]|\band|\bor)[\"'”’)\]]?$", above.text))
    return bool(opening["bullet"]) or line.text.startswith("|")


def _block(text: str, kind: str, lines: list[_Line]) -> Block:
    first, end = lines[0], lines[-1].end
    number, content, opening = None, 0, opening_of(first.text)
    if kind == "note":
        number, content = note_of(first.text)
    elif kind in ("text", "hashes"):
        number = next((opening[name] for name in NUMBERS if opening[name]), None)
        content = opening.end() if number else opening.end("lead")
    words = view(text, [Span(first.begin + content, end)], frozenset()).text
    mark = mark_of(opening, text[first.begin : end], words)
    if (mark == "capital" or (mark == "roman" and len(number or "") == 1)) and is_prose(words):
        number, mark = None, "plain"  # an initial: "I. Kant", "J. Doe"
    return Block(
        begin=first.begin,
        end=end,
        words=words,
        kind=first_kind(kind, mark),
        mark=mark,
        number=number,
        depth=(opening["hashes"] or "").count("#"),
        apart=first.apart,
        bulleted=bool(opening["bullet"]),
        page=first.page,
    )
