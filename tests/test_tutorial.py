"""The tutorial and the notebook do what they say: every command runs, and its output is the one that is shown.

`python -m tests.test_tutorial` writes the shown outputs anew.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from kg import assets, pipeline
from kg.settings import Settings
from tests.publish.conftest import start

ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = ROOT / "docs" / "tutorial.md"
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
_STEP = re.compile(r"```sh\n(?P<command>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?", re.DOTALL)


class Step(NamedTuple):
    """A shell block of a page: what it says, what the page shows, what the shell printed."""

    command: str
    shown: str
    told: str


def played(page: str, folder: Path) -> list[Step]:
    """The shell blocks of a page, run one after the other in `folder`."""
    environment = _environment(folder)
    return [
        Step(found["command"], found["shown"] or "", _run(found["command"], folder / "desk", environment))
        for found in _STEP.finditer(page)
    ]


def _environment(folder: Path) -> dict[str, str]:
    """A desk to work at and `kg` of this checkout on the path, without settings of the machine."""
    (folder / "desk").mkdir()
    tool = folder / "bin" / "kg"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MANDATEGRAPH_")}
    return {
        **kept,
        "PATH": f"{tool.parent}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder / "settings"),
    }


def _run(command: str, desk: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-euc", command], cwd=desk, env=environment,
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\nended with {done.returncode}:\n{done.stderr}"
    return done.stdout


def refreshed(page: str, folder: Path) -> str:
    """The page with the outputs that its commands have now."""
    told = iter([step.told for step in played(page, folder)])
    return _STEP.sub(lambda found: _block(found["command"], next(told)), page)


def _block(command: str, told: str) -> str:
    output = f"\n```text\n{told}```\n" if told else ""
    return f"```sh\n{command}```\n{output}"


@pytest.mark.slow
def test_the_tutorial_prints_what_it_shows(tmp_path: Path) -> None:
    steps = played(TUTORIAL.read_text(encoding="utf-8"), tmp_path)
    assert [step.told for step in steps] == [step.shown for step in steps]


def test_the_tutorial_leaves_no_shell_block_unread() -> None:
    page = TUTORIAL.read_text(encoding="utf-8")
    assert (
        len(_STEP.findall(page)) == len(re.findall(r"^```(?:sh|shell|bash|console)", page, re.MULTILINE)) == 6
    )


def test_an_output_that_has_changed_would_be_noticed(tmp_path: Path) -> None:
    page = "```sh\necho old > file\n```\n\n```sh\ncat file\n```\n\n```text\nnew\n```\n"
    assert played(page, tmp_path) == [Step("echo old > file\n", "", ""), Step("cat file\n", "new\n", "old\n")]


def test_a_command_that_fails_is_told_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"(?s)ended with 2.*No such option"):
        played("```sh\nkg build --nonsense\n```\n", tmp_path)


def test_outputs_are_written_anew_and_words_are_kept(tmp_path: Path) -> None:
    page = "Look:\n\n```sh\necho 1\n```\n\n```text\n2\n```\n\nThen:\n\n```sh\ntrue\n```\n"
    assert refreshed(page, tmp_path) == page.replace("\n2\n", "\n1\n")


# The notebook ---------------------------------------------------------------------------------------------


def cells(notebook: dict[str, Any]) -> list[str]:
    """The code of a notebook, cell by cell."""
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run_cells(notebook: dict[str, Any]) -> dict[str, Any]:
    """The names that are there once all cells have run, in order, in one namespace."""
    names: dict[str, Any] = {}
    for number, code in enumerate(cells(notebook), 1):
        exec(compile(code, f"cell {number}", "exec"), names)
    return names


def _code(*sources: str) -> dict[str, Any]:
    return {"cells": [{"cell_type": "code", "source": [source]} for source in sources]}


def test_cells_share_their_names_and_text_is_no_code() -> None:
    notebook = {"cells": [*_code("a = 1\n")["cells"], {"cell_type": "markdown", "source": ["a = 7"]}]}
    notebook["cells"] += _code("b = a + 1\n")["cells"]
    assert run_cells(notebook)["b"] == 2


def test_a_cell_that_fails_ends_the_run() -> None:
    with pytest.raises(ZeroDivisionError):
        run_cells(_code("1 / 0\n", "raise AssertionError\n"))


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    kept = [cell for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")]
    assert (notebook["nbformat"], kept) == (4, [])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a server over the sample documents."""
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    pipeline.build([assets.folder("seeds") / "documents"], settings, now="2026-01-01T00:00:00Z")
    process, address = start(settings.store)
    yield address
    process.terminate()
    process.wait(20)


@pytest.mark.slow
def test_the_notebook_answers_from_a_served_graph(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="the notebook needs pandas")
    monkeypatch.setenv("MANDATEGRAPH_ENDPOINT", served)
    names = run_cells(json.loads(NOTEBOOK.read_text(encoding="utf-8")))
    answers = set(names["work"][["name", "code"]].itertuples(index=False, name=None))
    assert {("Giga initiative", "4.a"), ("Giga initiative", "9.c")} <= answers
    assert names["per_goal"].loc["4", "statements"] >= 1
    assert {"International Telecommunication Union", "United Nations Children's Fund"} <= set(
        names["runners"]
    )
    assert (names["evidence"]["end"] > names["evidence"]["begin"]).all()


if __name__ == "__main__":
    with TemporaryDirectory() as somewhere:
        text = refreshed(TUTORIAL.read_text(encoding="utf-8"), Path(somewhere))
    TUTORIAL.write_text(text, encoding="utf-8")
