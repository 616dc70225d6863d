"""Names of all that a page speaks of, in the language of the page; what has no label gets a name from what it is."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import assets, labels
from kg.iris import DCTERMS, GEO, RDF, RDFS, SCHEMA, SKOS, Base
from kg.labels import Label
from kg.query import rows
from kg.store import Reader
from publish.portal.tongues import Tongue

_PLACE = re.compile(r"doc/(.+)/v/([0-9a-f]{12})(?:/p/(\d+)-(\d+))?")
_FIGURES = """
SELECT DISTINCT ?figure ?bound ?verbatim ?unit
WHERE {
  VALUES ?figure { %s }
  ?figure mg:verbatim ?verbatim .
  OPTIONAL { ?figure mg:bound ?bound }
  OPTIONAL { ?figure schema:unitText ?unit }
}
"""
_STATEMENTS = """
SELECT DISTINCT ?statement ?subject ?predicate ?object
WHERE {
  VALUES ?statement { %s }
  GRAPH ?why { ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }
}
"""
_AREA = f"{GEO.rstrip('/')}#"
# Terms of others that the graph uses; ours are named in the ontology.
TERMS = {
    f"{RDF}type": "is a",
    f"{RDF}subject": "subject",
    f"{RDF}predicate": "relation",
    f"{RDF}object": "object",
    f"{RDFS}label": "name",
    f"{RDFS}comment": "comment",
    f"{SKOS}prefLabel": "name",
    f"{SKOS}altLabel": "also called",
    f"{SKOS}hiddenLabel": "also written",
    f"{SKOS}notation": "code",
    f"{SKOS}broader": "belongs to",
    f"{SKOS}narrower": "contains",
    f"{SKOS}inScheme": "listed in",
    f"{SKOS}exactMatch": "the same elsewhere",
    f"{SKOS}closeMatch": "nearly the same elsewhere",
    f"{SKOS}definition": "definition",
    f"{SKOS}relatedMatch": "related elsewhere",
    f"{SKOS}related": "related",
    f"{SKOS}broadMatch": "wider elsewhere",
    f"{SKOS}narrowMatch": "narrower elsewhere",
    f"{_AREA}iso2code": "two-letter code",
    f"{_AREA}iso3code": "three-letter code",
    f"{DCTERMS}hasVersion": "text that was read",
    f"{DCTERMS}source": "source",
    f"{DCTERMS}subject": "is about",
    f"{DCTERMS}spatial": "speaks of the place",
    f"{DCTERMS}isReplacedBy": "replaced by",
    f"{SCHEMA}url": "web page",
    f"{SCHEMA}value": "value",
    f"{SCHEMA}unitText": "unit",
    f"{SKOS}Concept": "concept",
    f"{SKOS}ConceptScheme": "vocabulary",
    f"{DCTERMS}Location": "place",
    f"{SCHEMA}Event": "event",
    "http://www.w3.org/ns/org#Organization": "organization",
    "http://metadata.un.org/sdg/ontology#Goal": "Goal",
    "http://metadata.un.org/sdg/ontology#Target": "target",
    "http://metadata.un.org/sdg/ontology#Indicator": "indicator",
}
BOUNDS = {"over": "more than", "under": "up to", "about": "about"}


def names(reader: Reader, iris: Iterable[str], tongue: Tongue) -> dict[str, Label]:
    """A name for each IRI: its label, else what our terms or the interface call it, else what it is."""
    wanted = list(dict.fromkeys(iris))
    told = labels.labels(reader, wanted, language=tongue.code)
    base = Base(reader.base)
    own = terms(base.iri)
    for iri in wanted:
        if iri in TERMS:
            told[iri] = Label(tongue.context("term", TERMS[iri]), tongue.code)
        elif iri in own and told[iri].language != tongue.code:
            told[iri] = _term(own[iri], tongue)
    made = [iri for iri in wanted if (base.path(iri) or "").startswith(_MADE) and _valid(iri)]
    told |= _made(reader, made, tongue)
    return told


@cache  # files of the installation do not change while a process runs
def terms(base: str) -> Mapping[str, str]:
    """The English label of each term of the ontology."""
    found: dict[str, str] = {}
    for path in assets.files("ontology", "mandategraph.ttl"):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == f"{RDFS}label" and isinstance(quad.object, ox.Literal):
                found[Base(base).rebase(str(getattr(quad.subject, "value", "")))] = quad.object.value
    return found


def _term(english: str, tongue: Tongue) -> Label:
    """The label of a term of the ontology: in the language of the page where the catalogue has it."""
    said = tongue.context("term", english)
    return Label(said, tongue.code if said != english or tongue.code == "en" else "en")


def called(triples: Iterable[ox.Triple], base: Base, tongue: Tongue) -> Callable[[str], Label]:
    """What gives the name of a term of files: as the interface or a label of the files has it, else its last part."""
    known = dict(terms(base.iri))
    for triple in triples:
        if triple.predicate.value == f"{RDFS}label" and isinstance(triple.object, ox.Literal):
            known.setdefault(str(getattr(triple.subject, "value", "")), triple.object.value)

    def name(iri: str) -> Label:
        if iri in TERMS:
            return Label(tongue.context("term", TERMS[iri]), tongue.code)
        if iri in known:
            return _term(known[iri], tongue)
        return Label(re.split(r"[/#]", iri.rstrip("/#"))[-1] or iri)

    return name


_MADE = ("doc/", "figure/", "st/", "run/")


def _valid(iri: str) -> bool:
    """Whether a query can name it: some came with an address."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


def _made(reader: Reader, iris: list[str], tongue: Tongue) -> Mapping[str, Label]:
    """Names for what nobody named: texts, passages, figures, statements, runs."""
    base = Base(reader.base)
    paths = {iri: base.path(iri) or "" for iri in iris}
    told: dict[str, Label] = {}
    for iri, path in paths.items():
        if found := _PLACE.fullmatch(path):
            told[iri] = Label(_place(found, tongue), tongue.code)
        elif path.startswith("run/"):
            told[iri] = Label(tongue.say("Run %(code)s", code=path[4:12]), tongue.code)
    figures = [f"<{iri}>" for iri, path in paths.items() if path.startswith("figure/")]
    if figures:
        for row in rows(reader, _FIGURES % " ".join(figures)):
            told[row["figure"].value] = Label(figure_name(row, tongue))
    statements = [f"<{iri}>" for iri, path in paths.items() if path.startswith("st/")]
    if statements:
        told |= _stated(reader, statements, tongue)
    return told


def _stated(reader: Reader, statements: list[str], tongue: Tongue) -> Mapping[str, Label]:
    found = list(rows(reader, _STATEMENTS % " ".join(statements)))
    parts = ("subject", "predicate", "object")
    named = names(reader, {row[part].value for row in found for part in parts}, tongue)
    return {
        row["statement"].value: Label(" – ".join(named[row[part].value].text for part in parts))
        for row in found
    }


def _place(found: re.Match[str], tongue: Tongue) -> str:
    _, version, begin, end = found.groups()
    if begin is None:
        return tongue.say("Text %(code)s", code=version)
    return tongue.say("Characters %(begin)s to %(end)s", begin=begin, end=end)


def figure_name(row: Mapping[str, Any], tongue: Tongue) -> str:
    """A figure in words: bound, number as printed, unit; the unit stays in the language of the document."""
    bound = row["bound"].value if row["bound"] else ""
    said = tongue.context("bound", BOUNDS[bound]) if bound in BOUNDS else ""
    unit = row["unit"].value if row["unit"] else ""
    printed = " ".join(part for part in (row["verbatim"].value, unit) if part)
    # Number and unit keep the order in which they were printed.
    return (
        f"{said} \u2068{printed}\u2069".strip() if tongue.direction == "rtl" else f"{said} {printed}".strip()
    )
