"""A Dask cluster: one that is there already, or processes of this machine (`pip install 'mandategraph[dask]'`)."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.engines._child import Child, Lost
from kg.engines._running import Fault, WorkerLostError
from kg.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from distributed import Client, Future

NAME = "dask"
DISTANT = True
_WHERE = "--scheduler"
_PATIENCE = 20
"""Seconds until a scheduler that does not answer counts as gone."""
_LOOK = 5.0
"""Seconds after which it is looked how many workers there are."""
_BACK = 30.0
"""Seconds after which workers of which none is left are not waited for: who watches over them starts them sooner."""


@contextmanager
def crew(jobs: int, scheduler: str | None) -> Iterator["_Cluster"]:
    """The workers of the cluster at `scheduler` (`tcp://…`, `tls://…`), or `jobs` of its own.

    Raises `ConfigError` where Dask is not installed or a worker has several threads, `SourceError` where the
    scheduler does not answer or has no workers.
    """
    try:
        import distributed
    except ImportError as error:
        raise ConfigError(
            "Dask is not installed",
            where="--engine dask",
            remedy="install it: pip install 'mandategraph[dask]'",
        ) from error
    with ExitStack() as stack:
        stack.enter_context(_silenced())
        try:
            client = stack.enter_context(
                distributed.Client(scheduler, timeout=_PATIENCE) if scheduler else _own(jobs, stack)
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise SourceError(
                "the scheduler does not answer", where=str(scheduler), remedy="check the address"
            ) from error
        yield _Cluster(client)


@contextmanager
def _silenced() -> Iterator[None]:
    """The library's log says nothing meanwhile: what went wrong is told by an error."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _own(jobs: int, stack: ExitStack) -> "Client":
    import dask
    import distributed

    # Whether a loss is tried again is decided elsewhere, the same way for all engines.
    stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
    cluster = distributed.LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs="CRITICAL",
    )
    return distributed.Client(stack.enter_context(cluster), timeout=_PATIENCE)


class _Cluster:
    """A ticket is a future. A task runs in a process beside its worker: no document ends a worker."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self.size = 0
        self._looked = self._empty = 0.0
        self._seen = False
        self._told: tuple[Callable[[Any], Any], Any] | None = None
        with _reached():
            self._look()
        if not self.size:
            raise SourceError("the scheduler has no workers", where=_WHERE, remedy="start some")

    def start(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> "Future[Any]":
        with _reached():
            if self._told is None or self._told[0] is not work:  # the same work goes to each worker once
                self._wait()
                self._told = work, self._client.scatter([work], broadcast=True, hash=False)[0]
            return self._client.submit(_beside, self._told[1], thing, seconds, pure=False)

    def ended(self, tickets: "Sequence[Future[Any]]", seconds: float) -> "Iterable[Future[Any]]":
        from distributed import CancelledError, wait

        with _reached():
            with suppress(TimeoutError, CancelledError):
                wait(list(tickets), timeout=min(seconds, _LOOK), return_when="FIRST_COMPLETED")
            self._check()
            if time.monotonic() - self._looked >= _LOOK:
                self._look()
        return [ticket for ticket in tickets if ticket.done()]

    def result(self, ticket: "Future[Any]") -> Any:
        from distributed import CancelledError, KilledWorker

        try:
            found = ticket.result(timeout=_PATIENCE)
        except (CancelledError, KilledWorker, OSError) as error:  # what is too slow here is an OSError too
            self._check()
            self._told = None  # where no worker is left that has the work, it is lost too
            raise WorkerLostError from error
        except Exception as error:  # the worker did not come to it
            return Fault(what=f"the worker does not know the work ({error})")
        if isinstance(found, Lost):
            raise WorkerLostError
        return found

    def stop(self, ticket: "Future[Any]") -> None:
        # A task that runs cannot be taken from its worker, which ends it by itself after the same time.
        with suppress(OSError, RuntimeError):
            ticket.cancel()

    def _check(self) -> None:
        if self._client.status != "running":
            raise _gone()

    def _look(self) -> None:
        """How many workers there are by now: some may have come, some gone.

        Raises `ConfigError` where one has several threads, `SourceError` where none has been there for a while.
        """
        threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=_PATIENCE)
        self._check()
        self._looked = time.monotonic()
        if max(threads.values(), default=1) > 1:
            raise ConfigError(
                "a worker of the cluster has several threads",
                where=_WHERE,
                remedy="start workers with --nthreads 1, more of them instead",
            )
        if threads:
            self.size, self._seen, self._empty = len(threads), True, 0.0
        elif self._seen:
            # From the first look that found none: long before it nobody may have looked at all.
            self._empty = self._empty or self._looked
            if self._looked - self._empty >= _BACK:
                raise _deserted()

    def _wait(self) -> None:
        """Returns when there is a worker: those that were lost may come back."""
        try:
            self._client.wait_for_workers(1, timeout=_BACK)
        except TimeoutError as error:
            self._check()
            raise _deserted() from error


@contextmanager
def _reached() -> Iterator[None]:
    """Faults of the connection as a message that says what to do."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the library raises both
        raise _gone() from error


def _deserted() -> SourceError:
    return SourceError(
        "all workers have gone",
        where=_WHERE,
        remedy="start some and run the command again: what was extracted is kept",
    )


def _gone() -> SourceError:
    return SourceError(
        "the scheduler has gone",
        where=_WHERE,
        remedy="start it and run the command again: what was extracted is kept",
    )


def _beside(work: Callable[[Any], Any], thing: Any, seconds: float) -> Any:
    """Runs on the worker."""
    return _child().attempted(work, thing, seconds)


@cache  # one process for all tasks of a worker, which has one thread
def _child() -> Child:
    return Child()
