"""The server as a process: its address, its end, and what keeps it from starting."""

import signal
import socket
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from kg.errors import ConfigError, StoreError
from publish.server import Service, run
from publish.workers import Limits
from tests.publish.conftest import children, eventually, start
from tests.publish.test_service import HEAVY


def silent(_: str) -> None:
    raise AssertionError("nothing is ready")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_server_answers_once_its_address_is_told_and_ends_when_told(
    store_path: Path, number: signal.Signals
) -> None:
    process, address = start(store_path)
    assert httpx.get(f"{address}health/ready").status_code == 200
    process.send_signal(number)
    assert process.wait(20) == 0


def living(processes: Sequence[int]) -> list[int]:
    return [pid for pid in processes if Path(f"/proc/{pid}/cmdline").exists()]


def test_killed_server_leaves_no_children(store_path: Path) -> None:
    process, _ = start(store_path)
    first, second = children(process.pid)
    process.kill()
    process.wait(20)
    # They see the end of their input.
    assert eventually(lambda: not living([first, second]))


def test_killed_server_takes_a_running_query_along(store_path: Path) -> None:
    process, address = start(store_path)
    busy = children(process.pid)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}sparql", data={"query": HEAVY}, timeout=0.3)
    process.kill()
    process.wait(20)
    assert eventually(lambda: not living(busy))


def test_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        run(Service(store=tmp_path / "nowhere", port=0, limits=Limits()), silent)


def test_port_in_use_is_told(store_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="cannot listen"):
            run(Service(store=store_path, port=port, limits=Limits()), silent)


def test_address_that_is_not_ours_is_told(store_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot listen"):
        run(Service(store=store_path, host="192.0.2.1", port=0, limits=Limits()), silent)


def test_server_listens_on_the_loopback_alone(store_path: Path) -> None:
    process, address = start(store_path)
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/")
    process.terminate()
    assert process.wait(20) == 0


def test_query_of_a_client_that_hung_up_is_stopped(store_path: Path) -> None:
    process, address = start(store_path)
    before = set(children(process.pid))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}sparql", data={"query": HEAVY}, timeout=0.5)
    assert eventually(lambda: len(before & set(children(process.pid))) == 1)
    assert httpx.get(f"{address}health/ready").status_code == 200
    assert len(before & set(children(process.pid))) == 1
    process.terminate()
    assert process.wait(20) == 0
