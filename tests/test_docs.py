"""The documents tell what the software does: a command or option without a word fails here."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from kg.cli import _further, app

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ROOT / "docs" / "commands.md"


def options() -> dict[str, set[str]]:
    """Each command with its long options, those of other packages included."""
    _further()
    group: Any = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in group.commands.items()
    }


def test_every_command_stands_in_the_reference() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    assert [name for name in options() if f"`kg {name}" not in text] == []


def test_every_option_stands_in_the_reference() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    known = {option for found in options().values() for option in found}
    assert sorted(option for option in known if option not in text) == []


@pytest.mark.slow
def test_the_python_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.setenv("MANDATEGRAPH_STORE", str(tmp_path))
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    script = "\n".join(blocks)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "contributesTo" in done.stdout


def test_links_between_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    targets = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    ]
    assert [f"{page.name}: {link}" for page, link in targets if not (page.parent / link).exists()] == []


@pytest.mark.slow
def test_the_answer_on_the_first_screen_is_the_one_that_comes_out(tmp_path: Path) -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("```console\n")[2].partition("```")[0]
    environment = os.environ | {"MANDATEGRAPH_STORE": str(tmp_path / "store"), "COLUMNS": "200"}

    def printed(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words], env=environment, capture_output=True, text=True
        )
        return done.stdout

    printed("build", str(ROOT / "seeds" / "documents"))
    answer = printed("ask", "by-target", "--param", "target=16.4").partition("\nSource: ")[0]
    why = printed("why", "Global Firearms Programme", "contributesTo", "16.4")
    commands = [
        "$ kg ask by-target --param target=16.4\n",
        '$ kg why "Global Firearms Programme" contributesTo 16.4\n',
    ]
    assert shown == commands[0] + answer + commands[1] + why
