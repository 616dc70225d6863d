"""Virtuoso as a store: it has no default graph that can be written, and takes little in one request."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.remote import Client, Credentials, Local, claim, connected, push, state
from kg.remote.graphs import Graphs
from kg.remote.state import STATE
from kg.settings import Remote
from tests.kg.conftest import Kg
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
