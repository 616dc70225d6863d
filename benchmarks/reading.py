"""A folder of many documents read by one process and by two, and the memory that the run takes meanwhile.

    python benchmarks/reading.py [COUNT]

COUNT documents (1,000 without it), each of about ten pages: Word documents of our own words, and the PDF files of the
reference material of eight to twelve pages, repeated, where MANDATEGRAPH_REFERENCE says where they are. Timed is from
the folder to the texts on disk, without extraction. Memory is the peak of the process that leads, in megabytes, and
the peak of any child; the growth from the first tenth of the run to its end shows whether it streams. The share of the
work that the leading process does itself, in per cent, bounds what further processes can gain.
"""

import hashlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.sources import collect, read_each
from kg.types import Document

_COUNT = 1_000
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_PAGE = 45
"""Lines of a page."""


def main(count: int) -> None:
    """Prints one line for each set of documents."""
    columns = ("one s", "two s", "one/two", "lead %", "lead MB", "grown MB", "child MB")
    print(f"{'documents':<18}" + "".join(f"{column:>10}" for column in columns), flush=True)
    for name, originals in _sets():
        with tempfile.TemporaryDirectory() as folder:
            _repeated(originals, Path(folder), count)
            one, _ = _timed(Path(folder), 1)
            before = _worked()
            two, grown = _timed(Path(folder), 2)
        lead, children = (now - then for now, then in zip(_worked(), before, strict=True))
        peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in _WHO]
        share = 100 * lead / (lead + children)
        row = (
            f"{one:.1f}",
            f"{two:.1f}",
            f"{one / two:.2f}",
            f"{share:.0f}",
            *(f"{p:.0f}" for p in (peaks[0], grown, peaks[1])),
        )
        print(f"{name:<18}" + "".join(f"{cell:>10}" for cell in row), flush=True)


def _worked() -> tuple[float, float]:
    """Seconds of work that this process and the children that have ended took of a core."""
    used = [resource.getrusage(who) for who in _WHO]
    return used[0].ru_utime + used[0].ru_stime, used[1].ru_utime + used[1].ru_stime


def _sets() -> Iterator[tuple[str, list[bytes]]]:
    from tests.written import docx, p

    words = "The Office trained {} experts in Malta in support of target 16.4 and of resolution 78/226. "
    yield (
        "Word documents",
        [docx("".join(p(words.format(n) * 4) for n in range(k, k + 10 * _PAGE // 4))) for k in range(9)],
    )
    if reference := os.environ.get("MANDATEGRAPH_REFERENCE"):
        files = sorted(Path(reference, "corpus", "pdf").glob("*.pdf"))
        yield "PDF documents", [file.read_bytes() for file in files if 8 <= _pages(file) <= 12]


def _pages(file: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def _repeated(originals: Iterable[bytes], folder: Path, count: int) -> None:
    kept = list(originals)
    for number in range(count):
        (folder / f"{number:05}").write_bytes(kept[number % len(kept)])


def _timed(folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds, and how many megabytes the leading process grew after the first tenth."""
    start, early, total = time.perf_counter(), 0.0, sum(1 for _ in folder.iterdir())
    with tempfile.TemporaryDirectory() as texts:
        for number, (_, outcome) in enumerate(read_each(collect([folder]), jobs=jobs)):
            assert isinstance(outcome, Document)
            name = hashlib.sha256(outcome.text.encode()).hexdigest()
            Path(texts, name).write_text(outcome.text, encoding="utf-8")
            if number == total // 10:
                early = _resident()
    return time.perf_counter() - start, _resident() - early


def _resident() -> float:
    """Memory that this process holds now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT)
