"""A cluster that others run: what becomes of its workers, its scheduler and their processes is told in bounded time."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from kg.engines import Failed, engine_of
from kg.engines._child import Child, Lost
from kg.engines._running import Fault
from kg.errors import SourceError
from tests.clusters import Cluster, dask
from tests.working import done, outcomes

_AGAIN = "start some and run the command again: what was extracted is kept"


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    try:
        yield made
    finally:
        made.close()


def is_first_thread(_: object) -> bool:
    return threading.current_thread() is threading.main_thread()


def pid(_: object) -> int:
    return os.getpid()


def noted(seconds: float, path: str) -> str:
    """Tells its process in a file and then takes so long."""
    Path(path).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(seconds)
    return "done"


def appears(path: Path) -> str:
    """What the file says, as soon as it says something."""
    end = time.monotonic() + 60
    while not (path.exists() and path.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        time.sleep(0.05)
    return path.read_text(encoding="utf-8")


def is_gone(process: str) -> bool:
    """Whether the process ends within some seconds."""
    end = time.monotonic() + 30
    while Path("/proc", process).exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not Path("/proc", process).exists()


# The process beside a worker --------------------------------------------------------------------------------


def test_one_process_does_one_piece_after_the_other(child: Child) -> None:
    first, second = (child.attempted(pid, None, 30.0) for _ in range(2))
    assert first == second != os.getpid()
    assert child.attempted(done, "a", 30.0) == "A"


def test_work_stands_in_the_first_thread_where_limits_hold(child: Child) -> None:
    assert child.attempted(is_first_thread, None, 30.0) is True


def test_a_piece_that_kills_the_process_is_told_and_the_next_is_done(child: Child) -> None:
    assert isinstance(child.attempted(done, "poison", 30.0), Lost)
    assert child.attempted(done, "a", 30.0) == "A"


@pytest.mark.slow
def test_a_piece_that_takes_too_long_is_ended_and_the_next_is_done(child: Child) -> None:
    fault = child.attempted(done, "endless", 2.0)
    assert isinstance(fault, Fault)
    assert fault.what == "working on it takes more than 2 seconds"
    assert child.attempted(done, "a", 30.0) == "A"


def test_a_process_that_may_not_begin_is_told(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as forbidden:
        forbidden.setattr("subprocess.Popen", refused)
        fault = child.attempted(done, "a", 30.0)
    assert isinstance(fault, Fault)
    assert fault.what == "the system lets no further process begin (Operation not permitted)"
    assert child.attempted(done, "a", 30.0) == "A"


def test_work_that_cannot_be_packed_is_told(child: Child) -> None:
    fault = child.attempted(lambda thing: thing, "a", 30.0)
    assert isinstance(fault, Fault)
    assert fault.what.startswith("the worker does not know the work")


def test_a_process_that_was_closed_is_gone(child: Child) -> None:
    process = child.attempted(pid, None, 30.0)
    child.close()
    assert not Path("/proc", str(process)).exists()


def test_the_process_ends_with_whoever_started_it_though_it_works(tmp_path: Path) -> None:
    code = (
        "import sys; from functools import partial; from kg.engines._child import Child; "
        "from tests.kg.test_engines_dask import noted; "
        "Child().attempted(partial(noted, 600.0), sys.argv[1], 600.0)"
    )
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "pid")],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    process = appears(tmp_path / "pid")
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert is_gone(process)


# The cluster ------------------------------------------------------------------------------------------------


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster of one worker; losses are told sooner than else."""
    pytest.importorskip("distributed")
    for name, seconds in (("_PATIENCE", 5), ("_LOOK", 0.5), ("_BACK", 4.0)):
        monkeypatch.setattr(f"kg.engines.dask.{name}", seconds)
    with dask(tmp_path, 1) as cluster:
        yield cluster


def lost(cluster: Cluster, victim: int, with_what: signal.Signals, path: Path) -> SourceError:
    """The error of a run in which a process of the cluster gets a signal while it works."""

    def strike() -> None:
        appears(path)
        os.kill(victim, with_what)

    striker = threading.Thread(target=strike)
    striker.start()
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught, engine_of("dask", scheduler=cluster.address).hands() as hands:
        list(hands(partial(noted, 60.0), [str(path)] * 3))
    striker.join()
    assert time.monotonic() - begun < 3 * 20.0
    return caught.value


@pytest.mark.slow
@pytest.mark.parametrize("with_what", [signal.SIGKILL, signal.SIGSTOP])
def test_a_scheduler_that_goes_or_hangs_is_told(
    one: Cluster, tmp_path: Path, with_what: signal.Signals
) -> None:
    error = lost(one, one.scheduler.pid, with_what, tmp_path / "pid")
    assert (error.what, error.where) == ("the scheduler has gone", "--scheduler")
    assert error.remedy == "start it and run the command again: what was extracted is kept"


@pytest.mark.slow
def test_workers_that_all_go_are_told(one: Cluster, tmp_path: Path) -> None:
    error = lost(one, one.workers[0].pid, signal.SIGKILL, tmp_path / "pid")
    assert (error.what, error.where, error.remedy) == ("all workers have gone", "--scheduler", _AGAIN)


@pytest.mark.slow
def test_a_worker_that_comes_takes_over_from_one_that_went(one: Cluster, tmp_path: Path) -> None:
    def replaced() -> None:
        appears(tmp_path / "pid")
        one.more()
        one.wait(2)
        os.kill(one.workers[0].pid, signal.SIGKILL)

    striker = threading.Thread(target=replaced)
    striker.start()
    with engine_of("dask", scheduler=one.address).hands() as hands:
        found = list(hands(partial(noted, 8.0), [str(tmp_path / "pid")] * 2))
    striker.join()
    assert found == ["done", "done"]


@pytest.mark.slow
def test_a_poisoned_document_costs_no_worker_of_a_cluster_with_its_own_settings(one: Cluster) -> None:
    engine = engine_of("dask", scheduler=one.address)
    assert outcomes(engine, "a", "poison", "b") == ["A", "B", "poison: it makes its worker break down"]
    assert one.workers[0].poll() is None


@pytest.mark.slow
def test_a_document_that_takes_too_long_costs_no_worker_of_a_cluster(one: Cluster) -> None:
    engine = replace(engine_of("dask", scheduler=one.address), seconds=4.0)
    with engine.hands() as hands:
        found = list(hands(done, ["endless", "a", "b"]))
    assert sorted(thing for thing in found if isinstance(thing, str)) == ["A", "B"]
    assert [f.what for f in found if isinstance(f, Failed)] == ["working on it takes more than 4 seconds"]
    assert one.workers[0].poll() is None
