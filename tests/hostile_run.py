"""The hostile files read, in a process of its own, so that the memory of its children is told alone."""

import re
import resource
from pathlib import Path

from kg.sources import Limits, collect, read_each
from kg.types import Document

LIMITS = Limits(seconds=20, memory=2**30)


def read_all(folder: Path) -> tuple[dict[str, str], int, int]:
    """What is said of each file below the folder, and peaks of memory in kibibytes: of any child, of the parent."""
    told = {
        found.shown.removeprefix(f"{folder}/"): (
            f"read: {what.text.strip()}"
            if isinstance(what, Document)
            else f"failed: {what.what}; {what.remedy}"
            if what
            else f"{found.status}: {found.said}"
        )
        for found, what in read_each(collect([folder]), limits=LIMITS, jobs=2)
    }
    # What the system tells of this process by the same call would hold the peak of the process that began it.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, int(found[1])
