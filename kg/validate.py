"""Quads to findings: SHACL for each document before it is published, rules for the whole store.

pySHACL is the reference. Nothing is inferred, nothing is fetched, no script runs; a broken promise is a finding
with a remedy, never an exception.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg import assets
from kg.errors import VocabularyError
from kg.iris import Base, fold
from kg.settings import DEFAULT_BASE
from kg.types import Extraction, Finding, Severity, Span

if TYPE_CHECKING:
    from pyoxigraph import Store

_SEVERITIES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_REMEDY = "Remedy: "


def check_shapes(ntriples: bytes, base: Base, *, document: str | None = None) -> tuple[Finding, ...]:
    """What SHACL finds in the triples of one document and of what it refers to, sorted.

    Raises `VocabularyError` where a shape or the ontology is broken.
    """
    shapes, ontology = _turtle("shapes", base.iri), _turtle("ontology", base.iri)
    data = Graph()
    data.parse(data=ntriples, format="nt")
    try:
        _, report, _ = pyshacl.validate(
            data,
            shacl_graph=shapes,
            ont_graph=ontology,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            inplace=True,
        )
    except Exception as error:  # pySHACL raises many kinds; each means that a shape cannot be used
        raise VocabularyError(
            f"the shapes cannot be used: {error}",
            where="shapes/",
            remedy="mend the shape that the message names",
        ) from error
    if not isinstance(report, Graph):
        raise VocabularyError(
            f"the shapes cannot be used: {report!r}", where="shapes/", remedy="mend the shapes"
        )
    found = [
        _finding(report, data, result, document) for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return tuple(sorted(found, key=_order))


@cache
def _turtle(folder: str, base: str) -> Graph:
    """All Turtle files of a data folder as one graph, under `base`."""
    graph = Graph()
    for path in assets.files(folder, "*.ttl"):
        try:
            graph.parse(data=path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base), format="turtle")
        except Exception as error:  # rdflib's parsers raise what they like
            raise VocabularyError(
                f"the Turtle cannot be read: {_short(error)}",
                where=f"{folder}/{path.name}",
                remedy="mend the file",
            ) from error
    return graph


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _finding(report: Graph, data: Graph, result: Node, document: str | None) -> Finding:
    message, _, remedy = _text(report.value(result, SH.resultMessage)).partition(_REMEDY)
    focus = report.value(result, SH.focusNode)
    begin, end = _place(data, focus)
    return Finding(
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity) or SH.Violation, "violation"),
        rule=_text(report.value(result, SH.sourceShape)).rpartition("#")[2],
        message=message.strip(),
        remedy=remedy.strip(),
        document=document,
        begin=begin,
        end=end,
        focus=_text(focus),
        path=_text(report.value(result, SH.resultPath)) or None,
        value=_text(report.value(result, SH.value)) or None,
    )


def _text(node: Node | None) -> str:
    return str(node) if node is not None else ""


def _place(data: Graph, focus: Node | None) -> tuple[int | None, int | None]:
    """Where the first evidence of a statement stands, or a passage itself."""
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    evidence = [o for p, o in data.predicate_objects(focus) if str(p).endswith("ns#evidence")]
    for passage in [*sorted(evidence, key=str), focus]:
        begin, end = (data.value(passage, URIRef(nif + name)) for name in ("beginIndex", "endIndex"))
        if isinstance(begin, Literal) and isinstance(end, Literal):
            return int(begin), int(end)
    return None, None


def _order(finding: Finding) -> tuple[str, ...]:
    return tuple(
        str(part) for part in (finding.severity, finding.rule, finding.focus, finding.path, finding.value)
    )


# Words ----------------------------------------------------------------------------------------------------


def check_words(extraction: Extraction) -> Iterator[Finding]:
    """A violation for each span that does not reproduce what it stands for, or that leaves the text."""
    text = extraction.document.text
    for entity in extraction.entities:
        forms = [fold(name).split() for name in (entity.name, *entity.aliases)]
        for span in entity.mentions:
            words = _words(text, span)
            if words != words.strip() or _cuts(text, span) or not _reproduces(fold(words).split(), forms):
                yield _lost(span, entity.name)
    mentioned = {span for entity in extraction.entities for span in entity.mentions}
    for claim in extraction.claims:
        sides = (claim.subject_support, claim.object_support)
        supports = [support.span for support in sides if support.span]
        for span in [*claim.evidence, *supports]:
            if not _words(text, span).strip():
                yield _lost(span, claim.predicate)
        for support in sides:
            if support.basis == "mention" and support.span not in mentioned:
                yield _lost(support.span or Span(0, 0), claim.predicate)
        if not claim.evidence:
            yield _lost(Span(0, 0), claim.predicate)


def _words(text: str, span: Span) -> str:
    """The words of a span, or none where it leaves the text."""
    return text[span.begin : span.end] if 0 <= span.begin < span.end <= len(text) else ""


def _cuts(text: str, span: Span) -> bool:
    """Whether the span begins or ends inside a word of Latin letters."""

    def inside(at: int) -> bool:
        around = text[max(at - 1, 0) : at + 1]
        return 0 < at < len(text) and around.isascii() and around.isalpha()

    return inside(span.begin) or inside(span.end)


def _reproduces(seen: Sequence[str], forms: Iterable[Sequence[str]]) -> bool:
    """Whether the words are a form, a part of one (an item of an elided list), or one with furniture inside."""

    def part(form: Sequence[str]) -> bool:
        return any(form[at : at + len(seen)] == seen for at in range(len(form) - len(seen) + 1))

    def around(form: Sequence[str]) -> bool:
        rest = iter(seen)
        return seen[0] == form[0] and seen[-1] == form[-1] and all(word in rest for word in form)

    return bool(seen) and any(form and (part(form) or around(form)) for form in forms)


def _lost(span: Span, value: str) -> Finding:
    return Finding(
        severity="violation",
        rule="words-not-reproduced",
        message=f"the text at {span.begin}-{span.end} is not what the record says",
        remedy="report it with the document: a finder or the reader counted wrongly",
        begin=span.begin,
        end=span.end,
        value=value,
    )


# Rules ----------------------------------------------------------------------------------------------------


def check_rules(store: "Store", base: Base) -> Iterator[Finding]:
    """A finding for each row of each integrity rule in `shapes/rules`, over the whole store."""
    for path in assets.files("shapes", "rules/*.rq"):
        text = path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base.iri)
        yield from _rows(path, text, store)


def _rows(path: Path, text: str, store: "Store") -> Iterator[Finding]:
    told = header(text)
    try:
        rows: Any = store.query(text)
    except SyntaxError as error:
        raise VocabularyError(
            f"the rule cannot be read: {error}", where=path.name, remedy="mend the query"
        ) from error
    for row in rows:
        focus, predicate, value = (row[name] for name in ("focus", "path", "value"))
        yield Finding(
            severity=_severity(told.get("severity")),
            rule=path.stem,
            message=told["message"].rstrip("."),
            remedy=told["remedy"].rstrip("."),
            focus=getattr(focus, "value", None),
            path=getattr(predicate, "value", None),
            value=getattr(value, "value", None),
        )


def _severity(name: str | None) -> Severity:
    return "warning" if name == "warning" else "info" if name == "info" else "violation"


def header(text: str) -> Mapping[str, str]:
    """The `# key: value` lines at the top of a query."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").partition(": "))
    return {key: value.strip() for key, found, value in lines if found}
