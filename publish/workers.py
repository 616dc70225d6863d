"""A small pool of child processes that answer tasks and are killed when they take too long or too much.

At most `Limits.workers` tasks run at once; `Limits.queue` more may wait, for `Limits.patience` seconds. All
else is told to come back later. A child that was killed, died or holds an old state of the store is replaced.
"""

import asyncio
import json
import socket
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import KgError, StoreError
from publish.children import environment
from publish.frames import frame

_START = 30.0
SLOW = 0.5
"""Seconds from which an answer counts as slow."""
Answer = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may cost, and how many may run."""

    timeout: float = 30.0
    """Seconds."""
    max_rows: int = 100_000
    max_memory: int = 1_500
    """Megabytes that each child may take beside the open store."""
    workers: int = 2
    queue: int = 32
    patience: float = 1.0
    """Seconds that a task waits for a free child."""
    per_client: float | None = None
    """Seconds of query time that one client may use in a minute; none for no bound."""


class BusyError(Exception):
    """Too many tasks are running or waiting."""


class TimeLimitError(Exception):
    """The task ran into the time limit and was stopped."""


class ChildDiedError(Exception):
    """The child died of the task: too much memory, or more nesting than the engine bears."""


class Pool:
    """Runs tasks in child processes over the directory that `locate` names at that moment."""

    def __init__(self, locate: Callable[[], Path], base: str, limits: Limits) -> None:
        self.limits = limits
        self.locate = locate
        self._base = base
        # A place without a child gets one when it is needed, or before.
        self._free: deque[_Child | None] = deque()
        self._waiting: deque[asyncio.Future[_Child | None]] = deque()
        self._all: set[_Child] = set()
        self._errands: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def start(self) -> None:
        """All children are up and have opened the store. Raises `StoreError` where they cannot."""
        self._free.extend([await self._spawn() for _ in range(self.limits.workers)])

    async def stop(self) -> None:
        """All children are gone, and nobody waits any more."""
        self._stopped = True
        for errand in tuple(self._errands):
            errand.cancel()
        for child in tuple(self._all):
            await self._bury(child)
        self._free.clear()

    @property
    def load(self) -> tuple[int, int]:
        """How many tasks run, and how many wait."""
        return self.limits.workers - len(self._free), len(self._waiting)

    async def run(
        self, task: dict[str, Any], timeout: float | None = None, slow: Callable[[], None] | None = None
    ) -> Answer:
        """Head and body of the answer. Raises `BusyError`, `TimeLimitError`, `ChildDiedError` or `StoreError`.

        A `timeout` can only lower the limit; `slow` is called when the answer takes longer than most.
        """
        limit = min(self.limits.timeout, timeout or self.limits.timeout)
        place = self._free.popleft() if self._free else await self._place()
        child: _Child | None = None
        try:
            child = await self._fresh(place)
            found = await child.ask(task, limit, slow)
        except BaseException:
            # Also when the client went away in the middle: nobody waits for this answer any more.
            self._drop(child or place)
            raise
        self._give(child)
        return found

    # Places ---------------------------------------------------------------------------------------------

    async def _place(self) -> "_Child | None":
        if len(self._waiting) >= self.limits.queue:
            raise BusyError
        loop = asyncio.get_running_loop()
        place: asyncio.Future[_Child | None] = loop.create_future()
        self._waiting.append(place)
        limit = loop.call_later(self.limits.patience, _refuse, place)
        try:
            return await place
        except BaseException:
            if place in self._waiting:
                self._waiting.remove(place)
            elif place.done() and not place.cancelled() and place.exception() is None:
                # The client went away just when its turn came.
                self._give(place.result())
            raise
        finally:
            limit.cancel()

    def _give(self, child: "_Child | None") -> None:
        """Hands a place to whoever waits longest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(child)
                return
        self._free.append(child)

    def _drop(self, child: "_Child | None") -> None:
        """Ends a child and hands its place on; where nobody waits, a new child is made ready."""
        if child is not None:
            self._errand(self._bury(child))
        self._give(None)
        if not self._stopped:
            self._errand(self._warm())

    def _errand(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _warm(self) -> None:
        if None not in self._free:
            return
        self._free.remove(None)
        child = None
        try:
            with suppress(KgError):  # whoever needs the child will be told
                child = await self._spawn()
        finally:
            self._give(child)

    # Children -------------------------------------------------------------------------------------------

    async def _fresh(self, child: "_Child | None") -> "_Child":
        """The child, or another one where it is gone or holds an old state."""
        directory = self.locate()
        if child is not None and child.alive and child.directory == directory:
            return child
        if child is not None:
            await self._bury(child)
        return await self._spawn()

    async def _spawn(self) -> "_Child":
        child = await _Child.spawn(self.locate(), self._base, self.limits.max_memory)
        if self._stopped:
            await child.kill()
            raise BusyError
        self._all.add(child)
        return child

    async def _bury(self, child: "_Child") -> None:
        self._all.discard(child)
        await asyncio.shield(child.kill())


def _refuse(place: "asyncio.Future[_Child | None]") -> None:
    if not place.done():
        place.set_exception(BusyError())


class _Child(asyncio.Protocol):
    """One child process; it answers one task at a time."""

    def __init__(self, process: asyncio.subprocess.Process, directory: Path) -> None:
        self.process = process
        self.directory = directory
        self.alive = True
        self._came = bytearray()
        loop = asyncio.get_running_loop()
        # What it says first is that it is ready.
        self._answer: asyncio.Future[Answer] = loop.create_future()
        self._transport: asyncio.Transport | None = None
        self._clock: asyncio.TimerHandle | None = None

    @classmethod
    async def spawn(cls, directory: Path, base: str, megabytes: int) -> "_Child":
        """A child that has opened the store. Raises `StoreError` where it cannot."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "publish.worker",
                str(directory),
                base,
                str(megabytes),
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=asyncio.subprocess.DEVNULL,
                env=environment(),
                # Ctrl-C is for the server, which then ends its children.
                start_new_session=True,
            )
        loop = asyncio.get_running_loop()
        _, child = await loop.create_unix_connection(lambda: cls(process, directory), sock=ours)
        try:
            await asyncio.wait_for(child._answer, _START)
        except (ChildDiedError, TimeoutError, asyncio.CancelledError) as error:
            await child.kill()
            if isinstance(error, asyncio.CancelledError):
                raise
            raise StoreError(
                "a query process cannot open the store",
                where=str(directory),
                remedy="check it with kg doctor",
            ) from error
        return child

    async def ask(
        self, task: dict[str, Any], timeout: float, slow: Callable[[], None] | None = None
    ) -> Answer:
        """The answer to a task. Raises `TimeLimitError` or `ChildDiedError`; the child is of no use then."""
        loop = asyncio.get_running_loop()
        if not self.alive or self._transport is None:
            raise ChildDiedError
        self._answer = loop.create_future()
        self._transport.write(frame(task))
        # One clock for most answers: it is wound for the limit only when they are slow.
        self._clock = loop.call_later(min(SLOW, timeout), self._late, timeout - SLOW, slow)
        try:
            return await self._answer
        finally:
            self._clock.cancel()

    def _late(self, left: float, slow: Callable[[], None] | None) -> None:
        if left <= 0:
            self._fail(TimeLimitError())
            return
        self._clock = asyncio.get_running_loop().call_later(left, self._fail, TimeLimitError())
        if slow is not None:
            slow()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Loops other than the standard one do not derive their transports from it.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        came = self._came
        came += data
        if len(came) < 16:
            return
        head = 16 + int.from_bytes(came[:8], "big")
        end = head + int.from_bytes(came[8:16], "big")
        if len(came) < end:
            return
        self._came = bytearray()
        if not self._answer.done():
            self._answer.set_result((json.loads(came[16:head]), bytes(memoryview(came)[head:end])))

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.alive = False
        self._fail(ChildDiedError())

    def _fail(self, error: Exception) -> None:
        if not self._answer.done():
            self._answer.set_exception(error)

    async def kill(self) -> None:
        """The process is gone."""
        self.alive = False
        with suppress(ProcessLookupError):
            self.process.kill()
        if self._transport is not None:
            self._transport.close()
        await self.process.wait()
