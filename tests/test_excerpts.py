"""Excerpts of real documents are found again by their hashes, or told to be lost."""

from pathlib import Path

import pytest

from kg import evaluate
from tests.excerpts import PASSAGES, excerpt, excerpts, found, piece

_TEXT = "One. Two. Three."


def test_a_piece_is_found_where_it_stood() -> None:
    assert found(_TEXT, piece(_TEXT, 5, 9)) == "Two."


def test_a_piece_is_found_where_it_has_moved() -> None:
    assert found("Zero. One. Two. Three.", piece(_TEXT, 5, 9)) == "Two."


def test_a_piece_that_reads_otherwise_now_is_lost() -> None:
    assert found("One. Too. Three.", piece(_TEXT, 5, 9)) is None


def test_a_text_shorter_than_a_piece_does_not_hold_it() -> None:
    assert found("One.", piece(_TEXT, 0, 16)) is None


def test_pieces_stand_one_after_the_other() -> None:
    assert excerpt(_TEXT, [piece(_TEXT, 10, 16), piece(_TEXT, 0, 4)]) == "Three.One."


def test_an_excerpt_with_a_lost_piece_is_lost() -> None:
    assert excerpt("One.", [piece(_TEXT, 0, 4), piece(_TEXT, 5, 9)]) is None


@pytest.mark.slow
def test_every_excerpt_of_the_reference_material_is_found(reference: Path) -> None:
    answers = sorted(path.name for path in PASSAGES.glob("real-*/*.gold.json"))
    texts = dict(excerpts(reference / "corpus"))
    assert [evaluate.name_of(Path(name)) for name in answers] == sorted(texts)
    assert [name for name, text in texts.items() if text is None] == []
