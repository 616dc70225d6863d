"""Every shape is proven by examples: one that passes, and one that fails for each of its constraints.

A failing example names its shape and constraint in its first two lines. That one catches it, and no other.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "shapes"
WORLD = (EXAMPLES / "world.ttl").read_text(encoding="utf-8")
LANGUAGES = {"ar": "العلاج:", "zh": "补救", "fr": "Remède :", "ru": "Что сделать:", "es": "Remedio:"}
"""The languages of messages beside English, with what stands before the remedy."""
FILES = sorted((ROOT / "shapes").glob("*.ttl"))
FAILING = sorted(EXAMPLES.glob("*/fail-*.ttl"))
PASSING = sorted(EXAMPLES.glob("*/pass-*.ttl"))
SHAPES = Namespace("https://w3id.org/mandategraph/shapes#")
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
NO_CONSTRAINT = {SH.ignoredProperties, SH.message, SH.path, SH.property, SH.severity, RDF.type, *TARGETS}
NAMES: dict[Node, str] = {
    SH.qualifiedMinCount: "QualifiedMinCount",
    SH.qualifiedMaxCount: "QualifiedMaxCount",
    SH.sparql: "SPARQL",
}
HEADER = re.compile(r"# violates: shapes#(?P<shape>\S+)\n# by: sh:(?P<constraint>\w+)ConstraintComponent\n")


Link = tuple[Node, URIRef, Node]


class Rule(NamedTuple):
    """A shape and the name of one of its constraints ("MinCount")."""

    shape: str
    constraint: str


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@cache
def _shapes() -> Graph:
    graph = Graph()
    for file in FILES:
        graph.parse(file)
    return graph


@cache
def _world() -> Graph:
    return Graph().parse(ROOT / "ontology" / "mandategraph.ttl").parse(data=WORLD, format="turtle")


def _data(*examples: Path) -> Graph:
    graph = Graph()
    graph += _world()
    for example in examples:
        graph.parse(data=WORLD + example.read_text(encoding="utf-8"), format="turtle")
    return graph


def _broken(data: Graph, shapes: Graph) -> set[Rule]:
    _, report, text = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
    )
    assert isinstance(report, Graph), text
    return {
        Rule(
            _local(report.value(result, SH.sourceShape)),
            _local(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
    }


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2].removesuffix("ConstraintComponent")


def _every_shape() -> set[Node]:
    graph = _shapes()
    return set(graph.subjects(RDF.type, SH.NodeShape)) | set(graph.subjects(RDF.type, SH.PropertyShape))


def _reporting() -> set[Node]:
    """Shapes that can stand in a report: those with a target, and their property shapes."""
    graph = _shapes()
    found = {shape for target in TARGETS for shape in graph.subjects(target)}
    return found | {part for shape in found for part in graph.objects(shape, SH.property)}


def _constraints(shape: Node) -> Iterator[str]:
    for parameter in set(_shapes().predicates(shape)) - NO_CONSTRAINT - {SH.qualifiedValueShape}:
        local = _local(parameter)
        yield NAMES.get(parameter, local[0].upper() + local[1:])


def _rules() -> list[Rule]:
    return sorted(
        Rule(_local(shape), constraint) for shape in _reporting() for constraint in _constraints(shape)
    )


def _claimed(example: Path) -> Rule:
    header = HEADER.match(example.read_text(encoding="utf-8"))
    assert header, f"{example} does not begin with what it violates"
    return Rule(header["shape"], header["constraint"])


def _links() -> list[Link]:
    """Each member of an `sh:or` and each part of a shape in an `sh:not`, as (list or shape, link, part)."""
    graph = _shapes()
    members: list[Link] = [
        (cell, RDF.first, part) for head in graph.objects(None, SH["or"]) for cell, part in _cells(head)
    ]
    served = set(graph.objects(None, SH["not"]))
    parts: list[Link] = [
        (shape, SH.property, part) for shape in served for part in graph.objects(shape, SH.property)
    ]
    return sorted(members, key=lambda link: (str(link[2]), str(link[0]))) + sorted(parts, key=str)


def _cells(head: Node) -> Iterator[tuple[Node, Node]]:
    graph = _shapes()
    for cell in graph.transitive_objects(head, RDF.rest):
        if cell is not None and (part := graph.value(cell, RDF.first)):
            yield cell, part


def test_the_world_of_the_examples_has_no_fault() -> None:
    assert _broken(_data(), _shapes()) == set()


@pytest.mark.parametrize("example", PASSING, ids=_name)
def test_passing_example_passes_without_a_warning(example: Path) -> None:
    assert _broken(_data(example), _shapes()) == set()


@pytest.mark.parametrize("example", FAILING, ids=_name)
def test_failing_example_breaks_one_rule_and_no_other(example: Path) -> None:
    assert _broken(_data(example), _shapes()) == {_claimed(example)}


@pytest.mark.parametrize("rule", _rules(), ids="-".join)
def test_each_constraint_has_a_failing_example(rule: Rule) -> None:
    assert rule in {_claimed(example) for example in FAILING}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_shape_file_has_passing_examples(file: Path) -> None:
    assert list((EXAMPLES / file.stem).glob("pass-*.ttl"))


@pytest.mark.parametrize("link", _links(), ids=lambda link: _local(link[2]))
def test_no_part_of_a_logical_shape_can_go_unnoticed(link: Link) -> None:
    """Without the part, some example that passes would fail."""
    shapes = Graph()
    shapes += _shapes()
    shapes.remove(link)
    shapes += _nothing(link)
    assert _broken(_data(*PASSING), shapes)


def _nothing(link: Link) -> Graph:
    """In place of a list member, a shape that nothing fits, since a list cell must hold something."""
    graph = Graph()
    if link[1] == RDF.first:
        graph.add((link[0], RDF.first, SHAPES.Nothing))
        graph.add((SHAPES.Nothing, RDF.type, SH.NodeShape))
        graph.add((SHAPES.Nothing, SH["class"], SHAPES.NoClass))
    return graph


def test_passing_examples_fit_together() -> None:
    assert _broken(_data(*PASSING), _shapes()) == set()


def test_every_shape_has_an_iri_below_the_shapes_namespace() -> None:
    assert [shape for shape in _every_shape() if not str(shape).startswith(SHAPES)] == []


def test_every_shape_in_use_is_declared_as_a_shape() -> None:
    graph = _shapes()
    used = {
        *graph.objects(None, SH.property),
        *graph.objects(None, SH["not"]),
        *(link[2] for link in _links()),
    }
    assert used | set(graph.objects(None, SH.qualifiedValueShape)) <= _every_shape()


def test_every_shape_that_cannot_report_serves_another_one() -> None:
    graph = _shapes()
    served = {*graph.objects(None, SH["not"]), *(link[2] for link in _links())}
    assert _every_shape() - _reporting() <= served | set(graph.objects(None, SH.qualifiedValueShape))


@pytest.mark.parametrize("shape", sorted(_every_shape(), key=str), ids=_local)
def test_every_shape_says_what_is_wrong_and_what_to_do(shape: Node) -> None:
    messages = [(str(message), message.language) for message in _shapes().objects(shape, SH.message)]  # type: ignore[attr-defined]
    assert len(messages) == 1
    assert re.fullmatch(r"[A-Z][^\n]+\. Remedy: [A-Z][^\n]+\.", messages[0][0])
    assert messages[0][1] == "en"


@cache
def _translated(language: str) -> dict[str, str]:
    """What the file of a language says, by the last part of the IRI of the shape."""
    graph = Graph().parse(ROOT / "shapes" / "messages" / f"{language}.ttl")
    return {_local(shape): str(message) for shape, _, message in graph if message.language == language}  # type: ignore[attr-defined]


def _codes(message: str) -> set[str]:
    """Terms, numbers and addresses, which mean the same in every language."""
    return set(re.findall(r"[a-z]+:[A-Za-z]+|\d[\d.]*\d|https?://|kg vocab add", message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_nothing_else(language: str) -> None:
    assert set(_translated(language)) == {_local(shape) for shape in _shapes().subjects(SH.message)}
    assert len(Graph().parse(ROOT / "shapes" / "messages" / f"{language}.ttl")) == len(_translated(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_what_to_do_and_keeps_every_code(language: str) -> None:
    english = {_local(shape): str(text) for shape, text in _shapes().subject_objects(SH.message)}
    lost = {
        name: _codes(english[name]) - _codes(text)
        for name, text in _translated(language).items()
        if LANGUAGES[language] not in text or not _codes(english[name]) <= _codes(text)
    }
    assert lost == {}


def test_a_lost_code_would_be_noticed() -> None:
    assert _codes("Add one mg:confidence from 0 to 16.4, https://.") == {"mg:confidence", "16.4", "https://"}


@pytest.mark.parametrize("shape", sorted(_every_shape(), key=str), ids=_local)
def test_every_shape_has_one_severity(shape: Node) -> None:
    assert list(_shapes().objects(shape, SH.severity)) in ([SH.Violation], [SH.Warning], [SH.Info])


def test_shapes_are_shapes_by_the_standard_too() -> None:
    conforms, _, text = pyshacl.validate(_world(), shacl_graph=_shapes(), meta_shacl=True, inference="none")
    assert conforms, text


def test_unknown_goal_warns_and_does_not_violate() -> None:
    assert _shapes().value(SHAPES["SdgItem-known"], SH.severity) == SH.Warning
