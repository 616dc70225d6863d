"""The demonstration checks what is served, and says so when it is wrong."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publish import demo
from tests.publish.conftest import make_store, start


@contextmanager
def served(store: Path) -> Iterator[str]:
    process, address = start(store)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


def test_check_says_what_it_looked_at(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_served", served)
    said: list[str] = []
    demo.check(store_path, said.append)
    assert said[0] == "ok: 1 documents read"
    assert said[-2:] == [
        "ok: https://example.org/mg/id/programme/rivers is described at its address",
        "ok: the front page is there",
    ]


def test_check_of_an_empty_graph_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_served", served)
    empty = make_store(tmp_path / "store", "")
    with pytest.raises(demo.DemoError, match="0 documents read"):
        demo.check(empty, print)


def test_step_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(demo.DemoError, match="kg build ended with code 1"):
        demo.prepare(tmp_path / "store", print, sys.stderr)


def test_server_that_does_not_start_is_told(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(demo.DemoError, match="did not start"):
        demo.check(store_path, print)
