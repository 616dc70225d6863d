"""kg text, extract, symbol and evaluate: commands that need no store."""

import json
from pathlib import Path

import pytest

from kg.sources import printable
from tests.kg.conftest import Kg

_TEXT = "I. Work\n\n1. The Container Control Programme contributes to target 16.4.\n"


# text -----------------------------------------------------------------------------------------------------


def test_text_shows_the_structure_that_was_read(kg: Kg, note: Path) -> None:
    ended = kg("text", note.name)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "[cover 0-28] United Nations SAMPLE/2026/9\n"
        "[cover 30-55] Report of the Secretariat\n"
        "[paragraph 57-116] The Container Control Programme contributes to target 16.4.\n"
    )


def test_text_as_json_has_the_keys_of_the_contract(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(_TEXT)
    told = kg("text", "b.txt", "--json").json
    assert list(told) == ["document", "version", "text", "passages"]
    assert (told["document"], told["version"], told["text"]) == ("work-85329c85", "316b425f9ece", _TEXT)
    assert told["passages"][1] == {
        "kind": "paragraph",
        "number": "1",
        "heading_path": ["Work"],
        "begin": 9,
        "end": 71,
        "page": None,
        "boxes": [],
    }


def test_pages_are_shown_where_they_are_known(kg: Kg, samples: Path) -> None:
    assert kg("text", samples / "cstd-itu.txt", "--pages").code == 0


@pytest.mark.parametrize(
    ("name", "data", "code", "told"),
    [
        ("nowhere.txt", None, 3, "kg: nowhere.txt: there is no such file. Check the path.\n"),
        ("empty.txt", b"", 1, "kg: empty.txt: the file is empty. Give a file with words, or leave it out.\n"),
        (
            "x.pdf",
            b"%PDF-",
            1,
            "kg: x.pdf: cut off: the end is missing. Get the file again.\n",
        ),
    ],
)
def test_a_text_that_cannot_be_read_is_told(
    kg: Kg, tmp_path: Path, name: str, data: bytes | None, code: int, told: str
) -> None:
    (tmp_path / (name if data is not None else "other.txt")).write_bytes(data or b"")
    ended = kg("text", name)
    assert (ended.code, ended.out, ended.err) == (code, "", told)


def test_a_folder_is_no_text(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ended = kg("text", "folder")
    assert (ended.code, ended.err) == (3, "kg: folder: this is a folder. Name one of its files.\n")


# extract --------------------------------------------------------------------------------------------------


def test_extract_writes_the_prediction_and_no_text_that_is_the_file_itself(kg: Kg, note: Path) -> None:
    ended = kg("extract", note.name, "--out", "out")
    assert (ended.code, ended.out, ended.err) == (0, "read: a.txt\n", "")
    assert [path.name for path in Path("out").iterdir()] == ["a.json"]
    told = json.loads(Path("out/a.json").read_text(encoding="utf-8"))
    assert told["doc"] == "a"
    assert [(s["predicate"], s["object"]) for s in told["statements"]] == [("contributesTo", "sdg-16.4")]
    assert "contributes to target 16.4" in note.read_text()[slice(*told["statements"][0]["evidence"][0])]


def test_extract_writes_the_text_where_offsets_do_not_count_in_the_file(kg: Kg, note: Path) -> None:
    (note.parent / "b.txt").write_bytes(b"\xef\xbb\xbf" + note.read_bytes())
    assert kg("extract", "b.txt", "--out", "out").code == 0
    assert Path("out/b.txt").read_bytes() == note.read_bytes()


def test_extract_never_writes_over_the_document(kg: Kg, note: Path) -> None:
    raw = b"\xef\xbb\xbf" + note.read_bytes()
    (note.parent / "b.txt").write_bytes(raw)
    ended = kg("extract", "b.txt", "a.txt", "--out", ".")
    assert ended.code == 1
    assert ended.out == (
        "failed: b.txt (its text would take its place; choose another --out folder)\nread: a.txt\n"
    )
    assert (note.parent / "b.txt").read_bytes() == raw


def test_names_that_collide_get_eight_digits_of_the_files_hash(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Target 16.4 is a target.")
    (tmp_path / "b.md").write_text("Target 15.7 is a target.")
    kg("extract", "b.txt", "b.md", "--out", "out")
    assert sorted(path.name for path in Path("out").iterdir()) == ["b-7f0db971.json", "b-f912fd46.json"]


def test_extract_goes_on_after_bad_files(kg: Kg, note: Path) -> None:
    (note.parent / "bad.txt").write_bytes(b"\xff")
    ended = kg("extract", "bad.txt", "nowhere.txt", "a.txt", "--out", "out", "--json")
    assert ended.code == 3
    assert [(file["path"], file["status"]) for file in ended.json["files"]] == [
        ("bad.txt", "failed"),
        ("nowhere.txt", "failed"),
        ("a.txt", "read"),
    ]
    assert Path("out/a.json").exists()


def test_a_prediction_folder_that_is_a_file_is_told(kg: Kg, note: Path) -> None:
    ended = kg("extract", note.name, "--out", note.name)
    assert (ended.code, ended.out) == (3, "")
    assert "the prediction cannot be written" in ended.err


def test_a_threshold_moves_statements_among_the_candidates(kg: Kg, note: Path) -> None:
    kg("extract", note.name, "--out", "out", "--threshold", "1")
    told = json.loads(Path("out/a.json").read_text(encoding="utf-8"))
    assert told["statements"] == []
    assert [s["predicate"] for s in told["other"]["statements"]] == ["contributesTo"]


def test_extracting_twice_gives_the_same_bytes(kg: Kg, samples: Path) -> None:
    kg("extract", samples, "--out", "one")
    kg("extract", samples, "--out", "two")
    one, two = sorted(Path("one").iterdir()), sorted(Path("two").iterdir())
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert len(one) == 5


# symbol ---------------------------------------------------------------------------------------------------


def test_a_symbol_is_shown_with_what_it_is(kg: Kg) -> None:
    ended = kg("symbol", "S/RES/2322 (2016)")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("S/RES/2322(2016)\tofficial\t")


def test_a_symbol_as_json_has_the_keys_of_the_contract(kg: Kg) -> None:
    told = kg("symbol", "resolution 70/1", "--organ", "A", "--json").json
    assert list(told) == ["symbols"]
    assert list(told["symbols"][0]) == [
        "canonical",
        "official",
        "organ",
        "session",
        "year",
        "link",
        "slug",
        "provision",
    ]
    assert (told["symbols"][0]["canonical"], told["symbols"][0]["slug"]) == ("A/RES/70/1", "A_RES_70_1")


@pytest.mark.parametrize("organ", ["A", "General Assembly", "the General Assembly"])
def test_the_organ_may_be_a_prefix_or_a_name(kg: Kg, organ: str) -> None:
    assert kg("symbol", "resolution 70/1", "--organ", organ).out.startswith("A/RES/70/1\t")


def test_no_symbol_ends_with_1(kg: Kg) -> None:
    assert (kg("symbol", "no symbol at all").code, kg("symbol", "no symbol at all").out) == (1, "")


def test_a_batch_gives_one_line_for_each_line(kg: Kg) -> None:
    lines = (
        b"A\tresolutions 70/1 and 71/2\n"
        b"Security Council\tresolution 2322 (2016)\r\n"
        b"\tE/RES/2006/46\n"
        b"\tnothing\n"
        b"\n"
        b"\tbroken \xff bytes\n"
        b"CND\tresolution 65/1"
    )
    ended = kg("symbol", "--batch", stdin=lines)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "A/RES/70/1 A/RES/71/2\nS/RES/2322(2016)\nE/RES/2006/46\n\n\n\nCND/RES/65/1\n"


def test_a_batch_as_json_is_one_object(kg: Kg) -> None:
    told = kg("symbol", "--batch", "--json", stdin=b"A\tresolution 70/1\n\tnothing\n").json
    assert [symbol["canonical"] for symbol in told["symbols"]] == ["A/RES/70/1"]


def test_an_empty_batch_gives_nothing(kg: Kg) -> None:
    assert (kg("symbol", "--batch").code, kg("symbol", "--batch").out) == (0, "")


# evaluate -------------------------------------------------------------------------------------------------


def test_evaluate_without_gold_files_is_told(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    ended = kg("evaluate", "gold")
    assert (ended.code, ended.out) == (3, "")
    assert "Traceback" not in ended.err


def test_evaluate_of_a_missing_folder_is_told(kg: Kg) -> None:
    ended = kg("evaluate", "nowhere")
    assert (ended.code, ended.out) == (3, "")
    assert "nowhere" in ended.err


def test_evaluate_of_an_annotation_without_its_text_is_told(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold/a.gold.json").write_text('{"doc": "a", "entities": [], "statements": []}')
    ended = kg("evaluate", "gold", "--texts", "texts")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "kg: texts: there is no text for a. Give --texts.\n"


def test_evaluate_scores_fresh_extractions_and_stored_ones_alike(kg: Kg, note: Path) -> None:
    kg("extract", note.name, "--out", "predicted")
    Path("gold").mkdir()
    Path("gold/a.gold.json").write_bytes(Path("predicted/a.json").read_bytes())
    fresh = kg("evaluate", "gold", "--texts", ".")
    stored = kg("evaluate", "gold", "--predictions", "predicted")
    assert (fresh.code, stored.code) == (0, 0)
    assert fresh.out == stored.out
    assert kg("evaluate", "gold", "--texts", ".", "--json").json


def test_annotations_beside_the_texts_are_no_texts(kg: Kg, note: Path) -> None:
    kg("extract", note.name, "--out", "predicted")
    Path("a.gold.json").write_bytes(Path("predicted/a.json").read_bytes())
    told = kg("evaluate", ".", "--texts", ".")
    assert (told.code, told.err) == (0, "")
    assert told.out == kg("evaluate", ".", "--predictions", "predicted").out


def test_printable_leaves_letters_of_every_script() -> None:
    assert printable("Ñandú 國 отчёт.txt") == "Ñandú 國 отчёт.txt"
