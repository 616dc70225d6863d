"""The hostile files read and built, as they are for users; the memory of children is told by a process of its own."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

from kg.sources import collect, read_each
from kg.types import Document


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
        for found, what in read_each(collect([folder]), jobs=2)
    }
    # What the system tells of this process by the same call would hold the peak of the process that began it.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, int(found[1])


def build_all(folder: Path, work: Path) -> tuple[dict[str, str], int, str]:
    """What `kg build` says of each file below the folder, its exit code, and what it prints beside."""
    ended = subprocess.run(
        [sys.executable, "-m", "kg", "build", folder, "--store", work / "store", "--json", "--jobs", "2"],
        capture_output=True,
        cwd=work,
        check=False,
    )
    files = json.loads(ended.stdout)["files"]
    lines = {
        one["path"].removeprefix(f"{folder}/"): f"{one['status']}: {one['reason'] or ''}" for one in files
    }
    assert len(lines) == len(files)
    return lines, ended.returncode, ended.stderr.decode()
