"""The catalogue is counted from the data and describes the files that lie beside it."""

import hashlib
from pathlib import Path

import pytest
import rdflib

from kg import store
from kg.store import Reader, open_reader
from publish.catalog import Counts, count
from publish.dumps import export
from tests.publish.conftest import BASE, make_store

RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
TITLE = b"<http://purl.org/dc/terms/title>"
MATCH = b"<http://www.w3.org/2004/02/skos/core#exactMatch>"
PREFIXES = """
    PREFIX void: <http://rdfs.org/ns/void#>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    PREFIX spdx: <http://spdx.org/rdf/terms#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""


def answer(folder: Path, query: str) -> list[tuple[str, ...]]:
    found = rdflib.Graph().parse(folder / "void.ttl").query(PREFIXES + query)
    return sorted(tuple(str(row[name]) for name in found.vars or ()) for row in found.bindings)


def test_triples_entities_classes_and_links_are_counted() -> None:
    found = count(
        [
            b"<http://e/a> %b <http://e/Thing> .\n" % RDF_TYPE,
            b"<http://e/a> %b <http://e/Other> .\n" % RDF_TYPE,
            b"<http://e/a> %b <http://metadata.un.org/sdg/16.4> .\n" % MATCH,
            b"<http://e/a> %b <http://metadata.un.org/sdg/codes/geoArea/170> .\n" % MATCH,
            b"<http://e/b> %b <http://www.wikidata.org/entity/Q1> .\n" % MATCH,
            b"<http://e/b> %b <http://metadata.un.org/thesaurus/1001> .\n" % MATCH,
            b'<http://e/b> %b "<http://www.wikidata.org/entity/Q1>" .\n' % TITLE,
            b"<http://metadata.un.org/sdg/16.4> %b <http://metadata.un.org/sdg/16> .\n" % MATCH,
        ]
    )
    assert found == Counts(
        triples=8,
        subjects=3,
        entities=1,
        classes={b"<http://e/Thing>": 1, b"<http://e/Other>": 1},
        properties={RDF_TYPE: 2, MATCH: 5, TITLE: 1},
        links={
            ("Sustainable Development Goals", MATCH): 1,
            ("areas of the M49 standard", MATCH): 1,
            ("Wikidata", MATCH): 1,
            ("UNBIS Thesaurus", MATCH): 1,
        },
    )


def test_an_empty_graph_has_a_description_too(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store", "")), tmp_path / "dump")
    assert answer(tmp_path / "dump", "SELECT ?n { ?d a void:Dataset ; void:triples ?n }") == [("0",)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?d a dcat:Dataset ; void:triples ?n", [("6",)]),
        ("?d a dcat:Dataset ; void:entities ?n", [("2",)]),
        ("?d void:distinctSubjects ?n", [("3",)]),
        (
            "?d void:classPartition [ void:class ?c ; void:entities ?n ] FILTER(STRENDS(STR(?c), 'Programme'))",
            [("1",)],
        ),
        ("?d void:propertyPartition [ void:property dcterms:title ; void:triples ?n ]", []),
        (
            "?d void:subset [ a void:Linkset ; void:subjectsTarget ?d ; void:triples ?n ;"
            f" void:linkPredicate <{BASE}ns#contributesTo> ;"
            " void:objectsTarget [ void:uriSpace 'http://metadata.un.org/sdg/' ] ]",
            [("1",)],
        ),
    ],
)
def test_the_catalogue_tells_the_counts(tmp_path: Path, pattern: str, expected: list[tuple[str]]) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    assert answer(tmp_path / "dump", f"SELECT ?n {{ {pattern} }}") == expected


def test_each_file_is_a_distribution_with_its_size_and_sum(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    found = answer(
        tmp_path,
        "SELECT ?name ?type ?size ?sum { ?d dcat:distribution ?f . ?f dcterms:title ?name ; "
        "dcat:mediaType ?type ; dcat:byteSize ?size ; spdx:checksum [ spdx:checksumValue ?sum ] }",
    )
    media = "https://www.iana.org/assignments/media-types/"
    types = {
        "context.jsonld": "application/ld+json",
        "mandategraph.jsonld": "application/ld+json",
        "mandategraph.nq": "application/n-quads",
        "mandategraph.trig": "application/trig",
        "mandategraph.ttl": "text/turtle",
    }
    assert found == [
        (name, media + kind, str(len(raw)), hashlib.sha256(raw).hexdigest())
        for name, kind in types.items()
        for raw in [(tmp_path / name).read_bytes()]
    ]


def test_catalogue_leads_to_the_data_set_its_files_and_the_endpoint(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    query = "SELECT ?dump ?url {{ ?c a dcat:Catalog ; dcat:dataset ?d ; dcat:service ?s . {pattern} }}"
    dumps = answer(tmp_path, query.format(pattern="?d void:dataDump ?dump . ?dump dcat:downloadURL ?url"))
    services = (
        "?s a dcat:DataService ; dcat:endpointURL ?url ; dcat:servesDataset ?d . ?d void:sparqlEndpoint ?dump"
    )
    own = f"{BASE}id/dataset/mandategraph."
    assert dumps == [(own + suffix, own + suffix) for suffix in ("jsonld", "nq", "trig", "ttl")]
    assert answer(tmp_path, query.format(pattern=services)) == [(f"{BASE}sparql", f"{BASE}sparql")]


def test_catalogue_stands_where_the_service_tells_it(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    query = "SELECT ?c { ?c a void:DatasetDescription ; foaf:primaryTopic ?d . ?d a dcat:Dataset }"
    assert answer(tmp_path, query) == [(f"{BASE}void",)]


def test_a_vocabulary_that_was_added_is_described(tmp_path: Path) -> None:
    graph, licence = f"<{BASE}graph/vocab/other>", "https://creativecommons.org/licenses/by/4.0/"
    said = [
        f"{graph} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://rdfs.org/ns/void#Dataset>",
        f'{graph} <http://purl.org/dc/terms/title> "Other \\"words\\""',
        f'{graph} <http://purl.org/dc/terms/source> "other.ttl"',
        f"{graph} <http://purl.org/dc/terms/license> <{licence}>",
        f'{graph} <http://rdfs.org/ns/void#triples> "5"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
    quads = "".join(f"{triple} .\n{triple} <{BASE}graph/meta> .\n" for triple in said)
    export(open_reader(make_store(tmp_path / "store", quads)), tmp_path / "dump")
    found = answer(
        tmp_path / "dump",
        "SELECT ?title ?source ?licence ?triples { ?d a dcat:Dataset ; void:subset ?v . ?v a void:Dataset ;"
        " dcterms:title ?title ; dcterms:source ?source ; dcterms:license ?licence ; void:triples ?triples }",
    )
    assert found == [('Other "words"', "other.ttl", licence, "5")]


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        (None, "The wording of the vocabulary other is not ours and declares no licence."),
        ("http://e/licence", "The wording of the vocabulary other is under http://e/licence."),
    ],
)
def test_whose_words_are_in_the_dump_is_told(tmp_path: Path, licence: str | None, words: str) -> None:
    store.keep_vocabulary(tmp_path / "store", "other", b"", {"name": "other", "licence": licence})
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump", ["other"])
    assert answer(tmp_path / "dump", "SELECT ?words { ?d dcterms:rights ?words }") == [(words,)]
