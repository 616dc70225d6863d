"""Virtuoso as a store: it has no default graph that can be written, and takes little in one request."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.remote import Client, Credentials, Local, claim, connected, push, state
from kg.remote.graphs import Graphs
from kg.remote.state import FILES, STATE
from kg.settings import DEFAULT_BASE, Remote
from tests.kg.conftest import Kg
from tests.kg.test_remote_lease import building
from tests.kg.test_remote_push import AFTER, BASE, BEFORE, Builds, made, silent
from tests.services import Fate, proxy, virtuoso

pytestmark = pytest.mark.slow
_WHO = Credentials(user="dba", password="dba")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    home = tmp_path_factory.mktemp("builds")
    return Builds(before=made(home / "before", BEFORE), after=made(home / "after", AFTER))


def client(address: str) -> Client:
    found = connected(Remote(address=address), _WHO)
    found.own_default(BASE)
    return found


def send(address: str, local: Local) -> None:
    sent(client(address), client(address), local)


def sent(near: Client, far: Client, local: Local) -> None:
    """Sent by the one client; the other settles that we may write."""
    lease = claim(near, "me")
    try:
        push(far, local, lease=lease, progress=silent)
    finally:
        lease.release()


def held(address: str) -> set[str]:
    graphs = Graphs(client(address))
    return {str(quad) for name in _names(graphs) for quad in graphs.quads_for_pattern(None, None, None, name)}


def _names(graphs: Graphs) -> list[ox.NamedNode | ox.DefaultGraph]:
    return [ox.DefaultGraph(), *graphs.named_graphs()]


def quads(local: Local) -> set[str]:
    return {str(quad) for quad in local.opened()}


def test_one_build_after_the_other_is_there(service: str, builds: Builds) -> None:
    send(service, builds.before)
    assert held(service) == quads(builds.before)
    send(service, builds.after)
    assert held(service) == quads(builds.after)


@pytest.mark.parametrize("fate", ["cut", "lose"])
@pytest.mark.parametrize("number", [4, 8, 12, 16, 20, 24])
def test_what_was_cut_off_is_sent_again(service: str, builds: Builds, number: int, fate: Fate) -> None:
    send(service, builds.before)
    root = service.removesuffix("/sparql")
    with proxy(root, lambda met: fate if met >= number else "pass") as broken:
        far = Client(client(service).endpoint, _WHO, waits=())
        far.endpoint = replace(
            far.endpoint,
            query=f"{broken.address}/sparql",
            update=f"{broken.address}/sparql-auth",
            data=f"{broken.address}/sparql-graph-crud-auth",
        )
        with pytest.raises(StoreError):
            sent(client(service), far, builds.after)
    send(service, builds.after)
    assert held(service) == quads(builds.after)


def test_questions_are_about_our_graphs_alone(service: str, builds: Builds) -> None:
    send(service, builds.before)
    graphs = Graphs(client(service))
    assert bool(graphs.query("ASK { <urn:river> <urn:label> 'River' }"))
    assert not bool(graphs.query("ASK { <urn:st1> ?p ?o }"))
    rows = graphs.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["g"].value for row in rows] == sorted(f"{BASE}graph/{name}" for name in BEFORE)
    assert state(client(service)).default == f"{BASE}graph/default"


def test_commands_answer_as_over_a_store_on_disk(
    kg: Kg, service: str, samples: Path, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client(service).update(f"CLEAR SILENT GRAPH <{STATE}>")
    client(service).update(f"CLEAR SILENT GRAPH <{BASE}graph/default>")
    monkeypatch.setenv("MANDATEGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MANDATEGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("MANDATEGRAPH_STORE_PASSWORD", "dba")
    assert kg("build", samples, "--store", service).code == 0
    assert kg("ask", "trained", "--store", service) == kg("ask", "trained", "--store", sample_store)
    assert kg("why", "16.4", "--store", service) == kg("why", "16.4", "--store", sample_store)
    assert kg("validate", "--store", service) == kg("validate", "--store", sample_store)
    monkeypatch.setenv("MANDATEGRAPH_STORE_PASSWORD", "wrong")
    ended = kg("build", samples, "--store", service)
    assert ended.code == 3
    assert "does not let us in" in ended.err
    assert "wrong" not in ended.err


# Two writers ----------------------------------------------------------------------------------------------

_HOLDER = f"<{STATE}> <{STATE}#holder>"
_BUSY = "another process is writing to the store"


@pytest.fixture
def empty(service: str) -> str:
    """The service with nothing in it that a build writes."""
    names = [name.value for name in Graphs(client(service)).named_graphs() if isinstance(name, ox.NamedNode)]
    for name in (*names, STATE, FILES, f"{BASE}graph/default", f"{DEFAULT_BASE}graph/default"):
        client(service).update(f"CLEAR SILENT GRAPH <{name}>")
    return service


def taken_over(address: str) -> None:
    """Another process has the right to write from now on."""
    client(address).update(
        f"DELETE {{ GRAPH <{STATE}> {{ {_HOLDER} ?any }} }} "
        f'INSERT {{ GRAPH <{STATE}> {{ {_HOLDER} "another" }} }} '
        f"WHERE {{ GRAPH <{STATE}> {{ {_HOLDER} ?any }} }}"
    )


def gained(address: str, writer: str, together: threading.Barrier) -> str:
    """What becomes of one of several that want the right to write at the same moment."""
    mine = client(address)
    together.wait(30)
    try:
        claim(mine, writer)
    except StoreError as error:
        return error.what
    return "gained"


@pytest.mark.parametrize("_", range(3))
def test_of_four_writers_at_the_same_moment_one_wins(empty: str, _: int) -> None:
    together = threading.Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        tries = [threads.submit(gained, empty, f"writer {number}", together) for number in range(4)]
    assert sorted(one.result() for one in tries) == [_BUSY, _BUSY, _BUSY, "gained"]


def test_the_second_writer_is_told_and_changes_nothing(empty: str, builds: Builds) -> None:
    first = claim(client(empty), "one")
    push(client(empty), builds.before, lease=first, progress=silent)
    with pytest.raises(StoreError, match=_BUSY) as caught:
        claim(client(empty), "two")
    assert caught.value.remedy == "wait until it is done; one that died is forgotten after 120 seconds"
    first.release()
    assert held(empty) == quads(builds.before)
    send(empty, builds.after)
    assert held(empty) == quads(builds.after)


def test_a_writer_that_lost_the_right_changes_nothing_any_more(empty: str, builds: Builds) -> None:
    lease = claim(client(empty), "one")
    push(client(empty), builds.before, lease=lease, progress=silent)
    taken_over(empty)
    with pytest.raises(StoreError, match="another process took over"):
        push(client(empty), builds.after, lease=lease, progress=silent)
    assert held(empty) == quads(builds.before)
    assert state(client(empty)).build == builds.before.build


def test_of_two_builds_one_goes_on_and_the_other_is_told(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANDATEGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("MANDATEGRAPH_STORE_PASSWORD", "dba")
    first = building(empty, tmp_path / "first")
    try:
        end = time.monotonic() + 60
        while state(client(empty)).silent is None and time.monotonic() < end:
            time.sleep(0.02)
        os.kill(first.pid, signal.SIGSTOP)
        assert state(client(empty)).silent is not None
        second = building(empty, tmp_path / "second")
        _, told = second.communicate(timeout=120)
        assert (second.returncode, _BUSY in told) == (3, True)
        os.kill(first.pid, signal.SIGCONT)
        _, told = first.communicate(timeout=120)
        assert (first.returncode, told) == (0, told)
    finally:
        first.kill()
        first.wait()
    assert state(client(empty)).silent is None
    assert state(client(empty)).build is not None
