"""Facets, pages and words out of the tables of a build, beside the same asked of its graph.

    python benchmarks/search.py [QUADS]

QUADS is the size of the store, two hundred thousand unless told, filled with copies of a sample document as in
`store.py`. Each question is asked of the tables and, as SPARQL, of the graph, in one process; both must give the same.
Times are the best of five for the tables and of two for the graph. What is opened once (files, not answers) is not
timed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from runpy import run_path
from typing import Any

import pyoxigraph as ox

from kg import store
from kg.iris import Base
from kg.settings import Settings
from kg.tables import FOLDER, iri, key
from publish.search import Index, opened, search, things

_SPOKEN = """
  GRAPH ?why {
    { ?statement rdf:subject ?thing } UNION { ?statement rdf:object ?thing }
    UNION { ?statement mg:evidence/dcterms:spatial ?thing }
    ?statement mg:reviewStatus ?status
  }
  FILTER(?status != mg:rejected)
"""
_TARGETS = f"""SELECT ?value (COUNT(DISTINCT ?statement) AS ?n) WHERE {{ {_SPOKEN}
  ?thing skos:broader* ?value . VALUES ?type {{ sdgo:Goal sdgo:Target }} ?value a ?type
}} GROUP BY ?value"""
_NARROWED = f"""SELECT ?value (COUNT(DISTINCT ?statement) AS ?n) WHERE {{ {_SPOKEN}
  GRAPH ?where {{
    {{ ?statement rdf:subject ?other }} UNION {{ ?statement rdf:object ?other }}
    UNION {{ ?statement mg:evidence/dcterms:spatial ?other }}
  }}
  ?other skos:broader* <%s> .
  ?thing skos:broader* ?value . VALUES ?type {{ sdgo:Goal sdgo:Target }} ?value a ?type
}} GROUP BY ?value"""
_PAGE = """SELECT ?name ?value WHERE {
  ?value a mg:Programme ; skos:prefLabel ?name FILTER(LANG(?name) = "en")
} ORDER BY STR(?name) STR(?value) LIMIT 100"""
_WORD = """SELECT (COUNT(DISTINCT ?statement) AS ?n) WHERE {
  GRAPH ?why { ?statement rdf:subject ?subject ; mg:reviewStatus ?status FILTER(?status != mg:rejected) }
  ?subject ?property ?name VALUES ?property { skos:prefLabel skos:altLabel mg:shortLabel }
  FILTER(CONTAINS(LCASE(?name), "observatory"))
}"""


def main(size: int) -> None:
    """Prints a table of seconds for each question, and how many times faster the tables are."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder, "store"), decisions=Path(folder, "decisions"))
        prepared = run_path(str(Path(__file__).with_name("store.py")))["prepared"]
        documents, quads = prepared(settings, size)
        reader = store.open_reader(settings.store)
        index = opened(reader)
        kept = sum(path.stat().st_size for path in (reader.path.parent / FOLDER).iterdir())
        print(f"{quads} quads, {documents} documents, tables of {kept / 2**20:.0f} MB")
        print(f"{'question':<34}{'tables':>10}{'graph':>10}{'times':>8}  same")
        for what, ours, live in _questions(index, reader):
            fast, told = _best(ours, 5)
            slow, asked = _best(live, 2)
            print(f"{what:<34}{fast:>10.4f}{slow:>10.3f}{slow / fast:>8.0f}  {told == asked}", flush=True)


def _questions(index: Index, reader: store.Reader) -> list[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    def counts(**facets: list[str]) -> Mapping[str, int]:
        found = search(index, "", facets, size=0).counts["target"]
        return {value: n for value, n in found.items() if not value.startswith("C")}

    def live(text: str) -> Mapping[str, int]:
        base = Base(reader.base)
        return {key("target", row["value"].value, base): int(row["n"].value) for row in _rows(reader, text)}

    def page() -> list[str]:
        return [one for _, one in things(index, "programme", size=100)]

    def word() -> int:
        return search(index, "observatory", {}, size=0).total

    facets = search(index, "", {}, size=0).counts
    facet, value = next(
        (name, next(iter(facets[name]))) for name in ("area", "topic", "target") if facets[name]
    )
    return [
        ("Goals and targets with counts", counts, lambda: live(_TARGETS)),
        (
            f"the same with {facet} {value}"[:34],
            lambda: counts(**{facet: [value]}),
            lambda: live(_NARROWED % iri(facet, value, Base(reader.base))),
        ),
        ("a page of programmes by name", page, lambda: [row["value"].value for row in _rows(reader, _PAGE)]),
        ("statements about a word", word, lambda: int(next(iter(_rows(reader, _WORD)))["n"].value)),
    ]


def _rows(reader: store.Reader, text: str) -> list[Any]:
    found = reader.store.query(text, prefixes=Base(reader.base).prefixes)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def _best(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Seconds of the fastest run, and what it gave."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    return min(times), found


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200_000)
