"""One process at a time may write to a service, and one that lost the right changes nothing any more."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg import pipeline
from kg.errors import StoreError
from kg.remote import Client, Credentials, Lease, claim, push, state
from kg.remote.state import STATE
from kg.settings import Remote, Settings
from kg.store import sending
from tests.kg.test_remote_push import Builds, builds, client, held, quads, silent
from tests.services import Fate, oxigraph, proxy

__all__ = ["builds"]
_NOW = "2026-01-01T00:00:00Z"
_ROOT = Path(__file__).resolve().parents[2]
_TEXT = "United Nations SAMPLE/2026/1\n\nReport\n\nThe Harbour Watch Programme contributes to target 16.4.\n"
_WAIT = 30.0
"""Seconds after which a test gives up."""
_HOLDER = f"<{STATE}> <{STATE}#holder>"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as address:
        yield address


@pytest.fixture
def empty(service: str) -> str:
    change(service, "DROP ALL")
    return service


def change(address: str, update: str) -> None:
    httpx.post(f"{address}/update", data={"update": update}, timeout=60).raise_for_status()


def taken_over(address: str) -> None:
    """Another process has the right to write from now on."""
    change(
        address,
        f"DELETE {{ GRAPH <{STATE}> {{ {_HOLDER} ?any }} }} "
        f'INSERT {{ GRAPH <{STATE}> {{ {_HOLDER} "another" }} }} '
        f"WHERE {{ GRAPH <{STATE}> {{ {_HOLDER} ?any }} }}",
    )


def gained(address: str, writer: str, together: threading.Barrier) -> Lease | str:
    """The right to write, or the message, of one of several that try at the same moment."""
    mine = client(address)
    together.wait(_WAIT)
    try:
        return claim(mine, writer)
    except StoreError as error:
        return error.what


def until(found: int, address: str) -> int:
    """How often the writer was heard of, counted up to `found`."""
    beats, end = set[str | None](), time.monotonic() + _WAIT
    while len(beats) < found and time.monotonic() < end:
        beats.add(state(client(address)).beat)
        time.sleep(0.02)
    return len(beats)


# Taking it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("_", range(5))
def test_of_eight_writers_at_the_same_moment_one_wins(empty: str, _: int) -> None:
    together = threading.Barrier(8)
    with ThreadPoolExecutor(8) as threads:
        tries = [threads.submit(gained, empty, f"writer {number}", together) for number in range(8)]
    found = [one.result() for one in tries]
    assert (
        sorted(one for one in found if isinstance(one, str))
        == ["another process is writing to the store"] * 7
    )


def test_of_two_that_saw_the_same_dead_writer_one_wins(empty: str) -> None:
    claim(client(empty), "dead", seconds=0.0)
    seen = state(client(empty))
    first, second = (Lease(client(empty), name, seconds=0.0) for name in ("one", "two"))
    first.take(seen)
    with pytest.raises(StoreError, match="another process is writing"):
        second.take(seen)
    first.check()


def test_who_was_heard_of_meanwhile_is_not_taken_for_dead(empty: str) -> None:
    alive = claim(client(empty), "alive", seconds=0.0)
    seen = state(client(empty))
    alive.keep()
    with pytest.raises(StoreError, match="another process is writing"):
        Lease(client(empty), "other", seconds=0.0).take(seen)
    alive.check()


def test_a_right_that_was_given_back_is_there_for_the_next(empty: str) -> None:
    claim(client(empty), "one").release()
    assert state(client(empty)).silent is None
    claim(client(empty), "two").check()


def test_who_is_refused_hears_where_and_what_to_do(empty: str) -> None:
    claim(client(empty), "one")
    with pytest.raises(StoreError) as caught:
        claim(client(empty), "two")
    assert caught.value.where == empty
    assert caught.value.remedy == "wait until it is done; one that died is forgotten after 120 seconds"


def test_a_claim_whose_answer_is_lost_holds_all_the_same(empty: str) -> None:
    with proxy(empty, lambda met: "lose" if met == 1 else "pass") as broken:
        endpoint = client(broken.address).endpoint
        claim(Client(endpoint, Credentials(), waits=(0.0,)), "one").check()
    assert state(client(empty)).writer == "one"
    with pytest.raises(StoreError, match="another process is writing"):
        claim(client(empty), "two")


# Keeping it -----------------------------------------------------------------------------------------------


def test_a_writer_is_heard_of_while_it_sends_nothing(empty: str) -> None:
    with claim(client(empty), "one", seconds=0.3):
        assert until(4, empty) == 4
    assert state(client(empty)).silent is None


def test_a_renewal_that_fails_is_tried_again(empty: str) -> None:
    with (
        proxy(empty, lambda met: "cut" if met in (3, 4) else "pass") as broken,
        claim(client(broken.address), "one", seconds=0.6) as lease,
    ):
        assert until(3, empty) == 3
        lease.keep()


def test_who_lost_the_right_is_told_before_the_next_change(empty: str) -> None:
    lease = claim(client(empty), "one", seconds=0.0)
    taken_over(empty)
    with pytest.raises(StoreError, match="another process took over") as caught:
        lease.keep()
    assert caught.value.remedy == "run the command again: it goes on from what is there now"


def test_giving_back_what_was_lost_takes_it_from_nobody(empty: str) -> None:
    lease = claim(client(empty), "one")
    taken_over(empty)
    lease.release()
    assert '"another"' in httpx.get(f"{empty}/store", params={"graph": STATE}, timeout=60).text


def test_a_writer_that_slept_and_lost_the_right_changes_nothing(empty: str, builds: Builds) -> None:
    lease = claim(client(empty), "one")
    push(client(empty), builds.before, lease=lease, progress=silent)
    taken_over(empty)
    with pytest.raises(StoreError, match="another process took over"):
        push(client(empty), builds.after, lease=lease, progress=silent)
    assert held(empty) == quads(builds.before)
    assert state(client(empty)).build == builds.before.build
    assert state(client(empty)).target is None


def test_who_loses_the_right_on_the_way_never_names_its_build(empty: str, builds: Builds) -> None:
    lease = claim(client(empty), "one")
    fates = {6: lambda: taken_over(empty)}

    def fate(met: int) -> Fate:
        fates.get(met, lambda: None)()
        return "pass"

    with proxy(empty, fate) as watched, pytest.raises(StoreError, match="another process took over"):
        push(client(watched.address), builds.before, lease=lease, progress=silent)
    assert (state(client(empty)).build, state(client(empty)).target) == (None, builds.before.build)


# Two processes --------------------------------------------------------------------------------------------


def building(address: str, home: Path) -> subprocess.Popen[str]:
    """`kg build` in a process and a folder of its own."""
    home.mkdir()
    (home / "one.txt").write_text(_TEXT, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(_ROOT),
        "MANDATEGRAPH_CACHE": str(home / "cache"),
        "MANDATEGRAPH_WORK": str(home / "work"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "one.txt", "--store", address],
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class _Gate:
    """Lets requests pass up to one that changes a graph, and the others when it is opened."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, met: int) -> Fate:
        if met >= self.number:
            self.reached.set()
            self.opened.wait(_WAIT)
        return "pass"


@pytest.mark.slow
def test_of_two_builds_one_goes_on_and_the_other_is_told(empty: str, tmp_path: Path) -> None:
    gate = _Gate(14)
    with proxy(empty, gate) as held_up:
        first = building(held_up.address, tmp_path / "first")
        try:
            assert gate.reached.wait(_WAIT)
            _, told = (second := building(empty, tmp_path / "second")).communicate(timeout=60)
            assert (second.returncode, "another process is writing to the store" in told) == (3, True)
            gate.opened.set()
            _, told = first.communicate(timeout=60)
            assert (first.returncode, told) == (0, told)
        finally:
            gate.opened.set()
            first.kill()
            first.wait()
    assert state(client(empty)).silent is None
    assert state(client(empty)).build is not None


@pytest.mark.slow
def test_a_killed_build_keeps_others_out_until_its_time_is_over(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = _Gate(14)
    with proxy(empty, gate) as held_up:
        first = building(held_up.address, tmp_path / "first")
        try:
            assert gate.reached.wait(_WAIT)
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.communicate()
            gate.opened.set()
    monkeypatch.setenv("MANDATEGRAPH_CACHE", str(tmp_path / "cache"))
    told = Settings(store=tmp_path / "work", decisions=tmp_path / "none", remote=Remote(address=empty))
    paths = [tmp_path / "first" / "one.txt"]
    with pytest.raises(StoreError, match="one that died is forgotten after 120 seconds"):
        pipeline.build(paths, told, now=_NOW)
    monkeypatch.setattr("kg.remote.lease.LEASE", 0.0)
    report = pipeline.build(paths, told, now=_NOW)
    assert state(client(empty)).build == report.build


def test_a_folder_that_is_in_use_is_told_before_the_service_is_asked(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANDATEGRAPH_CACHE", str(tmp_path / "cache"))
    told = Settings(store=tmp_path / "work", decisions=tmp_path / "none", remote=Remote(address=empty))
    (tmp_path / "one.txt").write_text(_TEXT, encoding="utf-8")
    adopt, seen = sending._adopt, list[str]()

    def meanwhile(*parts: Any) -> None:
        with pytest.raises(StoreError, match="another process is writing") as caught:
            pipeline.build([tmp_path / "one.txt"], told, now=_NOW)
        seen.append(caught.value.where)
        adopt(*parts)

    monkeypatch.setattr("kg.store.sending._adopt", meanwhile)
    pipeline.build([tmp_path / "one.txt"], told, now=_NOW)
    assert seen == [str(tmp_path / "work")]
