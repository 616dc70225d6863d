"""Bytes to documents by an engine: processes here, or workers of a cluster, to which the bytes are sent.

Only this machine goes to folders, archives and addresses, so that its rules about hosts, links and sizes hold for
all. A worker reads as this machine does: each document in a process of its own with limits of memory and time.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg import sources
from kg.engines import Engine, Failed
from kg.pipeline.labour import Labour, labour_of
from kg.sources import Found, Outcome

_Batch = tuple[Found, ...]
_TOGETHER = 4
"""Documents that a worker gets at once: none may take longer than its share of the time of a piece of work."""
_LARGEST = 32 * 2**20
"""Bytes of a document that is sent; a larger one is read here."""
_WAITING = 128
"""Documents that are on their way at once, and with `_BYTES` what they hold of memory."""
_BYTES = 4 * _LARGEST


def read_each(
    found: Iterable[Found], *, wanted: Callable[[Found], bool], engine: Engine, root: Path
) -> Iterator[tuple[Found, Outcome]]:
    """Each thing found, in order, with its document where it has bytes and is wanted, or why it cannot be read.

    Raises `ConfigError` and `SourceError` as engines do, where there is something to read.
    """
    if not engine.distant:
        yield from sources.read_each(found, wanted=wanted, jobs=engine.jobs)
        return
    windows = _windows((one, one.data is not None and wanted(one)) for one in found)
    for window in windows:
        if any(read for _, read in window):
            with labour_of(engine, root) as labour:  # once: the same workers read all that is left
                for rest in chain((window,), windows):
                    yield from _read(labour, rest)
        else:
            yield from ((one, None) for one, _ in window)


def _windows(found: Iterable[tuple[Found, bool]]) -> Iterator[list[tuple[Found, bool]]]:
    """What is found, in pieces that memory can hold."""
    window: list[tuple[Found, bool]] = []
    size = 0
    for one, read in found:
        window.append((one, read))
        size += len(one.data or b"")
        if len(window) >= _WAITING or size >= _BYTES:
            yield window
            window, size = [], 0
    if window:
        yield window


def _read(labour: Labour, window: list[tuple[Found, bool]]) -> Iterator[tuple[Found, Outcome]]:
    sent = [one for one, read in window if read and len(one.data or b"") <= _LARGEST]
    batches = [tuple(sent[start : start + _TOGETHER]) for start in range(0, len(sent), _TOGETHER)]
    outcomes: dict[int, Outcome] = {}
    for made in labour(_outcomes, list(enumerate(batches)), _nothing):
        if not isinstance(made, Failed):
            number, read = made
            outcomes |= {id(one): outcome for one, outcome in zip(batches[number], read, strict=True)}
    # What a worker was lost with is no fault of a document: it is read here.
    for one, read_it in window:
        if read_it and id(one) not in outcomes:
            ((_, outcome),) = sources.read_each([one])
            yield one, outcome
        else:
            yield one, outcomes.get(id(one))


def _outcomes(batch: tuple[int, _Batch], root: Path) -> tuple[int, list[Outcome]]:
    """Runs on the worker."""
    del root
    number, found = batch
    return number, [outcome for _, outcome in sources.read_each(found)]


def _nothing(batch: tuple[int, _Batch]) -> Iterable[str]:
    """Files of the store that reading needs."""
    del batch
    return ()
