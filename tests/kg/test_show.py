"""Lines and objects that commands print, and the exit code for what became of files."""

import json

import pytest

from kg import show
from kg.pipeline import BuildReport, FileReport
from kg.types import Finding

_READ = FileReport(path="a.txt", status="read", document="D", version="v", statements=2)
_NEW = FileReport(path="c.txt", status="read", reason="a copy", reasons=("new",))
_GONE = FileReport(path="d.txt", status="removed")
_MISSING = FileReport(path="b.txt", status="missing", reason="gone")
_FINDING = Finding(severity="warning", rule="open", message="left open", remedy="close it")


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        (("read",), 0),
        (("unchanged",), 0),
        (("removed",), 0),
        (("read", "skipped"), 0),
        (("read", "failed"), 1),
        (("read", "rejected"), 1),
        (("failed",), 1),
        (("read", "missing"), 3),
        (("failed", "missing"), 3),
        (("skipped",), 3),
        ((), 3),
    ],
)
def test_the_exit_code_follows_the_worst_file(statuses: tuple[str, ...], code: int) -> None:
    assert show.files_code([FileReport(path="x", status=status) for status in statuses]) == code


def test_what_is_to_be_said_of_a_file_stands_before_the_reasons() -> None:
    assert show.file_lines([_NEW]) == "read: c.txt (a copy; new)\n"


def test_a_missing_path_is_shown_as_failed() -> None:
    assert show.file_lines([_READ, _MISSING]) == "read: a.txt D/v, 2 statements\nfailed: b.txt (gone)\n"


def test_the_object_of_a_build_has_files_and_a_summary() -> None:
    report = BuildReport(files=(_READ, _MISSING), build="b1", quads=7, changed=True)
    told = json.loads(show.build_json(report))
    assert told["files"][1] == {
        "path": "b.txt",
        "status": "failed",
        "reason": "gone",
        "document": None,
        "version": None,
        "statements": 0,
        "violations": 0,
    }
    assert told["summary"] == {
        "failed": 1,
        "read": 1,
        "reasons": {},
        "statements": 2,
        "violations": 0,
        "build": "b1",
        "quads": 7,
        "changed": True,
    }


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (BuildReport(files=(), build="b1", quads=7, changed=True), "published: 7 quads, build b1\n"),
        (BuildReport(files=(), build="b1", quads=7), "unchanged: 7 quads, build b1\n"),
        (BuildReport(files=(), build=None), ""),
        (
            BuildReport(files=(FileReport(path="x", status="read", findings=(_FINDING,)),), build=None),
            "warning open: left open. To mend it: close it\n",
        ),
        (BuildReport(files=(_NEW, _NEW, _GONE), build=None), "why: 2 new, 1 removed\n"),
    ],
)
def test_remarks_are_findings_and_what_became_of_the_store(report: BuildReport, lines: str) -> None:
    assert show.build_remarks(report) == lines


def test_progress_that_nobody_sees_draws_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show.progress(silent=False) as step:
        step("extract", 1, 2)
    assert capsys.readouterr().err == ""


def test_progress_on_a_terminal_draws_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with show.progress(silent=False) as step:
        step("extract", 1, 2)
        step("extract", 2, 2)
    captured = capsys.readouterr()
    assert "extract" in captured.err
    assert captured.out == ""


def test_no_symbol_gives_no_line() -> None:
    assert show.symbol_lines([]) == ""
    assert show.batch_lines([(), ()]) == "\n\n"
