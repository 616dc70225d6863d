"""A Ray cluster that is there already (`pip install 'mandategraph[ray]'`).

None is started here: Ray's own processes listen on every network of their machine. Ray waits for minutes for a head
node that does not answer, and a minute after one has gone it ends the process that asks. So each question to the head
node is put in a thread of its own, which is left behind where no answer comes in time.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from kg.engines._running import Fault, WorkerLostError, attempted
from kg.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from ray import ObjectRef

NAME = "ray"
DISTANT = True
_WHERE = "--scheduler"
_PATIENCE = 30.0
"""Seconds until a head node that does not answer counts as gone."""
_LOOK = 5.0
"""Seconds after which it is looked whether the head node is there and how many processors there are."""
_BACK = 30.0
"""Seconds after which processors of which none is left are not waited for."""
_FAREWELL = 5.0
"""Seconds that taking leave of the cluster may take."""
_AGAIN = "run the command again: what was extracted is kept"

_Told = TypeVar("_Told")


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
        _bounded(lambda: ray.init(scheduler, log_to_driver=False, logging_level=logging.CRITICAL), _PATIENCE)
    except (OSError, ValueError, RuntimeError, SystemExit) as error:  # the library raises all of them
        _left()
        raise SourceError(
            "the scheduler does not answer",
            where=str(scheduler),
            remedy="check the address, and the token where the cluster asks for one",
        ) from error
    try:
        yield _Cluster()
    finally:
        _left()


def _bounded(question: Callable[[], _Told], seconds: float) -> _Told:
    """The answer, or what the question raised.

    Raises `TimeoutError` where there is none after so many seconds; who waits for it then is left behind.
    """
    answers: SimpleQueue[tuple[bool, Any]] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put((True, question()))
        except BaseException as error:  # the library even raises SystemExit
            answers.put((False, error))

    threading.Thread(target=ask, daemon=True).start()
    try:
        fine, told = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no answer after {seconds:g} seconds") from None
    if not fine:
        raise told
    answer: _Told = told
    return answer


def _left() -> None:
    """Takes leave of the cluster, without waiting for one that has gone: neither now nor when the process ends."""
    import ray

    try:
        _bounded(ray.shutdown, _FAREWELL)
    except TimeoutError:
        atexit.unregister(ray.shutdown)


class _Cluster:
    """A ticket is a reference to what will be there."""

    def __init__(self) -> None:
        import ray

        # Whether a loss is tried again is decided elsewhere, the same way for all engines.
        self._run = ray.remote(num_cpus=1, max_retries=0)(attempted)
        self._told: tuple[Callable[[Any], Any], Any] | None = None
        self._here = True
        self.size = 0
        self._looked = self._empty = 0.0
        self._seen = False
        self._look()
        if not self.size:
            raise SourceError("the scheduler has no workers", where=_WHERE, remedy="start some")

    def start(self, work: Callable[[Any], Any], thing: Any, seconds: float) -> "ObjectRef[Any]":
        del seconds  # `stop` ends it
        return self._asked(lambda: self._started(work, thing))

    def _started(self, work: Callable[[Any], Any], thing: Any) -> "ObjectRef[Any]":
        import ray

        if self._told is None or self._told[0] is not work:  # the same work goes to each worker once
            self._told = work, ray.put(work)
        return self._run.remote(self._told[1], thing)

    def ended(self, tickets: "Sequence[ObjectRef[Any]]", seconds: float) -> "Iterable[ObjectRef[Any]]":
        import ray

        def waited() -> "list[ObjectRef[Any]]":
            done, _ = ray.wait(list(tickets), num_returns=1, timeout=min(seconds, _LOOK))
            return list(done)

        done = self._asked(waited)
        if time.monotonic() - self._looked >= _LOOK:
            self._look()
        return done

    def result(self, ticket: "ObjectRef[Any]") -> Any:
        import ray

        try:
            return ray.get(ticket, timeout=_PATIENCE)
        except (
            ray.exceptions.RayTaskError
        ) as error:  # `attempted` raises nothing: the worker did not come to it
            return Fault(what=f"the worker does not know the work ({error.cause})")
        except ray.exceptions.RayError as error:
            raise WorkerLostError from error

    def stop(self, ticket: "ObjectRef[Any]") -> None:
        import ray

        if self._here:  # else nobody is there to be told
            with suppress(OSError, RuntimeError, ray.exceptions.RayError):
                _bounded(lambda: ray.cancel(ticket, force=True), _FAREWELL)

    def _asked(self, question: Callable[[], _Told]) -> _Told:
        """The answer of the cluster.

        Raises `SourceError` where there is none.
        """
        import ray

        try:
            return _bounded(question, _PATIENCE)
        except (OSError, RuntimeError, SystemExit, ray.exceptions.RayError) as error:
            self._here = False
            raise SourceError(
                "the scheduler has gone", where=_WHERE, remedy=f"start it and {_AGAIN}"
            ) from error

    def _look(self) -> None:
        """How many processors there are by now: some may have come, some gone.

        Raises `SourceError` where there is no head node, or has been no processor for a while.
        """
        import ray

        size = int(self._asked(ray.cluster_resources).get("CPU", 0))
        self._looked = time.monotonic()
        if size:
            self.size, self._seen, self._empty = size, True, 0.0
        elif self._seen:
            # From the first look that found none: long before it nobody may have looked at all.
            self._empty = self._empty or self._looked
            if self._looked - self._empty >= _BACK:
                raise SourceError("all workers have gone", where=_WHERE, remedy=f"start some and {_AGAIN}")
