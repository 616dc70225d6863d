"""The pages of docs/ontology/ say what the Turtle says: they are written from it and never lag behind."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from scripts import _docs

ROOT = Path(__file__).resolve().parent.parent
PREFIXES = """
@prefix mg: <https://w3id.org/mandategraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shapes: <https://w3id.org/mandategraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
BOATS = """
mg:Boat a owl:Class ; rdfs:label "boat"@en ; skos:definition "A hull | a sail."@en ;
    skos:example "A dinghy."@en ; mg:answers "What floats?"@en ; rdfs:subClassOf mg:Thing .
mg:Thing a owl:Class ; rdfs:label "thing"@en ; skos:definition "Anything."@en .
mg:colour a owl:DatatypeProperty ; rdfs:label "colour"@en ; skos:definition "How it looks."@en .
"""
BOAT_SHAPES = """
shapes:Boat a sh:NodeShape ; sh:targetClass mg:Boat ; sh:severity sh:Violation ; sh:closed true ;
    sh:ignoredProperties ( mg:colour ) ; sh:property shapes:Boat-colour ;
    sh:message "A boat sinks. Remedy: Bail it out."@en .
shapes:Boat-colour a sh:PropertyShape ; sh:path mg:colour ; sh:severity sh:Warning ; sh:minCount 1 ;
    sh:message "A boat has no colour. Remedy: Paint it."@en .
shapes:Boat-red a sh:NodeShape ; sh:targetClass mg:Boat ; sh:severity sh:Info ; sh:not shapes:IsRed ;
    sh:message "A boat is red. Remedy: None."@en .
shapes:IsRed a sh:NodeShape ; sh:severity sh:Violation ; sh:property shapes:IsColouredRed ;
    sh:message "It is red. Remedy: See there."@en .
shapes:IsColouredRed a sh:PropertyShape ; sh:path mg:colour ; sh:hasValue "red" ; sh:severity sh:Violation ;
    sh:message "Its colour is red. Remedy: See there."@en .
"""


@cache
def written() -> dict[str, str]:
    return _docs.pages(*_docs.load(ROOT))


@cache
def boats() -> dict[str, str]:
    ontology = Graph(bind_namespaces="none").parse(data=PREFIXES + BOATS, format="turtle")
    return _docs.pages(ontology, Graph().parse(data=PREFIXES + BOAT_SHAPES, format="turtle"))


def test_the_pages_are_what_the_turtle_says() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in _docs.FOLDER.glob("*")}
    assert found == written(), "run scripts/docs"


def test_the_same_turtle_gives_the_same_pages() -> None:
    assert _docs.pages(*_docs.load(ROOT)) == written()


def test_every_own_term_of_the_turtle_has_its_page() -> None:
    turtle = (ROOT / "ontology" / "mandategraph.ttl").read_text(encoding="utf-8")
    terms = re.findall(r"^mg:(\w+)$", turtle, re.MULTILINE)
    assert sorted(written()) == sorted(["README.md", *(f"{term}.md" for term in terms)])


def test_no_two_pages_differ_by_capitals_alone() -> None:
    assert len({name.lower() for name in written()}) == len(written())


def test_links_between_pages_lead_somewhere() -> None:
    links = {link for text in written().values() for link in re.findall(r"\]\(([^):]+)\)", text)}
    assert [link for link in sorted(links) if not (_docs.FOLDER / link).exists()] == []


@pytest.mark.parametrize("file", sorted(set(written()) - {"README.md"}))
def test_a_page_holds_definition_example_and_question(file: str) -> None:
    assert re.search(
        r"\n\n\S[^\n]+\.\n\n- \*\*example:\*\* \S.*\n- \*\*question:\*\* \S.*\?\n", written()[file]
    )


def test_a_page_tells_label_definition_example_question_and_neighbours() -> None:
    assert boats()["Boat.md"].partition("\n## ")[0] == (
        "<!-- Written by scripts/docs from ontology/ and shapes/. Do not edit. -->\n\n"
        "# mg:Boat\n\n*boat* · class\n\nA hull | a sail.\n\n"
        "- **example:** A dinghy.\n- **question:** What floats?\n- **narrower than:** [mg:Thing](Thing.md)\n"
        "- **address:** <https://w3id.org/mandategraph/ns#Boat>\n"
    )


def test_the_broader_term_leads_back() -> None:
    assert "- **wider than:** [mg:Boat](Boat.md)\n" in boats()["Thing.md"]


def test_a_page_lists_the_shapes_of_its_term_with_their_remedies() -> None:
    assert boats()["Boat.md"].partition("| --- | --- | --- | --- |\n")[2].partition("\n\n")[0] == (
        "| `Boat` | keeps a document out | A boat sinks. | Bail it out. |\n"
        "| `Boat-colour` | is told | A boat has no colour. | Paint it. |\n"
        "| `Boat-red` | is noted | A boat is red. | None. |"
    )


def test_a_property_has_the_shapes_that_walk_along_it_and_not_those_that_ignore_it() -> None:
    assert re.findall(r"^\| `(\S+)`", boats()["colour.md"], re.MULTILINE) == ["Boat-colour", "Boat-red"]


def test_a_term_without_shapes_says_so() -> None:
    assert "## Shapes that look at it\n\nNo shape.\n" in boats()["Thing.md"]


def test_a_stroke_does_not_break_the_table() -> None:
    assert "| [mg:Boat](Boat.md) | A hull \\| a sail. |\n" in boats()["README.md"]


def test_a_changed_definition_would_be_noticed() -> None:
    ontology, shapes = _docs.load(ROOT)
    changed = ontology.serialize(format="turtle").replace("number that a document", "sum that a document")
    assert _docs.pages(Graph(bind_namespaces="none").parse(data=changed), shapes) != written()


def test_a_term_without_a_kind_is_told() -> None:
    odd = Graph().parse(data=f'{PREFIXES} mg:odd rdfs:label "odd"@en .', format="turtle")
    with pytest.raises(ValueError, match="mg:odd has no kind"):
        _docs.pages(odd, Graph())


def test_writing_removes_the_page_of_a_term_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "Gone.md").touch()
    (tmp_path / "picture.png").touch()
    _docs.write(tmp_path, {"Here.md": "here\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Here.md", "picture.png"]
