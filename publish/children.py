"""How a process of ours is started: with this very software, wherever it was started from."""

import os
from pathlib import Path

_HOME = Path(__file__).resolve().parent.parent


def environment() -> dict[str, str]:
    """The environment of a child process, which finds the packages that this process runs."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(_HOME), os.environ.get("PYTHONPATH", "")))}
