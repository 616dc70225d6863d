"""What work on one document may take, told by the system in the process that does the work: time and memory."""

import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LimitError

_AGAIN = 1.0
"""Seconds after which it is told once more that the time is up, should a library have gone on."""
_REMEDY = "split the document, or leave it out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take in one step."""

    seconds: float = 100.0
    """Of the processor, where it works on the document in the same process; else of the clock."""
    memory: int = 1536 * 2**20
    """Bytes of address space."""


class SpentError(LimitError):
    """One document took more than it may."""


def no_process(error: Exception, where: str) -> LimitError:
    """What to say where the system lets no further process or thread begin."""
    told = getattr(error, "strerror", None) or error
    return LimitError(
        f"the system lets no further process begin ({told})",
        where=where,
        remedy="end others or raise the limit (ulimit -u, or that of the container), and run the command again",
    )


class _TimeUp(BaseException):
    """No fault: nothing that catches faults may catch it."""


@contextmanager
def within(limits: Limits, where: str = "") -> Iterator[None]:
    """What is done here takes no more than that: processor time, and memory beyond what is held already.

    Other work on a busy machine takes nothing of it. Holds in the first thread of a process, which alone is told
    the time; elsewhere, and for work that only waits, whoever wants the result has to look at the clock. Raises
    `SpentError`.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        with _memory(limits.memory), _time(limits.seconds):
            yield
    except _TimeUp:
        what = f"working on it takes more than {limits.seconds:g} seconds of the processor"
        raise SpentError(what, where=where, remedy=_REMEDY) from None
    except MemoryError:
        what = f"working on it takes more than {limits.memory >> 20} megabytes of memory"
        raise SpentError(what, where=where, remedy=_REMEDY) from None


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    """Raises `_TimeUp` after so many seconds; a clock that ran before goes on behind it."""
    begun = time.process_time()
    handler = signal.signal(signal.SIGPROF, _ring)
    left, again = signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        if left:
            signal.setitimer(signal.ITIMER_PROF, max(0.001, left - time.process_time() + begun), again)


def _ring(*_: object) -> None:
    raise _TimeUp


@contextmanager
def _memory(more: int) -> Iterator[None]:
    """The process gets no more than so many bytes beside those it has; where the system does not tell, any number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    held = _held()
    known = [held + more if held else resource.RLIM_INFINITY, soft, hard]
    least = min((limit for limit in known if limit != resource.RLIM_INFINITY), default=resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _held() -> int:
    """Bytes of address space that this process has, 0 where that is not told."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0
