"""kg ask: questions with parameters in words, against answers that were written down from the texts beforehand."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.answers import forms, written, xlsx
from kg.ask import Answer, ask
from kg.errors import ConfigError, LimitError, QueryError
from kg.iris import literal
from kg.parameters import bound, resolve
from kg.questions import TYPES, Parameter, Question, listed
from kg.settings import Settings
from kg.store import Reader, open_reader
from kg.tables import Value
from tests.kg.conftest import Kg

GOLDEN = Path(__file__).parent.parent / "golden" / "answers"
DOCS = Path(__file__).parent.parent.parent / "docs"
BASE = "https://w3id.org/mandategraph/id/"
Rows = list[tuple[str, ...]]


def blocks(material: str) -> Iterator[tuple[str, str, tuple[str, ...], Rows]]:
    """Question, parameters, columns and rows of each answer that is written down for some documents.

    Slips of the extraction that are known stand in the file with a sign before them.
    """
    for path in sorted(GOLDEN.glob("*.tsv")):
        head, *asked = path.read_text(encoding="utf-8").split("\n? ")
        columns = tuple(head.splitlines()[-1].split("\t")[1:])
        for block in asked:
            first, *lines = block.splitlines()
            where, _, parameters = first.partition(" ")
            if where == material:
                standing = [line.removeprefix("+ ") for line in lines if not line.startswith("- ")]
                yield path.stem, parameters, columns, [tuple(line.split("\t")) for line in standing]


def pairs(parameters: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (word.partition("=") for word in parameters.split())]


def cell(value: Value) -> str:
    return "-" if value is None else str(value).rpartition("/")[2]


def told(answer: Answer, columns: tuple[str, ...]) -> Rows:
    codes = [{**row, "item": str(row.get("itemLabel") or "-").partition(" ")[0]} for row in answer.rows]
    return [tuple(cell(row[column]) for column in columns) for row in codes]


def examples(place: int) -> list[tuple[str, str, str]]:
    """Question, parameters and sentence of each example in one of the blocks of the questions' page."""
    block = (DOCS / "questions.md").read_text(encoding="utf-8").split("```console\n")[place].split("```")[0]
    calls = [call.strip().split("\n") for call in block.split("$ kg ask ")[1:]]
    return [
        (name, rest.replace("--param ", ""), sentence)
        for (name, _, rest), sentence in ((call.partition(" "), sentence) for call, sentence in calls)
    ]


def answer_of(*names: str) -> Answer:
    """An answer of one column of text."""
    question = Question(
        name="names",
        title="Names",
        question="Which names?",
        answer="{rows|name|names}.",
        none="of a name",
        parameters=(),
        columns=("name", "document", "documentLabel"),
        chart=None,
        caveats=(),
        needs=frozenset(),
        sparql="",
    )
    rows = tuple({"name": name, "document": None, "documentLabel": None} for name in names)
    return Answer(
        question=question,
        parameters={},
        answer="",
        columns=question.columns,
        rows=rows,
        sources=(),
        caveats=(),
    )


@pytest.fixture(scope="module")
def reader(sample_store: Path) -> Reader:
    return open_reader(sample_store)


@pytest.fixture(scope="module")
def real(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("real")
    told = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build(sorted((reference / "corpus").glob("*.txt")), told, now="2026-01-01T00:00:00Z")
    return open_reader(told.store)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A store of two short reports that count the same things and do not agree."""
    home = tmp_path_factory.mktemp("made")
    told = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build([GOLDEN / "texts"], told, now="2026-01-01T00:00:00Z")
    return open_reader(told.store)


@pytest.fixture
def asked(kg: Kg, sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """`kg` with the sample store."""
    monkeypatch.setenv("MANDATEGRAPH_STORE", str(sample_store))
    return kg


# What was written down ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), list(blocks("samples")))
def test_the_samples_answer_as_a_reader_would(
    name: str, parameters: str, columns: tuple[str, ...], rows: Rows, reader: Reader
) -> None:
    assert sorted(told(ask(reader, name, pairs(parameters)), columns)) == sorted(rows)


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), list(blocks("made")))
def test_two_reports_answer_as_a_reader_would(
    name: str, parameters: str, columns: tuple[str, ...], rows: Rows, made: Reader
) -> None:
    assert sorted(told(ask(made, name, pairs(parameters)), columns)) == sorted(rows)


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), list(blocks("reference")))
def test_real_documents_answer_as_a_reader_would(
    name: str, parameters: str, columns: tuple[str, ...], rows: Rows, real: Reader
) -> None:
    assert sorted(told(ask(real, name, pairs(parameters)), columns)) == sorted(rows)


@pytest.mark.parametrize(("name", "parameters", "sentence"), examples(1))
def test_the_page_shows_what_the_samples_answer(
    name: str, parameters: str, sentence: str, reader: Reader
) -> None:
    assert ask(reader, name, pairs(parameters)).answer == sentence


@pytest.mark.parametrize(("name", "parameters", "sentence"), examples(2))
def test_the_page_shows_what_two_reports_answer(
    name: str, parameters: str, sentence: str, made: Reader
) -> None:
    assert ask(made, name, pairs(parameters)).answer == sentence


def test_every_question_has_an_example() -> None:
    assert {name for name, _, _ in examples(1) + examples(2)} == {question.name for question in listed()}


PARTNERS = """
PREFIX : <https://w3id.org/mandategraph/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mandategraph/ns#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
:a a org:Organization ; skos:prefLabel "Alpha"@en .
:b a org:Organization ; skos:prefLabel "Beta"@en .
:p a mg:Programme ; skos:prefLabel "Project"@en ; mg:addresses :t .
:t skos:inScheme :topics ; skos:prefLabel "Topic"@en .
:topics mg:entityType "topic" .
:doc dcterms:hasVersion :v .
GRAPH :why {
  :doc dcterms:hasVersion :v .
  :s1 rdf:subject :a ; rdf:predicate mg:partner ; rdf:object :b ;
    mg:reviewStatus mg:accepted ; mg:confidence 0.9 ; mg:evidence :w1 .
  :s2 rdf:subject :p ; rdf:predicate mg:partner ; rdf:object :b ;
    mg:reviewStatus mg:verified ; mg:confidence 0.9 ; mg:evidence :w2 .
  :s3 rdf:subject :b ; rdf:predicate mg:partner ; rdf:object :a ;
    mg:reviewStatus mg:candidate ; mg:confidence 0.4 ; mg:evidence :w2 .
  :w1 nif:referenceContext :v ; nif:beginIndex 1 ; nif:endIndex 9 .
  :w2 nif:referenceContext :v ; nif:beginIndex 10 ; nif:endIndex 19 .
}
"""


@pytest.mark.parametrize(
    ("given_", "pairs_"),
    [
        ([], [("a", "b", None, 1), (None, "b", "p", 10)]),
        ([("organization", "Alpha")], [("a", "b", None, 1)]),
        ([("organization", "Beta")], [("b", "a", None, 1), ("b", None, "p", 10)]),
        ([("programme", "Project")], [(None, "b", "p", 10)]),
        ([("topic", "Topic")], [(None, "b", "p", 10)]),
        ([("topic", "Topic"), ("organization", "Alpha")], []),
    ],
)
def test_partners_are_asked_from_both_sides(
    given_: list[tuple[str, str]], pairs_: list[tuple[Value, ...]], tmp_path: Path
) -> None:
    store = ox.Store()
    store.load(PARTNERS.encode(), format=ox.RdfFormat.TRIG)
    found = ask(
        Reader(tmp_path, store, {"base": "https://w3id.org/mandategraph/"}, tmp_path), "partners", given_
    )
    names = ("body", "partner", "initiative", "begin")
    told_by = [
        tuple(v.removeprefix(BASE) if isinstance(v := row[n], str) else v for n in names)
        for row in found.rows
    ]
    assert told_by == pairs_


INFERRED = """
PREFIX : <https://w3id.org/mandategraph/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mandategraph/ns#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
GRAPH :why {
  :doc dcterms:hasVersion :v .
  :s1 rdf:subject :a ; rdf:predicate mg:contributesTo ; rdf:object <http://metadata.un.org/sdg/1> ;
    mg:reviewStatus mg:accepted ; mg:confidence 0.9 ; mg:evidence :w1 .
  :s2 rdf:subject :b ; rdf:predicate mg:relevantTo ; rdf:object <http://metadata.un.org/sdg/1> ;
    mg:reviewStatus mg:candidate ; mg:confidence 0.9 ; mg:evidence :w1 .
  :s3 rdf:subject :c ; rdf:predicate mg:relevantTo ; rdf:object <http://metadata.un.org/sdg/1> ;
    mg:reviewStatus mg:rejected ; mg:confidence 0.9 ; mg:evidence :w1 .
  :s4 rdf:subject :d ; rdf:predicate mg:contributesTo ; rdf:object <http://metadata.un.org/sdg/1> ;
    mg:reviewStatus mg:candidate ; mg:confidence 0.3 ; mg:evidence :w1 .
  :w1 nif:referenceContext :v ; nif:beginIndex 1 ; nif:endIndex 9 .
}
"""


def test_what_is_inferred_stands_apart_from_what_is_stated(tmp_path: Path) -> None:
    store = ox.Store()
    store.load(INFERRED.encode(), format=ox.RdfFormat.TRIG)
    found = ask(Reader(tmp_path, store, {"base": "https://w3id.org/mandategraph/"}, tmp_path), "by-target")
    assert [(row["subjectLabel"], row["basis"], row["status"]) for row in found.rows] == [
        ("a", "stated", "accepted"),
        ("b", "inferred", "candidate"),
    ]
    assert found.answer.endswith(" 1 link is stated, 1 is inferred.")


def test_a_group_of_subjects_stands_for_those_in_it(reader: Reader) -> None:
    rows = ask(reader, "verified", [("topic", "Organized crime and trafficking")]).rows
    assert {"SAMPLE_2026_1", "SAMPLE_2026_2"} <= {cell(row["document"]) for row in rows}
    assert len(rows) > len(ask(reader, "verified", [("topic", "firearms-trafficking")]).rows) > 0


def test_a_group_of_subjects_counts_for_partners_too(tmp_path: Path) -> None:
    store = ox.Store()
    group = ':t skos:broader :g . :g skos:prefLabel "Group"@en .'
    store.load((PARTNERS + group).encode(), format=ox.RdfFormat.TRIG)
    grouped = Reader(tmp_path, store, {"base": "https://w3id.org/mandategraph/"}, tmp_path)
    assert [row["begin"] for row in ask(grouped, "partners", [("topic", "Group")]).rows] == [10]


# Sentences and certainty ----------------------------------------------------------------------------------


def test_the_answer_counts_and_names_what_the_rows_hold(reader: Reader) -> None:
    found = ask(reader, "by-target", [("target", "16.4")])
    assert found.answer.startswith("2 programmes and organizations are said to contribute to 16.4 ")
    assert found.answer.endswith(
        ", in 2 documents: Container Control Programme and Global Firearms Programme. "
        "3 links are stated, 0 are inferred."
    )


def test_one_is_one(reader: Reader) -> None:
    assert ask(reader, "by-target", [("target", "13")]).answer.startswith(
        "1 programme or organization is said "
    )


def test_many_names_are_three_and_a_number(reader: Reader) -> None:
    told_by = ask(reader, "by-country", [("area", "BRA")]).answer
    assert ": Youth and education, Corruption, Cybercrime and 3 more." in told_by


def test_a_column_without_names_has_none(reader: Reader) -> None:
    found = ask(reader, "mandate-chain", [("symbol", "A/RES/78/132")])
    assert found.answer == (
        "2 bodies, programmes and documents rest on A/RES/78/132; all work done there, whether or not the "
        "resolution is about it, comes to 0 programmes and 0 Goals, targets and indicators: none."
    )


def test_places_without_a_record_are_those_of_today_and_each_of_its_kind(reader: Reader) -> None:
    told_by = ask(reader, "gaps", [("topic", "cybercrime")])
    levels = {row["placeLabel"]: row["level"] for row in told_by.rows}
    assert not {"Sudan (pre-2011)", "Netherlands Antilles (pre-2011)"} & levels.keys()
    assert (levels["Antarctica"], levels["Sark"], levels["Channel Islands"]) == ("area", "area", "region")
    assert " Member States, 56 other countries and areas and " in told_by.answer


def test_no_row_is_told_from_nothing_there_is(reader: Reader) -> None:
    found = ask(reader, "by-target", [("target", "14")])
    assert found.rows == found.sources == ()
    assert found.answer.startswith(
        "The store holds no statement that a programme or organization contributes to 14 "
    )
    assert found.answer.endswith("; that is not the same as none existing.")


def test_what_no_person_verified_is_said_to_be_suggested(reader: Reader) -> None:
    told_by = ask(reader, "by-target", [("target", "13")]).caveats
    assert told_by[-1] == "Suggested by a machine, not verified by a person: 1 of 1 rows."


def test_a_verified_row_is_not_suggested(kg: Kg, own_store: Path) -> None:
    words = ("why", "Giga", "contributesTo", "4.a", "--json")
    statement = kg(*words).json["statements"][0]["iri"]
    assert kg("review", statement, "--verify", "--by", "A. Reader").code == 0
    assert kg("build", "--rebuild", "--quiet").code == 0
    found = ask(open_reader(own_store), "by-target", [("target", "4.a")])
    assert [row["status"] for row in found.rows] == ["verified"]
    assert not [caveat for caveat in found.caveats if caveat.startswith("Suggested")]


def test_what_a_person_did_is_counted(kg: Kg, own_store: Path) -> None:
    words = ("why", "Giga", "contributesTo", "4.a", "--json")
    statement = kg(*words).json["statements"][0]["iri"]
    assert kg("review", statement, "--reject", "--by", "A. Reader").code == 0
    assert kg("build", "--rebuild", "--quiet").code == 0
    told_by = ask(open_reader(own_store), "verified")
    assert [row["statement"] for row in told_by.rows if row["status"] == "rejected"] == [statement]
    assert "0 are verified, 0 corrected, 1 withdrawn;" in told_by.answer


def test_a_rejected_statement_is_in_no_answer(kg: Kg, own_store: Path) -> None:
    statement = kg("why", "Giga", "contributesTo", "4.a", "--json").json["statements"][0]["iri"]
    assert kg("review", statement, "--reject", "--by", "A. Reader").code == 0
    assert kg("build", "--rebuild", "--quiet").code == 0
    assert ask(open_reader(own_store), "by-target", [("target", "4.a")]).rows == ()


# Values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "parameter", "value", "meant"),
    [
        ("by-target", "target", "16.4", "http://metadata.un.org/sdg/16.4"),
        ("by-target", "target", "SDG 16", "http://metadata.un.org/sdg/16"),
        ("by-target", "target", "target 16.10", "http://metadata.un.org/sdg/16.10"),
        ("by-target", "target", "sdg:4.a", "http://metadata.un.org/sdg/4.a"),
        ("by-target", "target", "http://metadata.un.org/sdg/16.4", "http://metadata.un.org/sdg/16.4"),
        ("by-target", "target", "an end to poverty", "http://metadata.un.org/sdg/1"),
        ("by-country", "area", "BRA", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "br", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "076", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "Brésil", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "Бразилия", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "البرازيل", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "巴西", "http://metadata.un.org/sdg/codes/geoArea/076"),
        ("by-country", "area", "Swaziland", "http://metadata.un.org/sdg/codes/geoArea/748"),
        ("by-country", "area", "SDN", "http://metadata.un.org/sdg/codes/geoArea/729"),
        ("by-country", "area", "the Sahel", f"{BASE}place/sahel"),
        ("by-country", "from", "2025", 2025),
        ("partners", "organization", "itu", f"{BASE}org/itu"),
        ("partners", "organization", "International Telecommunication Union", f"{BASE}org/itu"),
        ("partners", "organization", "mgid:org/itu", f"{BASE}org/itu"),
        ("partners", "programme", "Giga", f"{BASE}programme/giga"),
        ("partners", "topic", "organized-crime", f"{BASE}topic-group/organized-crime"),
        ("over-time", "kind", "mass", f"{BASE}unit/mass"),
        ("over-time", "kind", "Personnes", f"{BASE}unit/people"),
        ("invoked", "symbol", "S/RES/2322 (2016)", f"{BASE}doc/S_RES_2322.2016"),
        ("invoked", "instrument", "XVIII-12", f"{BASE}instrument/XVIII-12"),
        ("invoked", "instrument", "UNTOC", f"{BASE}instrument/XVIII-12"),
    ],
)
def test_a_value_is_an_iri_a_code_a_symbol_or_a_name(
    name: str, parameter: str, value: str, meant: Value, reader: Reader
) -> None:
    assert ask(reader, name, [(parameter, value)]).parameters[parameter] == meant


def test_a_parameter_left_open_is_told_in_words(reader: Reader) -> None:
    assert ask(reader, "invoked", [("symbol", "all")]).parameters == {
        "symbol": None,
        "symbolLabel": "a resolution",
        "instrument": None,
        "instrumentLabel": "a treaty or another instrument",
    }


@pytest.mark.parametrize(
    ("name", "parameter", "message"),
    [
        ("by-target", "target=99", "parameter target: the store knows no sdg '99'. It may be 9 "),
        ("by-target", "target=16.99", "parameter target: the store knows no sdg '16.99'. It may be 16.9 "),
        (
            "by-country",
            "area=Brasilia",
            "parameter area: the store knows no area 'Brasilia'. It may be Brazil <",
        ),
        (
            "by-country",
            "area=☃",
            "parameter area: the store knows no area '☃'. Give an IRI, a code or a name.",
        ),
        (
            "by-country",
            "from=last year",
            "parameter from: 'last year' is no year. Write it with four digits.",
        ),
        ("by-country", "from=٢٠٢٥", "parameter from: '٢٠٢٥' is no year. Write it with four digits."),
        (
            "invoked",
            "symbol=8/4",
            "parameter symbol: the store knows no symbol '8/4'. "
            f"It may be CTOC/COP/RES/8/4 <{BASE}doc/CTOC_COP_RES_8_4>.",
        ),
        ("invoked", f"symbol={BASE}org/itu", "parameter symbol: the store knows no symbol "),
        (
            "invoked",
            "country=BRA",
            "kg ask invoked: the question has no parameter 'country'. It takes symbol (symbol), ",
        ),
        ("invoked", "symbol", "kg ask: --param symbol is no NAME=VALUE. Write target=16.4, say."),
        ("invoked", "symbol=", "kg ask: --param symbol= is no NAME=VALUE. Write target=16.4, say."),
        ("partnerz", "a=b", "kg ask: there is no question 'partnerz'. Ask partners; see kg ask --list."),
    ],
)
def test_what_means_nothing_is_refused_with_what_is_near(
    name: str, parameter: str, message: str, asked: Kg
) -> None:
    ended = asked("ask", name, "--param", parameter)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"kg: {message}")


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_what_means_two_things_is_refused_with_both(kg: Kg, tmp_path: Path) -> None:
    twin = tmp_path / "twin.ttl"
    twin.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/giga> a <https://w3id.org/mandategraph/ns#Programme>; skos:altLabel "Giga"@fr .\n',
        encoding="utf-8",
    )
    assert kg("vocab", "add", twin, "--quiet").code == 0
    ended = kg("ask", "partners", "--param", "programme=Giga initiative")
    assert ended.code == 0
    other = tmp_path / "other.ttl"
    other.write_text(
        twin.read_text(encoding="utf-8").replace("altLabel", "prefLabel").replace('Giga"', 'Giga initiative"')
    )
    assert kg("vocab", "add", other, "--quiet").code == 0
    ended = kg("ask", "partners", "--param", "programme=Giga initiative")
    assert ended.code == 2
    assert ended.err == (
        "kg: parameter programme: 'Giga initiative' may mean 2 things. Give one of "
        f"Giga initiative <https://example.org/giga>; Giga initiative <{BASE}programme/giga>.\n"
    )


@pytest.mark.parametrize(
    "words", [("--param", "target=1", "--param", "target=2"), ("--param", "target=1", "--param", "target=1")]
)
def test_a_parameter_is_given_once(words: tuple[str, ...], asked: Kg) -> None:
    assert (
        asked("ask", "by-target", *words).err
        == "kg: kg ask by-target: target is given twice. Give it once.\n"
    )


def test_a_value_is_never_part_of_the_query(asked: Kg) -> None:
    ended = asked("ask", "by-target", "--param", "target=http://metadata.un.org/sdg/16.4> } #")
    assert ended.code == 2
    assert "the store knows no sdg" in ended.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "text"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=20))
def test_no_value_is_a_fault(kind: str, value: str, reader: Reader) -> None:
    parameter = Parameter(name="x", type=kind, default=None, open="")
    with suppress(QueryError):
        assert isinstance(resolve(reader, parameter, value), ox.NamedNode | ox.Literal)


def test_text_and_dates_are_values(reader: Reader) -> None:
    day = Parameter(name="x", type="date", default=None, open="")
    words = Parameter(name="x", type="text", default=None, open="")
    assert resolve(reader, day, "2026-01-31") == literal(date(2026, 1, 31))
    assert resolve(reader, words, '"} #') == ox.Literal('"} #')
    with pytest.raises(QueryError, match="'31 January' is no date"):
        resolve(reader, day, "31 January")


# Forms ----------------------------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_contract(asked: Kg) -> None:
    told_by = asked("ask", "by-target", "--param", "target=13", "--json").json
    assert list(told_by) == ["question", "parameters", "answer", "columns", "rows", "sources", "caveats"]
    assert told_by["question"] == "by-target"
    assert told_by["rows"] == [
        {
            "item": "http://metadata.un.org/sdg/13.1",
            "itemLabel": told_by["rows"][0]["itemLabel"],
            "subject": f"{BASE}programme/early-warnings-for-all",
            "subjectLabel": "Early Warnings for All",
            "basis": "stated",
            "document": f"{BASE}doc/SAMPLE_2026_5",
            "documentLabel": "Information and communications technologies for development: who does what",
            "status": "accepted",
            "confidence": 0.88,
            "begin": 1789,
            "end": 1849,
        }
    ]
    assert told_by["columns"] == list(told_by["rows"][0])
    assert [(source["symbol"], source["document"]) for source in told_by["sources"]] == [
        ("SAMPLE/2026/5", f"{BASE}doc/SAMPLE_2026_5")
    ]


def test_csv_is_comma_separated_utf_8_with_every_column(asked: Kg, tmp_path: Path) -> None:
    assert asked("ask", "by-target", "--param", "target=13", "-o", tmp_path / "a.csv").out == ""
    raw = (tmp_path / "a.csv").read_bytes()
    head, line = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    assert raw.count(b"\r\n") == 2
    assert head == [
        "item", "itemLabel", "subject", "subjectLabel", "basis", "document", "documentLabel", "status",
        "confidence", "begin", "end",
    ]  # fmt: skip
    assert (line[0], line[3], line[8:]) == (
        "http://metadata.un.org/sdg/13.1", "Early Warnings for All", ["0.88", "1789", "1849"],
    )  # fmt: skip


def test_a_spreadsheet_keeps_numbers_as_numbers_and_text_as_text(reader: Reader) -> None:
    raw = written(ask(reader, "by-target", [("target", "13")]), "xlsx")
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        names = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{space}sheet")
        ]
    second = list(sheet.iter(f"{space}row"))[1]
    assert names == ["Answer", "About"]
    assert [cell.get("t") for cell in second] == ["s"] * 8 + [None] * 3
    assert [cell.findtext(f"{space}v") for cell in second][8:] == ["0.88", "1789", "1849"]


def test_a_spreadsheet_holds_no_formula_and_no_link() -> None:
    raw = written(answer_of("=1+1", "https://example.org/", "١٢ ألف"), "xlsx")
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
        words = book.read("xl/sharedStrings.xml").decode("utf-8")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in words
    assert "١٢ ألف" in words


def test_more_rows_than_a_sheet_holds_are_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROW_LIMIT", 1)
    assert written(answer_of("one"), "xlsx")
    with pytest.raises(LimitError, match=r"a sheet holds 1 rows, not 2\. Write a \.csv file"):
        written(answer_of("one", "two"), "xlsx")


@pytest.mark.parametrize("form", sorted(forms()))
@pytest.mark.parametrize(("name", "parameters", "sentence"), examples(1))
def test_every_question_has_every_form(
    name: str, parameters: str, sentence: str, form: str, reader: Reader
) -> None:
    answer = ask(reader, name, pairs(parameters))
    assert (answer.answer, len([*answer.lines()])) == (sentence, len(answer.rows))
    assert written(answer, form)


@pytest.mark.parametrize("form", sorted(forms()))
def test_the_same_answer_gives_the_same_bytes(form: str, reader: Reader) -> None:
    assert written(ask(reader, "invoked"), form) == written(ask(reader, "invoked"), form)


@pytest.mark.parametrize("form", sorted(forms()))
def test_an_answer_without_rows_has_every_form(form: str, reader: Reader) -> None:
    assert written(ask(reader, "by-target", [("target", "14")]), form)


def test_markdown_escapes_what_would_break_a_table() -> None:
    page = written(answer_of("a|b *c*\n<d>"), "md").decode("utf-8")
    assert "| a\\|b \\*c\\* \\<d\\> |  |" in page


def test_the_table_has_names_and_says_what_it_rests_on(asked: Kg) -> None:
    lines = asked("ask", "by-target", "--param", "target=13").out.splitlines()
    assert lines[2].split() == [
        "item", "subject", "basis", "document", "status", "confidence", "begin", "end",
    ]  # fmt: skip
    assert "Early Warnings for All  stated  SAMPLE/2026/5  accepted  0.88        1789   1849" in lines[4]
    assert lines[6].startswith("Source: SAMPLE/2026/5, Information and communications technologies ")
    assert lines[-1] == "Note: Suggested by a machine, not verified by a person: 1 of 1 rows."


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("-o", "a.doc"),
            "kg: a.doc: no form of answers ends in .doc. End the name in .csv, .json, .md, .txt, .xlsx.\n",
        ),
        (
            ("-o", "answer"),
            "kg: answer: no form of answers ends in nothing. End the name in .csv, .json, .md, .txt, .xlsx.\n",
        ),
        (
            ("-o", "no/a.md"),
            "kg: no/a.md: the file cannot be written: No such file or directory. Choose another place.\n",
        ),
        (
            ("--format", "pdf"),
            "kg: --format: answers have no form pdf. Use one of csv, json, md, table, xlsx.\n",
        ),
        (("--format", "xlsx"), "kg: --format: the form xlsx is no text. Give a file: -o answer.xlsx.\n"),
    ],
)
def test_forms_that_cannot_be_are_refused(words: tuple[str, ...], message: str, asked: Kg) -> None:
    ended = asked("ask", "partners", *words)
    assert (ended.code, ended.out, ended.err) == (2, "", message)


def test_a_file_and_json_may_both_be_had(asked: Kg, tmp_path: Path) -> None:
    ended = asked("ask", "partners", "-o", tmp_path / "a.md", "--json")
    assert ended.json["question"] == "partners"
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Who works with whom\n")


def test_questions_are_listed_without_a_store(kg: Kg) -> None:
    ended = kg("ask", "--list")
    assert (ended.code, ended.err) == (0, "")
    assert "by-target\tWork on an SDG target\t[target=SDG]\n" in ended.out


def test_the_list_tells_programs_the_parameters(kg: Kg) -> None:
    found = {question["name"]: question for question in kg("ask", "--list", "--json").json["questions"]}
    assert {"by-country", "by-target", "invoked", "mandate-chain", "partners"} <= found.keys()
    assert [p["name"] for p in found["by-country"]["parameters"]] == ["area", "from", "to"]


def test_no_question_is_wrong_usage(kg: Kg) -> None:
    assert kg("ask").err == "kg: kg ask: no question is named. Choose one of: kg ask --list.\n"


def test_no_store_is_told(kg: Kg) -> None:
    assert kg("ask", "by-target").code == 3


def test_names_come_in_the_language_asked_for(asked: Kg) -> None:
    told_by = asked("ask", "by-country", "--param", "area=BRA", "--lang", "es", "--json").json
    assert told_by["parameters"]["areaLabel"] == "Brasil"


def test_a_language_without_names_is_refused_with_those_that_have_some(asked: Kg) -> None:
    told_by = asked("ask", "by-target", "--lang", "xx")
    assert (told_by.code, told_by.err) == (
        2,
        "kg: kg ask --lang: no name is in the language 'xx'. Use one of ar, en, es, fr, ru, zh.\n",
    )


@pytest.mark.parametrize("language", ["en", "EN-GB", "fr", "fr-CA", "zh-Hans"])
def test_a_region_or_script_of_a_language_is_no_other_language(language: str, reader: Reader) -> None:
    assert ask(reader, "partners", language=language).language == language


def test_a_period_that_ends_before_it_begins_is_wrong_usage(asked: Kg) -> None:
    told_by = asked("ask", "by-country", "--param", "from=2025", "--param", "to=2019")
    assert (told_by.code, told_by.err) == (
        2,
        "kg: kg ask by-country: the period ends (2019) before it begins (2025). Give from=2019 and to=2025.\n",
    )


@pytest.mark.parametrize("end", ["2025", "2026", "all"])
def test_a_period_of_one_year_or_more_is_fine(end: str, reader: Reader) -> None:
    assert ask(reader, "by-country", [("from", "2025"), ("to", end)]).question.name == "by-country"


@pytest.mark.parametrize(
    ("kind", "begin", "end"), [("year", "2025", "2019"), ("date", "2025-03-02", "2025-03-01")]
)
def test_years_and_dates_make_a_period(kind: str, begin: str, end: str, reader: Reader) -> None:
    parameters = tuple(Parameter(name=name, type=kind, default=None, open="") for name in ("from", "to"))
    question = replace(answer_of().question, parameters=parameters)
    with pytest.raises(ConfigError, match="before it begins"):
        bound(reader, question, [("from", begin), ("to", end)])


@pytest.mark.slow
def test_questions_work_under_another_base(kg: Kg, note: Path) -> None:
    assert kg("build", note, "--base", "https://example.org/mg/", "--quiet").code == 0
    told_by = kg("ask", "by-target", "--param", "target=16.4", "--json").json
    assert [row["subject"] for row in told_by["rows"]] == [
        "https://example.org/mg/id/programme/container-control-programme"
    ]


def test_json_is_what_the_writer_makes(reader: Reader, asked: Kg) -> None:
    raw = written(ask(reader, "partners"), "json")
    assert json.loads(raw) == asked("ask", "partners", "--format", "json").json
