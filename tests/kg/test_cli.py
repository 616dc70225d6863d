"""The command line as a whole: usage, settings, streams, and how faults end."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import __version__, cli, pipeline
from tests.kg.conftest import Kg

_ALL = (
    "build",
    "text",
    "extract",
    "evaluate",
    "symbol",
    "validate",
    "query",
    "why",
    "review",
    "merge",
    "split",
)
_COMMANDS = (*_ALL, "freeze", "remove", "doctor")


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    return fail


def test_version_is_told(kg: Kg) -> None:
    assert kg("--version").out == f"mandategraph {__version__}\n"


@pytest.mark.parametrize("command", _COMMANDS)
@pytest.mark.parametrize("flag", ["--json", "--quiet"])
def test_every_command_takes_json_and_quiet(kg: Kg, command: str, flag: str) -> None:
    assert flag in kg(command, "--help").out


@pytest.mark.parametrize(
    "command", ["build", "validate", "query", "why", "review", "freeze", "remove", "doctor"]
)
def test_commands_that_use_a_store_take_its_folder(kg: Kg, command: str) -> None:
    assert "--store" in kg(command, "--help").out


@pytest.mark.parametrize("command", ["build", "review", "merge", "split", "freeze", "remove", "doctor"])
def test_commands_that_use_decisions_take_their_folder(kg: Kg, command: str) -> None:
    assert "--decisions" in kg(command, "--help").out


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("build",),
        ("build", "--prune"),
        ("build", "--rebuild", "--prune"),
        ("build", "a.txt", "--jobs", "0"),
        ("build", "a.txt", "--engine", "steam"),
        ("build", "a.txt", "--threshold", "1.5"),
        ("build", "a.txt", "--threshold", "much"),
        ("build", "a.txt", "--base", "not an address"),
        ("extract", "a.txt"),
        ("evaluate",),
        ("evaluate", "gold", "--texts", "x", "--predictions", "y"),
        ("symbol",),
        ("symbol", "A/RES/70/1", "--batch"),
        ("validate", "--format", "pdf"),
        ("query",),
        ("review", "https://w3id.org/mandategraph/id/st/0", "--accept"),
        ("review", "https://w3id.org/mandategraph/id/st/0", "--by", "Ada"),
        ("review", "https://w3id.org/mandategraph/id/st/0", "--by", "Ada", "--accept", "--reject"),
        ("merge", "https://example.org/a"),
        ("merge", "https://example.org/a", "https://example.org/a"),
        ("merge", "https://example.org/a", "UNODC"),
        ("merge", "https://example.org/a", "https://example.org/a b"),
        ("merge", "https://example.org/a", "https://example.org/\x01"),
        ("split", "urn-less"),
    ],
)
def test_wrong_usage_is_told_on_stderr_and_ends_with_2(kg: Kg, words: tuple[str, ...]) -> None:
    ended = kg(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("query", "-"),
        ("why", "16.4"),
        ("validate",),
        ("freeze",),
        ("remove", "SAMPLE/2026/9"),
        ("review", "https://w3id.org/mandategraph/id/st/0", "--by", "Ada", "--accept"),
    ],
)
def test_a_missing_store_ends_with_3_and_is_not_made(kg: Kg, words: tuple[str, ...], tmp_path: Path) -> None:
    ended = kg(*words, "--store", "nowhere")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "kg: nowhere: there is no store here. Make one with: kg build PATH.\n"
    assert not (tmp_path / "nowhere").exists()


# Settings -------------------------------------------------------------------------------------------------


def test_a_flag_beats_environment_project_and_user(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _user(tmp_path, 'store = "from-user"')
    (tmp_path / "mandategraph.toml").write_text('store = "from-project"')
    monkeypatch.setenv("MANDATEGRAPH_STORE", "from-environment")
    assert "from-flag" in kg("validate", "--store", "from-flag").err


def test_environment_beats_project_and_user(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _user(tmp_path, 'store = "from-user"')
    (tmp_path / "mandategraph.toml").write_text('store = "from-project"')
    monkeypatch.setenv("MANDATEGRAPH_STORE", "from-environment")
    assert "from-environment" in kg("validate").err


def test_the_project_file_beats_the_users(kg: Kg, tmp_path: Path) -> None:
    _user(tmp_path, 'store = "from-user"')
    (tmp_path / "mandategraph.toml").write_text('store = "from-project"')
    assert "from-project" in kg("validate").err


def test_the_users_file_counts_where_nothing_else_speaks(kg: Kg, tmp_path: Path) -> None:
    _user(tmp_path, 'store = "from-user"')
    assert "from-user" in kg("validate").err


def _user(home: Path, text: str) -> None:
    folder = home / "user-settings" / "mandategraph"
    folder.mkdir(parents=True)
    (folder / "mandategraph.toml").write_text(text)


@pytest.mark.parametrize(("text", "statements"), [("", 1), ("curated = false", 0)])
def test_curated_names_can_be_switched_off_in_the_project_file(
    kg: Kg, tmp_path: Path, text: str, statements: int
) -> None:
    (tmp_path / "mandategraph.toml").write_text(text)
    (tmp_path / "a.txt").write_text("SHERLOC is implemented by UNODC.")
    kg("extract", "a.txt", "--out", "out")
    assert len(json.loads((tmp_path / "out/a.json").read_text())["statements"]) == statements


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store = ", "not valid TOML"),
        ('stroe = "x"', "unknown setting stroe"),
        ("store = 5", "store cannot be 5"),
        ("threshold = 7", "threshold 7 is not a number from 0 to 1"),
        ('curated = "no"', "curated cannot be 'no'"),
        ('base = "example"', "no web address"),
    ],
)
def test_broken_project_settings_name_what_is_wrong(kg: Kg, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mandategraph.toml").write_text(text)
    ended = kg("validate")
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


# Faults ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (RuntimeError("odd"), 70, "kg: internal fault: RuntimeError: odd; please report it"),
        (MemoryError(), 4, "kg: the memory is used up."),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 4, "kg: /x: the disk is full."),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_fault_is_one_line_and_an_exit_code(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    monkeypatch.setattr(pipeline, "read", _raising(error))
    ended = kg("text", "a.txt")
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith(told)
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("error", "code"), [(RuntimeError("odd"), 70), (MemoryError(), 4)])
def test_debug_shows_the_traceback_and_keeps_the_exit_code(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    monkeypatch.setattr(pipeline, "read", _raising(error))
    ended = kg("--debug", "text", "a.txt")
    assert ended.code == code
    assert ended.err.startswith("Traceback")


def test_control_characters_of_an_argument_do_not_reach_the_terminal(kg: Kg) -> None:
    assert kg("query", "\x1b[31mred.rq", "--store", "x").err == (
        "kg: x: there is no store here. Make one with: kg build PATH.\n"
    )
    assert (
        kg("text", "\x1b[31mred.txt").err == r"kg: \x1b[31mred.txt: there is no such file. Check the path."
        "\n"
    )


def test_a_command_that_cannot_be_loaded_is_left_out_with_a_remark(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        name = "broken"
        load = staticmethod(_raising(ImportError("no such part")))

    monkeypatch.setattr(cli, "entry_points", lambda group: [Broken()] if group else [])
    cli._further()
    assert capsys.readouterr().err == "kg: the command broken cannot be loaded: no such part\n"
    assert kg("--version").code == 0


@pytest.mark.parametrize(
    "command", ["kg --help", "kg query -", "kg export dump", "kg why 16.4", "kg symbol A/RES/70/1"]
)
def test_light_commands_load_neither_spacy_nor_shacl_nor_rdflib(
    command: str, sample_store: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from kg import cli; from publish.commands.export import export\n"
        f"cli.app.command('export')(export); sys.argv = {command.split()!r}; code = cli._run()\n"
        "print(code, sorted({'spacy', 'pyshacl', 'rdflib'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        input="ASK {}",
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "MANDATEGRAPH_STORE": str(sample_store),
            "PYTHONPATH": str(Path(cli.__file__).parent.parent),
        },
    )
    assert ended.stderr.splitlines()[-1] == "0 []"


def test_output_is_utf8_whatever_the_locale_says(note: Path) -> None:
    note.write_text("Côte d’Ivoire – works.\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "kg", "text", str(note)],
        capture_output=True,
        check=True,
        cwd=Path(cli.__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert ended.stdout.decode("utf-8") == "[paragraph 0-22] Côte d’Ivoire – works.\n"
