"""Words of a sheet -> rows: what stands on one baseline, raised marks with the words that they follow."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg.readers._pdf.sheets import Word

_RAISED_BELOW = 0.85
"""A mark is smaller than so many times its neighbour."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", RAISED)
_OPENER = re.compile(
    r"(?:\d{1,3}\.|\d{1,3}/\d{1,4}\.|[1-9]\d?(?:\.\d{1,2})+\.?|[IVXLC]{1,6}\.|[A-Z]\.|[a-z]\."
    r"|\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[•●▪‣◦–—-])$"
)
_DOTS = re.compile(r"[.…]{2,}$|^[.…]+$|^[.…]{2,}(?=\w)")
_MARK = re.compile(r"\d{1,3}|\*{1,3}|[a-z]")
_TOUCH = 3
"""Points between a word and a mark that was painted apart from it."""
_AROUND = ".,;:!?()[]“”‘’\"'"
_FEWEST_DOTS = 5
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_CELL = 0.9
"""Without a paragraph's blanks, words further apart than so many times the type's size may be cells."""


@dataclass(frozen=True)
class Row:
    """Words on one baseline from left to right, at least one."""

    words: tuple[Word, ...]

    @cached_property
    def base(self) -> float:
        return self.largest.base

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def largest(self) -> Word:
        return max(self.words, key=lambda word: word.size)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.largest.size

    @property
    def bottom(self) -> float:
        return self.base + 0.25 * self.largest.size

    @cached_property
    def text(self) -> str:
        """The words as they are read: blanks where some stand, raised figures raised."""
        return "".join(
            f"{'' if word.glued or not i else ' '}{word.text}" for i, word in enumerate(self.words)
        )

    @cached_property
    def bold(self) -> bool:
        return _most(self.words, [word.bold for word in self.words])

    @cached_property
    def italic(self) -> bool:
        return _most(self.words, [word.italic for word in self.words])

    @cached_property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """Wide gaps, each with its left and right end."""
        wide = _CELL * self.size
        return tuple((a.right, b.left) for a, b in pairwise(self.words) if b.left - a.right > wide)


def opener(row: Row) -> bool:
    """Does the row open with a number or list mark that stands apart from its words?"""
    return bool(_OPENER.match(row.words[0].text)) and (len(row.words) == 1 or not row.words[1].glued)


def leader(row: Row) -> tuple[Row, Row] | None:
    """What stands before and after the dots that lead to a page number, where the row has such dots."""
    dotted = [i for i, word in enumerate(row.words) if _DOTS.search(word.text)]
    dots = (
        sum(word.text.count(".") + 3 * word.text.count("…") for word in row.words[dotted[0] :])
        if dotted
        else 0
    )
    numbered = row.words[-1].text.isdecimal() and not row.words[-1].glued
    if dots < (3 if numbered else _FEWEST_DOTS) or (
        dotted[-1] == len(row.words) - 1 and not _DOTS.sub("", row.words[-1].text)
    ):
        return None
    first = row.words[dotted[0]]
    kept = _DOTS.sub("", first.text)
    before = (*row.words[: dotted[0]], *((first._replace(text=kept),) if kept else ()))
    after = row.words[dotted[-1] + 1 :] or (row.words[-1]._replace(text=_DOTS.sub("", row.words[-1].text)),)
    return (Row(before), Row((after[0]._replace(glued=False), *after[1:]))) if before else None


def spaces(row: Row) -> tuple[tuple[float, float], ...]:
    """Its wide gaps without the one behind the number that it opens with; none in a line of contents."""
    if not row.gaps or leader(row):
        return ()
    after = row.words[0].right
    return tuple(gap for gap in row.gaps if not (gap[0] == after and opener(row)))


def _most(words: Sequence[Word], told: Sequence[bool]) -> bool:
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word, so in zip(words, told, strict=True) if so) >= 0.9 * letters


def rows(words: Iterable[Word]) -> tuple[Row, ...]:
    """The rows of words that run from left to right, from the top down."""
    level = sorted(_levelled([word for word in words if not word.turned]), key=lambda pair: pair[0])
    found: list[list[Word]] = []
    top = 0.0
    for base, word in level:
        if not found or base - top > 0.3 * word.size:
            found.append([])
            top = base
        found[-1].append(word)
    return tuple(Row(tuple(_in_order(row))) for row in found)


def mended(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of all pages; where both parts of a word in doubt stand elsewhere as words, a blank parts them."""
    if not any(word.doubtful for page in pages for row in page for word in row.words):
        return list(map(list, pages))
    sure = (w.text.lower() for page in pages for row in page for w in row.words if not w.doubtful)
    known = Counter(part for text in sure for part in {text, *text.split("-")})
    return [[_mended(row, known) for row in page] for page in pages]


def _mended(row: Row, known: Counter[str]) -> Row:
    if not any(word.doubtful for word in row.words):
        return row
    pairs = pairwise((row.words[0], *row.words))
    return Row(
        tuple(word._replace(glued=word.glued and not _two(before, word, known)) for before, word in pairs)
    )


def _two(before: Word, word: Word, known: Counter[str]) -> bool:
    parts = (before.text.lower(), word.text.lower())
    bare = [part.strip(_AROUND) for part in parts]
    apart = min(known[part] or known[plain.split("-")[0]] for part, plain in zip(parts, bare, strict=True))
    return word.doubtful and apart > 0 and not known["".join(bare)]


def _in_order(words: list[Word]) -> Iterator[Word]:
    """The words of a row from left to right; one that moved away from the word before it is glued no more."""
    ordered = sorted(words, key=lambda word: word.left)
    for before, word in pairwise([ordered[0], *ordered]):
        yield word._replace(glued=False) if word.glued and word.left - before.right > word.size else word


def _levelled(words: Sequence[Word]) -> Iterator[tuple[float, Word]]:
    """Each word with the baseline of its row; raised figures and letters are written as such."""
    small = _RAISED_BELOW * max((word.size for word in words), default=0.0)
    ending: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words if any(word.size < small for word in words) else ():
        ending[round(word.right)].append(word)
    host: Word | None = None
    for i, word in enumerate(words):
        if word.size >= small:
            host = None
            yield word.base, word
            continue
        beside = [words[j] for j in (i - 1, i + 1) if 0 <= j < len(words)]
        more = host if host and abs(word.base - words[i - 1].base) < 0.5 and _is_raised(word, host) else None
        host = next((other for other in beside if _is_raised(word, other)), more)
        if host is None and _MARK.fullmatch(word.text):
            near = (w for step in range(-_TOUCH, _TOUCH + 1) for w in ending[round(word.left) + step])
            host = next((other for other in near if _is_raised(word, other)), None)
        if host is None:
            yield word.base, word
        else:
            # A mark belongs to the word before it, however far the justified line has moved it away.
            yield (
                host.base,
                word._replace(text=_raised(word.text), glued=i + 1 == len(words) or host is not words[i + 1]),
            )


def _is_raised(word: Word, other: Word) -> bool:
    apart = max(word.left - other.right, other.left - word.right)
    lift = (other.base - word.base) / other.size if other.size else 0.0
    return word.size < _RAISED_BELOW * other.size and 0.1 < lift < 0.75 and apart < 3 * other.size


def _raised(text: str) -> str:
    return text if text in _ORDINAL else text.translate(_RAISED)
