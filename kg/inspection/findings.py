"""Everything that is wrong in the live build, and the same as a SHACL validation report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg import store, validate, vocabularies
from kg.assembly import Progress
from kg.iris import RDF, SH, Base
from kg.types import Finding


def findings(root: Path, *, progress: Progress) -> tuple[Finding, ...]:
    """Everything that is wrong in the live build, and what kept documents out of it; violations first.

    Shapes and rules run again over what is stored; what extraction found stands in the manifest.
    """
    reader = store.open_reader(root)
    with store.near(reader.store) as graphs:
        return _findings(replace(reader, store=graphs), progress)


def _findings(reader: store.Reader, progress: Progress) -> tuple[Finding, ...]:
    base = Base(reader.base)
    listed = reader.manifest["documents"]
    found = list(validate.check_rules(reader.store, base))
    # Only our own words: a defect of a vocabulary that somebody added is no fault of a document.
    others = _vocabularies(reader) - {base.graph("vocab", own.name).value for own in vocabularies.packaged()}
    homes = {
        base.graph(kind, row["document"], row["version"]).value: row["document"]
        for row in listed
        for kind in ("doc", "prov")
    }
    progress("validate", 0, len(listed))
    for finding in validate.check_store(reader.store, base, without=others):
        found.append(replace(finding, document=_document(reader.store, finding.focus or "", homes)))
    found += [Finding(**kept) for row in listed for kept in row["findings"]]
    progress("validate", len(listed), len(listed))
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(map(_lasting, found), key=_order):
        unique.setdefault(_what(finding), finding)
    return tuple(unique.values())


def _vocabularies(reader: store.Reader) -> set[str]:
    """The graphs of all vocabularies in the store."""
    names = {str(name.value) for name in reader.store.named_graphs()}
    return {name for name in names if name.startswith(Base(reader.base).graph("vocab").value + "/")}


def _document(kept: ox.Store, focus: str, homes: Mapping[str, str]) -> str | None:
    """The first document that speaks of the thing, or refers to it."""
    if "://" not in focus:
        return None
    node = ox.NamedNode(focus)
    for subject, value in ((node, None), (None, node)):
        graphs = (quad.graph_name for quad in kept.quads_for_pattern(subject, None, value, None))
        names = {homes[g.value] for g in graphs if isinstance(g, ox.NamedNode) and g.value in homes}
        if names:
            return min(names)
    return None


def _lasting(finding: Finding) -> Finding:
    """The finding without a path that is no IRI: blank nodes have another name in every run."""
    return finding if "://" in (finding.path or "") else replace(finding, path=None)


def _what(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one: the same fault of the same thing, met from whatever document."""
    seen = finding.document if finding.focus is None else None
    return finding.rule, finding.focus, finding.path, finding.value, finding.begin, finding.message, seen


def _order(finding: Finding) -> tuple[int, str, str, int]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.document or "", finding.rule, finding.begin or 0


def report_turtle(found: Iterable[Finding]) -> str:
    """The findings as a SHACL validation report."""
    kinds = {"violation": "Violation", "warning": "Warning", "info": "Info"}
    report = ox.BlankNode("report")
    triples = [ox.Triple(report, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "ValidationReport"))]
    listed = list(found)
    conforms = ox.Literal(not any(finding.severity == "violation" for finding in listed))
    triples.append(ox.Triple(report, ox.NamedNode(SH + "conforms"), conforms))
    for number, finding in enumerate(listed, start=1):
        result = ox.BlankNode(f"result{number}")
        message = ox.Literal(f"{finding.message}. Remedy: {finding.remedy}.", language="en")
        triples += [
            ox.Triple(report, ox.NamedNode(SH + "result"), result),
            ox.Triple(result, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "ValidationResult")),
            ox.Triple(
                result, ox.NamedNode(SH + "resultSeverity"), ox.NamedNode(SH + kinds[finding.severity])
            ),
            ox.Triple(result, ox.NamedNode(SH + "resultMessage"), message),
            *(ox.Triple(result, ox.NamedNode(SH + name), node) for name, node in _nodes(finding)),
        ]
    raw = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sh": SH})
    return (raw or b"").decode("utf-8")


def _nodes(finding: Finding) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for name, value in (("focusNode", finding.focus), ("resultPath", finding.path)):
        if value and "://" in value and " " not in value:
            yield name, ox.NamedNode(value)
    if finding.value:
        yield "value", ox.Literal(finding.value)
