"""Writes docs/ontology/: an index and a page for each term, from the ontology, the alignment and the shapes.

`python scripts/_docs.py` writes the pages anew and removes those of terms that are gone. Same Turtle, same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "ontology"
MG = Namespace("https://w3id.org/mandategraph/ns#")
SCHEMA = Namespace("https://schema.org/")
KINDS = {
    OWL.Class: ("class", "Classes"),
    MG.Predicate: ("predicate of statements", "Predicates of statements"),
    OWL.ObjectProperty: ("object property", "Other properties"),
    OWL.DatatypeProperty: ("datatype property", "Other properties"),
    OWL.AnnotationProperty: ("annotation property", "Other properties"),
    RDFS.Datatype: ("datatype", "Datatypes"),
    SKOS.ConceptScheme: ("list of values", "Lists of values"),
    SKOS.Concept: ("value", "Values"),
}
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
SEVERITIES = {SH.Violation: "keeps a document out", SH.Warning: "is told", SH.Info: "is noted"}


def load(root: Path) -> tuple[Graph, Graph]:
    """The ontology with its alignment, and all shapes, of the checkout at `root`."""
    ontology, shapes = Graph(bind_namespaces="none"), Graph(bind_namespaces="none")
    for name in ("mandategraph.ttl", "alignment.ttl"):
        ontology.parse(root / "ontology" / name)
    for file in sorted((root / "shapes").glob("*.ttl")):
        shapes.parse(file)
    return ontology, shapes


def pages(ontology: Graph, shapes: Graph) -> dict[str, str]:
    """File names below `FOLDER` and what stands in them.

    Raises `ValueError` for a term of ours that is typed as nothing in `KINDS`.
    """
    looked_at = {shape: _looked_at(shapes, shape) for shape in _applied(shapes)}
    own = _terms(ontology)
    written = {
        f"{_local(term)}.md": _page(
            ontology, shapes, term, [shape for shape, seen in looked_at.items() if term in seen]
        )
        for term in own
    }
    return {"README.md": _index(ontology, own), **written}


def write(folder: Path, texts: dict[str, str]) -> None:
    """Makes the Markdown files of `folder` exactly these."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


# The pages ------------------------------------------------------------------------------------------------


def _index(ontology: Graph, own: list[URIRef]) -> str:
    headings = dict.fromkeys(heading for _, heading in KINDS.values())
    parts = "\n".join(
        f"## {heading}\n\n{_table(('term', 'what it is'), _rows(ontology, own, heading))}"
        for heading in headings
    )
    reused = sorted(
        (term, label)
        for term, label in ontology.subject_objects(RDFS.label)
        if isinstance(term, URIRef) and not term.startswith(str(MG)) and _kinds(ontology, term)
    )
    borrowed = _table(
        ("term", "label", "kind"),
        [(_link(ontology, term), str(label), ", ".join(_kinds(ontology, term))) for term, label in reused],
    )
    return f"""<!-- Written by scripts/docs from ontology/ and shapes/. Do not edit. -->

# Ontology

The words of the graph, one page each. The namespace is `{MG}`, written `mg:`.
The definitions stand in [mandategraph.ttl](../../ontology/mandategraph.ttl). Domains and ranges are notes for readers:
nothing is inferred from them, and the [shapes](../../shapes/README.md) check what a graph must hold.

{parts}
## Reused terms

Terms of other vocabularies that we say something about; their own pages define them.

{borrowed}"""


def _rows(ontology: Graph, own: list[URIRef], heading: str) -> list[tuple[str, ...]]:
    return [
        (_link(ontology, term), _text(ontology, term, SKOS.definition))
        for term in own
        if _heading(ontology, term) == heading
    ]


def _page(ontology: Graph, shapes: Graph, term: URIRef, checks: list[URIRef]) -> str:
    facts = [
        ("example", _text(ontology, term, SKOS.example)),
        ("question", _text(ontology, term, MG.answers)),
        ("source", _source(ontology, term)),
        *((name, _links(ontology, found)) for name, found in _neighbours(ontology, term)),
        ("address", f"<{term}>"),
    ]
    told = "".join(f"- **{name}:** {fact}\n" for name, fact in facts if fact)
    rules = [(f"`{_local(shape)}`", _severity(shapes, shape), *_message(shapes, shape)) for shape in checks]
    checked = _table(("shape", "a breach", "what is wrong", "remedy"), rules) if rules else "No shape.\n"
    return f"""<!-- Written by scripts/docs from ontology/ and shapes/. Do not edit. -->

# mg:{_local(term)}

*{_text(ontology, term, RDFS.label)}* · {", ".join(_kinds(ontology, term))}

{_text(ontology, term, SKOS.definition)}

{told}
## Shapes that look at it

{checked}
[All terms](README.md)
"""


def _neighbours(ontology: Graph, term: URIRef) -> Iterator[tuple[str, Iterable[Node]]]:
    """What stands around a term, under the name that its page gives it."""
    broader = (RDFS.subClassOf, RDFS.subPropertyOf)
    yield "narrower than", (node for link in broader for node in ontology.objects(term, link))
    yield "wider than", (node for link in broader for node in ontology.subjects(link, term))
    yield "said of", ontology.objects(term, SCHEMA.domainIncludes)
    yield "points to", ontology.objects(term, SCHEMA.rangeIncludes)
    yield "carries", ontology.subjects(SCHEMA.domainIncludes, term)
    yield "is pointed to by", ontology.subjects(SCHEMA.rangeIncludes, term)
    yield "in the list", ontology.objects(term, SKOS.inScheme)
    yield "holds", ontology.subjects(SKOS.inScheme, term)
    apart = (ontology.objects(term, OWL.disjointWith), ontology.subjects(OWL.disjointWith, term))
    yield "never also", (node for nodes in apart for node in nodes)
    yield "near to", ontology.objects(term, SKOS.closeMatch)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in lines)


# What the ontology says -----------------------------------------------------------------------------------


def _terms(ontology: Graph) -> list[URIRef]:
    own = {node for node in ontology.subjects() if isinstance(node, URIRef) and node.startswith(str(MG))}
    return sorted(own, key=lambda term: (_local(term).lower(), term))


def _kinds(ontology: Graph, term: URIRef) -> list[str]:
    types = set(ontology.objects(term, RDF.type))
    return [name for kind, (name, _) in KINDS.items() if kind in types]


def _heading(ontology: Graph, term: URIRef) -> str:
    types = set(ontology.objects(term, RDF.type))
    for kind, (_, heading) in KINDS.items():
        if kind in types:
            return heading
    raise ValueError(f"mg:{_local(term)} has no kind; type it as one of {', '.join(sorted(KINDS))}")


def _text(graph: Graph, term: Node, link: URIRef) -> str:
    return " ".join(sorted(str(node) for node in graph.objects(term, link)))


def _source(ontology: Graph, term: URIRef) -> str:
    found = ontology.objects(term, DCTERMS.source)
    return " ".join(sorted(f"<{node}>" if isinstance(node, URIRef) else str(node) for node in found))


def _links(ontology: Graph, found: Iterable[Node]) -> str:
    named = {node for node in found if isinstance(node, URIRef)}
    return ", ".join(_link(ontology, node) for node in sorted(named))


def _link(ontology: Graph, term: URIRef) -> str:
    address = f"{_local(term)}.md" if term.startswith(str(MG)) else str(term)
    return f"[{term.n3(ontology.namespace_manager).strip('<>')}]({address})"


def _local(term: Node) -> str:
    return str(term).rpartition("#")[2]


# What the shapes say --------------------------------------------------------------------------------------


def _applied(shapes: Graph) -> list[URIRef]:
    """Shapes that are applied to data by themselves: those with a target, and the properties that these hold."""
    roots = {shape for target in TARGETS for shape in shapes.subjects(target)}
    held = {part for shape in roots for part in shapes.objects(shape, SH.property)}
    return sorted(shape for shape in roots | held if isinstance(shape, URIRef))


def _looked_at(shapes: Graph, shape: URIRef) -> set[Node]:
    """Everything a shape names: its targets or those of the shapes that hold it, its path, its conditions."""
    holders = [shape, *shapes.subjects(SH.property, shape)]
    targets = {node for holder in holders for link in TARGETS for node in shapes.objects(holder, link)}
    # Properties that a shape holds speak for themselves, those of its conditions do not.
    return targets | _reached(shapes, shape, {SH.property})


def _reached(shapes: Graph, start: Node, without: set[Node]) -> set[Node]:
    seen: set[Node] = set()
    steps = {node for link, node in shapes.predicate_objects(start) if link not in {*without, *_ASIDE}}
    while steps:
        seen |= steps
        beyond = {
            node for step in steps for link, node in shapes.predicate_objects(step) if link not in _ASIDE
        }
        steps = beyond - seen
    return seen


_ASIDE = {SH.ignoredProperties, RDF.type, *TARGETS}
"""Links that lead away from what a shape asks for."""


def _severity(shapes: Graph, shape: URIRef) -> str:
    return SEVERITIES[next(URIRef(str(node)) for node in shapes.objects(shape, SH.severity))]


def _message(shapes: Graph, shape: URIRef) -> tuple[str, str]:
    wrong, _, remedy = re.sub(r"\s+", " ", _text(shapes, shape, SH.message)).partition(" Remedy: ")
    return wrong, remedy


if __name__ == "__main__":
    write(FOLDER, pages(*load(ROOT)))
