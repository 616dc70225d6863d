"""Which texts of a document are current: languages side by side, and of each the newest that shows its language."""

from pathlib import Path

import pytest

from kg import pipeline
from kg.assembly import Text, listed
from kg.coverage import covered
from kg.pipeline.entries import Entry
from kg.settings import Settings

pytestmark = pytest.mark.usefixtures("words_at_hand")

ENGLISH = (
    "United Nations A/79/955\n\nGeneral Assembly\n\nGlobal Programme on Cybercrime\n\n"
    "1. The Global Programme on Cybercrime contributes to SDG 16.\n"
)
FRENCH = (
    "Nations Unies A/79/955\n\nAssemblée générale\n\nProgramme mondial\n\n"
    "1. Le Programme mondial aide le Kenya.\n"
)
BARE = "A/79/955\n\nCybercrime\n\n1. UNODC: Kenya.\n"


def built(folder: Path, **texts: str) -> tuple[pipeline.BuildReport, Settings]:
    (folder / "in").mkdir()
    [(folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8") for name, text in texts.items()]
    told = Settings(store=folder / "store", decisions=folder / "decisions")
    return pipeline.build([folder / "in"], told, now="2026-01-01T00:00:00Z"), told


def test_a_short_french_version_stands_beside_the_english_one(tmp_path: Path) -> None:
    report, told = built(tmp_path, english=ENGLISH, french=FRENCH)
    assert [file.reason for file in report.files] == ["", ""]
    assert [one.language for one in covered(told.store)] == ["en", "fr"]


def test_a_text_that_does_not_show_its_language_withdraws_no_other(tmp_path: Path) -> None:
    report, told = built(tmp_path, bare=BARE, english=ENGLISH)
    assert [file.reason for file in report.files] == [
        "another English text of the same document is current",
        "",
    ]
    assert [one.sentences for one in covered(told.store)] == [1]


def text(sha256: str, recency: str, *, shown: bool) -> Text:
    return Text(
        sha256=sha256, key="", document="A_1", address=None, language="en", recency=recency, shown=shown
    )


def entry(sha256: str) -> Entry:
    return Entry(
        source=f"{sha256}.txt", name="a.txt", media_type="text/plain", language="en",
        sha256=sha256, bytes_sha256="", first_text=sha256,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "current"),
    [
        (text("a", "2024-01-01", shown=True), text("b", "2025-01-01", shown=True), "b"),
        (text("a", "2024-01-01", shown=True), text("b", "2025-01-01", shown=False), "a"),
        (text("a", "2024-01-01", shown=False), text("b", "2025-01-01", shown=False), "b"),
    ],
)
def test_the_newest_text_is_current_unless_it_does_not_show_its_language(
    first: Text, second: Text, current: str
) -> None:
    (found,) = listed([entry("a"), entry("b")], {"a": first, "b": second})
    assert found.text.sha256 == current
