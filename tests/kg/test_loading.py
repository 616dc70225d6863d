"""A database loaded while its lines are made, the lines themselves, and what travels to workers that see no store."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from kg import graph, store
from kg.errors import ConfigError
from kg.pipeline.labour import _carried, _Parcel, _software
from kg.store.loading import Loading

THING, SAYS = NamedNode("https://example.org/thing"), NamedNode("https://example.org/says")
LINE = b'<https://example.org/thing> <https://example.org/says> "words" .\n'


def test_what_is_written_in_parts_is_loaded_whole(tmp_path: Path) -> None:
    loading = Loading(tmp_path / "graph")
    loading.write(LINE[:10])
    loading.write(LINE[10:])
    loading.close()
    assert [quad.object for quad in Store.read_only(str(tmp_path / "graph"))] == [Literal("words")]


def test_a_fault_of_the_engine_is_raised_where_the_lines_come_from(tmp_path: Path) -> None:
    loading = Loading(tmp_path / "graph")
    with pytest.raises(SyntaxError):
        loading.write(b"no triple at all\n" * 2**17)


def test_a_load_that_nobody_wants_any_more_ends(tmp_path: Path) -> None:
    loading = Loading(tmp_path / "graph")
    loading.write(LINE)
    loading.abandon()
    loading.abandon()
    assert (tmp_path / "graph" / "LOCK").exists()


@given(words=st.text(), language=st.sampled_from(["en", "zh-Hant"]))
def test_a_line_is_what_the_engine_would_write(words: str, language: str) -> None:
    said = [Literal(words), Literal(words, language=language), Literal(words, datatype=SAYS)]
    expected = serialize([Triple(THING, SAYS, one) for one in said], format=RdfFormat.N_TRIPLES) or b""
    assert b"".join(graph.lines([(THING, SAYS, one) for one in said])) == expected
    assert b"".join(graph.lines([Triple(THING, SAYS, one) for one in said])) == expected


# Parcels --------------------------------------------------------------------------------------------------


def test_a_parcel_holds_the_files_that_are_there(tmp_path: Path) -> None:
    store.save_text(tmp_path, "ab", "words")
    names = [store.text_name("ab"), store.layout_name("ab"), store.cache_name("extractions", "ab")]
    assert store.packed(tmp_path, names) == {"texts/ab.txt": b"words"}


def test_what_the_work_adds_to_the_cache_comes_back(tmp_path: Path) -> None:
    store.unpacked(tmp_path, {"cache/extractions/ab.json": b"1"})
    store.keep(tmp_path, "extractions", "cd", 2)
    assert store.added(tmp_path, {"cache/extractions/ab.json": b"1"}) == {"cache/extractions/cd.json": b"2"}


@pytest.mark.parametrize(
    "name", ["../out.json", "/tmp/out.json", "cache/../../out.json", "texts/ab.txt", "cache/x/ab.json/../c"]
)
def test_a_worker_adds_nothing_but_results(name: str, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    store.keep_added(tmp_path / "store", {name: b"1", "cache/findings/ab.json": b"2"})
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["ab.json"]
    assert store.cached(tmp_path / "store", "findings", "ab") == 2


def test_a_worker_with_other_software_does_nothing() -> None:
    with pytest.raises(ConfigError, match="a worker runs other code or vocabularies"):
        _carried(_Parcel("a", {}), lambda thing, _: thing, "another version", {})


def test_a_worker_with_other_libraries_does_nothing() -> None:
    with pytest.raises(ConfigError, match="a worker has other versions of libraries than this machine"):
        _carried(_Parcel("a", {}), lambda thing, _: thing, _software(), {"finding": {"spacy": "0.1"}})
