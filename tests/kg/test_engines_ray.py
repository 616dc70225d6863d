"""A Ray cluster whose head node is not there, says nothing or goes: told in bounded time, with exit code 3.

python -m tests.kg.test_engines_ray SIGNAL    has a cluster work and strikes its head node with the signal
"""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.engines import engine_of
from kg.engines import ray as plugin
from kg.errors import SourceError
from tests.services import free_port
from tests.working import apart, beside_ray, done

ROOT = Path(__file__).resolve().parents[2]
_ANSWER = "the scheduler does not answer"


@pytest.fixture
def silent_address() -> Iterator[str]:
    """Somebody who takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def told(address: str) -> tuple[SourceError, float]:
    """The error of a cluster at that address, and after how many seconds it came."""
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught, engine_of("ray", scheduler=address).hands():
        pass
    return caught.value, time.monotonic() - begun


# A stand-in for the library -------------------------------------------------------------------------------


def standing_in(monkeypatch: pytest.MonkeyPatch, **answers: object) -> None:
    """A library whose head node gives these answers."""
    errors = SimpleNamespace(RayError=type("RayError", (Exception,), {}), RayTaskError=KeyError)
    quiet = {"init": int, "put": str, "cancel": print, "shutdown": int, "exceptions": errors}
    library = {
        **quiet,
        "remote": lambda **_: lambda _: SimpleNamespace(remote=lambda *_: "ticket"),
        **answers,
    }
    monkeypatch.setitem(
        sys.modules, "ray", SimpleNamespace(**{"cluster_resources": lambda: {"CPU": 2.0}, **library})
    )
    for name, seconds in (("_PATIENCE", 0.2), ("_LOOK", 0.1), ("_BACK", 0.2), ("_FAREWELL", 0.1)):
        monkeypatch.setattr(plugin, name, seconds)


def hangs(*_: object, **__: object) -> Mapping[str, float]:
    time.sleep(60)
    return {}


def waits(_: object, *, num_returns: int, timeout: float) -> tuple[list[object], list[object]]:
    """Nothing is done after that time."""
    del num_returns
    time.sleep(timeout)
    return [], []


def ends(*_: object, **__: object) -> None:
    raise SystemExit(15)


@pytest.mark.parametrize("init", [hangs, ends])
def test_a_head_node_that_does_not_answer_is_told(init: object, monkeypatch: pytest.MonkeyPatch) -> None:
    standing_in(monkeypatch, init=init, shutdown=hangs)
    error, seconds = told("10.0.0.1:6379")
    assert (error.what, error.where, error.exit_code) == (_ANSWER, "10.0.0.1:6379", 3)
    assert seconds < 3 * 0.3 + 5


def test_a_head_node_that_goes_while_it_works_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([{"CPU": 1.0}])
    standing_in(
        monkeypatch,
        init=lambda *_, **__: 0,
        cluster_resources=lambda: next(answers, None) or hangs(),
        wait=waits,
        cancel=hangs,
    )
    with pytest.raises(SourceError) as caught, engine_of("ray", scheduler="auto").hands() as hands:
        list(hands(done, ["a"]))
    assert (caught.value.what, caught.value.exit_code) == ("the scheduler has gone", 3)
    assert caught.value.remedy == "start it and run the command again: what was extracted is kept"


def test_processors_that_all_go_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([{"CPU": 1.0}])
    standing_in(
        monkeypatch,
        init=lambda *_, **__: 0,
        cluster_resources=lambda: next(answers, {}),
        wait=waits,
        cancel=lambda *_, **__: None,
    )
    with pytest.raises(SourceError) as caught, engine_of("ray", scheduler="auto").hands() as hands:
        list(hands(done, ["a"]))
    assert caught.value.what == "all workers have gone"


def test_a_cluster_without_processors_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    standing_in(monkeypatch, init=lambda *_, **__: 0, cluster_resources=dict)
    error, _ = told("auto")
    assert error.what == "the scheduler has no workers"


# The library itself ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_nobody_at_the_address_is_told_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    monkeypatch.setattr(plugin, "_PATIENCE", 3.0)
    error, seconds = told(f"127.0.0.1:{free_port()}")
    assert error.what == _ANSWER
    assert seconds < 3 * (3.0 + 5.0)


@pytest.mark.slow
def test_somebody_else_at_the_address_is_told_in_bounded_time(
    silent_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray")
    monkeypatch.setattr(plugin, "_PATIENCE", 3.0)
    error, seconds = told(silent_address)
    assert error.what == _ANSWER
    assert seconds < 3 * (3.0 + 5.0)


@pytest.mark.slow
@apart
@pytest.mark.parametrize("with_what", ["SIGKILL", "SIGSTOP"])
def test_a_head_node_that_dies_or_hangs_ends_the_work_in_bounded_time(with_what: str) -> None:
    ran = beside_ray("tests.kg.test_engines_ray", with_what)
    assert ran.returncode == 3, ran.stderr
    what, seconds = ran.stdout.splitlines()[-1].split(" after ")
    assert what == "the scheduler has gone"
    assert float(seconds) < 3 * (plugin._PATIENCE + 2 * plugin._LOOK + plugin._FAREWELL)


def _struck(with_what: signal.Signals) -> None:
    """All processes of that name, of which there is one, get the signal."""
    time.sleep(5)
    for place in Path("/proc").glob("[0-9]*/comm"):
        if place.read_text(encoding="utf-8").strip() == "gcs_server":
            os.kill(int(place.parent.name), with_what)


def _main(with_what: str) -> None:
    begun = time.monotonic()
    try:
        with engine_of("ray", scheduler="auto").hands() as hands:
            threading.Thread(target=_struck, args=(signal.Signals[with_what],)).start()
            list(hands(done, ["endless", "endless"]))
    except SourceError as error:
        print(f"{error.what} after {time.monotonic() - begun:.1f}", flush=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    _main(sys.argv[1])
