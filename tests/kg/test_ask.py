"""kg ask: questions with parameters in words, against answers that were written down from the texts beforehand."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import pipeline
from kg.answers import forms, written
from kg.ask import Answer, Value, ask
from kg.settings import Settings
from kg.store import Reader, open_reader
from tests.kg.conftest import Ended, Kg

GOLDEN = Path(__file__).parent.parent / "golden" / "answers"
BASE = "https://w3id.org/mandategraph/id/"
Rows = list[tuple[str, ...]]


def blocks(material: str) -> Iterator[tuple[str, str, tuple[str, ...], Rows]]:
    """Question, parameters, columns and rows of each answer that is written down for some documents.

    Slips of the extraction that are known stand in the file with a sign before them.
    """
    for path in sorted(GOLDEN.glob("*.tsv")):
        head, *asked = path.read_text(encoding="utf-8").split("\n? ")
        columns = tuple(head.splitlines()[-1].split("\t")[1:])
        for block in asked:
            first, *lines = block.splitlines()
            where, _, parameters = first.partition(" ")
            if where == material:
                standing = [line.removeprefix("+ ") for line in lines if not line.startswith("- ")]
                yield path.stem, parameters, columns, [tuple(line.split("\t")) for line in standing]


def pairs(parameters: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (word.partition("=") for word in parameters.split())]


def cell(value: Value) -> str:
    return "-" if value is None else str(value).rpartition("/")[2]


def told(answer: Answer, columns: tuple[str, ...]) -> Rows:
    codes = [{**row, "item": str(row.get("itemLabel") or "-").partition(" ")[0]} for row in answer.rows]
    return [tuple(cell(row[column]) for column in columns) for row in codes]


@pytest.fixture(scope="module")
def reader(sample_store: Path) -> Reader:
    return open_reader(sample_store)


@pytest.fixture(scope="module")
def real(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("real")
    settings = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build(sorted((reference / "corpus").glob("*.txt")), settings, now="2026-01-01T00:00:00Z")
    return open_reader(settings.store)


@pytest.fixture
def asked(kg: Kg, sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """`kg` with the sample store."""
    monkeypatch.setenv("MANDATEGRAPH_STORE", str(sample_store))
    return kg


# What was written down ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), list(blocks("samples")))
def test_the_samples_answer_as_a_reader_would(
    name: str, parameters: str, columns: tuple[str, ...], rows: Rows, reader: Reader
) -> None:
    assert sorted(told(ask(reader, name, pairs(parameters)), columns)) == sorted(rows)


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), list(blocks("reference")))
def test_real_documents_answer_as_a_reader_would(
    name: str, parameters: str, columns: tuple[str, ...], rows: Rows, real: Reader
) -> None:
    assert sorted(told(ask(real, name, pairs(parameters)), columns)) == sorted(rows)
