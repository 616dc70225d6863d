"""A build sent to another server beside the same quads at once, and one changed document in two sizes of store.

    python benchmarks/remote.py [QUADS]

QUADS is about the size of the large store, 300,000 unless told; the small one has the vocabularies, which alone are
some 60,000 quads, and one document at least. Both hold copies of a sample document under names of their own beside the
vocabularies; what they really hold is counted and told. The server is Oxigraph's own on this machine
(`pip install oxigraph`), started empty for each size. The floor is one POST of all quads to its `/store`, which knows
of no documents, no hashes and no texts. Making the build is not timed, sending it is: once for the whole, the best of
three for the change.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox

import kg
from kg import assets, store
from kg.remote import Client, Credentials, Endpoint, Local, claim, mark, push
from kg.settings import Settings

_RUNS = 3
_PORT = 7951
_NAME = "SAMPLE_2026_2"
_MORE = '<urn:note/{run}> <urn:says> "more" <{graph}> .\n'


def main(size: int) -> None:
    """Prints a table of seconds, and their ratios."""
    print(f"{'quads':>9}{'documents':>11}{'whole':>9}{'at once':>9}{'changed':>9}{'requests':>10}")
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_measured(Path(folder, str(quads)), quads) for quads in (size // 10, size))
    print(
        f"whole: {large[0] / large[1]:.1f} times as long as all quads at once ({small[0] / small[1]:.1f} when small)"
    )
    print(
        f"one changed document: {large[2] / small[2]:.1f} times as long among {large[3]:,} quads as among "
        f"{small[3]:,}, {large[3] / small[3]:.1f} times as many"
    )


def _measured(home: Path, size: int) -> tuple[float, float, float, int]:
    """Seconds for the whole, for all quads at once, and for one changed document; and how many quads there are."""
    lines, copies = _lines(home, size)
    with _server(home / "other") as address:
        began = time.perf_counter()
        headers = {"Content-Type": "application/n-quads"}
        httpx.post(
            f"{address}/store", content="".join(lines), headers=headers, timeout=None
        ).raise_for_status()
        at_once = time.perf_counter() - began
    with _server(home / "server") as address:
        whole, _ = _sent(address, _local(home, "whole", lines))
        changed = []
        for run in range(_RUNS):
            graph = f"https://w3id.org/mandategraph/graph/doc/{_NAME}-0/d268657986bd"
            lines = [*lines, _MORE.format(run=run, graph=graph), f'<urn:note/{run}> <urn:says> "more" .\n']
            changed.append(_sent(address, _local(home, f"run-{run}", lines)))
    best, requests = min(changed)
    print(f"{len(lines):9}{copies:11}{whole:9.2f}{at_once:9.2f}{best:9.2f}{requests:10}")
    return whole, at_once, best, len(lines)


def _lines(home: Path, size: int) -> tuple[list[str], int]:
    """The quads of a store of so many, and how many documents it has."""
    told = Settings(store=home / "sample", decisions=home / "none")
    kg.build(
        [assets.folder("seeds") / "documents" / "ctoc-technical-assistance.md"],
        told,
        now="2026-01-01T00:00:00Z",
    )
    sample = [_line(quad) for quad in store.open_reader(told.store).store]
    own = [line for line in sample if _NAME in line]
    copies = max(1, (size - len(sample)) // len(own))
    more = [line.replace(_NAME, f"{_NAME}-{number}") for number in range(copies) for line in own]
    return [*sample, *more], copies + 1


def _line(quad: ox.Quad) -> str:
    return f"{quad} .\n"


def _local(home: Path, name: str, lines: list[str]) -> Local:
    root = home / name
    base = "https://w3id.org/mandategraph/"
    store.publish(root, name, "".join(lines).encode(), {"base": base})
    live = (root / "current").resolve()
    return Local(
        build=name,
        manifest=mark((live / "manifest.json").read_bytes()),
        base=base,
        opened=lambda: ox.Store.read_only(str(live / "graph")),
        hashes=json.loads((live / "graphs.json").read_bytes()),
        files={},
    )


class _Counting(Client):
    """A client that counts what it sends."""

    sent = 0

    def update(self, text: str) -> None:
        self.sent += 1
        super().update(text)


def _sent(address: str, local: Local) -> tuple[float, int]:
    endpoint = Endpoint(
        address=address,
        query=f"{address}/query",
        update=f"{address}/update",
        data=f"{address}/store",
        timeout=600,
    )
    client = _Counting(endpoint, Credentials())
    began = time.perf_counter()
    lease = claim(client, "benchmark")
    push(client, local, lease=lease, progress=_silent)
    lease.release()
    return time.perf_counter() - began, client.sent


def _silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    program = Path(sys.executable).parent / "oxigraph"
    if not program.exists():
        raise SystemExit("left out: needs the server, pip install oxigraph")
    address = f"127.0.0.1:{_PORT}"
    command = [str(program), "serve", "--location", str(folder), "--bind", address]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                httpx.get(f"http://{address}/store?default", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
