"""What an export reads again, what it reuses, and which words it leaves at home."""

import errno
import fcntl
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import dumps as benchmark
from kg import store
from kg.errors import ConfigError, LimitError
from kg.store import Reader, open_reader
from publish import fragments, sorting
from publish.dumps import export
from publish.fragments import gathered
from tests.publish.conftest import BASE

GRAPH = f"{BASE}graph"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
RIVERS = f"<{BASE}id/programme/rivers> <{BASE}ns#contributesTo> <http://metadata.un.org/sdg/16.4> .\n"
LAKES = f"<{BASE}id/programme/lakes> <{BASE}ns#contributesTo> <http://metadata.un.org/sdg/16.4> .\n"
DATASET = f'<{BASE}id/dataset> <http://purl.org/dc/terms/title> "MandateGraph"@en .\n'
DATASET_FR = f'<{BASE}id/dataset> <http://purl.org/dc/terms/title> "MandateGraph"@fr .\n'
SEAS = f"<{BASE}id/programme/seas> <{BASE}ns#contributesTo> <http://metadata.un.org/sdg/14> .\n"
GOAL = "<http://metadata.un.org/sdg/16>"
OURS = f'{GOAL} <{LABEL}> "Peace, in short"@en .\n'
OURS_FR = f'{GOAL} <{LABEL}> "La paix"@fr .\n'
SHORT = f'{GOAL} <{BASE}ns#shortLabel> "Peace, in short"@en .\n'
OFFICIAL = f'{GOAL} <{LABEL}> "Official words"@en .\n'
DEFINED = f'{GOAL} <http://www.w3.org/2004/02/skos/core#definition> "More official words" .\n'
NOTATION = f'{GOAL} <http://www.w3.org/2004/02/skos/core#notation> "16" .\n'
BROADER = f"{GOAL} <http://www.w3.org/2004/02/skos/core#broader> <http://metadata.un.org/sdg> .\n"
MARKUP = f'{GOAL} <http://e/note> "<b>x</b>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> .\n'
TYPED = f'{GOAL} <http://e/year> "2015"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
ONE = {
    "": RIVERS + LAKES,
    f"{GRAPH}/doc/a/1": RIVERS,
    f"{GRAPH}/doc/b/1": RIVERS + LAKES,
    f"{GRAPH}/meta": DATASET,
    f"{GRAPH}/prov/a/1": DATASET,
}
TWO = ONE | {"": RIVERS, f"{GRAPH}/doc/b/1": RIVERS}
WORDS = {
    f"{GRAPH}/vocab/official": BROADER + DEFINED + MARKUP + NOTATION + OFFICIAL + TYPED,
    f"{GRAPH}/vocab/sdg": OURS + OURS_FR + SHORT,
    "": BROADER + DEFINED + MARKUP + NOTATION + OFFICIAL + OURS_FR + SHORT + TYPED,
}


def published(root: Path, graphs: Mapping[str, str]) -> Reader:
    """A live build of these N-Triples by graph, with a hash for each graph beside it."""
    benchmark.published(root, {name: set(text.splitlines(True)) for name, text in graphs.items()}, "b", BASE)
    return open_reader(root)


def add_vocabulary(root: Path, licence: str | None) -> None:
    store.keep_vocabulary(root, "official", b"", {"name": "official", "licence": licence})


def read(reader: Reader) -> tuple[str, ...]:
    with gathered(reader) as found:
        return found.read


def default(reader: Reader, *with_vocab: str) -> list[str]:
    with gathered(reader, with_vocab) as found:
        return found.default.read_text().splitlines(keepends=True)


def named(reader: Reader, name: str) -> list[str]:
    with gathered(reader) as found:
        return dict(found.graphs)[name].read_text().splitlines(keepends=True)


def merging(*_: object) -> None:
    """Stands where an export must not go."""
    raise AssertionError


def test_the_first_export_reads_each_named_graph_once_and_merges_the_default_one(tmp_path: Path) -> None:
    assert read(published(tmp_path, ONE)) == (
        f"{GRAPH}/doc/a/1",
        f"{GRAPH}/doc/b/1",
        f"{GRAPH}/meta",
        f"{GRAPH}/prov/a/1",
    )


def test_a_second_export_reads_nothing(tmp_path: Path) -> None:
    read(published(tmp_path, ONE))
    assert read(open_reader(tmp_path)) == ()


def test_a_changed_document_is_all_that_is_read_again(tmp_path: Path) -> None:
    read(published(tmp_path, ONE))
    reader = published(tmp_path, TWO)
    assert read(reader) == (f"{GRAPH}/doc/b/1",)
    assert default(reader) == [RIVERS]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        pytest.param(TWO, [RIVERS], id="a line that one document told"),
        pytest.param(
            ONE | {f"{GRAPH}/doc/b/1": LAKES}, [LAKES, RIVERS], id="a line that another tells still"
        ),
        pytest.param(
            {"": LAKES, f"{GRAPH}/doc/b/2": LAKES, f"{GRAPH}/meta": ""}, [LAKES], id="a document withdrawn"
        ),
        pytest.param(
            ONE | {"": LAKES + RIVERS + SEAS, f"{GRAPH}/doc/c/1": LAKES + SEAS},
            [LAKES, RIVERS, SEAS],
            id="a document more",
        ),
        pytest.param(
            ONE | {f"{GRAPH}/meta": DATASET + DATASET_FR}, [LAKES, RIVERS], id="of the build itself"
        ),
        pytest.param(ONE | {f"{GRAPH}/prov/a/1": SEAS}, [LAKES, RIVERS], id="provenance"),
        pytest.param({"": "", f"{GRAPH}/meta": DATASET}, [], id="everything"),
    ],
)
def test_a_change_is_put_right_in_the_last_default_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: dict[str, str], expected: list[str]
) -> None:
    read(published(tmp_path, ONE))
    monkeypatch.setattr(fragments, "_feeding", merging)
    reader = published(tmp_path, then)
    assert default(reader) == expected
    assert "" not in read(reader)


def test_where_more_changes_the_graphs_are_merged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(published(tmp_path, ONE))
    monkeypatch.setattr(fragments, "_TOUCHED", len(LAKES) - 1)
    monkeypatch.setattr(sorting, "write_changed", merging)
    reader = published(tmp_path, TWO)
    assert default(reader) == [RIVERS]
    assert "" not in read(reader)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"": "0123"}'])
def test_without_the_last_hashes_the_graphs_are_merged_again(tmp_path: Path, damage: str) -> None:
    read(published(tmp_path, ONE))
    (tmp_path / "cache" / "dumps" / "last.json").write_text(damage)
    reader = published(tmp_path, TWO)
    assert default(reader) == [RIVERS]
    assert "" not in read(reader)


@pytest.mark.parametrize("damage", ["", "<http://e/half> <http", "half\n"])
def test_half_a_file_in_the_cache_does_not_stop_an_export(tmp_path: Path, damage: str) -> None:
    reader = published(tmp_path, ONE)
    with gathered(reader) as found:
        dict(found.graphs)[f"{GRAPH}/doc/b/1"].write_text(damage)
    assert default(published(tmp_path, TWO)) == [RIVERS]


def test_half_a_default_graph_in_the_cache_is_not_built_upon(tmp_path: Path) -> None:
    reader = published(tmp_path, ONE)
    with gathered(reader) as found:
        found.default.write_text("")
    assert default(published(tmp_path, TWO)) == [RIVERS]


def test_a_label_of_ours_comes_back_when_the_official_one_is_taken_out(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence="https://creativecommons.org/licenses/by/4.0/")
    read(published(tmp_path, WORDS))
    store.drop_vocabulary(tmp_path, "official")
    reader = published(tmp_path, {"": OURS + OURS_FR + SHORT, f"{GRAPH}/vocab/sdg": OURS + OURS_FR + SHORT})
    assert default(reader) == [OURS_FR, OURS, SHORT]
    assert "" not in read(reader)


def test_a_triple_of_two_documents_stands_once_in_the_default_graph(tmp_path: Path) -> None:
    assert default(published(tmp_path, ONE)) == [LAKES, RIVERS]


def test_a_default_graph_that_is_no_merger_is_read_as_it_is(tmp_path: Path) -> None:
    reader = published(tmp_path, ONE | {"": RIVERS})
    assert read(reader)[-1] == ""
    assert default(reader) == [RIVERS]


@pytest.mark.parametrize("damage", ["", "{", "[]"])
def test_hashes_that_cannot_be_read_make_every_graph_be_read(tmp_path: Path, damage: str) -> None:
    reader = published(tmp_path, ONE)
    read(reader)
    (reader.path.parent / "graphs.json").write_text(damage)
    assert len(read(reader)) == 5
    assert default(reader) == [LAKES, RIVERS]


def test_what_left_the_build_leaves_the_cache(tmp_path: Path) -> None:
    read(published(tmp_path, ONE))
    read(published(tmp_path, {"": "", f"{GRAPH}/meta": DATASET}))
    assert len(list((tmp_path / "cache" / "dumps").iterdir())) == 4  # two graphs, their hashes and the lock


def test_what_a_killed_export_left_is_cleared_away(tmp_path: Path) -> None:
    reader = published(tmp_path, ONE)
    (tmp_path / "cache" / "dumps" / "passing").mkdir(parents=True)
    (tmp_path / "cache" / "dumps" / "passing" / "lines").write_text("half")
    assert default(reader) == [LAKES, RIVERS]
    assert not (tmp_path / "cache" / "dumps" / "passing").exists()


def test_a_store_that_may_not_be_written_is_exported_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = published(tmp_path, ONE)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert default(reader) == [LAKES, RIVERS]
    assert list((tmp_path / "cache" / "dumps").glob("*.nt")) == []


def test_a_fault_of_the_disk_under_the_cache_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = published(tmp_path, ONE)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fcntl, "flock", full)
    with pytest.raises(LimitError, match="the disk is full, nothing was exported"):
        export(reader, tmp_path / "dump")


def test_words_without_a_licence_stay_and_what_is_no_wording_goes(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence=None)
    reader = published(tmp_path, WORDS)
    assert named(reader, f"{GRAPH}/vocab/official") == [TYPED, BROADER, NOTATION]


def test_our_short_label_stands_in_for_a_label_that_stays(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence=None)
    assert default(published(tmp_path, WORDS)) == [TYPED, BROADER, NOTATION, OURS_FR, OURS, SHORT]


def test_a_vocabulary_that_was_asked_for_is_whole(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence=None)
    found = default(published(tmp_path, WORDS), "official")
    assert found == sorted(WORDS[""].splitlines(keepends=True))


def test_a_vocabulary_under_a_licence_is_whole(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence="https://creativecommons.org/licenses/by/4.0/")
    assert OFFICIAL in default(published(tmp_path, WORDS))


def test_words_that_a_document_has_too_are_not_taken_from_it(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence=None)
    reader = published(tmp_path, WORDS | {f"{GRAPH}/doc/a/1": OFFICIAL})
    assert OFFICIAL in default(reader)
    assert OURS not in default(reader)


def test_a_label_of_ours_that_gave_way_is_merged_without_the_database(tmp_path: Path) -> None:
    add_vocabulary(tmp_path, licence=None)
    assert "" not in read(published(tmp_path, WORDS))


def test_a_vocabulary_that_was_never_added_cannot_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no vocabulary other was added"):
        default(published(tmp_path, WORDS), "other")


def test_the_benchmark_reuses_what_did_not_change(tmp_path: Path) -> None:
    graphs = benchmark.synthetic(2000, proven=True)
    benchmark.published(tmp_path, graphs, "one")
    first = benchmark.export(tmp_path)
    benchmark.published(tmp_path, benchmark.changed(graphs, 1), "two")
    again = benchmark.export(tmp_path)
    assert (first["read"], again["read"], again["graphs"]) == (len(graphs) - 1, 1, len(graphs))
