"""Dumps: the same graph in every format, the same bytes every time, nothing half written."""

import errno
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox
import pytest
import rdflib

from kg.discover import plugins
from kg.errors import ConfigError, LimitError, StoreError
from kg.iris import Base
from kg.store import Reader, open_reader
from publish.dumps import export
from publish.formats import trig
from publish.fragments import Fragments
from publish.turtle import dump_prefixes, printer
from tests.publish.conftest import BASE, BUILD, ROOT, make_store

FILES = [
    "SHA256SUMS",
    "context.jsonld",
    "mandategraph.jsonld",
    "mandategraph.nq",
    "mandategraph.trig",
    "mandategraph.ttl",
    "void.ttl",
]


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


@pytest.mark.parametrize("inside", [".", "builds", "builds/new"])
def test_nothing_is_exported_into_a_store(inside: str, reader: Reader) -> None:
    before = sorted(reader.root.rglob("*"))
    with pytest.raises(ConfigError, match=r"this folder is part of a store.*Name another folder"):
        export(reader, reader.root / inside)
    assert sorted(reader.root.rglob("*")) == before


def test_sums_are_those_of_the_files(reader: Reader, tmp_path: Path) -> None:
    export(reader, tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert lines == [
        f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}" for name in FILES[1:]
    ]


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


def test_quads_stand_graph_by_graph_and_sorted_in_each(tmp_path: Path) -> None:
    nquads = (
        "<http://e/b> <http://e/p> <http://e/o> <http://e/g2> .\n"
        "<http://e/b> <http://e/p> <http://e/o> .\n"
        "<http://e/c> <http://e/p> <http://e/o> <http://e/g1> .\n"
        '<http://e/a> <http://e/p> "a <http://e/g2> .\\n" .\n'
        '<http://e/a> <http://e/p> "a <http://e/g2> .\\n" <http://e/g1> .\n'
    )
    export(open_reader(make_store(tmp_path / "store", nquads)), tmp_path / "dump")
    assert (tmp_path / "dump" / "mandategraph.nq").read_text() == (
        '<http://e/a> <http://e/p> "a <http://e/g2> .\\n" .\n'
        "<http://e/b> <http://e/p> <http://e/o> .\n"
        '<http://e/a> <http://e/p> "a <http://e/g2> .\\n" <http://e/g1> .\n'
        "<http://e/c> <http://e/p> <http://e/o> <http://e/g1> .\n"
        "<http://e/b> <http://e/p> <http://e/o> <http://e/g2> .\n"
    )


def test_another_library_reads_the_same_quads_from_trig_and_nquads(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    dump = content(tmp_path / "dump")
    expected = quads(BUILD.encode(), "nquads")
    assert quads(dump["mandategraph.nq"], "nquads") == expected
    assert quads(dump["mandategraph.trig"], "trig") == expected


class Pieces(io.RawIOBase):
    """What was written, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)


def test_trig_leaves_a_thing_at_a_time_so_that_no_graph_has_to_fit_in_memory(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nt"
    graph.write_text("<http://e/a> <http://e/p> <http://e/o> .\n<http://e/b> <http://e/p> <http://e/o> .\n")
    empty = tmp_path / "empty.nt"
    empty.touch()
    out = Pieces()
    trig.write(
        Fragments(base=BASE, default=empty, graphs=(("http://e/g", graph),), foreign=(), read=()),
        cast("BinaryIO", out),
    )
    assert out.pieces[1:] == [
        b"\n<http://e/g> {\n",
        b"    <http://e/a>\n        <http://e/p> <http://e/o> .\n",
        b"\n    <http://e/b>\n        <http://e/p> <http://e/o> .\n",
        b"}\n",
    ]


def test_turtle_holds_the_default_graph(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    found = rdflib.Graph().parse(tmp_path / "dump" / "mandategraph.ttl")
    default = "".join(line + "\n" for line in BUILD.split("\n")[:7])
    assert set(found) == set(rdflib.Graph().parse(data=default, format="nt"))


TURTLE = """
<id/org/unodc>
    a org:Organization ;
    <http://e/unknown> "1" ;
    mg:session 22 ;
    skos:exactMatch <http://e/b?c>, wd:Q822128 ;
    skos:prefLabel "Office \\"on\\" Drugs"@en .

<id/programme/rivers>
    a mg:Programme, skos:Concept ;
    dcterms:issued "2026-01-02"^^xsd:date ;
    mg:activeIn m49:170 ;
    mg:confidence 0.93 ;
    mg:contributesTo sdg:16, sdg:16.4 ;
    mg:mandatedBy
        <id/doc/A_RES_1>,
        <id/instrument/a-long-name-of-a-treaty>,
        <id/instrument/another-long-name-of-a-treaty> .
"""


def test_turtle_reads_well(tmp_path: Path) -> None:
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in dump_prefixes(Base(BASE)).items())
    given = f"@base <{BASE}> .\n{declared}{TURTLE}"
    triples = ox.parse(given, format=ox.RdfFormat.TURTLE)
    nquads = (ox.serialize(triples, format=ox.RdfFormat.N_QUADS) or b"").decode()
    export(open_reader(make_store(tmp_path / "store", nquads)), tmp_path / "dump")
    written = (tmp_path / "dump" / "mandategraph.ttl").read_text()
    assert written.startswith(
        "@base <https://example.org/mg/> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix eurovoc: <http://eurovoc.europa.eu/> .\n"
        "@prefix m49: <http://metadata.un.org/sdg/codes/geoArea/> .\n"
        "@prefix mg: <https://example.org/mg/ns#> .\n"
    )
    assert written.endswith(f"XMLSchema#> .\n{TURTLE}")


@pytest.mark.parametrize(
    ("token", "printed"),
    [
        (b"<http://metadata.un.org/sdg/16.4>", b"sdg:16.4"),
        (b"<http://metadata.un.org/sdg/16.>", b"<http://metadata.un.org/sdg/16.>"),
        (b"<http://metadata.un.org/sdg/>", b"<http://metadata.un.org/sdg/>"),
        (b"<https://example.org/mg/id/doc/A%20b>", b"<id/doc/A%20b>"),
        (b"<https://example.org/mg/id/doc/..>", b"<https://example.org/mg/id/doc/..>"),
        (b"<https://example.org/mg/id/../doc>", b"<https://example.org/mg/id/../doc>"),
        (b"<https://example.org/mg/id//doc>", b"<https://example.org/mg/id//doc>"),
        (b"<https://example.org/mg/>", b"<https://example.org/mg/>"),
        (b'"5"^^<http://www.w3.org/2001/XMLSchema#integer>', b"5"),
        (b'"five"^^<http://www.w3.org/2001/XMLSchema#integer>', b'"five"^^xsd:integer'),
        (b'"5"^^<http://www.w3.org/2001/XMLSchema#decimal>', b'"5"^^xsd:decimal'),
        (b'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', b"true"),
        (b'"a^^<b>"^^<http://e/t>', b'"a^^<b>"^^<http://e/t>'),
        (b'"<b>"', b'"<b>"'),
        (b'"x"@en-gb', b'"x"@en-gb'),
        (b"_:b1", b"_:b1"),
    ],
)
def test_a_term_is_short_only_where_it_stays_itself(token: bytes, printed: bytes) -> None:
    assert printer(Base(BASE))(token) == printed


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

    def broken(_: Fragments, out: Any) -> None:
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
    assert [module.SUFFIX for module in formats] == ["jsonld", "nq", "trig", "ttl"]
