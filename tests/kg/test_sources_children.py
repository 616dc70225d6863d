"""Processes that read documents: what they start ends with them."""

import errno
import os
import select
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kg.errors import LimitError
from kg.sources import Found, Limits, read_each, read_one
from kg.types import Document
from tests.kg.conftest import Kg
from tests.pdf_files import pdf, picture

NOTE = Found(path="a.txt", status="found", data=b"A note.\n")
ENDLESS = OSError(errno.EAGAIN, "Resource temporarily unavailable")
FORBIDDEN = OSError(errno.EPERM, "Operation not permitted")


def refusing(error: Exception) -> Callable[..., NoReturn]:
    def refused(*_: object, **__: object) -> NoReturn:
        raise error

    return refused


@pytest.mark.parametrize("error", [ENDLESS, FORBIDDEN])
def test_a_process_that_may_not_begin_is_told(error: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.Popen.__init__", refusing(error))
    with pytest.raises(LimitError) as caught:
        read_one(NOTE)
    assert caught.value.what == f"the system lets no further process begin ({error.strerror})"
    assert caught.value.where == "a.txt"
    assert caught.value.remedy.startswith("end others or raise the limit (ulimit -u")


def test_a_thread_that_may_not_begin_is_told_of_each_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.Thread.start", refusing(RuntimeError("can't start new thread")))
    outcomes = [outcome for _, outcome in read_each([NOTE, NOTE], jobs=2)]
    assert [str(outcome).split(". ")[0] for outcome in outcomes] == [
        "a.txt: the system lets no further process begin (can't start new thread)"
    ] * 2


def test_what_could_not_begin_begins_with_the_next_document(monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = subprocess.Popen, iter([ENDLESS])

    def sometimes(*given: Any, **more: Any) -> Any:
        for error in refusals:
            raise error
        return real(*given, **more)

    monkeypatch.setattr("subprocess.Popen", sometimes)
    first, second = (outcome for _, outcome in read_each([NOTE, NOTE]))
    assert isinstance(first, LimitError)
    assert isinstance(second, Document)


def test_a_build_whose_processes_may_not_begin_names_each_document_and_what_to_do(
    kg: Kg, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen.__init__", refusing(FORBIDDEN))
    ended = kg("build", note)
    assert ended.code == 1
    assert "the system lets no further process begin (Operation not permitted)" in ended.err + ended.out
    assert "Traceback" not in ended.err


@pytest.mark.slow
def test_a_reading_that_is_ended_takes_along_the_programs_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "alive")
    ear = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    program = tmp_path / "ocrmypdf"
    program.write_text(
        f"#!/bin/sh\nexec 3>{tmp_path}/alive\necho begun >&3\nsleep 60 &\nwait\n", encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    scan = Found(path="a.pdf", status="found", data=pdf([picture(0, 0, 600, 800)]))
    with pytest.raises(LimitError, match="takes more than 4 seconds"):
        read_one(scan, limits=Limits(seconds=4))
    assert os.read(ear, 99) == b"begun\n"
    assert select.select([ear], [], [], 9)[0] == [ear]
    assert os.read(ear, 99) == b""
    os.close(ear)
