"""Figures and mandates in the graph: one node each with its evidence, plain where accepted, fit for the shapes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg import graph, records
from kg.decisions import Decisions, Review
from kg.graph import Build, Source
from kg.graph.figures import figures, time
from kg.graph.units import kind
from kg.iris import DCTERMS, RDF, SCHEMA, SKOS, XSD, Base
from kg.prediction import predict
from kg.types import Extraction, Fact, Figure, Mandate, Span, Support
from kg.validate import check_shapes
from tests.kg.at_once import default_quads, entity_quads, meta_quads
from tests.kg.builders import BASE, build, extraction, source

FIGURE = Figure(
    subject="watch",
    value=Decimal(48220),
    bound="over",
    unit="kg of cocaine",
    as_of="2017",
    verbatim="48,220",
    evidence=(Span(0, 37),),
    mapper="figures",
    confidence=Decimal("0.88"),
    subject_support=Support(basis="mention", span=Span(4, 17)),
)
MANDATE = Mandate(
    para="9(a)",
    verb="requests",
    force="requesting",
    addressee="office",
    addressee_support=Support(basis="mention", span=Span(42, 48)),
    deadline="2025/2026",
    recurrence="annual",
    evidence=(Span(0, 37), Span(38, 72)),
    mapper="mandates",
    confidence=Decimal("0.90"),
)
RESOLUTION = (
    Fact(field="type", value="resolution", span=Span(0, 3)),
    Fact(field="symbol", value="A/RES/1/1", span=Span(0, 3)),
)
NODE = NamedNode(f"{RDF}type")


def reporting(*found: Figure) -> Source:
    return source(replace(extraction(), figures=found))


def asking(*found: Mandate, facts: tuple[Fact, ...] = RESOLUTION) -> Source:
    return source(replace(extraction(facts=facts), mandates=found))


def parts(read: Source, context: Build) -> list[list[Quad]]:
    made = [
        graph.document_quads(read, graph.statements(read, context), context),
        entity_quads([read], context),
        meta_quads([read], context),
    ]
    return [*made, default_quads(made, context)]


def plain(read: Source, context: Build) -> set[Triple]:
    return {
        quad.triple for part in parts(read, context) for quad in part if quad.graph_name == DefaultGraph()
    }


def said(triples: set[Triple], subject: NamedNode) -> set[tuple[str, str]]:
    return {
        (str(t.predicate.value), str(getattr(t.object, "value", t.object)))
        for t in triples
        if t.subject == subject
    }


def violations(read: Source, context: Build) -> list[str]:
    """What the shapes of figures, mandates and paragraphs say; vocabularies are no part of these triples."""
    made = parts(read, context)
    triples = graph.ntriples(made[0], graph.by_subject([*made[1], *made[2]]))
    found = (finding.rule for finding in check_shapes(triples, BASE) if finding.severity == "violation")
    return [
        rule for rule in found if rule.startswith(("Figure", "Mandate", "IsFigure", "Evidence", "Provision"))
    ]


def node_of(read: Source, context: Build) -> NamedNode:
    (name,) = figures(read, context)
    return NamedNode(name)


def test_an_accepted_figure_stands_in_the_default_graph_with_all_its_properties() -> None:
    read = reporting(FIGURE)
    context = build(read)
    node = node_of(read, context)
    page = f"{BASE.iri}id/doc/SAMPLE_2026_1/v/{read.version}/p/"
    assert said(plain(read, context), node) == {
        (f"{RDF}type", f"{BASE.iri}ns#Figure"),
        (f"{BASE.iri}ns#figureOf", f"{BASE.iri}id/programme/harbour-watch"),
        (f"{SCHEMA}value", "48220"),
        (f"{SCHEMA}unitText", "kg of cocaine"),
        (f"{BASE.iri}ns#unitKind", f"{BASE.iri}id/unit/mass"),
        (f"{BASE.iri}ns#bound", "over"),
        (f"{BASE.iri}ns#verbatim", "48,220"),
        (f"{DCTERMS}temporal", "2017"),
        (f"{BASE.iri}ns#evidence", f"{page}0-37"),
        (f"{BASE.iri}ns#subjectBasis", "mention"),
        (f"{BASE.iri}ns#subjectPassage", f"{page}4-17"),
        (f"{BASE.iri}ns#confidence", "0.88"),
        (f"{BASE.iri}ns#mapper", "figures"),
        (f"{BASE.iri}ns#reviewStatus", f"{BASE.iri}ns#accepted"),
        ("http://www.w3.org/ns/prov#wasGeneratedBy", f"{BASE.iri}id/run/0123456789abcdef"),
    }


def test_the_iri_of_a_figure_is_the_same_under_every_base() -> None:
    read = reporting(FIGURE)
    other = Base("https://example.net/")
    assert [iri.rpartition("/")[2] for iri in figures(read, build(read))] == [
        iri.rpartition("/")[2] for iri in figures(read, build(read, base=other))
    ]


def test_a_candidate_stands_beside_its_evidence_alone() -> None:
    read = reporting(replace(FIGURE, confidence=Decimal("0.50")))
    context = build(read)
    assert said(plain(read, context), node_of(read, context)) == set()


def test_a_rejected_figure_leaves_the_default_graph() -> None:
    read = reporting(FIGURE)
    name = node_of(read, build(read))
    review = Review(action="reject", by="Ada", object=None)
    context = build(read, decisions=Decisions(reviews={name.value: review}))
    assert said(plain(read, context), name) == set()


def test_one_figure_told_twice_is_one_node_with_both_sentences() -> None:
    read = reporting(FIGURE, replace(FIGURE, evidence=(Span(38, 72),)))
    (found,) = figures(read, build(read)).values()
    assert found.evidence == (Span(0, 37), Span(38, 72))


@pytest.mark.parametrize(
    "other", [{"as_of": "2018"}, {"bound": "exactly"}, {"value": Decimal(1)}, {"unit": "ton"}]
)
def test_what_differs_is_another_figure(other: dict[str, object]) -> None:
    read = reporting(FIGURE, replace(FIGURE, **other))  # type: ignore[arg-type]
    assert len(figures(read, build(read))) == 2


def test_figures_and_mandates_fit_the_shapes() -> None:
    read = source(replace(extraction(facts=RESOLUTION), figures=(FIGURE,), mandates=(MANDATE,)), "A_RES_1_1")
    assert violations(read, build(read)) == []


def test_a_figure_without_unit_does_not_fit_the_shapes() -> None:
    read = reporting(replace(FIGURE, unit=""))
    assert violations(read, build(read)) == ["Figure-unit"]


@pytest.mark.parametrize(
    ("iso", "datatype"),
    [("2017", "gYear"), ("2017-05", "gYearMonth"), ("2017-05-01", "date"), ("2016-11/2018-06", "string")],
)
def test_a_time_has_the_datatype_of_its_form(iso: str, datatype: str) -> None:
    assert time(iso) == Literal(iso, datatype=NamedNode(f"{XSD}{datatype}"))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("State party", "states-parties"),
        ("Member State", "countries"),
        ("criminal justice practitioner and government official", "people"),
        ("user per day", "users"),
        ("$ of assets frozen", "money"),
        ("per cent of users", "share"),
    ],
)
def test_the_head_noun_of_a_unit_tells_its_kind(unit: str, name: str) -> None:
    assert kind(unit, BASE) == BASE.id(f"unit/{name}")


def test_an_unknown_noun_has_no_kind() -> None:
    assert kind("quibble", BASE) is None


def test_who_is_asked_is_mandated_by_the_resolution_and_by_its_paragraph() -> None:
    read = asking(MANDATE)
    context = build(read)
    part = BASE.id("provision/SAMPLE_2026_1/p9.a")
    document = BASE.id("doc/SAMPLE_2026_1")
    office = NamedNode(context.identities.iris[read.version, "office"])
    found = plain(read, context)
    assert {
        Triple(office, BASE.ns("mandatedBy"), document),
        Triple(office, BASE.ns("mandatedBy"), part),
        Triple(part, NamedNode(f"{DCTERMS}isPartOf"), document),
        Triple(part, NODE, BASE.ns("Provision")),
        Triple(part, NamedNode(f"{SKOS}prefLabel"), Literal("A/RES/1/1, paragraph 9(a)", language="en")),
    } <= found


def test_a_mandate_keeps_verb_force_kind_deadline_and_rhythm() -> None:
    read = asking(MANDATE)
    context = build(read)
    mandates = {q.subject for part in parts(read, context) for q in part if q.object == BASE.ns("Mandate")}
    told = {(q.predicate, q.object) for part in parts(read, context) for q in part if q.subject in mandates}
    assert {
        (BASE.ns("paragraph"), Literal("9(a)")),
        (BASE.ns("verb"), Literal("requests")),
        (BASE.ns("force"), BASE.ns("requesting")),
        (NamedNode(f"{DCTERMS}type"), BASE.ns("request")),
        (BASE.ns("deadline"), Literal("2025/2026")),
        (BASE.ns("recurrence"), Literal("annual")),
    } <= told


def test_states_at_large_have_a_name_where_they_are_asked() -> None:
    read = asking(replace(MANDATE, addressee="member-states"))
    name = Literal("Member States", language="en")
    states = BASE.id("org/member-states")
    assert Triple(states, NamedNode(f"{SKOS}prefLabel"), name) in plain(read, build(read))


def test_a_text_that_is_no_resolution_mandates_nobody() -> None:
    read = asking(MANDATE, facts=())
    assert [t for t in plain(read, build(read)) if t.predicate == BASE.ns("mandatedBy")] == []


def test_records_of_figures_and_mandates_lose_nothing() -> None:
    read = replace(extraction(), figures=(FIGURE,), mandates=(MANDATE,))
    assert records.load(records.dump(read), read.document) == read


def predicted(read: Extraction) -> tuple[Sequence[object], Sequence[object]]:
    told = predict(read, threshold=Decimal("0.60"))
    return told["figures"], told["mandates"]


def test_predictions_hold_figures_and_mandates_in_the_form_of_the_annotations() -> None:
    assert predicted(replace(extraction(), figures=(FIGURE,), mandates=(MANDATE,))) == (
        [
            {
                "subject": "watch",
                "value": 48220,
                "qualifier": "over",
                "unit": "kg of cocaine",
                "as_of": "2017",
                "verbatim": "48,220",
                "evidence": [0, 37],
                "confidence": 0.88,
                "mapper": "figures",
            }
        ],
        [
            {
                "para": "9(a)",
                "verb": "requests",
                "force": "requesting",
                "addressee": "office",
                "deadline": "2025/2026",
                "deadline_text": None,
                "deadline_body": None,
                "deadline_session": None,
                "recurrence": "annual",
                "evidence": [[0, 37], [38, 72]],
                "confidence": 0.9,
                "mapper": "mandates",
            }
        ],
    )


def test_what_stays_below_the_threshold_is_predicted_aside() -> None:
    told = predict(
        replace(extraction(), figures=(replace(FIGURE, confidence=Decimal("0.50")),)),
        threshold=Decimal("0.60"),
    )
    assert (told["figures"], len(told["other"]["figures"]), "mandates" in told) == ([], 1, False)
