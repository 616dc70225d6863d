"""Statements, their evidence and their plain triples: what stands where, and that order and base change nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import graph
from kg.decisions import Decisions, Review
from kg.graph import Build, Source, Statement, statements
from kg.iris import DCTERMS, NIF, PROV, RDF, SCHEMA, SKOS, XSD, Base
from kg.types import Claim, Entity, Extraction, Fact, Span, Support
from kg.validate import check_rules
from tests.kg.at_once import default_quads, entity_quads, meta_quads, nquads
from tests.kg.builders import (
    BASE,
    LEXICON,
    OFFICE,
    TARGET,
    TEXT,
    WATCH,
    build,
    claim,
    entity,
    extraction,
    source,
)

GOAL = NamedNode("http://metadata.un.org/sdg/16.4")
OTHER = "http://metadata.un.org/sdg/5.2"
HARBOUR = BASE.id("programme/harbour-watch")
DOCUMENT = BASE.id("doc/SAMPLE_2026_1")


def whole(sources: Sequence[Source], context: Build) -> list[list[Quad]]:
    """All graphs of a build, the default graph last."""
    parts = [
        *(graph.document_quads(s, statements(s, context), context) for s in sources),
        entity_quads(sources, context),
        meta_quads(sources, context),
    ]
    return [*parts, default_quads(parts, context)]


def in_graph(parts: Sequence[Sequence[Quad]], *path: str) -> set[ox.Triple]:
    return {quad.triple for part in parts for quad in part if quad.graph_name == BASE.graph(*path)}


def plain(found: Source, context: Build) -> set[ox.Triple]:
    return in_graph(whole([found], context), "doc", found.document, found.version)


def only(read: Extraction, **more: object) -> Statement:
    (found,) = statements(source(read), build(source(read), **more))  # type: ignore[arg-type]
    return found


def reviewed(stated: Statement, action: str, object_: str | None = None, by: str = "Ada") -> Decisions:
    return Decisions(reviews={stated.iri.value: Review(action=action, by=by, object=object_)})


# One statement --------------------------------------------------------------------------------------------


def test_an_accepted_claim_is_a_plain_triple_and_a_statement_with_its_evidence() -> None:
    found = source(extraction(claim(qualifiers=(("strength", "serves"),))))
    parts = whole([found], build(found))
    assert in_graph(parts, "doc", "SAMPLE_2026_1", found.version) == {
        ox.Triple(HARBOUR, BASE.ns("contributesTo"), GOAL)
    }
    (stated,) = statements(found, build(found))
    passage = BASE.id(f"doc/SAMPLE_2026_1/v/{found.version}/p/0-37")
    about = {
        (t.predicate, t.object)
        for t in in_graph(parts, "prov", "SAMPLE_2026_1", found.version)
        if t.subject == stated.iri
    }
    assert about == {
        (NamedNode(RDF + "type"), BASE.ns("Statement")),
        (NamedNode(RDF + "subject"), HARBOUR),
        (NamedNode(RDF + "predicate"), BASE.ns("contributesTo")),
        (NamedNode(RDF + "object"), GOAL),
        (BASE.ns("evidence"), passage),
        (BASE.ns("subjectBasis"), Literal("mention")),
        (BASE.ns("subjectPassage"), BASE.id(f"doc/SAMPLE_2026_1/v/{found.version}/p/4-17")),
        (BASE.ns("objectBasis"), Literal("mention")),
        (BASE.ns("objectPassage"), BASE.id(f"doc/SAMPLE_2026_1/v/{found.version}/p/25-36")),
        (BASE.ns("strength"), Literal("serves")),
        (BASE.ns("confidence"), Literal("0.9", datatype=NamedNode(XSD + "decimal"))),
        (BASE.ns("mapper"), Literal("test")),
        (BASE.ns("reviewStatus"), BASE.ns("accepted")),
        (NamedNode(PROV + "wasGeneratedBy"), BASE.id("run/0123456789abcdef")),
    }


def test_a_passage_says_which_text_and_where() -> None:
    found = source(extraction(claim()))
    passage = BASE.id(f"doc/SAMPLE_2026_1/v/{found.version}/p/0-37")
    triples = in_graph(whole([found], build(found)), "prov", "SAMPLE_2026_1", found.version)
    assert {(t.predicate, t.object) for t in triples if t.subject == passage} == {
        (NamedNode(RDF + "type"), BASE.ns("Passage")),
        (NamedNode(NIF + "referenceContext"), BASE.id(f"doc/SAMPLE_2026_1/v/{found.version}")),
        (NamedNode(NIF + "beginIndex"), Literal(0)),
        (NamedNode(NIF + "endIndex"), Literal(37)),
    }


@pytest.mark.parametrize(
    ("read", "status"),
    [
        (claim(confidence="0.60"), "accepted"),
        (claim(confidence="0.59"), "candidate"),
        (claim(confidence="0.99", stated=False), "candidate"),
    ],
)
def test_the_threshold_and_being_stated_decide_what_is_accepted(read: Claim, status: str) -> None:
    found = source(extraction(read))
    (stated,) = statements(found, build(found))
    assert stated.status == status
    assert bool(plain(found, build(found))) == (status == "accepted")


def test_a_candidate_stands_in_provenance_alone() -> None:
    found = source(extraction(claim(confidence="0.1")))
    parts = whole([found], build(found))
    triple = ox.Triple(HARBOUR, BASE.ns("contributesTo"), GOAL)
    assert [quad for part in parts for quad in part if quad.triple == triple] == []
    (stated,) = statements(found, build(found))
    status = Quad(
        stated.iri,
        BASE.ns("reviewStatus"),
        BASE.ns("candidate"),
        BASE.graph("prov", "SAMPLE_2026_1", found.version),
    )
    assert status in {quad for part in parts for quad in part}


def test_two_claims_that_say_the_same_are_one_statement_with_all_evidence() -> None:
    found = only(
        extraction(
            claim(confidence="0.7", evidence=(Span(38, 72),)),
            claim(confidence="0.9", evidence=(Span(0, 37),)),
        )
    )
    assert found.claim.evidence == (Span(0, 37), Span(38, 72))
    assert str(found.claim.confidence) == "0.9"


def test_a_stated_claim_is_not_lost_beside_a_surer_inferred_one() -> None:
    found = only(extraction(claim(confidence="0.95", stated=False), claim(confidence="0.7")))
    assert (found.status, str(found.claim.confidence)) == ("accepted", "0.7")


def test_part_of_has_its_own_name_in_rdf() -> None:
    found = only(extraction(claim(predicate="partOf", object_="office")))
    assert found.predicate == NamedNode(f"{DCTERMS}isPartOf")


# Identifiers ----------------------------------------------------------------------------------------------


def test_a_statement_id_is_16_hex_digits() -> None:
    found = only(extraction(claim())).iri.value
    assert found.startswith("https://example.org/mg/id/st/")
    assert set(found.removeprefix("https://example.org/mg/id/st/")) <= set("0123456789abcdef")
    assert len(found.removeprefix("https://example.org/mg/id/st/")) == 16


@pytest.mark.parametrize("base", [Base(), Base("http://metadata.un.org/"), Base("http://localhost:7878/")])
def test_a_statement_id_is_the_same_under_every_base(base: Base) -> None:
    read = extraction(
        claim(), claim(object_="office"), facts=(title("https://example.org/mg/ is where we are"),)
    )
    here = statements(source(read), build(source(read)))
    there = statements(source(read), build(source(read), base=base))
    assert {BASE.path(s.iri.value) for s in here} == {base.path(s.iri.value) for s in there}


qualifiers = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=3).map(
    lambda pairs: tuple(sorted(pairs))
)


@given(qualifiers, qualifiers)
def test_other_qualifiers_give_another_id(
    one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]
) -> None:
    found = source(extraction())
    ids = [
        graph.statement_id(found, BASE, HARBOUR, BASE.ns("mandatedBy"), GOAL, pairs) for pairs in (one, other)
    ]
    assert (ids[0] == ids[1]) == (one == other)


def test_subject_predicate_object_and_text_make_the_id() -> None:
    found, other = source(extraction()), source(extraction(text="x"))
    by, to = BASE.ns("mandatedBy"), BASE.ns("contributesTo")
    ids = {
        graph.statement_id(found, BASE, HARBOUR, by, GOAL, ()),
        graph.statement_id(found, BASE, GOAL, by, HARBOUR, ()),
        graph.statement_id(found, BASE, HARBOUR, to, GOAL, ()),
        graph.statement_id(found, BASE, HARBOUR, by, HARBOUR, ()),
        graph.statement_id(other, BASE, HARBOUR, by, GOAL, ()),
    }
    assert len(ids) == 5


def test_the_order_of_qualifiers_is_nothing() -> None:
    found = source(extraction())
    pairs = (("paragraph", "6"), ("strength", "x"))
    assert graph.statement_id(found, BASE, HARBOUR, GOAL, GOAL, pairs) == graph.statement_id(
        found, BASE, HARBOUR, GOAL, GOAL, pairs[::-1]
    )


# Reviews --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "action", "status"),
    [
        ("0.9", "accept", "accepted"),
        ("0.1", "accept", "accepted"),
        ("0.1", "verify", "verified"),
        ("0.9", "reject", "rejected"),
    ],
)
def test_a_review_decides_whatever_the_confidence(confidence: str, action: str, status: str) -> None:
    read = extraction(claim(confidence=confidence))
    found = only(read, decisions=reviewed(only(read), action))
    assert (found.status, found.reviewer) == (status, "Ada")


def test_a_rejected_statement_has_no_plain_triple_and_stays_on_record() -> None:
    read = extraction(claim())
    context = build(source(read), decisions=reviewed(only(read), "reject"))
    assert plain(source(read), context) == set()
    assert [s.status for s in statements(source(read), context)] == ["rejected"]


def test_a_reviewer_is_a_person_with_a_name() -> None:
    read = extraction(claim())
    found = source(read)
    parts = whole([found], build(found, decisions=reviewed(only(read), "verify")))
    triples = in_graph(parts, "prov", found.document, found.version)
    (person,) = {t.object for t in triples if t.predicate == NamedNode(f"{PROV}wasAttributedTo")}
    assert {t.object for t in triples if t.subject == person} == {
        NamedNode(f"{PROV}Person"),
        Literal("Ada", language="en"),
    }


def test_a_correction_is_a_new_statement_that_revises_the_old_one() -> None:
    read = extraction(claim())
    wrong = only(read)
    context = build(source(read), decisions=reviewed(wrong, "correct", OTHER))
    found = {s.status: s for s in statements(source(read), context)}
    assert set(found) == {"rejected", "verified"}
    assert found["rejected"].iri == wrong.iri
    assert (found["verified"].object, found["verified"].revises) == (NamedNode(OTHER), wrong.iri)
    assert found["verified"].claim.evidence == wrong.claim.evidence
    assert plain(source(read), context) == {ox.Triple(HARBOUR, BASE.ns("contributesTo"), NamedNode(OTHER))}


def test_a_corrected_statement_whose_triple_still_stands_is_corrected() -> None:
    read = extraction(claim(), claim(qualifiers=(("strength", "serves"),)))
    wrong = next(s for s in statements(source(read), build(source(read))) if not s.claim.qualifiers)
    context = build(source(read), decisions=reviewed(wrong, "correct", OTHER))
    found = {s.iri: s.status for s in statements(source(read), context)}
    assert found[wrong.iri] == "corrected"
    assert sorted(found.values()) == ["accepted", "corrected", "verified"]


def test_a_correction_can_be_rejected_in_turn() -> None:
    read = extraction(claim())
    wrong = only(read)
    first = reviewed(wrong, "correct", OTHER)
    right = next(s for s in statements(source(read), build(source(read), decisions=first)) if s.revises)
    both = Decisions(reviews={**first.reviews, **reviewed(right, "reject").reviews})
    assert plain(source(read), build(source(read), decisions=both)) == set()


def test_corrections_in_a_circle_come_to_an_end() -> None:
    read = extraction(claim())
    wrong = only(read)
    first = reviewed(wrong, "correct", OTHER)
    right = next(s for s in statements(source(read), build(source(read), decisions=first)) if s.revises)
    both = Decisions(reviews={**first.reviews, **reviewed(right, "correct", GOAL.value).reviews})
    found = statements(source(read), build(source(read), decisions=both))
    assert {s.iri: s.status for s in found} == {wrong.iri: "verified", right.iri: "rejected"}


def test_a_correction_to_what_the_text_says_elsewhere_keeps_that_evidence() -> None:
    elsewhere = replace(TARGET, key="sdg-5.2", id="5.2", name="target 5.2")
    read = extraction(
        claim(),
        claim(object_="sdg-5.2", evidence=(Span(38, 72),)),
        entities=(WATCH, TARGET, elsewhere),
    )
    first = next(s for s in statements(source(read), build(source(read))) if s.object == GOAL)
    other = next(s for s in statements(source(read), build(source(read))) if s.object != GOAL)
    context = build(source(read), decisions=reviewed(first, "correct", other.object.value))
    right = next(s for s in statements(source(read), context) if s.iri == other.iri)
    assert (right.status, right.revises, right.claim.evidence) == ("verified", first.iri, (Span(38, 72),))


# Metadata -------------------------------------------------------------------------------------------------


def title(words: str) -> Fact:
    return Fact(field="title", value=words, span=Span(0, 17))


@pytest.mark.parametrize(
    ("name", "id_", "preferred", "others"),
    [
        ("Ninth session", "unodc-session-9", "Ninth session of the UNODC", ["Ninth session"]),
        ("Ninth session", "office-session-9", "Ninth session of the Office", ["Ninth session"]),
        ("ninth session of UNODC", "unodc-session-9", "ninth session of UNODC", []),
        ("Ninth session", "nobody-session-9", "Ninth session", []),
        ("Ninth session", "ninth-session-f6274fba0e85", "Ninth session", []),
        ("Ninth session", None, "Ninth session", []),
    ],
)
def test_a_session_is_called_by_its_body_too(
    name: str, id_: str | None, preferred: str, others: list[str]
) -> None:
    read = source(extraction(entities=(OFFICE, entity("s", "event", name, id_))))
    context = build(read)
    meeting = context.identities.iris[read.version, "s"]
    said = {
        (t.predicate.value, t.object)
        for t in in_graph(whole([read], context), "entities")
        if t.subject == NamedNode(meeting)
    }
    assert {value for name, value in said if name == f"{SKOS}prefLabel"} == {
        Literal(preferred, language="en")
    }
    assert {value for name, value in said if name == f"{SKOS}altLabel"} == {
        Literal(other, language="en") for other in others
    }


def test_the_printed_words_of_a_session_stay_its_name_in_the_extraction() -> None:
    session = entity("s", "event", "Ninth session", "unodc-session-9")
    read = source(extraction(entities=(session,)))
    whole([read], build(read))
    assert read.extraction.entities == (session,)


def test_what_a_document_says_of_itself_are_statements() -> None:
    session = entity("s", "event", "Ninth session", "harbour-session-9")
    read = extraction(
        entities=(OFFICE, session),
        facts=(
            title("On harbours"),
            Fact(field="type", value="report", span=Span(0, 3)),
            Fact(field="author", value="Office", span=Span(42, 48)),
            Fact(field="body", value="Office", span=Span(42, 48)),
            Fact(field="session", value=9, span=Span(0, 3)),
            Fact(field="date", value=date(2026, 4, 20), span=Span(0, 3)),
            Fact(field="reporting_year", value=2025, span=Span(0, 3)),
            Fact(field="date_start", value=date(2026, 5, 1), span=Span(0, 3)),
            Fact(field="date_end", value=date(2026, 5, 3), span=Span(0, 3)),
            Fact(field="place", value="Geneva", span=Span(0, 3)),
        ),
        roles=(("author", "office"), ("body", "office"), ("session", "s")),
    )
    office, meeting = BASE.id("org/office"), BASE.id("event/harbour-session-9")
    assert plain(source(read), build(source(read))) == {
        ox.Triple(DOCUMENT, NamedNode(f"{DCTERMS}title"), Literal("On harbours", language="en")),
        ox.Triple(DOCUMENT, NamedNode(f"{DCTERMS}type"), BASE.id("type/report")),
        ox.Triple(DOCUMENT, NamedNode(f"{DCTERMS}creator"), office),
        ox.Triple(DOCUMENT, BASE.ns("submittedTo"), office),
        ox.Triple(DOCUMENT, BASE.ns("presentedAt"), meeting),
        ox.Triple(
            DOCUMENT, NamedNode(f"{DCTERMS}issued"), Literal("2026-04-20", datatype=NamedNode(f"{XSD}date"))
        ),
        ox.Triple(
            DOCUMENT, NamedNode(f"{DCTERMS}temporal"), Literal("2025", datatype=NamedNode(f"{XSD}gYear"))
        ),
        ox.Triple(
            meeting, NamedNode(f"{SCHEMA}startDate"), Literal("2026-05-01", datatype=NamedNode(f"{XSD}date"))
        ),
        ox.Triple(
            meeting, NamedNode(f"{SCHEMA}endDate"), Literal("2026-05-03", datatype=NamedNode(f"{XSD}date"))
        ),
        ox.Triple(meeting, NamedNode(f"{SCHEMA}location"), Literal("Geneva")),
    }
    assert {s.claim.subject_support.basis for s in statements(source(read), build(source(read)))} == {
        "document"
    }


def test_a_resolution_that_asked_for_the_document_mandates_it() -> None:
    asked = entity("r", "resolution", "A/RES/78/226", "A/RES/78/226")
    read = extraction(entities=(asked,), facts=(Fact(field="requested_by", value="r", span=Span(0, 3)),))
    assert plain(source(read), build(source(read))) == {
        ox.Triple(DOCUMENT, BASE.ns("mandatedBy"), BASE.id("doc/A_RES_78_226"))
    }


# Entities and default graph -------------------------------------------------------------------------------


def labels(sources: Sequence[Source], context: Build, iri: NamedNode) -> set[tuple[str, str]]:
    triples = {quad.triple for quad in entity_quads(sources, context)}
    return {
        (t.predicate.value.removeprefix(SKOS), t.object.value)
        for t in triples
        if t.subject == iri and isinstance(t.object, Literal)
    }


def test_the_fullest_name_over_all_documents_is_the_label() -> None:
    here = source(
        extraction(text="a", entities=(entity("x", "programme", "Harbour Watch", None, "HW"),)), "a"
    )
    there = source(
        extraction(text="b", entities=(entity("y", "programme", "Harbour Watch Online", None, "HW"),)), "b"
    )
    context = build(here, there)
    assert labels([here, there], context, BASE.id("programme/harbour-watch-online")) == {
        ("prefLabel", "Harbour Watch Online"),
        ("altLabel", "Harbour Watch"),
        ("altLabel", "HW"),
    }


def test_what_a_vocabulary_describes_is_not_described_again() -> None:
    found = source(extraction(entities=(entity("u", "organization", "UN Office", "unodc"), TARGET)))
    subjects = {quad.subject for quad in entity_quads([found], build(found))}
    assert subjects == {DOCUMENT}


def test_a_name_merged_into_a_concept_is_one_more_name_of_it() -> None:
    old, kept = BASE.id("org/drugs-office").value, BASE.id("org/unodc").value
    found = source(extraction(entities=(entity("d", "organization", "Drugs Office", None, "DO"),)))
    context = build(found, decisions=Decisions(merged={old: kept}))
    assert labels([found], context, NamedNode(kept)) == {("altLabel", "Drugs Office"), ("altLabel", "DO")}
    redirect = ox.Triple(NamedNode(old), NamedNode(f"{DCTERMS}isReplacedBy"), NamedNode(kept))
    assert redirect in {quad.triple for quad in entity_quads([found], context)}


def test_a_concept_merged_into_a_name_is_described_there() -> None:
    old, kept = BASE.id("org/unodc").value, BASE.id("org/drugs-office").value
    found = source(extraction(entities=(entity("u", "organization", "UNODC", "unodc"),)))
    context = build(found, decisions=Decisions(merged={old: kept}))
    assert labels([found], context, NamedNode(kept)) == {("prefLabel", "UNODC")}


def test_two_kinds_merged_into_one_are_described_alike_in_every_order() -> None:
    here = source(extraction(text="a", entities=(entity("x", "programme", "Harbour Watch"),)), "a")
    there = source(extraction(text="b", entities=(entity("y", "organization", "Harbour Watch"),)), "b")
    context = build(
        here, there, decisions=Decisions(merged={BASE.id("org/harbour-watch").value: HARBOUR.value})
    )
    one, other = entity_quads([here, there], context), entity_quads([there, here], context)
    assert set(one) == set(other)


def test_a_document_of_the_build_speaks_for_itself() -> None:
    read = extraction(
        text="a", facts=(title("On harbours"), Fact(field="symbol", value="A/79/296", span=Span(0, 1)))
    )
    own = source(read, "A_79_296")
    citing = source(extraction(text="b", entities=(entity("d", "document", "A/79/296", "A/79/296"),)), "b")
    context = build(own, citing)
    found = labels([own, citing], context, BASE.id("doc/A_79_296"))
    assert found == {("prefLabel", "On harbours"), ("https://example.org/mg/ns#symbol", "A/79/296")}


def test_an_official_symbol_links_to_the_document_and_a_local_key_does_not() -> None:
    official = entity("a", "resolution", "A/RES/78/226", "A/RES/78/226")
    local = entity("c", "resolution", "CTOC/COP/RES/8/4", "CTOC/COP/RES/8/4")
    found = source(extraction(entities=(official, local)))
    triples = {quad.triple for quad in entity_quads([found], build(found))}
    addresses = {t.subject for t in triples if t.predicate == NamedNode(f"{SCHEMA}url")}
    kinds = {t.object for t in triples if t.predicate == BASE.ns("symbol")}
    assert addresses == {BASE.id("doc/A_RES_78_226")}
    assert kinds == {
        Literal("A/RES/78/226", datatype=BASE.ns("officialSymbol")),
        Literal("CTOC/COP/RES/8/4", datatype=BASE.ns("localKey")),
    }


def test_the_default_graph_holds_each_triple_once_and_nothing_of_provenance() -> None:
    one = source(extraction(claim()), "a")
    two = source(extraction(claim(), text=TEXT + " "), "b")
    context = build(one, two)
    parts = whole([one, two], context)
    vocabulary = graph.vocabulary_quads(
        "v", [Quad(GOAL, NamedNode(SKOS + "notation"), Literal("16.4"))], BASE
    )
    default = default_quads([*parts[:-1], vocabulary], context)
    assert len(default) == len(set(default))
    assert {quad.graph_name for quad in default} == {DefaultGraph()}
    expected = {
        *in_graph(parts, "doc", "a", one.version),
        *in_graph(parts, "doc", "b", two.version),
        *in_graph(parts, "entities"),
        *in_graph([vocabulary], "vocab", "v"),
        *(t for t in in_graph(parts, "meta") if t.subject != BASE.id("dataset")),
    }
    assert {quad.triple for quad in default} == expected
    assert not [quad for quad in default if "/st/" in str(quad.subject) or "/p/" in str(quad.subject)]


def test_vocabularies_move_below_the_base() -> None:
    term = NamedNode("https://w3id.org/mandategraph/id/org/unodc")
    (found,) = graph.vocabulary_quads("organs", [Quad(term, NamedNode(SKOS + "broader"), GOAL)], BASE)
    assert found == Quad(
        BASE.id("org/unodc"), NamedNode(SKOS + "broader"), GOAL, BASE.graph("vocab", "organs")
    )


# Whole builds ---------------------------------------------------------------------------------------------

statuses = st.sampled_from(["accept", "verify", "reject", "correct"])
claims = st.builds(
    claim,
    subject=st.sampled_from(["watch", "office"]),
    predicate=st.sampled_from(["contributesTo", "partOf", "mandatedBy"]),
    object_=st.sampled_from(["sdg-16.4", "office", "resolution"]),
    confidence=st.sampled_from(["0.1", "0.6", "0.9"]),
    qualifiers=st.sampled_from([(), (("paragraph", "6"),)]),
    evidence=st.sampled_from([(Span(0, 37),), (Span(0, 37), Span(38, 72))]),
    stated=st.booleans(),
)
facts = st.lists(
    st.sampled_from(
        [
            title("On harbours"),
            Fact(field="symbol", value="A/79/296", span=Span(0, 3)),
            Fact(field="date", value=date(2026, 4, 20), span=Span(0, 3)),
            Fact(field="requested_by", value="resolution", span=Span(0, 3)),
            Fact(field="author", value="Office", span=Span(42, 48)),
        ]
    ),
    max_size=3,
).map(tuple)
ENTITIES = (WATCH, TARGET, OFFICE, entity("resolution", "resolution", "A/RES/78/226", "A/RES/78/226"))
sources = st.lists(st.tuples(st.lists(claims, max_size=4), facts), min_size=1, max_size=3).map(
    lambda rows: [
        source(
            extraction(
                *listed,
                text=f"{TEXT} {number}",
                entities=renamed(number),
                facts=told,
                roles=(("author", "office"),),
            ),
            f"doc-{number}",
        )
        for number, (listed, told) in enumerate(rows)
    ]
)


def renamed(number: int) -> tuple[Entity, ...]:
    """The same entities under another name in each document."""
    names = ("Harbour Watch", "The Harbour-Watch", "Harbour Watch Initiative")
    return (replace(WATCH, name=names[number], aliases=("HW",) * (number % 2)), *ENTITIES[1:])


def decided(found: Sequence[Source], actions: Sequence[str], merged: bool, frozen: bool) -> Decisions:
    """A review for each of the first statements, and perhaps a merge and a frozen name."""
    stated = [s.iri.value for one in found for s in statements(one, build(*found))]
    return Decisions(
        reviews={
            iri: Review(action=action, by="Ada", object=OTHER)
            for iri, action in zip(stated, actions, strict=False)
        },
        merged={BASE.id("org/office").value: BASE.id("org/unodc").value} if merged else {},
        frozen={("programme", "hw"): BASE.id("programme/hw").value} if frozen else {},
    )


@settings(max_examples=60)
@given(sources, st.lists(statuses, max_size=4), st.booleans(), st.booleans())
def test_every_plain_triple_has_its_live_statement_and_every_live_statement_its_triple(
    found: list[Source], actions: list[str], merged: bool, frozen: bool
) -> None:
    context = build(*found, decisions=decided(found, actions, merged, frozen))
    kept = ox.Store()
    kept.bulk_extend(quad for part in whole(found, context) for quad in part)
    assert list(check_rules(kept, BASE)) == []
    live = {(s.subject, s.predicate, s.object) for one in found for s in statements(one, context) if s.live}
    doc = {
        (q.subject, q.predicate, q.object)
        for q in kept
        if str(q.graph_name).startswith(f"<{BASE.iri}graph/doc/")
    }
    assert doc == live


@settings(max_examples=60)
@given(sources, st.lists(statuses, max_size=4), st.booleans(), st.booleans(), st.randoms())
def test_another_order_of_documents_gives_the_same_bytes(
    found: list[Source], actions: list[str], merged: bool, frozen: bool, order: Random
) -> None:
    decisions = decided(found, actions, merged, frozen)
    shuffled = sorted(found, key=lambda _: order.random())
    here = nquads(whole(found, build(*found, decisions=decisions)))
    there = nquads(whole(shuffled, build(*shuffled, decisions=decisions)))
    assert here == there
    assert here == b"".join(sorted(here.splitlines(keepends=True)))


def test_a_split_takes_a_merge_back() -> None:
    found = source(extraction(claim(subject="office")))
    kept = Decisions(merged={BASE.id("org/office").value: BASE.id("org/unodc").value})
    before = nquads(whole([found], build(found)))
    merged = nquads(whole([found], build(found, decisions=kept)))
    assert merged != before
    assert nquads(whole([found], build(found, decisions=Decisions()))) == before


@given(st.text(max_size=20))
def test_any_text_makes_one_line_each(words: str) -> None:
    quad = Quad(GOAL, NamedNode(SKOS + "note"), Literal(words))
    raw = nquads([[quad], [quad]])
    assert raw.count(b"\n") == 1
    assert list(ox.parse(raw, format=ox.RdfFormat.N_QUADS)) == [quad]


def test_the_shapes_are_told_of_everything_that_a_document_refers_to() -> None:
    about = graph.by_subject(
        [
            Quad(HARBOUR, NamedNode(RDF + "type"), BASE.ns("Programme")),
            Quad(BASE.ns("Programme"), NamedNode(SKOS + "note"), Literal("far")),
            Quad(BASE.id("org/else"), NamedNode(SKOS + "note"), Literal("unrelated")),
        ]
    )
    raw = graph.ntriples([Quad(DOCUMENT, NamedNode(DCTERMS + "relation"), HARBOUR, BASE.graph("x"))], about)
    assert raw.count(b"\n") == 3
    assert b"unrelated" not in raw


def test_a_claim_without_object_or_value_is_a_fault_of_ours() -> None:
    read = extraction(replace(claim(), object=None))
    with pytest.raises(AssertionError):
        statements(source(read), build(source(read)))


def test_a_claim_of_a_value_has_a_literal_for_object() -> None:
    read = extraction(
        replace(claim(predicate="count"), object=None, value=7, object_support=Support(basis="document"))
    )
    assert only(read).object == Literal(7)


def test_the_lexicon_of_these_tests_knows_the_target() -> None:
    assert LEXICON.find("sdg", "16.4") is not None


@pytest.mark.parametrize(
    ("symbol", "link"),
    [("A/79/100/Rev.1", "isVersionOf"), ("A/79/100/Corr.1", "relation"), ("A/79/100/Add.2", "relation")],
)
def test_a_change_of_a_document_is_linked_to_it(symbol: str, link: str) -> None:
    read = extraction(facts=(Fact(field="symbol", value=symbol, span=Span(0, 5)),))
    one = source(read, symbol.replace("/", "_"))
    found = {
        (q.predicate.value, str(q.object))
        for q in entity_quads([one], build(one))
        if link in q.predicate.value
    }
    assert found == {(f"http://purl.org/dc/terms/{link}", "<https://example.org/mg/id/doc/A_79_100>")}
