"""Scans -> PDF files with text, by the program `ocrmypdf` where it is installed."""

import shutil
import signal
import subprocess

from kg.errors import ReadError
from kg.limits import Limits

_PROGRAM = "ocrmypdf"
_SECONDS = 0.8 * Limits().seconds
"""The rest of the time that a file may take is for its pages before and after."""
_GRACE = 3
"""Seconds in which the program may end what it has started."""
_INSTALL = "install ocrmypdf and Tesseract, or run OCR over the file"
_BY_HAND = "run OCR over the file by hand"


def recognised(data: bytes, where: str) -> bytes:
    """The same pages with the text that OCR finds on those without any.

    The program reads standard input and writes standard output, so that nothing is written beside the file.
    Raises `ReadError` where it is not installed, and where it fails or takes too long.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ReadError("a scan: its words are pictures", where=where, remedy=_INSTALL)
    command = [program, "--quiet", "--skip-text", "--output-type", "pdf", "-", "-"]
    try:
        code, made, said = _run(command, data)
    except subprocess.TimeoutExpired:
        what = f"a scan, and OCR takes more than {_SECONDS:g} seconds"
        raise ReadError(what, where=where, remedy=f"split the file, or {_BY_HAND}") from None
    except OSError as error:
        raise ReadError(f"a scan, and OCR did not start: {error}", where=where, remedy=_INSTALL) from None
    if code or not made.startswith(b"%PDF-"):
        told = said.decode("utf-8", "replace").strip().splitlines()
        why = told[-1] if told else f"exit code {code}"
        raise ReadError(f"a scan, and OCR failed: {why}", where=where, remedy=_BY_HAND)
    return made


def _run(command: list[str], data: bytes) -> tuple[int, bytes, bytes]:
    """Exit code, output and complaints of the program.

    It stays in the group of this process, so that it ends where that is ended. Raises `OSError`, and
    `TimeoutExpired` after having ended it.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            made, said = process.communicate(data, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise
        return process.returncode, made, said


def _end(process: subprocess.Popen[bytes]) -> None:
    """Asks the program to end with its own children, and ends it where it does not."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
