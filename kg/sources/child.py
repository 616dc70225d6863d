"""The process that reads documents for another one: `python -m kg.sources.child MEMORY SECONDS`.

It takes files on standard input, one after another, and gives back what each says, or why it cannot be read. Memory
and time are limited by the system, so that no file and no fault of a library can take more.
"""

import json
import os
import resource
import signal
import sys
from typing import Any

from kg.errors import ReadError
from kg.layout import dump
from kg.sources.found import Found
from kg.sources.frames import receive, send
from kg.sources.reading import content

OUT_OF_MEMORY = "memory"
_GRACE = 5
"""Seconds after which a child whose parent has gone ends itself."""


def main(memory: int, seconds: int) -> None:
    """Answers until the parent closes standard input, or memory runs out."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints does not speak to the parent
    requests = sys.stdin.buffer
    while (told := receive(requests)) is not None and (data := receive(requests)) is not None:
        signal.alarm(seconds + _GRACE)
        found = Found(**json.loads(told), status="found", data=data)
        reply = answer(found)
        signal.alarm(0)
        send(replies, json.dumps(reply).encode())
        if reply.get("limit"):
            return


def answer(found: Found) -> dict[str, Any]:
    """What the document says, or why it cannot be read, as plain JSON values."""
    try:
        read = content(found)
    except ReadError as error:
        return {"what": error.what, "remedy": error.remedy}
    except MemoryError:
        return {"limit": OUT_OF_MEMORY}
    except RecursionError:
        return {"what": "its parts are nested too deeply", "remedy": "save it again in another format"}
    except Exception as error:  # a damaged file may upset a library in any way
        what = f"the reader of this format failed on it ({type(error).__name__})"
        return {"what": what, "remedy": "save it again, or in another format"}
    layout = dump(read.layout) if read.layout else None
    return {"text": read.text, "media_type": read.media_type, "language": read.language, "layout": layout}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
