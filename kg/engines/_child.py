"""One process beside a worker of a cluster: what kills it, or takes too long, costs it and not the worker.

`python -m kg.engines._child LINE LIFE` answers over the socket LINE, and ends when the other end of LIFE is closed:
with the worker, however that ends.
"""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from kg.engines._running import Fault, served, too_slow
from kg.limits import no_process

_GRACE = 10.0
"""Seconds that a process which was told to end may take for it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The process ended before its work did."""


class Child:
    """The process; it is started when it is needed, and again after it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection
        self._life = -1
        self._knows: Callable[[Any], Any] | None = None

    def attempted(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> Any:
        """What `kg.engines._running.attempted` gives there; a fault after so many seconds by the clock, or `Lost`."""
        if self._process is None or self._process.poll() is not None:
            try:
                self._start()
            except OSError as error:
                refused = no_process(error, "")
                return Fault(what=refused.what, remedy=refused.remedy)
        try:
            self._line.send((None if self._knows is work else work, thing))
            self._knows = work
            if not self._line.poll(seconds):
                self.close()
                return too_slow(seconds)
            return self._line.recv()
        except (EOFError, OSError):
            self.close()
            return Lost()
        except Exception as error:  # what cannot be packed
            self.close()
            return Fault(what=f"the worker does not know the work ({error})")

    def close(self) -> None:
        """No process is left."""
        if self._process:
            self._process.kill()
            self._process.wait(_GRACE)
            self._line.close()
            os.close(self._life)
            self._process = self._knows = None

    def _start(self) -> None:
        self.close()
        ours, theirs = socket.socketpair()
        end, self._life = os.pipe()
        self._line = Connection(ours.detach())
        command = [sys.executable, "-P", "-m", "kg.engines._child", str(theirs.fileno()), str(end)]
        # What this process can import, that one can.
        path = os.pathsep.join(filter(None, sys.path))
        try:
            with theirs:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env=os.environ | {"PYTHONPATH": path},
                    pass_fds=(theirs.fileno(), end),
                )
        except OSError:
            self._line.close()
            os.close(self._life)
            raise
        finally:
            os.close(end)


def _main(line: int, life: int) -> None:
    threading.Thread(target=_ended, args=(life,), daemon=True).start()
    with suppress(EOFError, OSError):
        served(Connection(line))


def _ended(life: int) -> None:
    """Ends this process, whatever it does, as soon as nobody is there who started it."""
    with suppress(OSError):
        os.read(life, 1)
    os._exit(1)


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
