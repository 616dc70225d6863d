"""Every address of ours answers, in every form, with the headers that machines and caches need."""

import gzip
import re
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from tests.publish.conftest import BASE, make_store, start

RIVERS = "id/programme/rivers"
FORMS = [
    ("ttl", "text/turtle", "turtle"),
    ("nt", "application/n-triples", "nt"),
    ("rdf", "application/rdf+xml", "xml"),
    ("jsonld", "application/ld+json", "json-ld"),
]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
THINGS = [
    RIVERS,
    "id/org/unodc",
    "id/doc/S_RES_2322.2016",
    "id/st/1",
    "id/doc/d/v/1",
    "sdg/16.4",
    "about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2F16.4",
    "ns",
    "shapes",
    "void",
]


def fetch(server: str, path: str, accept: str = "*/*", **headers: str) -> httpx.Response:
    sent = {"Accept": accept, "Accept-Encoding": "identity"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return httpx.get(server + path, headers=sent, timeout=30)


def graph(response: httpx.Response, form: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=response.content, format=form)


# Forms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", THINGS)
def test_four_forms_say_the_same(server: str, path: str) -> None:
    turtle, *others = [graph(fetch(server, path, media), form) for _, media, form in FORMS]
    assert len(turtle) > 0
    assert [isomorphic(turtle, other) for other in others] == [True, True, True]


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize(("suffix", "media"), [(suffix, media) for suffix, media, _ in FORMS])
def test_form_may_be_asked_for_in_three_ways(server: str, path: str, suffix: str, media: str) -> None:
    by_accept = fetch(server, path, f"{media};q=0.9, text/html;q=0.5")
    mark = "&" if "?" in path else "?"
    by_name = fetch(server, f"{path}{mark}_format={suffix}", "image/png")
    by_type = fetch(server, f"{path}{mark}_format={media}", "image/png")
    suffixed = path if "?" in path else f"{path}.{suffix}"
    by_suffix = fetch(server, suffixed, media if "?" in path else "image/png")
    assert {
        r.headers["content-type"].partition(";")[0] for r in (by_accept, by_name, by_type, by_suffix)
    } == {media}
    assert by_accept.content == by_name.content == by_type.content == by_suffix.content


@pytest.mark.parametrize("path", [path for path in THINGS if path != "void"])
def test_browser_gets_a_page(server: str, path: str) -> None:
    response = fetch(server, path, BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>" in response.text
    assert "<script" not in response.text


@pytest.mark.parametrize("path", THINGS)
def test_what_cannot_be_written_is_refused_with_a_list(server: str, path: str) -> None:
    response = fetch(server, path, "image/png")
    assert response.status_code == 406
    assert response.json()["formats"][:4] == [media for _, media, _ in FORMS]


def test_unknown_form_in_the_address_is_refused(server: str) -> None:
    assert fetch(server, f"{RIVERS}?_format=png").status_code == 406
    assert fetch(server, f"{RIVERS}?_format=ttl&_format=nt").status_code == 400


def test_json_ld_is_in_the_terms_of_the_context_and_needs_nothing_else(server: str) -> None:
    told = fetch(server, RIVERS, "application/ld+json").json()
    rivers = next(node for node in told["@graph"] if node["id"].endswith("rivers"))
    assert rivers["contributesTo"] == "sdg:16.4"
    assert isinstance(told["@context"], dict)


def test_thing_and_its_document_are_kept_apart(server: str) -> None:
    response = fetch(server, RIVERS)
    assert response.status_code == 200
    assert httpx.URL(server + RIVERS).join(response.headers["content-location"]).path == f"/{RIVERS}.ttl"


# Pages ----------------------------------------------------------------------------------------------------


def test_page_of_a_thing_names_everything_and_links_inside(server: str) -> None:
    text = fetch(server, RIVERS, BROWSER).text
    assert "<h1>Rivers Programme</h1>" in text
    assert '<a href="../../id/org/unodc">Office &#34;on&#34; Drugs,' in text
    assert '<a href="../../sdg/16.4">16.4</a>' in text
    assert '<a href="../../ns#contributesTo">contributes to</a>' in text


def test_links_of_a_page_lead_somewhere(server: str) -> None:
    page = httpx.URL(server + RIVERS)
    for link in ("../../id/org/unodc", "../../sdg/16.4", "../../ns", "../../id/programme/rivers.jsonld"):
        assert httpx.get(page.join(link)).status_code == 200


def test_links_to_a_thing_come_in_pages(tmp_path: Path) -> None:
    nquads = "".join(f"<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n" for n in range(60))
    process, server = start(make_store(tmp_path / "store", nquads))
    first = fetch(server, "id/org/hub", BROWSER)
    second = httpx.get(
        httpx.URL(f"{server}id/org/hub").join("../../id/org/hub?page=2"), headers={"Accept": BROWSER}
    )
    third = fetch(server, "id/org/hub?page=3", BROWSER)
    bad = fetch(server, "id/org/hub?page=x", BROWSER)
    process.terminate()
    assert process.wait(20) == 0
    assert '<a rel="next" href="?page=2">More</a>' in first.text
    assert '<a rel="prev" href="?page=1">Before</a>' in second.text
    assert len(set(re.findall(r'href="[./]*id/org/(o\d+)"', first.text + second.text))) == 60
    assert (third.status_code, bad.status_code) == (404, 400)


# Headers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", THINGS)
def test_each_form_has_a_strong_tag_of_its_own(server: str, path: str) -> None:
    tags = {fetch(server, path, media).headers["etag"] for _, media, _ in FORMS}
    packed = fetch(server, path, "text/turtle", Accept_Encoding="gzip")
    assert len(tags) == 4
    assert not any(tag.startswith("W/") for tag in tags)
    assert (packed.headers["etag"] in tags) == ("content-encoding" not in packed.headers)


@pytest.mark.parametrize("path", [*THINGS, "", "sitemap.xml", "context.jsonld", "api/questions/by-target"])
def test_who_has_it_already_is_told_so(server: str, path: str) -> None:
    first = fetch(server, path)
    again = fetch(server, path, If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert fetch(server, path, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize("media", ["text/turtle", "text/html"])
def test_who_has_it_already_is_told_for_which_requests_that_holds(server: str, media: str) -> None:
    first = fetch(server, RIVERS, media)
    again = fetch(server, RIVERS, media, If_None_Match=first.headers["etag"])
    assert again.status_code == 304
    assert again.headers["content-location"] == first.headers["content-location"]
    assert set(first.headers["vary"].split(", ")) <= set(again.headers["vary"].split(", "))


def test_nothing_that_is_there_is_no_unchanged_thing(server: str) -> None:
    assert fetch(server, "id/nothing", If_None_Match="*").status_code == 404


def test_packed_answer_is_known_by_its_own_tag(server: str) -> None:
    packed = fetch(server, "ns", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == fetch(server, "ns").text
    again = fetch(server, "ns", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert (again.status_code, again.headers["etag"]) == (304, packed.headers["etag"])


@pytest.mark.parametrize(
    "accepted",
    ["gzip;q=0", "gzip;q=0.0", "gzip; q=0.000", "gzip;q=0, *", "*;q=0", "gzipped", "br", "identity"],
)
def test_answer_is_packed_for_nobody_who_refuses_it(server: str, accepted: str) -> None:
    assert "content-encoding" not in fetch(server, "ns", Accept_Encoding=accepted).headers


@pytest.mark.parametrize("accepted", ["gzip", "GZIP;q=0.1", "br, gzip", "*", "x-gzip", "identity;q=0, gzip"])
def test_answer_is_packed_for_everybody_who_takes_it(server: str, accepted: str) -> None:
    assert fetch(server, "ns", Accept_Encoding=accepted).headers["content-encoding"] == "gzip"


def test_packing_gives_the_same_bytes_every_time(server: str) -> None:
    with httpx.Client() as client:
        sent = {"Accept-Encoding": "gzip"}
        first, second = (
            b"".join(
                client.send(client.build_request("GET", f"{server}ns", headers=sent), stream=True).iter_raw()
            )
            for _ in range(2)
        )
    assert first == second
    assert gzip.decompress(first).endswith(b"@en .\n")


@pytest.mark.parametrize("path", [*THINGS, "sparql?query=ASK%7B%7D", "graph-store?default"])
def test_caches_are_told_what_the_answer_depends_on(server: str, path: str) -> None:
    assert "Accept" in fetch(server, path).headers["vary"].split(", ")


def test_signposts_lead_machines_on(server: str) -> None:
    links = fetch(server, RIVERS).headers["link"]
    assert '<../../id/programme/rivers.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert '<../../id/programme/rivers.ttl>; rel="describedby"; type="text/turtle"' in links
    assert '<https://example.org/mg/id/programme/rivers>; rel="cite-as"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert '<../../.well-known/void>; rel="collection"' in links


@pytest.mark.parametrize(
    "path", [*THINGS, "", "sparql", "sparql?query=ASK%7B%7D", "graph-store?default", "void"]
)
def test_head_tells_the_same_without_the_body(server: str, path: str) -> None:
    whole = httpx.get(server + path)
    head = httpx.head(server + path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    "path", [*THINGS, "", "nothing", "sparql?query=ASK%7B%7D", "sparql?query=bad", "metrics"]
)
def test_every_answer_is_guarded(server: str, path: str) -> None:
    headers = fetch(server, path, "text/html, */*;q=0.1").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("path", ["", "sparql", RIVERS, "nothing", "reconcile"])
def test_preflight_permits_types_of_content_and_no_writing(server: str, path: str) -> None:
    sent = {"Origin": "https://e.org", "Access-Control-Request-Method": "PUT"}
    response = httpx.options(server + path, headers=sent)
    assert response.status_code == 204
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "content-type" in response.headers["access-control-allow-headers"]
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("accept", [BROWSER, "*/*"])
def test_missing_page_does_not_repeat_what_was_asked(server: str, accept: str) -> None:
    response = fetch(server, "id/secret-name-%3Cb%3E?x=%3Cscript%3E", accept)
    assert response.status_code == 404
    assert "secret-name" not in response.text
    assert "script>" not in response.text


# Names that are hard to carry -----------------------------------------------------------------------------

HARD = "https://example.org/mg/id/programme/caf%C3%A9~(a)'b'$c,d=e:f@g"


def test_thing_with_a_hard_name_has_all_forms(tmp_path: Path) -> None:
    nquads = f'<{HARD}> <http://www.w3.org/2004/02/skos/core#prefLabel> "Café <&> \\"x\\" \u202e"@fr .\n'
    process, server = start(make_store(tmp_path / "store", nquads))
    path = HARD.removeprefix("https://example.org/mg/")
    found = [graph(fetch(server, path, media), form) for _, media, form in FORMS]
    page = fetch(server, path, BROWSER)
    located = httpx.get(httpx.URL(server + path).join(fetch(server, path).headers["content-location"]))
    process.terminate()
    assert process.wait(20) == 0
    assert [isomorphic(found[0], other) for other in found] == [True] * 4
    assert str(next(found[0].subjects())) == HARD
    assert "Café &lt;&amp;&gt;" in page.text
    assert located.status_code == 200


def test_foreign_thing_with_a_name_beyond_ascii_is_told(tmp_path: Path) -> None:
    nquads = '<http://e.org/café> <http://www.w3.org/2004/02/skos/core#prefLabel> "x" .\n'
    process, server = start(make_store(tmp_path / "store", nquads))
    response = httpx.get(f"{server}about", params={"iri": "http://e.org/café"})
    process.terminate()
    assert process.wait(20) == 0
    assert response.status_code == 200
    assert [str(quad.subject) for quad in ox.parse(response.content, format=ox.RdfFormat.TURTLE)] == [
        "<http://e.org/café>"
    ]


# Graphs ---------------------------------------------------------------------------------------------------


def test_graph_is_told_by_its_name_and_at_its_own_address(server: str) -> None:
    name = "https://example.org/mg/graph/prov/d/1"
    by_name = httpx.get(f"{server}graph-store", params={"graph": name}, headers={"Accept": "text/turtle"})
    direct = fetch(server, "graph/prov/d/1", "text/turtle")
    assert by_name.status_code == 200
    assert by_name.content == direct.content
    assert len(graph(direct, "turtle")) == 3


def test_default_graph_is_told(server: str) -> None:
    assert len(graph(fetch(server, "graph-store?default", "application/n-triples"), "nt")) == 6


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("graph-store?graph=urn:none", 404),
        ("graph/doc/none/1", 404),
        ("graph-store", 400),
        ("graph-store?default&graph=urn:none", 400),
        ("graph-store?graph=a%20b", 400),
        ("graph-store?graph=https://example.org/numbers", 400),
    ],
)
def test_graph_that_is_not_there_or_too_large_is_refused(server: str, path: str, status: int) -> None:
    assert fetch(server, path).status_code == status


@pytest.mark.parametrize(("media", "form"), [("application/n-quads", "nquads"), ("application/trig", "trig")])
def test_graph_comes_as_quads_too(server: str, media: str, form: str) -> None:
    response = fetch(server, "graph/prov/d/1", media)
    assert response.headers["content-type"] == media
    assert len(rdflib.Dataset().parse(data=response.content, format=form)) == 3
