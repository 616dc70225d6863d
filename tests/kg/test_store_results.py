"""Results in the cache go with the last build that could use them, and no sooner."""

import errno
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import kg
from kg import extraction, store
from kg.settings import Settings
from kg.store import results
from kg.store.switching import forget_old, switch

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-01-01T00:00:00Z"
TEXT = "United Nations SAMPLE/2026/9\n\nThe Harbour Watch Programme contributes to target {}.\n"
KINDS = ("extractions", "finding", "findings", "relating")
STRIKE = """
import os, signal, sys
from pathlib import Path
from kg.store import results
from kg.store.switching import forget_old

real, left = results._remove, [int(sys.argv[2])]

def remove(path):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(path)

results._remove = remove
forget_old(Path(sys.argv[1]), "c")
"""


def made(root: Path, **builds: str) -> Path:
    """A store whose builds can use these results, the last one live; all of them are in the cache."""
    for name, keys in builds.items():
        (root / "builds" / name).mkdir(parents=True)
        results.note_results(root / "builds" / name, keys)
        switch(root, root / "builds" / name)
    for key in sorted({key for keys in builds.values() for key in keys}):
        store.keep(root, "finding", key, 1)
        store.keep(root, "findings", key, 1)
    return root


def cached(root: Path, kind: str = "finding") -> str:
    return "".join(sorted(path.stem for path in (root / "cache" / kind).iterdir()))


def test_what_only_a_build_that_goes_could_use_goes_with_it(tmp_path: Path) -> None:
    root = made(tmp_path, a="12", b="23", c="34")
    forget_old(root, "c")
    assert (cached(root), cached(root, "findings")) == ("234", "234")
    assert sorted(path.name for path in (root / "builds").iterdir()) == ["b", "c"]


def test_results_of_the_build_that_one_can_go_back_to_stay(tmp_path: Path) -> None:
    root = made(tmp_path, a="1", b="2")
    store.rollback(root)
    forget_old(root, "a")
    assert cached(root) == "12"


def test_nothing_goes_where_a_build_that_stays_does_not_tell_what_it_needs(tmp_path: Path) -> None:
    root = made(tmp_path, a="12", b="23", c="34")
    (root / "builds" / "b" / "results").unlink()
    forget_old(root, "c")
    store.sweep_results(root)
    assert cached(root) == "1234"


def test_a_build_that_never_told_what_it_needs_can_go(tmp_path: Path) -> None:
    root = made(tmp_path, a="12", b="23", c="34")
    (root / "builds" / "a" / "results").unlink()
    forget_old(root, "c")
    assert cached(root) == "1234"
    store.sweep_results(root)
    assert cached(root) == "234"


def test_a_sweep_leaves_what_builds_need_and_what_is_no_result_of_texts(tmp_path: Path) -> None:
    root = made(tmp_path, a="1")
    store.keep(root, "finding", "9", 1)
    (root / "cache" / "finding" / ".9.json.4242").write_text("half", encoding="utf-8")
    store.keep(root, "dumps", "9", 1)
    store.sweep_results(root)
    assert (cached(root), cached(root, "dumps")) == ("1", "9")


def test_a_file_among_the_builds_is_no_build(tmp_path: Path) -> None:
    root = made(tmp_path, a="12", b="23")
    (root / "builds" / "notes.txt").write_text("Somebody's.", encoding="utf-8")
    store.keep(root, "finding", "9", 1)
    store.sweep_results(root)
    assert (cached(root), (root / "builds" / "notes.txt").exists()) == ("123", True)


def test_a_sweep_of_a_store_without_results_is_fine(tmp_path: Path) -> None:
    store.sweep_results(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_removed_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    root = made(tmp_path, a="1", b="2", c="3")
    with monkeypatch.context() as forbidden:
        forbidden.setattr(Path, "unlink", refused)
        forget_old(root, "c")
    assert cached(root) == "123"
    assert sorted(path.name for path in (root / "builds").iterdir()) == ["b", "c"]


@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_process_that_is_killed_while_results_go_leaves_the_rest_to_the_next(
    tmp_path: Path, after: int
) -> None:
    root = made(tmp_path, a="12345", b="9", c="8")
    ran = subprocess.run([sys.executable, "-c", STRIKE, str(root), str(after)], cwd=ROOT, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert set(cached(root)) >= {"8", "9"}
    forget_old(root, "c")
    assert (cached(root), cached(root, "findings")) == ("89", "89")


# Builds ---------------------------------------------------------------------------------------------------


def build(told: Settings, target: str, *, prune: bool = False, rebuild: bool = False) -> bool:
    path = told.store.parent / "a.txt"
    path.write_text(TEXT.format(target), encoding="utf-8")
    return kg.build([path], told, now=NOW, prune=prune, rebuild=rebuild).changed


def counted(told: Settings) -> list[int]:
    return [len(cached(told.store, kind)) // 64 for kind in KINDS]


@pytest.mark.slow
def test_a_document_that_changes_again_and_again_leaves_the_results_of_two_builds(tmp_path: Path) -> None:
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    assert [build(told, target) for target in ("16.4", "5.2", "5.3", "5.4")] == [True] * 4
    assert counted(told) == [2, 2, 2, 2]


@pytest.mark.slow
def test_a_build_that_was_gone_back_to_needs_nothing_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    build(told, "16.4")
    build(told, "5.2")
    store.rollback(told.store)
    monkeypatch.setattr(extraction, "finding", None)
    monkeypatch.setattr(extraction, "relating", None)
    assert build(told, "16.4") is False
    assert build(told, "5.2") is True


@pytest.mark.slow
@pytest.mark.parametrize(("prune", "rebuild"), [(True, False), (False, True)])
def test_a_build_that_prunes_sweeps_what_no_build_ever_used(
    tmp_path: Path, prune: bool, rebuild: bool
) -> None:
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    build(told, "16.4")
    store.keep(told.store, "relating", 64 * "0", 1)
    build(told, "5.2", prune=prune, rebuild=rebuild)
    assert counted(told) == [2, 2, 2, 2]
