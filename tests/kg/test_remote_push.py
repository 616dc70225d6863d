"""A build reaches a service whole, whatever breaks on the way, and nobody meets half of a document."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import LimitError, StoreError
from kg.remote import Client, Credentials, Endpoint, Local, claim, push, state
from kg.remote.state import FILES, STATE, hashes, kept, listed, mark
from tests.services import Fate, oxigraph, proxy

BASE = "https://example.org/mg/"
_DEFAULT = ("doc", "entities", "meta", "vocab")
"""Graphs whose triples stand in the default graph too."""
_SHARED = {
    "entities": """
<urn:river> <urn:label> "River" .
<urn:harbour> <urn:label> "Harbour" .
""",
    "meta": """
<urn:d1> <urn:version> "1" .
""",
    "vocab/places": """
<urn:sahel> <urn:label> "Sahel" .
<urn:delta> <urn:label> "Delta" .
""",
    "doc/D1/v1": """
<urn:harbour> <urn:contributesTo> <urn:goal16> .
<urn:river> <urn:contributesTo> <urn:goal16> .
""",
    "prov/D1/v1": """
<urn:st1> <urn:subject> <urn:harbour> .
<urn:st1> <urn:confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal> .
""",
}
BEFORE = {
    **_SHARED,
    "meta": """
<urn:d1> <urn:version> "1" .
<urn:d2> <urn:version> "1" .
<urn:d3> <urn:version> "1" .
""",
    "doc/D2/v1": """
<urn:port> <urn:contributesTo> <urn:target5> .
<urn:harbour> <urn:contributesTo> <urn:goal16> .
""",
    "prov/D2/v1": """
<urn:st2> <urn:subject> <urn:port> .
""",
    "doc/D3/v1": """
<urn:river> <urn:contributesTo> <urn:target5> .
<urn:river> <urn:quotes> "a \\"word\\"\\nand a line"@en .
""",
    "prov/D3/v1": """
<urn:st3> <urn:subject> <urn:river> .
""",
}
AFTER = {
    **_SHARED,
    "entities": """
<urn:river> <urn:label> "Great River" .
<urn:harbour> <urn:label> "Harbour" .
<urn:lake> <urn:label> "Lake" .
""",
    "meta": """
<urn:d1> <urn:version> "1" .
<urn:d3> <urn:version> "2" .
<urn:d4> <urn:version> "1" .
""",
    "doc/D3/v2": """
<urn:river> <urn:contributesTo> <urn:target15> .
<urn:river> <urn:contributesTo> <urn:goal16> .
""",
    "prov/D3/v2": """
<urn:st4> <urn:subject> <urn:river> .
""",
    "doc/D4/v1": """
<urn:lake> <urn:contributesTo> <urn:target5> .
""",
    "prov/D4/v1": """
<urn:st5> <urn:subject> <urn:lake> .
""",
}
"""Of the second document nothing is left, the third has another text, the fourth is new."""
_CUTS = range(15)
"""The requests of the second build, one by one."""


@dataclass(frozen=True)
class Builds:
    """Two builds of one store: between them a document goes, one changes and one comes."""

    before: Local
    after: Local


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    home = tmp_path_factory.mktemp("builds")
    return Builds(before=made(home / "before", BEFORE), after=made(home / "after", AFTER))


def made(root: Path, graphs: Mapping[str, str]) -> Local:
    """A store whose live build has these graphs, and what they tell in the default graph."""
    lines = [(name, line) for name, text in graphs.items() for line in text.strip().splitlines()]
    named = [f"{line[:-1]}<{BASE}graph/{name}> .\n" for name, line in lines]
    plain = {f"{line}\n" for name, line in lines if name.startswith(_DEFAULT)}
    build = root.name
    store.publish(root, build, "".join([*named, *sorted(plain)]).encode(), {"base": BASE})
    live = (root / "current").resolve()
    return Local(
        build=build,
        manifest=mark((live / "manifest.json").read_bytes()),
        base=BASE,
        opened=lambda: ox.Store.read_only(str(live / "graph")),
        hashes=json.loads((live / "graphs.json").read_bytes()),
        files={f"manifests/{build}.json": live / "manifest.json"},
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as address:
        yield address


@pytest.fixture
def empty(service: str) -> str:
    """The address of a service that holds nothing."""
    httpx.post(f"{service}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    return service


def client(address: str, *, timeout: float = 60.0) -> Client:
    """A client that does not try twice."""
    endpoint = Endpoint(
        address=address,
        query=f"{address}/query",
        update=f"{address}/update",
        data=f"{address}/store",
        timeout=timeout,
    )
    return Client(endpoint, Credentials(), waits=())


def send(address: str, local: Local, by: Client | None = None) -> bool:
    """Whether anything had to be sent; that we may write is settled beside the client that sends."""
    lease = claim(client(address), "me")
    try:
        return push(by or client(address), local, lease=lease, progress=silent)
    finally:
        lease.release()


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def held(address: str) -> list[str]:
    """All quads of a service but those that tell of its state, sorted."""
    answer = httpx.get(f"{address}/store", headers={"Accept": "application/n-quads"}, timeout=60)
    own = (f"<{STATE}> .", f"<{FILES}> .")
    return sorted(line for line in answer.text.splitlines() if not line.endswith(own))


def quads(local: Local) -> list[str]:
    return sorted(f"{quad} ." for quad in local.opened())


def torn(address: str, builds: Builds) -> list[str]:
    """The graphs of documents that are neither as before nor as after, and triples that the default graph lacks."""
    lines = held(address)
    now, before, after = (_by_graph(part) for part in (lines, quads(builds.before), quads(builds.after)))
    names = [name for name in {*now, *before, *after} if "/graph/doc/" in name or "/graph/prov/" in name]
    units = {name.partition("/graph/")[2].partition("/")[2].rpartition("/")[0] for name in names}
    found = []
    for unit in sorted(units):
        own = [name for name in sorted(names) if f"/{unit}/" in name]
        states = [{name: part.get(name) for name in own} for part in (now, before, after)]
        if states[0] not in states[1:]:
            found.append(f"{unit} is torn")
    told = {line for name, held_ in now.items() if "/graph/doc/" in name for line in held_}
    return [*found, *sorted(told - now.get("", set()))]


def _by_graph(lines: list[str]) -> dict[str, set[str]]:
    graphs: dict[str, set[str]] = {}
    for quad in ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs.setdefault(name, set()).add(str(quad.triple))
    return graphs


# Whole ----------------------------------------------------------------------------------------------------


def test_an_empty_service_holds_the_build_then(empty: str, builds: Builds) -> None:
    assert send(empty, builds.before)
    assert held(empty) == quads(builds.before)
    assert hashes(client(empty)) == builds.before.hashes


def test_the_next_build_takes_the_place_of_the_one_before(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    send(empty, builds.after)
    assert held(empty) == quads(builds.after)
    assert state(client(empty)).build == builds.after.build
    assert state(client(empty)).target is None


def test_files_of_the_build_before_are_gone(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    send(empty, builds.after)
    name = f"manifests/{builds.after.build}.json"
    assert list(listed(client(empty))) == [name]
    assert kept(client(empty), name) == builds.after.files[name].read_bytes()


def test_what_the_service_holds_already_is_not_sent(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    with proxy(empty, lambda _: "pass") as counted:
        assert not send(empty, builds.before, client(counted.address))
    assert counted.met == 2


def test_a_changed_document_costs_requests_by_its_size_not_by_the_store(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    with proxy(empty, lambda _: "pass") as counted:
        send(empty, builds.after, client(counted.address))
    assert counted.met == len(_CUTS)


def test_what_others_did_to_the_default_graph_is_mended(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    spoil = "INSERT DATA { <urn:a> <urn:b> <urn:c> } ; DELETE WHERE { <urn:sahel> ?p ?o . <urn:delta> ?p ?q }"
    httpx.post(f"{empty}/update", data={"update": spoil}, timeout=60).raise_for_status()
    send(empty, builds.after)
    assert held(empty) == quads(builds.after)


# Broken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fate", ["cut", "lose"])
@pytest.mark.parametrize("number", _CUTS)
def test_a_connection_that_breaks_leaves_no_half_document(
    empty: str, builds: Builds, number: int, fate: Fate
) -> None:
    send(empty, builds.before)
    with (
        proxy(empty, lambda met: fate if met == number else "pass") as broken,
        pytest.raises(StoreError, match="cannot be reached"),
    ):
        send(empty, builds.after, client(broken.address))
    assert torn(empty, builds) == []
    send(empty, builds.after)
    assert held(empty) == quads(builds.after)


def test_a_first_build_that_was_cut_off_goes_on(empty: str, builds: Builds) -> None:
    with (
        proxy(empty, lambda met: "cut" if met == 12 else "pass") as broken,
        pytest.raises(StoreError, match="cannot be reached"),
    ):
        send(empty, builds.before, client(broken.address))
    assert state(client(empty)).build is None
    assert state(client(empty)).target == builds.before.build
    done = hashes(client(empty))
    send(empty, builds.before)
    assert done.items() < builds.before.hashes.items()
    assert held(empty) == quads(builds.before)


def test_a_third_build_goes_on_from_one_that_was_never_finished(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    with proxy(empty, lambda met: "cut" if met == 10 else "pass") as broken, pytest.raises(StoreError):
        send(empty, builds.after, client(broken.address))
    send(empty, builds.before)
    assert held(empty) == quads(builds.before)


def test_a_service_that_hangs_is_given_up_and_gone_back_to(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    with (
        proxy(empty, lambda met: "hang" if met == 9 else "pass") as slow,
        pytest.raises(StoreError, match="did not answer in 2 seconds"),
    ):
        send(empty, builds.after, client(slow.address, timeout=2.0))
    assert torn(empty, builds) == []
    send(empty, builds.after)
    assert held(empty) == quads(builds.after)


def test_a_busy_service_is_asked_again(empty: str, builds: Builds) -> None:
    waited: list[float] = []
    with proxy(empty, lambda met: "busy" if met % 3 < 2 else "pass") as busy:
        patient = Client(client(busy.address).endpoint, Credentials(), waits=(1.0, 2.0), sleep=waited.append)
        send(empty, builds.before, patient)
    assert held(empty) == quads(builds.before)
    assert set(waited) == {1.0, 2.0}


def test_an_answer_that_is_too_large_is_refused(empty: str, builds: Builds) -> None:
    send(empty, builds.before)
    small = Client(client(empty).endpoint, Credentials(), waits=(), limit=1000)
    with pytest.raises(LimitError, match="more than 0 MB"):
        send(empty, builds.after, small)
    assert held(empty) == quads(builds.before)
