"""Paragraphs of resolutions, lost numbers and parts that a page break cut off; blocks -> passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.split.blocks import Block
from kg.split.headings import CUT, ORGAN_SPEAKS
from kg.types import Passage

_CLOSING = re.compile(r"(?:\d+(?:st|nd|rd|th) (?:[a-z]+ )?meeting\b.{0,40}|\d{1,2} [A-Z][a-z]+ \d{4})$")
_ACTS = re.compile(r"(?:(?:Also|Further|Strongly|Again|Once again|Solemnly) )?[A-Z]?[a-z]+s\b")


def as_resolution(blocks: list[Block]) -> list[Block]:
    """Below "The General Assembly," and the like: preambular paragraphs, then operative ones.

    Where the file tells its headings, that ends at the next heading which is as high as the one above; it
    also ends where the numbers of the paragraphs before it go on.
    """
    done: list[Block] = []
    speaking = acting = False
    level = scope = before = own = 0
    for block in blocks:
        number = (block.kind == "paragraph" and block.number) or ""
        printed = int(number) if number.isdecimal() else 0
        if block.body and ORGAN_SPEAKS.match(block.words):
            speaking, acting, scope, own = True, False, level, 0
        elif speaking and printed and before and printed == before + 1 != own + 1:
            speaking = False  # the report that quotes the resolution goes on
        elif block.kind == "heading":
            level = block.level
            speaking = speaking and not (block.told and level <= scope)
        if speaking and block.kind == "paragraph" and not _CLOSING.match(block.words):
            listed = block.number is not None or not block.words.endswith(",")
            acting = acting or (listed and bool(_ACTS.match(block.words)))
            block = replace(block, kind="operative" if acting else "preambular")
        own, before = (printed or own, before) if speaking else (own, printed or before)
        done.append(block)
    return done


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
    return any(b.kind == "row" for b in near) and all(b.kind == "row" or not b.number for b in near[:1])
