"""A child process that holds the store read-only and answers one task after the other.

Started as `python -m publish.worker`. The engine cannot be stopped from inside and dies of some queries, so
it runs where it may be killed. Tasks come on stdin, answers go to stdout, both as a `frame`.
"""

import ctypes
import gc
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import ConfigError, LimitError, QueryError, StoreError
from kg.store import Reader, opened
from publish.frames import frame, read_frame
from publish.rows import TooManyRowsError
from publish.written import UnwritableError

MAX_ANSWER = 200_000_000
"""Bytes of an answer: the server holds it too, and more than once."""
_UNKNOWN = "custom function"
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
Answer = tuple[dict[str, Any], bytes]


def answer(reader: Reader, task: dict[str, Any]) -> Answer:
    """The answer to one task: a head with `status` and, where it is "ok", the body.

    Other statuses: "syntax" (with the engine's words), "rows" (more than `max_rows`), "large" (more than
    `MAX_ANSWER`), "absent" (nothing is known of the thing), "function" (the engine lacks it), "unwritable" (in XML),
    "question" (a parameter cannot be meant, with what and remedy), "memory", "away" (the store does not answer),
    "failed" (by a fault of ours).
    """
    try:
        told = _task(task["kind"])(reader, task)
    except (SyntaxError, ValueError) as error:
        # A value error is an address in a dataset parameter that is no IRI.
        return {"status": "syntax", "message": str(error)}, b""
    except (TooManyRowsError, LimitError):
        return {"status": "rows"}, b""
    except (QueryError, ConfigError) as error:
        return {"status": "question", "what": error.what, "where": error.where, "remedy": error.remedy}, b""
    except UnwritableError:
        return {"status": "unwritable"}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except StoreError:
        return {"status": "away"}, b""
    except Exception as error:  # a fault of ours must not pass for a query that needs too much
        if _UNKNOWN in str(error):
            return {"status": "function"}, b""
        return {"status": "failed", "fault": _place(error)}, b""
    body, more = told if isinstance(told, tuple) else (told, {})
    if len(body) > MAX_ANSWER:
        return {"status": "large"}, b""
    return {"status": "ok" if body else "absent"} | more, body


def _place(error: Exception) -> str:
    """Kind and place of a fault, without its words: they may hold what a client sent."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {Path(last.filename).name} line {last.lineno}"


@cache  # a module is loaded once
def _task(kind: str) -> Callable[[Reader, dict[str, Any]], Any]:
    run: Callable[[Reader, dict[str, Any]], Any] = import_module(f"publish.tasks.{kind}").run
    return run


def _address_space() -> int:
    """Bytes that this process has reserved; the open store alone takes some hundred megabytes, mostly unused."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _end_with_parent() -> None:
    """Has the system end this process when the server dies: nobody else would end a query then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Answers tasks until stdin ends; arguments: directory, base, megabytes for queries."""
    directory, base, megabytes = arguments
    # A query that dies must not fill the disk with its remains.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _end_with_parent()
    path = Path(directory)
    reader = Reader(path, opened(path), {"base": base}, path.parents[2])
    # The kind that is asked most should not have to be loaded when somebody waits.
    _task("query")
    # What is there now stays: the collector need not look at it again and again.
    gc.freeze()
    limit = _address_space() + int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    out = sys.stdout.buffer
    out.write(frame({"status": "ready"}))
    out.flush()
    while (message := read_frame(sys.stdin.buffer)) is not None:
        task = message[0]
        out.write(frame(*answer(reader, task)))
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
