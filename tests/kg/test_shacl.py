"""Shapes as queries: the cases of the standard's form, what is left to another engine, and where triples stand."""

import os
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.iris import SH
from kg.shacl import IN_GRAPHS, Data, Result, compiled, hierarchy, read, run
from kg.shacl.prebinding import bound, groups
from kg.shacl.records import Unsupported
from kg.shacl.reference import only, reference
from tests.shacl_cases.manifest import Case, cases, found, key, triples

MANIFEST = Path(__file__).parents[1] / "shacl_cases" / "manifest.ttl"
HEAD = """
@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
EX = "https://example.org/"


def turtle(text: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEAD + text).encode(), format=RdfFormat.TURTLE)]


def kept(text: str, graph: str | None = None, into: Store | None = None) -> Store:
    """A store with the triples in a graph, the default one where none is named."""
    store = into or Store()
    home = NamedNode(EX + graph) if graph else DefaultGraph()
    store.extend(Quad(t.subject, t.predicate, t.object, home) for t in turtle(text))
    return store


def faults(shapes: str, data: Data, inside: str = "{}") -> list[str]:
    """Focus node and value of each result."""
    plan = compiled(read(turtle(shapes)), hierarchy(data), inside=inside)
    assert plan.left == ()
    return sorted(f"{local(result.focus)} {local(result.value)}".strip() for result in run(plan, data))


def local(term: object) -> str:
    return str(getattr(term, "value", term or "")).removeprefix(EX)


# Cases ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
@pytest.mark.parametrize("case", list(cases(MANIFEST)), ids=lambda case: case.name)
def test_a_case_gives_the_results_that_it_names(case: Case, on_disk: bool) -> None:
    wanted, results = found(case, on_disk=on_disk)
    assert wanted
    assert results == wanted


@pytest.mark.parametrize("case", list(cases(MANIFEST)), ids=lambda case: case.name)
def test_a_case_gives_pyshacls_results(case: Case) -> None:
    _, results = found(case)
    assert {key(result) for result in reference(triples(case.data), triples(case.shapes))} == results


def test_a_case_with_another_result_would_be_noticed(tmp_path: Path) -> None:
    text = (MANIFEST.parent / "closed.ttl").read_text(encoding="utf-8")
    (tmp_path / "closed.ttl").write_text(text.replace("sh:value 5", "sh:value 6"), encoding="utf-8")
    (case,) = cases(tmp_path / "closed.ttl")
    wanted, results = found(case)
    assert len(wanted - results) == len(results - wanted) == 1


def w3c() -> list[Case]:
    root = os.environ.get("MANDATEGRAPH_W3C")
    return list(cases(Path(root) / "core" / "manifest.ttl")) if root else []


@pytest.mark.skipif(
    not w3c(), reason="needs the W3C tests: set MANDATEGRAPH_W3C to the folder that holds core/"
)
def test_the_core_tests_of_the_w3c_are_all_there() -> None:
    assert len(w3c()) == 98


@pytest.mark.parametrize("case", w3c(), ids=lambda case: case.name)
def test_a_core_test_of_the_w3c_passes(case: Case) -> None:
    wanted, results = found(case)
    assert results == wanted


# What is left ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("sh:property :s", "it refers to itself"),
        ("sh:node [ sh:property [ sh:path :p ; sh:node :s ] ]", "it refers to itself"),
        ("sh:property [ sh:minCount 1 ]", "it has no path for sh:MinCountConstraintComponent"),
        ("sh:property [ sh:class :C ]", "a shape of its sh:property has no path"),
        ("sh:node [ sh:path :p ]", "a shape of its sh:node has a path"),
        ("sh:maxCount 1", "it has no path for sh:MaxCountConstraintComponent"),
        ("sh:path [ :p :q ] ; sh:minCount 1", "its path is no property path"),
        ('sh:path "p" ; sh:minCount 1', "its path is no property path"),
        ("sh:path :p , :q ; sh:minCount 1", "<http://www.w3.org/ns/shacl#path> has several values"),
        ("sh:path :p ; sh:minCount -1", "its sh:minCount is no number from 0 on"),
        ('sh:path :p ; sh:minCount "two"', "its sh:minCount is no number from 0 on"),
        ("sh:datatype :a , :b", "sh:datatype has several values"),
        ("sh:nodeKind :Thing", "its sh:NodeKindConstraintComponent has a value that makes no sense"),
        ('sh:class "C"', "its sh:ClassConstraintComponent has a value that makes no sense"),
        ("sh:in ( 1 [] )", "it compares with a blank node"),
        ("sh:hasValue []", "it compares with a blank node"),
        ("sh:in [ rdf:first 1 ]", "a list of it is broken"),
        ("sh:or [ rdf:rest rdf:nil ]", "a list of it is broken"),
        ('sh:not "shape"', "what should be a shape is a literal"),
        ('sh:pattern "(?=a)"', "the engine cannot read its sh:pattern"),
        ("sh:js [ sh:jsFunctionName 'f' ]", "sh:js is not of SHACL Core"),
        (":size 3", "<https://example.org/size> belongs to a constraint component of its own"),
        ("sh:sparql [ ]", "its sh:sparql has no sh:select"),
        ("sh:sparql [ sh:select 'SELECT $this { ' ]", "its query cannot be read"),
        (
            "sh:sparql [ sh:select 'SELECT $this { $this ?p ?o MINUS { $this :q ?o } }' ]",
            "its query has MINUS",
        ),
        (
            "sh:sparql [ sh:select 'SELECT $this { $currentShape ?p ?o }' ]",
            "its query asks about the shapes graph",
        ),
        ("sh:sparql [ sh:select 'SELECT $this { { SELECT * { } } }' ]", "its query has another inside"),
        ("sh:sparql [ sh:select 'SELECT $this { BIND (1 AS $this) }' ]", "its query binds $this"),
        ("sh:severity 'bad'", "its sh:severity is no IRI"),
        ("sh:targetClass 'C'", "its sh:targetClass is no IRI"),
        (
            "sh:not [ sh:path :p ; sh:minCount 7 ]",
            "it counts more than 6 values inside a logical constraint",
        ),
    ],
)
def test_what_cannot_be_compiled_is_left_with_a_reason(shape: str, reason: str) -> None:
    own = ":Size a sh:ConstraintComponent ; sh:parameter [ sh:path :size ] ."
    shapes = read(turtle(f"{own} :s sh:targetNode :a ; {shape} ."))
    (left,) = compiled(shapes, {}).left
    assert left.shape == NamedNode(EX + "s")
    assert left.reason.startswith(reason)


def test_a_shape_that_cannot_be_compiled_leaves_the_others_to_the_engine() -> None:
    shapes = turtle(":s sh:targetNode :a ; sh:class :C . :t sh:targetNode :a ; sh:js :f .")
    plan = compiled(read(shapes), {})
    assert [str(left.shape) for left in plan.left] == [f"<{EX}t>"]
    assert [result.shape for result in run(plan, Data(store=Store()))] == [NamedNode(EX + "s")]


def test_the_other_engine_gets_the_targets_of_what_is_left_alone() -> None:
    shapes = turtle(":s sh:targetNode :a ; sh:class :C . :t sh:targetNode :a ; sh:class :C .")
    results = reference([], only(shapes, [NamedNode(EX + "t")]))
    assert [result.shape for result in results] == [NamedNode(EX + "t")]


def test_the_other_engine_says_what_it_cannot_use() -> None:
    with pytest.raises(ValueError, match="well-formed SHACL PropertyShape"):
        list(reference([], turtle(":s sh:targetNode :a ; sh:property [ sh:minCount 1 ] .")))


def test_a_part_without_target_is_never_looked_at() -> None:
    assert read(turtle(":s a sh:NodeShape ; sh:js :f .")).left == ()


# Where triples stand --------------------------------------------------------------------------------------

ONE_NAME = ":s sh:targetClass :C ; sh:property [ sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ] ."


def test_all_graphs_of_a_store_are_validated_together() -> None:
    store = kept(":b a :C ; :name 'B' .", "two", kept(":a a :C .", "one", kept(":a :name 'A' .")))
    store = kept(":b :name 'Bee' .", "three", store)
    assert faults(ONE_NAME, Data(store=store)) == ["b"]


def test_a_triple_of_two_graphs_is_one_value() -> None:
    store = kept(":a a :C ; :name 'A' .", "two", kept(":a a :C ; :name 'A' .", "one"))
    assert faults(ONE_NAME, Data(store=store)) == []


def test_some_graphs_can_be_validated_by_themselves() -> None:
    store = kept(":a a :C .", "one", kept(":a :name 'A' .", "two"))
    one, two = NamedNode(EX + "one"), NamedNode(EX + "two")
    assert faults(ONE_NAME, Data(store=store, graphs=(one,))) == ["a"]
    assert faults(ONE_NAME, Data(store=store, graphs=(one, two))) == []


def test_nodes_of_some_graphs_can_be_validated_against_all_triples() -> None:
    store = kept(":a a :C . :b a :C .", "one", kept(":a :name 'A' . :c a :C .", "two"))
    data = Data(store=store, focus=(NamedNode(EX + "one"),))
    assert faults(ONE_NAME, data, IN_GRAPHS) == ["b"]


def test_a_copy_in_memory_holds_each_triple_once() -> None:
    store = kept(":a a :C .", "one", kept(":a a :C .", "two", kept(":b a :C .")))
    copy = Data(store=store, graphs=(NamedNode(EX + "one"), NamedNode(EX + "two"))).in_memory()
    assert list(copy.triples()) == turtle(":a a :C .")
    assert len(Data(store=store).in_memory().store) == 2


def test_a_copy_in_memory_keeps_what_blank_nodes_are_called() -> None:
    one, node = NamedNode(EX + "one"), BlankNode("b1")
    quads = [Quad(node, one, Literal("_:b2"), one), Quad(one, one, node, NamedNode(EX + "two"))]
    store = Store()
    store.extend(quads)
    assert set(Data(store=store).in_memory().triples()) == {quad.triple for quad in quads}


THREE = """:S a sh:NodeShape ; sh:targetClass :C ; sh:property :P, :Q, :R . :Q sh:minCount 1 .
    :P sh:path :p ; sh:maxCount 1 . :Q sh:path :q ; sh:maxCount 1 . :R sh:path :r ; sh:maxCount 1 . """


def test_values_of_many_properties_are_counted_in_one_query_on_disk() -> None:
    store = kept(":a a :C ; :p 1, 2 ; :q 1 . :b a :C ; :q 1, 2 . :c a :C ; :q 1 ; :r 1 . :d a :C .")
    plan, other = (compiled(read(turtle(THREE)), {}, on_disk=told) for told in (False, True))
    assert [len(plan.groups[0].screens), len(other.groups[0].screens)] == [1, 2]
    assert {local(result.focus) for result in run(other, Data(store=store))} == {"a", "b", "d"}
    assert set(run(other, Data(store=store))) == set(run(plan, Data(store=store)))


def test_a_count_inside_a_negation_is_not_taken_out_of_it() -> None:
    shapes = THREE + ":S sh:not [ sh:property [ sh:path :n ; sh:maxCount 1 ] ] ."
    data = Data(store=kept(":a a :C ; :q 1 ; :n 1, 2 . :b a :C ; :q 1 ; :n 1 ."))
    plan = compiled(read(turtle(shapes)), {}, on_disk=True)
    assert [local(result.focus) for result in run(plan, data)] == ["b"]


def test_an_empty_store_has_no_fault() -> None:
    assert faults(ONE_NAME, Data(store=Store())) == []


def test_more_faults_than_a_query_names_are_all_found() -> None:
    store = Store()
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.extend(Quad(NamedNode(f"{EX}{n}"), kind, NamedNode(EX + "C")) for n in range(1001))
    assert len(faults(ONE_NAME, Data(store=store))) == 1001


def test_the_letters_of_a_variable_may_stand_in_a_name() -> None:
    shapes = ":s sh:targetNode <https://example.org/?this> , 'a ?this' ; sh:path :p ; sh:property :n ."
    shapes += " :n sh:path :q ; sh:minCount 1 ."
    assert faults(shapes, Data(store=kept("<https://example.org/?this> :p :b ."))) == ["b"]


def test_blank_nodes_are_validated_too() -> None:
    query = 'sh:sparql [ sh:select "SELECT $this { $this <https://example.org/name> ?n }" ]'
    data = Data(store=kept("[] a :C . [ a :C ; :name 'x' ] ."))
    plan = compiled(read(turtle(f"{ONE_NAME} :q sh:targetClass :C ; {query} .")), {})
    components = [result.component.value.removeprefix(SH) for result in run(plan, data)]
    assert sorted(components) == ["MinCountConstraintComponent", "SPARQLConstraintComponent"]
    assert all(isinstance(result.focus, BlankNode) for result in run(plan, data))


def test_classes_below_are_found_in_the_data_however_far() -> None:
    data = Data(store=kept(":T rdfs:subClassOf :B . :H rdfs:subClassOf :T . :B rdfs:subClassOf :H ."))
    assert hierarchy(data)[EX + "B"] == (EX + "H", EX + "T")


# Results --------------------------------------------------------------------------------------------------


def only_result(shapes: str, data: str) -> Result:
    (result,) = run(compiled(read(turtle(shapes)), {}), Data(store=kept(data)))
    return result


def test_a_result_has_severity_path_and_messages_of_its_shape() -> None:
    shape = "sh:path :name ; sh:minCount 1 ; sh:severity sh:Info ; sh:message 'No name.'@en"
    result = only_result(f":s sh:targetNode :a ; sh:property [ {shape} ] .", "")
    assert (result.severity, result.path) == (NamedNode(SH + "Info"), f"<{EX}name>")
    assert result.messages == (Literal("No name.", language="en"),)


def test_a_message_of_a_query_names_what_was_found() -> None:
    query = "SELECT $this ?value ?n { $this <https://example.org/p> ?value BIND (STR(?value) AS ?n) }"
    shape = f'sh:sparql [ sh:select "{query}" ; sh:message "{{$this}} has {{?n}}, {{?other}}." ]'
    result = only_result(f":s sh:targetNode :a ; {shape} .", ":a :p :b .")
    assert result.messages == (Literal(f"{EX}a has {EX}b, {{?other}}."),)


def test_a_fault_met_in_two_ways_is_one_result() -> None:
    shapes = ":s sh:targetNode :a ; sh:property :p . :t sh:targetNode :a ; sh:property :p ."
    result = only_result(f"{shapes} :p sh:path :name ; sh:minCount 1 .", "")
    assert result.shape == NamedNode(EX + "p")


def test_a_line_end_is_no_end_of_text() -> None:
    """Here pySHACL goes by Python's patterns; the standard goes by SPARQL's."""
    shapes, data = ":s sh:targetObjectsOf :code ; sh:pattern '^[0-9]$' .", ":a :code '7\\n' ."
    assert only_result(shapes, data).value == Literal("7\n")
    assert list(reference(turtle(data), turtle(shapes))) == []


# Queries with $this ---------------------------------------------------------------------------------------


def test_a_binding_is_written_into_every_group() -> None:
    pieces = groups("SELECT $this { $this ?p ?o FILTER NOT EXISTS { ?o ?q $this } }")
    binding = "VALUES ?this { <https://e.org/a> }"
    assert bound(pieces, ["<https://e.org/a>"]) == (
        f"SELECT $this {{ {binding}  $this ?p ?o FILTER NOT EXISTS {{ {binding}  ?o ?q $this }} }}"
    )


@pytest.mark.parametrize("text", ['"{"', "'{'", '"""{"""', "<http://e.org/{>", "# {\n", "'\\'{'"])
def test_a_brace_that_opens_no_group_is_left(text: str) -> None:
    assert len(groups(f"SELECT $this {{ $this ?p {text} }}")) == 2 + (text == "<http://e.org/{>")


@pytest.mark.parametrize("word", ["MINUS", "values", "Service"])
def test_what_may_not_stand_beside_a_binding_is_refused(word: str) -> None:
    with pytest.raises(Unsupported, match=word.upper()):
        groups(f"SELECT $this {{ {word} {{ }} }}")
