"""What a change makes a build do again, told by what ran: and the result is that of a build from nothing."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import assets, decisions, extraction, store, vocabulary
from kg.assembly import decided, digests, stated, words
from kg.assembly import stated as state_document
from kg.decisions import Decisions, Review
from kg.pipeline import BuildReport, publishing, texts
from kg.settings import Settings
from kg.store import open_reader
from kg.types import Document, Reading
from tests.kg.test_pipeline_changes import OTHER, PLAIN, SHORT, assert_same, from_nothing

pytestmark = pytest.mark.slow  # each builds several times
_NOW = "2026-01-01T00:00:00Z"
FRENCH = "United Nations SAMPLE/2026/5\n\nRapport du Secrétariat\n\n" + 3 * (
    "Le Programme contribue à la réalisation des objectifs de développement durable et de la cible 16.4.\n"
)
FILES = {"a": SHORT, "b": OTHER, "c": PLAIN}
ALL = ["a", "b", "c"]
Ran = dict[str, list[str]]
"""By step: the names of the documents that it was taken for, in order."""


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """What ran since the test began, or since it was cleared."""
    seen: Ran = {}

    def counting(step: str, real: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def counted(*given: Any, **more: Any) -> Any:
            seen.setdefault(step, []).append(name(*given))
            return real(*given, **more)

        return counted

    def of_document(document: Document, *_: Any) -> str:
        return document.name

    monkeypatch.setattr(extraction, "finding", counting("finding", extraction.finding, of_document))
    monkeypatch.setattr(extraction, "relating", counting("relating", extraction.relating, of_document))
    monkeypatch.setattr(extraction, "figures", counting("figures", extraction.figures, of_document))
    monkeypatch.setattr(extraction, "mapping", counting("mapping", extraction.mapping, _mapper))
    monkeypatch.setattr(texts, "stated", counting("stated", state_document, _source))
    return seen


def _mapper(_: Any, mapper: ModuleType) -> str:
    return mapper.__name__.rpartition(".")[2]


def _source(source: Any, *_: Any) -> str:
    return str(source.extraction.document.name)


def build(told: Settings, files: Mapping[str, str] = FILES, *, dry_run: bool = False) -> BuildReport:
    folder = told.decisions.parent / "files"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return kg.build([folder], told, now=_NOW, dry_run=dry_run)


def reasons(report: BuildReport) -> list[tuple[str, ...]]:
    return [file.reasons for file in report.files]


def other_code(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """As if somebody had worked on the code of these steps."""
    known = {**digests.steps()}
    monkeypatch.setattr(publishing, "steps", lambda: {**known, **dict.fromkeys(steps, "other code")})
    monkeypatch.setattr(publishing, "code_digest", lambda: "other code")


# Code -----------------------------------------------------------------------------------------------------


def test_an_unchanged_build_does_nothing_again(told: Settings, ran: Ran) -> None:
    build(told)
    ran.clear()
    report = build(told)
    assert (ran, reasons(report), report.changed) == ({}, [(), (), ()], False)


def test_a_changed_mapper_is_the_only_one_that_runs_again(
    told: Settings, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    ran.clear()
    other_code(monkeypatch, "mapper contributes_to")
    report = build(told)
    assert ran == {"mapping": ["contributes_to"] * 3}
    assert reasons(report) == [("mapper contributes_to changed",)] * 3
    assert_same(told.store, from_nothing(told))


def test_what_a_changed_mapper_says_otherwise_is_stated_again(
    told: Settings, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    ran.clear()
    mapper = extraction.mappers("en")["contributes_to"]
    real = mapper.map_reading

    def fewer(reading: Reading, entities: Any) -> Any:
        return [claim for claim in real(reading, entities) if "5.7" not in str(claim.object)]

    monkeypatch.setattr(mapper, "map_reading", fewer)
    other_code(monkeypatch, "mapper contributes_to")
    build(told)
    assert (ran["mapping"], ran["stated"]) == (["contributes_to"] * 3, ["b"])
    assert_same(told.store, from_nothing(told))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("figures", {"figures": ALL}),
        ("relating", {"relating": ALL, "figures": ALL}),
        ("finding", {"finding": ALL, "relating": ALL, "figures": ALL}),
        ("writing", {"stated": ALL}),
        ("checking", {"stated": ALL}),
        ("naming", {}),
        ("tables", {}),
    ],
)
def test_a_changed_step_runs_again_with_those_behind_it(
    step: str, expected: Ran, told: Settings, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    ran.clear()
    other_code(monkeypatch, step)
    build(told)
    ran.pop("mapping", None)
    assert {name: sorted(named) for name, named in ran.items()} == expected


def test_a_mapper_that_is_gone_takes_its_claims_along(
    told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    left = {name: one for name, one in extraction.mappers("en").items() if name != "contributes_to"}
    known = {name: one for name, one in digests.steps().items() if name != "mapper contributes_to"}
    monkeypatch.setattr(extraction, "mappers", lambda _: left)
    monkeypatch.setattr("kg.pipeline.steps.mappers", lambda _: left)
    monkeypatch.setattr("kg.pipeline.reasons.mappers", lambda _: left)
    monkeypatch.setattr(publishing, "steps", lambda: known)
    monkeypatch.setattr(publishing, "code_digest", lambda: "other code")
    assert reasons(build(told)) == [("mapper contributes_to changed",)] * 3
    assert_same(told.store, from_nothing(told))


def test_a_mapper_of_english_leaves_other_languages_alone(
    told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a": SHORT, "f": FRENCH}
    build(told, files)
    other_code(monkeypatch, "mapper contributes_to")
    assert reasons(build(told, files, dry_run=True)) == [("mapper contributes_to changed",), ()]


def upgraded(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """As if somebody had installed another version of this library."""
    before, known = digests.libraries(), digests.steps()
    after = {
        step: {name: "99.1" if name == library else told for name, told in part.items()}
        for step, part in before.items()
    }
    real = digests._version
    monkeypatch.setattr(digests, "_version", lambda name: "99.1" if name == library else real(name))
    steps = {step: told if after[step] == before[step] else "other" for step, told in known.items()}
    monkeypatch.setattr(publishing, "steps", lambda: steps)
    monkeypatch.setattr(publishing, "libraries", lambda: after)
    monkeypatch.setattr("kg.pipeline.reasons.libraries", lambda: after)


@pytest.mark.parametrize(
    ("library", "expected"),
    [
        ("spacy", {"finding": ALL}),
        ("charset-normalizer", {}),
        ("pyshacl", {"stated": ALL}),
        ("pypdfium2", {}),
    ],
)
def test_a_library_that_was_upgraded_makes_again_what_rests_on_it(
    library: str, expected: Ran, told: Settings, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    ran.clear()
    upgraded(monkeypatch, library)
    report = build(told)
    kinds = {name: sorted(ran[name]) for name in ("finding", "stated") if name in ran}
    assert (kinds, report.changed) == (expected, True)
    manifest = open_reader(told.store).manifest
    assert "99.1" in {part.get(library) for part in manifest["libraries"].values()}
    assert build(told).changed is False


@pytest.mark.parametrize("library", ["spacy", "charset-normalizer"])
def test_a_dry_run_names_the_library_that_was_upgraded(
    library: str, told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    before = version(library)
    upgraded(monkeypatch, library)
    expected = [(f"{library} {before} → 99.1",)] * 3
    assert reasons(build(told, dry_run=True)) == expected
    assert reasons(build(told)) == expected


def test_a_library_and_code_that_changed_are_both_named(
    told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    upgraded(monkeypatch, "spacy")
    monkeypatch.setattr("kg.pipeline.reasons.code_digest", lambda: "other code")
    (first, *_) = reasons(build(told, dry_run=True))
    assert first == (f"spacy {version('spacy')} → 99.1", "finding changed")


def test_an_unchanged_build_looks_once_at_each_library_and_not_at_our_code(
    told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    looked: list[str] = []

    def counted(name: str) -> str:
        looked.append(name)
        return version(name)

    monkeypatch.setattr(digests, "_version", cache(counted))
    monkeypatch.setattr(digests, "_parts", None)
    assert build(told).changed is False
    assert sorted(looked) == sorted(set(looked))
    assert {"spacy", "pyoxigraph", "pypdfium2"} <= set(looked)
    assert len(looked) < 20


def test_a_manifest_that_tells_of_no_libraries_is_no_hindrance(told: Settings) -> None:
    build(told)
    path = told.store / "current" / "manifest.json"
    about = json.loads(path.read_bytes())
    del about["libraries"]
    path.write_text(json.dumps(about), encoding="utf-8")
    assert build(told).changed is False


def test_a_changed_reader_reads_again_what_it_read(told: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(told)
    other_code(monkeypatch, "reader text/plain")
    assert [(file.status, file.reasons) for file in build(told).files] == [("read", ("reader changed",))] * 3
    assert [(file.status, file.reasons) for file in build(told).files] == [("unchanged", ())] * 3


# Vocabularies ---------------------------------------------------------------------------------------------

_CACHES = (
    vocabulary.load,
    vocabulary.digest,
    digests.vocabulary_digests,
    digests.catalogue_digest,
    digests.data_digest,
    digests.own_words,
    words._index,
    stated.__globals__["_about"],
    stated.__globals__["own_vocabularies"],
    stated.__globals__["own_lines"],
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of our vocabularies that a test may change."""
    shutil.copytree(assets.folder("seeds"), tmp_path / "seeds")
    real = assets.folder
    monkeypatch.setattr(assets, "folder", lambda name: tmp_path / name if name == "seeds" else real(name))
    forget()
    yield tmp_path / "seeds" / "vocab"
    monkeypatch.undo()
    forget()


def forget() -> None:
    for one in _CACHES:
        one.cache_clear()


def add_programme(seeds: Path, name: str) -> None:
    """As if somebody had added a programme to our list."""
    path = seeds / "programmes.ttl"
    scheme = next(line.split()[-2] for line in path.read_text().splitlines() if "skos:inScheme" in line)
    key = name.lower().replace(" ", "-")
    with path.open("a", encoding="utf-8") as file:
        file.write(
            f"\n<https://w3id.org/mandategraph/id/programme/{key}> a mg:Programme ;\n"
            f'    skos:prefLabel "{name}"@en ;\n    skos:inScheme {scheme} .\n'
        )
    forget()


def test_a_new_name_touches_the_documents_that_have_its_first_word(
    told: Settings, ran: Ran, seeds: Path
) -> None:
    build(told)
    ran.clear()
    add_programme(seeds, "Port Review Programme")
    assert reasons(build(told)) == [(), (), ()]
    assert ran == {}
    add_programme(seeds, "Harbour Watch Programme")
    foreseen = reasons(build(told, dry_run=True))
    assert reasons(build(told)) == foreseen
    assert foreseen == [("vocabulary programmes changed",), (), ("vocabulary programmes changed",)]
    assert (sorted(ran["finding"]), sorted(ran["stated"])) == (["a", "c"], ["a", "c"])
    assert_same(told.store, from_nothing(told))


def test_a_name_that_goes_touches_the_documents_that_had_it(told: Settings, ran: Ran, seeds: Path) -> None:
    before = (seeds / "programmes.ttl").read_text(encoding="utf-8")
    add_programme(seeds, "Harbour Watch Programme")
    build(told)
    ran.clear()
    (seeds / "programmes.ttl").write_text(before, encoding="utf-8")
    forget()
    build(told)
    assert sorted(ran["stated"]) == ["a", "c"]
    assert_same(told.store, from_nothing(told))


def test_words_of_a_vocabulary_for_readers_reach_the_graph(told: Settings, ran: Ran, seeds: Path) -> None:
    build(told)
    ran.clear()
    path = next(seeds.glob("*m49*.ttl"), None) or next(seeds.glob("place*.ttl"))
    with path.open("a", encoding="utf-8") as file:
        file.write('\n<https://example.org/new> skos:altLabel "Nowhere in these texts"@en .\n')
    forget()
    build(told)
    assert "finding" not in ran
    assert b"Nowhere in these texts" in "\n".join(map(str, store.open_reader(told.store).store)).encode()
    assert_same(told.store, from_nothing(told))


# Decisions ------------------------------------------------------------------------------------------------


def statement_of(told: Settings, document: str) -> str:
    """One of the statements of a document."""
    found = store.open_reader(told.store).store
    graphs = sorted(
        str(quad.subject.value)
        for quad in found
        if document in str(quad.graph_name)
        and "/prov/" in str(quad.graph_name)
        and "/id/st/" in str(quad.subject)
    )
    return graphs[0]


@pytest.mark.parametrize("action", ["verify", "reject", "correct"])
def test_a_decision_about_a_statement_touches_its_document(action: str, told: Settings, ran: Ran) -> None:
    build(told)
    ran.clear()
    entry = {"action": action, "statement": statement_of(told, "SAMPLE_2026_1"), "by": "A. Reader"}
    decisions.append(told.decisions, {**entry, "object": "http://metadata.un.org/sdg/5.2"})
    foreseen = reasons(build(told, dry_run=True))
    assert reasons(build(told)) == foreseen == [("decision",), (), ()]
    assert ran == {"stated": ["a"]}
    assert_same(told.store, from_nothing(told))


def test_a_decision_that_is_taken_back_touches_its_document(told: Settings, ran: Ran) -> None:
    build(told)
    entry = {"action": "reject", "statement": statement_of(told, "SAMPLE_2026_1"), "by": "A. Reader"}
    path = decisions.append(told.decisions, entry)
    build(told)
    path.unlink()
    ran.clear()
    build(told)
    assert ran == {"stated": ["a"]}
    assert_same(told.store, from_nothing(told))


@pytest.mark.parametrize(
    "entry",
    [
        {"action": "merge", "iris": ["https://w3id.org/mandategraph/id/org/unodc", "{programme}"]},
        {
            "action": "freeze",
            "iris": ["{base}id/programme/watch"],
            "type": "programme",
            "names": ["harbour watch programme"],
        },
    ],
)
def test_a_decision_about_a_thing_touches_the_documents_that_name_it(
    entry: dict[str, Any], told: Settings, ran: Ran
) -> None:
    build(told)
    ran.clear()
    base = "https://w3id.org/mandategraph/"
    told_things = {
        "{programme}": f"{base}id/programme/harbour-watch-programme",
        "{base}id/programme/watch": f"{base}id/programme/watch",
    }
    iris = [told_things.get(iri, iri) for iri in entry["iris"]]
    decisions.append(told.decisions, {**entry, "iris": iris, "by": "A. Reader"})
    report = build(told)
    assert sorted(ran["stated"]) == ["a", "c"]
    assert reasons(report) == [("decision",), (), ("decision",)]
    assert_same(told.store, from_nothing(told))
    (told.decisions / "decisions.jsonl").unlink()
    build(told)
    assert_same(told.store, from_nothing(told))


# What is lost, and dry runs -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["finding", "relating", "extractions"])
@pytest.mark.parametrize("fault", ["", "{", "[]", '{"parts": 1}', "null"])
def test_a_kept_result_that_is_lost_or_damaged_is_made_again(
    kind: str, fault: str, told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told, {"a": SHORT})
    for path in (told.store / "cache" / kind).iterdir():
        path.write_text(fault)
    other_code(monkeypatch, "mapper contributes_to")
    build(told, {"a": SHORT})
    assert_same(told.store, from_nothing(told))


def test_a_dry_run_writes_nothing_whatever_changed(
    told: Settings, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(told)
    before = snapshot(told.store)
    add_programme(seeds, "Harbour Watch Programme")
    other_code(monkeypatch, "mapper contributes_to", "reader text/plain")
    decisions.append(told.decisions, {"action": "split", "iris": ["https://e.org/x"], "by": "A. Reader"})
    report = build(told, {**FILES, "d": FRENCH}, dry_run=True)
    assert Counter(reason for file in report.files for reason in file.reasons) == {
        "reader changed": 3,
        "mapper contributes_to changed": 3,
        "vocabulary programmes changed": 2,
        "new": 1,
    }
    assert snapshot(told.store) == before


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.lstat().st_mtime_ns, path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def test_a_lost_index_is_foreseen(told: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(told)
    (told.store / "index.sqlite").unlink()
    other_code(monkeypatch, "figures")
    assert reasons(build(told, dry_run=True)) == [("what was known is lost",)] * 3
    assert reasons(build(told)) == [("what was known is lost",)] * 3


def test_bytes_that_change_nothing_in_the_text_are_told(told: Settings, ran: Ran) -> None:
    build(told, {"a": SHORT})
    ran.clear()
    path = told.decisions.parent / "files" / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert reasons(kg.build([path], told, now=_NOW)) == [("bytes changed",)]
    assert reasons(kg.build([path], told, now=_NOW)) == [()]
    assert ran == {}


def test_the_manifest_tells_the_code_of_each_step(told: Settings) -> None:
    build(told, {"a": SHORT})
    manifest = json.loads((told.store / "current" / "manifest.json").read_bytes())
    assert manifest["steps"] == dict(digests.steps())


@given(
    st.builds(
        Decisions,
        reviews=st.dictionaries(
            st.text(), st.builds(Review, action=st.text(), by=st.text(), object=st.none() | st.text())
        ),
        merged=st.dictionaries(st.text(), st.text()),
        frozen=st.dictionaries(st.tuples(st.text(), st.text()), st.text()),
    )
)
def test_decisions_that_were_noted_come_back(told: Decisions) -> None:
    assert decided.read(decided.written(told)) == told
