"""The arrows from files to a published build, as Python calls them."""

import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import pipeline, validate
from kg.errors import ConfigError, ReadError, SourceError, StoreError
from kg.settings import Settings
from kg.types import Extraction, Finding
from tests.kg.conftest import Kg, dump

_FINDING = Finding(severity="violation", rule="planted", message="planted", remedy="take it out")
_NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def nothing(tmp_path: Path) -> Settings:
    """Settings of a store that is not there."""
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


@pytest.fixture
def settings(nothing: Settings, words_at_hand: Path) -> Settings:
    """Settings of a store without documents."""
    assert nothing.store == words_at_hand
    return nothing


def test_the_interface_for_python_is_read_extract_build(note: Path, settings: Settings) -> None:
    document = kg.read(note)
    claims = kg.extract(document).claims
    report = kg.build([note], settings, now=_NOW)
    assert (document.name, document.media_type, document.version) == ("a", "text/plain", "f292501102c0")
    assert [(claim.predicate, claim.object) for claim in claims] == [("contributesTo", "sdg-16.4")]
    assert [(file.status, file.document) for file in report.files] == [("read", "SAMPLE_2026_9")]


def test_an_unknown_name_of_the_package_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'guess'"):
        kg.guess  # noqa: B018 - the access itself is what is tested


def test_extracting_is_a_pure_function(samples: Path) -> None:
    document = kg.read(samples / "cstd-unodc.txt")
    assert kg.extract(document) == kg.extract(document)


def test_every_span_of_an_extraction_lies_in_the_text(samples: Path) -> None:
    extraction = kg.extract(kg.read(samples / "ctoc-technical-assistance.md"))
    spans = [span for claim in extraction.claims for span in claim.evidence]
    assert spans
    assert all(extraction.document.text[span.begin : span.end].strip() for span in spans)


@pytest.mark.parametrize("name", ["nowhere.txt", ""])
def test_reading_what_is_not_there_raises(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError):
        kg.read(tmp_path / name)


@pytest.mark.parametrize("data", [b"", b"\xff", b"a\x00b", b"\x89PNG\r\n"])
def test_reading_what_is_no_text_raises(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    with pytest.raises(ReadError):
        kg.read(tmp_path / "bad.txt")


def test_removing_from_no_store_makes_none(nothing: Settings) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        pipeline.remove("D", nothing, now=_NOW)
    assert not nothing.store.exists()


def test_each_step_is_told(note: Path, settings: Settings) -> None:
    steps: list[tuple[str, int, int]] = []
    kg.build([note], settings, now=_NOW, progress=lambda what, done, total: steps.append((what, done, total)))
    assert steps == [("extract", 1, 1), ("validate", 1, 1)]


@pytest.mark.slow
def test_the_clock_stays_in_the_manifest(note: Path, settings: Settings, tmp_path: Path) -> None:
    other = Settings(store=tmp_path / "other", decisions=settings.decisions)
    shutil.copytree(settings.store, other.store, symlinks=True)
    kg.build([note], settings, now="2026-01-01T00:00:00Z")
    kg.build([note], other, now="2031-12-31T23:59:59Z")
    assert dump(settings.store) == dump(other.store)
    assert json.loads((other.store / "current/manifest.json").read_text())["built"] == "2031-12-31T23:59:59Z"


@pytest.mark.slow
def test_damaged_results_of_earlier_builds_are_made_again(note: Path, settings: Settings) -> None:
    others = {*(settings.store / "cache/extractions").iterdir()}
    kg.build([note], settings, now=_NOW)
    before = dump(settings.store)
    (kept,) = {*(settings.store / "cache/extractions").iterdir()} - others
    whole = kept.read_bytes()
    kept.write_text("{")
    kg.build(
        [note],
        Settings(store=settings.store, decisions=settings.decisions, threshold=Decimal("0.5")),
        now=_NOW,
    )
    kg.build([note], settings, now=_NOW)
    assert kept.read_bytes() == whole
    assert dump(settings.store) == before


# The gate -------------------------------------------------------------------------------------------------


def _planted(extraction: Extraction) -> Iterator[Finding]:
    yield from {"bad": (_FINDING,)}.get(extraction.document.name, ())


@pytest.fixture
def gated(ready: Kg, note: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """`ready` where the document `bad.txt` has a violation; `a.txt` has none."""
    (note.parent / "bad.txt").write_text(
        "United Nations SAMPLE/2026/10\n\nSHERLOC contributes to target 15.7.\n"
    )
    monkeypatch.setattr(validate, "check_words", _planted)
    return ready


def test_a_violation_keeps_one_document_out_and_no_other(gated: Kg) -> None:
    ended = gated("build", "a.txt", "bad.txt")
    assert ended.code == 1
    assert ended.out.splitlines()[0].startswith("read: a.txt SAMPLE_2026_9/f292501102c0, ")
    assert ended.out.splitlines()[1].startswith("rejected: bad.txt SAMPLE_2026_10/")
    assert ended.out.splitlines()[1].endswith(", 0 statements (1 violations; new)")
    assert "violation planted SAMPLE_2026_10: planted. To mend it: take it out\n" in ended.err
    assert (
        gated("query", "-", stdin=b"ASK { ?s mg:contributesTo <http://metadata.un.org/sdg/16.4> }").out
        == "true\n"
    )
    assert (
        gated("query", "-", stdin=b"ASK { ?s mg:contributesTo <http://metadata.un.org/sdg/15.7> }").out
        == "false\n"
    )


@pytest.mark.slow
def test_a_rejected_document_leaves_no_trace_in_the_graph(gated: Kg) -> None:
    shutil.copytree("mandategraph-store", "both", symlinks=True)
    shutil.copytree("mandategraph-store", "good", symlinks=True)
    gated("build", "a.txt", "bad.txt", "--store", "both")
    gated("build", "a.txt", "--store", "good")
    assert dump(Path("both")) == dump(Path("good"))


@pytest.mark.slow
def test_validate_tells_what_kept_a_document_out(gated: Kg) -> None:
    gated("build", "a.txt", "bad.txt")
    ended = gated("validate", "--json")
    assert ended.code == 1
    assert [
        (row["rule"], row["document"]) for row in ended.json["findings"] if row["severity"] == "violation"
    ] == [("planted", "SAMPLE_2026_10")]


def test_a_rejected_document_is_told_again_by_an_unchanged_build(gated: Kg) -> None:
    gated("build", "a.txt", "bad.txt")
    ended = gated("build", "a.txt", "bad.txt", "--json")
    assert ended.code == 1
    assert [(file["status"], file["violations"]) for file in ended.json["files"]] == [
        ("unchanged", 0),
        ("rejected", 1),
    ]


def test_the_trained_pipeline_of_the_settings_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UNODC supports Goal 16.", encoding="utf-8")
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions", model="no_such_pipeline")
    with pytest.raises(ConfigError, match="no_such_pipeline"):
        pipeline.build([tmp_path / "a.txt"], told, now="2026-01-01T00:00:00Z")
