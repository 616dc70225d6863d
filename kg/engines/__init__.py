"""Where extraction runs: this process, others beside it, or a cluster. One engine is one file in this folder.

An engine gives `NAME`, `DISTANT` (whether its workers may be on other machines, which see none of this one's files)
and `crew`, the workers while they are needed. What is done with lost, slow and poisoned work is the same for all,
see `kg.engines._running`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from types import ModuleType
from typing import Protocol, TypeVar

from kg.discover import plugins
from kg.engines._running import WORKERS, Crew, Failed, alone, mapped
from kg.errors import ConfigError
from kg.limits import Limits, no_process

__all__ = ["HERE", "SECONDS", "Crew", "Engine", "Failed", "Hands", "engine_of", "names"]

SECONDS = 600.0
"""What a worker may take for one document in one step by the clock, on however busy a machine."""
LOCAL = "local"

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Hands(Protocol):
    """Does the same to many things: what became of each, in no order; a thing on which it failed is told."""

    def __call__(
        self, work: Callable[[_Given], _Made], things: Iterable[_Given], /
    ) -> Iterator[_Made | Failed[_Given]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine as a user asked for it."""

    name: str = LOCAL
    jobs: int = 1
    """Workers that are started; of no account where a scheduler is told."""
    scheduler: str | None = None
    """Address of a cluster that is there already."""
    seconds: float = SECONDS
    workers: "_Workers | None" = field(default=None, compare=False, repr=False)
    """Those that stay, see `lasting`."""

    @property
    def distant(self) -> bool:
        """Whether workers may see none of this machine's files."""
        return bool(_plugin(self.name).DISTANT)

    @contextmanager
    def lasting(self) -> Iterator["Engine"]:
        """The same engine, whose distant workers stay from the moment they are needed until the end of this.

        Workers of this machine are started anew for each task: they know what this process has loaded by then.
        """
        with ExitStack() as stack:
            yield replace(self, workers=_Workers(stack)) if self.distant else self

    @contextmanager
    def hands(self) -> Iterator[Hands]:
        """The workers, while they are needed.

        Raises `ConfigError` where the engine is not installed, `SourceError` where its scheduler does not answer and
        `LimitError` where its workers may not begin.
        """
        if self.name == LOCAL and self.jobs <= 1:
            yield partial(alone, Limits(seconds=min(self.seconds, Limits().seconds)))
            return
        with ExitStack() as stack:
            try:
                crew = (self.workers or _Workers(stack)).crew(self)
            except OSError as error:
                raise no_process(error, WORKERS) from error
            yield partial(mapped, crew, self.seconds)


class _Workers:
    """The workers of an engine, started when they are first needed; they go with the stack."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._crew: Crew | None = None

    def crew(self, engine: Engine) -> Crew:
        """The workers, which are there now."""
        if self._crew is None:
            begun = _plugin(engine.name).crew(engine.jobs, engine.scheduler)
            self._crew = self._stack.enter_context(begun)
        return self._crew


HERE = Engine()
"""This process."""


def engine_of(name: str, *, jobs: int = 1, scheduler: str | None = None) -> Engine:
    """The engine of that name.

    Raises `ConfigError` where there is none, or where it takes no scheduler.
    """
    if name not in names():
        raise ConfigError(
            f"there is no engine {name}", where="--engine", remedy=f"use one of {', '.join(names())}"
        )
    engine = Engine(name=name, jobs=jobs, scheduler=scheduler)
    if scheduler and not engine.distant:
        raise ConfigError(
            f"the engine {name} has no scheduler",
            where="--scheduler",
            remedy="leave it out, or name another --engine",
        )
    return engine


def names() -> list[str]:
    """The names of all engines."""
    return [str(plugin.NAME) for plugin in _engines()]


def _plugin(name: str) -> ModuleType:
    return next(plugin for plugin in _engines() if name == plugin.NAME)


def _engines() -> tuple[ModuleType, ...]:
    return plugins("kg.engines", "NAME", "DISTANT", "crew")
