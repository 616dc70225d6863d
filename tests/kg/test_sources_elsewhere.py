"""Addresses of other kinds and lists of names: only what the settings allow, within limits, in a settled order."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.errors import ConfigError, SourceError
from kg.settings import Settings, load
from kg.sources import Found, collect, listed, place
from kg.sources.elsewhere import Elsewhere, files
from tests.kg.conftest import Kg

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[Any]:
    """A file system in memory, which is one for the whole process."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def seen(address: str, *schemes: str, limit: int = 100) -> list[tuple[str, str, str]]:
    return [
        (found.path, found.status, found.reason) for found in collect([address], schemes=schemes, limit=limit)
    ]


def test_files_of_a_folder_elsewhere_come_in_sorted_order(memory: Any) -> None:
    memory.pipe({"/in/b.txt": b"two", "/in/a.txt": b"one", "/in/more/c.md": b"three", "/other.txt": b"no"})
    found = list(collect(["memory://in"], schemes=["memory"]))
    assert [(one.path, one.data) for one in found] == [
        ("memory://in/a.txt", b"one"),
        ("memory://in/b.txt", b"two"),
        ("memory://in/more/c.md", b"three"),
    ]


def test_one_file_elsewhere_is_read_by_its_address(memory: Any) -> None:
    memory.pipe({"/in/a.txt": b"one"})
    assert seen("memory://in/a.txt", "memory") == [("memory://in/a.txt", "found", "")]


def test_a_scheme_that_the_settings_do_not_name_is_not_asked(memory: Any) -> None:
    memory.pipe({"/a.txt": b"one"})
    ((_, status, reason),) = seen("memory://a.txt", "s3")
    assert (status, reason) == (
        "missing",
        "addresses that begin with memory:// are not listed in the settings",
    )


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("memory://a.zip::file:///etc/passwd", "addresses that begin with file://"),
        ("memory://a::http://127.0.0.1/x", "http is no link of a chain"),
        ("memory://a::https://un.org/x", "https is no link of a chain"),
        ("memory://a::/etc/passwd", "each part of a chain must begin with its scheme"),
        ("memory://a::", "each part of a chain must begin with its scheme"),
    ],
)
def test_a_chain_leads_nowhere_that_is_not_allowed(address: str, complaint: str) -> None:
    ((_, status, reason),) = seen(address, "memory")
    assert (status, reason.startswith(complaint)) == ("missing", True)


def test_what_is_not_there_is_missing() -> None:
    assert seen("memory://nowhere.txt", "memory") == [
        ("memory://nowhere.txt", "missing", "there is no such file or folder")
    ]


def test_a_scheme_whose_package_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    ((_, status, reason),) = seen("memory://a.txt", "memory")
    assert (status, reason.startswith("a package for this scheme is not installed")) == ("missing", True)


def test_a_scheme_that_nobody_knows_fails() -> None:
    assert seen("nosuch://a.txt", "nosuch") == [
        ("nosuch://a.txt", "failed", "it cannot be read (ValueError)")
    ]


def test_a_file_elsewhere_over_the_limit_fails(memory: Any) -> None:
    memory.pipe({"/in/a.txt": b"x" * 101, "/in/b.txt": b"x" * 100})
    assert seen("memory://in", "memory") == [
        ("memory://in/a.txt", "failed", "larger than 100 bytes"),
        ("memory://in/b.txt", "found", ""),
    ]


def test_a_file_that_is_larger_than_it_says_fails(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe({"/a.txt": b"x" * 101})
    told = {"name": "/a.txt", "type": "file", "size": 1}
    monkeypatch.setattr(type(memory), "info", lambda *_, **__: told)
    assert seen("memory://a.txt", "memory") == [("memory://a.txt", "failed", "larger than 100 bytes")]


def test_more_names_than_a_folder_may_hold_are_not_met(memory: Any) -> None:
    memory.pipe({f"/in/{number}.txt": b"x" for number in range(4)})
    told = Elsewhere(schemes=["memory"], limit=10, most=3)
    assert [found.status for found in files("memory://in", told)] == ["found", "found", "found", "failed"]


def test_an_answer_that_takes_too_long_costs_one_line(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe({"/a.txt": b"x"})
    waiting = __import__("threading").Event()
    monkeypatch.setattr(type(memory), "open", lambda *_, **__: waiting.wait(60))
    told = Elsewhere(schemes=["memory"], limit=10, seconds=0.2)
    found = list(files("memory://a.txt", told))
    waiting.set()
    assert [(one.status, one.reason) for one in found] == [("failed", "the answer takes too long")]


@pytest.mark.parametrize(
    "name", ["/in/../secret.txt", "/elsewhere/a.txt", "/in/more/a.txt", "/in/..", "/in/a\\b"]
)
def test_a_name_that_leads_out_of_its_folder_is_not_followed(
    name: str, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe({"/in/a.txt": b"x"})
    listing = [{"name": name, "type": "file", "size": 1}]
    monkeypatch.setattr(type(memory), "ls", lambda *_, **__: listing)
    ((_, status, reason),) = seen("memory://in", "memory")
    assert (status, reason) == ("skipped", "its name leads out of the folder")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"name": "/in/.git", "type": "directory"}, "hidden"),
        ({"name": "/in/a.txt", "type": "file", "islink": True}, "a link"),
        ({"name": "/in/a.txt", "type": "other"}, "not a regular file"),
        ({"name": "/in/a.xyz", "type": "file", "size": 1}, "no reader for this kind of file"),
    ],
)
def test_what_is_no_document_is_skipped_with_its_reason(
    entry: dict[str, Any], reason: str, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe({"/in/a.txt": b"x", "/in/a.xyz": b"\0"})
    monkeypatch.setattr(type(memory), "ls", lambda *_, **__: [{"name": "/in", "type": "file"}, entry])
    assert [row[1:] for row in seen("memory://in", "memory")] == [("skipped", reason)]


def test_links_in_a_folder_that_is_named_as_an_address_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert seen(f"file://{tmp_path}/in", "file") == [(f"file://{tmp_path}/in/a.txt", "skipped", "a link")]


def test_an_archive_elsewhere_gives_its_files(memory: Any) -> None:
    packed = io.BytesIO()
    with __import__("zipfile").ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", "one")
    memory.pipe({"/a.zip": packed.getvalue()})
    assert seen("memory://a.zip", "memory", limit=1000) == [("memory://a.zip/one.txt", "found", "")]
    assert seen("zip://::memory://a.zip", "memory", "zip") == [("zip://one.txt::memory://a.zip", "found", "")]


def test_names_with_control_characters_are_escaped(memory: Any) -> None:
    memory.pipe({"/in/a\x1b[2J.txt": b"x"})
    assert [found.shown for found in collect(["memory://in"], schemes=["memory"])] == [
        "memory://in/a\\x1b[2J.txt"
    ]


@pytest.mark.parametrize("where", ["s3://bucket/a.txt", "zip://a.txt::s3://bucket/b.zip"])
def test_a_document_elsewhere_is_kept_under_its_address(where: str) -> None:
    assert place(where) == where


def test_the_ending_of_a_name_in_a_chain_is_that_of_its_first_link() -> None:
    assert Found(path="zip://in/a.html::memory://b.zip", status="found").inner.suffix == ".html"


def test_documents_elsewhere_are_built_and_read_again_only_when_they_change(
    memory: Any, tmp_path: Path
) -> None:
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions", schemes=("memory",))
    memory.pipe({"/in/a.txt": b"SAMPLE/2026/9\n\nUNODC supports target 16.4.\n"})
    first = pipeline.build(["memory://in"], settings, now="2026-01-01T00:00:00Z")
    again = pipeline.build(["memory://in"], settings, now="2026-01-02T00:00:00Z")
    assert [(file.path, file.status) for file in first.files] == [("memory://in/a.txt", "read")]
    assert [(file.status, again.changed) for file in again.files] == [("unchanged", False)]


def test_python_reads_one_document_elsewhere(memory: Any) -> None:
    memory.pipe({"/in/a.txt": b"Forty courses."})
    told = Settings(schemes=("memory",))
    assert pipeline.read("memory://in/a.txt", told=told).text == "Forty courses."
    with pytest.raises(SourceError, match="this is a folder or an archive"):
        pipeline.read("memory://in", told=told)
    with pytest.raises(SourceError, match="not listed in the settings"):
        pipeline.read("memory://in/a.txt", told=Settings())


# Settings -------------------------------------------------------------------------------------------------


def test_schemes_come_from_the_environment(tmp_path: Path) -> None:
    told = load(
        environment={"MANDATEGRAPH_SCHEMES": "s3, gs", "HOME": str(tmp_path)}, project=tmp_path / "no"
    )
    assert told.schemes == ("s3", "gs")


@pytest.mark.parametrize("value", [7, ["S3"], [3], "s3://", "https", ["http"]])
def test_schemes_that_cannot_be_meant_are_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load({"schemes": value}, environment={"HOME": str(tmp_path)}, project=tmp_path / "no")


# Lists ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (b"a.txt\nfolder/b.txt\n", ["a.txt", "folder/b.txt"]),
        (b"\xef\xbb\xbfa.txt\r\n\r\n https://un.org/x\r\n", ["a.txt", " https://un.org/x"]),
        (b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"]),
        (b"a\xff.txt", ["a\udcff.txt"]),
        (b"", []),
    ],
    ids=["lines", "lines of another system", "names that end with NUL", "any bytes", "nothing"],
)
def test_a_list_names_one_document_on_each_line(raw: bytes, names: list[str], tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(raw)
    assert listed(str(tmp_path / "list")) == names


@pytest.mark.parametrize("file", ["nowhere", ".", "a\0b"])
def test_a_list_that_cannot_be_read_is_told(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="the list cannot be read"):
        listed(file)


def test_a_build_takes_its_names_from_a_list_and_from_the_command(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("SAMPLE/2026/1\n\nUNODC supports target 16.4.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("SAMPLE/2026/2\n\nUNODC supports target 5.2.\n", encoding="utf-8")
    ended = kg("build", "a.txt", "--from-list", "-", stdin=b"b.txt\nnowhere.txt\n")
    assert ended.code == 3
    assert [line.split()[:2] for line in ended.out.splitlines()] == [
        ["read:", "a.txt"],
        ["read:", "b.txt"],
        ["failed:", "nowhere.txt"],
    ]


def test_a_list_without_names_is_no_document(kg: Kg) -> None:
    ended = kg("build", "--from-list", "-")
    assert (ended.code, "no document was found" in ended.err) == (3, True)


def test_an_address_of_a_scheme_that_is_not_allowed_ends_with_3(kg: Kg, note: Path) -> None:
    ended = kg("build", note, "s3://bucket/a.txt")
    assert (ended.code, 'schemes = ["s3"]' in ended.out) == (3, True)
