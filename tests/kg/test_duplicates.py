"""Pairs of entities that may be one: each with its reason, none without."""

from pathlib import Path

import pytest

from kg import inspection, pipeline
from kg.errors import StoreError
from kg.settings import Settings

pytestmark = pytest.mark.usefixtures("words_at_hand")
NOW = "2026-01-01T00:00:00Z"


def pairs(folder: Path, text: str) -> list[tuple[tuple[str, str], str]]:
    folder.joinpath("report.txt").write_text(text, encoding="utf-8")
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    pipeline.build([folder / "report.txt"], settings, now=NOW)
    return [(pair.names, pair.reason) for pair in inspection.duplicates(settings.store)]


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        (
            "The Rope Makers Network met. The Makers Rope Network grew.",
            {"Rope Makers Network", "Makers Rope Network"},
            "same words in another order",
        ),
        (
            "The Coastal Rope Makers Network met. The Coastal Rope Maker Network grew.",
            {"Coastal Rope Makers Network", "Coastal Rope Maker Network"},
            "spelled almost alike",
        ),
        (
            "The Sea Line Network met. The Sealine Network grew.",
            {"Sea Line Network", "Sealine Network"},
            "same letters, other blanks or hyphens",
        ),
    ],
)
def test_names_that_look_alike_come_with_the_reason(
    tmp_path: Path, text: str, names: set[str], reason: str
) -> None:
    assert [(set(found), why) for found, why in pairs(tmp_path, text)] == [(names, reason)]


def test_names_that_share_a_word_are_no_pair(tmp_path: Path) -> None:
    assert pairs(tmp_path, "The Rope Makers Network met. The Anchor Divers Network grew.") == []


def test_without_a_store_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        inspection.duplicates(tmp_path / "none")
