"""Tables beside the graph: they say what the graph says, whether they were made at once or went on from others."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline, tables
from kg.engines import Failed
from kg.iris import Base
from kg.pipeline.labour import Labour, spread
from kg.settings import Settings
from kg.store import Reader, open_reader
from kg.tables import schema, shards, writing
from kg.tables.facts import iri, key, paragraphs
from kg.tables.words import tokens, words

_NOW = "2026-01-01T00:00:00Z"
_SAID = """
  GRAPH ?why {
    ?statement rdf:subject ?subject ; rdf:object ?object ; mg:reviewStatus ?status ; mg:evidence ?passage .
    ?passage nif:referenceContext ?version
  }
  FILTER(?status != mg:rejected && isIRI(?object))
  ?document dcterms:hasVersion ?version .
"""
_SPOKEN = """
  GRAPH ?why {
    { ?statement rdf:subject ?thing } UNION { ?statement rdf:object ?thing }
    UNION { ?statement mg:evidence/dcterms:spatial ?thing } UNION { ?statement mg:evidence/dcterms:subject ?thing }
  }
"""
_VALUES = {
    "area": _SPOKEN + "?thing (skos:broader|dcterms:isPartOf)* ?value . ?value a dcterms:Location .",
    "target": _SPOKEN
    + "?thing (skos:broader|dcterms:isPartOf)* ?value . VALUES ?type { sdgo:Goal sdgo:Target "
    "sdgo:Indicator } ?value a ?type .",
    "topic": _SPOKEN + "?thing (skos:broader|dcterms:isPartOf)* ?value . ?value skos:inScheme ?list . "
    '?list mg:entityType "topic" .',
    "article": _SPOKEN + "?thing a mg:Provision ; (skos:broader|dcterms:isPartOf)* ?value .",
    "document": "BIND(?document AS ?value)",
}
_COUNTED = "SELECT ?value (COUNT(DISTINCT ?statement) AS ?n) WHERE { %s %s } GROUP BY ?value"


# Words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Les réseaux de l'Afrique", "les reseaux de l afrique"),
        ("seizures and a process", "seizure and a process"),
        ("money-laundering (2,322)", "money laundering 2 322"),
        ("\u0627\u0644\u0641\u0633\u0627\u062f", "\u0641\u0633\u0627\u062f"),
        ("\u0648\u0627\u0644\u0641\u064e\u0633\u0627\u062f", "\u0641\u0633\u0627\u062f"),
        ("\u0623\u0645\u0629", "\u0627\u0645\u0647"),
        ("\u0401\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430"),
        ("\u8150\u8d25\u95ee\u9898", "\u8150\u8d25 \u8d25\u95ee \u95ee\u9898 \u9898"),
        ("UNODC\u8150\u8d25", "unodc \u8150\u8d25 \u8d25"),
        ("\uff35\uff2e 16.4", "un 16 4"),
        ("", ""),
        ("\u0640 \u0301 _", ""),
    ],
)
def test_words_are_compared_without_what_spelling_changes(text: str, folded: str) -> None:
    assert words(text) == folded


@given(st.text(max_size=60))
def test_words_with_places_are_the_same_words(text: str) -> None:
    assert " ".join(word for word, _, _ in tokens(text)) == words(text)


@given(st.text(max_size=60))
def test_places_of_words_are_in_order_and_inside_the_text(text: str) -> None:
    places = [(begin, end) for _, begin, end in tokens(text)]
    assert places == sorted(places)
    assert all(0 <= begin < end <= len(text) for begin, end in places)


@given(st.text(max_size=60))
def test_words_hold_nothing_that_a_query_language_could_take_for_its_own(text: str) -> None:
    assert all(word.isalnum() for word, _, _ in tokens(text))


def test_paragraphs_end_at_blank_lines() -> None:
    text = "One\nstill one.\n\n  \nTwo.\n"
    assert [text[begin:end] for begin, end in paragraphs(text)] == ["One\nstill one.", "Two.\n"]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = "Twelve signs. " * 100
    assert {text[begin:end].rstrip()[-1] for begin, end in paragraphs(text)} == {"."}
    assert max(end - begin for begin, end in paragraphs(text)) < 1300


@pytest.mark.parametrize(
    ("facet", "address", "value"),
    [
        ("area", "http://metadata.un.org/sdg/codes/geoArea/170", "170"),
        ("target", "http://metadata.un.org/sdg/16.4", "16.4"),
        ("area", "https://w3id.org/mandategraph/id/place/sahel", "place/sahel"),
        ("document", "https://w3id.org/mandategraph/id/doc/A_RES_1_2", "A_RES_1_2"),
        ("article", "https://w3id.org/mandategraph/id/doc/A_RES_1_2", "doc/A_RES_1_2"),
        ("topic", "https://example.org/other/topic", "https://example.org/other/topic"),
    ],
)
def test_the_value_of_a_facet_leads_back_to_its_thing(facet: str, address: str, value: str) -> None:
    assert key(facet, address, Base()) == value
    assert iri(facet, value, Base()) == address


@pytest.mark.parametrize(("facet", "value"), [("year", "2021"), ("topic", "nothing"), ("document", "")])
def test_what_names_nothing_has_no_address(facet: str, value: str) -> None:
    assert iri(facet, value, Base()) is None


# Files ----------------------------------------------------------------------------------------------------


@given(st.sets(st.text(min_size=1, max_size=8), max_size=60), st.integers(1, 8))
def test_every_name_is_in_one_file_which_its_digits_tell(names: set[str], most: int) -> None:
    found = shards.split(names, most)
    assert sorted(name for held in found.values() for name in held) == sorted(names)
    assert all(len(held) <= most for held in found.values())
    assert all(shards.home(name, found) == start for start, held in found.items() for name in held)


# What the graph says --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader(sample_store: Path) -> Reader:
    return open_reader(sample_store)


def counted(reader: Reader, facet: str) -> dict[str, int]:
    """How many statements stand under each value, by the tables."""
    _, texts = tables.opened(reader.path.parent) or ((), ())
    query = "SELECT key, total FROM value WHERE facet = ?"
    return {key: total for rows in texts for key, total in rows.execute(query, (facet,))}


def asked(reader: Reader, pattern: str) -> dict[str, int]:
    """How many statements stand under each value, by the graph."""
    found = reader.store.query(_COUNTED % (_SAID, pattern), prefixes=Base(reader.base).prefixes)
    assert isinstance(found, ox.QuerySolutions)
    return {row["value"].value: int(row["n"].value) for row in found}


@pytest.mark.slow
@pytest.mark.parametrize("facet", ["area", "target", "topic", "article", "document"])
def test_counts_of_a_facet_are_those_of_the_graph(reader: Reader, facet: str) -> None:
    live = asked(reader, _VALUES[facet])
    assert live
    assert counted(reader, facet) == {key(facet, one, Base(reader.base)): n for one, n in live.items()}


def test_counts_by_year_are_those_of_the_graph(reader: Reader) -> None:
    pattern = (
        "OPTIONAL { ?document dcterms:temporal ?about } OPTIONAL { ?document dcterms:issued ?day } "
        "BIND(SUBSTR(STR(COALESCE(?about, ?day)), 1, 4) AS ?value) FILTER(BOUND(?value))"
    )
    assert counted(reader, "year") == asked(reader, pattern)


def test_counts_by_state_are_those_of_the_graph(reader: Reader) -> None:
    live = asked(reader, "BIND(?status AS ?value)")
    assert counted(reader, "state") == {value.rpartition("#")[2]: n for value, n in live.items()}


# Going on -------------------------------------------------------------------------------------------------

_HEAD = "United Nations SAMPLE/2026/{}\n\nReport of the Secretariat\n\n"
_A = _HEAD.format(1) + "The Harbour Watch Programme contributes to target 16.4 and is active in Kenya.\n"
_A2 = _HEAD.format(1) + "The Harbour Watch Programme contributes to target 5.2 and is active in Peru.\n"
_B = _HEAD.format(2) + "The Global Harbour Watch Programme (Harbour Watch Programme) supports Goal 16.\n"
_C = _HEAD.format(3) + "UNODC supports target 15.7. See resolution 78/226 of the General Assembly.\n"


def built(home: Path, documents: Mapping[str, str], jobs: int = 1) -> Settings:
    """A store of these texts, gone on from what was in `home`."""
    settings = Settings(store=home / "store", decisions=home / "decisions")
    shutil.rmtree(home / "in", ignore_errors=True)
    (home / "in").mkdir(parents=True)
    written = [(home / "in" / f"{name}.txt").write_text(text) for name, text in documents.items()]
    assert len(written) == len(documents)
    pipeline.build([home / "in"], settings, now=_NOW, prune=True, jobs=jobs)
    return settings


def rows_of(settings: Settings) -> Iterator[tuple[object, ...]]:
    """All that the tables say, without the numbers of rows."""
    homes, texts = tables.opened((settings.store / "current").resolve()) or ((), ())
    named = "SELECT iri, kind, above, text, language, rank, folded FROM thing JOIN name ON thing = thing.id"
    said = (
        "SELECT graph, document, sha256, language, years, lost, i.begin, i.end, s.iri, a.iri, p.iri, o.iri, status, "
        "facet, key, total FROM item i JOIN version ON version.id = i.version JOIN term s ON s.id = statement "
        "JOIN term a ON a.id = subject JOIN term p ON p.id = predicate JOIN term o ON o.id = object "
        "JOIN item_value v ON v.item = i.id JOIN value ON value.id = v.value"
    )
    about = "SELECT graph, iri, said, count(*) FROM item_term JOIN term ON term.id = term JOIN item ON item.id = item "
    about += "JOIN version ON version.id = version GROUP BY graph, iri, said"
    place = "SELECT graph, begin, end, paragraph FROM passage JOIN version ON version.id = version"
    yield from sorted((row for rows in homes for row in rows.execute(named)), key=repr)
    yield from sorted(spoken(settings), key=repr)
    found = [row for query in (said, about, place) for rows in texts for row in rows.execute(query)]
    yield from sorted(found, key=repr)


def spoken(settings: Settings) -> Iterator[tuple[object, ...]]:
    """All that the files of what texts say hold, without the numbers of texts and versions."""
    from_text = "JOIN text ON text.id = t.text JOIN version ON version.id = place"
    for path in _files(settings, "said"):
        rows = schema.opened(path)
        for table, columns in (
            (
                "statement",
                "statement, subject, predicate, object, thing, state, confidence, paragraphs, heading",
            ),
            (
                "figure",
                "figure, subject, kinds, value, unit, bound, verbatim, deeds, periods, state, confidence",
            ),
        ):
            query = f"SELECT graph, document, version, passage, begin, end, last, {columns} FROM {table} t {from_text}"
            yield from rows.execute(query)
        yield from rows.execute(f"SELECT graph, document, version, thing FROM mention t {from_text}")
        yield from rows.execute(
            "SELECT graph, passage, term, thing FROM about t JOIN text ON text.id = t.text"
        )
        rows.close()


def holding(settings: Settings, word: str) -> list[str]:
    """The texts, by document, of which a paragraph holds the word."""
    _, texts = tables.opened((settings.store / "current").resolve()) or ((), ())
    query = (
        "SELECT DISTINCT document FROM words JOIN passage ON passage.id = words.rowid "
        "JOIN version ON version.id = version WHERE words MATCH ? AND paragraph"
    )
    return sorted(row[0].rpartition("/")[2] for rows in texts for row in rows.execute(query, (word,)))


def kept_words(settings: Settings) -> dict[str, int]:
    """In how many places each word is found, whoever asks for those places."""
    _, (rows, *others) = tables.opened((settings.store / "current").resolve()) or ((), ())
    assert not others
    rows.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)")
    return dict(rows.execute("SELECT term, doc FROM temp.vocabulary"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"a": _A}, {"a": _A, "b": _B}, marks=pytest.mark.slow),
        pytest.param({"a": _A, "b": _B}, {"b": _B}, marks=pytest.mark.slow),
        ({"a": _A, "c": _C}, {"a": _A2, "c": _C}),
        pytest.param({"b": _B, "c": _C}, {"a": _A, "b": _B, "c": _C}, marks=pytest.mark.slow),
    ],
)
def test_tables_that_went_on_say_what_those_from_nothing_say(
    tmp_path: Path, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    built(tmp_path / "on", before)
    went_on = built(tmp_path / "on", after)
    anew = built(tmp_path / "anew", after)
    assert [*rows_of(went_on)] == [*rows_of(anew)]
    assert kept_words(went_on) == kept_words(anew)


def test_words_of_an_earlier_text_are_forgotten(tmp_path: Path) -> None:
    settings = built(tmp_path, {"a": _A, "c": _C})
    assert holding(settings, "kenya") == ["SAMPLE_2026_1"]
    built(tmp_path, {"a": _A2, "c": _C})
    assert holding(settings, "kenya") == []
    assert holding(settings, "peru") == ["SAMPLE_2026_1"]


@pytest.mark.parametrize("kind", ["texts", "said"])
def test_files_without_change_are_shared_with_the_build_before(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST_TEXTS", 1)
    monkeypatch.setattr(writing, "_MOST_SAID", 1)
    settings = built(tmp_path, {"a": _A, "c": _C})
    before = {path.name: path.stat().st_ino for path in _files(settings, kind)}
    built(tmp_path, {"a": _A, "c": _C, "b": _B})
    after = {path.name: path.stat().st_ino for path in _files(settings, kind)}
    assert len(after) >= 3
    assert {*before.items()} & {*after.items()}


@pytest.mark.slow
def test_tables_of_many_files_say_what_those_of_one_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = built(tmp_path / "one", {"a": _A, "b": _B, "c": _C})
    monkeypatch.setattr(writing, "_MOST_TEXTS", 1)
    monkeypatch.setattr(writing, "_MOST_SAID", 1)
    monkeypatch.setattr(writing, "_MOST_NAMES", 50)
    many = built(tmp_path / "many", {"a": _A, "b": _B, "c": _C})
    assert len(_files(many, "names")) > 20
    assert {row[:9] for row in rows_of(many)} == {row[:9] for row in rows_of(one)}


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    one = built(tmp_path / "one", {"a": _A, "b": _B})
    other = built(tmp_path / "other", {"a": _A, "b": _B})
    assert [path.read_bytes() for path in _files(one, "")] == [
        path.read_bytes() for path in _files(other, "")
    ]


@pytest.mark.slow
def test_two_processes_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_MOST_TEXTS", 1)
    monkeypatch.setattr(writing, "_MOST_SAID", 1)
    one = built(tmp_path / "one", {"a": _A, "b": _B, "c": _C})
    two = built(tmp_path / "two", {"a": _A, "b": _B, "c": _C}, jobs=2)
    assert len(_files(two, "said")) > 1
    assert {path.name: path.read_bytes() for path in _files(one, "")} == {
        path.name: path.read_bytes() for path in _files(two, "")
    }


def test_files_that_a_dead_process_began_are_written_whole(tmp_path: Path) -> None:
    settings = built(tmp_path, {"a": _A, "b": _B})
    before = [*rows_of(settings)]

    def share(work: Callable[[tables.Part], None], parts: Iterable[tables.Part]) -> None:
        for part in parts:
            (folder / "tables" / shards.file("said", part.said)).write_bytes(b"no database")
            work(part)

    folder = (settings.store / "current").resolve()
    tables.write(settings.store, folder, Base().iri, None, share)
    assert [*rows_of(settings)] == before


def test_work_that_fails_elsewhere_is_done_here() -> None:
    def labour(_: object, things: Iterable[str], __: object) -> Iterator[Failed[str] | None]:
        return (Failed(thing=one, what="it died", remedy="") if one == "b" else None for one in things)

    done: list[str] = []
    spread(cast(Labour, labour), done.append, ["a", "b", "c"])
    assert done == ["b"]


@pytest.mark.parametrize("kind", ["names", pytest.param("said", marks=pytest.mark.slow)])
def test_damaged_tables_are_made_anew(kind: str, tmp_path: Path) -> None:
    settings = built(tmp_path / "on", {"a": _A})
    damaged = [path.write_bytes(b"no database") for path in _files(settings, kind)]
    assert damaged
    went_on = built(tmp_path / "on", {"a": _A, "b": _B})
    assert [*rows_of(went_on)] == [*rows_of(built(tmp_path / "anew", {"a": _A, "b": _B}))]


@pytest.mark.slow
def test_tables_of_another_make_are_made_anew(tmp_path: Path) -> None:
    settings = built(tmp_path / "on", {"a": _A})
    about = (settings.store / "current").resolve() / "tables" / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"format": 0}))
    assert tables.opened(about.parent.parent) is None
    went_on = built(tmp_path / "on", {"a": _A, "b": _B})
    assert [*rows_of(went_on)] == [*rows_of(built(tmp_path / "anew", {"a": _A, "b": _B}))]


@pytest.mark.slow
def test_tables_without_what_texts_say_get_it_with_the_next_change(tmp_path: Path) -> None:
    settings = built(tmp_path / "on", {"a": _A})
    about = (settings.store / "current").resolve() / "tables" / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"saying": 0}))
    assert writing.said_files(about.parent) is None
    went_on = built(tmp_path / "on", {"a": _A, "b": _B})
    assert [*rows_of(went_on)] == [*rows_of(built(tmp_path / "anew", {"a": _A, "b": _B}))]


def test_a_build_without_tables_opens_as_one_without(tmp_path: Path) -> None:
    assert tables.opened(tmp_path) is None


@pytest.mark.slow
def test_a_lost_text_keeps_its_statements(tmp_path: Path) -> None:
    settings = built(tmp_path, {"a": _A})
    reader = open_reader(settings.store)
    shutil.rmtree(settings.store / "texts")
    _, (texts,) = tables.in_memory(reader.store, reader.base, reader.text)
    assert texts.execute("SELECT lost FROM version").fetchall() == [(1,)]
    assert texts.execute("SELECT count(*) FROM item").fetchone()[0] > 0


def test_tables_cannot_be_changed_by_who_reads_them(sample_store: Path) -> None:
    homes, _ = tables.opened((sample_store / "current").resolve()) or ((), ())
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        homes[0].execute("DELETE FROM thing")


def _files(settings: Settings, kind: str) -> list[Path]:
    return sorted((settings.store / "current" / "tables").glob(f"{kind}*"))


def test_every_schema_is_read_by_this_sqlite() -> None:
    assert schema.created(":memory:", schema.NAMES)
    assert schema.created(":memory:", schema.TEXTS)
    assert schema.created(":memory:", schema.SAID)
