"""Documents read in child processes with limits: one that hangs, swells or dies costs one document."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from kg import layout
from kg.errors import LimitError, ReadError
from kg.limits import Limits, no_process
from kg.sources.found import Found
from kg.sources.frames import HEADER, framed, length
from kg.sources.reading import Content, document
from kg.types import Document

_ANOTHER = "save it again, or in another format"
_LONGEST_REPLY = 2**29


Outcome = Document | ReadError | LimitError | None
"""What became of a thing found: none where it was not to be read."""


def read_each(
    found: Iterable[Found],
    *,
    wanted: Callable[[Found], bool] = lambda _: True,
    jobs: int = 1,
    limits: Limits | None = None,
) -> Iterator[tuple[Found, Outcome]]:
    """Each thing found, in order, with its document where it has bytes and is wanted, or why it cannot be read.

    Up to `jobs` processes read at once; never more than a few documents are held in memory.
    """
    children: SimpleQueue[_Child] = SimpleQueue()
    every = [_Child(limits or Limits()) for _ in range(max(jobs, 1))]
    for child in every:
        children.put(child)
    window: deque[tuple[Found, Future[Outcome] | None]] = deque()
    with ThreadPoolExecutor(len(every)) as threads:
        try:
            for one in found:
                read = one.data is not None and wanted(one)
                window.append((one, _begun(one, children, threads) if read else None))
                if len(window) > 2 * len(every):
                    yield _ended(*window.popleft())
            while window:
                yield _ended(*window.popleft())
        finally:  # also where nobody wants the rest: a reading that goes on would be waited for
            threads.shutdown(wait=False, cancel_futures=True)
            for child in every:
                child.close()


def read_one(found: Found, *, limits: Limits | None = None) -> Document:
    """The document that was found.

    Raises `ReadError` where it cannot be read and `LimitError` where it takes too much time or memory.
    """
    if found.data is None:
        raise ReadError(found.reason, where=found.shown, remedy=found.remedy)
    ((_, outcome),) = read_each([found], limits=limits)
    if isinstance(outcome, Document):
        return outcome
    assert outcome is not None
    raise outcome


def _begun(found: Found, children: "SimpleQueue[_Child]", threads: ThreadPoolExecutor) -> "Future[Outcome]":
    try:
        return threads.submit(_read, found, children)
    except RuntimeError as error:  # a thread is what the system refuses too where processes are too many
        refused: Future[Outcome] = Future()
        refused.set_result(no_process(error, found.shown))
        return refused


def _ended(found: Found, read: Future[Outcome] | None) -> tuple[Found, Outcome]:
    return found, read.result() if read else None


def _read(found: Found, children: "SimpleQueue[_Child]") -> Outcome:
    try:
        child = children.get()
        try:
            return document(found, child.content(found))
        finally:
            children.put(child)
    except (ReadError, LimitError) as error:
        return error


class _Child:
    """A process that reads, started when it is first needed and again after it has died."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def content(self, found: Found) -> Content:
        """What the file says.

        Raises `ReadError` where it cannot be read and `LimitError` where it takes too much time or memory, or where
        no process may begin.
        """
        try:
            process = self._process = self._process or _started(self._limits)
        except OSError as error:
            raise no_process(error, found.shown) from error
        try:
            reply = json.loads(_exchanged(process, found, time.monotonic() + self._limits.seconds))
        except TimeoutError:
            self.close()
            what = f"reading it takes more than {self._limits.seconds:g} seconds"
            raise LimitError(what, where=found.shown, remedy="split the file, or leave it out") from None
        except (EOFError, OSError, ValueError):
            self.close()
            raise ReadError("it makes its reader break down", where=found.shown, remedy=_ANOTHER) from None
        if "limit" in reply:
            self.close()
            what = f"reading it takes more than {self._limits.memory >> 20} megabytes of memory"
            raise LimitError(what, where=found.shown, remedy="split the file, or leave it out")
        if "what" in reply:
            raise ReadError(reply["what"], where=found.shown, remedy=reply["remedy"])
        table = reply["layout"]
        return Content(
            text=reply["text"],
            media_type=reply["media_type"],
            language=reply["language"],
            layout=layout.load(table) if table else None,
        )

    def close(self) -> None:
        """Ends the process, if there is one, and whatever it has started."""
        if self._process:
            with suppress(ProcessLookupError, PermissionError):  # its group has gone already
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    command = [
        sys.executable,
        "-P",
        "-m",
        "kg.sources.child",
        str(limits.memory),
        str(int(limits.seconds) + 1),
    ]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )


def _exchanged(process: subprocess.Popen[bytes], found: Found, deadline: float) -> bytes:
    """The reply to a file; the process takes the whole file before it works on it.

    Raises `TimeoutError`, and `EOFError` or `OSError` where the process has died.
    """
    assert process.stdin is not None
    data = found.data or b""
    told = json.dumps(
        {"path": found.shown, "media_type": found.media_type, "charset": found.charset}
    ).encode()
    process.stdin.write(framed(told) + told + framed(data))
    process.stdin.write(data)
    process.stdin.flush()
    size = length(_received(process, HEADER, deadline))
    if size > _LONGEST_REPLY:
        raise EOFError
    return _received(process, size, deadline)


def _received(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    assert process.stdout is not None
    parts = bytearray()
    waiting = select.poll()
    waiting.register(process.stdout, select.POLLIN)
    while len(parts) < size:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(1000 * left):
            raise TimeoutError
        part = os.read(process.stdout.fileno(), min(size - len(parts), 2**20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
