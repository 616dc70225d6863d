"""The tokens of a query: form, depth, SERVICE, whatever the engine could make of it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql import shape


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("prefix select: <http://x/> ask {}", "ASK"),
        ("# SELECT\nBASE <http://x/>\nDESCRIBE <a>", "DESCRIBE"),
        ("CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("INSERT DATA {}", "INSERT"),
        ("PREFIX a: <http://x/> delete where {}", "DELETE"),
        ("", None),
    ],
)
def test_form_is_the_first_word_after_the_prologue(query: str, form: str | None) -> None:
    assert shape(query).form == form


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  SERVICE <http://x> {}}", (2, 3)),
        ("SELECT * { service?x {} }", (1, 12)),
        ("SELECT * { SERVICE:x {} }", (1, 12)),
        ("SELECT * { SERVICESILENTex:x {} }", (1, 12)),
        ("SELECT * { ?s ?p trueSERVICEex:x {} }", (1, 18)),
        ("SELECT * { ?s ?p 'x'SERVICE ex:x {} }", (1, 21)),
        ("SELECT * { ?s ?p 5.SERVICE ex:x {} }", (1, 20)),
        ("SELECT * { ?s <http://e/\\u0041#> ?o SERVICE ?x {} }", (1, 37)),
        ("SELECT * { FILTER(1<ex:b#c>'''\n) SERVICE ex:x {} #'''\n}", (2, 3)),
        ("SELECT * { ?s ?p ?o # it's\n SERVICE ?x {} }", (2, 2)),
        ("SELECT * { ?s ?p <http://e/#'> SERVICE ?x {} }", (1, 32)),
    ],
)
def test_every_way_to_call_out_is_seen(query: str, place: tuple[int, int]) -> None:
    assert shape(query).service == place


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <x> {" }',
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
        'SELECT * { ?s ?p "a\\"SERVICE" }',
        "SELECT * { ?s ?p <http://example.org/SERVICE#SERVICE> }",
        "SELECT * { ?SERVICE ex:SERVICE ex:service.SERVICE }",
        "PREFIX service: <http://e/> SELECT * { ?s service:name ?o . service:x ?p ?q }",
        "SELECT * { ?s ?p ?o } # SERVICE",
    ],
)
def test_the_word_in_names_strings_and_comments_is_harmless(query: str) -> None:
    assert shape(query).service is None


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("SELECT * { ?s ?p ?o }", 1),
        ("SELECT * {{{ ?s ?p (1 [] ) }}}", 5),
        ("SELECT * { ?s ?p '{{{{' }", 1),
        ("SELECT * { ?s ?p <http://e/((((> }", 5),
        ("SELECT * { FILTER(1<((((2))))&&3>1) }", 6),
        ("{" * 5000, 5000),
    ],
)
def test_depth_counts_brackets_and_never_too_few(query: str, depth: int) -> None:
    assert shape(query).depth == depth


@pytest.mark.parametrize(
    "piece",
    ["{", '"', "'", "\\", "<", "'''", 'a"\\', "a.", "a-", ":", "?", "<a", "'a", "#", "@a", "_:", "%4"],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    began = time.process_time()
    shape(piece * 100_000)
    assert time.process_time() - began < 3


@given(st.text("SERVICEservice{}()<>#'\"\\ \n:?a1.@_-", max_size=60))
def test_every_text_has_a_shape(text: str) -> None:
    assert shape(text).depth >= 0


@given(st.text("abc {}()#'\"\\\n:?<>", max_size=40))
def test_service_before_everything_else_is_always_seen(rest: str) -> None:
    assert shape("SERVICE <http://x> {" + rest).service == (1, 1)
