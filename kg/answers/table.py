"""The answer as text on a terminal: sentence, aligned columns, caveats, sources."""

from collections.abc import Iterator, Mapping

from kg.ask import Answer
from kg.columns import aligned
from kg.tables import Value

NAME = "table"
SUFFIX = ".txt"
_WIDEST = 44


def write(answer: Answer) -> bytes:
    """What a person reads; names instead of IRIs."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(answer)).encode("utf-8")


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.answer
    if answer.rows:
        head = [heading for heading, _ in answer.shown]
        yield ""
        yield from aligned([head, *([_short(cell) for cell in line] for line in answer.lines())])
        yield ""
        yield from (f"Source: {_named(source)}" for source in answer.sources)
    yield ""
    yield from (f"Note: {caveat}" for caveat in answer.caveats)


def _named(source: Mapping[str, Value]) -> str:
    symbol = f"{source['symbol']}, " if source["symbol"] else ""
    return f"{symbol}{source['documentLabel']} <{source['document']}>"


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1].rstrip()}…"
