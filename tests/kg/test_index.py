"""The index of names tells after any change what naming all documents at once would tell."""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly import Index, Text, things_of
from kg.decisions import Decisions
from kg.errors import LimitError, StoreError
from kg.types import Entity, EntityType, Extraction
from tests.kg.at_once import identify
from tests.kg.builders import BASE, LEXICON, entity, extraction

NAMES = ("Harbour Watch", "the harbour watch", "Harbour Watch Initiative", "HWI", "Harbour-Watch Plan", "HWP")
"""Names that meet in a fold, an acronym or a slug."""
FROZEN = Decisions(
    frozen={("programme", "hwi"): f"{BASE.iri}id/programme/harbour-watch"},
    merged={f"{BASE.iri}id/programme/hwp": f"{BASE.iri}id/programme/merged"},
)
Named = tuple[EntityType, str, tuple[str, ...]]
KINDS: list[EntityType] = ["programme", "organization", "document"]
entities = st.builds(
    lambda kind, name, aliases: (kind, name, tuple(sorted(aliases - {name}))),
    st.sampled_from(KINDS),
    st.sampled_from(NAMES),
    st.frozensets(st.sampled_from(NAMES), max_size=2),
)
folders = st.dictionaries(st.sampled_from("abcd"), st.lists(entities, max_size=3), max_size=4)
"""What some documents name, by text."""


def read(text: str, named: list[Named]) -> Extraction:
    found = [
        Entity(key=str(number), type=kind, name=name, aliases=aliases)
        for number, (kind, name, aliases) in enumerate(named)
    ]
    return extraction(text=f"{text} {named}", entities=tuple(found))


def record(found: Extraction) -> Text:
    digest = found.document.sha256
    return Text(sha256=digest, key=digest, document=digest, address=None, language="en", recency="")


def enter(index: Index, found: Extraction) -> Text:
    """The record of a text, which the index keeps."""
    index.keep_text(record(found), things_of(found, LEXICON, BASE))
    return record(found)


def iris(index: Index, found: Mapping[str, Extraction]) -> dict[tuple[str, str], str]:
    return {place: iri for version in found for place, iri in index.iris(version).items()}


@contextmanager
def opened(folder: Path, decided: Decisions) -> Iterator[Index]:
    with closing(Index(folder / "index.sqlite", decided, BASE)) as index, index.changing():
        yield index


@settings(max_examples=60, deadline=None)
@given(st.lists(folders, min_size=1, max_size=4), st.sampled_from([Decisions(), FROZEN]))
def test_names_after_any_changes_are_those_of_all_documents_at_once(
    states: list[dict[str, list[Named]]], decided: Decisions
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), decided) as index:
        held: dict[str, Extraction] = {}
        before: dict[tuple[str, str], str] = {}
        for state in states:
            wanted = {found.document.version: found for found in (read(*item) for item in state.items())}
            come = [enter(index, wanted[version]) for version in sorted(wanted.keys() - held.keys())]
            changed = index.shift(held.keys() - wanted.keys(), come)
            whole = identify(wanted.values(), LEXICON, decided, BASE)
            assert iris(index, wanted) == whole.iris
            assert index.replaced() == whole.replaced
            renamed = {place[0] for place, iri in whole.iris.items() if before.get(place) != iri}
            assert renamed <= changed <= wanted.keys()
            held, before = wanted, dict(whole.iris)


def test_a_document_that_changes_nothing_for_others_is_all_that_changed(tmp_path: Path) -> None:
    here = extraction(text="a", entities=(entity("w", "programme", "Harbour Watch"),))
    there = extraction(text="b", entities=(entity("w", "programme", "Harbour Watch"),))
    with opened(tmp_path, Decisions()) as index:
        assert index.shift((), [enter(index, here)]) == {here.document.version}
        assert index.shift((), [enter(index, there)]) == {there.document.version}
        assert index.shift([there.document.version], ()) == set()


def test_a_fuller_name_elsewhere_changes_the_documents_with_the_short_one(tmp_path: Path) -> None:
    short = extraction(text="a", entities=(entity("w", "programme", "HWI"),))
    fuller = extraction(
        text="b", entities=(entity("w", "programme", "Harbour Watch Initiative", None, "HWI"),)
    )
    both = {short.document.version, fuller.document.version}
    with opened(tmp_path, Decisions()) as index:
        index.shift((), [enter(index, short)])
        assert index.shift((), [enter(index, fuller)]) == both
        assert index.shift([fuller.document.version], ()) == {short.document.version}


def test_what_fails_is_undone(tmp_path: Path) -> None:
    found = extraction(text="a", entities=(entity("w", "programme", "HWI"),))

    def failing() -> None:
        with opened(tmp_path, Decisions()) as index:
            index.shift((), [enter(index, found)])
            raise RuntimeError("in between")

    with pytest.raises(RuntimeError, match="in between"):
        failing()
    with opened(tmp_path, Decisions()) as index:
        assert index.members() == {}


@pytest.mark.parametrize("raw", [b"", b"x", b"SQLite format 3\x00" + bytes(200)])
def test_a_damaged_file_is_made_anew(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "index.sqlite").write_bytes(raw)
    with opened(tmp_path, Decisions()) as index:
        assert index.members() == {}


def test_a_file_of_another_make_is_made_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "index.sqlite")) as rows:
        rows.execute("CREATE TABLE member (version TEXT)")
    with opened(tmp_path, Decisions()) as index:
        assert index.members() == {}


@pytest.mark.parametrize(
    ("fault", "raised", "message"),
    [
        (sqlite3.OperationalError("database or disk is full"), LimitError, "the disk is full"),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreError, "the index is damaged"),
    ],
)
def test_faults_of_the_file_say_what_to_do(
    tmp_path: Path, fault: Exception, raised: type[Exception], message: str
) -> None:
    with pytest.raises(raised, match=message), opened(tmp_path, Decisions()):
        raise fault


def test_a_version_is_the_beginning_of_a_hash() -> None:
    found = extraction(text="a")
    assert record(found).version == sha256(b"a").hexdigest()[:12]
