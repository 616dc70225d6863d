"""The answer as a spreadsheet: the rows on one sheet, what they mean and rest on on the other."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from kg.ask import Answer
from kg.errors import LimitError
from kg.tables import Value

NAME = "xlsx"
SUFFIX = ".xlsx"
# The format has no time zones; a fixed day, so that the same answer gives the same bytes.
_MADE = datetime(1980, 1, 1)
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_CELL_LIMIT = 32_767
_ROW_LIMIT = 1_048_575
_WIDEST = 60


def write(answer: Answer) -> bytes:
    """The workbook; numbers are numbers, text is text, and nothing in a cell is a formula or a link.

    Raises `LimitError` for more rows than a sheet can hold.
    """
    import xlsxwriter

    if len(answer.rows) > _ROW_LIMIT:
        raise LimitError(
            f"a sheet holds {_ROW_LIMIT} rows, not {len(answer.rows)}", remedy="write a .csv file"
        )
    out = io.BytesIO()
    safe = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"title": answer.question.title, "created": _MADE})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Answer")
        _fill(sheet, [answer.columns, *([row[c] for c in answer.columns] for row in answer.rows)], bold)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)
        about = book.add_worksheet("About")
        _fill(about, list(_about(answer)), None)
        about.set_column(0, 0, 16, bold)
        if answer.language.partition("-")[0] in _RIGHT_TO_LEFT:
            sheet.right_to_left()
    return out.getvalue()


def _fill(sheet: Any, lines: Sequence[Sequence[Value]], heading: Any) -> None:
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            _write(sheet, row, column, value, None if row else heading)
    for column in range(max(map(len, lines))):
        longest = max(len(str(line[column])) for line in lines if column < len(line))
        sheet.set_column(column, column, min(longest + 2, _WIDEST))


def _write(sheet: Any, row: int, column: int, value: Value, form: Any) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, form)
        case bool():
            sheet.write_boolean(row, column, value, form)
        case int() | float():
            sheet.write_number(row, column, value, form)
        case _:
            sheet.write_string(row, column, value[:_CELL_LIMIT], form)


def _about(answer: Answer) -> Iterator[Sequence[Value]]:
    yield "question", answer.question.question
    yield "answer", answer.answer
    yield from ((name, value) for name, value in answer.parameters.items())
    yield from (("caveat", caveat) for caveat in answer.caveats)
    yield from (
        (
            "source",
            source["documentLabel"],
            source["symbol"],
            source["version"],
            source["url"],
            source["document"],
        )
        for source in answer.sources
    )
