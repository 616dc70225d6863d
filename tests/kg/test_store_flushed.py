"""What outlives a power cut, and a restore that is cut off: the store is as it was, or as the backup has it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import pipeline, store
from kg.settings import Settings
from tests.kg.conftest import dump
from tests.kg.test_pipeline_changes import OTHER, SHORT

_NOW = "2026-01-01T00:00:00Z"
_KILLED = 9


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


def build(told: Settings, text: str) -> None:
    path = told.decisions.parent / "a.txt"
    path.write_text(text, encoding="utf-8")
    kg.build([path], told, now=_NOW)


def add_words(told: Settings, name: str) -> None:
    path = told.decisions.parent / f"{name}.ttl"
    path.write_text(f'<https://e.org/{name}> <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}"@en .')
    pipeline.add_vocabulary(str(path), told, name=name, now=_NOW)


# Names ----------------------------------------------------------------------------------------------------


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path]]:
    """What was made durable and what took its place under a name, in order."""
    seen: list[tuple[str, Path]] = []
    flush, replace = os.fsync, Path.replace

    def flushed(descriptor: int) -> None:
        seen.append(("flushed", Path(f"/proc/self/fd/{descriptor}").readlink()))
        flush(descriptor)

    def replaced(path: Path, target: Path) -> Path:
        seen.append(("named", Path(target)))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", replaced)
    return seen


@pytest.mark.parametrize("folder", ["texts", "vocabularies"])
def test_names_in_a_folder_are_durable_before_a_build_that_needs_them_is_live(
    folder: str, told: Settings, done: list[tuple[str, Path]]
) -> None:
    build(told, SHORT)
    add_words(told, "words")
    last = len(done) - done[::-1].index(("named", told.store / "current"))
    named = max(
        place for place, (what, path) in enumerate(done) if what == "named" and path.parent.name == folder
    )
    assert ("flushed", told.store / folder) in done[named:last]
    assert ("flushed", told.store) in done[named:last]


# Restoring ------------------------------------------------------------------------------------------------


def held(root: Path) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """All quads and the names of the vocabularies, as any reader sees them."""
    return tuple(dump(root)), tuple(str(row["name"]) for row in store.vocabularies(root))


def dying(step: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Functions of the disk that end the process, as `kill -9` does, at that call of any of them."""
    left = iter(range(step))

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **more: Any) -> Any:
            if next(left, None) is None:
                os._exit(_KILLED)
            return real(*given, **more)

        return called

    return wrapped


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Whether the process in which this was done died at that step."""
    child = os.fork()
    if not child:
        fatal = dying(step)
        vars(shutil).update(rmtree=fatal(shutil.rmtree), copyfile=fatal(shutil.copyfile))
        vars(os).update(rename=fatal(os.rename), symlink=fatal(os.symlink), fsync=fatal(os.fsync))
        type.__setattr__(Path, "replace", fatal(Path.replace))
        type.__setattr__(Path, "rename", fatal(Path.rename))
        type.__setattr__(Path, "symlink_to", fatal(Path.symlink_to))
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _KILLED


def restored(told: Settings, copy: Path) -> None:
    with store.writer(told.store):
        store.restore(told.store, copy)


@pytest.fixture
def two_states(told: Settings, tmp_path: Path) -> tuple[Path, set[Any]]:
    """A backup, and what it and the store hold; vocabularies are what tells them apart, beside a statement."""
    build(told, SHORT)
    add_words(told, "then")
    store.backup(told.store, tmp_path / "copy")
    pipeline.remove_vocabulary("then", told, now=_NOW)
    add_words(told, "now")
    build(told, OTHER)
    return tmp_path / "copy", {held(tmp_path / "copy"), held(told.store)}


@pytest.mark.slow
def test_a_restore_that_is_killed_at_any_step_leaves_one_state_or_the_other(
    told: Settings, two_states: tuple[Path, set[Any]], tmp_path: Path
) -> None:
    copy, states = two_states
    shutil.copytree(told.store, tmp_path / "before", symlinks=True)
    seen = [_after(told, copy, tmp_path / "before", step) for step in range(0, 120, 6)]
    assert {state for _, state, _ in seen} == states
    assert {after for _, _, after in seen} == {held(copy)}
    assert (seen[0][0], seen[-1][0]) == (True, False)


def _after(told: Settings, copy: Path, before: Path, step: int) -> tuple[bool, Any, Any]:
    """Whether the restore was killed, what the store held then, and what it holds after another one."""
    shutil.rmtree(told.store)
    shutil.copytree(before, told.store, symlinks=True)
    killed = killed_at(step, lambda: restored(told, copy))
    state = held(told.store)
    restored(told, copy)
    assert not [*told.store.glob("vocabularies.*"), *told.store.glob(".vocabularies.*")]
    return killed, state, held(told.store)


@pytest.mark.slow
def test_vocabularies_come_with_the_build_that_is_restored(
    told: Settings, two_states: tuple[Path, set[Any]]
) -> None:
    copy, _ = two_states
    restored(told, copy)
    assert held(told.store) == held(copy)
    assert [row["name"] for row in store.vocabularies(told.store)] == ["then"]
    assert sorted(path.name for path in told.store.glob("*vocabularies*")) == ["vocabularies"]
