"""The demonstration: sample documents through the same commands that everybody uses, then checked over HTTP."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from urllib.parse import quote
from urllib.request import Request, urlopen

import pyoxigraph as ox

from kg import assets
from kg.errors import KgError
from kg.iris import SDG, Base
from kg.store import open_reader
from publish.children import environment

_PATIENCE = 30
"""Seconds that one answer of the served demonstration may take."""

_COUNTS: Mapping[str, str] = {
    "documents read": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a <NS#DocumentVersion> } }",
    "statements with their evidence": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x <NS#evidence> ?e } }",
    "programmes known by name": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Programme> }",
    "resolutions known by symbol": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Resolution> }",
    "triples in plain view": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}
"""What must not be nought, with the query that counts it; NS stands for the namespace of the ontology."""

Say = Callable[[str], None]


class DemoError(KgError):
    """A step of the demonstration did not do what it should."""

    exit_code = 1


def prepare(store: Path, say: Say, output: TextIO) -> None:
    """A store with the sample documents in it, validated; one question answered on `output`.

    Raises `DemoError` naming the step that failed.
    """
    documents = [str(path) for path in assets.files("seeds", "documents/*") if path.suffix in (".txt", ".md")]
    say(f"Reading {len(documents)} sample documents …")
    _kg("build", *documents, "--store", str(store), output=output)
    say("Checking the graph against its shapes …")
    _kg("validate", "--store", str(store), output=output)
    say("Who contributes to Goal 16 and its targets?")
    question = _question(_base(store))
    _kg("query", "-", "--format", "table", "--store", str(store), asked=question, output=output)


def check(store: Path, say: Say) -> None:
    """Serves the store on a free port and asks it; says what was found.

    Raises `DemoError` for the first answer that is not what it should be.
    """
    base = _base(store)
    with _served(store) as address:
        for name, text in _COUNTS.items():
            # The base is an address that holds no character SPARQL minds.
            told = json.loads(_ask(address, text.replace("<NS#", f"<{base.iri}ns#")))
            number = int(told["results"]["bindings"][0]["n"]["value"])
            _expect(number > 0, f"{number} {name}", say)
        found = json.loads(_ask(address, _one_programme(base)))["results"]["bindings"]
        _expect(bool(found), "a programme with a target was found by query", say)
        iri = found[0]["programme"]["value"]
        triples = ox.parse(_get(address + iri.removeprefix(base.iri)), format=ox.RdfFormat.TURTLE)
        described = any(quad.subject == ox.NamedNode(iri) for quad in triples)
        _expect(described, f"{iri} is described at its address", say)
        front = _get(address, accept="text/html")
        _expect(b"</html>" in front, "the front page is there", say)


def _expect(kept: bool, what: str, say: Say) -> None:
    if not kept:
        raise DemoError(f"the check failed: {what}", where="demo", remedy="run kg doctor, and report this")
    say(f"ok: {what}")


def _base(store: Path) -> Base:
    return Base(open_reader(store).base)


def _question(base: Base) -> str:
    return f"""PREFIX mg: <{base.iri}ns#>
SELECT ?name ?item
WHERE {{
  ?thing mg:contributesTo ?item ;
    skos:prefLabel ?name .
  FILTER (LANG(?name) = "en" && STRSTARTS(STR(?item), "{SDG}16"))
}}
ORDER BY ?name ?item
"""


def _one_programme(base: Base) -> str:
    return f"""PREFIX mg: <{base.iri}ns#>
SELECT ?programme
WHERE {{
  ?programme a mg:Programme ;
    mg:contributesTo ?item .
}}
ORDER BY ?programme
LIMIT 1
"""


def _ask(address: str, query: str) -> bytes:
    return _get(f"{address}sparql?query={quote(query)}", accept="application/sparql-results+json")


def _get(address: str, *, accept: str = "text/turtle") -> bytes:
    try:
        with urlopen(Request(address, headers={"Accept": accept}), timeout=_PATIENCE) as response:
            return bytes(response.read())
    except OSError as error:
        raise DemoError(f"no good answer ({error})", where=address, remedy="run kg doctor") from error


def _kg(*arguments: str, output: TextIO, asked: str | None = None) -> None:
    """Runs one command as a user would; what it prints is seen."""
    command = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(command, input=asked, text=True, env=environment(), stdout=output, check=False)
    if done.returncode:
        raise DemoError(
            f"kg {arguments[0]} ended with code {done.returncode}",
            where="demo",
            remedy="see what it says above",
        )


@contextmanager
def _served(store: Path) -> Iterator[str]:
    """The address of a server over the store, which ends with the block."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            if not address:
                raise DemoError("the server did not start", where="demo", remedy="see what it says above")
            yield address
        finally:
            server.terminate()
