"""Processes of this machine, one piece of work at a time in each: who dies, dies with one document."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from kg.engines._running import WorkerLostError, served

NAME = "local"
DISTANT = False
_FORK = multiprocessing.get_context("fork")


@contextmanager
def crew(jobs: int, scheduler: str | None) -> Iterator["_Processes"]:
    """`jobs` processes, started at once: what this one has loaded by now they need not load."""
    del scheduler
    workers = _Processes(jobs)
    try:
        yield workers
    finally:
        workers.close()


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    line: Connection
    knows: list[Callable[[Any], Any]] = field(default_factory=list)
    """The work that it was told of last."""


class _Processes:
    """Idle processes, and busy ones by themselves: a ticket is the worker."""

    def __init__(self, jobs: int) -> None:
        self.size = jobs
        self._every: list[_Worker] = []
        self._idle = [self._begun() for _ in range(jobs)]

    def start(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> _Worker:
        del seconds  # `stop` ends it
        worker = self._idle.pop() if self._idle else self._begun()
        new = worker.knows != [work]
        try:
            worker.line.send((work if new else None, thing))
        except OSError:
            return worker  # it died while it was idle: `result` tells
        worker.knows = [work]
        return worker

    def ended(self, tickets: Sequence[_Worker], seconds: float) -> Iterable[_Worker]:
        # A process that dies closes its end of the line.
        ready = wait([worker.line for worker in tickets], seconds)
        return [worker for worker in tickets if worker.line in ready]

    def result(self, ticket: _Worker) -> Any:
        try:
            found = ticket.line.recv()
        except (EOFError, OSError) as error:
            self.stop(ticket)
            raise WorkerLostError from error
        self._idle.append(ticket)
        return found

    def stop(self, ticket: _Worker) -> None:
        ticket.process.kill()
        ticket.process.join()
        ticket.line.close()
        self._every.remove(ticket)

    def close(self) -> None:
        """No process is left."""
        for worker in list(self._every):
            self.stop(worker)

    def _begun(self) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        # A child that kept the ends of others would keep them from seeing that this process is gone.
        foreign = [ours, *(worker.line for worker in self._every)]
        process = _FORK.Process(target=_work, args=(theirs, foreign), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._every.append(worker)
        return worker


def _work(line: Connection, foreign: Sequence[Connection]) -> None:
    """Answers until the other side is gone."""
    for other in foreign:
        other.close()
    with suppress(EOFError, OSError):
        served(line)
