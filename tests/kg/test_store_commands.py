"""Going back, backups and differences, from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.kg.conftest import Kg, dump

_ASK = b"ASK { ?programme mg:contributesTo <http://metadata.un.org/sdg/16.4> }"
_STORE = Path("mandategraph-store")


@pytest.fixture
def changed(built: Kg, note_home: Path, tmp_path: Path) -> Kg:
    """`kg` after a second build, of the same document with another target."""
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").write_text((note_home / "a.txt").read_text().replace("16.4", "15.7"))
    assert built("build", "a.txt", "--prune").code == 0
    return built


# Going back -----------------------------------------------------------------------------------------------


def test_rollback_serves_the_build_before(changed: Kg) -> None:
    assert changed("query", "-", stdin=_ASK).out == "false\n"
    ended = changed("rollback", "--json")
    assert (ended.code, list(ended.json)) == (0, ["build"])
    assert changed("query", "-", stdin=_ASK).out == "true\n"


def test_a_build_after_going_back_is_that_of_a_new_store(changed: Kg) -> None:
    changed("rollback")
    assert changed("build", "a.txt", "--prune").code == 0
    changed("build", "a.txt", "--store", "other")
    assert dump(_STORE) == dump(Path("other"))


def test_where_there_is_nothing_to_go_back_to_the_command_ends_with_3(built: Kg) -> None:
    ended = built("rollback")
    assert (ended.code, ended.out) == (3, "")
    assert "there is no build to go back to" in ended.err


@pytest.mark.parametrize("words", [("rollback",), ("backup", "copy")])
def test_without_a_store_nothing_is_made(kg: Kg, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = kg(*words)
    assert ended.code == 3
    assert "there is no store here" in ended.err
    assert list(tmp_path.iterdir()) == []


# Backups --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_backup_brings_back_every_quad_and_a_build_can_go_on_from_it(built: Kg, tmp_path: Path) -> None:
    before = dump(_STORE)
    assert built("backup", "copy").code == 0
    shutil.rmtree(_STORE)
    assert built("restore", "copy").code == 0
    assert dump(_STORE) == before
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    assert built("build", "b.txt").code == 0
    built("build", "a.txt", "b.txt", "--store", "whole")
    assert dump(_STORE) == dump(Path("whole"))


def test_a_backup_can_be_asked_like_a_store(built: Kg) -> None:
    built("backup", "copy")
    assert built("query", "-", "--store", "copy", stdin=_ASK).out == "true\n"


def test_restoring_over_a_store_can_be_taken_back(changed: Kg) -> None:
    later = dump(_STORE)
    changed("rollback")
    changed("backup", "copy")
    changed("rollback")
    assert changed("restore", "copy").code == 0
    assert changed("query", "-", stdin=_ASK).out == "true\n"
    changed("rollback")
    assert dump(_STORE) == later


@pytest.mark.slow
def test_a_backup_keeps_added_vocabularies(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "v.ttl").write_text(
        "<https://e.org/c> a <http://www.w3.org/2004/02/skos/core#Concept> ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "C"@en .'
    )
    assert built("vocab", "add", "v.ttl").code == 0
    before = dump(_STORE)
    built("backup", "copy")
    built("vocab", "remove", "v")
    built("restore", "copy")
    assert dump(_STORE) == before
    assert [
        one["name"] for one in built("vocab", "list", "--json").json["vocabularies"] if one["name"] == "v"
    ]


def test_a_folder_that_holds_something_is_no_place_for_a_backup(built: Kg, tmp_path: Path) -> None:
    ended = built("backup", tmp_path)
    assert ended.code == 3
    assert "there is something here already" in ended.err


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "current/manifest.json").write_text("{}"), "manifest.json"),
        (lambda folder: next((folder / "texts").iterdir()).unlink(), "the backup is damaged: texts/"),
        (lambda folder: (folder / "SHA256SUMS").write_text(""), "the backup is damaged"),
        (lambda folder: (folder / "SHA256SUMS").unlink(), "there is no backup here"),
        (lambda folder: (folder / "texts/more.txt").touch(), "the backup is damaged: texts/more.txt"),
    ],
)
def test_a_damaged_backup_changes_nothing(built: Kg, tmp_path: Path, damage: object, message: str) -> None:
    before = dump(_STORE)
    built("backup", "copy")
    assert callable(damage)
    damage(tmp_path / "copy")
    ended = built("restore", "copy")
    assert (ended.code, ended.out) == (3, "")
    assert message in ended.err
    assert dump(_STORE) == before


# Differences ----------------------------------------------------------------------------------------------


def test_a_changed_target_is_one_statement_withdrawn_and_one_added(changed: Kg) -> None:
    changed("backup", "new")
    changed("rollback")
    told = changed("diff", _STORE, "new", "--json").json
    assert [(row["document"], row["predicate"], row["object"]) for row in told["withdrawn"]] == [
        ("SAMPLE_2026_9", "mg:contributesTo", "sdg:16.4")
    ]
    assert [(row["object"], row["before"]) for row in told["added"]] == [("sdg:15.7", "")]
    assert told["changed"] == []


def test_another_threshold_changes_statements_and_the_lines_say_how(built: Kg) -> None:
    built("build", "a.txt", "--threshold", "1", "--store", "strict")
    lines = built("diff", _STORE, "strict").out.splitlines()
    assert [line for line in lines if "sdg:16.4" in line and line.startswith("changed: SAMPLE_2026_9: ")]
    assert {line.partition(":")[0] for line in lines} == {"changed"}


def test_a_store_and_its_dump_do_not_differ(built: Kg, tmp_path: Path) -> None:
    raw = b"\n".join(dump(_STORE)) + b"\n"
    (tmp_path / "dump.nq").write_bytes(raw)
    ended = built("diff", _STORE, "dump.nq")
    assert (ended.code, ended.out) == (0, "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nowhere.nq", None, "there is neither a store nor a dump here"),
        ("a.txt", None, "there is neither a store nor a dump here"),
        ("bad.nq", "<a", "the dump cannot be read"),
        (
            "other.nq",
            "<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n",
            "this is no dump of a store",
        ),
        ("empty", None, "there is no store here"),
    ],
)
def test_what_cannot_be_compared_is_told(
    built: Kg, tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    _ = content is not None and (tmp_path / name).write_text(content)
    ended = built("diff", _STORE, name)
    assert (ended.code, ended.out) == (3, "")
    assert message in ended.err


def test_the_keys_of_a_difference_are_those_of_the_manual(changed: Kg) -> None:
    changed("backup", "new")
    changed("rollback")
    told = json.loads(changed("diff", _STORE, "new", "--json").out)
    assert list(told) == ["added", "withdrawn", "changed"]
    assert list(told["added"][0]) == ["document", "subject", "predicate", "object", "before", "after"]
