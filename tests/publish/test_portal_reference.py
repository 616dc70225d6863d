"""The pages of a graph of real documents: everything has a name, and analysts reach their answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import build
from kg.iris import Base
from kg.query import rows
from kg.questions import listed
from kg.settings import Settings
from kg.store import Reader, open_reader
from publish.portal.asked import Asked
from publish.portal.look import written
from publish.portal.pages import documents, home, question, record, search

pytestmark = pytest.mark.slow
_SPOKEN_OF = """
SELECT DISTINCT ?thing
WHERE {
  GRAPH ?why { ?statement rdf:subject|rdf:object|rdf:predicate ?thing ; mg:evidence ?passage }
  FILTER(isIRI(?thing))
}
ORDER BY ?thing
"""
# Where an address is what should stand there: in code, in what is cited, in links to other places, in the text
# of a document itself.
_ADDRESSES = re.compile(
    r'<code.*?</code>|<ul class="links">.*?</ul>|<span class="cite">.*?</span>|'
    r'<div class="paragraph"[^>]*>\s*<p>.*?</p>',
    re.DOTALL,
)
_BARE = re.compile(r">\s*((?:https?://|(?:id|ns|org|programme|topic|doc|st|figure)/)[\w./%#-]+)\s*<")


@pytest.fixture(scope="module")
def reader(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("real")
    texts = sorted(str(path) for path in (reference / "corpus").glob("*.txt"))
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    build(texts, settings, now="2026-01-01T00:00:00Z")
    return open_reader(folder / "store")


def told(reader: Reader, language: str) -> Iterator[tuple[str, str]]:
    """Every page by its address."""
    base = Base(reader.base)
    for name, kind in (("", home), ("documents", documents), ("search", search)):
        asked = Asked(base=base, language=language)
        yield name, written(kind.show(reader, asked), asked).decode()
    for one in listed():
        asked = Asked(base=base, language=language, more={"name": one.name})
        shown = question.show(reader, asked)
        assert shown is not None
        yield one.name, written(shown, asked).decode()
    for row in rows(reader, _SPOKEN_OF):
        asked = Asked(base=base, language=language, more={"iri": row["thing"].value})
        if shown := record.show(reader, asked):
            yield row["thing"].value, written(shown, asked).decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_shows_an_address_where_a_name_belongs(reader: Reader, language: str) -> None:
    bare = {
        (name, found)
        for name, text in told(reader, language)
        for found in _BARE.findall(_ADDRESSES.sub("", text))
    }
    assert bare == set()


def test_bare_address_would_be_noticed() -> None:
    assert _BARE.findall('<a href="x">https://e.org/id/x</a> <td>programme/x-y</td>') == [
        "https://e.org/id/x",
        "programme/x-y",
    ]
