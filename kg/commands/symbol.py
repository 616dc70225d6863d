"""`kg symbol`: the grammar of document symbols."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from kg import show
from kg.commands._options import Json, Quiet
from kg.commands._output import EXIT_PROBLEMS, emit
from kg.errors import ConfigError


def symbol(
    words: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    organ: Annotated[str, typer.Option("--organ", help="Prefix or English name of the organ.")] = "",
    batch: Annotated[bool, typer.Option("--batch", help="Lines ORGAN TAB TEXT from standard input.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read a document symbol or a resolution's number."""
    from kg import symbols

    if batch == (words is not None):
        raise ConfigError(
            "one text or a batch is needed", where="kg symbol", remedy="give TEXT, or --batch and lines"
        )
    if words is None:
        lines = [symbols.parse(surface, prefix or None) for prefix, surface in _surfaces()]
        every = [found for line in lines for found in line]
        emit(show.symbols_json(every) if as_json else show.batch_lines(lines))
        return
    found = symbols.parse(words, organ or None)
    emit(show.symbols_json(found) if as_json else show.symbol_lines(found))
    raise typer.Exit(0 if found else EXIT_PROBLEMS)


def _surfaces() -> Iterator[tuple[str, str]]:
    """Organ and surface of each line of standard input; bytes that are no UTF-8 are no symbol either."""
    for raw in sys.stdin.buffer:
        prefix, tab, surface = raw.decode("utf-8", "replace").rstrip("\r\n").partition("\t")
        yield (prefix, surface) if tab else ("", prefix)
