"""What Lighthouse says of the main pages, as a phone sees them.

    python benchmarks/lighthouse.py

For each page the marks from 0 to 1 for accessibility and performance, and the bytes that were sent. The server runs
over the sample documents. Lighthouse comes from npm, pinned, into a folder of its own that is thrown away; it needs
Chromium, and Node.js 20 or newer. Where one of these is missing, or npm cannot be reached, that is said and nothing
is measured.

Marks for performance belong to the machine and what else it does at the time; those for accessibility do not.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg import build
from kg.settings import Settings

LIGHTHOUSE = "lighthouse@12.8.2"
GOALS = {"accessibility": 1.0, "performance": 0.95}
PAGES = {
    "front page": "en/", "front page, Arabic": "ar/", "question": "en/q/by-target?target=16.4",
    "search": "en/search?q=training", "record": "en/id/org/unodc", "document": "en/id/doc/SAMPLE_2026_1",
    "target": "en/sdg/16.4", "quality": "en/quality", "sparql": "en/sparql",
}  # fmt: skip
_ROOT = Path(__file__).resolve().parent.parent
_NODE = 20


def main() -> None:
    """Prints the table, or why there is none."""
    missing = _missing()
    if missing:
        print(f"left out: {missing}")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        program = _installed(home / "npm")
        if program is None:
            print(f"left out: npm could not fetch {LIGHTHOUSE}")
            return
        print(f"{'page':<22}{'accessibility':>14}{'performance':>13}{'kB':>8}   (goals {_goals()})")
        with _served(home) as address:
            for title, path in PAGES.items():
                _line(title, _report(program, home, address + path))


def _missing() -> str:
    """What is not there that Lighthouse needs; empty where all is."""
    for name in ("node", "npm", "chromium"):
        if shutil.which(name) is None:
            return f"needs {name}"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"v(\d+)", version)
    return "" if found and int(found[1]) >= _NODE else f"needs Node.js {_NODE}, not {version.strip()}"


def _installed(folder: Path) -> Path | None:
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    ran = subprocess.run([*command, "--prefix", str(folder), LIGHTHOUSE], capture_output=True, check=False)
    program = folder / "node_modules" / ".bin" / "lighthouse"
    return program if ran.returncode == 0 and program.exists() else None


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of a server over the sample documents."""
    samples = sorted(str(path) for path in (_ROOT / "seeds" / "documents").glob("*.*"))
    build(samples, Settings(store=home / "store", decisions=home / "decisions"), now="2026-01-01T00:00:00Z")
    command = [sys.executable, "-m", "kg", "serve", "--store", str(home / "store"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _report(program: Path, home: Path, address: str) -> dict[str, Any]:
    """What Lighthouse says of one page."""
    found = home / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu"
    only = f"--only-categories={','.join(GOALS)}"
    command = [str(program), address, only, "--output=json", f"--output-path={found}", "--quiet"]
    environment = os.environ | {"CHROME_PATH": str(shutil.which("chromium")), "CI": "1"}
    subprocess.run([*command, f"--chrome-flags={flags}"], env=environment, check=True, capture_output=True)
    told: dict[str, Any] = json.loads(found.read_bytes())
    return told


def _line(title: str, told: dict[str, Any]) -> None:
    marks = [told["categories"][name]["score"] for name in GOALS]
    sent = told["audits"]["total-byte-weight"]["numericValue"]
    print(f"{title:<22}{marks[0]:>14.2f}{marks[1]:>13.2f}{sent / 1000:>8.1f}", flush=True)
    for name, audit in sorted(told["audits"].items()):
        refs = {one["id"] for one in told["categories"]["accessibility"]["auditRefs"] if one["weight"]}
        if name in refs and audit["score"] == 0:
            print(f"  breaks {name}: {audit['title']}")


def _goals() -> str:
    return ", ".join(f"{name} {mark:g}" for name, mark in GOALS.items())


if __name__ == "__main__":
    main()
