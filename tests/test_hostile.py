"""Hostile and malformed files: each gets its line, none keeps a sound one from being read, and it all ends."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.sources import printable
from tests import hostile
from tests.hostile_run import build_all, read_all
from tests.written import PARAGRAPHS

_SOUND = [f"read: {words}" for words in ("\n\n".join(PARAGRAPHS),)]

_LINES = [
    (name, line)
    for table in (hostile.HOSTILE, hostile.MEMBERS, hostile.SPECIAL)
    for name, (_, line) in table.items()
]

pytestmark = pytest.mark.slow


class Run(NamedTuple):
    """What came of all files: a line for each, and peaks of memory in kibibytes."""

    lines: dict[str, str]
    child: int
    parent: int


class Build(NamedTuple):
    """What `kg build` made of all files: a line for each, its exit code, and what it printed beside."""

    lines: dict[str, str]
    code: int
    beside: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write(folder)
    (folder.parent / "up.txt").unlink(missing_ok=True)
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return Run(*alone.submit(read_all, folder).result())


@pytest.fixture(scope="module")
def build(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(*build_all(folder, tmp_path_factory.mktemp("work")))


@pytest.fixture(scope="module")
def told(run: Run) -> dict[str, str]:
    """What is said of each file below the folder."""
    return run.lines


def test_there_are_enough_of_them() -> None:
    assert len(hostile.HOSTILE) + len(hostile.MEMBERS) + len(hostile.SPECIAL) >= 60


@pytest.mark.parametrize(("name", "line"), _LINES)
def test_each_hostile_file_gets_its_line(told: dict[str, str], name: str, line: str) -> None:
    assert told[name].startswith(line)


@pytest.mark.parametrize(("name", "line"), _LINES)
def test_each_line_names_a_reason(name: str, line: str) -> None:
    assert (name, line) not in ((name, "failed: "), (name, "skipped: "))


@pytest.mark.parametrize(("name", "line"), _LINES)
def test_a_build_gives_each_hostile_file_its_line(build: Build, name: str, line: str) -> None:
    assert build.lines[name].startswith(line)


@pytest.mark.parametrize("name", [*hostile.CONTROLS, *hostile.LONG])
def test_a_build_reads_what_is_sound(build: Build, name: str) -> None:
    assert build.lines.get(name, build.lines.get(f"{name}/in/control.docx", "")).startswith("read: ")


def test_a_build_of_hostile_files_says_so_without_a_traceback(build: Build) -> None:
    assert build.code == 1
    assert "Traceback" not in build.beside
    assert "Error in sys.excepthook" not in build.beside


def test_every_line_is_one_line_and_steers_no_terminal(told: dict[str, str]) -> None:
    lines = [f"{name} {text}" for name, text in told.items() if not text.startswith("read: ")]
    assert [line for line in lines if printable(line) != line] == []


@pytest.mark.parametrize("name", [name for name in hostile.CONTROLS if not name.endswith(".zip")])
def test_each_sound_file_comes_out_whole(told: dict[str, str], name: str) -> None:
    assert told[name] in _SOUND


def test_a_sound_file_in_an_archive_with_a_hostile_name_comes_out_whole(told: dict[str, str]) -> None:
    assert told["zz-last.zip/in/control.docx"] in _SOUND
    assert told["zz-last.zip/../out.txt"] == "skipped: its name leads out of the archive"


@pytest.mark.parametrize("name", hostile.LONG)
def test_what_is_strange_but_lawful_is_read(told: dict[str, str], name: str) -> None:
    assert told[name].startswith("read: ")


def test_every_file_is_named_once_and_none_is_forgotten(told: dict[str, str]) -> None:
    expected = {*hostile.HOSTILE, *hostile.MEMBERS, *hostile.SPECIAL, *hostile.CONTROLS, *hostile.LONG}
    inside = {"zz-last.zip/../out.txt", "zz-last.zip/in/control.docx", "zz-last.zip/other.bin"}
    assert told.keys() == expected - {"zz-last.zip"} | inside


@pytest.mark.usefixtures("told")
def test_nothing_is_written_outside(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert not list(tmp_path_factory.getbasetemp().glob("up.txt"))


def test_nobody_takes_more_memory_than_it_may(run: Run) -> None:
    # A child may take 1.5 GB of address space, two read at once; the promise is 4 GB for all.
    assert 2 * run.child + run.parent < 4 * 2**20
