"""review, merge, split, freeze, remove: what people decide, and what it changes at the next build."""

import json
from pathlib import Path

import pytest

from tests.kg.conftest import Kg, dump

_ST = "https://w3id.org/mandategraph/id/st/cb7ef82ac9341449"
_ASK = b"ASK { ?programme mg:contributesTo <http://metadata.un.org/sdg/%s> }"


def test_the_id_of_a_statement_does_not_change(built: Kg) -> None:
    assert built("why", "16.4", "--json").json["statements"][0]["iri"] == _ST


def test_a_review_is_one_line_of_data(built: Kg, tmp_path: Path) -> None:
    ended = built("review", _ST, "--verify", "--by", "Ada", "--note", "read it\u2028twice")
    assert (ended.code, ended.out) == (0, "")
    line = json.loads((tmp_path / "mandategraph-decisions/decisions.jsonl").read_text())
    assert list(line) == ["action", "statement", "by", "date", "note"]
    assert {**line, "date": ""} == {
        "action": "verify",
        "statement": _ST,
        "by": "Ada",
        "date": "",
        "note": "read it\u2028twice",
    }
    assert built("build", "a.txt").code == 0


def test_a_review_as_json_is_told_on_stdout(built: Kg) -> None:
    told = built("review", _ST, "--accept", "--by", "Ada", "--json").json
    assert (told["action"], told["statement"]) == ("accept", _ST)


def test_a_review_may_name_the_statement_by_prefix(built: Kg) -> None:
    told = built("review", "mgid:st/cb7ef82ac9341449", "--accept", "--by", "Ada", "--json").json
    assert told["statement"] == _ST


@pytest.mark.parametrize(
    "statement",
    [
        "https://w3id.org/mandategraph/id/st/0000000000000000",
        "mgid:programme/container-control-programme",
        "16.4",
    ],
)
def test_only_statements_of_the_store_can_be_reviewed(built: Kg, tmp_path: Path, statement: str) -> None:
    ended = built("review", statement, "--accept", "--by", "Ada")
    assert (ended.code, ended.out) == (3, "")
    assert "the store holds no such statement" in ended.err
    assert not (tmp_path / "mandategraph-decisions").exists()


def test_a_correction_needs_an_iri(built: Kg, tmp_path: Path) -> None:
    assert built("review", _ST, "--correct-object", "15.7 of course", "--by", "Ada").code == 2
    assert not (tmp_path / "mandategraph-decisions").exists()


@pytest.mark.parametrize(
    ("review", "stands", "status"),
    [
        (("--verify",), "true\n", "verified"),
        (("--accept",), "true\n", "accepted"),
        (("--reject",), "false\n", "rejected"),
    ],
)
def test_a_review_counts_from_the_next_build_on(
    built: Kg, review: tuple[str, ...], stands: str, status: str
) -> None:
    built("review", _ST, *review, "--by", "Ada")
    assert built("query", "-", stdin=_ASK % b"16.4").out == "true\n"
    assert built("build", "a.txt").code == 0
    assert built("query", "-", stdin=_ASK % b"16.4").out == stands
    assert built("why", _ST, "--json").json["statements"][0]["status"] == status
    assert built("validate").code == 0


def test_a_rejection_can_be_taken_back(built: Kg) -> None:
    built("review", _ST, "--reject", "--by", "Ada")
    built("build", "a.txt")
    built("review", _ST, "--verify", "--by", "Bo")
    built("build", "a.txt")
    assert built("query", "-", stdin=_ASK % b"16.4").out == "true\n"


@pytest.mark.usefixtures("note")
def test_a_candidate_can_be_verified(kg: Kg) -> None:
    kg("build", "a.txt", "--threshold", "1")
    kg("review", _ST, "--verify", "--by", "Ada")
    kg("build", "a.txt", "--threshold", "1")
    assert kg("query", "-", stdin=_ASK % b"16.4").out == "true\n"


def test_a_correction_puts_the_right_object_in_place(built: Kg) -> None:
    built("review", _ST, "--correct-object", "http://metadata.un.org/sdg/15.7", "--by", "Ada")
    assert built("build", "a.txt").code == 0
    assert built("query", "-", stdin=_ASK % b"16.4").out == "false\n"
    assert built("query", "-", stdin=_ASK % b"15.7").out == "true\n"
    assert [s["status"] for s in built("why", "15.7", "--json").json["statements"]] == ["verified"]
    assert [s["status"] for s in built("why", _ST, "--json").json["statements"]] == ["rejected"]
    assert built("validate").code == 0


def test_merge_and_split_restore_every_byte_but_the_run(built: Kg) -> None:
    kept = "https://w3id.org/mandategraph/id/programme/global-firearms-programme"
    other = "https://w3id.org/mandategraph/id/programme/container-control-programme"
    before = _facts(Path("mandategraph-store"))
    assert built("merge", kept, other).code == 0
    assert built("build", "a.txt").code == 0
    assert built("why", kept, "contributesTo", "16.4").code == 0
    assert (
        built("why", other, "contributesTo", "16.4").code == 0
    )  # what was merged leads to what stands for it
    assert built("validate").code == 0
    assert built("split", kept).code == 0
    assert built("build", "a.txt").code == 0
    assert _facts(Path("mandategraph-store")) == before


def test_merge_is_one_line_of_data(kg: Kg) -> None:
    told = kg("merge", "https://example.org/a", "<https://example.org/b>", "--by", "Ada", "--json").json
    assert (told["action"], told["iris"], told["by"]) == (
        "merge",
        ["https://example.org/a", "https://example.org/b"],
        "Ada",
    )


def test_freeze_changes_no_fact(kg: Kg, own_store: Path, samples: Path) -> None:
    before = _facts(own_store)
    frozen = kg("freeze", "--json").json["frozen"]
    assert frozen > 0
    assert kg("build", samples).code == 0
    assert _facts(own_store) == before
    assert kg("freeze", "--json").json == {"frozen": 0}


def test_remove_withdraws_a_document_and_what_rests_on_it_alone(
    kg: Kg, own_store: Path, samples: Path
) -> None:
    ended = kg("remove", "SAMPLE/2026/1")
    assert ended.code == 0
    assert ended.out == f"removed: {samples / 'cstd-unodc.txt'}\n"
    assert not [quad for quad in dump(own_store) if b"c46e9b4bc419" in quad]
    assert kg("why", "Youth Ambassadors Programme", "contributesTo", "4.7").code != 0
    assert kg("validate").code == 0


@pytest.mark.parametrize(
    "name", ["a.txt", "SAMPLE_2026_9", "SAMPLE/2026/9", "https://w3id.org/mandategraph/id/doc/SAMPLE_2026_9"]
)
def test_a_document_to_remove_may_be_named_by_file_symbol_slug_or_iri(built: Kg, name: str) -> None:
    assert [file["status"] for file in built("remove", name, "--json").json["files"]] == ["removed"]


def test_remove_equals_never_having_read_it(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("SHERLOC contributes to target 15.7.")
    before = dump(Path("mandategraph-store"))
    built("build", "b.txt")
    built("remove", "b.txt")
    assert dump(Path("mandategraph-store")) == before


def test_remove_under_two_names_takes_both_sources(built: Kg, note_home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes((note_home / "a.txt").read_bytes())
    built("build", "b.txt")
    ended = built("remove", "SAMPLE/2026/9")
    assert sorted(ended.out.splitlines()) == sorted(
        [f"removed: {note_home / 'a.txt'}", f"removed: {tmp_path / 'b.txt'}"]
    )
    assert built("query", "-", stdin=_ASK % b"16.4").out == "false\n"


def test_removing_what_is_not_there_is_told(kg: Kg, own_store: Path) -> None:
    before = dump(own_store)
    ended = kg("remove", "SAMPLE/2026/99")
    assert (ended.code, ended.out) == (3, "")
    assert (
        "the store holds no document SAMPLE/2026/99. Give a name that this lists: kg coverage." in ended.err
    )
    assert dump(own_store) == before


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"action": "guess", "iris": ["https://example.org/a"]}',
        '{"action": "accept"}',
        '{"action": "correct", "statement": "https://example.org/a"}',
        '{"action": "correct", "statement": "https://example.org/a", "object": "not an IRI"}',
        '{"action": "merge", "iris": "https://example.org/a"}',
        '{"action": "merge", "iris": ["https://example.org/a", "two words"]}',
        '{"action": "freeze", "iris": ["https://example.org/a"]}',
        '"\\ud800"',
    ],
)
def test_a_line_that_is_no_decision_is_named_with_file_and_line(built: Kg, tmp_path: Path, line: str) -> None:
    folder = tmp_path / "mandategraph-decisions"
    folder.mkdir()
    (folder / "mine.jsonl").write_text("\n" + line + "\n")
    ended = built("build", "a.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "mine.jsonl, line 2" in ended.err
    assert built("query", "-", stdin=_ASK % b"16.4").out == "true\n"


def test_decisions_that_are_no_text_are_named(built: Kg, tmp_path: Path) -> None:
    folder = tmp_path / "mandategraph-decisions"
    folder.mkdir()
    (folder / "mine.jsonl").write_bytes(b"\xff\xfe\xfa")
    ended = built("build", "a.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "mine.jsonl" in ended.err


def _facts(root: Path) -> list[bytes]:
    """All quads but those that name the run: a decision makes another run of the same graph."""
    return [quad for quad in dump(root) if b"/id/run/" not in quad]
