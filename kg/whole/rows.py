"""Rows of tables to claims: the first cell names a programme, the heading of a column says what its cell tells of it.

A table is rows without other text between them, and its first row is the heading. Only a first cell that is a name and
nothing else is a subject; a column whose heading asks for money, dates or results states nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.grammar import UNBEGUN
from kg.types import Claim, Reading, Referent, Span
from kg.whole.fields import Field, answers, field_of, stated

NAME = "rows"
_CUT = re.compile(r"\s?\|(?:\s|\Z)")
_AROUND = re.compile(r"(?:the )?|[\"“”'’]*(?: ?\([^()]*\))?[\"”]*")
_HOLDERS = ("programme", "organization")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the words of its cells, where they begin, and what is named in it, in the words of the row."""

    readings: tuple[Reading, ...]

    @property
    def text(self) -> str:
        return self.readings[0].unit.view.text

    @property
    def cells(self) -> list[tuple[int, str]]:
        found, begin = [], 0
        for cut in [*_CUT.finditer(self.text), None]:
            end = cut.start() if cut else len(self.text)
            found.append((begin, self.text[begin:end]))
            begin = cut.end() if cut else begin
        return found

    def named(self, begin: int, words: str) -> list[Referent]:
        """What a cell names, places counted in the cell."""
        placed = (
            replace(r, begin=r.begin + one.offset - begin, end=r.end + one.offset - begin)
            for one in self.readings
            for r in one.referents
            if r.support.basis == "mention"
        )
        return [r for r in placed if r.begin >= 0 and r.end <= len(words)]

    def span(self, begin: int, words: str) -> Span:
        view = self.readings[0].unit.view
        return view.span(begin, begin + len(words.rstrip()))


def row_claims(readings: Iterable[Reading]) -> Iterator[Claim]:
    """The claims of all the tables of a document in order."""
    blocks = [tuple(group) for _, group in groupby(readings, key=lambda reading: id(reading.unit))]
    told = [block for block in blocks if block[0].unit.kind != "footnote"]
    for is_row, run in groupby(told, key=lambda block: _is_row(block[0])):
        rows = [_Row(block) for block in run]
        if is_row and len(rows) > 1:
            yield from _of_table(rows[0], rows[1:])


def _is_row(reading: Reading) -> bool:
    """Whether the unit is a row of a table, also of one in plain text."""
    unit = reading.unit
    return unit.kind == "row" or (unit.kind == "item" and " | " in unit.view.text)


def _of_table(head: _Row, body: Sequence[_Row]) -> Iterator[Claim]:
    fields = {
        index: field for index, (_, words) in enumerate(head.cells) if index and (field := field_of(words))
    }
    width = len(head.cells)
    for row in body if fields else ():
        cells = row.cells
        begun = not any(UNBEGUN.fullmatch(words.strip()) for _, words in cells)
        holder = _holder(row, *cells[0]) if len(cells) == width and begun else None
        for index, field in fields.items() if holder else ():
            if holder:
                yield from _of_cell(row, holder, cells[index], field)


def _holder(row: _Row, begin: int, words: str) -> Referent | None:
    """The programme or body that the first cell names and nothing else."""
    for referent in row.named(begin, words):
        before, behind = words[: referent.begin], words[referent.end :]
        alone = _AROUND.fullmatch(before.casefold()) and _AROUND.fullmatch(behind.rstrip())
        if referent.type in _HOLDERS and alone:
            return referent
    return None


def _of_cell(row: _Row, holder: Referent, cell: tuple[int, str], field: Field) -> Iterator[Claim]:
    for thing, predicate in answers(cell[1], row.named(*cell), field):
        if thing.entity != holder.entity and (predicate != "implementedBy" or holder.type == "programme"):
            yield stated(
                holder, thing, predicate, evidence=(row.span(0, row.text),), mapper=NAME, confidence="0.85"
            )
