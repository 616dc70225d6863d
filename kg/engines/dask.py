"""A Dask cluster: one that is there already, or processes of this machine (`pip install 'mandategraph[dask]'`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from kg.engines._running import Fault, WorkerLostError, attempted
from kg.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from distributed import Client, Future

NAME = "dask"
DISTANT = True
_PATIENCE = 20
"""Seconds until a scheduler that does not answer counts as gone."""


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
        try:
            client = stack.enter_context(
                distributed.Client(scheduler, timeout=_PATIENCE) if scheduler else _own(jobs, stack)
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise SourceError(
                "the scheduler does not answer", where=str(scheduler), remedy="check the address"
            ) from error
        yield _Cluster(client)


def _own(jobs: int, stack: ExitStack) -> "Client":
    import dask
    import distributed

    # Whether a loss is tried again is decided here, the same way for all engines.
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
    """A ticket is a future."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        threads = client.nthreads()
        if not threads:
            raise SourceError("the scheduler has no workers", where="--scheduler", remedy="start some")
        if max(threads.values()) > 1:
            raise ConfigError(
                "a worker of the cluster has several threads",
                where="--scheduler",
                remedy="start workers with --nthreads 1, more of them instead",
            )
        self.size = len(threads)
        self._told: tuple[Callable[[Any], Any], Any] | None = None

    def start(self, work: Callable[[Any], Any], thing: Any) -> "Future[Any]":
        if self._told is None or self._told[0] is not work:  # the same work goes to each worker once
            self._told = work, self._client.scatter([work], broadcast=True, hash=False)[0]
        return self._client.submit(attempted, self._told[1], thing, pure=False)

    def ended(self, tickets: "Sequence[Future[Any]]", seconds: float) -> "Iterable[Future[Any]]":
        from distributed import CancelledError, wait

        with suppress(TimeoutError, CancelledError):
            wait(list(tickets), timeout=seconds, return_when="FIRST_COMPLETED")
        self._check()
        return [ticket for ticket in tickets if ticket.done()]

    def result(self, ticket: "Future[Any]") -> Any:
        from distributed import CancelledError, KilledWorker

        try:
            return ticket.result()
        except (CancelledError, KilledWorker, OSError) as error:
            self._check()
            self._told = None  # where no worker is left that has the work, it is lost too
            raise WorkerLostError from error
        except Exception as error:  # `attempted` raises nothing: the worker did not come to it
            return Fault(what=f"the worker does not know the work ({error})")

    def stop(self, ticket: "Future[Any]") -> None:
        busy = [name for name, keys in self._client.processing().items() if ticket.key in keys]
        ticket.cancel()
        if busy:  # a task that runs cannot be taken from its worker
            self._client.restart_workers(busy, timeout=_PATIENCE, raise_for_error=False)

    def _check(self) -> None:
        if self._client.status != "running":
            raise SourceError("the scheduler has gone", where="--scheduler", remedy="run the command again")
