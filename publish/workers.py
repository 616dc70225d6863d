"""A small pool of child processes that answer queries and are killed when they take too long or too much.

At most `Limits.workers` tasks run at once; `Limits.queue` more may wait, for `Limits.patience` seconds. All
else is told to come back later. A child that was killed, died or holds an old state of the store is replaced.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from publish.worker import frame

_HOME = Path(__file__).resolve().parent.parent
_START = 30.0


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
        self._locate = locate
        self._base = base
        self._free: list[_Child] = []
        self._all: set[_Child] = set()
        self._slots = asyncio.Semaphore(limits.workers)
        self._waiting = 0

    async def start(self) -> None:
        """All children are up and have opened the store. Raises `StoreError` where they cannot."""
        self._free = [await self._spawn() for _ in range(self.limits.workers)]

    async def stop(self) -> None:
        """All children are gone."""
        for child in tuple(self._all):
            await self._bury(child)
        self._free.clear()

    async def run(self, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Head and body of the answer. Raises `BusyError`, `TimeLimitError` or `ChildDiedError`."""
        async with self._slot():
            child = await self._take()
            try:
                result = await asyncio.wait_for(
                    child.ask(task | {"timeout": self.limits.timeout}), self.limits.timeout
                )
            except TimeoutError as error:
                raise TimeLimitError from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise ChildDiedError from error
            else:
                self._free.append(child)
                return result
            finally:
                # Also when the client went away in the middle: nobody waits for this answer any more.
                if child not in self._free:
                    await asyncio.shield(self._bury(child))

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        if self._slots.locked() and self._waiting >= self.limits.queue:
            raise BusyError
        self._waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self.limits.patience)
        except TimeoutError as error:
            raise BusyError from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._slots.release()

    async def _take(self) -> "_Child":
        directory = self._locate()
        while self._free:
            child = self._free.pop()
            if child.directory == directory and child.alive:
                return child
            await self._bury(child)
        return await self._spawn()

    async def _spawn(self) -> "_Child":
        child = await _Child.spawn(self._locate(), self._base, self.limits.max_memory)
        self._all.add(child)
        return child

    async def _bury(self, child: "_Child") -> None:
        self._all.discard(child)
        await child.kill()


class _Child:
    """One child process; it answers one task at a time."""

    def __init__(self, process: asyncio.subprocess.Process, directory: Path) -> None:
        self._process = process
        self.directory = directory

    @classmethod
    async def spawn(cls, directory: Path, base: str, megabytes: int) -> "_Child":
        """A child that has opened the store. Raises `StoreError` where it cannot."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "publish.worker",
            str(directory),
            base,
            str(megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(_HOME), os.environ.get("PYTHONPATH", "")))},
            # Ctrl-C is for the server, which then ends its children.
            start_new_session=True,
        )
        child = cls(process, directory)
        try:
            await asyncio.wait_for(child._receive(), _START)
        except (asyncio.IncompleteReadError, TimeoutError, ConnectionError) as error:
            await child.kill()
            raise StoreError(
                "a query process cannot open the store",
                where=str(directory),
                remedy="check it with kg doctor",
            ) from error
        return child

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdin is not None
        self._process.stdin.write(frame(task))
        await self._process.stdin.drain()
        return await self._receive()

    async def _receive(self) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None
        sizes = await self._process.stdout.readexactly(16)
        head = await self._process.stdout.readexactly(int.from_bytes(sizes[:8], "big"))
        return json.loads(head), await self._process.stdout.readexactly(int.from_bytes(sizes[8:], "big"))

    async def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
