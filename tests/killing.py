"""Builds that are killed with SIGKILL at random moments, and the state that each leaves.

python -m tests.killing FOLDER COUNT     prints one JSON object: how often a build was killed and which states were seen

Children are forked from a process that has imported everything, so that a moment falls into the work and not into the
start of Python.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import kg
from kg import assembly, language, store
from kg.settings import Settings

_NOW = "2026-01-01T00:00:00Z"
_TEXTS = (
    "United Nations SAMPLE/2026/9\n\nThe Harbour Watch Programme contributes to target 16.4.\n",
    "United Nations SAMPLE/2026/9\n\nThe Global Harbour Watch Programme contributes to target 5.2.\n",
)


def main(folder: Path, count: int) -> None:
    """Kills `count` builds; each is to turn the store from one of two states into the other."""
    language.sentences("Loaded once. For all children.")
    told = Settings(store=folder / "store", decisions=folder / "decisions")
    assembly.code_digest()  # once, for somebody may be working on the code
    wanted = [_in_child(partial(_state, told, text)) for text in (*_TEXTS, _TEXTS[0])]
    took = _lasting(partial(_state, told, _TEXTS[1]))
    _in_child(lambda: _state(told, _TEXTS[0]))
    moments = random.Random(20261122)
    seen: Counter[str] = Counter()
    killed = turns = 0
    while killed < count and turns < 20 * count:
        turns += 1
        killed += _killed(told, _TEXTS[turns % 2], moments.uniform(0, took))
        seen[_in_child(lambda: _dumped(told))] += 1
    rest = sorted(path.name for place in (told.store, told.store / "builds") for path in place.glob(".*"))
    after = _in_child(lambda: _state(told, _TEXTS[0]))
    left = sorted(path.name for place in (told.store, told.store / "builds") for path in place.glob(".*"))
    print(
        json.dumps(
            {
                "killed": killed,
                "states": sorted(seen),
                "whole": sorted(set(wanted)),
                "again": after == wanted[0],
                "half": len(rest),
                "left": left,
            }
        )
    )


def _built(told: Settings, text: str) -> None:
    path = told.store.parent / "a.txt"
    path.write_text(text, encoding="utf-8")
    kg.build([path], told, now=_NOW)


def _dumped(told: Settings) -> str:
    """Hash of all quads of the live build."""
    quads = sorted(str(quad) for quad in store.open_reader(told.store).store)
    return hashlib.sha256("\n".join(quads).encode()).hexdigest()


def _state(told: Settings, text: str) -> str:
    _built(told, text)
    return _dumped(told)


def _in_child(work: Callable[[], str]) -> str:
    """What `work` returns in a process of its own; the engine's threads would not survive a fork."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(theirs, work().encode())
        except BaseException as error:
            os.write(theirs, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        answer = told.read()
    os.waitpid(child, 0)
    return answer


def _lasting(work: Callable[[], str]) -> float:
    start = time.monotonic()
    _in_child(work)
    return time.monotonic() - start


def _killed(told: Settings, text: str, seconds: float) -> int:
    """Whether the build was still at work when it was killed."""
    child = os.fork()
    if not child:
        try:
            _built(told, text)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return int(os.WIFSIGNALED(status))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
