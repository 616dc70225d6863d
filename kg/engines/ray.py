"""A Ray cluster that is there already (`pip install 'mandategraph[ray]'`).

None is started here: Ray's own processes listen on every network of their machine.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.engines._running import Fault, WorkerLostError, attempted
from kg.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from ray import ObjectRef

NAME = "ray"
DISTANT = True


@contextmanager
def crew(jobs: int, scheduler: str | None) -> Iterator["_Cluster"]:
    """The processors of the cluster at `scheduler` (`HOST:PORT`, `ray://…`, or `auto` for the one of this machine).

    Raises `ConfigError` where Ray is not installed or no cluster is named, `SourceError` where it does not answer.
    """
    del jobs
    if not scheduler:
        raise ConfigError(
            "the engine ray needs a cluster",
            where="--engine ray",
            remedy="start one where nobody else reaches it (ray start --head), and name it: --scheduler auto",
        )
    try:
        import ray
    except ImportError as error:
        raise ConfigError(
            "Ray is not installed", where="--engine ray", remedy="install it: pip install 'mandategraph[ray]'"
        ) from error
    try:
        ray.init(scheduler, log_to_driver=False, logging_level=logging.CRITICAL)
    except (ConnectionError, OSError, ValueError, RuntimeError) as error:
        raise SourceError(
            "the scheduler does not answer", where=str(scheduler), remedy="check the address"
        ) from error
    try:
        yield _Cluster()
    finally:
        ray.shutdown()


class _Cluster:
    """A ticket is a reference to what will be there."""

    def __init__(self) -> None:
        import ray

        self.size = max(1, int(ray.cluster_resources().get("CPU", 1)))
        # Whether a loss is tried again is decided elsewhere, the same way for all engines.
        self._run = ray.remote(num_cpus=1, max_retries=0)(attempted)
        self._told: tuple[Callable[[Any], Any], Any] | None = None

    def start(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> "ObjectRef[Any]":
        del seconds  # `stop` ends it
        import ray

        if self._told is None or self._told[0] is not work:  # the same work goes to each worker once
            self._told = work, ray.put(work)
        return self._run.remote(self._told[1], thing)

    def ended(self, tickets: "Sequence[ObjectRef[Any]]", seconds: float) -> "Iterable[ObjectRef[Any]]":
        import ray

        done: list[ObjectRef[Any]]
        done, _ = ray.wait(list(tickets), num_returns=1, timeout=seconds)
        return done

    def result(self, ticket: "ObjectRef[Any]") -> Any:
        import ray

        try:
            return ray.get(ticket)
        except (
            ray.exceptions.RayTaskError
        ) as error:  # `attempted` raises nothing: the worker did not come to it
            return Fault(what=f"the worker does not know the work ({error.cause})")
        except ray.exceptions.RayError as error:
            raise WorkerLostError from error

    def stop(self, ticket: "ObjectRef[Any]") -> None:
        import ray

        ray.cancel(ticket, force=True)
