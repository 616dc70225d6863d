"""Search: words in six languages find names, statements and passages, facets narrow them, counts keep their word."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import build, store
from kg.iris import Base
from kg.settings import Settings
from publish.search import Hits, Index, Marked, items_of, nearest, opened, search, things
from publish.search.asking import asked
from publish.search.marking import marked, sentence
from tests.publish.conftest import BASE, make_store

_TEXT = """United Nations SAMPLE/2026/7

12 May 2025

Report of the Secretariat

In 2025 the Harbour Watch Programme contributes to target 16.4 and is active in Kenya.

The Harbour Watch Programme, which is run by UNODC, addresses corruption in Peru.

The lighthouse keepers of the north speak of nothing that concerns us. Their boats carry seized goods.

Pursuant to Security Council resolution 2322 (2016), the Harbour Watch Programme is active in Kenya.
"""
_OTHER = """United Nations SAMPLE/2026/8

Report of the Secretariat

The Global Lantern Programme is active in Colombia and contributes to target 15.7.
"""
_PLACES = "http://metadata.un.org/sdg/codes/geoArea/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, bare_store: Path) -> Settings:
    """A store of two texts."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(bare_store, folder / "store", symlinks=True)
    (folder / "in").mkdir()
    (folder / "in" / "harbour.txt").write_text(_TEXT)
    (folder / "in" / "lantern.txt").write_text(_OTHER)
    told = Settings(store=folder / "store", decisions=folder / "decisions")
    build([folder / "in"], told, now="2026-01-01T00:00:00Z")
    return told


@pytest.fixture(scope="module")
def index(home: Settings) -> Index:
    return opened(store.open_reader(home.store))


def said(hits: Hits) -> list[str]:
    """What the statements found say, in short."""
    return [" ".join(_last(part) for part in (i.subject, i.predicate, i.object)) for i in hits.items]


def _last(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def shown(marks: Marked) -> str:
    """The words with what is marked in brackets."""
    return "".join(f"[{text}]" if is_marked else text for text, is_marked in marks.parts)


# Words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Kenya",
        "kenya",
        "K\u00e9nya",
        "\u0643\u064a\u0646\u064a\u0627",
        "\u041a\u0435\u043d\u0438\u044f",
        "\u80af\u5c3c\u4e9a",
    ],
)
def test_a_country_is_found_in_every_language_of_its_name(index: Index, words: str) -> None:
    found = search(index, words, {})
    assert found.things[0].iri == f"{_PLACES}404"
    assert {one.rpartition(" ")[2] for one in said(found)} >= {"404"}
    assert shown(found.items[0].sentence).count("[Kenya]") == 1


@pytest.mark.parametrize("words", ["\u0627\u0644\u0641\u0633\u0627\u062f", "\u0641\u0633\u0627\u062f"])
def test_the_arabic_article_makes_no_difference(index: Index, words: str) -> None:
    found = search(index, words, {})
    assert found.things[0].iri.endswith("/topic/corruption")
    assert "harbour-watch-programme addresses corruption" in said(found)


def test_an_acronym_finds_what_is_said_under_the_full_name(index: Index) -> None:
    full = search(index, "United Nations Office on Drugs and Crime", {})
    assert "harbour-watch-programme implementedBy unodc" in said(full)
    assert said(full) == said(search(index, "UNODC", {}))


def test_a_paragraph_without_a_statement_is_found_by_its_words(index: Index) -> None:
    found = search(index, "lighthouse keeper", {})
    assert (found.total, found.passages_total) == (0, 1)
    assert shown(found.passages[0].sentence).startswith("The [lighthouse] [keepers] of the north")


def test_a_passage_is_shown_by_the_sentence_that_holds_the_words(index: Index) -> None:
    assert shown(search(index, "seized", {}).passages[0].sentence) == "Their boats carry [seized] goods."


def test_all_words_must_be_there(index: Index) -> None:
    assert search(index, "lantern Kenya", {}).total == 0
    assert search(index, "lantern Colombia", {}).total > 0


def test_words_in_quotation_marks_stand_side_by_side(index: Index) -> None:
    assert search(index, '"lighthouse keepers"', {}).passages_total == 1
    assert search(index, '"keepers lighthouse"', {}).passages_total == 0


def test_a_number_with_a_point_is_one_word(index: Index) -> None:
    assert search(index, "16.4", {}).things[0].iri == "http://metadata.un.org/sdg/16.4"
    assert "harbour-watch-programme contributesTo 16.4" in said(search(index, "16.4", {}))
    assert search(index, "4.16", {}).total == 0


def test_the_symbol_of_a_resolution_finds_what_is_said_of_it(index: Index) -> None:
    assert any("S_RES_2322.2016" in one for one in said(search(index, "S/RES/2322 (2016)", {})))


def test_the_beginning_of_a_word_is_enough(index: Index) -> None:
    assert said(search(index, "lant", {})) == said(search(index, "lantern", {}))


def test_names_are_in_the_language_asked_for(index: Index) -> None:
    assert search(index, "Kenya", {}, "ru").things[0].name == "\u041a\u0435\u043d\u0438\u044f"
    assert search(index, "Kenya", {}, "ru").things[0].language == "ru"


def test_nothing_is_found_for_what_nobody_says(index: Index) -> None:
    found = search(index, "zanzibarite", {})
    assert (found.things, found.items, found.passages, found.total) == ((), (), (), 0)


@pytest.mark.parametrize("words", ["", "   ", '"', "***", "-", "\u0640"])
def test_what_has_no_letters_is_no_search(index: Index, words: str) -> None:
    assert search(index, words, {}).total == search(index, "", {}).total
    assert search(index, words, {}).passages == ()


@pytest.mark.parametrize(
    "words", ["kenya' OR 1=1 --", "NEAR(kenya", "kenya AND", 'kenya "', "folded:kenya", "k*", "^kenya"]
)
def test_what_query_languages_mean_by_signs_means_nothing_here(index: Index, words: str) -> None:
    assert search(index, words, {}).total <= search(index, "", {}).total


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=40))
def test_whatever_is_typed_is_answered(index: Index, words: str) -> None:
    found = search(index, words, {}, size=1)
    assert len(found.items) == min(1, found.total)


# Facets ---------------------------------------------------------------------------------------------------


def test_a_region_holds_what_its_countries_hold(index: Index) -> None:
    counts = search(index, "", {}).counts["area"]
    assert counts["404"] == search(index, "", {"area": ["404"]}).total
    assert counts["002"] >= counts["404"]
    assert {one.rpartition(" ")[2] for one in said(search(index, "", {"area": ["002"]}))} >= {"404"}


@pytest.mark.parametrize("facet", ["area", "topic", "keyword", "target", "document", "state", "year"])
def test_a_count_is_how_many_statements_are_left(index: Index, facet: str) -> None:
    chosen = {"keyword": ["programme/harbour-watch-programme"]}
    counts = search(index, "", chosen).counts[facet]
    left = {value: search(index, "", _with(chosen, facet, value), size=0).total for value in counts}
    assert counts
    assert counts == left


def _with(chosen: Mapping[str, Sequence[str]], facet: str, value: str) -> dict[str, Sequence[str]]:
    return {**chosen, facet: [*chosen.get(facet, ()), value]}


def test_facets_and_words_narrow_together(index: Index) -> None:
    assert search(index, "harbour", {"area": ["404"], "target": ["16.4"]}).total == 1
    assert search(index, "harbour", {"area": ["170"]}).total == 0


def test_values_of_one_facet_narrow_too(index: Index) -> None:
    assert said(search(index, "", {"area": ["002", "404"]})) == said(search(index, "", {"area": ["404"]}))


def test_passages_keep_to_the_facets(index: Index) -> None:
    assert search(index, "Kenya", {}).passages_total == 2
    assert search(index, "Kenya", {"target": ["16.4"]}).passages_total == 1


@pytest.mark.parametrize(
    ("facet", "value"), [("area", "999"), ("year", "x' OR '1'='1"), ("state", ""), ("colour", "red")]
)
def test_a_value_that_nothing_has_finds_nothing_and_an_unknown_facet_asks_nothing(
    index: Index, facet: str, value: str
) -> None:
    assert search(index, "", {facet: [value]}).total == (
        search(index, "", {}).total if facet == "colour" else 0
    )


def test_where_nothing_is_found_it_is_said_what_less_would_find(index: Index) -> None:
    assert {name: count for name, _, count in nearest(index, "lantern", {"area": ["404"]})} == {
        "area": search(index, "lantern", {}).total,
        "words": search(index, "", {"area": ["404"]}).total,
    }


def test_counts_with_a_choice_are_those_of_the_graph(home: Settings, index: Index) -> None:
    reader = store.open_reader(home.store)
    found = reader.store.query(
        """
        SELECT ?value (COUNT(DISTINCT ?statement) AS ?n) WHERE {
          GRAPH ?why {
            ?statement rdf:subject ?subject ; rdf:object ?object ; mg:reviewStatus ?state ; mg:evidence ?passage .
            OPTIONAL { ?passage dcterms:spatial ?place }
          }
          FILTER(?state != mg:rejected)
          FILTER EXISTS { ?narrow skos:broader* <http://metadata.un.org/sdg/codes/geoArea/002>
            FILTER(?narrow IN (?subject, ?object, ?place)) }
          VALUES ?type { sdgo:Goal sdgo:Target sdgo:Indicator }
          ?object skos:broader* ?value . ?value a ?type .
        } GROUP BY ?value
        """,
        prefixes=Base(reader.base).prefixes,
    )
    assert isinstance(found, ox.QuerySolutions)
    live = {_last(row["value"].value): int(row["n"].value) for row in found}
    assert live
    assert search(index, "", {"area": ["002"]}).counts["target"] == live


# Pages ----------------------------------------------------------------------------------------------------


# Statements that only software suggests ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def unsure(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The same graph, in which what is said of Colombia is only suggested."""
    graph = store.open_reader(home.store).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    (said_so,) = [
        line.split()[0]
        for line in graph.splitlines()
        if b"ns#predicate>" not in line and b"#object> <" + f"{_PLACES}170>".encode() in line
    ]
    accepted = (
        said_so
        + b" <https://w3id.org/mandategraph/ns#reviewStatus> <https://w3id.org/mandategraph/ns#accepted>"
    )
    candidate = accepted.replace(b"ns#accepted", b"ns#candidate")
    assert graph.count(accepted) == 1
    folder = tmp_path_factory.mktemp("unsure")
    store.publish(
        folder, "one", graph.replace(accepted, candidate), {"base": "https://w3id.org/mandategraph/"}
    )
    return opened(store.open_reader(folder))


def test_what_is_only_suggested_is_left_out_and_counted(unsure: Index) -> None:
    hits = search(unsure, "", {}, suggested=False)
    assert (hits.total, hits.suggested, len(hits.items)) == (12, 1, 12)
    assert hits.counts["state"] == {"accepted": 12}
    assert hits.counts["area"]["170"] == 1
    assert {item.status for item in hits.items} == {"accepted"}


def test_what_is_suggested_is_told_where_it_is_asked_for(unsure: Index) -> None:
    everything = search(unsure, "", {})
    assert (everything.total, everything.suggested) == (13, 0)
    assert everything.counts["area"]["170"] == 2
    chosen = search(unsure, "", {"state": ["candidate"]}, suggested=False)
    assert [item.object for item in chosen.items] == [f"{_PLACES}170"]


@pytest.mark.parametrize(("inferred", "total"), [(None, 13), (False, 13), (True, 0)])
def test_links_that_were_inferred_are_told_apart(index: Index, inferred: bool | None, total: int) -> None:
    hits = search(index, "", {}, inferred=inferred)
    assert (hits.total, len(hits.items)) == (total, total)


def test_facets_and_words_leave_out_what_is_suggested_too(unsure: Index) -> None:
    hits = search(unsure, "lantern", {"area": ["170"]}, suggested=False)
    assert (hits.total, hits.suggested, len(hits.items)) == (1, 1, 1)
    assert ("words", None, 1) in nearest(unsure, "lantern", {"area": ["170"]}, suggested=False)
    assert ("words", None, 2) in nearest(unsure, "lantern", {"area": ["170"]})


def test_pages_put_together_are_the_whole(index: Index) -> None:
    whole = search(index, "harbour", {}, size=100)
    parts = [search(index, "harbour", {}, page=page, size=3) for page in (1, 2, 3, 4, 5, 6)]
    assert [item for part in parts for item in part.items] == [*whole.items][:18]
    assert {part.total for part in parts} == {whole.total}


@pytest.mark.parametrize("page", [0, -3])
def test_a_page_before_the_first_is_the_first(index: Index, page: int) -> None:
    assert search(index, "", {}, page=page).items == search(index, "", {}).items


def test_a_page_behind_the_last_is_empty(index: Index) -> None:
    assert search(index, "", {}, page=10_000).items == ()


def test_statements_of_a_document_are_in_the_order_of_its_text(home: Settings, index: Index) -> None:
    base = Base(store.open_reader(home.store).base)
    found = items_of(index, base.id("doc/SAMPLE_2026_8").value)
    assert found
    assert [item.begin for item in found] == sorted(item.begin for item in found)
    assert {item.document for item in found} == {base.id("doc/SAMPLE_2026_8").value}


def test_things_of_a_kind_come_in_pages_by_name(index: Index) -> None:
    first = things(index, "place", "fr", size=5)
    after = things(index, "place", "fr", after=first[-1], size=5)
    assert [*first, *after] == [*things(index, "place", "fr", size=10)]
    assert [name for name, _ in first] == sorted(name for name, _ in first)


# Marks ----------------------------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_marked_words_put_together_are_the_text(text: str) -> None:
    told = marked(text, None)
    assert "".join(part for part, _ in told.parts) == told.text


def test_a_long_sentence_is_cut_around_its_first_mark(index: Index) -> None:
    query = asked(index, "lantern")
    assert query is not None
    told = sentence("ship " * 200 + "lantern " + "boat " * 200, query)
    assert told.text.startswith("\u2026 ship")
    assert told.text.endswith("boat \u2026")
    assert "[lantern]" in shown(told)
    assert len(told.text) < 450


def test_markup_stays_text(index: Index) -> None:
    query = asked(index, "script")
    assert query is not None
    assert (
        shown(marked('<script>alert("x")</script>\u202e', query)) == '<[script]>alert("x")</[script]>\u202e'
    )


# The page of the documentation -----------------------------------------------------------------------------


def test_the_example_of_the_page_runs(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    example = page.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "mandategraph-store").symlink_to(home.store)
    monkeypatch.chdir(tmp_path)
    exec(example.replace("firearms", "harbour").replace("202", "404").replace("2018", "2025"), {})
    assert "[Harbour] Watch Programme" in capsys.readouterr().out


# A build without tables -----------------------------------------------------------------------------------


def test_a_build_without_tables_is_searched_too(tmp_path: Path) -> None:
    index = opened(store.open_reader(make_store(tmp_path / "store")))
    assert search(index, "rivers", {}).things[0].iri == f"{BASE}id/programme/rivers"
    assert search(index, "", {}).total == 0


def test_an_open_search_keeps_its_build_and_a_new_one_sees_the_new_build(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    one = opened(store.open_reader(make_store(folder, build="one")))
    two = opened(store.open_reader(make_store(folder, "", build="two")))
    assert search(one, "rivers", {}).things
    assert search(two, "rivers", {}).things == ()
