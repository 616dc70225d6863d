"""Paths in, bytes or reasons out: nothing is silently left out, nothing read twice."""

import os
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.sources import Found, collect, printable, read_document


def seen(found: list[Found]) -> list[tuple[str, str, str]]:
    return [(Path(one.path).name, one.status, one.reason) for one in found]


def test_files_of_a_folder_come_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.")
    (tmp_path / "a.md").write_text("First.")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text("Third.")
    assert seen(list(collect([tmp_path]))) == [
        ("a.md", "found", ""),
        ("b.txt", "found", ""),
        ("d.txt", "found", ""),
    ]


def test_a_missing_path_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Here.")
    assert seen(list(collect([tmp_path / "a.txt", tmp_path / "b.txt"]))) == [
        ("a.txt", "missing", "there is no such file or folder"),
        ("b.txt", "found", ""),
    ]


def test_a_path_that_no_file_can_have_is_missing() -> None:
    assert seen(list(collect(["a\0b"])))[0][1] == "missing"


def test_a_kind_without_reader_fails_by_name_and_is_skipped_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1,2")
    assert seen(list(collect([tmp_path / "a.csv", tmp_path]))) == [
        ("a.csv", "failed", "no reader for this kind of file"),
        ("a.csv", "skipped", "no reader for this kind of file"),
    ]


def test_a_named_file_without_ending_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "REPORT").write_text("Nine courses.")
    assert read_document(next(collect([tmp_path / "REPORT"]))).text == "Nine courses."


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    (tmp_path / ".a.txt").write_text("No.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.txt").write_text("No.")
    assert seen(list(collect([tmp_path]))) == [(".a.txt", "skipped", "hidden"), (".git", "skipped", "hidden")]


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("Out.")
    (tmp_path / "in" / "a.txt").write_text("In.")
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "c.txt").symlink_to(tmp_path / "out.txt")
    (tmp_path / "in" / "d.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "in" / "e").symlink_to(tmp_path / "in")
    assert seen(list(collect([tmp_path / "in"]))) == [
        ("a.txt", "found", ""),
        ("b.txt", "skipped", f"the same file as {tmp_path / 'in' / 'a.txt'}"),
        ("c.txt", "skipped", "a link that leads out of the folder"),
        ("d.txt", "skipped", "a link that leads nowhere"),
        ("e", "skipped", "a link to a folder"),
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Once.")
    assert [one.status for one in collect([tmp_path / "a.txt", tmp_path])] == ["found", "skipped"]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert seen(list(collect([tmp_path / "a.txt", tmp_path]))) == [
        ("a.txt", "failed", "not a regular file"),
        ("a.txt", "skipped", "not a regular file"),
    ]


def test_a_file_over_the_limit_fails_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("12345")
    found = next(collect([tmp_path / "a.txt"], limit=4))
    assert (found.status, found.reason) == ("failed", "larger than 4 bytes")
    assert "raise the limit" in found.remedy


def test_a_file_that_may_not_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Closed.")
    monkeypatch.setattr(Path, "open", refuse)
    assert seen(list(collect([tmp_path / "a.txt"]))) == [("a.txt", "failed", "permission denied")]


def test_names_with_control_characters_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_text("Quiet.")
    found = next(collect([tmp_path]))
    assert found.shown == f"{tmp_path}/a\\x1b[2J.txt"
    assert read_document(found).name == "a\\x1b[2J"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("plain é.txt", "plain é.txt"), ("a\nb", "a\\nb"), ("\u202egpj", "\\u202egpj"), ("\udcff", "\\udcff")],
)
def test_printable_names_are_kept_and_others_escaped(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_a_document_knows_its_source_and_both_hashes(tmp_path: Path) -> None:
    (tmp_path / "report.v2.txt").write_bytes(b"\xef\xbb\xbfTen States.")
    document = read_document(next(collect([tmp_path / "report.v2.txt"])))
    assert (document.name, document.media_type, document.text) == ("report.v2", "text/plain", "Ten States.")
    assert document.sha256 == "1336528432219332f14ba74f8b951d6d61e68cbbdbf9180986ec049ab06ec2bd"
    assert document.bytes_sha256 == "74c44a0329bd4f49e45333a47da1a0b5150f70b882ca2645b064d2d11b9a25d2"


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.txt", b"%PDF-1.7", "no reader for PDF files"),
        ("a.md", b"PK\x03\x04rest", "no reader for ZIP and Office files"),
        ("a.docx", b"words", "no reader for this kind of file"),
        ("a.txt", b"", "the file is empty"),
    ],
)
def test_bytes_of_the_wrong_kind_are_refused(name: str, data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        read_document(Found(path=name, status="found", data=data))
    assert raised.value.where == name
    assert raised.value.remedy


def test_nothing_found_gives_its_own_reason() -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        read_document(Found(path="a.txt", status="missing", reason="there is no such file", remedy="look"))
