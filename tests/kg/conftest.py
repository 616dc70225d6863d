"""What the tests of commands share: the sample documents as a store, and the command line in this process."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat

from kg import cli, pipeline
from kg.settings import Settings
from kg.store import open_reader

_OURS = ("STORE", "DECISIONS", "BASE", "THRESHOLD", "MODEL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kg = Callable[..., Ended]
"""Runs `kg` with the words given; `stdin` are the bytes of its standard input."""


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store that a test may change."""
    return Path(shutil.copytree(sample_store, tmp_path / "mandategraph-store", symlinks=True))


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Kg:
    """The command line, run in this process in an empty folder without settings of the machine."""
    for name in _OURS:
        monkeypatch.delenv(f"MANDATEGRAPH_{name}", raising=False)
    monkeypatch.setenv("MANDATEGRAPH_DEBUG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user-settings"))
    monkeypatch.chdir(tmp_path)

    def run(*words: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["kg", *(str(word) for word in words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = cli._run()
        captured = capsys.readouterr()
        return Ended(code=code, out=captured.out, err=captured.err)

    return run


_NOTE = (
    "United Nations SAMPLE/2026/9\n\nReport of the Secretariat\n\n"
    "The Container Control Programme contributes to target 16.4.\n"
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """The smallest document that says something: `a.txt` in the folder where commands run."""
    path = tmp_path / "a.txt"
    path.write_text(_NOTE, encoding="utf-8")
    return path


@pytest.fixture
def ready(kg: Kg, bare_store: Path, tmp_path: Path) -> Kg:
    """`kg` with a store that holds the vocabularies: to load them takes most of the time of a first build."""
    shutil.copytree(bare_store, tmp_path / "mandategraph-store", symlinks=True)
    return kg


@pytest.fixture(scope="session")
def note_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that document and a store of it, for reading only."""
    home = tmp_path_factory.mktemp("note")
    (home / "a.txt").write_text(_NOTE, encoding="utf-8")
    settings = Settings(store=home / "mandategraph-store", decisions=home / "decisions")
    pipeline.build([home / "a.txt"], settings, now="2026-01-01T00:00:00Z")
    return home


@pytest.fixture
def built(kg: Kg, note_home: Path, tmp_path: Path) -> Kg:
    """`kg` after `kg build a.txt`, with a store of its own; `a.txt` leads to the document that was built."""
    (tmp_path / "a.txt").symlink_to(note_home / "a.txt")
    shutil.copytree(note_home / "mandategraph-store", tmp_path / "mandategraph-store", symlinks=True)
    return kg


def dump(store: Path) -> list[bytes]:
    """All quads of a store as N-Quads, sorted."""
    return sorted((open_reader(store).store.dump(format=RdfFormat.N_QUADS) or b"").splitlines())
