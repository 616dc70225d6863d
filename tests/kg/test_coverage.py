"""kg coverage: what was read and what was not; what is not known is never zero."""

import json
from pathlib import Path

import pytest

from kg import pipeline
from kg.coverage import Covered, as_json, coverage, covered, table
from kg.errors import StoreError
from kg.settings import Settings
from tests.kg.builders import document
from tests.kg.conftest import Kg

FRENCH = (
    "Le rapport de la Commission porte sur les programmes qui ont été menés par les États dans la région, avec les "
    "partenaires et pour les populations, et sur les résultats de ces programmes qui sont dans les annexes du texte."
)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("SHERLOC supports target 16.4.", (1, 0, 0, 0)),
        ("SHERLOC supports target 16.4. The weather was fine.", (2, 1, 0, 0)),
        ("The Harbour Watch Initiative supports target 16.4.", (1, 0, 1, 0)),
        ("Speakers recalled resolution 8/4.", (1, 1, 1, 1)),
        ("", (0, 0, 0, 0)),
    ],
)
def test_sentences_and_names_are_counted(text: str, counts: tuple[int, int, int, int]) -> None:
    assert tuple(coverage(pipeline.extract(document(text))).values()) == counts


def test_headings_are_no_sentences() -> None:
    text = "I. Introduction\n\nSHERLOC supports target 16.4.\n"
    assert coverage(pipeline.extract(document(text)))["sentences"] == 1


@pytest.mark.usefixtures("words_at_hand")
def test_what_another_language_says_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    pipeline.build([tmp_path / "a.txt"], told, now="2026-01-01T00:00:00Z")
    (found,) = covered(told.store)
    assert (found.language, found.in_full) == ("fr", False)
    assert (found.sentences, found.silent, found.unlinked, found.open) == (1, None, None, 0)
    assert "French (sentences not read)" in table([found])
    assert table([found]).endswith("1       –         –     0\n")


def test_an_older_store_has_no_counts(own_store: Path) -> None:
    path = (own_store / "current").resolve() / "manifest.json"
    told = json.loads(path.read_bytes())
    del told["documents"][0]["coverage"]
    path.write_text(json.dumps(told), encoding="utf-8")
    first = covered(own_store)[0]
    assert (first.sentences, first.silent, first.unlinked, first.open) == (None, None, None, None)
    assert json.loads(as_json([first]))["documents"][0]["silent"] is None


def test_the_command_prints_a_line_for_each_document(kg: Kg, sample_store: Path) -> None:
    ended = kg("coverage", "--store", sample_store)
    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "a dash stands for what is not known; it is not zero\n")
    assert lines[0].split() == ["document", "language", "sentences", "silent", "unlinked", "open"]
    assert [line.split()[0] for line in lines[1:]] == [f"SAMPLE_2026_{number}" for number in range(1, 6)]


def test_programs_get_one_object(kg: Kg, sample_store: Path) -> None:
    rows = kg("coverage", "--store", sample_store, "--json").json["documents"]
    assert list(rows[0]) == [
        "document", "version", "language", "in_full", "sentences", "silent", "unlinked", "open",
    ]  # fmt: skip
    # Of sample 5: "several speakers recalled resolution 8/4 without saying more".
    assert (rows[4]["document"], rows[4]["open"]) == ("SAMPLE_2026_5", 1)


def test_counts_survive_a_build_in_which_nothing_changed(kg: Kg, own_store: Path) -> None:
    before = covered(own_store)
    assert kg("build", "--rebuild", "--quiet").code == 0
    assert covered(own_store) == before


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        covered(tmp_path)


def test_no_document_gives_the_head_of_the_table() -> None:
    assert table([]) == "document  language  sentences  silent  unlinked  open\n"


def test_columns_are_aligned() -> None:
    one = Covered(
        document="A",
        version="0",
        language="und",
        in_full=False,
        sentences=12,
        silent=None,
        unlinked=None,
        open=3,
    )
    head, line = table([one]).splitlines()
    assert len(head) == len(line)
