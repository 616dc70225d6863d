"""A small store that the tests of the service share, and a real server over it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import build, store
from kg.settings import Settings
from publish.dumps import export

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/mg/"
BUILD = """
<https://example.org/mg/id/programme/rivers> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#Programme> .
<https://example.org/mg/id/programme/rivers> <http://www.w3.org/2004/02/skos/core#prefLabel> "Rivers Programme"@en .
<https://example.org/mg/id/programme/rivers> <https://example.org/mg/ns#contributesTo> <http://metadata.un.org/sdg/16.4> .
<https://example.org/mg/id/programme/rivers> <https://example.org/mg/ns#implementedBy> <https://example.org/mg/id/org/unodc> .
<https://example.org/mg/id/org/unodc> <http://www.w3.org/2004/02/skos/core#prefLabel> "Office \\"on\\" Drugs,\\nand Crime"@en .
<https://example.org/mg/id/doc/S_RES_2322.2016> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#Resolution> .
<https://example.org/mg/id/programme/rivers> <https://example.org/mg/ns#contributesTo> <http://metadata.un.org/sdg/16.4> <https://example.org/mg/graph/doc/d/1> .
<https://example.org/mg/id/programme/rivers> <https://example.org/mg/ns#contributesTo> <http://metadata.un.org/sdg/16.4> <https://example.org/mg/graph/doc/d/2> .
<https://example.org/mg/id/st/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#Statement> <https://example.org/mg/graph/prov/d/1> .
<https://example.org/mg/id/st/1> <https://example.org/mg/ns#evidence> <https://example.org/mg/id/doc/d/v/1/p/0-9> <https://example.org/mg/graph/prov/d/1> .
<https://example.org/mg/id/doc/d/v/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#DocumentVersion> <https://example.org/mg/graph/prov/d/1> .
"""  # noqa: E501


def make_store(root: Path, nquads: str = BUILD, build: str = "one") -> Path:
    """A store folder whose live build holds these quads."""
    store.publish(root, build, nquads.encode(), {"base": BASE})
    return root


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a few triples, and a thousand more in a graph of numbers for queries that cost something."""
    numbers = "".join(
        f'<https://example.org/n/{n}> <https://example.org/n> "{n}" <https://example.org/numbers> .\n'
        for n in range(1000)
    )
    return make_store(tmp_path_factory.mktemp("served") / "store", BUILD + numbers)


@pytest.fixture
def reader(store_path: Path) -> store.Reader:
    return store.open_reader(store_path)


@pytest.fixture(scope="session")
def server(store_path: Path) -> Iterator[str]:
    """The address of a real server with small limits: 2 seconds, 500 rows."""
    process, address = start(store_path, "--timeout", "2", "--max-rows", "500")
    yield address
    process.terminate()
    assert process.wait(20) == 0


def start(folder: Path | str, *options: str) -> tuple[subprocess.Popen[str], str]:
    """A server process and the address that it prints."""
    script = "import typer; from publish.commands.serve import serve; typer.run(serve)"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "--store", str(folder), "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def children(pid: int) -> list[int]:
    """The processes that a server has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def eventually(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something comes true; a machine with much to do may take its time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def triples(turtle: bytes) -> set[str]:
    """The triples of a Turtle text, each as one line."""
    return {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, bare_store: Path) -> Iterator[str]:
    """The address of a server over the graph of one sample document, with its dumps."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(bare_store, folder / "store", symlinks=True)
    document = ROOT / "seeds" / "documents" / "ctoc-technical-assistance.md"
    build(
        [str(document)],
        Settings(store=folder / "store", decisions=folder / "decisions"),
        now="2026-01-01T00:00:00Z",
    )
    export(store.open_reader(folder / "store"), folder / "dumps")
    process, address = start(folder / "store", "--dumps", str(folder / "dumps"))
    yield address
    process.terminate()
    assert process.wait(20) == 0
