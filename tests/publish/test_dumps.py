"""Dumps: the same graph in every format, the same bytes every time, nothing half written."""

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.discover import plugins
from kg.errors import LimitError, StoreError
from kg.store import Reader, open_reader
from publish.dumps import export
from publish.formats import trig
from tests.publish.conftest import BUILD, ROOT, make_store

FILES = ["SHA256SUMS", "mandategraph.nq", "mandategraph.trig", "mandategraph.ttl"]


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def quads(data: bytes, written: str) -> set[Any]:
    parsed = rdflib.Dataset()
    parsed.parse(data=data, format=written)
    return {(s, p, o, g) for s, p, o, g in parsed.quads()}


def test_export_writes_each_format_and_sums(reader: Reader, tmp_path: Path) -> None:
    written = export(reader, tmp_path / "new" / "dump")
    assert listed(tmp_path / "new" / "dump") == FILES
    assert written[-1].name == "SHA256SUMS"


def test_sums_are_those_of_the_files(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    digest = hashlib.sha256((tmp_path / "mandategraph.nq").read_bytes()).hexdigest()
    assert f"{digest}  mandategraph.nq\n" in (tmp_path / "SHA256SUMS").read_text()


def test_two_stores_of_the_same_graph_give_the_same_bytes(tmp_path: Path) -> None:
    backwards = "\n".join(reversed(BUILD.strip().split("\n"))) + "\n"
    export(open_reader(make_store(tmp_path / "one")), tmp_path / "a")
    # A process of its own: hash orders differ from process to process.
    script = (
        "import sys; from pathlib import Path; from kg.store import open_reader; from publish.dumps import export; "
        "export(open_reader(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    two = make_store(tmp_path / "two", backwards)
    subprocess.run([sys.executable, "-c", script, str(two), str(tmp_path / "b")], cwd=ROOT, check=True)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_quads_are_sorted_lines(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    lines = (tmp_path / "mandategraph.nq").read_bytes().split(b"\n")[:-1]
    assert lines == sorted(set(lines))
    assert len(lines) == len(reader.store)


def test_another_library_reads_the_same_quads_from_trig_and_nquads(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    dump = content(tmp_path / "dump")
    expected = quads(BUILD.encode(), "nquads")
    assert quads(dump["mandategraph.nq"], "nquads") == expected
    assert quads(dump["mandategraph.trig"], "trig") == expected


def test_turtle_holds_the_default_graph(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    found = rdflib.Graph().parse(tmp_path / "dump" / "mandategraph.ttl")
    default = "".join(line + "\n" for line in BUILD.split("\n")[:7])
    assert set(found) == set(rdflib.Graph().parse(data=default, format="nt"))


def test_turtle_reads_well(tmp_path: Path) -> None:
    nquads = (
        "<http://e/b> <https://example.org/mg/ns#contributesTo> <http://metadata.un.org/sdg/16.4> .\n"
        "<http://e/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#Programme> .\n"
        "<http://e/a> <https://example.org/mg/ns#activeIn> <http://metadata.un.org/sdg/codes/geoArea/170> .\n"
    )
    export(open_reader(make_store(tmp_path / "store", nquads)), tmp_path / "dump")
    assert (tmp_path / "dump" / "mandategraph.ttl").read_text() == (
        "@prefix m49: <http://metadata.un.org/sdg/codes/geoArea/> .\n"
        "@prefix mg: <https://example.org/mg/ns#> .\n"
        "@prefix sdg: <http://metadata.un.org/sdg/> .\n"
        "\n"
        "<http://e/a> mg:activeIn m49:170 .\n"
        "<http://e/b> a mg:Programme ;\n"
        "\tmg:contributesTo sdg:16.4 .\n"
    )


@pytest.mark.parametrize(
    ("number", "kind", "message"),
    [
        (errno.ENOSPC, LimitError, "the disk is full"),
        (errno.EIO, StoreError, "the export cannot be written"),
    ],
)
def test_fault_of_the_disk_leaves_the_old_dump(
    reader: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[Exception],
    message: str,
) -> None:
    export(reader, tmp_path)
    before = content(tmp_path)

    def broken(_: Reader, out: Any) -> None:
        out.write(b"half")
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(trig, "write", broken)
    with pytest.raises(kind, match=message):
        export(reader, tmp_path)
    assert content(tmp_path) == before


def test_folder_that_is_a_file_is_told(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "dump").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        export(reader, tmp_path / "dump")


def test_export_loads_no_heavy_library() -> None:
    script = (
        "import sys; import publish.commands.export, publish.commands.serve, publish.commands.demo; "
        "from kg.discover import plugins; plugins('publish.formats', 'write'); "
        "print(sorted({'spacy', 'pyshacl', 'rdflib', 'starlette', 'uvicorn'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_every_format_says_what_it_is() -> None:
    formats = plugins("publish.formats", "MEDIA_TYPE", "SUFFIX", "TITLE", "write")
    assert [module.SUFFIX for module in formats] == ["nq", "trig", "ttl"]
