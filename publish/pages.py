"""What is counted of a graph, and the small box about one thing that reconciliation clients show.

The pages for people are made in `portal/`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from kg.iris import Base
from publish.portal.asked import address

COUNTS: Mapping[str, str] = {
    "documents read": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a <NS#DocumentVersion> } }",
    "statements with their evidence": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x <NS#evidence> ?e } }",
    "programmes known by name": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Programme> }",
    "resolutions known by symbol": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <NS#Resolution> }",
    "triples in plain view": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}
"""What the demonstration counts, with the query that counts it; NS stands for the namespace of the ontology."""


def count_query(text: str, base: Base) -> str:
    """The query of one count under a base, which is an address that holds no character SPARQL minds."""
    return text.replace("<NS#", f"<{base.iri}ns#")


def count_of(results: bytes) -> int:
    """The number in a SPARQL result of one row and one column."""
    return int(json.loads(results)["results"]["bindings"][0]["n"]["value"])


def page(title: str, body: str, *, head: str = "", root: str = "") -> str:
    """A whole page; `root` leads from it to the front page."""
    home = f'<a href="{root or "./"}">MandateGraph</a>'
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{head}</head>
<body>
<header><p>{home}</p></header>
<main>
{body}</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Match:
    """What a reconciliation client shows of a thing."""

    name: str
    iri: str
    notes: tuple[str, ...]


def preview_page(match: Match, base: Base, root: str) -> str:
    """A small box about one thing."""
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in match.notes)
    link = f'<a href="{escape(address(match.iri, base, root))}">{escape(match.name)}</a>'
    return page(match.name, f"<h1>{link}</h1>\n{notes}\n", root=root)
