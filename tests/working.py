"""Work for the tests of engines: it does what its thing says, in whatever process it runs.

python -m tests.working SCHEDULER FOLDER    has a Ray cluster do it, and build the samples into FOLDER; prints JSON
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import assets, pipeline
from kg.engines import Engine, Failed, engine_of
from kg.errors import StoreError
from kg.settings import Settings

NOW = "2026-01-01T00:00:00Z"
ROOT = Path(__file__).parents[1]
apart = pytest.mark.skipif(
    shutil.which("unshare") is None, reason="no namespaces of networks and processes here"
)
"""Marks a test that `beside_ray` serves."""


def done(thing: str) -> str:
    """The thing in capitals; some things are trouble."""
    match thing:
        case "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        case "endless":
            time.sleep(600)
        case "odd":
            raise TypeError("odd")
        case "store":
            raise StoreError("the store is gone", where="here", remedy="look for it")
    return thing.upper()


def once_poisoned(thing: str) -> str:
    """Kills its worker unless the file of that name is there, which it makes first."""
    try:
        Path(thing).touch(exist_ok=False)
    except FileExistsError:
        return "survived"
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def outcomes(engine: Engine, *things: str) -> list[str]:
    """What became of each thing, sorted."""
    with engine.hands() as hands:
        return sorted(
            f"{found.thing}: {found.what}" if isinstance(found, Failed) else found
            for found in hands(done, things)
        )


def built(folder: Path, engine: Engine) -> str:
    """The name of a build of the samples, which is a hash of its graphs."""
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    report = pipeline.build([assets.folder("seeds") / "documents"], settings, now=NOW, engine=engine)
    return str(report.build)


def beside_ray(*module: str) -> subprocess.CompletedProcess[str]:
    """What a module with its arguments answers on a machine of its own with a Ray head node.

    Ray listens on every network: there is none but the loopback, and all ends with the first process.
    """
    pytest.importorskip("ray")
    script = (
        f"ip link set lo up && {Path(sys.executable).with_name('ray')} start --head --num-cpus 2 "
        f"--include-dashboard=false --disable-usage-stats >&2 && exec {sys.executable} -m {' '.join(module)}"
    )
    return subprocess.run(
        ["unshare", "-rnpf", "--kill-child", "--mount-proc", "sh", "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "RAY_TMPDIR": "/tmp"},
        timeout=300,
        check=False,
    )


if __name__ == "__main__":
    ray = engine_of("ray", scheduler=sys.argv[1])
    print(json.dumps([outcomes(ray, "a", "odd", "poison", "b"), built(Path(sys.argv[2]), ray)]))
