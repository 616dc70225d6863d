"""Paragraphs of resolutions, lost numbers and parts that a page break cut off; blocks -> passages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from kg.split.blocks import Block
from kg.split.headings import CUT, followers, organ_speaks
from kg.split.openings import is_prose
from kg.types import Passage

_CLOSING = re.compile(r"(?:\d+(?:st|nd|rd|th) (?:[a-z]+ )?meeting\b.{0,40}|\d{1,2} [A-Z][a-z]+ \d{4})$")
_SIGNED = re.compile(r"\((?:Signed|Signé|Firmado)\)")
_OFFICES = 4
"""A signature has no more lines."""
_LONGEST_OFFICE = 10
"""Words of a line below a name, at least that of a sentence."""
_DEEPEST = 3
"""So many rows of numbers are open at once: a list in a quotation in a report."""
_DECLARES = re.compile(r"We, (?:the )?[A-Z]")
"""How a declaration in a resolution opens, before its own numbered paragraphs."""
_FEWEST_LISTED = 3
_REPORTS = re.compile(r"(?:[A-Z][a-z]+ )?(?:Report|Note|Letter|Statement)s? (?:of|by|from|submitted)\b")
_MASTHEAD = re.compile(
    r"(?:Resolution|Decision) adopted (?:by|at|on)\b[^:;?]*$"
    r"|Adopted by the [A-Z][^.;]{2,80} at its \d{1,3},?\d{0,3}(?:st|nd|rd|th) (?:[a-z]+ )?meeting\b"
)
"""The line of a cover that says that the paper is a resolution or decision, and no report on one."""
_ACTS = re.compile(
    r"(?:(?:Also|Further|Strongly|Again|Once again|Solemnly) )?[A-Z]?[a-z]+s\b|(?:[A-Z]+ ){0,2}?[A-Z]+S\b"
)


def as_resolution(blocks: list[Block]) -> list[Block]:
    """Below "The General Assembly," and the like: preambular paragraphs, then operative ones.

    Where the file tells its headings, that ends at the next heading which is higher than the one above, or as
    high where the last paragraph does not end in a comma or semicolon; it also ends where the numbers of the
    paragraphs before it go on. A part of a resolution may have a preamble of its own below its heading. Of a
    resolution that is quoted in part, without the words of its organ, the cover tells, and every numbered paragraph
    is operative. The lines that close a resolution, with meeting and date, say nothing and are furniture.
    """
    done: list[Block] = []
    excerpt = _is_excerpt(blocks)
    speaking, acting, begun, open_ = excerpt, False, False, False
    level = scope = before = own = 0
    for block, after in zip(blocks, followers(blocks), strict=True):
        number = (block.kind == "paragraph" and block.number) or ""
        printed = int(number) if number.isdecimal() else 0
        if block.body and organ_speaks(block, after):
            speaking, acting, scope, own = True, False, level, 0
        elif speaking and printed and before and printed == before + 1 != own + 1:
            speaking = False  # the report that quotes the resolution goes on
        elif speaking and acting and block.kind == "heading" and _CLOSING.match(block.words):
            block = replace(block, kind="furniture", level=0)
        elif block.kind == "heading":
            level, begun = block.level, True
            speaking = speaking and not (block.told and (level < scope or (level == scope and not open_)))
        if speaking and block.kind == "paragraph":
            if _CLOSING.match(block.words):
                block = replace(block, kind="furniture" if acting else "paragraph")
            else:
                listed = block.number is not None or not block.words.endswith(",")
                acts = (excerpt and block.mark == "number") or bool(_ACTS.match(block.words))
                acting = (acting and (listed or not begun)) or (listed and acts)
                opens = block.number is None and bool(_DECLARES.match(block.words))
                block = replace(block, kind="operative" if acting and not opens else "preambular")
        if block.body:
            begun, open_ = False, block.words.endswith((",", ";"))
        own, before = (printed or own, before) if speaking else (own, printed or before)
        done.append(block)
    return done


def _is_excerpt(blocks: list[Block]) -> bool:
    """Whether the cover is that of a resolution, and no report on one, while nowhere its organ begins to speak."""
    cover = [block.words for block in blocks if block.kind == "cover"]
    if not any(map(_MASTHEAD.match, cover)) or any(map(_REPORTS.match, cover)):
        return False
    return not any(b.body and organ_speaks(b, a) for b, a in zip(blocks, followers(blocks), strict=True))


def with_lists(blocks: list[Block]) -> list[Block]:
    """Lines without a stop are items below a colon, and where three stand in a row, if the file tells its blocks."""
    done = list(blocks)
    run: list[int] = []
    below_colon = False
    for index, block in enumerate(blocks):
        if block.kind in ("furniture", "footnote"):
            continue
        if _is_listed(block):
            run.append(index)
            for place in run if below_colon or len(run) >= _FEWEST_LISTED else ():
                done[place] = replace(blocks[place], kind="item")
            run = run[-_FEWEST_LISTED:]
            continue
        run, below_colon = [], block.body and block.words.endswith(":")
    return done


def _is_listed(block: Block) -> bool:
    plain = block.told and block.kind == "paragraph" and block.number is None
    return plain and not block.ended and not block.lower and not block.words.endswith(",")


def with_signatures(blocks: list[Block]) -> list[Block]:
    """What "(Signed)" opens, and the lines of name and office right below it, say nothing and are furniture."""
    done: list[Block] = []
    left = 0
    for block in blocks:
        signed = block.body and bool(_SIGNED.match(block.words))
        left = _OFFICES if signed else left - 1 if left and _is_office(block) else 0
        done.append(replace(block, kind="furniture", number=None) if left else block)
    return done


def _is_office(block: Block) -> bool:
    short = len(block.words.split(maxsplit=_LONGEST_OFFICE)) < _LONGEST_OFFICE
    return block.kind == "paragraph" and short and block.number is None and not block.ended


def with_enclosed(blocks: list[Block]) -> list[Block]:
    """Where numbers from 1 on stand between 12 and 13, they are items: a list or a quotation in paragraph 12.

    They stand in the same section as 12: chapters may count anew.
    """
    above = list(accumulate(blocks, _level, initial=0))
    rows: list[list[int]] = []
    inner: set[int] = set()
    for index, block in enumerate(blocks):
        if block.mark != "number" or block.kind not in ("paragraph", "item"):
            continue
        number = int(block.number or 0)
        ready = [depth for depth, row in enumerate(rows) if int(blocks[row[-1]].number or 0) + 1 == number]
        depth = ready[-1] if ready else len(rows) - 1
        if not rows or (number == 1 and depth not in ready):
            rows = [*rows[1 - _DEEPEST :], [index]]
            continue
        closed = rows[depth + 1 :]
        if closed and _in_section(blocks[rows[depth][-1] : closed[0][0]], above[rows[depth][-1]]):
            inner.update(i for row in closed for i in row)
        rows = rows[: depth + 1]
        rows[-1].append(index)
    return [replace(b, kind="item") if i in inner else b for i, b in enumerate(blocks)]


def _level(above: int, block: Block) -> int:
    return block.level if block.kind == "heading" else above


def _in_section(blocks: Iterable[Block], level: int) -> bool:
    """Is no heading here as high as that level?"""
    return all(block.level > level for block in blocks if block.kind == "heading")


def with_lost_numbers(blocks: list[Block]) -> list[Block]:
    """Where 21 and 23 stand with one full list item between them, the item is paragraph 22."""
    numbered = [
        i for i, b in enumerate(blocks) if b.mark == "number" and b.kind in ("paragraph", "operative")
    ]
    done = list(blocks)
    for left, right in pairwise(numbered):
        if int(blocks[right].number or 0) - int(blocks[left].number or 0) == 2:
            between = [i for i in range(left + 1, right) if _could_be_numbered(blocks[i])]
            for i in between if len(between) == 1 else ():
                number = str(int(blocks[left].number or 0) + 1)
                done[i] = replace(blocks[i], kind=blocks[left].kind, number=number)
    return done


def _could_be_numbered(block: Block) -> bool:
    return block.kind == "item" and block.mark == "bullet" and block.ended and not block.lower


def continued(blocks: list[Block]) -> list[Block]:
    """Parts that a page break, a note or a blank line cut off know what they go on with."""
    done: list[Block] = []
    last: int | None = None
    cut = False
    for index, block in enumerate(blocks):
        if last is not None and block.body and _goes_on(done[last], block, cut=cut):
            block = replace(block, kind=done[last].kind, continues=last)
        if block.kind in ("furniture", "footnote"):
            cut = True
        else:
            last, cut = (index if block.body else None), False
        done.append(block)
    return done


def _goes_on(last: Block, block: Block, *, cut: bool) -> bool:
    if block.number is not None or last.ended or not block.words:
        return False
    if block.bulleted:
        return block.lower and block.apart and (last.mark != "bullet" or last.number is not None)
    if block.kind == "preambular":
        return block.lower
    cut = cut or last.page != block.page
    return block.lower or bool(CUT.search(last.words[-12:])) or (cut and len(last.words) > 60)


def passages_of(blocks: Sequence[Block]) -> Iterator[Passage]:
    """The passages, each with the headings above it; the title of a table stands above its rows only."""
    stack: list[tuple[int, Block]] = []
    caption = False
    for index, block in enumerate(blocks):
        if caption and block.kind != "row" and (block.kind == "heading" or _in_table(blocks, index) is False):
            stack, caption = stack[:-1], False
        if block.kind == "heading":
            stack = [pair for pair in stack if pair[1].level < block.level]
        yield Passage(
            index=index,
            kind=block.kind,
            begin=block.begin,
            end=block.end,
            number=block.number,
            level=block.level,
            headings=tuple(i for i, _ in stack),
            heading_path=tuple(heading.words for _, heading in stack),
            continues=block.continues,
            page=block.page,
        )
        if block.kind == "heading":
            stack.append((index, block))
            caption = _in_table(blocks, index + 1)


def _in_table(blocks: Sequence[Block], index: int) -> bool:
    """Do rows of a table stand here, perhaps below a line about its figures?"""
    near = blocks[index : index + 2]
    if not near or near[0].kind == "row":
        return bool(near)
    return near[-1].kind == "row" and not near[0].number and not is_prose(near[0].words)
