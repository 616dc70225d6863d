"""Metadata of PDF files of many organs, where the reference material is at hand."""

from pathlib import Path

import pytest

from tests.metadata_answers import Field, fields, share

FEWEST_RIGHT = 0.93
"""Of all fields, as the project promises for documents that nobody has seen."""


@pytest.fixture(scope="module")
def found(reference: Path) -> list[Field]:
    folder = reference / "corpus" / "pdf"
    if not folder.is_dir():
        pytest.skip("the reference material has no PDF files")
    return list(fields(folder))


@pytest.mark.slow
@pytest.mark.parametrize("held_out", [False, True], ids=["open", "held-out"])
def test_nearly_all_fields_are_what_an_analyst_read(held_out: bool, found: list[Field]) -> None:
    assert share(found, held_out=held_out) >= FEWEST_RIGHT


@pytest.mark.slow
def test_half_of_the_files_are_held_out(found: list[Field]) -> None:
    assert len({f.name for f in found if f.held_out}) == len({f.name for f in found if not f.held_out})


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("Letter dated 3 May from Mali addressed to the Chair", True),
        ("Letter dated 3 May from Mali", False),
        (None, False),
    ],
)
def test_a_long_answer_is_compared_by_its_ends(told: str | None, right: bool) -> None:
    wanted = "Letter dated 3 May … addressed to the Chair"
    assert Field(name="a", field="title", held_out=False, wanted=wanted, found=told).right is right
