"""What start-up costs: the everyday commands load none of the heavy libraries."""

import subprocess
import sys
from pathlib import Path

import pytest

# Prints the outcome and then, on the last line, which heavy libraries the command loaded.
PROBE = """
import sys
from kg.cli import main
sys.argv = ["kg", *sys.argv[1:]]
try:
    status = main() or 0
except SystemExit as end:
    status = end.code or 0
heavy = sorted(name for name in ("spacy", "thinc", "pyshacl", "rdflib", "numpy") if name in sys.modules)
print(f"status {status}; loaded: {' '.join(heavy)}")
"""


def loaded_by(folder: Path, *arguments: str) -> str:
    """What the probe says of a `kg` that ended well with these arguments in `folder`."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    status, loaded = ran.stdout.splitlines()[-1].split("; ")
    assert status == "status 0", ran.stdout + ran.stderr
    return loaded


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds one small document, for reading only."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "note.md").write_text(
        "# Note\n\nThe Sample Programme contributes to target 16.4, e.g. by law.\n", encoding="utf-8"
    )
    loaded_by(folder, "build", "note.md")
    return folder


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    assert loaded_by(tmp_path, "--help") == "loaded: "


def test_query_loads_no_heavy_library(store: Path) -> None:
    (store / "any.rq").write_text("ASK {}", encoding="utf-8")
    assert loaded_by(store, "query", "any.rq") == "loaded: "


def test_export_loads_no_heavy_library(store: Path) -> None:
    assert loaded_by(store, "export", "dump") == "loaded: "


def test_a_probe_of_a_command_that_reads_text_sees_the_library(store: Path) -> None:
    assert "spacy" in loaded_by(store, "text", "note.md")
