"""What the documents show of the service is run against it, in the order in which it stands there."""

import re
import subprocess
import sys

import pytest

from tests.publish.conftest import ROOT


def blocks(language: str) -> list[str]:
    """The blocks of the pages about the service that speak to `SERVER`."""
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("service.md", "linked-data.md")]
    found = re.findall(rf"```{language}\n(.*?)```", "\n".join(pages), re.DOTALL)
    return [block for block in found if "SERVER" in block]


CALLS = [line for block in blocks("sh") for line in block.splitlines()]


@pytest.mark.parametrize("call", CALLS)
def test_call_in_the_documents_is_answered(sample: str, call: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-ec", call],
        env={"SERVER": sample.rstrip("/"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("script", blocks("python"))
def test_client_in_the_documents_gets_what_it_says(sample: str, script: str) -> None:
    code = f"SERVER = {sample.rstrip('/')!r}\n{script}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_documents_show_calls_and_clients() -> None:
    assert len(CALLS) >= 7
    assert len(blocks("python")) == 3
