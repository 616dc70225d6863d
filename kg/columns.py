"""Text in columns, for terminals."""

from collections.abc import Iterator, Sequence


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as a line with its cells below one another; a rule stands below the first row, the headings.

    >>> [*aligned([["name", "n"], ["one", "1"]])]
    ['name  n', '────  ─', 'one   1']
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    ruled = [rows[0], ["─" * width for width in widths], *rows[1:]]
    for row in ruled:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
