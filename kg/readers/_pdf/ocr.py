"""Scans -> PDF files with text, by the program `ocrmypdf` where it is installed."""

import shutil
import subprocess

from kg.errors import ReadError

_PROGRAM = "ocrmypdf"
_SECONDS = 900
"""As long as a scan of several hundred pages takes on one core."""
_INSTALL = "install ocrmypdf and Tesseract, or run OCR over the file"


def recognised(data: bytes, where: str) -> bytes:
    """The same pages with the text that OCR finds on them.

    The program reads standard input and writes standard output, so that nothing is written beside the file.
    Raises `ReadError` where it is not installed, and where it fails or takes too long.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ReadError("a scan: no page has any text", where=where, remedy=_INSTALL)
    command = [program, "--quiet", "--output-type", "pdf", "-", "-"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReadError(f"a scan, and OCR did not end: {error}", where=where, remedy=_INSTALL) from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = told[-1] if told else f"exit code {done.returncode}"
        raise ReadError(f"a scan, and OCR failed: {why}", where=where, remedy="run OCR over the file by hand")
    return done.stdout
