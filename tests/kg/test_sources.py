"""Paths in, bytes or reasons out: nothing is silently left out, nothing read twice."""

import os
import random
import struct
import tracemalloc
from pathlib import Path

import pytest

from kg import zipped
from kg.errors import LimitError, ReadError
from kg.readers import docx
from kg.settings import Settings
from kg.sources import (
    Found,
    Limits,
    allowed,
    child,
    collect,
    place,
    printable,
    read_document,
    read_each,
    read_one,
)
from kg.sources.archives import members
from kg.types import Document
from tests import hostile, written


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


def test_what_builds_write_into_a_folder_is_not_read_from_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report.")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "b.txt").write_text("A text of the store.")
    (tmp_path / "same").symlink_to(tmp_path / "kept")
    told = Settings(store=tmp_path / "kept", decisions=tmp_path / "decisions")
    assert seen(list(allowed([str(tmp_path)], told))) == [
        ("a.txt", "found", ""),
        ("kept", "skipped", "what builds write, not what they read"),
        ("same", "skipped", "what builds write, not what they read"),
    ]


def test_another_store_in_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report.")
    (tmp_path / "other" / "builds" / "b").mkdir(parents=True)
    (tmp_path / "other" / "builds" / "b" / "note.txt").write_text("What a build wrote.")
    (tmp_path / "other" / "current").symlink_to("builds/b")
    assert seen(list(collect([tmp_path]))) == [
        ("a.txt", "found", ""),
        ("other", "skipped", "what builds write, not what they read"),
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
    assert "set file_megabytes" in found.remedy


def test_a_file_that_may_not_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Closed.")
    monkeypatch.setattr("os.open", refuse)
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
        ("a.txt", b"%PDF-1.7", "cut off"),
        ("a.md", b"PK\x03\x04rest", "no reader for ZIP and Office files"),
        ("a.docx", b"words", "damaged"),
        ("a.rst", b"words", "no reader for this kind of file"),
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


# What is read is told by content ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", written.plain_pdf(), "application/pdf"),
        ("a.pdf", written.plain_odt(), "application/vnd.oasis.opendocument.text"),
        ("a", written.plain_html(), "text/html"),
        ("a.docx", written.plain_akn(), "application/akn+xml"),
        ("a.bin", written.plain_docx(), docx.MEDIA_TYPES[0]),
        ("a.md", b"# Words", "text/markdown"),
        ("a.htm", b"<p>Words", "text/html"),
    ],
)
def test_content_goes_before_the_name(name: str, data: bytes, media_type: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_document(next(collect([tmp_path / name]))).media_type == media_type


def test_a_document_in_a_folder_needs_no_ending(tmp_path: Path) -> None:
    (tmp_path / "report").write_bytes(written.plain_docx())
    (tmp_path / "sheet").write_bytes(written.packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}))
    assert seen(list(collect([tmp_path]))) == [
        ("report", "found", ""),
        ("sheet", "skipped", "no reader for this kind of file"),
    ]


# Archives --------------------------------------------------------------------------------------------------


def test_an_archive_gives_its_files_in_sorted_order(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b/c.txt": "Third.",
        "a.docx": written.plain_docx(),
        "b/.d.txt": "",
        "e.bin": b"\0",
    }
    (tmp_path / "all.zip").write_bytes(written.packed(files))
    assert [(one.path, one.status, one.reason) for one in collect([tmp_path / "all.zip"])] == [
        (f"{tmp_path}/all.zip/a.docx", "found", ""),
        (f"{tmp_path}/all.zip/b/.d.txt", "skipped", "hidden"),
        (f"{tmp_path}/all.zip/b/c.txt", "found", ""),
        (f"{tmp_path}/all.zip/e.bin", "skipped", "no reader for this kind of file"),
    ]


@pytest.mark.parametrize(("limit", "status"), [(10, "failed"), (1000, "found")], ids=["beyond", "within"])
def test_the_limit_of_a_file_holds_for_one_in_an_archive(limit: int, status: str) -> None:
    found = Found(path="a.zip", status="found", data=written.packed({"a.txt": "words " * 9}))
    assert [one.status for one in members(found, limit=limit)] == [status]


def test_no_more_files_are_counted_than_an_archive_may_hold() -> None:
    with pytest.raises(ReadError, match="more than 10,000 files"):
        zipped.opened(b"PK\x03\x04" + zipped.EMPTY + b"\0" * 6 + b"\xff\xff" + b"\0" * 10, "a.zip")


def unpacked(data: bytes) -> bytes:
    with zipped.opened(data, "a.zip") as archive:
        return zipped.unpacked(archive, "a.txt", "a.zip", limit=2**30)


@pytest.mark.parametrize("stored", [[], ["a.txt"]], ids=["deflated", "stored"])
def test_a_member_that_is_larger_than_it_says_is_refused(stored: list[str]) -> None:
    data = written.packed({"a.txt": b"words" * 2_000}, stored=stored)
    with pytest.raises(ReadError, match="unpacks to more than it says"):
        unpacked(hostile.doctored(data, size=5, start=b"words"))


def test_no_more_of_a_member_is_unpacked_than_it_says() -> None:
    data = hostile.doctored(written.packed({"a.txt": b"words" + bytes(2**26)}), size=5, start=b"words")
    tracemalloc.start()
    with pytest.raises(ReadError, match="unpacks to more than it says"):
        unpacked(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2**20


def test_a_member_cannot_be_packed_larger_than_what_lies_before_the_list() -> None:
    data = written.packed({"a.txt": bytes(2**26)})
    with pytest.raises(ReadError, match="more than 100 times its size"):
        unpacked(hostile.doctored(data, packed_size=2**26))


@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1])
def test_a_member_comes_out_whole(size: int) -> None:
    content = random.Random(7).randbytes(size)
    assert unpacked(written.packed({"a.txt": content})) == content


@pytest.mark.parametrize("size", [1, 2**20])
def test_a_member_with_another_sum_is_damaged(size: int) -> None:
    with pytest.raises(ReadError, match="it is damaged"):
        unpacked(hostile.doctored(written.packed({"a.txt": b"a" * size}), start=b"b"))


@pytest.mark.parametrize(
    ("count", "size"), [(1, 2_000_001), (10_001, 46)], ids=["too long a list", "too many files"]
)
@pytest.mark.parametrize("between", [0, 9], ids=["before the locator", "where the locator points"])
def test_the_large_end_record_is_held_to_the_same_limits(count: int, size: int, between: int) -> None:
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44 + between, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 4, 1)
    data = zipped.MAGIC + large + bytes(between) + locator + zipped.EMPTY + bytes(18)
    with pytest.raises(ReadError, match="more than 10,000 files"):
        zipped.opened(data, "a.zip")


def test_a_small_archive_with_a_large_end_record_opens() -> None:
    assert unpacked(hostile.with_large_end(written.packed({"a.txt": "words"}))) == b"words"


# Child processes -------------------------------------------------------------------------------------------


def outcomes(*found: Found, limits: Limits | None = None, jobs: int = 1) -> list[str]:
    """What became of each: its text, or why there is none."""
    return [
        outcome.text if isinstance(outcome, Document) else outcome.what if outcome else "not read"
        for _, outcome in read_each(found, limits=limits, jobs=jobs)
    ]


def html_of(words: str) -> Found:
    return Found(path="a.html", status="found", data=f"<html><p>{words}".encode())


SLOW = '<div title="<">' * 400_000
"""Nested as nobody writes, which does not show at once: its parser takes minutes."""


def test_documents_keep_their_order_however_many_processes_read() -> None:
    assert outcomes(*(html_of(f"word {n}") for n in range(9)), jobs=2) == [f"word {n}\n" for n in range(9)]


@pytest.mark.slow
def test_a_document_that_takes_too_long_costs_itself_alone() -> None:
    slow = Found(path="b.html", status="found", data=f"<html>{SLOW}x".encode())
    assert outcomes(html_of("one"), slow, html_of("two"), limits=Limits(seconds=3)) == [
        "one\n",
        "reading it takes more than 3 seconds",
        "two\n",
    ]


def test_a_document_that_takes_too_much_memory_costs_itself_alone() -> None:
    large = Found(path="b.html", status="found", data=b"<html><p>" + b"word " * 10_000_000)
    said = outcomes(html_of("one"), large, html_of("two"), limits=Limits(memory=160 * 2**20))
    assert (said[0], said[2]) == ("one\n", "two\n")
    assert said[1] in ("reading it takes more than 160 megabytes of memory", "it makes its reader break down")


@pytest.mark.slow
def test_a_reader_that_dies_costs_one_document() -> None:
    deadly = Found(path="b.pdf", status="found", data=hostile.HOSTILE["pdf-bomb.pdf"][0]())
    assert outcomes(html_of("one"), deadly, html_of("two")) == [
        "one\n",
        "it makes its reader break down",
        "two\n",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_every_format_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setattr("sys.executable", "/bin/false")
    found = Found(path=name, status="found", data=b"two")
    assert outcomes(found) == ["it makes its reader break down"]


def test_a_text_may_take_no_more_memory_than_others() -> None:
    # The file is below the limit of its size: bytes that are no UTF-8 are decoded several times.
    large = Found(path="b.txt", status="found", data=b"caf\xe9 " * 12_000_000)
    said = outcomes(html_of("one"), large, html_of("two"), limits=Limits(memory=160 * 2**20))
    assert (said[0], said[2]) == ("one\n", "two\n")
    assert said[1] in ("reading it takes more than 160 megabytes of memory", "it makes its reader break down")


def test_what_is_not_wanted_is_not_read() -> None:
    found = [html_of("one"), Found(path="a.txt", status="skipped", reason="hidden")]
    assert [outcome for _, outcome in read_each(found, wanted=lambda _: False)] == [None, None]


def test_one_document_is_read_or_raises() -> None:
    assert read_one(html_of("one")).text == "one\n"
    with pytest.raises(ReadError, match="there are no words in it"):
        read_one(html_of(""))
    with pytest.raises(LimitError, match="takes more than 2 seconds") as raised:
        read_one(html_of(SLOW), limits=Limits(seconds=2))
    assert (raised.value.where, bool(raised.value.remedy)) == ("a.html", True)


def test_a_child_answers_a_fault_of_a_reader_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(_: Found) -> None:
        raise IndexError

    monkeypatch.setattr("kg.sources.child.content", fault)
    assert child.answer(html_of("one"))["what"] == "the reader of this format failed on it (IndexError)"


def test_a_link_to_itself_has_a_place_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert place(str(tmp_path / "a.txt")).startswith(str(tmp_path))


def test_a_file_that_is_too_large_names_the_setting_that_takes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 300_000)
    small, large = Settings(file_megabytes=1), Settings(file_megabytes=2)
    (refused,) = allowed([str(tmp_path / "a.txt")], small)
    assert refused.said == (
        "larger than 1048576 bytes; split the file, or set file_megabytes in mandategraph.toml"
    )
    assert [found.status for found in allowed([str(tmp_path / "a.txt")], large)] == ["found"]
