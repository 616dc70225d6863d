"""Where work is done: each thing once, whoever does it, and what is lost, slow or poisoned costs itself alone."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kg import pipeline
from kg.engines import Engine, engine_of, local, names
from kg.errors import ConfigError, LimitError, SourceError, StoreError
from kg.extraction import extract
from kg.settings import Settings
from kg.types import Document, Extraction
from tests.kg.conftest import Kg, dump
from tests.working import NOW, apart, beside_ray, built, done, once_poisoned, outcomes

ROOT = Path(__file__).resolve().parents[2]
_TWO = engine_of("local", jobs=2)
_BROKEN = "it makes its worker break down"


def test_each_engine_is_one_file() -> None:
    assert names() == ["dask", "local", "ray"]


def test_an_engine_that_is_not_there_is_told() -> None:
    with pytest.raises(ConfigError, match=r"there is no engine steam.*dask, local, ray"):
        engine_of("steam")


def test_the_local_engine_takes_no_scheduler() -> None:
    with pytest.raises(ConfigError, match="the engine local has no scheduler"):
        engine_of("local", scheduler="tcp://127.0.0.1:8786")


def test_ray_without_a_cluster_starts_none() -> None:
    with pytest.raises(ConfigError, match="needs a cluster"), engine_of("ray").hands():
        pass


@pytest.mark.parametrize(("name", "module"), [("dask", "distributed"), ("ray", "ray")])
def test_an_engine_that_is_not_installed_says_what_to_install(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    engine = engine_of(name, scheduler="127.0.0.1:1")
    with pytest.raises(ConfigError, match=rf"pip install 'mandategraph\[{name}\]'"), engine.hands():
        pass


def test_a_command_tells_of_an_engine_that_is_not_there(kg: Kg, note: Path) -> None:
    ended = kg("build", note, "--engine", "steam")
    assert (ended.code, "there is no engine steam" in ended.err) == (2, True)


def test_importing_the_engines_imports_no_cluster() -> None:
    code = (
        "import sys, kg.engines as e; e.names(); "
        "print(sorted({'ray', 'dask', 'distributed'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_thing_is_done_once(jobs: int) -> None:
    assert outcomes(Engine(jobs=jobs), *"abcdefgh") == [*"ABCDEFGH"]


def refused(*_: object, **__: object) -> NoReturn:
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")


def test_workers_that_may_not_begin_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fork", refused)
    with pytest.raises(LimitError, match=r"^--jobs: the system lets no further process begin \(Resource"):
        outcomes(_TWO, "a")


def test_a_worker_that_may_not_begin_in_place_of_a_lost_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with _TWO.hands() as hands:
        monkeypatch.setattr("os.fork", refused)
        with pytest.raises(LimitError, match="no further process begin"):
            list(hands(done, ["poison", "poison"]))


def test_nothing_to_do_is_done_at_once() -> None:
    assert outcomes(_TWO) == []


def test_what_kills_its_worker_twice_has_failed_and_the_others_are_done() -> None:
    assert outcomes(_TWO, "a", "poison", "b", "poison", "c") == [
        "A",
        "B",
        "C",
        f"poison: {_BROKEN}",
        f"poison: {_BROKEN}",
    ]


def test_what_was_lost_with_its_worker_once_is_done_the_second_time(tmp_path: Path) -> None:
    with _TWO.hands() as hands:
        found = list(hands(once_poisoned, [str(tmp_path / "one"), str(tmp_path / "two")]))
    assert found == ["survived", "survived"]


def test_what_takes_too_long_has_failed_and_the_others_are_done() -> None:
    assert outcomes(replace(_TWO, seconds=1.5), "a", "endless", "b") == [
        "A",
        "B",
        "endless: working on it takes more than 1.5 seconds",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_upsets_the_code_has_failed_with_the_reason(jobs: int) -> None:
    assert outcomes(Engine(jobs=jobs), "a", "odd") == [
        "A",
        "odd: the software failed on it (TypeError: odd)",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_that_concerns_the_whole_run_ends_it(jobs: int) -> None:
    with pytest.raises(StoreError, match="the store is gone") as caught:
        outcomes(Engine(jobs=jobs), "a", "store")
    assert (caught.value.where, caught.value.remedy) == ("here", "look for it")


def test_no_process_is_left_behind() -> None:
    with _TWO.hands() as hands:
        children = {str(pid) for pid in hands(os_pid, range(8))}
    assert children
    assert [pid for pid in children if Path("/proc", pid).exists()] == []


def os_pid(_: int) -> int:
    return os.getpid()


# Builds ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def expected(sample_store: Path) -> str:
    """The name of the build that one process makes: a hash of its graphs."""
    return str(json.loads((sample_store / "current" / "manifest.json").read_bytes())["build"])


def test_two_processes_build_the_bytes_of_one(expected: str, sample_store: Path, tmp_path: Path) -> None:
    assert built(tmp_path, _TWO) == expected
    assert dump(tmp_path / "store") == dump(sample_store)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = ("supports target 16.4", "supports target 5.2", "supports target 3.5")
    (tmp_path / "in").mkdir()
    for name, words in zip("abc", texts, strict=True):
        (tmp_path / "in" / f"{name}.txt").write_text(
            f"SAMPLE/2026/{ord(name)}\n\nUNODC {words}.\n", encoding="utf-8"
        )
    return tmp_path / "in"


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Workers die of the text that names target 5.2, until the patch is undone."""
    deadly_words = {True: "poison", False: "fine"}

    def deadly(document: Document, **rest: Any) -> Extraction:
        done(deadly_words["target 5.2" in document.text])
        return extract(document, **rest)

    with monkeypatch.context() as patched:
        patched.setattr("kg.pipeline.steps.extract", deadly)
        yield patched


def lines(report: pipeline.BuildReport) -> list[tuple[str, str, str]]:
    return [(Path(file.path).name, file.status, file.reason.partition(";")[0]) for file in report.files]


def test_a_poisoned_document_is_told_and_the_others_are_published(
    folder: Path, settings: Settings, poisoned: pytest.MonkeyPatch
) -> None:
    report = pipeline.build([folder], settings, now=NOW, engine=_TWO)
    assert lines(report) == [("a.txt", "read", ""), ("b.txt", "failed", _BROKEN), ("c.txt", "read", "")]
    assert report.changed
    poisoned.undo()
    again = pipeline.build([folder], settings, now=NOW, engine=_TWO)
    assert lines(again) == [("a.txt", "unchanged", ""), ("b.txt", "read", ""), ("c.txt", "unchanged", "")]


def test_the_text_before_stays_where_a_new_one_fails(
    folder: Path, settings: Settings, poisoned: pytest.MonkeyPatch
) -> None:
    (folder / "b.txt").write_text("SAMPLE/2026/98\n\nUNODC supports target 3.4.\n", encoding="utf-8")
    before = pipeline.build([folder], settings, now=NOW, engine=_TWO)
    (folder / "b.txt").write_text("SAMPLE/2026/98\n\nUNODC supports target 5.2.\n", encoding="utf-8")
    after = pipeline.build([folder], settings, now=NOW, engine=_TWO)
    assert lines(after)[1] == ("b.txt", "failed", _BROKEN)
    assert (after.build, after.quads) == (before.build, before.quads)
    del poisoned


def test_a_store_of_which_every_document_fails_is_not_made(
    folder: Path, settings: Settings, poisoned: pytest.MonkeyPatch
) -> None:
    report = pipeline.build([folder / "b.txt"], settings, now=NOW, engine=_TWO)
    assert (lines(report), report.build) == ([("b.txt", "failed", _BROKEN)], None)
    assert not (settings.store / "current").exists()
    del poisoned


def test_a_document_whose_graph_cannot_be_made_is_rejected_and_tried_again(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("kg.pipeline.texts.stated", lambda *given: done("odd" if len(given) else ""))
        report = pipeline.build([folder / "a.txt"], settings, now=NOW)
    assert lines(report) == [("a.txt", "rejected", "1 violations")]
    assert report.files[0].findings[0].message == "the software failed on it (TypeError: odd)"
    assert lines(pipeline.build([folder / "a.txt"], settings, now=NOW)) == [("a.txt", "unchanged", "")]


def test_a_build_starts_the_workers_of_a_cluster_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    @contextmanager
    def counted(jobs: int, scheduler: str | None) -> Iterator[Any]:
        begun.append(jobs)
        with local.crew(jobs, scheduler) as workers:
            yield workers

    monkeypatch.setattr("kg.engines.dask.crew", counted)
    assert built(tmp_path, engine_of("dask", jobs=2))
    assert begun == [2]
    assert built(tmp_path, engine_of("dask", jobs=2))
    assert begun == [2]


# Clusters -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_dask_cluster_builds_the_same_bytes(expected: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    assert built(tmp_path, engine_of("dask", jobs=2)) == expected


@pytest.mark.slow
def test_a_dask_cluster_survives_lost_and_poisoned_workers() -> None:
    pytest.importorskip("distributed")
    assert outcomes(engine_of("dask", jobs=2), "a", "odd", "poison", "b") == [
        "A",
        "B",
        "odd: the software failed on it (TypeError: odd)",
        f"poison: {_BROKEN}",
    ]


@pytest.mark.slow
def test_a_dask_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("kg.engines.dask._PATIENCE", 0.5)
    with (
        pytest.raises(SourceError, match="does not answer"),
        engine_of("dask", scheduler="tcp://127.0.0.1:1").hands(),
    ):
        pass


@pytest.mark.slow
@apart
def test_a_ray_cluster_builds_the_same_bytes(expected: str, tmp_path: Path) -> None:
    ran = beside_ray("tests.working", "auto", str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == [
        ["A", "B", "odd: the software failed on it (TypeError: odd)", f"poison: {_BROKEN}"],
        expected,
    ]
