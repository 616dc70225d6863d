"""How commands print: data to standard output, everything else to standard error."""

import errno
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from kg import show

if TYPE_CHECKING:
    from kg.pipeline import BuildReport

EXIT_PROBLEMS = 1
"""Exit code of a command that did its work and found something to mend."""


def emit(data: str) -> None:
    """Writes data to standard output; a reader that has gone (`| head -1`) has seen enough and is no fault."""
    try:
        sys.stdout.write(data)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE:
            raise


def done(table: Mapping[str, object], words: str, *, as_json: bool, quiet: bool) -> None:
    """Says that a command has done what it should: as one JSON object, or in words beside the data."""
    if as_json:
        emit(json.dumps(table, ensure_ascii=False) + "\n")
    elif not quiet:
        typer.echo(words, err=True)


def show_build(report: "BuildReport", *, as_json: bool, quiet: bool) -> None:
    """Prints what became of each file, and below it what a reader of the output should know."""
    emit(show.build_json(report) if as_json else show.file_lines(report.files))
    if not quiet:
        typer.echo(show.build_remarks(report), err=True, nl=False)


def now() -> str:
    """This moment in UTC, to the second: the only clock of the command line."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
