"""However a store came to hold its documents, it holds what a build of them from nothing gives, byte for byte."""

import json
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

import kg
from kg import pipeline, store, validate
from kg.assembly import Stated, stated
from kg.graph import Build, Source
from kg.settings import Settings
from kg.types import Extraction, Finding
from tests.kg.conftest import dump

_NOW = "2026-01-01T00:00:00Z"
_HEAD = "United Nations SAMPLE/2026/{}\n\nReport of the Secretariat\n\n"
SHORT = _HEAD.format(1) + "The Harbour Watch Programme contributes to target 16.4.\n"
FULLER = (
    _HEAD.format(2)
    + "The Global Harbour Watch Programme (Harbour Watch Programme) contributes to target 5.2. "
    "By its resolution 78/226 the General Assembly supported the Harbour Watch Programme.\n"
)
OTHER = (
    _HEAD.format(3)
    + "UNODC supports target 15.7. See resolution 78/226, paragraph 6, of the General Assembly.\n"
)
MEETING = _HEAD.format(4) + "The Harbour watch programme and the Port Review Group contribute to Goal 16.\n"
PLAIN = "Target 16.4 is a target of the Harbour Watch Programme.\n"
FRENCH = (
    _HEAD.format(1).replace("Report of the Secretariat", "Rapport du Secrétariat")
    + "Le Programme contribue à la réalisation des objectifs de développement durable et de la cible 16.4.\n"
)
BAD = _HEAD.format(9) + "The Global Harbour Watch Programme (HWP) contributes to target 1.1.\n"

Folder = Mapping[str, str]


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


def build(files: Folder, told: Settings, *, rebuild: bool = False) -> None:
    """Builds a folder of these files, and nothing else."""
    folder = told.decisions.parent / "files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([folder], told, now=_NOW, prune=True, rebuild=rebuild)


def from_nothing(told: Settings) -> Path:
    """A store of the same sources that is made without looking at what was before."""
    whole = Settings(store=told.store.with_name("whole"), decisions=told.decisions)
    shutil.rmtree(whole.store, ignore_errors=True)
    shutil.copytree(told.store, whole.store, symlinks=True)
    kg.build([], whole, now=_NOW, rebuild=True)
    return whole.store


def hashes(root: Path) -> dict[str, str]:
    return dict(json.loads((root / "current" / "graphs.json").read_bytes()))


def assert_same(root: Path, whole: Path) -> None:
    """Both hold the same quads, and tell the same of their graphs and documents."""
    assert dump(root) == dump(whole)
    assert hashes(root) == hashes(whole)
    one, other = store.manifest(root) or {}, store.manifest(whole) or {}
    assert one["documents"] == other["documents"]
    assert (one["build"], one["quads"]) == (other["build"], other["quads"])
    assert one["quads"] == len(dump(root))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param({"a": SHORT}, {"a": SHORT, "b": OTHER}, id="a document more"),
        pytest.param({"a": SHORT, "b": OTHER}, {"a": SHORT}, id="a document withdrawn"),
        pytest.param({"a": SHORT}, {"a": SHORT, "b": FULLER}, id="a fuller name elsewhere"),
        pytest.param({"a": SHORT, "b": FULLER}, {"a": SHORT}, id="the fuller name withdrawn"),
        pytest.param(
            {"a": SHORT, "b": FULLER}, {"a": SHORT, "b": OTHER}, id="a document in place of another"
        ),
        pytest.param(
            {"a": SHORT, "b": MEETING}, {"a": OTHER, "b": MEETING}, id="one of two with the same name"
        ),
        pytest.param({"a": SHORT}, {"a": SHORT.replace("16.4", "5.2")}, id="a changed text"),
        pytest.param({"a": SHORT}, {"a": SHORT.replace("2026/1", "2026/7")}, id="another symbol"),
        pytest.param({"a": PLAIN}, {"a": PLAIN.replace("16.4", "5.2")}, id="a changed text without a symbol"),
        pytest.param({"a": SHORT, "b": PLAIN}, {"b": SHORT, "a": PLAIN}, id="names of files exchanged"),
        pytest.param({"a": SHORT}, {"a": SHORT, "b": SHORT}, id="the same text twice"),
        pytest.param({"a": SHORT, "b": SHORT}, {"b": SHORT}, id="one of two places of a text"),
        pytest.param({"a": SHORT}, {"a": SHORT, "b": FRENCH}, id="another language"),
        pytest.param({"a": SHORT, "b": FRENCH}, {"b": FRENCH}, id="a language withdrawn"),
        pytest.param({"a": SHORT}, {"a": SHORT, "b": BAD}, id="a document that the gate keeps out"),
        pytest.param({"a": SHORT, "b": BAD}, {"a": SHORT}, id="that document withdrawn"),
        pytest.param({"a": BAD}, {"a": FULLER, "b": BAD}, id="a document beside one kept out"),
    ],
)
def test_a_change_gives_what_a_build_from_nothing_gives(
    told: Settings, first: Folder, then: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate, "check_words", _planted)
    build(first, told)
    build(then, told)
    assert_same(told.store, from_nothing(told))


def _planted(extraction: Extraction) -> tuple[Finding, ...]:
    bad = Finding(severity="violation", rule="planted", message="planted", remedy="take it out")
    return (bad,) if "target 1.1" in extraction.document.text else ()


@pytest.mark.slow
def test_documents_that_come_change_and_go_give_what_a_build_from_nothing_gives(told: Settings) -> None:
    build({"a": SHORT, "b": OTHER, "c": MEETING}, told)
    build({"a": SHORT, "b": FULLER, "d": PLAIN}, told)
    assert_same(told.store, from_nothing(told))


@pytest.mark.slow
def test_a_changed_document_leaves_the_graphs_of_the_others_alone(told: Settings) -> None:
    build({"a": SHORT, "b": OTHER}, told)
    before = hashes(told.store)
    build({"a": SHORT.replace("16.4", "5.2"), "b": OTHER}, told)
    changed = {name.rpartition("/graph/")[2] for name, _ in before.items() ^ hashes(told.store).items()}
    assert {name for name in changed if name.startswith(("doc/", "prov/"))} == {
        name for name in changed if "SAMPLE_2026_1" in name
    }
    assert not {name for name in changed if name.startswith("vocab/")}


@pytest.mark.slow
def test_a_changed_document_is_all_that_is_stated_again(
    told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build({"a": SHORT, "b": OTHER, "c": PLAIN}, told)
    named: list[str] = []

    def counted(source: Source, context: Build, root: Path, checked: str) -> Stated:
        named.append(source.document)
        return stated(source, context, root, checked)

    monkeypatch.setattr("kg.pipeline.texts.stated", counted)
    build({"a": SHORT.replace("16.4", "5.2"), "b": OTHER, "c": PLAIN}, told)
    assert named == ["SAMPLE_2026_1"]


def damaged(root: Path) -> None:
    (root / "index.sqlite").write_bytes(b"x")


def lost(root: Path) -> None:
    (root / "index.sqlite").unlink()


def gone_back(root: Path) -> None:
    store.rollback(root)


def of_another_build(root: Path) -> None:
    """As a process that died right after the switch leaves it."""
    with sqlite3.connect(root / "index.sqlite") as rows:
        rows.execute("UPDATE about SET value = 'x' WHERE name = 'build'")


def without_texts(root: Path) -> None:
    of_another_build(root)
    with sqlite3.connect(root / "index.sqlite") as rows:
        rows.execute("DELETE FROM text")


@pytest.mark.slow
@pytest.mark.parametrize("fault", [damaged, lost, gone_back, of_another_build, without_texts])
def test_an_index_that_does_not_fit_is_put_right(told: Settings, fault: object) -> None:
    build({"a": SHORT, "b": OTHER}, told)
    build({"a": SHORT, "b": FULLER}, told)
    assert callable(fault)
    fault(told.store)
    build({"a": SHORT, "b": FULLER, "c": MEETING}, told)
    assert_same(told.store, from_nothing(told))


@pytest.mark.slow
def test_a_rebuild_gives_the_same_once_more(told: Settings) -> None:
    build({"a": SHORT, "b": OTHER}, told)
    before = dump(told.store)
    build({"a": SHORT, "b": OTHER}, told, rebuild=True)
    assert dump(told.store) == before


@pytest.mark.slow
def test_vocabularies_come_and_go_like_in_a_build_from_nothing(told: Settings, tmp_path: Path) -> None:
    (tmp_path / "v.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        '<http://metadata.un.org/sdg/16.4> skos:prefLabel "Arms, in official words"@en . '
        '<https://e.org/c> a skos:Concept ; skos:prefLabel "C"@en .'
    )
    build({"a": SHORT}, told)
    before = dump(told.store)
    pipeline.add_vocabulary(str(tmp_path / "v.ttl"), told, name="v", now=_NOW)
    with_words = dump(told.store)
    kg.build([tmp_path / "files"], told, now=_NOW, rebuild=True)
    assert dump(told.store) == with_words
    pipeline.remove_vocabulary("v", told, now=_NOW)
    assert dump(told.store) == before
    assert (store.manifest(told.store) or {})["quads"] == len(before)
