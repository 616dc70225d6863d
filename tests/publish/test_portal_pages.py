"""The pages as a browser gets them: addresses, languages, files, headers."""

import re
from html import unescape

import httpx
import pytest

PAGES = ("", "q", "q/by-target", "search", "documents", "quality", "data", "developers", "accessibility", "project",
         "sparql", "ns", "shapes", "sdg/16.4")  # fmt: skip
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def fetch(address: str, **headers: str) -> httpx.Response:
    sent = {"Accept": BROWSER} | {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(address, headers=sent, timeout=30)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_every_language(sample: str, path: str) -> None:
    told = [fetch(f"{sample}{code}/{path}") for code in ("ar", "zh", "en", "fr", "ru", "es")]
    assert [response.status_code for response in told] == [200] * 6
    assert ['dir="rtl"' in response.text[:60] for response in told] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert [response.text.count("<h1") for response in told] == [1] * 6


# Where the query editor was fetched, its page has scripts; without them its plain form works, as a browser shows.
@pytest.mark.parametrize("path", [path for path in PAGES if path != "sparql"])
def test_page_needs_no_script_and_nothing_from_elsewhere(sample: str, path: str) -> None:
    text = fetch(f"{sample}{path}").text
    assert "<script" not in text
    assert 'src="http' not in text
    assert 'rel="stylesheet" href="http' not in text


def test_browser_gets_its_language_and_caches_are_told(sample: str) -> None:
    told = fetch(sample, Accept_Language="fr-CA,fr;q=0.9,en;q=0.5")
    assert '<html lang="fr" dir="ltr">' in told.text
    assert "Accept-Language" in told.headers["vary"]
    fixed = fetch(f"{sample}es/", Accept_Language="fr")
    assert '<html lang="es" dir="ltr">' in fixed.text
    assert "Accept-Language" not in fixed.headers.get("vary", "")


def test_page_in_another_language_has_another_tag(sample: str) -> None:
    tags = [fetch(f"{sample}{code}/sdg/16.4").headers["etag"] for code in ("en", "fr")]
    assert tags[0] != tags[1]
    assert fetch(f"{sample}fr/sdg/16.4", If_None_Match=tags[1]).status_code == 304
    assert fetch(f"{sample}fr/sdg/16.4", If_None_Match=tags[0]).status_code == 200


def test_first_page_weighs_less_than_a_hundred_kilobytes(sample: str) -> None:
    page = fetch(sample, Accept_Encoding="gzip")
    style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    sheet = fetch(sample + style, Accept_Encoding="gzip")
    assert page.num_bytes_downloaded + sheet.num_bytes_downloaded < 100_000
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["cache-control"]


def test_file_of_another_version_is_not_there(sample: str) -> None:
    assert fetch(f"{sample}static/portal.000000000000.css").status_code == 404
    assert fetch(f"{sample}static/..%2Fserving.py").status_code == 404


def test_spreadsheet_programs_get_the_mark_of_utf8_by_button_only(sample: str) -> None:
    button = fetch(f"{sample}q/by-target.csv?target=16.4")
    assert button.content.startswith(b"\xef\xbb\xbf")
    assert button.headers["content-disposition"] == 'attachment; filename="by-target.csv"'
    assert not fetch(f"{sample}api/questions/by-target?_format=csv").content.startswith(b"\xef\xbb\xbf")
    assert fetch(f"{sample}q/nothing.csv").status_code == 404


def test_error_is_a_page_in_the_language_of_the_address(sample: str) -> None:
    told = fetch(f"{sample}fr/q/nothing")
    assert told.status_code == 404
    assert '<html lang="fr" dir="ltr">' in told.text


def test_data_are_the_same_below_every_language(sample: str) -> None:
    one, other = (fetch(f"{sample}{code}sdg/16.4.ttl").content for code in ("", "ar/"))
    assert one == other
    assert fetch(f"{sample}ar/api/openapi.json").status_code == 200


QUERY = "SELECT ?programme { ?programme a <https://w3id.org/mandategraph/ns#Programme> } ORDER BY ?programme LIMIT 3"


def test_browser_gets_the_answer_to_a_query_as_a_page_and_programs_as_data(sample: str) -> None:
    told = httpx.post(
        f"{sample}fr/sparql", data={"query": QUERY, "_format": ""}, headers={"Accept": BROWSER}, timeout=30
    )
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr" dir="ltr">' in told.text
    assert "3 lignes" in told.text
    assert "<script" not in told.text
    data = httpx.get(f"{sample}sparql", params={"query": QUERY}, timeout=30)
    assert data.headers["content-type"] == "application/sparql-results+json"
    assert len(data.json()["results"]["bindings"]) == 3


def test_page_of_an_answer_can_be_linked_to(sample: str) -> None:
    told = httpx.get(f"{sample}sparql", params={"query": QUERY, "_format": "html"}, timeout=30)
    assert told.status_code == 200
    assert 'href="fr/sparql?query=SELECT' in told.text


def test_graph_is_no_page(sample: str) -> None:
    asked = {"query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"}
    told = httpx.get(f"{sample}sparql", params=asked, headers={"Accept": BROWSER}, timeout=30)
    assert told.headers["content-type"].startswith(("text/turtle", "application/rdf+xml"))
    assert httpx.get(f"{sample}sparql", params=asked | {"_format": "html"}, timeout=30).status_code == 406


def test_wrong_query_is_told_as_a_page(sample: str) -> None:
    told = httpx.get(
        f"{sample}es/sparql", params={"query": "SELECT"}, headers={"Accept": BROWSER}, timeout=30
    )
    assert told.status_code == 400
    assert '<html lang="es" dir="ltr">' in told.text


@pytest.mark.parametrize(
    ("code", "begin"),
    [
        ("en", "2 programmes"),
        ("fr", "2 programmes et organisations sont dits"),
        ("ru", "Программ и организаций"),
    ],
)
def test_program_gets_sentences_in_its_language_where_there_are_any(
    sample: str, code: str, begin: str
) -> None:
    told = httpx.get(f"{sample}api/questions/by-target", params={"target": "16.4", "lang": code}, timeout=30)
    assert told.json()["answer"].startswith(begin)


def _missing(address: str) -> list[str]:
    """The local links of a page that lead nowhere."""
    at = httpx.URL(address)
    links = {unescape(link) for link in re.findall(r'href="([^"]+)"', fetch(address).text)}
    targets = {at.join(link).copy_with(fragment=None) for link in links}
    local = sorted(str(target) for target in targets if target.netloc == at.netloc)
    assert len(local) > 20
    return [target for target in local if fetch(target).status_code != 200]


@pytest.mark.parametrize("path", ["id/programme/sherloc", "ns", "shapes", "id/dataset"])
def test_no_local_link_of_a_page_is_dead(sample: str, path: str) -> None:
    assert _missing(sample + path) == []


@pytest.mark.slow
def test_no_local_link_of_a_document_is_dead(sample: str) -> None:
    (link,) = re.findall(r'href="([^"#]*id/doc/[^"#/]+)"', fetch(f"{sample}documents").text)[:1]
    assert _missing(str(httpx.URL(f"{sample}documents").join(link))) == []


def test_quotation_is_in_the_language_of_its_document(sample: str) -> None:
    assert '<blockquote lang="en" dir="ltr">' in fetch(f"{sample}ar/id/programme/sherloc").text
    assert '<blockquote lang="en">' in fetch(f"{sample}fr/id/programme/sherloc").text


def test_figures_of_a_thing_stand_by_year(sample: str) -> None:
    text = fetch(f"{sample}en/id/programme/sherloc").text
    figures = text.split('aria-labelledby="figures"')[1].split("</section>")[0]
    assert "<dt>2018</dt>" in figures
    assert "database" in figures


def test_chosen_thing_is_linked_and_selected_whatever_it_was_written_as(sample: str) -> None:
    text = fetch(f"{sample}en/q/by-country?area=Africa").text
    assert '<option value="002" selected>Africa</option>' in text
    place = "../about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2Fcodes%2FgeoArea%2F002"
    assert f'More about <a href="{place}">Africa</a>' in text


def test_every_kind_of_thing_is_chosen_from_a_list(sample: str) -> None:
    text = fetch(f"{sample}fr/q/over-time").text
    assert re.search(r'<option value="people">\w', text)
    assert re.search(r'<option value="sherloc">\w', text)
    assert "<input" not in text.partition("<main")[2].partition("</form>")[0]


def test_rules_are_told_in_the_language_of_the_page_and_in_all_in_data(sample: str) -> None:
    text = fetch(f"{sample}fr/shapes").text
    assert "Remède : Renvoyez par mg:evidence à la phrase" in text
    assert "Remedy:" not in text
    assert "Remedy: Point with mg:evidence" in fetch(f"{sample}en/shapes").text
    turtle = fetch(f"{sample}shapes.ttl").text
    assert ['Evidence sh:message "' in turtle, turtle.count("@ru ."), "@en ;" in turtle] == [True, 146, True]


def test_every_page_tells_its_build(sample: str) -> None:
    footer = fetch(f"{sample}en/project").text.partition("<footer>")[2]
    assert re.search(r"Built on 1 January 2026, build [0-9a-f]{16}\.", footer)
    assert re.search(r"Built on 1 January 2026, build [0-9a-f]{16}\.", fetch(f"{sample}en/sparql").text)


def test_quality_is_told_with_coverage_and_what_confidences_are_worth(sample: str) -> None:
    text = fetch(f"{sample}en/quality").text
    assert "Counted here are statements that link one thing to another" in text
    assert text.index("Untouched passages") < text.index("Annotated documents")
    assert re.search(r"Of \d+ sentences in languages that are read in full, \d+ say something", text)
    assert re.search(r'<td class="number" data-head="Sentences">\d+</td>', text)


def test_search_hits_tell_why(sample: str) -> None:
    text = fetch(f"{sample}en/search").text
    assert re.search(r'<details class="why">\s*<summary>Why do we say this\?</summary>', text)
    assert "confidence" in text.partition("Why do we say this?")[2]
    assert "rule" in text.partition("Why do we say this?")[2]
