"""`kg ask`: the questions that come with the project."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Its name; see --list.")] = None,
    param: Annotated[list[str], typer.Option("--param", metavar="NAME=VALUE")] = [],  # noqa: B006 - typer copies it
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File: .xlsx, .csv, .json, .md.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or md.")] = "table",
    language: Annotated[str, typer.Option("--lang", help="Language of names, such as fr.")] = "en",
    listed: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    store: Store = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer one of the questions that come with the project."""
    from kg import answers, questions, tables
    from kg.ask import ask as answer_to
    from kg.store import at, open_reader

    if listed:
        emit(questions.catalogue(questions.listed(), "json" if as_json else form))
        return
    name, given = questions.chosen(question, param)
    told = settings.load({"store": store})
    reader = open_reader(at(told, beside=partial(tables.borrow, told.store)))
    answer = answer_to(reader, name, given, language=language)
    if out:
        answers.save(answer, out)
    if as_json or not out:
        emit(answers.text(answer, "json" if as_json else form))
