"""A Dask cluster of processes on this machine, as somebody else would have started it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.services import free_port

_ROOT = Path(__file__).resolve().parents[1]
_WAIT = 60.0
"""Seconds that a cluster may take to begin."""


class Cluster:
    """A scheduler, and the workers that were started so far; each may be ended by whoever has it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._started("scheduler", "--port", str(self._port))

    def more(self) -> subprocess.Popen[bytes]:
        """One more worker; nobody watches over it, and it tries to stay when the scheduler goes."""
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
        self.workers.append(self._started("worker", self.address, *options))
        return self.workers[-1]

    def wait(self, count: int) -> None:
        """Returns when there are so many workers."""
        from distributed import Client

        end = time.monotonic() + _WAIT
        while True:
            with suppress(OSError), Client(self.address, timeout=5) as client:
                client.wait_for_workers(count, timeout=max(1, end - time.monotonic()))
                return
            assert time.monotonic() < end, "the cluster does not begin"

    def close(self) -> None:
        """Ends all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _started(self, *words: str) -> subprocess.Popen[bytes]:
        program = Path(sys.executable).with_name("dask")
        return subprocess.Popen(
            [program, *words, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self._folder,
            env=os.environ | {"PYTHONPATH": str(_ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@contextmanager
def dask(folder: Path, count: int) -> Iterator[Cluster]:
    """A cluster with so many workers."""
    cluster = Cluster(folder)
    try:
        for _ in range(count):
            cluster.more()
        cluster.wait(count)
        yield cluster
    finally:
        cluster.close()
