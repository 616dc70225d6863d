"""kg build: what becomes of each file, good or bad, and of the store."""

import json
import os
from pathlib import Path

import pytest

from tests.kg.conftest import Kg, dump

_ASK = b"ASK { ?programme mg:contributesTo <http://metadata.un.org/sdg/16.4> }"
_CANDIDATES = b"ASK { GRAPH ?g { ?s mg:reviewStatus mg:candidate } }"
_PLAIN = b"SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s mg:contributesTo ?o } }"


@pytest.mark.usefixtures("note")
def test_one_line_for_each_file_on_stdout_and_the_rest_on_stderr(ready: Kg) -> None:
    ended = ready("build", "a.txt")
    assert ended.code == 0
    assert ended.out.startswith("read: a.txt SAMPLE_2026_9/f292501102c0, ")
    assert len(ended.out.splitlines()) == 1
    assert ended.err.splitlines()[-1].startswith("published: ")


@pytest.mark.usefixtures("note")
def test_quiet_keeps_the_lines_and_drops_the_remarks(ready: Kg) -> None:
    ended = ready("build", "a.txt", "--quiet")
    assert ended.out.startswith("read: a.txt SAMPLE_2026_9/")
    assert ended.err == ""


@pytest.mark.usefixtures("note")
def test_json_has_the_keys_of_the_contract(ready: Kg) -> None:
    told = ready("build", "a.txt", "nowhere.txt", "--json").json
    assert list(told) == ["files", "summary"]
    assert [list(file) for file in told["files"]] == [
        ["path", "status", "reason", "document", "version", "statements", "violations"]
    ] * 2
    assert [(file["path"], file["status"], file["document"]) for file in told["files"]] == [
        ("a.txt", "read", "SAMPLE_2026_9"),
        ("nowhere.txt", "failed", None),
    ]


@pytest.mark.usefixtures("note")
def test_a_second_build_changes_nothing(ready: Kg) -> None:
    first = ready("build", "a.txt", "--json").json["summary"]
    again = ready("build", "a.txt", "--json").json
    assert again["files"][0]["status"] == "unchanged"
    assert (again["summary"]["build"], again["summary"]["changed"]) == (first["build"], False)


# Bad input ------------------------------------------------------------------------------------------------


_SAVE = "save it as text in UTF-8, or in UTF-16 with a byte-order mark"


def test_bad_files_are_named_with_their_remedies_and_the_others_are_built(ready: Kg, note: Path) -> None:
    home = note.parent
    (home / "empty.txt").write_bytes(b"")
    (home / "blank.txt").write_bytes(b" \n\t\r\n")
    (home / "bom.txt").write_bytes(b"\xef\xbb\xbf")
    (home / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (home / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    (home / "latin.txt").write_bytes(b"caf\xe9 \n")
    (home / "zero.txt").write_bytes(b"a\x00b")
    names = (
        "empty.txt",
        "blank.txt",
        "bom.txt",
        "picture.txt",
        "sheet.xlsx",
        "latin.txt",
        "zero.txt",
    )
    ended = ready("build", *names, "a.txt")
    assert ended.code == 1
    assert ended.out.splitlines()[:7] == [
        "failed: empty.txt (the file is empty; give a file with words, or leave it out)",
        "failed: blank.txt (the file is empty; give a file with words, or leave it out)",
        "failed: bom.txt (the file is empty; give a file with words, or leave it out)",
        "failed: picture.txt (no reader for PNG files; save it as PDF, Word, HTML or plain text)",
        "failed: sheet.xlsx (it is damaged: the archive cannot be opened; save or fetch it again)",
        f"failed: latin.txt (byte 3 (0xe9) is not UTF-8; {_SAVE})",
        f"failed: zero.txt (byte 1 is NUL, so this is no text; {_SAVE})",
    ]
    assert ended.out.splitlines()[7].startswith("read: a.txt SAMPLE_2026_9/f292501102c0, ")
    assert ready("query", "-", stdin=_ASK).out == "true\n"


@pytest.mark.usefixtures("note")
def test_a_missing_path_ends_with_3_after_the_others_are_built(ready: Kg) -> None:
    ended = ready("build", "nowhere.txt", "a.txt")
    assert ended.code == 3
    assert ended.out.splitlines()[0] == (
        "failed: nowhere.txt (there is no such file or folder; check the name and the folder)"
    )
    assert ready("query", "-", stdin=_ASK).out == "true\n"


def test_a_folder_without_documents_ends_with_3(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert kg("build", "empty").code == 3


def test_a_byte_order_mark_is_no_part_of_the_text(kg: Kg, note: Path) -> None:
    (note.parent / "b.txt").write_bytes(b"\xef\xbb\xbf" + note.read_bytes())
    assert kg("text", "b.txt", "--json").json["version"] == "f292501102c0"


def test_what_a_folder_holds_beside_documents_is_skipped_with_the_reason(
    kg: Kg, note: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "way-out.txt").symlink_to(note)
    (folder / "nowhere.txt").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe.txt")
    (folder / "z.txt").write_text("Target 16.4 is a target.")
    ended = kg("build", "folder", "--dry-run")
    assert ended.code == 0
    assert ended.out.splitlines()[:5] == [
        "skipped: folder/.hidden.txt (hidden)",
        "skipped: folder/nowhere.txt (a link that leads nowhere)",
        "skipped: folder/pipe.txt (not a regular file)",
        "skipped: folder/sheet.xlsx (no reader for this kind of file)",
        "skipped: folder/way-out.txt (a link that leads out of the folder)",
    ]
    assert ended.out.splitlines()[5] == "read: folder/z.txt (new)"


def test_a_named_pipe_that_is_named_fails(kg: Kg, note: Path) -> None:
    os.mkfifo(note.parent / "pipe.txt")
    ended = kg("build", "pipe.txt", note.name, "--dry-run")
    assert ended.code == 1
    assert ended.out == "failed: pipe.txt (not a regular file; copy it to a file)\nread: a.txt (new)\n"


def test_control_characters_and_odd_bytes_in_file_names_are_escaped(ready: Kg, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "line\nend.txt").write_text("Target 1.1 is a target.")
    (folder / "red\x1b[31m.txt").write_text("Target 1.2 is a target.")
    (folder / "\u202egnp.txt").write_text("Target 1.3 is a target.")
    (folder / os.fsdecode(b"\xe9.txt")).write_text("Target 1.4 is a target.")
    ended = ready("build", "folder", "--json")
    assert ended.code == 0
    assert [file["path"] for file in ended.json["files"]] == [
        r"folder/line\nend.txt",
        r"folder/red\x1b[31m.txt",
        r"folder/\u202egnp.txt",
        r"folder/\udce9.txt",
    ]
    assert all(file["document"] for file in ended.json["files"])


# Documents and versions -----------------------------------------------------------------------------------


def test_the_same_bytes_under_two_names_are_one_version_with_two_sources(ready: Kg, note: Path) -> None:
    (note.parent / "b.txt").write_bytes(note.read_bytes())
    ready("build", "a.txt", "b.txt")
    manifest = json.loads((note.parent / "mandategraph-store/current/manifest.json").read_text())
    assert [(row["document"], row["sources"]) for row in manifest["documents"]] == [
        ("SAMPLE_2026_9", [str(note), str(note.parent / "b.txt")])
    ]


def test_a_changed_text_replaces_its_version(ready: Kg, note: Path) -> None:
    ready("build", "a.txt")
    note.write_text(note.read_text().replace("16.4", "15.7"))
    assert ready("build", "a.txt").out.startswith("read: a.txt SAMPLE_2026_9/")
    assert ready("query", "-", stdin=_ASK).out == "false\n"
    assert ready("query", "-", stdin=_ASK.replace(b"16.4", b"15.7")).out == "true\n"


def test_a_changed_text_without_a_symbol_stays_the_same_document(ready: Kg, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Target 16.4 is a target.")
    first = ready("build", "plain.txt", "--json").json["files"][0]
    (tmp_path / "plain.txt").write_text("Target 15.7 is a target.")
    second = ready("build", "plain.txt", "--json").json["files"][0]
    assert second["document"] == first["document"]
    assert second["version"] != first["version"]


def test_a_file_that_turned_bad_keeps_its_earlier_version(ready: Kg, note: Path) -> None:
    ready("build", "a.txt")
    note.write_bytes(b"\xff")
    assert ready("build", "a.txt").code == 1
    assert ready("query", "-", stdin=_ASK).out == "true\n"


def test_prune_drops_what_is_not_among_the_paths(ready: Kg, note: Path) -> None:
    (note.parent / "b.txt").write_text("Target 15.7 is a target.")
    ready("build", "a.txt", "b.txt")
    ended = ready("build", "b.txt", "--prune")
    assert ended.code == 0
    assert ended.out.splitlines()[1] == f"removed: {note}"
    assert ready("query", "-", stdin=_ASK).out == "false\n"


@pytest.mark.parametrize(("data", "code"), [(b"\xff", 1), (None, 3)])
def test_prune_keeps_a_document_whose_path_failed(
    ready: Kg, note: Path, data: bytes | None, code: int
) -> None:
    ready("build", "a.txt")
    note.unlink()
    note.with_name("a.txt" if data else "unused.txt").write_bytes(data or b"")
    assert ready("build", "a.txt", "--prune").code == code
    assert ready("query", "-", stdin=_ASK).out == "true\n"


def test_without_prune_other_documents_stay(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    built("build", "b.txt")
    assert built("query", "-", stdin=_ASK).out == "true\n"


def test_a_dry_run_says_what_would_happen_and_writes_nothing(kg: Kg, note: Path) -> None:
    ended = kg("build", "a.txt", "--dry-run")
    assert (ended.code, ended.out, ended.err) == (0, "read: a.txt (new)\n", "why: 1 new\n")
    assert sorted(path.name for path in note.parent.iterdir()) == ["a.txt"]


@pytest.mark.usefixtures("note")
def test_a_dry_run_leaves_a_store_as_it_is(kg: Kg, own_store: Path) -> None:
    before = sorted(path.relative_to(own_store) for path in own_store.rglob("*"))
    ended = kg("build", "a.txt", "--prune", "--dry-run", "--store", own_store)
    assert ended.out.splitlines()[0] == "read: a.txt (new)"
    assert [line.split(":")[0] for line in ended.out.splitlines()[1:]] == ["removed"] * 5
    assert sorted(path.relative_to(own_store) for path in own_store.rglob("*")) == before


def test_a_dry_run_says_why_a_file_would_be_read_or_its_results_be_made_again(
    built: Kg, tmp_path: Path
) -> None:
    assert built("build", "a.txt", "--dry-run").out == "unchanged: a.txt\n"
    ended = built("build", "a.txt", "--dry-run", "--threshold", "0.7")
    assert ended.out == "unchanged: a.txt (settings changed)\n"
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    built("build", "b.txt")
    (tmp_path / "b.txt").write_text("Target 15.1 is a target.")
    assert built("build", "b.txt", "--dry-run").out == "read: b.txt (text changed)\n"


def test_reasons_are_counted_in_the_summary(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    told = built("build", "a.txt", "b.txt", "--dry-run", "--threshold", "0.7", "--json").json
    assert told["summary"]["reasons"] == {"new": 1, "settings changed": 1}
    assert [file["reason"] for file in told["files"]] == ["settings changed", "new"]
    assert built("build", "b.txt", "--prune", "--json").json["summary"]["reasons"] == {"new": 1, "removed": 1}


# Same input, same graph -----------------------------------------------------------------------------------


def test_order_of_files_and_a_second_store_change_no_byte(kg: Kg, samples: Path, sample_store: Path) -> None:
    kg("build", *sorted(samples.iterdir(), reverse=True), "--store", "backwards")
    assert dump(Path("backwards")) == dump(sample_store)


@pytest.mark.slow
def test_documents_one_by_one_give_the_graph_of_all_at_once(built: Kg, samples: Path) -> None:
    built("build", samples / "ctoc-technical-assistance.md")
    built("build", samples / "cstd-itu.txt")
    built(
        "build",
        samples / "cstd-itu.txt",
        "a.txt",
        samples / "ctoc-technical-assistance.md",
        "--store",
        "whole",
    )
    assert dump(Path("mandategraph-store")) == dump(Path("whole"))


@pytest.mark.slow
def test_two_processes_give_the_graph_of_one(built: Kg, samples: Path) -> None:
    files = (samples / "cstd-itu.txt", samples / "cstd-unesco.md")
    assert built("build", *files, "--jobs", "2", "--store", "two").code == 0
    assert built("build", *files, "--store", "one").code == 0
    assert dump(Path("one")) == dump(Path("two"))


# Settings that change the graph ---------------------------------------------------------------------------


@pytest.mark.usefixtures("note")
def test_a_threshold_above_everything_leaves_candidates_only(kg: Kg) -> None:
    assert kg("build", "a.txt", "--threshold", "1").code == 0
    assert kg("query", "-", stdin=_ASK).out == "false\n"
    assert kg("query", "-", stdin=_PLAIN).out == "n\r\n0\r\n"
    assert kg("query", "-", stdin=_CANDIDATES).out == "true\n"


@pytest.mark.slow
@pytest.mark.usefixtures("note")
def test_another_base_holds_every_iri_of_ours(kg: Kg) -> None:
    assert kg("build", "a.txt", "--base", "https://example.org/kg").code == 0
    assert b"<https://w3id.org/mandategraph" not in b"".join(dump(Path("mandategraph-store")))
    assert (
        kg("why", "16.4", "--json").json["statements"][0]["iri"].startswith("https://example.org/kg/id/st/")
    )


@pytest.mark.usefixtures("note")
def test_queries_with_default_iris_work_under_another_base(kg: Kg) -> None:
    kg("build", "a.txt", "--base", "https://example.org/kg/")
    full = _ASK.replace(b"mg:contributesTo", b"<https://w3id.org/mandategraph/ns#contributesTo>")
    assert kg("query", "-", stdin=full).out == "true\n"
    assert kg("query", "-", stdin=_ASK).out == "true\n"


@pytest.mark.slow
def test_a_store_keeps_its_base(kg: Kg, note: Path) -> None:
    kg("build", "a.txt", "--base", "https://example.org/kg/")
    (note.parent / "b.txt").write_text("Target 15.7 is a target.")
    kg("build", "b.txt")
    assert b"<https://w3id.org/mandategraph" not in b"".join(dump(Path("mandategraph-store")))


@pytest.mark.slow
@pytest.mark.usefixtures("note")
def test_validate_finds_nothing_wrong_under_another_base(kg: Kg) -> None:
    kg("build", "a.txt", "--base", "https://example.org/kg/")
    assert kg("validate").out == "0 violations, 0 warnings and remarks\n"


# Rebuilding -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_rebuild_without_paths_reads_the_stored_texts_again(ready: Kg, note: Path) -> None:
    ready("build", "a.txt")
    before = dump(Path("mandategraph-store"))
    note.unlink()
    ended = ready("build", "--rebuild")
    assert ended.code == 0
    assert ended.out.startswith(f"read: {note} SAMPLE_2026_9/f292501102c0, ")
    assert dump(Path("mandategraph-store")) == before


def test_rebuild_of_nothing_is_told(kg: Kg) -> None:
    ended = kg("build", "--rebuild")
    assert (ended.code, ended.out) == (3, "")
    assert "no document was found" in ended.err


@pytest.mark.parametrize(
    "words", [("build", "a.txt"), ("validate",), ("query", "-"), ("why", "16.4"), ("remove", "x")]
)
def test_a_store_of_another_format_is_told_with_exit_code_3(
    built: Kg, tmp_path: Path, words: tuple[str, ...]
) -> None:
    _other_format(tmp_path)
    ended = built(*words)
    assert (ended.code, ended.out) == (3, "")
    assert "the store has format 999" in ended.err
    assert "--rebuild" in ended.err


@pytest.mark.parametrize("paths", [(), pytest.param(("a.txt",), marks=pytest.mark.slow)])
def test_rebuild_mends_a_store_of_another_format_and_loses_nothing(
    kg: Kg, note: Path, paths: tuple[str, ...]
) -> None:
    (note.parent / "b.txt").write_text("Target 15.7 is a target.")
    kg("build", "a.txt", "b.txt", "--base", "https://example.org/kg/")
    before = dump(Path("mandategraph-store"))
    _other_format(note.parent)
    assert kg("build", *paths, "--rebuild").code == 0
    assert dump(Path("mandategraph-store")) == before


def _other_format(home: Path) -> None:
    path = home / "mandategraph-store/current/manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 999}))


@pytest.mark.parametrize("raw", ["", "{", "[]", "{}"])
def test_a_broken_manifest_is_told_with_exit_code_3(built: Kg, tmp_path: Path, raw: str) -> None:
    (tmp_path / "mandategraph-store/current/manifest.json").write_text(raw)
    ended = built("build", "a.txt")
    assert (ended.code, ended.out) == (3, "")
    assert "--rebuild" in ended.err


def test_rebuild_mends_a_broken_manifest_where_documents_are_named(built: Kg, tmp_path: Path) -> None:
    before = dump(Path("mandategraph-store"))
    (tmp_path / "mandategraph-store/current/manifest.json").write_text("{")
    assert built("build", "a.txt", "--rebuild").code == 0
    assert dump(Path("mandategraph-store")) == before
