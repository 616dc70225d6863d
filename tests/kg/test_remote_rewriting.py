"""Queries that carry their bindings, and that do not see the graphs in which a service keeps its state."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.remote.rewriting import bound, declared, names_dataset, without


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?x { ?s ?p ?x }", "SELECT ?x { VALUES ?x { <a:b> } ?s ?p ?x }"),
        (
            "SELECT ?x { ?s ?p ?o FILTER EXISTS { ?o ?p ?x } }",
            "SELECT ?x { VALUES ?x { <a:b> } ?s ?p ?o FILTER EXISTS { VALUES ?x { <a:b> } ?o ?p ?x } }",
        ),
        (
            "SELECT ?x { OPTIONAL { ?s ?p ?o } }",
            "SELECT ?x { VALUES ?x { <a:b> } OPTIONAL { ?s ?p ?o } }",
        ),
        (
            "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }",
            "CONSTRUCT { ?s ?p ?x } WHERE { VALUES ?x { <a:b> } ?s ?p ?x }",
        ),
        (
            "SELECT ?x { VALUES (?x ?y) { (<a:b> 1) } }",
            "SELECT ?x { VALUES ?x { <a:b> } VALUES (?x ?y) { (<a:b> 1) } }",
        ),
        (
            "SELECT ?x { { SELECT ?s { ?s ?p ?x } } }",
            "SELECT ?x { VALUES ?x { <a:b> } { SELECT ?s { VALUES ?x { <a:b> } ?s ?p ?x } } }",
        ),
        ("ASK { ?s ?p '?x {' # ?x {\n }", "ASK { VALUES ?x { <a:b> } ?s ?p '?x {' # ?x {\n }"),
    ],
)
def test_a_binding_stands_in_every_group_that_names_the_variable(query: str, told: str) -> None:
    assert bound(query, {"x": "<a:b>"}) == told


def test_a_binding_cannot_leave_its_place() -> None:
    term = ox.Literal('"} ; DROP ALL #\n\\')
    query = bound("SELECT ?x { BIND(1 AS ?one) }", {"x": str(term)})
    rows = ox.Store().query(query)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["x"] for row in rows] == [term]


@given(st.text())
def test_any_text_can_be_bound(text: str) -> None:
    term = ox.Literal(text)
    rows = ox.Store().query(bound("SELECT ?x { BIND(1 AS ?one) }", {"x": str(term)}))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["x"] for row in rows] == [term]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT * { GRAPH ?g { ?s ?p ?o } }",
            "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(?g != <u:a> && ?g != <u:b>) }",
        ),
        (
            "SELECT * { OPTIONAL { graph $g {?s ?p ?o FILTER EXISTS {?o ?q ?r}} } }",
            "SELECT * { OPTIONAL { graph $g {?s ?p ?o FILTER EXISTS {?o ?q ?r}}"
            " FILTER($g != <u:a> && $g != <u:b>) } }",
        ),
        ("SELECT * { GRAPH <u:a> { ?s ?p ?o } }", "SELECT * { GRAPH <u:a> { ?s ?p ?o } }"),
        ("SELECT * { GRAPH ex:a { ?s ?p ?o } }", "SELECT * { GRAPH ex:a { ?s ?p ?o } }"),
        ("SELECT * { ?graph ?g { }", "SELECT * { ?graph ?g { }"),
        ("ASK { ?s ?p 'GRAPH ?g { }' }", "ASK { ?s ?p 'GRAPH ?g { }' }"),
    ],
)
def test_graphs_of_the_service_are_not_met_by_a_variable(query: str, told: str) -> None:
    assert without(query, ["u:a", "u:b"]) == told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ASK { ?s rdf:type ?o }", "PREFIX rdf: <http://r/> ASK { ?s rdf:type ?o }"),
        (
            "PREFIX rdf: <http://other/> ASK { ?s rdf:type ?o }",
            "PREFIX rdf: <http://other/> ASK { ?s rdf:type ?o }",
        ),
        ("ASK { ?s ?p 'rdf:type' }", "ASK { ?s ?p 'rdf:type' }"),
    ],
)
def test_only_prefixes_that_are_used_and_not_declared_come_before(query: str, told: str) -> None:
    assert declared(query, {"rdf": "http://r/", "skos": "http://s/"}) == told


def test_a_dataset_is_named_by_from_alone() -> None:
    assert names_dataset("SELECT * FROM <a:b> { ?s ?p ?o }")
    assert names_dataset("SELECT * FROM NAMED <a:b> { GRAPH ?g { ?s ?p ?o } }")
    assert not names_dataset("SELECT ?from { ?s <a:FROM> 'FROM' }")
