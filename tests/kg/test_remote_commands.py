"""Every command works on a service far away as on a store on disk, from any machine."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from kg import pipeline, sources, store
from kg.errors import ConfigError, StoreError
from kg.remote import claim, connected, state
from kg.remote.state import FILES, STATE
from kg.settings import Remote, Settings
from tests.kg.conftest import Kg
from tests.services import oxigraph, proxy

_NOW = "2026-01-01T00:00:00Z"
_HEAD = "United Nations SAMPLE/2026/{}\n\nReport of the Secretariat\n\n"
_ONE = _HEAD.format(1) + "The Harbour Watch Programme contributes to target 16.4.\n"
_TWO = _HEAD.format(2) + "The Port Review Programme contributes to target 5.2.\n"
_CHANGED = _HEAD.format(2) + "The Port Review Programme contributes to target 15.7.\n"
_WORDS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://metadata.un.org/sdg/16.4> skos:prefLabel "Arms and money"@en .
<https://example.org/scheme> a skos:ConceptScheme ; skos:prefLabel "Names"@en .
"""
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as address:
        yield address


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[str]:
    """The address of a service with the sample documents, sent from a folder that is gone by now."""
    home = tmp_path_factory.mktemp("full")
    with oxigraph(home / "data") as address:
        pipeline.build([samples], settings(address, home / "elsewhere"), now=_NOW)
        yield address


@pytest.fixture
def empty(server: str) -> str:
    httpx.post(f"{server}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    return server


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that has seen no store."""
    monkeypatch.setenv("MANDATEGRAPH_CACHE", str(tmp_path / "cache"))


def settings(address: str, work: Path) -> Settings:
    return Settings(store=work, decisions=work / "decisions", remote=Remote(address=address))


def folder(home: Path, **texts: str) -> Path:
    """A folder with these documents and no others."""
    home.mkdir(exist_ok=True)
    for path in home.iterdir():
        path.unlink()
    for name, text in texts.items():
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
    return home


def held(address: str) -> list[str]:
    """All quads of a service but those that tell of its state, sorted."""
    answer = httpx.get(f"{address}/store", headers={"Accept": "application/n-quads"}, timeout=60)
    own = (f"<{STATE}> .", f"<{FILES}> .")
    return sorted(line for line in answer.text.splitlines() if not line.endswith(own))


def of_disk(root: Path) -> list[str]:
    return sorted(f"{quad} ." for quad in store.open_reader(root).store)


# Reading --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("query", "graphs.rq"),
        ("query", "graphs.rq", "--format", "xml"),
        ("query", "broken.rq"),
        ("query", "service.rq"),
        ("query", "ask.rq"),
        ("why", "16.4"),
        ("why", "16.4", "--json"),
        ("why", "nothing of that name"),
        ("validate",),
        ("validate", "--format", "json"),
        ("coverage",),
        ("duplicates",),
        ("vocab", "list"),
        ("merge", "https://w3id.org/mandategraph/id/org/none", "https://w3id.org/mandategraph/id/org/unodc",
         "--by", "ann"),
    ],
)  # fmt: skip
def test_a_command_says_what_it_says_of_a_store_on_disk(
    kg: Kg, full: str, sample_store: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "graphs.rq").write_text(_GRAPHS)
    (tmp_path / "ask.rq").write_text("ASK { ?s mg:contributesTo ?o }")
    (tmp_path / "broken.rq").write_text("SELECT ?s WHERE {\n ?s ?p }")
    (tmp_path / "service.rq").write_text("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert kg(*words, "--store", full) == kg(*words, "--store", sample_store)


@pytest.mark.parametrize(
    "words",
    [
        ("by-country",),
        ("by-country", "--param", "area=Africa", "--param", "from=2010"),
        ("networks",),
        ("treaty-parties", "--param", "instrument=UNTOC"),
        ("trained",),
        ("seized",),
        ("by-target", "--param", "target=16.4"),
        ("gaps",),
        ("partners",),
        ("over-time",),
        ("invoked",),
        ("verified",),
        ("outputs",),
        ("mandate-chain", "--param", "symbol=A/RES/70/125"),
        ("trained", "--lang", "fr"),
    ],
)
def test_a_question_has_the_same_answer(
    kg: Kg, full: str, sample_store: Path, words: tuple[str, ...]
) -> None:
    far, here = (kg("ask", *words, "--format", "json", "--store", place) for place in (full, sample_store))
    assert (far.code, far.err) == (here.code, here.err)
    assert far.out == here.out


def test_an_export_has_the_bytes_of_a_store_on_disk(full: str, sample_store: Path, tmp_path: Path) -> None:
    from publish.dumps import export

    far = store.at(settings(full, tmp_path / "work"))
    written = [
        export(store.open_reader(root), tmp_path / name)
        for name, root in (("far", far), ("here", sample_store), ("again", far))
    ]
    sums = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] for paths in written]
    assert sums[0] == sums[1] == sums[2]


def test_another_client_of_the_protocol_sees_the_graph(full: str, sample_store: Path) -> None:
    client = SPARQLWrapper(f"{full}/query", returnFormat=JSON)
    client.setQuery("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    found = client.queryAndConvert()
    here = store.open_reader(sample_store).store.quads_for_pattern(None, None, None, None)
    plain = [quad for quad in here if str(quad.graph_name) == "DEFAULT"]
    assert isinstance(found, dict)
    assert int(found["results"]["bindings"][0]["n"]["value"]) == len(plain)


def test_a_service_without_a_store_is_told(kg: Kg, empty: str, tmp_path: Path) -> None:
    (tmp_path / "graphs.rq").write_text(_GRAPHS)
    ended = kg("query", "graphs.rq", "--store", empty)
    assert ended.code == 3
    assert ended.err == f"kg: {empty}: there is no store here. Make one with: kg build PATH.\n"


@pytest.mark.parametrize("words", [("rollback",), ("backup", "there"), ("restore", "there")])
def test_what_needs_a_folder_says_so(kg: Kg, full: str, words: tuple[str, ...]) -> None:
    ended = kg(*words, "--store", full)
    assert ended.code == 2
    assert "is for a store on disk" in ended.err
    assert "kg export" in ended.err


# Changing -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_service_holds_what_a_store_on_disk_holds_after_each_change(
    kg: Kg, empty: str, tmp_path: Path
) -> None:
    here = tmp_path / "store"
    (tmp_path / "names.ttl").write_text(_WORDS)
    paths = folder(tmp_path / "files", one=_ONE, two=_TWO)
    built = [kg("build", paths, "--store", place, "--json") for place in (empty, here)]
    assert built[0].json["files"] == built[1].json["files"]
    assert held(empty) == of_disk(here)

    folder(tmp_path / "files", one=_ONE, two=_CHANGED)
    built = [kg("build", paths, "--store", place, "--json") for place in (empty, here)]
    assert built[0].json["files"] == built[1].json["files"]
    assert held(empty) == of_disk(here)

    added = [kg("vocab", "add", "names.ttl", "--store", place) for place in (empty, here)]
    assert added[0] == added[1]
    assert held(empty) == of_disk(here)

    removed = [kg("remove", "SAMPLE/2026/1", "--store", place) for place in (empty, here)]
    assert removed[0] == removed[1]
    assert held(empty) == of_disk(here)

    assert [kg("vocab", "remove", "names", "--store", place).code for place in (empty, here)] == [0, 0]
    assert held(empty) == of_disk(here)


@pytest.mark.slow
def test_another_machine_goes_on_from_what_the_service_holds(kg: Kg, empty: str, tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", one=_ONE), folder(tmp_path / "two", two=_TWO)
    pipeline.build([one], settings(empty, tmp_path / "here"), now=_NOW)
    pipeline.build([two], settings(empty, tmp_path / "there"), now=_NOW)
    pipeline.build([one, two], Settings(store=tmp_path / "both", decisions=tmp_path / "none"), now=_NOW)
    assert held(empty) == of_disk(tmp_path / "both")
    report = pipeline.build([one, two], settings(empty, tmp_path / "here"), now=_NOW)
    assert [file.status for file in report.files] == ["unchanged", "unchanged"]
    assert kg("why", "5.2", "--store", empty).out.count("Port Review Programme contributes") == 1


@pytest.mark.slow
def test_a_service_that_was_emptied_gets_only_what_is_named(empty: str, tmp_path: Path) -> None:
    told = settings(empty, tmp_path / "work")
    pipeline.build([folder(tmp_path / "one", one=_ONE)], told, now=_NOW)
    httpx.post(f"{empty}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    two = folder(tmp_path / "two", two=_TWO)
    pipeline.build([two], told, now=_NOW)
    pipeline.build([two], Settings(store=tmp_path / "here", decisions=tmp_path / "none"), now=_NOW)
    assert held(empty) == of_disk(tmp_path / "here")


@pytest.mark.slow
def test_a_build_that_was_cut_off_is_sent_by_the_next_one(empty: str, tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", one=_ONE), folder(tmp_path / "two", two=_TWO)
    work = tmp_path / "work"
    pipeline.build([one], settings(empty, work), now=_NOW)
    with proxy(empty, lambda met: "cut" if met >= 12 else "pass") as broken, pytest.raises(StoreError):
        pipeline.build([two], settings(broken.address, work), now=_NOW)
    report = pipeline.build([one], settings(empty, work), now=_NOW)
    assert [file.status for file in report.files] == ["unchanged"]
    pipeline.build([one, two], Settings(store=tmp_path / "here", decisions=tmp_path / "none"), now=_NOW)
    assert held(empty) == of_disk(tmp_path / "here")


def test_a_dry_run_sends_nothing(kg: Kg, empty: str, tmp_path: Path) -> None:
    ended = kg("build", folder(tmp_path / "one", one=_ONE), "--store", empty, "--dry-run")
    assert ended.code == 0
    assert "new" in ended.out
    assert httpx.get(f"{empty}/store", headers={"Accept": "application/n-quads"}, timeout=60).text == ""


def test_a_second_writer_is_told_at_once(kg: Kg, empty: str, tmp_path: Path) -> None:
    claim(connected(Remote(address=empty)), "somebody else")
    ended = kg("build", folder(tmp_path / "one", one=_ONE), "--store", empty)
    assert ended.code == 3
    assert "another process is writing to the store" in ended.err


def test_what_others_wrote_is_not_overwritten(kg: Kg, empty: str, tmp_path: Path) -> None:
    httpx.post(f"{empty}/update", data={"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, timeout=60)
    ended = kg("build", folder(tmp_path / "one", one=_ONE), "--store", empty)
    assert ended.code == 3
    assert "holds a graph that kg build did not write" in ended.err
    assert held(empty) == ["<urn:a> <urn:b> <urn:c> ."]


def test_a_store_on_disk_is_no_folder_for_builds(empty: str, own_store: Path, tmp_path: Path) -> None:
    before = of_disk(own_store)
    with pytest.raises(ConfigError, match="there is a store on disk"):
        pipeline.build([folder(tmp_path / "one", one=_ONE)], settings(empty, own_store), now=_NOW)
    assert of_disk(own_store) == before


def test_a_dry_run_that_fails_leaves_nothing(kg: Kg, empty: str, tmp_path: Path) -> None:
    ended = kg("build", folder(tmp_path / "none"), "--store", empty, "--dry-run")
    assert ended.code == 3
    assert httpx.get(f"{empty}/store", headers={"Accept": "application/n-quads"}, timeout=60).text == ""


@pytest.mark.slow
def test_a_folder_whose_process_was_killed_goes_on_at_once(empty: str, tmp_path: Path) -> None:
    told = settings(empty, tmp_path / "work")
    one, two = folder(tmp_path / "one", one=_ONE), folder(tmp_path / "two", two=_TWO)
    pipeline.build([one], told, now=_NOW)
    client = connected(Remote(address=empty))
    claim(client, str(state(client).writer))
    with pytest.raises(StoreError, match="another process is writing"):
        pipeline.build([two], settings(empty, tmp_path / "other"), now=_NOW)
    pipeline.build([two], told, now=_NOW)
    pipeline.build([one, two], Settings(store=tmp_path / "here", decisions=tmp_path / "none"), now=_NOW)
    assert held(empty) == of_disk(tmp_path / "here")


@pytest.mark.slow
def test_who_published_meanwhile_is_not_overwritten(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = folder(tmp_path / "one", one=_ONE), folder(tmp_path / "two", two=_TWO)
    client = connected(Remote(address=empty))

    def meanwhile(*parts: object, **words: object) -> None:
        del parts, words
        client.update(f'INSERT DATA {{ GRAPH <{STATE}> {{ <{STATE}> <{STATE}#manifest> "another" }} }}')

    monkeypatch.setattr("kg.sources.allowed", _first(meanwhile, sources.allowed))
    with pytest.raises(StoreError, match="published to the store meanwhile"):
        pipeline.build([one, two], settings(empty, tmp_path / "work"), now=_NOW)
    assert held(empty) == []


def _first(act: Callable[..., None], then: Callable[..., Any]) -> Callable[..., Any]:
    """A function that does something else before."""

    def both(*parts: Any, **words: Any) -> Any:
        act()
        return then(*parts, **words)

    return both


@pytest.mark.slow
def test_a_writer_that_died_long_ago_keeps_nobody_out(empty: str, tmp_path: Path) -> None:
    client = connected(Remote(address=empty))
    claim(client, "somebody else")
    seen = f"<{STATE}> <{STATE}#seen>"
    client.update(
        f"DELETE WHERE {{ GRAPH <{STATE}> {{ {seen} ?t }} }} ; INSERT DATA {{ GRAPH <{STATE}> {{ "
        f'{seen} "2020-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> }} }}'
    )
    one = folder(tmp_path / "one", one=_ONE)
    report = pipeline.build([one], settings(empty, tmp_path / "work"), now=_NOW)
    assert state(client).build == report.build
    assert state(client).silent is None
