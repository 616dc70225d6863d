"""What the service says of the data and of itself, for machines that look for data."""

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
from rdflib import DCAT, RDF, VOID, Namespace, URIRef
from rdflib.term import Node

from kg.errors import ConfigError
from publish.about_data import distributions

MG = Namespace("https://w3id.org/mandategraph/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


def graph(server: str, path: str) -> rdflib.Graph:
    response = httpx.get(server + path, headers={"Accept": "text/turtle"}, follow_redirects=True, timeout=60)
    return rdflib.Graph().parse(data=response.content, format="turtle")


def number(told: rdflib.Graph, subject: Node, predicate: Node) -> int:
    return int(str(told.value(subject, predicate)))


def count(server: str, query: str) -> int:
    response = httpx.get(f"{server}sparql", params={"query": query}, headers={"Accept": "text/csv"})
    return int(response.text.splitlines()[1])


def test_numbers_are_those_of_the_data(sample: str) -> None:
    told = graph(sample, ".well-known/void")
    dataset = URIRef(MG["id/dataset"])
    programmes = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <https://w3id.org/mandategraph/ns#Programme> }"
    parts = {told.value(part, VOID["class"]): part for part in told.objects(dataset, VOID.classPartition)}
    assert number(told, dataset, VOID.triples) == count(sample, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert number(told, parts[MG["ns#Programme"]], VOID.entities) == count(sample, programmes)
    assert len(list(told.subjects(RDF.type, VOID.Linkset))) > 0


def test_each_dump_is_listed_with_a_checksum_that_is_true(sample: str) -> None:
    told = graph(sample, "void")
    names = {str(one).rpartition("/")[2] for one in told.subjects(RDF.type, DCAT.Distribution)}
    turtle = URIRef(MG["id/dataset/mandategraph.ttl"])
    checksum = told.value(told.value(turtle, SPDX.checksum), SPDX.checksumValue)
    file = httpx.get(f"{sample}id/dataset/mandategraph.ttl", timeout=60)
    assert names == {"mandategraph.ttl", "mandategraph.nq", "mandategraph.trig", "mandategraph.jsonld"}
    assert file.headers["content-type"] == "text/turtle; charset=utf-8"
    assert hashlib.sha256(file.content).hexdigest() == str(checksum)


def test_dump_can_be_fetched_in_parts_even_by_who_takes_it_packed(sample: str) -> None:
    address = f"{sample}id/dataset/mandategraph.nq"
    whole = httpx.get(address, headers={"Accept-Encoding": "identity"})
    part = httpx.get(address, headers={"Range": "bytes=10-5009", "Accept-Encoding": "gzip"})
    assert part.status_code == 206
    assert "content-encoding" not in part.headers
    assert part.headers["etag"] == whole.headers["etag"]
    assert part.content == whole.content[10:5010]


def test_who_has_a_dump_already_is_told_so(sample: str) -> None:
    address = f"{sample}id/dataset/mandategraph.nq"
    tag = httpx.head(address).headers["etag"]
    assert httpx.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert httpx.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("name", ["SHA256SUMS", "void.ttl", "nothing", "%2e%2e%2fstore%2fcurrent"])
def test_nothing_but_the_dumps_is_given_out(sample: str, name: str) -> None:
    assert httpx.get(f"{sample}id/dataset/{name}").status_code in (400, 404)


def test_dataset_itself_is_a_thing(sample: str) -> None:
    assert httpx.get(f"{sample}id/dataset").status_code == 200


def test_folder_without_dumps_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no dumps"):
        distributions(tmp_path)


def test_list_that_names_files_elsewhere_gives_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ../secret.ttl\n{'0' * 64}  /etc/passwd.nq\n")
    assert distributions(tmp_path) == ()


def test_list_that_names_a_missing_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  mandategraph.ttl\n")
    with pytest.raises(ConfigError, match="holds no dumps"):
        distributions(tmp_path)


def test_endpoint_lists_its_formats_and_the_questions_as_examples(sample: str) -> None:
    told = graph(sample, "sparql")
    examples = list(told.subjects(RDF.type, SH.SPARQLExecutable))
    listed = httpx.get(f"{sample}api/questions").json()["questions"]
    service = next(told.subjects(RDF.type, SD.Service))
    assert len(examples) == len(listed) > 0
    assert len(list(told.objects(service, SD.resultFormat))) == 10


def test_each_example_of_the_endpoint_is_answered(sample: str) -> None:
    told = graph(sample, "sparql")
    texts = [str(text) for text in told.objects(None, SH.select)]
    answers = [httpx.post(f"{sample}sparql", data={"query": text}, timeout=60) for text in texts]
    assert [answer.status_code for answer in answers] == [200] * len(texts)


def test_sitemap_leads_to_every_thing(sample: str) -> None:
    index = ElementTree.fromstring(httpx.get(f"{sample}sitemap.xml").content)
    (address,) = [node.text or "" for node in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert address == f"{MG}sitemap/1.xml"
    told = ElementTree.fromstring(httpx.get(f"{sample}sitemap/1.xml").content)
    found = [node.text or "" for node in told.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    own = f'SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a ?c FILTER(STRSTARTS(STR(?x), "{MG}id/")) }}'
    assert len(found) == len(set(found)) == count(sample, own)
    assert httpx.get(found[0].replace(str(MG), sample)).status_code == 200
    assert httpx.get(f"{sample}sitemap/2.xml").status_code == 404
    assert httpx.get(f"{sample}sitemap/99999999999999999999.xml").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "01", "x", "-1", "10001", "9" * 5_000])
def test_sitemap_that_is_not_there_is_told(sample: str, number: str) -> None:
    assert httpx.get(f"{sample}sitemap/{number}.xml").status_code == 404


def test_crawlers_are_kept_from_queries(sample: str) -> None:
    told = httpx.get(f"{sample}robots.txt").text
    assert "Disallow: /sparql\n" in told
    assert "Disallow: /*/sparql?\n" in told
    assert "Disallow: /search?\nDisallow: /*/search?\n" in told
    assert "Allow: /about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2Fcodes%2FgeoArea%2F\n" in told
    assert f"Sitemap: {MG}sitemap.xml\n" in told


def test_front_page_describes_the_data_set_for_search_engines(sample: str) -> None:
    text = httpx.get(sample).text
    assert 'itemscope itemtype="https://schema.org/Dataset"' in text
    assert 'itemprop="license" href="https://creativecommons.org/licenses/by/4.0/"' in text
