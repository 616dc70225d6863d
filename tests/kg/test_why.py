"""kg why: from a statement back to its words, by whatever name the statement is called."""

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.labels import label
from kg.store import open_reader
from kg.why import term, why
from tests.kg.conftest import Kg

_BASE = "https://w3id.org/mandategraph/"
_SENTENCE = "Goals 4, 10, 16 and 17 are reflected in every activity, with special care for targets 4.7, 10.2 and 16.1."


@pytest.fixture
def asked(kg: Kg, sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """`kg` with the sample store."""
    monkeypatch.setenv("MANDATEGRAPH_STORE", str(sample_store))
    return kg


@pytest.mark.parametrize(
    ("word", "iri"),
    [
        (f"{_BASE}id/org/unodc", f"{_BASE}id/org/unodc"),
        (f"<{_BASE}id/org/unodc>", f"{_BASE}id/org/unodc"),
        ("mgid:org/unodc", f"{_BASE}id/org/unodc"),
        ("mg:contributesTo", f"{_BASE}ns#contributesTo"),
        ("contributesTo", f"{_BASE}ns#contributesTo"),
        ("dcterms:title", "http://purl.org/dc/terms/title"),
        ("partOf", "http://purl.org/dc/terms/isPartOf"),
        ("partner", f"{_BASE}ns#partner"),
        ("supplements", f"{_BASE}ns#supplements"),
        ("location", "https://schema.org/location"),
        ("temporal", "http://purl.org/dc/terms/temporal"),
        ("UNODC", f"{_BASE}id/org/unodc"),
        ("unodc", f"{_BASE}id/org/unodc"),
        ("United Nations Office on Drugs and Crime", f"{_BASE}id/org/unodc"),
        ("S/RES/2322(2016)", f"{_BASE}id/doc/S_RES_2322.2016"),
        ("S/RES/2322 (2016)", f"{_BASE}id/doc/S_RES_2322.2016"),
        ("SAMPLE/2026/1", f"{_BASE}id/doc/SAMPLE_2026_1"),
        ("16", "http://metadata.un.org/sdg/16"),
        ("16.4", "http://metadata.un.org/sdg/16.4"),
        ("4.c", "http://metadata.un.org/sdg/4.c"),
        ("sdg:16.4", "http://metadata.un.org/sdg/16.4"),
        ("16.10.2", "http://metadata.un.org/sdg/16.10.2"),
    ],
)
def test_a_word_means_one_thing(sample_store: Path, word: str, iri: str) -> None:
    assert term(open_reader(sample_store), word).value == iri


@pytest.mark.parametrize(
    "word", ["nobody at all", "", "x:y", "18", "http://example.org/two words", "urn:isbn:1"]
)
def test_a_word_that_means_nothing_is_told(asked: Kg, word: str) -> None:
    ended = asked("why", word)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("kg: kg why: ")


def test_words_may_be_one_or_three(asked: Kg) -> None:
    ended = asked("why", "UNODC", "contributesTo")
    assert (ended.code, ended.err) == (
        2,
        "kg: kg why: one IRI or three terms are needed. Give SUBJECT PREDICATE OBJECT.\n",
    )


def test_a_statement_is_shown_with_words_place_and_certainty(asked: Kg) -> None:
    ended = asked("why", "Youth Ambassadors Programme", "contributesTo", "4.7")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith("Youth Ambassadors Programme · contributes to · ")
    assert lines[1].startswith("  accepted, confidence 0.")
    assert lines[1].endswith(", mapper contributes_to")
    assert f"  “{_SENTENCE}”" in lines
    assert any(f"2042-2147 in <{_BASE}id/doc/SAMPLE_2026_1>, version c46e9b4bc419" in line for line in lines)


def test_json_has_the_keys_of_the_contract(asked: Kg) -> None:
    told = asked("why", "Youth Ambassadors Programme", "contributesTo", "4.7", "--json").json
    assert list(told) == ["statements"]
    statement = told["statements"][0]
    assert list(statement) == [
        "iri",
        "subject",
        "predicate",
        "object",
        "status",
        "confidence",
        "mapper",
        "evidence",
    ]
    assert statement["evidence"][-1] == {
        "document": f"{_BASE}id/doc/SAMPLE_2026_1",
        "version": "c46e9b4bc419",
        "begin": 2042,
        "end": 2147,
        "quotation": _SENTENCE,
    }


def test_a_quotation_is_what_stands_at_its_offsets(sample_store: Path, samples: Path) -> None:
    text = (samples / "cstd-unodc.txt").read_bytes().decode("utf-8")
    found = why(open_reader(sample_store), ["SAMPLE/2026/1"])
    passages = [passage for statement in found for passage in statement.evidence]
    assert passages
    assert [text[passage.begin : passage.end] for passage in passages] == [p.quotation for p in passages]


def test_a_statement_can_be_asked_by_its_iri(asked: Kg) -> None:
    iri = asked("why", "E/RES/2006/46", "adoptedBy", "ECOSOC", "--json").json["statements"][0]["iri"]
    assert [s["iri"] for s in asked("why", iri, "--json").json["statements"]] == [iri]
    assert asked("why", f"<{iri}>").code == 0


@pytest.mark.parametrize(
    ("words", "quotation"),
    [
        (
            ("E/RES/2006/46", "adoptedBy", "ECOSOC"),
            "The Economic and Social Council, in its resolution 2006/46",
        ),
        (
            ("S/RES/2322(2016)", "adoptedBy", "mgid:org/security-council"),
            "Pursuant to Security Council resolution 2322",
        ),
        (("CCPCJ/RES/26/4", "adoptedBy", "CCPCJ"), "On cybercrime, the Commission on Crime Prevention"),
        (("UNODC", "contributesTo", "5.2"), "With this research we contribute to targets 5.2, 8.7 and 16.2"),
    ],
)
def test_the_right_sentence_is_quoted(asked: Kg, words: tuple[str, ...], quotation: str) -> None:
    assert (
        asked("why", *words, "--json")
        .json["statements"][0]["evidence"][-1]["quotation"]
        .startswith(quotation)
    )


def test_an_entity_gives_every_statement_about_it(asked: Kg) -> None:
    found = asked("why", "Youth Ambassadors Programme", "--json").json["statements"]
    goals = [s["object"].rpartition("/")[2] for s in found if s["predicate"] == f"{_BASE}ns#contributesTo"]
    assert sorted(goals) == ["10", "10.2", "16", "16.1", "17", "4", "4.7"]


@pytest.mark.parametrize(
    "words",
    [
        ("E/RES/2006/46", "adoptedBy", "UNODC"),
        ("A/RES/79/999",),
        ("17.18",),
        (f"{_BASE}id/st/0000000000000000",),
    ],
)
def test_nothing_that_supports_it_ends_with_1(asked: Kg, words: tuple[str, ...]) -> None:
    ended = asked("why", *words)
    assert (ended.code, ended.out, ended.err) == (1, "", "nothing in the store supports this\n")
    assert asked("why", *words, "--json").json == {"statements": []}


def test_default_iris_work_under_another_base(kg: Kg, note: Path) -> None:
    kg("build", note, "--base", "https://example.org/kg/")
    found = kg("why", f"{_BASE}id/doc/SAMPLE_2026_9", "--json").json["statements"]
    assert {s["subject"] for s in found} == {"https://example.org/kg/id/doc/SAMPLE_2026_9"}


def test_a_code_that_no_vocabulary_knows_is_found_under_an_iri_of_ours(ready: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Container Control Programme contributes to target 16.14.\n")
    ready("build", "a.txt")
    found = ready("why", "16.14", "--json").json["statements"]
    assert [statement["object"] for statement in found] == [f"{_BASE}id/sdg/16.14"]


def test_a_lost_text_is_told(kg: Kg, own_store: Path) -> None:
    (own_store / "texts").rename(own_store / "lost")
    ended = kg("why", "4.7")
    assert (ended.code, ended.out) == (3, "")
    assert "is lost. Build its document again." in ended.err


def test_a_name_of_nothing_is_told(sample_store: Path) -> None:
    with pytest.raises(QueryError, match="no things are called 'nobody'"):
        term(open_reader(sample_store), "nobody")


def test_a_thing_without_a_label_is_called_by_its_last_word(sample_store: Path) -> None:
    reader = open_reader(sample_store)
    assert label(reader, "https://example.org/things/x") == "x"
    assert label(reader, "not an IRI") == "not an IRI"
