"""Every format gives back the graph of the store, in more than one library, whatever stands in the literals."""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from kg.discover import plugins
from kg.errors import StoreError
from kg.iris import Base
from kg.store import open_reader
from publish.dumps import export
from publish.formats.jsonld import context, nodes, terms
from publish.fragments import Fragments
from tests.publish.conftest import BASE, make_store

G = ox.NamedNode(f"{BASE}graph/doc/d/1")
SUBJECTS = (
    f"{BASE}id/programme/rivers",
    f"{BASE}id/a%20b",
    f"{BASE}id/..",
    "http://metadata.un.org/sdg/16.4",
)
PREDICATES = (
    f"{BASE}ns#contributesTo",
    f"{BASE}ns#confidence",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#notation",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://purl.org/dc/terms/issued",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex",
    "http://example.org/unknown/",
)
DATATYPES = (
    "http://www.w3.org/2001/XMLSchema#string",
    "http://example.org/type",
    f"{BASE}ns#officialSymbol",
)
MARKS = (
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\x00",
    "\x7f",
    "' .\n<a> ",
    "^^<b>",
    "@en",
)
texts = st.lists(st.sampled_from(MARKS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)).map(
    "".join
)
numbers = st.sampled_from(["5", "-17", "0", "1234567890123456789"])
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(ox.Literal, texts, language=st.sampled_from(["en", "zh-hans"])),
    st.builds(ox.Literal, texts, datatype=st.sampled_from([ox.NamedNode(iri) for iri in DATATYPES])),
    st.builds(ox.Literal, numbers, datatype=st.just(ox.NamedNode(f"{rdflib.XSD}integer"))),
    st.sampled_from(
        [
            ox.Literal("0.93", datatype=ox.NamedNode(f"{rdflib.XSD}decimal")),
            ox.Literal("2026-01-02", datatype=ox.NamedNode(f"{rdflib.XSD}date")),
            ox.Literal("true", datatype=ox.NamedNode(f"{rdflib.XSD}boolean")),
        ]
    ),
)
objects = literals | st.sampled_from([ox.NamedNode(iri) for iri in (*SUBJECTS, *PREDICATES)])
quads = st.builds(
    ox.Quad,
    st.sampled_from([ox.NamedNode(iri) for iri in SUBJECTS]),
    st.sampled_from([ox.NamedNode(iri) for iri in PREDICATES]),
    objects,
    st.sampled_from([G, ox.DefaultGraph()]),
)


def exported(statements: list[ox.Quad]) -> tuple[dict[str, bytes], set[str], set[str]]:
    """Each format of a graph, all its quads as the engine keeps them, and those of its default graph."""
    kept = ox.Store()
    kept.extend(statements)
    with tempfile.TemporaryDirectory() as folder:
        fragments = Fragments(
            base=BASE,
            default=sorted_lines(kept, ox.DefaultGraph(), Path(folder, "default")),
            graphs=((G.value, sorted_lines(kept, G, Path(folder, "named"))),),
            foreign=(),
            read=(),
        )
        formats = plugins("publish.formats", "SUFFIX", "write")
        files = {module.SUFFIX: written(module.write, fragments) for module in formats}
    default = kept.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return files, {str(quad) for quad in kept}, {str(quad) for quad in default}


def sorted_lines(kept: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, path: Path) -> Path:
    dumped = kept.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    path.write_bytes(b"".join(sorted(dumped.splitlines(keepends=True))))
    return path


def written(write: Callable[[Fragments, BinaryIO], None], fragments: Fragments) -> bytes:
    out = io.BytesIO()
    write(fragments, out)
    return out.getvalue()


def read(data: bytes, written: ox.RdfFormat) -> set[str]:
    return {str(quad) for quad in ox.parse(data, format=written)}


def in_rdflib(data: bytes, written: str) -> set[Any]:
    return set(rdflib.Graph().parse(data=data, format=written))


@settings(max_examples=100, deadline=None)
@given(st.lists(quads, max_size=12))
def test_the_engine_reads_the_graph_of_the_store_from_every_format(statements: list[ox.Quad]) -> None:
    files, everything, default = exported(statements)
    assert read(files["nq"], ox.RdfFormat.N_QUADS) == everything
    assert read(files["trig"], ox.RdfFormat.TRIG) == everything
    assert read(files["ttl"], ox.RdfFormat.TURTLE) == default
    assert read(files["jsonld"], ox.RdfFormat.JSON_LD) == default


@settings(max_examples=50, deadline=None)
@given(st.lists(quads, max_size=12))
def test_other_libraries_read_the_same_graph_from_every_format(statements: list[ox.Quad]) -> None:
    files, _, default = exported(statements)
    expected = in_rdflib("".join(f"{triple} .\n" for triple in default).encode(), "nt")
    assert in_rdflib(files["ttl"], "turtle") == expected
    assert in_rdflib(files["jsonld"], "json-ld") == expected
    by_pyld = jsonld.to_rdf(json.loads(files["jsonld"]), {"format": "application/n-quads"})
    assert read(by_pyld.encode(), ox.RdfFormat.N_QUADS) == default


def test_json_ld_speaks_the_terms_of_the_context() -> None:
    lines = [
        b"<http://e/p> <http://purl.org/dc/terms/source> <http://e/report> .\n",
        b'<http://e/p> <http://purl.org/dc/terms/source> "A/73/2" .\n',
        b"<http://e/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/mg/ns#Programme> .\n",
        b'<http://e/p> <http://www.w3.org/2004/02/skos/core#prefLabel> "Fleuves"@fr .\n',
        b'<http://e/p> <http://www.w3.org/2004/02/skos/core#prefLabel> "Rivers"@en .\n',
        b'<http://e/p> <http://www.w3.org/2004/02/skos/core#prefLabel> "without a language" .\n',
        b"<http://e/p> <https://example.org/mg/ns#contributesTo> <http://metadata.un.org/sdg/16.4> .\n",
        b'<http://e/p> <https://example.org/mg/ns#contributesTo> "a slip" .\n',
        b'<http://e/p> <https://example.org/mg/ns#session> "22"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
        b'<http://e/p> <http://e/unknown> "7"^^<http://e/type> .\n',
    ]
    (node,) = nodes(lines, terms(context(Base(BASE))))
    assert json.loads(node) == {
        "id": "http://e/p",
        "type": "Programme",
        "contributesTo": "sdg:16.4",
        "mg:contributesTo": "a slip",
        "prefLabel": {"en": "Rivers", "fr": "Fleuves"},
        "session": 22,
        "skos:prefLabel": "without a language",
        "source": [{"@id": "http://e/report"}, "A/73/2"],
        "http://e/unknown": {"@type": "http://e/type", "@value": "7"},
    }


def test_a_second_context_file_lets_other_documents_use_the_terms(tmp_path: Path) -> None:
    export(open_reader(make_store(tmp_path / "store")), tmp_path / "dump")
    alone = json.loads((tmp_path / "dump" / "context.jsonld").read_bytes())
    embedded = json.loads((tmp_path / "dump" / "mandategraph.jsonld").read_bytes())
    assert alone["@context"] == embedded["@context"]
    assert alone["@context"]["mg"] == f"{BASE}ns#"


def test_an_address_that_json_ld_would_misread_is_refused(tmp_path: Path) -> None:
    reader = open_reader(make_store(tmp_path / "store", "<org:x> <http://e/p> <http://e/o> .\n"))
    with pytest.raises(StoreError, match="org:x as a prefixed name"):
        export(reader, tmp_path / "dump")
