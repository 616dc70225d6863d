"""SKOS files become a frozen lexicon: what is recognised, what stands for it, and what a broken file says."""

from pathlib import Path

import pytest

from kg import assets, vocabulary
from kg.errors import VocabularyError
from kg.vocabulary import Concept, load, parse, read
from tests.kg.builders import LEXICON

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mg: <https://w3id.org/mandategraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/mandategraph/vocab/v> a skos:ConceptScheme .
"""
SCHEME = "<https://w3id.org/mandategraph/vocab/v>"


def written(folder: Path, text: str, name: str = "v.ttl") -> Path:
    path = folder / name
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_a_member_is_read_with_its_labels_and_key(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"""
        {SCHEME} mg:entityType "programme" .
        <https://w3id.org/mandategraph/id/programme/harbour-watch> skos:inScheme {SCHEME} ;
            skos:altLabel "Watch"@en ; skos:hiddenLabel "Harbor Watch"@en ; mg:shortLabel "HW"@en ;
            skos:prefLabel "Harbour Watch"@en, "Surveillance des ports"@fr ;
            dcterms:source "report-2", "report-1" .
        """,
    )
    assert read(path) == (
        Concept(
            iri="https://w3id.org/mandategraph/id/programme/harbour-watch",
            type="programme",
            key="harbour-watch",
            name="Harbour Watch",
            labels=("Harbour Watch", "Watch", "Harbor Watch", "HW"),
            sources=("report-1", "report-2"),
        ),
    )


def test_the_code_is_the_key_of_a_coded_kind(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"""
        {SCHEME} mg:entityType "sdg" .
        <http://metadata.un.org/sdg/C150401> skos:inScheme {SCHEME} ; skos:notation "15.4.1" .
        """,
    )
    assert [(c.key, c.name) for c in read(path)] == [("15.4.1", "http://metadata.un.org/sdg/C150401")]


def test_a_scheme_without_an_entity_type_is_not_for_recognition(tmp_path: Path) -> None:
    path = written(tmp_path, f'<https://e.org/a> skos:inScheme {SCHEME} ; skos:prefLabel "A"@en .')
    assert read(path) == ()


def test_an_organ_is_found_by_the_prefix_of_its_symbols(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(
        tmp_path,
        f"""
        {SCHEME} mg:entityType "organization" .
        <https://w3id.org/mandategraph/id/org/harbour-board> skos:inScheme {SCHEME} ;
            skos:prefLabel "Harbour Board"@en ; mg:symbolPrefix "HB" .
        """,
    )
    monkeypatch.setattr(assets, "files", lambda *_: (path,))
    # The lexicon of all files is kept; this one is asked for with documents that nobody else names.
    lexicon = load(without=frozenset({"organ-by-prefix"}))
    board = lexicon.organ("HB")
    assert board is not None
    assert board.key == "harbour-board"
    assert lexicon.organ("A") is None


def test_concepts_are_found_by_kind_and_key() -> None:
    found = LEXICON.find("organization", "unodc")
    assert found is not None
    assert found.name == "UNODC"
    assert LEXICON.find("programme", "unodc") is None


def test_without_curated_names_codes_and_organizations_stay() -> None:
    kinds = {concept.type for concept in load(curated=False).concepts}
    assert not kinds & vocabulary.CURATED
    assert {"sdg", "organization", "topic", "action_line"} <= kinds


def test_each_choice_of_names_has_a_hash_of_its_own() -> None:
    assert len({load().digest, load(curated=False).digest, load(without=frozenset({"x"})).digest}) == 3


def test_names_from_nothing_but_a_left_out_document_are_left_out() -> None:
    only = {c for c in load().concepts if c.type in vocabulary.CURATED and c.sources}
    every = frozenset(source for concept in only for source in concept.sources)
    kept = set(load(without=every).concepts)
    assert only
    assert not only & kept
    assert {c for c in load().concepts if c.type not in vocabulary.CURATED} <= kept


@pytest.mark.parametrize(
    ("text", "line"),
    [("<https://e.org/a> skos:prefLabel .", 6), ("\n<a> nope:b <c> .", 7), ('<a> <b> "x" ', 6)],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = written(tmp_path, text, "broken.ttl")
    with pytest.raises(VocabularyError, match="the Turtle cannot be read") as told:
        read(path)
    assert told.value.where == f"broken.ttl, line {line}"


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_bytes(b'<https://e.org/a> <https://e.org/b> "\xff" .')
    with pytest.raises(VocabularyError) as told:
        parse(path)
    assert told.value.where.startswith("broken.ttl")
