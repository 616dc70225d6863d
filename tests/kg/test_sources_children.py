"""Processes that read documents: what they start ends with them."""

import os
import select
from pathlib import Path

import pytest

from kg.errors import LimitError
from kg.sources import Found, Limits, read_one
from tests.pdf_files import pdf, picture


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
