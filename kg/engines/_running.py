"""Work given to workers: each thing once, with a limit of time, and what is lost with its worker once more, alone.

A worker may die of what it works on, or with its machine. Which of the two it was shows when the thing is tried
again with nothing beside it, after all others are done: what kills its worker twice has failed, and so has what
takes too long or upsets the code. Every other thing comes to its end.
"""

import signal
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import KgError
from kg.limits import Limits, SpentError, no_process, within

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
_TICK = 5.0
"""Seconds after which a wait looks at the clock."""
LIMITS = Limits()
WORKERS = "--jobs"
"""Where it is told how many processes begin."""
REPORT = "see the fault with: kg --debug extract, and report it"
LEAVE_OUT = "split the document, or leave it out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Generic[_Given]):
    """A thing on which the work failed, and why."""

    thing: _Given
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a worker says of a thing that upset it; `error` where the whole run is to end with it."""

    what: str = ""
    remedy: str = REPORT
    error: KgError | None = None


class WorkerLostError(Exception):
    """The worker ended before its work did."""


class Crew(Protocol):
    """Workers as an engine has them; each piece of work has a ticket."""

    size: int
    """How many pieces run at once."""

    def start(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> Hashable:
        """The ticket of a piece that runs now; never more than `size` at once.

        Who waits for it gives up after so many seconds, see `stop`.
        """
        ...

    def ended(self, tickets: Sequence[Any], seconds: float) -> Iterable[Any]:
        """Those of the tickets whose work has ended; waits for the first of them, `seconds` at most."""
        ...

    def result(self, ticket: Any) -> Any:
        """What `attempted` gave.

        Raises `WorkerLostError` where the worker ended before it.
        """
        ...

    def stop(self, ticket: Any) -> None:
        """Nobody waits for this piece any more; its worker is free for others."""
        ...


def attempted(work: Callable[[Any], Any], thing: Any, limits: Limits = LIMITS) -> Any:
    """What the work makes of a thing within the limits, or the fault: this is what workers run."""
    try:
        with within(limits):
            return work(thing)
    except SpentError as error:
        return Fault(what=error.what, remedy=error.remedy)
    except KgError as error:
        return Fault(error=error)
    except Exception as error:  # one document may upset the code in any way
        return Fault(what=f"the software failed on it ({type(error).__name__}: {error})"[:300])


def too_slow(seconds: float) -> Fault:
    """The fault of a thing that takes more than so many seconds by the clock."""
    return Fault(what=f"working on it takes more than {seconds:g} seconds", remedy=LEAVE_OUT)


def served(line: Connection) -> None:
    """Does what comes over the line, one thing at a time, until the other side is gone.

    Raises `EOFError` or `OSError` then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever leads is interrupted, and ends the others
    work: Callable[[Any], Any] | None = None
    while True:
        told, thing = line.recv()
        work = told or work
        assert work is not None
        line.send(attempted(work, thing))


def alone(
    limits: Limits, work: Callable[[_Given], _Made], things: Iterable[_Given]
) -> Iterator[_Made | Failed[_Given]]:
    """The same without workers, in order: what kills a worker would end this process."""
    for thing in things:
        yield _told(attempted(work, thing, limits), thing)


@dataclass(frozen=True, slots=True)
class _Turn:
    thing: Any
    until: float
    last: bool
    """Whether this is the second time."""


def mapped(
    crew: Crew, seconds: float, work: Callable[[_Given], _Made], things: Iterable[_Given]
) -> Iterator[_Made | Failed[_Given]]:
    """What the work makes of each thing, in the order in which it is done; `seconds` for one of them.

    Raises the `KgError` that the work raises, and `LimitError` where no worker may begin.
    """
    waiting, lost, running = iter(things), deque[_Given](), dict[Any, _Turn]()
    try:
        while _filled(crew, seconds, work, waiting, lost, running):
            for ticket in list(crew.ended(tuple(running), _patience(running))):
                turn = running.pop(ticket)
                try:
                    yield _told(crew.result(ticket), turn.thing)
                except WorkerLostError:
                    if turn.last:
                        yield Failed(
                            thing=turn.thing, what="it makes its worker break down", remedy=LEAVE_OUT
                        )
                    else:
                        lost.append(turn.thing)
            for ticket in [ticket for ticket, turn in running.items() if turn.until <= time.monotonic()]:
                crew.stop(ticket)
                yield _told(too_slow(seconds), running.pop(ticket).thing)
    finally:
        for ticket in running:
            crew.stop(ticket)


def _filled(
    crew: Crew,
    seconds: float,
    work: Callable[[Any], Any],
    waiting: Iterator[Any],
    lost: deque[Any],
    running: dict[Any, _Turn],
) -> bool:
    """Whether anything runs, after all that may run now was started."""
    while len(running) < crew.size:
        for thing in waiting:
            running[_begun(crew, work, thing, seconds)] = _Turn(thing, time.monotonic() + seconds, False)
            break
        else:
            break
    if not running and lost:
        thing = lost.popleft()
        running[_begun(crew, work, thing, seconds)] = _Turn(thing, time.monotonic() + seconds, True)
    return bool(running)


def _begun(crew: Crew, work: Callable[[Any], Any], thing: Any, seconds: float) -> Hashable:
    """The ticket of the piece.

    Raises `LimitError` where the worker for it may not begin.
    """
    try:
        return crew.start(work, thing, seconds)
    except OSError as error:
        raise no_process(error, WORKERS) from error


def _patience(running: dict[Any, _Turn]) -> float:
    left = min(turn.until for turn in running.values()) - time.monotonic()
    return max(0.0, min(left, _TICK))


def _told(found: Any, thing: Any) -> Any:
    if not isinstance(found, Fault):
        return found
    if found.error:
        raise found.error
    return Failed(thing=thing, what=found.what, remedy=found.remedy)
