"""The pages and files of a graph of real documents: everything has a name, whichever link leads to it."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from kg import assets, build
from kg.answers import csv as csv_form
from kg.answers import xlsx as xlsx_form
from kg.ask import ask
from kg.iris import SDG, Base
from kg.query import rows
from kg.questions import listed
from kg.settings import Settings
from kg.store import Reader, open_reader
from publish.portal.asked import Asked, Shown
from publish.portal.look import written
from publish.portal.pages import (
    accessibility,
    data,
    developers,
    documents,
    home,
    project,
    quality,
    question,
    questions,
    record,
    results,
    search,
    sparql,
    terms,
)
from publish.record import record as told_of

pytestmark = pytest.mark.slow
MOST = 6_000
"""Pages beyond which the links are no longer followed; the real documents lead to fewer."""
LIMITS = {"timeout": 30.0, "max_rows": 1000}
QUERY = "SELECT ?thing ?class { ?thing a ?class } ORDER BY ?thing LIMIT 300"
FIXED: dict[str, tuple[Any, dict[str, Any], tuple[tuple[str, str], ...]]] = {
    "": (home, {}, ()), "q": (questions, {}, ()), "documents": (documents, {}, ()), "search": (search, {}, ()),
    "search?q=training": (search, {}, (("q", "training"),)), "quality": (quality, {}, ()),
    "data": (data, {"files": [{"name": "all.ttl", "size": 1, "sha256": "0" * 64}]}, ()),
    "developers": (developers, LIMITS, ()), "accessibility": (accessibility, {}, ()), "project": (project, {}, ()),
    "results": (results, {"query": QUERY, **LIMITS}, ()),
}  # fmt: skip
ANSWERED = {one.name: [("area", "170")] if one.name == "by-country" else [] for one in listed()}
_SPOKEN_OF = """
SELECT DISTINCT ?thing
WHERE {
  GRAPH ?why { ?statement rdf:subject|rdf:object ?thing ; mg:evidence ?passage }
  FILTER(isIRI(?thing))
}
ORDER BY ?thing
"""
# Where an address is what should stand there: in code, in what is cited, in links to other places, in the text
# of a document itself.
_ADDRESSES = re.compile(
    r'<code.*?</code>|<ul class="links">.*?</ul>|<span class="cite">.*?</span>|<textarea.*?</textarea>|'
    r'<div class="paragraph"[^>]*>\s*<p>.*?</p>',
    re.DOTALL,
)
_BARE = re.compile(r">\s*((?:https?://|(?:id|ns|org|programme|topic|doc|st|figure)/)[\w./%#-]+)\s*<")
_DATA = re.compile(r"\.(?:ttl|nt|jsonld|rdf)$")
_MADE = re.compile(r"(?:st|figure|run|agent)/|doc/.+/v/")
"""What has no name of its own."""


@pytest.fixture(scope="module")
def reader(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("real")
    texts = sorted(str(path) for path in (reference / "corpus").glob("*.txt"))
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    build(texts, settings, now="2026-01-01T00:00:00Z")
    return open_reader(folder / "store")


def pages(reader: Reader, language: str) -> Iterator[tuple[str, str]]:
    """The pages that are no page of a thing, each with its address."""
    base = Base(reader.base)
    for name, (kind, more, given) in FIXED.items():
        asked = Asked(base=base, language=language, more=more, given=given)
        yield name, page(kind.show(reader, asked), asked)
    for name, chosen in ANSWERED.items():
        asked = Asked(base=base, language=language, more={"name": name}, given=tuple(chosen))
        yield name, page(question.show(reader, asked), asked)
    asked = Asked(base=base, language=language)
    examples = [(one.title, one.sparql) for one in listed()]
    yield "sparql", page(sparql.shown(examples, asked, LIMITS), asked)
    for folder, title in (("ontology", "The ontology"), ("shapes", "The shapes")):
        yield folder, page(terms.shown(title, installed(folder), base, asked, folder), asked)


def page(shown: Shown | None, asked: Asked) -> str:
    assert shown is not None
    return written(shown, asked).decode()


def installed(folder: str) -> list[ox.Triple]:
    files = assets.files(folder, "**/*.ttl")
    return [quad.triple for file in files for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE)]


def followed(reader: Reader, texts: list[str], language: str, most: int) -> Iterator[tuple[str, str]]:
    """The pages of all things that links lead to, from these pages on, each once."""
    base = Base(reader.base)
    waiting = list(dict.fromkeys(iri for text in texts for iri in linked(text, base)))
    seen = set(waiting)
    while waiting and len(seen) - len(waiting) < most:
        iri = waiting.pop(0)
        asked = Asked(base=base, language=language, more={"iri": iri})
        text = page(record.show(reader, asked), asked)
        yield iri, text
        new = [one for one in dict.fromkeys(linked(text, base)) if one not in seen]
        seen.update(new)
        waiting += new


def linked(text: str, base: Base) -> Iterator[str]:
    """The things whose pages a page leads to."""
    for link in re.findall(r'href="([^"#]+)', text):
        address = unescape(link).removeprefix("./")
        about = re.fullmatch(r"about\?iri=([^&]+)", address)
        if about:
            yield unquote(about[1])
        elif address.startswith("sdg/") and not _DATA.search(address):
            yield SDG + unquote(address.removeprefix("sdg/"))
        elif address.startswith("id/") and not _DATA.search(address):
            yield base.iri + address


def bare(pages: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, found) for name, text in pages for found in _BARE.findall(_ADDRESSES.sub("", text))}


def test_no_page_that_links_lead_to_shows_an_address_where_a_name_belongs(reader: Reader) -> None:
    begun = list(pages(reader, "en"))
    told = [*begun, *followed(reader, [text for _, text in begun], "en", MOST)]
    assert 1_000 < len(told) < MOST
    assert {re.sub(r"[^/]+$", "", name) for name, _ in told} >= {
        f"{reader.base}id/{kind}/" for kind in ("st", "figure", "org", "programme", "doc", "event", "place")
    }
    assert bare(told) == set()


def test_names_are_missing_in_no_other_language_either(reader: Reader) -> None:
    begun = list(pages(reader, "ar"))
    assert bare([*begun, *followed(reader, [text for _, text in begun], "ar", 300)]) == set()


def test_bare_address_would_be_noticed() -> None:
    assert bare([("", '<a href="x">https://e.org/id/x</a> <td>programme/x-y</td>')]) == {
        ("", "https://e.org/id/x"),
        ("", "programme/x-y"),
    }


@pytest.mark.parametrize("name", ANSWERED)
def test_every_address_in_a_file_of_an_answer_has_its_name_beside_it(reader: Reader, name: str) -> None:
    answer = ask(reader, name, ANSWERED[name])
    lines = list(csv.DictReader(io.StringIO(csv_form.write(answer).decode())))
    assert len(lines) == len(answer.rows)
    # A statement is told in words by the columns beside its own.
    unnamed = {
        (column, cell)
        for line in lines
        for column, cell in line.items()
        if column != "statement"
        and cell.startswith(("http://", "https://"))
        and (not line.get(f"{column}Label") or line[f"{column}Label"].startswith("http"))
    }
    assert unnamed == set()
    assert xlsx_form.write(answer).startswith(b"PK")


def test_data_about_a_thing_name_whatever_of_ours_they_speak_of(reader: Reader) -> None:
    base = Base(reader.base)
    told = {row["thing"].value: told_of(reader, row["thing"].value) for row in rows(reader, _SPOKEN_OF)}
    assert len(told) > 200
    unnamed = {
        (iri, term.value)
        for iri, found in told.items()
        if found is not None
        for triple in found.triples
        for term in (triple.subject, triple.object)
        if isinstance(term, ox.NamedNode) and needs_name(term.value, base)
        if term not in {one.subject for one in found.triples if one.predicate.value.endswith(_LABELS)}
    }
    assert unnamed == set()


_LABELS = ("#prefLabel", "#shortLabel", "#label", "#notation")


def needs_name(iri: str, base: Base) -> bool:
    """Whether a thing has a name: it is ours or of the 2030 Agenda, and was not made from a place in a text."""
    path = base.path(iri)
    return path is not None and not _MADE.match(path)
