"""The scripts parse, say plainly what is missing, and the locks can be installed anywhere."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file() and path.suffix == "")
VERBS = [path for path in SCRIPTS if not path.name.startswith("_")]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
FAULTS = {
    r"^--": "an option of pip at the start of a line",
    r"(https?|file)://|--index|--find-links": "an address",
    r"(?<![\w-])/(tmp|home|root|opt|usr|work)\b": "a path of one machine",
}
_PIN = re.compile(r"^[\w.-]+==\S+( ; [^\\]+)? \\(\n {4}--hash=sha256:[0-9a-f]{64}( \\)?)+$", re.MULTILINE)


def faults(lock: str) -> list[str]:
    """What keeps the text of a lock from being installed elsewhere."""
    found = [what for pattern, what in FAULTS.items() if re.search(pattern, lock, re.MULTILINE)]
    loose = [line for line in _PIN.sub("", lock).splitlines() if line.strip() and not re.match(r" *#", line)]
    return found + [f"no pin with hashes: {line}" for line in loose]


def run(script: str, checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A script of `checkout` after it ended, its input closed, with these variables added."""
    return subprocess.run(
        ["sh", str(checkout / "scripts" / script)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts alone, in a folder of their own."""
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")
    (tmp_path / "requirements").symlink_to(ROOT / "requirements")
    return tmp_path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses_as_posix_shell(script: Path) -> None:
    ran = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("script", VERBS, ids=lambda path: path.name)
def test_a_script_runs_as_it_stands_and_stops_at_the_first_fault(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert os.access(script, os.X_OK)
    assert lines[0] == "#!/bin/sh"
    assert "set -eu" in lines


def test_ci_calls_the_test_script() -> None:
    ran = subprocess.run(
        ["bash", "-n", str(ROOT / ".ci" / "run")], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[
        -1
    ] == "exec scripts/test </dev/null"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_can_be_installed_anywhere(lock: Path) -> None:
    assert faults(lock.read_text(encoding="utf-8")) == []


def test_there_are_locks_for_running_for_development_and_for_tools() -> None:
    assert [lock.name for lock in LOCKS] == ["dev.txt", "run.txt", "tools.txt"]


@pytest.mark.parametrize(
    ("lock", "expected"),
    [
        (f"rich==15.0.0 \\\n    --hash=sha256:{'0a' * 32}\n    # via typer\n", []),
        ("rich==15.0.0\n", ["no pin with hashes: rich==15.0.0"]),
        ("rich>=15\n", ["no pin with hashes: rich>=15"]),
        ("# made in /home/me/project\n", ["a path of one machine"]),
        (
            "--index-url https://example.org/simple\n",
            [
                "an option of pip at the start of a line",
                "an address",
                "no pin with hashes: --index-url https://example.org/simple",
            ],
        ),
    ],
)
def test_a_bad_lock_is_seen(lock: str, expected: list[str]) -> None:
    assert faults(lock) == expected


def test_a_missing_python_is_told_in_one_line(checkout: Path) -> None:
    ran = run("test", checkout, MANDATEGRAPH_PYTHON="no-such-python")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == (
        "test: Python 3.11 or newer was not found (no-such-python was asked for). "
        "Install it, or name it in MANDATEGRAPH_PYTHON.\n"
    )


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path) -> None:
    precious = checkout / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("dear", encoding="utf-8")
    ran = run("demo", checkout, MANDATEGRAPH_VENV=str(precious))
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == (
        f"demo: {precious} is there and is no virtual environment. "
        "Name another folder in MANDATEGRAPH_VENV.\n"
    )
    assert (precious / "letter.txt").read_text(encoding="utf-8") == "dear"
