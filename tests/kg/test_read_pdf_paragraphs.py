"""Paragraphs of real PDF files against lists that were written by hand: kind, number, first and last six words.

The lists in `tests/passages/paragraphs` come from the pages as printed: resolutions of two organs and reports.
Covers are told by the metadata and stand in no list, nor do signatures and the closing lines of resolutions.
"""

import csv
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from kg.sources import collect, read_document
from kg.split import split, units
from kg.types import Document

LISTS = Path(__file__).parent.parent / "passages" / "paragraphs"
NAMES = sorted(path.stem for path in LISTS.glob("*.tsv"))
FEWEST = 0.99
_FURNITURE = re.compile(r"\b(?:GE\.)?\d\d-\d{5}\b|Please recycle|(?<!/)\b\d{1,2}/\d{1,2}$")

Row = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def documents(reference: Path) -> dict[str, Document]:
    folder = reference / "corpus" / "pdf"
    if not folder.is_dir():
        pytest.skip("the reference material has no PDF files")
    return {path.stem: read_document(next(iter(collect([path])))) for path in sorted(folder.glob("*.pdf"))}


def told(document: Document) -> list[Row]:
    """What is read, as the lists say it; bars between cells are no words."""
    found = (unit for unit in units(document, split(document)) if unit.kind != "cover")
    rows = [(unit.kind, unit.first.number or "-", unit.view.text.replace("|", " ").split()) for unit in found]
    return [(kind, number, " ".join(words[:6]), " ".join(words[-6:])) for kind, number, words in rows]


def listed(name: str) -> list[Row]:
    with (LISTS / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [tuple(row) for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return [(kind, number, first, last) for kind, number, first, last in rows[1:]]


def met(wanted: list[Row], found: list[Row]) -> int:
    """How many of the wanted rows stand in the found ones, in the same order."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def test_there_are_lists_of_fourteen_documents() -> None:
    assert len(NAMES) == 14


@pytest.mark.slow
def test_nearly_all_listed_paragraphs_are_read_whole_and_in_order(documents: dict[str, Document]) -> None:
    wanted = {name: listed(name) for name in NAMES}
    right = sum(met(rows, told(documents[name])) for name, rows in wanted.items())
    assert right >= FEWEST * sum(len(rows) for rows in wanted.values())


@pytest.mark.slow
def test_nearly_all_that_is_read_is_listed(documents: dict[str, Document]) -> None:
    # Tables and contents are listed in some files only.
    found = {name: [row for row in told(documents[name]) if row[0] != "row"] for name in NAMES}
    right = sum(met([row for row in listed(name) if row[0] != "row"], rows) for name, rows in found.items())
    assert right >= FEWEST * sum(len(rows) for rows in found.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_paragraph_has_a_number_that_is_not_printed(name: str, documents: dict[str, Document]) -> None:
    numbers = {row[:2] for row in listed(name)}
    assert [row for row in told(documents[name]) if row[1] != "-" and row[:2] not in numbers] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_number_comes_twice(name: str, documents: dict[str, Document]) -> None:
    wanted = Counter(row[:2] for row in listed(name) if row[1] != "-")
    assert Counter(row[:2] for row in told(documents[name]) if row[1] != "-") == wanted


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_document_misses_more_than_a_few(name: str, documents: dict[str, Document]) -> None:
    assert met(listed(name), told(documents[name])) >= 0.95 * len(listed(name))


@pytest.mark.slow
def test_no_file_holds_furniture_below_its_cover(documents: dict[str, Document]) -> None:
    kinds = ("paragraph", "item", "preambular", "operative")
    bodies = {
        name: [unit for unit in units(document, split(document)) if unit.kind in kinds]
        for name, document in documents.items()
    }
    assert [
        (name, u.view.text) for name, body in bodies.items() for u in body if _FURNITURE.search(u.view.text)
    ] == []


@pytest.mark.slow
def test_every_line_of_every_file_stands_on_its_page(documents: dict[str, Document]) -> None:
    layouts = [document.layout for document in documents.values() if document.layout]
    assert len(layouts) == len(documents)
    lines = [(layout.pages[line.page - 1], line.box) for layout in layouts for line in layout.lines]
    assert [
        box
        for page, box in lines
        if not (0 <= box.left < box.right <= page.width and 0 <= box.top < box.bottom <= page.height)
    ] == []


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ([("item", "a", "One", "One"), ("item", "b", "Two", "Two")], [("item", "b", "Two", "Two")], 1),
        ([("item", "a", "One", "One")], [("paragraph", "a", "One", "One")], 0),
    ],
)
def test_a_row_is_met_only_as_a_whole(wanted: list[Row], found: list[Row], right: int) -> None:
    assert met(wanted, found) == right
