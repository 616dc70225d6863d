"""The documents tell what the software does: a command or option without a word fails here."""

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
