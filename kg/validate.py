"""Quads to findings: SHACL for each document before it is published, rules for the whole store.

Shapes run as queries (`kg/shacl`); pySHACL is the reference, and takes what cannot be compiled. Nothing is inferred,
nothing is fetched, no script runs; a broken promise is a finding with a remedy, never an exception.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import assets, shacl
from kg.errors import VocabularyError
from kg.iris import NIF, SH, Base, fold
from kg.settings import DEFAULT_BASE
from kg.types import Extraction, Finding, Severity, Span

_SEVERITIES: Mapping[str, Severity] = {
    f"{SH}Violation": "violation",
    f"{SH}Warning": "warning",
    f"{SH}Info": "info",
}
_REMEDY = "Remedy: "
_IN_MEMORY = 5_000_000
"""A store of so many quads is copied into memory to be validated, about 0.6 GB for a million."""


def check_shapes(ntriples: bytes, base: Base, *, document: str | None = None) -> tuple[Finding, ...]:
    """What SHACL finds in the triples of one document and of what it refers to, sorted.

    Raises `VocabularyError` where a shape or the ontology is broken.
    """
    store = ox.Store()
    # Both were written by the engine itself: it need not look again whether their IRIs are sound.
    for triples in (_ontology(base.iri), ntriples):
        store.load(triples, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return tuple(replace(found, document=document) for found in check_data(shacl.Data(store=store), base))


def check_store(store: ox.Store, base: Base, *, without: Container[str] = ()) -> tuple[Finding, ...]:
    """What SHACL finds in all graphs of a store together, sorted; those named in `without` are left out.

    What stands in the default graph stands in another one too. Raises `VocabularyError` where a shape is broken.
    """
    data = shacl.Data(store=store, on_disk=True)
    named = [name for name in store.named_graphs() if isinstance(name, ox.NamedNode)]
    kept = tuple(name for name in named if name.value not in without)
    if len(kept) < len(named):
        data = shacl.Data(store=store, graphs=kept, on_disk=True)
    small = len(store) <= _IN_MEMORY
    return check_data(data.in_memory() if small or data.graphs else data, base)


def check_data(data: shacl.Data, base: Base) -> tuple[Finding, ...]:
    """What SHACL finds in some triples, or in those graphs of them that are in focus, sorted.

    What the compiled shapes cannot check is checked by pySHACL, and a remark says so.
    Raises `VocabularyError` where a shape is broken.
    """
    shapes = _triples("shapes", base.iri)
    inside = "{}" if data.focus is None else shacl.IN_GRAPHS
    plan = _plan(base.iri, tuple(shacl.hierarchy(data).items()), inside, data.on_disk)
    results = [*shacl.run(plan, data)]
    if plan.left:
        results += _by_pyshacl(data, shapes, [left.shape for left in plan.left])
    found = [_finding(data.store, result) for result in results]
    return tuple(sorted([*found, *map(_slow, plan.left)], key=_order))


@cache
def _plan(
    base: str, classes: tuple[tuple[str, tuple[str, ...]], ...], inside: str, on_disk: bool
) -> shacl.Plan:
    shapes = shacl.read(_triples("shapes", base))
    return shacl.compiled(shapes, dict(classes), inside=inside, on_disk=on_disk)


@cache
def _ontology(base: str) -> bytes:
    return ox.serialize(_triples("ontology", base), format=ox.RdfFormat.N_TRIPLES) or b""


def _by_pyshacl(
    data: shacl.Data, shapes: Sequence[ox.Triple], wanted: Sequence[ox.NamedNode | ox.BlankNode]
) -> Iterator[shacl.Result]:
    # Here, since it takes a third of a second to import and our own shapes never need it.
    from kg.shacl.reference import only, reference

    try:
        yield from reference(data.triples(), only(shapes, wanted))
    except ValueError as error:
        raise VocabularyError(
            f"the shapes cannot be used: {error}",
            where="shapes/",
            remedy="mend the shape that the message names",
        ) from error


@cache
def _triples(folder: str, base: str) -> tuple[ox.Triple, ...]:
    """All Turtle files of a data folder under `base`."""
    return tuple(triple for path in assets.files(folder, "*.ttl") for triple in _parsed(path, folder, base))


def _parsed(path: Path, folder: str, base: str) -> Iterator[ox.Triple]:
    try:
        text = path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
        yield from (quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except (ValueError, SyntaxError) as error:
        raise VocabularyError(
            f"the Turtle cannot be read: {_short(error)}",
            where=f"{folder}/{path.name}",
            remedy="mend the file",
        ) from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _finding(store: ox.Store, result: shacl.Result) -> Finding:
    told = " ".join(message.value for message in result.messages[:1])
    message, _, remedy = told.partition(_REMEDY)
    begin, end = _place(store, result.focus)
    path = result.path or ""
    return Finding(
        severity=_SEVERITIES.get(result.severity.value, "violation"),
        rule=result.shape.value.rpartition("#")[2],
        message=message.strip(),
        remedy=remedy.strip(),
        begin=begin,
        end=end,
        focus=_text(result.focus),
        path=path[1:-1] if path.startswith("<") else None,
        value=_text(result.value) or None,
    )


def _slow(left: shacl.Left) -> Finding:
    return Finding(
        severity="info",
        rule=left.shape.value.rpartition("#")[2],
        message=f"this shape takes long to check: {left.reason}",
        remedy="",
    )


def _text(term: shacl.Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value


def _place(store: ox.Store, focus: shacl.Term) -> tuple[int | None, int | None]:
    """Where the first evidence of a statement stands, or a passage itself."""
    if not isinstance(focus, ox.NamedNode):
        return None, None
    told = list(store.quads_for_pattern(focus, None, None, None))
    evidence = [_text(quad.object) for quad in told if quad.predicate.value.endswith("ns#evidence")]
    for passage in [*sorted(evidence), focus.value]:
        begin, end = (_offset(store, passage, name) for name in ("beginIndex", "endIndex"))
        if begin is not None and end is not None:
            return begin, end
    return None, None


def _offset(store: ox.Store, passage: str, name: str) -> int | None:
    found = store.quads_for_pattern(ox.NamedNode(passage), ox.NamedNode(NIF + name), None, None)
    values = [_text(quad.object) for quad in found]
    return int(values[0]) if values and values[0].isdecimal() else None


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


def check_rules(store: ox.Store, base: Base) -> Iterator[Finding]:
    """A finding for each row of each integrity rule in `shapes/rules`, over the whole store."""
    for path in assets.files("shapes", "rules/*.rq"):
        text = path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base.iri)
        yield from _rows(path, text, store)


def _rows(path: Path, text: str, store: ox.Store) -> Iterator[Finding]:
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
