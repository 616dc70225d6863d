"""kg query: SPARQL over the live build, in every form, and what is said when it fails."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from kg import query
from kg.errors import QueryError
from kg.store import open_reader
from tests.kg.conftest import Kg

_SELECT = (
    b"SELECT ?goal { ?p mg:contributesTo ?goal ; mg:shortLabel|skos:prefLabel ?name ."
    b" FILTER(STR(?name) = 'Youth Ambassadors Programme') } ORDER BY ?goal"
)
_GOALS = ["10", "10.2", "16", "16.1", "17", "4", "4.7"]
_CONSTRUCT = b"CONSTRUCT { ?s mg:adoptedBy ?o } WHERE { ?s mg:adoptedBy ?o } ORDER BY ?s LIMIT 1"


@pytest.fixture
def asked(kg: Kg, sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """`kg` with the sample store."""
    monkeypatch.setenv("MANDATEGRAPH_STORE", str(sample_store))
    return kg


def test_csv_is_the_form_where_nobody_watches(asked: Kg) -> None:
    ended = asked("query", "-", stdin=_SELECT)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "".join(
        f"{row}\r\n" for row in ["goal", *(f"http://metadata.un.org/sdg/{g}" for g in _GOALS)]
    )


def test_a_query_may_come_from_a_file_with_a_byte_order_mark(asked: Kg, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbf" + _SELECT)
    assert asked("query", "q.rq").out == asked("query", "-", stdin=_SELECT).out


@pytest.mark.parametrize("words", [("--json",), ("--format", "json"), ("--format", "csv", "--json")])
def test_json_is_the_results_format_of_sparql(asked: Kg, words: tuple[str, ...]) -> None:
    told = json.loads(asked("query", "-", *words, stdin=_SELECT).out)
    assert told["head"] == {"vars": ["goal"]}
    assert [row["goal"]["value"].rpartition("/")[2] for row in told["results"]["bindings"]] == _GOALS


def test_tsv_and_xml_are_those_of_sparql(asked: Kg) -> None:
    assert asked("query", "-", "--format", "tsv", stdin=_SELECT).out.startswith(
        "?goal\n<http://metadata.un.org/sdg/10>\n"
    )
    assert ET.fromstring(asked("query", "-", "--format", "xml", stdin=_SELECT).out).tag.endswith("sparql")


def test_the_table_has_aligned_columns(asked: Kg) -> None:
    text = b"SELECT ?x ?name { VALUES (?x ?name) { (1 'a') (<http://example.org/long> 'b') (UNDEF 'c') } }"
    assert asked("query", "-", "--format", "table", stdin=text).out == (
        "x                        name\n"
        "───────────────────────  ────\n"
        "1                        a\n"
        "http://example.org/long  b\n"
        "                         c\n"
    )


def test_a_terminal_gets_the_table(sample_store: Path) -> None:
    found = query.ask(open_reader(sample_store), "SELECT * { VALUES ?x { 1 } }", where="test")
    assert query.written(found, None, terminal=True) == "x\n─\n1\n"


@pytest.mark.parametrize("words", [(), ("--format", "table"), ("--format", "csv")])
def test_ask_prints_true_or_false(asked: Kg, words: tuple[str, ...]) -> None:
    assert asked("query", "-", *words, stdin=b"ASK {}").out.strip() == "true"
    assert asked("query", "-", *words, stdin=b"ASK { FILTER(false) }").out.strip() == "false"


def test_ask_as_json_is_one_object(asked: Kg) -> None:
    assert asked("query", "-", "--json", stdin=b"ASK {}").json == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ((), ox.RdfFormat.TURTLE),
        (("--format", "turtle"), ox.RdfFormat.TURTLE),
        (("--format", "ntriples"), ox.RdfFormat.N_TRIPLES),
    ],
)
def test_construct_gives_triples(asked: Kg, words: tuple[str, ...], form: ox.RdfFormat) -> None:
    ended = asked("query", "-", *words, stdin=_CONSTRUCT)
    assert len(list(ox.parse(ended.out, format=form))) == 1


@pytest.mark.parametrize("words", [("--json",), ("--format", "jsonld")])
def test_construct_as_json_is_json_ld(asked: Kg, words: tuple[str, ...]) -> None:
    ended = asked("query", "-", *words, stdin=_CONSTRUCT)
    assert len(list(ox.parse(ended.out, format=ox.RdfFormat.JSON_LD))) == 1


def test_describe_gives_triples(asked: Kg) -> None:
    assert (
        "ECOSOC"
        in asked(
            "query",
            "-",
            "--format",
            "turtle",
            stdin=b"DESCRIBE <https://w3id.org/mandategraph/id/org/ecosoc>",
        ).out
    )


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        (_CONSTRUCT, "csv", "CONSTRUCT and DESCRIBE have no form csv. Use one of turtle, ntriples, jsonld."),
        (
            b"SELECT * {}",
            "turtle",
            "SELECT and ASK have no form turtle. Use one of table, csv, tsv, json, xml.",
        ),
        (b"ASK {}", "pdf", "SELECT and ASK have no form pdf. Use one of table, csv, tsv, json, xml."),
    ],
)
def test_a_form_that_does_not_fit_is_told(asked: Kg, text: bytes, form: str, told: str) -> None:
    ended = asked("query", "-", "--format", form, stdin=text)
    assert (ended.code, ended.out, ended.err) == (2, "", f"kg: --format: {told}\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"SELECT *\n{ ?s ?p }", "2:10"),
        (b"", "1:1"),
        (b"nonsense", "1:"),
        (b"INSERT DATA { <a:a> <a:a> 1 }", "1:"),
    ],
)
def test_a_query_that_cannot_be_read_names_line_and_column(asked: Kg, text: bytes, place: str) -> None:
    ended = asked("query", "-", stdin=text)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"kg: -: the query cannot be read: error at {place}")
    assert len(ended.err.splitlines()) == 1


def test_a_missing_query_file_ends_with_3(asked: Kg) -> None:
    ended = asked("query", "nowhere.rq")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "kg: nowhere.rq: there is no such query. Check the path.\n"


@pytest.mark.parametrize("data", [b"ASK {} # \xff", None])
def test_a_query_file_that_is_no_text_ends_with_2(asked: Kg, tmp_path: Path, data: bytes | None) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "q.rq").write_bytes(data or b"")
    ended = asked("query", "q.rq" if data else "folder")
    assert (ended.code, ended.out) == (2, "")
    assert "the query cannot be read" in ended.err


def test_standard_input_that_is_no_text_ends_with_2(asked: Kg) -> None:
    assert asked("query", "-", stdin=b"ASK {} # \xff").code == 2


@pytest.mark.parametrize(
    "text",
    [
        b"SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        b"ASK { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        b"ASK " + b"{" * 20_000 + b"}" * 20_000,
    ],
)
def test_queries_that_call_out_or_nest_too_deep_are_refused(asked: Kg, text: bytes) -> None:
    ended = asked("query", "-", stdin=text)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err


def test_terms_are_bound_and_never_part_of_the_text(sample_store: Path) -> None:
    reader = open_reader(sample_store)
    rows = query.rows(reader, "SELECT ?x ?y { VALUES ?y { 1 } }", x=ox.Literal('") } DROP ALL #'))
    assert [row["x"].value for row in rows] == ['") } DROP ALL #']


def test_an_engine_that_gives_up_is_told(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = query.ask(open_reader(sample_store), "SELECT * { ?s ?p ?o } LIMIT 1", where="test")

    def fail(*_args: object) -> str:
        raise OSError("the database is gone")

    monkeypatch.setattr(query, "_written", fail)
    with pytest.raises(QueryError, match="the query cannot be answered: the database is gone"):
        query.written(found, "csv", terminal=False)
