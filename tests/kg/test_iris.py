"""Every name of the world gives a valid IRI below the base, and every value comes back as it went in."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.iris import Base, digest, fold, kind, literal, mint, slug
from tests.kg.builders import BASE

SYNTAXES = [
    RdfFormat.N_TRIPLES,
    RdfFormat.TURTLE,
    RdfFormat.N_QUADS,
    RdfFormat.TRIG,
    RdfFormat.JSON_LD,
    RdfFormat.RDF_XML,
]
FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
LINK = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
any_text = st.text(alphabet=st.characters(), max_size=12)
"""Surrogates included: what a broken reader might hand on."""
words = st.text(max_size=12)
"""What UTF-8 can write."""


# Addresses ------------------------------------------------------------------------------------------------


def _under(name: str) -> list[NamedNode]:
    return [
        BASE.id(f"programme/{name}"),
        BASE.id(f"org/{slug(name)}"),
        BASE.graph("doc", name, "0123456789ab"),
        mint(BASE.iri, name, name),
    ]


@settings(max_examples=120)
@given(st.lists(any_text, min_size=100, max_size=100))
def test_ten_thousand_names_give_valid_iris_below_the_base(names: list[str]) -> None:
    iris = [iri.value for name in names for iri in _under(name)]
    assert all(iri.startswith(BASE.iri) for iri in iris)
    assert not [iri for iri in iris if FORBIDDEN.search(iri)]
    assert not [iri for iri in iris if re.search(r"/\.\.?(/|$)", iri)]


def _links(names: list[str]) -> list[Triple]:
    iris = [iri for name in names for iri in _under(name)]
    return [Triple(iri, LINK, iri) for iri in iris]


@pytest.mark.parametrize("syntax", SYNTAXES, ids=str)
@settings(max_examples=110)
@given(names=st.lists(any_text, min_size=92, max_size=92))
def test_ten_thousand_names_come_back_from_each_syntax(syntax: RdfFormat, names: list[str]) -> None:
    triples = _links(names)
    raw = ox.serialize(triples, format=syntax)
    assert raw is not None
    back = {quad.triple for quad in ox.parse(raw, format=syntax, base_iri="https://other.example/x/")}
    assert back == set(triples)


@pytest.mark.parametrize(
    ("syntax", "theirs"),
    [
        (RdfFormat.N_TRIPLES, "nt"),
        (RdfFormat.TURTLE, "turtle"),
        (RdfFormat.N_QUADS, "nquads"),
        (RdfFormat.TRIG, "trig"),
        (RdfFormat.JSON_LD, "json-ld"),
        (RdfFormat.RDF_XML, "xml"),
    ],
    ids=str,
)
@settings(max_examples=20)
@given(names=st.lists(any_text, min_size=20, max_size=20))
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_names_come_back_from_the_other_parser(syntax: RdfFormat, theirs: str, names: list[str]) -> None:
    triples = _links(names)
    raw = ox.serialize(triples, format=syntax)
    assert raw is not None
    read = rdflib.Dataset(default_union=True)
    read.parse(data=raw, format=theirs, publicID="https://other.example/x/")
    assert {(str(s), str(o)) for s, _, o, _ in read.quads()} == {
        (t.subject.value, t.object.value)
        for t in triples
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode)
    }


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("doc/A_RES_78_226", "https://example.org/mg/id/doc/A_RES_78_226"),
        ("doc/S_RES_2322.2016", "https://example.org/mg/id/doc/S_RES_2322.2016"),
        ("action-line/C7.e-health", "https://example.org/mg/id/action-line/C7.e-health"),
        ("a b", "https://example.org/mg/id/a%20b"),
        ('<>"{}|^`\\', "https://example.org/mg/id/%3C%3E%22%7B%7D%7C%5E%60%5C"),
        ("50%20", "https://example.org/mg/id/50%2520"),
        ("a?b#c", "https://example.org/mg/id/a%3Fb%23c"),
        ("é", "https://example.org/mg/id/%C3%A9"),
        ("../../etc", "https://example.org/mg/id/%2E%2E/%2E%2E/etc"),
        (".", "https://example.org/mg/id/%2E"),
        ("a;", "https://example.org/mg/id/a%3B"),
        ("a..b", "https://example.org/mg/id/a..b"),
        ("\x00\n", "https://example.org/mg/id/%00%0A"),
    ],
)
def test_paths_are_written_as_urls_demand(path: str, iri: str) -> None:
    assert BASE.id(path).value == iri


def test_terms_and_graphs_have_their_places() -> None:
    assert BASE.ns("contributesTo").value == "https://example.org/mg/ns#contributesTo"
    assert (
        BASE.graph("doc", "A_RES_78_226", "0123").value
        == "https://example.org/mg/graph/doc/A_RES_78_226/0123"
    )
    assert BASE.graph("meta").value == "https://example.org/mg/graph/meta"
    assert BASE.prefixes["mg"] == "https://example.org/mg/ns#"


def test_the_path_of_an_iri_is_told_only_for_our_own() -> None:
    assert BASE.path("https://example.org/mg/id/org/unodc") == "org/unodc"
    assert BASE.path("https://example.org/mg/ns#Programme") is None
    assert BASE.path("https://w3id.org/mandategraph/id/org/unodc") is None


def test_iris_of_data_files_move_below_the_base_and_foreign_ones_stay() -> None:
    assert BASE.rebase("https://w3id.org/mandategraph/id/org/unodc") == "https://example.org/mg/id/org/unodc"
    assert BASE.rebase("http://metadata.un.org/sdg/16.4") == "http://metadata.un.org/sdg/16.4"
    assert Base().rebase("https://w3id.org/mandategraph/x") == "https://w3id.org/mandategraph/x"


@pytest.mark.parametrize(
    ("entity_type", "path"),
    [
        ("organization", "org"),
        ("resolution", "doc"),
        ("document", "doc"),
        ("action_line", "action-line"),
        ("sdg", "sdg"),
        ("place", "place"),
    ],
)
def test_each_kind_has_its_path(entity_type: str, path: str) -> None:
    assert kind(entity_type) == path


# Slugs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Global Programme against Money-Laundering", "global-programme-against-money-laundering"),
        ("Education for Justice (E4J)", "education-for-justice-e4j"),
        ("Coopération  régionale", "cooperation-regionale"),
        ("x" * 80, "x" * 80),
    ],
)
def test_names_become_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_cut_slug_gets_a_hash() -> None:
    one, other = slug("programme " * 12 + "one"), slug("programme " * 12 + "two")
    assert re.fullmatch(r"(programme-){7}programme-[0-9a-f]{8}", one)
    assert one != other


@given(st.lists(any_text, max_size=50))
def test_slugs_are_short_plain_and_never_empty(names: list[str]) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name)) for name in names)
    assert all(len(slug(name)) <= 89 for name in names)


foreign = st.text(
    alphabet=st.characters(
        categories=["Lo"], min_codepoint=0x370, max_codepoint=0x2FFFF, exclude_characters="ªº"
    ).filter(lambda c: unicodedata.normalize("NFKD", c) == c),
    min_size=1,
    max_size=8,
)


@given(st.lists(st.tuples(foreign, words), unique=True, min_size=2, max_size=40))
def test_names_in_other_scripts_never_meet_in_one_slug(names: list[tuple[str, str]]) -> None:
    whole = {script + rest for script, rest in names}
    assert len({slug(name) for name in whole}) == len(whole)


def test_two_names_of_two_scripts_differ_even_where_their_ascii_is_one() -> None:
    assert slug("Ωmega") != slug("Жmega")
    assert slug("日本") != slug("中国")


def test_digests_tell_parts_apart() -> None:
    assert digest("a", "b") != digest("ab")
    assert digest("a", "b") != digest("a\x1fb")
    assert digest("a\x1f", "b") != digest("a", "\x1fb")
    assert re.fullmatch("[0-9a-f]{16}", digest("a"))
    assert len(digest("a", size=64)) == 64


@given(st.lists(any_text, max_size=4), st.lists(any_text, max_size=4))
def test_other_parts_give_another_digest(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (
        one == other or (len(one) + len(other) == 1 and one + other == [""])
    )


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Office", "office"),
        ("Money-Laundering", "money laundering"),
        ("  Coopération\nrégionale ", "cooperation regionale"),
        ("UNODC’s", "unodc s"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("An Office", "office"),
        ("Theatre", "theatre"),
        ("***", "***"),
        ("", ""),
    ],
)
def test_names_fold_to_what_is_compared(name: str, folded: str) -> None:
    assert fold(name) == folded


# Values ---------------------------------------------------------------------------------------------------

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        (7, "7", "integer"),
        (-7, "-7", "integer"),
        (10**30, "1000000000000000000000000000000", "integer"),
        (Decimal("0.93"), "0.93", "decimal"),
        (Decimal("1.50"), "1.5", "decimal"),
        (Decimal("2.00"), "2", "decimal"),
        (Decimal("100"), "100", "decimal"),
        (Decimal("1E+3"), "1000", "decimal"),
        (Decimal("1E-7"), "0.0000001", "decimal"),
        (Decimal("0.00"), "0", "decimal"),
        (Decimal("-0.0"), "0", "decimal"),
        (Decimal("0E+5"), "0", "decimal"),
        (True, "true", "boolean"),
        (False, "false", "boolean"),
        (date(2018, 7, 9), "2018-07-09", "date"),
        (date(1, 1, 1), "0001-01-01", "date"),
        ("text", "text", "string"),
    ],
)
def test_values_have_one_written_form(value: Any, text: str, datatype: str) -> None:
    assert literal(value) == Literal(text, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_a_decimal_that_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="is no xsd:decimal"):
        literal(value)


def test_a_year_keeps_its_type_and_a_text_its_language() -> None:
    assert str(literal("2017", datatype=f"{XSD}gYear")) == f'"2017"^^<{XSD}gYear>'
    assert str(literal("mandat", language="fr")) == '"mandat"@fr'


values = st.one_of(
    st.integers().map(literal),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25).map(literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-100, max_value=100).map(literal),
    st.booleans().map(literal),
    st.dates().map(literal),
    words.map(literal),
    st.tuples(words, st.sampled_from(["en", "fr", "zh-hant-tw", "ar", "es", "ru"])).map(
        lambda pair: literal(pair[0], language=pair[1])
    ),
    st.integers(min_value=1000, max_value=9999).map(lambda year: literal(str(year), datatype=f"{XSD}gYear")),
    words.map(lambda text: literal(text, datatype=BASE.ns("officialSymbol").value)),
)


@settings(max_examples=25)
@given(st.lists(values, min_size=1, max_size=60))
def test_values_come_back_from_store_dump_and_query(
    tmp_path_factory: pytest.TempPathFactory, given_values: list[Literal]
) -> None:
    quads = [
        Quad(BASE.id(str(place)), LINK, value, BASE.graph("meta")) for place, value in enumerate(given_values)
    ]
    raw = ox.serialize(quads, format=RdfFormat.N_QUADS)
    assert raw is not None
    folder = tmp_path_factory.mktemp("store")
    written = ox.Store(str(folder))
    written.bulk_load(raw, format=RdfFormat.N_QUADS)
    written.flush()
    del written
    kept = ox.Store.read_only(str(folder))
    assert set(kept.quads_for_pattern(None, None, None)) == set(quads)
    dump = kept.dump(format=RdfFormat.N_QUADS)
    assert dump is not None
    assert sorted(dump.splitlines()) == sorted(raw.splitlines())
    rows = kept.query("SELECT ?thing ?value WHERE { GRAPH ?graph { ?thing ?says ?value } }")
    assert isinstance(rows, ox.QuerySolutions)
    assert {(row["thing"], row["value"]) for row in rows} == {(quad.subject, quad.object) for quad in quads}
