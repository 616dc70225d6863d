"""The answer as text on a terminal: sentence, aligned columns, caveats, sources."""

from collections.abc import Iterator, Sequence

from kg.ask import Answer

NAME = "table"
SUFFIX = ".txt"


def write(answer: Answer) -> bytes:
    """What a person reads; names instead of IRIs."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(answer)).encode("utf-8")


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.answer
    if answer.rows:
        head = [heading for heading, _ in answer.shown]
        body = [["" if row[c] is None else str(row[c]) for _, c in answer.shown] for row in answer.rows]
        yield ""
        yield from _aligned([head, *body])
        yield ""
        yield from (f"Source: {source['documentLabel']} <{source['document']}>" for source in answer.sources)
    yield ""
    yield from (f"Note: {caveat}" for caveat in answer.caveats)


def _aligned(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    for line in (cells[0], ["─" * width for width in widths], *cells[1:]):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
