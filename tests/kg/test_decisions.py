"""Decisions are lines of data: read in order, the later one counts, a broken line is named."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import assets
from kg.decisions import Decisions, Review, append, load
from kg.errors import ConfigError, SourceError

ST = "https://example.org/mg/id/st/0123456789abcdef"
A, B, C, D = (f"https://example.org/mg/id/programme/{name}" for name in "abcd")


def decided(folder: Path, *entries: dict[str, Any]) -> Decisions:
    (folder / "own.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return load(folder)


def merge(*iris: str) -> dict[str, Any]:
    return {"action": "merge", "iris": list(iris), "by": "Ada"}


def split(*iris: str) -> dict[str, Any]:
    return {"action": "split", "iris": list(iris)}


def test_no_folder_means_no_decisions_of_ones_own(tmp_path: Path) -> None:
    assert load(tmp_path / "none") == load(tmp_path)


def test_a_review_is_kept_by_its_statement(tmp_path: Path) -> None:
    line = {
        "action": "correct",
        "statement": ST,
        "object": A,
        "by": "Ada",
        "note": "misread",
        "date": "2026-11-22",
    }
    assert decided(tmp_path, line).reviews == {
        ST: Review(action="correct", by="Ada", note="misread", object=A)
    }


def test_the_later_review_counts(tmp_path: Path) -> None:
    found = decided(
        tmp_path,
        {"action": "verify", "statement": ST, "by": "Ada"},
        {"action": "reject", "statement": ST, "by": "Bo"},
    )
    assert found.reviews == {ST: Review(action="reject", by="Bo")}


def test_files_are_read_by_name_after_those_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "packaged.jsonl"
    packaged.write_text(json.dumps({"action": "accept", "statement": ST}))
    monkeypatch.setattr(assets, "files", lambda *_: (packaged,))
    own = tmp_path / "own"
    own.mkdir()
    (own / "b.jsonl").write_text(json.dumps({"action": "verify", "statement": ST}))
    (own / "a.jsonl").write_text(json.dumps({"action": "reject", "statement": ST}))
    assert load(own).reviews[ST].action == "verify"


# Merges ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "merged"),
    [
        ([merge(A, B)], {B: A}),
        ([merge(A, B, C)], {B: A, C: A}),
        ([merge(A, B), merge(B, C)], {B: A, C: A}),
        ([merge(B, C), merge(A, B)], {B: A, C: A}),
        ([merge(A, C), merge(B, C)], {C: B, A: B}),
        ([merge(A, B), merge(B, A)], {A: B}),
        ([merge(B, A), merge(C, B), merge(A, C)], {B: A, C: A}),
        ([merge(A, A)], {}),
        ([merge(A, B), split(B)], {}),
        ([merge(A, B), split(A)], {}),
        ([merge(A, B), merge(B, C), split(B)], {}),
        ([merge(A, B), merge(B, C), split(C)], {B: A}),
        ([merge(A, B), split(C)], {B: A}),
        ([split(B), merge(A, B)], {B: A}),
    ],
)
def test_merges_lead_to_the_one_that_stays(
    tmp_path: Path, entries: list[dict[str, Any]], merged: dict[str, str]
) -> None:
    assert decided(tmp_path, *entries).merged == merged


steps = st.lists(
    st.lists(st.sampled_from([A, B, C, D]), min_size=2, max_size=3).map(lambda iris: merge(*iris)), max_size=8
)


@given(entries=steps)
def test_whatever_is_merged_ends_at_one_that_stays(
    tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, Any]]
) -> None:
    merged = decided(tmp_path_factory.mktemp("decisions"), *entries).merged
    assert not set(merged) & set(merged.values())
    ends = [{merged.get(iri, iri) for iri in entry["iris"]} for entry in entries]
    assert all(len(end) == 1 for end in ends)
    assert not entries or ends[-1] == {merged.get(entries[-1]["iris"][0], entries[-1]["iris"][0])}


def test_a_frozen_name_is_kept_by_kind(tmp_path: Path) -> None:
    line = {"action": "freeze", "iris": [A], "type": "programme", "names": ["harbour watch", "hw"]}
    assert decided(tmp_path, line).frozen == {
        ("programme", "harbour watch"): A,
        ("programme", "hw"): A,
    }


# Broken lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the decision is not JSON"),
        ("[]", "the line is no decision"),
        ("5", "the line is no decision"),
        ("{}", "the line is no decision"),
        ('{"action": "praise", "statement": "x"}', "the line is no decision"),
        ('{"action": "verify"}', "no valid statement"),
        ('{"action": "verify", "statement": 5}', "no valid statement"),
        ('{"action": "verify", "statement": "st/1"}', "no valid statement"),
        ('{"action": "verify", "statement": "https://e.org/a b"}', "no valid statement"),
        ('{"action": "correct", "statement": "https://e.org/s"}', "no valid object"),
        ('{"action": "correct", "statement": "https://e.org/s", "object": "16.4"}', "no valid object"),
        ('{"action": "merge", "iris": "https://e.org/a"}', "no valid iris"),
        ('{"action": "merge", "iris": ["https://e.org/a"]}', "no valid iris"),
        ('{"action": "merge", "iris": ["https://e.org/a", null]}', "no valid iris"),
        ('{"action": "split", "iris": []}', "no valid iris"),
        ('{"action": "freeze", "iris": ["https://e.org/a"], "names": ["a"]}', "no valid type"),
        ('{"action": "freeze", "iris": ["https://e.org/a"], "type": "programme"}', "no valid names"),
        (
            '{"action": "freeze", "iris": ["https://e.org/a"], "type": "place", "names": [1]}',
            "no valid names",
        ),
        ('{"action": "verify", "statement": "https://e.org/s", "by": 7}', "no valid by"),
        ('{"action": "verify", "statement": "https://e.org/s", "by": "\\ud800"}', "no valid by"),
        ('{"action": "verify", "statement": "https://e.org/s", "note": null}', "no valid note"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    fine = json.dumps({"action": "verify", "statement": ST})
    (tmp_path / "own.jsonl").write_text(f"{fine}\n\n{line}\n{fine}\n")
    with pytest.raises(ConfigError, match=message) as told:
        load(tmp_path)
    assert told.value.where == "own.jsonl, line 3"
    assert told.value.remedy


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="the decisions cannot be read"):
        load(tmp_path)


# Appending ------------------------------------------------------------------------------------------------


@given(note=st.text(max_size=20), by=st.text(max_size=20))
def test_what_was_appended_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, note: str, by: str
) -> None:
    folder = tmp_path_factory.mktemp("decisions") / "new"
    append(folder, {"action": "reject", "statement": ST, "by": by, "note": note})
    append(folder, {"action": "verify", "statement": A, "by": by, "note": note})
    assert load(folder).reviews == {
        ST: Review(action="reject", by=by, note=note),
        A: Review(action="verify", by=by, note=note),
    }


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r", "\n"])
def test_line_ends_inside_a_note_end_no_line(tmp_path: Path, end: str) -> None:
    append(tmp_path, {"action": "reject", "statement": ST, "by": "Ada", "note": f"one{end}two"})
    assert load(tmp_path).reviews == {ST: Review(action="reject", by="Ada", note=f"one{end}two")}


def test_a_last_line_without_its_end_is_not_glued_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").write_text(json.dumps({"action": "accept", "statement": A}))
    append(tmp_path, {"action": "accept", "statement": B})
    assert set(load(tmp_path).reviews) == {A, B}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch(mode=stat.S_IRUSR)
    with pytest.raises(SourceError, match="the decision cannot be written") as told:
        append(tmp_path / "file", {"action": "accept", "statement": ST})
    assert "decisions.jsonl" in told.value.where


# Hash -----------------------------------------------------------------------------------------------------


def test_only_what_changes_results_changes_the_hash(tmp_path: Path) -> None:
    first = decided(tmp_path, {"action": "verify", "statement": ST, "date": "2026-01-01", "note": "a"}).digest
    other = decided(tmp_path, {"action": "verify", "statement": ST, "date": "2026-02-02", "note": "b"}).digest
    third = decided(tmp_path, {"action": "reject", "statement": ST, "date": "2026-02-02"}).digest
    assert first == other != third
