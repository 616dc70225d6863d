"""Workers of a cluster read what this machine reads, and each document has its line, in order."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg import sources
from kg.engines import Engine, Failed
from kg.pipeline import readings
from kg.sources import Found, Outcome
from kg.types import Document
from tests.written import docx, p

_NAMES = ("a.txt", "b.docx", "c.txt", "d.docx", "e.txt", "f.txt", "g.txt")
_TEXT = "United Nations SAMPLE/2026/1\n\nThe Harbour Watch Programme contributes to target 16.4.\n"


class Workers:
    """Labour that stands for a cluster: it says what it was given, in another order, and loses some."""

    def __init__(self, lost: int = -1) -> None:
        self.lost = lost
        self.given: list[list[str]] = []

    def __call__(
        self,
        work: Callable[[Any, Path], Any],
        things: Iterable[Any],
        needs: Callable[[Any], Iterable[str]],
        /,
    ) -> Iterator[Any]:
        for number, batch in reversed(list(things)):
            assert list(needs((number, batch))) == []
            self.given.append([one.path for one in batch])
            lost = Failed(thing=(number, batch), what="it makes its worker break down", remedy="")
            yield lost if number == self.lost else work((number, batch), Path("elsewhere"))


@pytest.fixture
def found() -> list[Found]:
    """Seven documents, one of them damaged, and a thing that is none."""
    data = {"b.docx": docx(p("UNODC supports target 5.2.")), "d.docx": b"PK\x03\x04 and no more"}
    things = [Found(path=name, status="found", data=data.get(name, _TEXT.encode())) for name in _NAMES]
    return [*things[:3], Found(path="none", status="failed", reason="it is a device"), *things[3:]]


def told(outcomes: Iterable[tuple[Found, Outcome]]) -> list[tuple[str, str]]:
    """The name of each thing, and the text or the fault."""
    return [
        (one.path, outcome.text if isinstance(outcome, Document) else str(outcome))
        for one, outcome in outcomes
    ]


def by(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> Engine:
    """An engine whose workers are these."""

    @contextmanager
    def hired(*_: object) -> Iterator[Workers]:
        yield workers

    monkeypatch.setattr("kg.pipeline.readings.labour_of", hired)
    return Engine(name="dask")


@pytest.mark.parametrize("lost", [-1, 0, 1])
def test_workers_read_what_this_machine_reads_though_some_are_lost(
    found: list[Found], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lost: int
) -> None:
    engine = by(monkeypatch, Workers(lost))
    far = readings.read_each(found, wanted=lambda _: True, engine=engine, root=tmp_path)
    assert told(far) == told(sources.read_each(found))


def test_each_worker_gets_a_few_documents_at_once(
    found: list[Found], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workers = Workers()
    list(readings.read_each(found, wanted=lambda _: True, engine=by(monkeypatch, workers), root=tmp_path))
    assert workers.given == [["e.txt", "f.txt", "g.txt"], ["a.txt", "b.docx", "c.txt", "d.docx"]]


def test_what_is_not_wanted_is_not_sent(
    found: list[Found], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workers = Workers()
    wanted = {"c.txt", "f.txt"}
    outcomes = told(
        readings.read_each(
            found, wanted=lambda one: one.path in wanted, engine=by(monkeypatch, workers), root=tmp_path
        )
    )
    assert workers.given == [["c.txt", "f.txt"]]
    assert [name for name, text in outcomes if text == _TEXT] == ["c.txt", "f.txt"]
    assert [name for name, _ in outcomes] == [one.path for one in found]


def test_where_nothing_is_wanted_no_cluster_is_asked(found: list[Found], tmp_path: Path) -> None:
    nowhere = Engine(name="dask", scheduler="tcp://127.0.0.1:1")
    outcomes = list(readings.read_each(found, wanted=lambda _: False, engine=nowhere, root=tmp_path))
    assert outcomes == [(one, None) for one in found]


def test_a_large_document_is_read_here(
    found: list[Found], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kg.pipeline.readings._LARGEST", len(_TEXT))
    workers = Workers()
    far = readings.read_each(found, wanted=lambda _: True, engine=by(monkeypatch, workers), root=tmp_path)
    assert told(far) == told(sources.read_each(found))
    assert all("b.docx" not in batch for batch in workers.given)


@pytest.mark.parametrize(("most", "size"), [(2, 10**9), (10**9, 100)])
def test_never_more_than_a_few_documents_are_on_their_way(
    found: list[Found], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, most: int, size: int
) -> None:
    monkeypatch.setattr("kg.pipeline.readings._WAITING", most)
    monkeypatch.setattr("kg.pipeline.readings._BYTES", size)
    workers = Workers()
    far = readings.read_each(found, wanted=lambda _: True, engine=by(monkeypatch, workers), root=tmp_path)
    assert told(far) == told(sources.read_each(found))
    assert max(len(batch) for batch in workers.given) <= 2


@pytest.mark.slow
def test_a_dask_cluster_reads_what_this_machine_reads(found: list[Found], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    engine = Engine(name="dask", jobs=2)
    far = readings.read_each(found, wanted=lambda _: True, engine=engine, root=tmp_path)
    assert told(far) == told(sources.read_each(found))
