"""The front page: what this is, how much there is, and where to go. Plain HTML, no script."""

import json
from collections.abc import Mapping
from html import escape

from kg.iris import Base

COUNTS: Mapping[str, str] = {
    "documents read": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a <NS#DocumentVersion> } }",
    "statements with their evidence": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x <NS#evidence> ?e } }",
    "programmes known by name": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Programme> }",
    "resolutions known by symbol": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Resolution> }",
    "triples in plain view": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}
"""What the front page counts, with the query that counts it; NS stands for the namespace of the ontology."""


def count_query(text: str, base: Base) -> str:
    """The query of one count under a base, which is an address that holds no character SPARQL minds."""
    return text.replace("<NS#", f"<{base.iri}ns#")


def count_of(results: bytes) -> int:
    """The number in a SPARQL result of one row and one column."""
    return int(json.loads(results)["results"]["bindings"][0]["n"]["value"])


def front_page(counts: Mapping[str, int]) -> str:
    """The page with these counts; all its links are relative, so that it works under any host."""
    rows = "\n".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{count:,}</td></tr>" for name, count in counts.items()
    )
    return _PAGE.replace("ROWS", rows)


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MandateGraph</title>
</head>
<body>
<header><p>MandateGraph</p></header>
<main>
<h1>What United Nations documents say about programmes, mandates and the SDGs</h1>
<p>Every statement in this graph can be followed back to the sentence it was read from. Statements are
suggested by software unless they are marked as verified by a person.</p>
<table>
<caption>In this graph</caption>
<tbody>
ROWS
</tbody>
</table>
<h2>Where to go</h2>
<ul>
<li><a href="sparql">SPARQL endpoint</a>: send a query as the parameter <code>query</code>;
without one it describes itself</li>
<li><a href="ns">The ontology</a>, in Turtle</li>
<li><a href="shapes">The shapes</a> that the data keep to, in Turtle</li>
<li><code>id/…</code>: what the graph says about one thing, in Turtle;
end the address with .nt, .jsonld or .rdf for other forms</li>
</ul>
<form action="sparql" method="get">
<p><label for="query">A query</label><br>
<textarea id="query" name="query" rows="6" cols="80">SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)</textarea></p>
<p><button>Ask</button></p>
</form>
</main>
</body>
</html>
"""
