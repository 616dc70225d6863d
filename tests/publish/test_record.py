"""What is told of a thing, and at what price."""

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.iris import Base
from kg.store import Reader, open_reader
from publish.portal.asked import Asked
from publish.portal.look import written
from publish.portal.pages.record import show
from publish.record import PAGE, record
from tests.publish.conftest import BASE, BUILD, make_store

SKOS = "http://www.w3.org/2004/02/skos/core#"


class Counted:
    """A store that counts how often it is asked."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        self.asked += 1
        return getattr(self.store, name)


def hub(links: int) -> str:
    """A thing that so many others point to."""
    return "".join(
        f"<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n"
        f'<{BASE}id/org/o{n}> <{SKOS}prefLabel> "Partner {n}"@en .\n'
        for n in range(links)
    )


def counted(path: Path, nquads: str) -> tuple[Reader, Counted]:
    reader = open_reader(make_store(path, nquads))
    store = Counted(reader.store)
    return Reader(reader.path, store, reader.manifest, reader.root), store  # type: ignore[arg-type]


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return open_reader(make_store(tmp_path / "small", BUILD))


def test_hub_with_ten_thousand_links_costs_five_questions_at_most(tmp_path: Path) -> None:
    reader, store = counted(tmp_path / "store", hub(10_000))
    found = record(reader, f"{BASE}id/org/hub")
    assert found is not None
    assert len(found.incoming) == PAGE
    assert found.more
    assert store.asked <= 5


def test_thing_with_blank_nodes_costs_five_questions_at_most(tmp_path: Path) -> None:
    thing = f"<{BASE}id/doc/x>"
    reader, store = counted(
        tmp_path / "store",
        f"{thing} <http://e/p> _:a .\n_:a <http://e/q> _:b .\n_:b <http://e/r> _:c .\n_:c <http://e/s> 'end' .\n"
        .replace("'", '"'),
    )  # fmt: skip
    found = record(reader, f"{BASE}id/doc/x")
    assert found is not None
    assert len(found.own) == 4
    assert store.asked <= 5


def test_pages_of_links_tell_each_link_once(tmp_path: Path) -> None:
    reader = open_reader(make_store(tmp_path / "store", hub(2 * PAGE + 1)))
    pages = [record(reader, f"{BASE}id/org/hub", number) for number in (1, 2, 3)]
    told = [str(triple.subject) for page in pages if page for triple in page.incoming]
    assert [page.more for page in pages if page] == [True, True, False]
    assert len(told) == len(set(told)) == 2 * PAGE + 1
    assert record(reader, f"{BASE}id/org/hub", 4) is None


def test_everything_named_has_its_name(small: Reader) -> None:
    found = record(small, f"{BASE}id/programme/rivers")
    assert found is not None
    named = {str(triple.subject) for triple in found.names}
    assert named >= {f"<{BASE}id/org/unodc>", f"<{BASE}ns#Programme>", f"<{BASE}ns#implementedBy>"}


def test_incoming_links_are_told(small: Reader) -> None:
    found = record(small, f"{BASE}id/org/unodc")
    assert found is not None
    assert [str(triple.subject) for triple in found.incoming] == [f"<{BASE}id/programme/rivers>"]


def test_passage_is_told_with_the_statements_that_rest_on_it(tmp_path: Path) -> None:
    graph = f"<{BASE}graph/prov/d/1>"
    nquads = f"""<{BASE}id/p> <{BASE}ns#kind> "heading" {graph} .
<{BASE}id/st/1> <{BASE}ns#evidence> <{BASE}id/p> {graph} .
<{BASE}id/st/1> <{BASE}ns#evidence> <{BASE}id/p> <{BASE}graph/doc/d/1> .
"""
    found = record(open_reader(make_store(tmp_path / "store", nquads)), f"{BASE}id/p")
    assert found is not None
    assert [str(t.subject) for t in found.incoming] == [f"<{BASE}id/st/1>"]


@pytest.mark.parametrize("iri", ["not an iri", "", f"{BASE}id/none", "http://e/<x>"])
def test_unknown_thing_has_no_record(small: Reader, iri: str) -> None:
    assert record(small, iri) is None


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROPERTY = f"<{RDF}type> <{RDF}Property>"


@pytest.mark.parametrize(
    ("iri", "own"),
    [
        (f"{SKOS}inScheme", [f"<{SKOS}inScheme> {PROPERTY}"]),
        ("http://example.org/used", [f"<http://example.org/used> {PROPERTY}"]),
        ("http://www.w3.org/2002/07/owl#Class", []),
    ],
)
def test_foreign_term_that_pages_link_to_is_told(tmp_path: Path, iri: str, own: list[str]) -> None:
    reader = open_reader(make_store(tmp_path / "store", '<http://e/s> <http://example.org/used> "o" .\n'))
    found = record(reader, iri)
    assert found is not None
    assert [str(triple) for triple in found.own] == own
    assert record(reader, iri, 2) is None


def test_term_of_the_installation_is_told_with_what_points_to_it(small: Reader) -> None:
    found = record(small, "http://www.w3.org/2002/07/owl#Class")
    assert found is not None
    assert f"<{BASE}ns#Document>" in {str(triple.subject) for triple in found.incoming}


def test_property_that_provenance_alone_uses_is_told(tmp_path: Path) -> None:
    nquads = f'<http://e/s> <http://e/p> "o" <{BASE}graph/prov/d/1> .\n'
    found = record(open_reader(make_store(tmp_path / "store", nquads)), "http://e/p")
    assert found is not None
    assert [str(triple) for triple in found.own] == [f"<http://e/p> {PROPERTY}"]


HOSTILE = f"""
<{BASE}id/org/bad> <{BASE}ns#homepage> <javascript:alert(1)> .
<{BASE}id/org/bad> <{BASE}ns#homepage> <data:text/html,x> .
<{BASE}id/org/bad> <{BASE}ns#homepage> <http://e/%22onload=x> .
<{BASE}id/org/bad> <{SKOS}prefLabel> "<script>alert(1)</script>\\" onload=\\"x"@en .
"""


def test_page_links_to_web_addresses_only_and_escapes_the_rest(tmp_path: Path) -> None:
    reader = open_reader(make_store(tmp_path / "store", HOSTILE))
    shown = show(reader, Asked(base=Base(BASE), more={"iri": f"{BASE}id/org/bad"}))
    assert shown is not None
    page = written(shown, Asked(base=Base(BASE), root="../../", top="../../")).decode()
    assert "<script" not in page
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page
    assert "javascript:alert(1)" in page
    assert 'onload="x"' not in page
    assert "&lt;script&gt;" in page
