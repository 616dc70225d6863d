"""One changed document in a large store, beside the same in a small one.

    python benchmarks/store.py [QUADS]

QUADS is the size of the large store, ten million unless told; the small one has a hundredth of it. Both hold copies of
a sample document under names of their own, extracted once and checked never, since that is not what is measured here.
Then `kg build` reads one document that is new, and one that changed, in a process of its own: what a user waits for,
program start included. Times are the best of three; a ratio is that of the large store to the small one, and that
of processor seconds is what other work on the machine disturbs least.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import kg
from kg import assets, store, validate
from kg.assembly import steps
from kg.engines import Engine
from kg.pipeline.entries import Entry, entry_of
from kg.pipeline.publishing import published
from kg.pipeline.steps import keep, keys_of
from kg.pipeline.texts import Order
from kg.settings import Settings
from kg.types import Entity, Extraction, Fact, Finding

_RUNS = 3
_GOAL = 1.5
_MORE = "\nUNODC supports target 16.4.\n"
_NOW = "2026-01-01T00:00:00Z"


def main(size: int) -> None:
    """Prints a table of seconds, and their ratios."""
    print(f"{'quads':>10}{'documents':>11}{'what':>11}{'seconds':>9}{'of processor':>14}")
    small, large = (_measured(quads) for quads in (size // 100, size))
    for what in small:
        ratios = [two / one for one, two in zip(small[what], large[what], strict=True)]
        print(f"{what}: {ratios[0]:.2f} times as long, {ratios[1]:.2f} of processor time, goal {_GOAL}")


def _measured(size: int) -> dict[str, tuple[float, float]]:
    """Seconds, and seconds of processor, of each kind of build."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder, "store"), decisions=Path(folder, "decisions"))
        documents, quads = prepared(settings, size)
        sample = next(iter(_samples())).read_text(encoding="utf-8")
        runs: dict[str, list[tuple[float, float]]] = {"new": [], "changed": [], "unchanged": []}
        for run in range(_RUNS):
            note = Path(folder, f"note-{run}.txt")
            text = sample.replace("SAMPLE/2026/", f"SAMPLE/{run}/")
            for what, more in (("new", ""), ("changed", _MORE), ("unchanged", _MORE)):
                note.write_text(text + more, encoding="utf-8")
                runs[what].append(_built(note, settings))
        best = {what: (min(t for t, _ in found), min(t for _, t in found)) for what, found in runs.items()}
        for what, seconds in best.items():
            print(f"{quads:>10}{documents:>11}{what:>11}{seconds[0]:>9.2f}{seconds[1]:>14.2f}", flush=True)
        return best


def _built(note: Path, settings: Settings) -> tuple[float, float]:
    command = [sys.executable, "-m", "kg", "build", str(note), "--quiet"]
    places = ["--store", str(settings.store), "--decisions", str(settings.decisions)]
    start = time.perf_counter()
    home = Path(__file__).parents[1]
    with subprocess.Popen([*command, *places], stdout=subprocess.DEVNULL, cwd=home) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
    if status:
        raise SystemExit(f"kg build ended with {status}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


# A store of many documents --------------------------------------------------------------------------------


def _samples() -> list[Path]:
    return sorted(assets.files("seeds", "documents/*"))


def prepared(settings: Settings, size: int) -> tuple[int, int]:
    """How many documents and quads the store holds now: copies of a sample until there are some `size` quads."""
    sample = kg.extract(kg.read(_samples()[0]))
    vars(validate).update(check_words=_unchecked, check_shapes=_unchecked)
    few, base = (_copies(settings, sample, range(number)) for number in (20, 10))
    each = (few - base) / 10
    documents = max(20, int((size - few) / each) + 20)
    return documents, _copies(settings, sample, range(documents))


def _unchecked(*_: object, **__: object) -> Iterator[Finding]:
    return iter(())


def _copies(settings: Settings, sample: Extraction, numbers: range) -> int:
    """Quads of a store that holds these copies."""
    shutil.rmtree(settings.store, ignore_errors=True)
    entries = {}
    for copy in (_copy(sample, number) for number in numbers):
        document = copy.document
        store.save_text(settings.store, document.sha256, document.text)
        entry = entry_of(document, document.source, None, steps())
        entries[document.source] = entry
        _planted(settings, entry, copy)
    order = Order(settings=settings, told=None, now=_NOW, steps=steps(), engine=Engine(jobs=2))
    return published(entries, (), order).quads


def _planted(settings: Settings, entry: Entry, copy: Extraction) -> None:
    keep(settings.store, keys_of(copy.document, entry.layout, settings, steps()), copy)


def _copy(sample: Extraction, number: int, shared: int = 20) -> Extraction:
    """The sample as another document: with a symbol of its own, and things that so many documents share."""
    text = f"{sample.document.text}\nCopy {number}.\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = replace(
        sample.document, source=f"/copies/{number}.txt", text=text, sha256=sha256, bytes_sha256=sha256
    )
    return replace(
        sample,
        document=document,
        facts=tuple(_numbered(fact, number) for fact in sample.facts),
        entities=tuple(_renamed(entity, number // shared) for entity in sample.entities),
    )


def _numbered(fact: Fact, number: int) -> Fact:
    return replace(fact, value=f"SAMPLE/2026/{number + 100}") if fact.field == "symbol" else fact


def _renamed(entity: Entity, number: int) -> Entity:
    return entity if entity.id else replace(entity, name=f"{entity.name} {number}", aliases=())


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000_000)
