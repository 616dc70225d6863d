"""What one document may take: what takes more is ended, and what comes behind it is as before."""

import re
import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import extraction, pipeline, predictions, vocabulary
from kg.engines import Engine
from kg.limits import Limits, SpentError, within
from kg.settings import Settings
from kg.types import Document, Extraction

SHORT = Limits(seconds=0.5)
SMALL = Limits(memory=64 * 2**20)


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def hang() -> None:
    while True:
        pass


def hang_in_a_pattern() -> None:
    re.fullmatch(r"(a|aa)+b", "a" * 60)


def hang_whatever_is_raised() -> None:
    until = time.process_time() + 30
    while time.process_time() < until:
        try:
            hang()
        except Exception:
            continue


def swell() -> None:
    kept = []
    while True:
        kept.append(bytearray(2**20))


@pytest.mark.parametrize("work", [hang, hang_in_a_pattern, hang_whatever_is_raised])
def test_work_that_takes_too_long_is_ended_in_time(work: Callable[[], None]) -> None:
    begun = time.process_time()
    with pytest.raises(SpentError, match=r"more than 0\.5 seconds"), within(SHORT):
        work()
    assert time.process_time() - begun < 3 * SHORT.seconds


def test_work_that_takes_too_much_memory_is_ended() -> None:
    with (
        pytest.raises(SpentError, match="more than 64 megabytes of memory") as raised,
        within(SMALL, "a.pdf"),
    ):
        swell()
    assert raised.value.where == "a.pdf"
    assert raised.value.remedy


def test_memory_that_is_held_already_is_not_counted() -> None:
    kept = bytearray(2 * SMALL.memory)
    with within(SMALL):
        more = bytearray(SMALL.memory // 2)
    assert len(kept) == 4 * len(more)


@pytest.mark.slow
def test_limits_end_with_the_work() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    with within(SHORT):
        assert resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
    burn(2 * SHORT.seconds)
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)) == before


def test_a_clock_that_runs_already_goes_on() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGPROF, lambda number, _: rung.append(number))
    signal.setitimer(signal.ITIMER_PROF, 0.3)
    with within(Limits(seconds=60)):
        pass
    burn(0.5)
    signal.signal(signal.SIGPROF, before)
    assert rung == [signal.SIGPROF]


def test_a_lower_limit_of_the_process_stays() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    low = 2**40
    resource.setrlimit(resource.RLIMIT_AS, (low, hard))
    with within(Limits(memory=2**50)):
        inside = resource.getrlimit(resource.RLIMIT_AS)[0]
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert inside == low


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(KeyError), within(SHORT):
        raise KeyError


def test_other_threads_are_left_alone() -> None:
    done: list[bool] = []

    def work() -> None:
        with within(Limits(seconds=0.001)):
            burn(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


# A build.

NOTE = "{} supports SDG target 16.4 by training judges in nine countries of the region.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("calm", "endless", "quiet"):
        (folder / f"{name}.txt").write_text(NOTE.format(f"The {name.title()} Programme"))
    vocabulary.load()
    return folder


def upset_by_endless(upset: Callable[[], None]) -> Callable[..., Extraction]:
    real = extraction.extract

    def extract(document: Document, **told: Any) -> Extraction:
        if document.name == "endless":
            upset()
        return real(document, **told)

    return extract


@pytest.mark.slow
@pytest.mark.parametrize(
    ("upset", "seconds", "why"),
    [(hang, 3, "more than 3 seconds"), (swell, 100, "megabytes of memory")],
)
def test_a_text_that_takes_too_much_fails_alone(
    upset: Callable[[], None],
    seconds: int,
    why: str,
    texts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.pipeline.steps.extract", upset_by_endless(upset))
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    report = pipeline.build([texts], settings, now="2031-01-01T00:00:00Z", engine=Engine(seconds=seconds))
    assert [(Path(file.path).stem, file.status) for file in report.files] == [
        ("calm", "read"),
        ("endless", "failed"),
        ("quiet", "read"),
    ]
    assert why in report.files[1].reason
    assert report.build


def test_extract_tells_which_text_takes_too_much_and_goes_on(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.extract", upset_by_endless(swell))
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    reports = predictions.write([texts], tmp_path / "out", settings, progress=lambda *_: None)
    assert [(report.status, "memory" in report.reason) for report in reports] == [
        ("read", False),
        ("failed", True),
        ("read", False),
    ]
