"""One document as lines of its graphs, with what is wrong with it: a pure function of document, names and settings."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kg import assets, catalogue, graph, store, validate, vocabulary
from kg.coverage import coverage
from kg.decisions import Decisions
from kg.graph.figures import figure_id
from kg.iris import Base, digest
from kg.types import Finding, Identities

_FINDINGS = "findings"
"""The kind of results under which it is kept what checks found in a text, by its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the graph of every document depends on beside the document."""

    root: Path
    base: Base
    decided: Decisions
    curated: bool
    threshold: Decimal
    run: str
    """Hash of all that the whole build depends on beside the documents."""
    made: str = ""
    """Hash of what every document's graph depends on: code that writes it, and settings."""
    checked: str = ""
    """Hash of what its checks depend on."""

    def build(
        self, iris: Mapping[tuple[str, str], str], replaced: Mapping[str, str], text: str = ""
    ) -> graph.Build:
        """The context in which documents with these names are written.

        `text` is the key of the one document that is: its run is named by what its own graph depends on.
        """
        names = [part for (_, key), iri in sorted(iris.items()) for part in (key, iri)]
        return graph.Build(
            base=self.base,
            identities=Identities(iris=iris, replaced=replaced),
            decisions=self.decided,
            lexicon=vocabulary.load(curated=self.curated),
            threshold=self.threshold,
            run=digest(self.made, text, *names) if text else self.run,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one document brings into the graph, as N-Triples lines by the name of their graph."""

    version: str
    document: str
    graphs: Mapping[str, frozenset[bytes]]
    plain: frozenset[bytes]
    """Those that stand in the default graph too."""
    told: tuple[tuple[str, bytes], ...]
    """Lines that it adds to `graph/entities`, each with its subject."""
    described: tuple[tuple[str, bytes], ...]
    """Lines that it adds to `graph/meta`, each with its subject."""
    named: tuple[graph.Named, ...]
    """The things that it names."""
    statements: int
    """Accepted ones."""
    findings: tuple[Finding, ...]
    coverage: Mapping[str, int | None]
    """See `kg.coverage`."""

    @property
    def violations(self) -> int:
        return sum(finding.severity == "violation" for finding in self.findings)


def stated(source: graph.Source, build: graph.Build, root: Path, checked: str) -> Stated:
    """The document in that context, checked; `checked` is the hash of all that checks rest on, see `Frame`."""
    found = graph.statements(source, build)
    build = _reviewed(found, source, build)
    parts = graph.document_triples(source, found, build)
    doc, prov = (graph.lines(part) for part in parts)
    told, named = [*graph.told_names(source, build)], [*graph.named(source, build)]
    described = [*graph.description(source, build.base)]
    names = [build.base.graph(kind, source.document, source.version) for kind in ("doc", "prov")]
    ends = [(subject, object_) for part in parts for subject, _, object_ in part]
    return Stated(
        version=source.version,
        document=source.document,
        graphs={name.value: frozenset(lines) for name, lines in zip(names, (doc, prov), strict=True)},
        plain=frozenset((*doc, *graph.lines(graph.accepted(parts[1], build.base)))),
        told=tuple(zip((triple[0].value for triple in told), graph.lines(told), strict=True)),
        described=tuple(zip((triple[0].value for triple in described), graph.lines(described), strict=True)),
        named=tuple(named),
        statements=sum(one.live for one in found),
        findings=_findings(
            source, (*doc, *prov), ends, [*told, *_names(told, named, build)], build, root, checked
        ),
        coverage=coverage(source.extraction),
    )


def _reviewed(found: Sequence[graph.Statement], source: graph.Source, build: graph.Build) -> graph.Build:
    """The context under the name of a run of its own where people decided about statements or figures."""
    told = build.decisions.reviews
    if not told:
        return build
    figures = (figure_id(source, figure, build) for figure in source.extraction.figures)
    nodes = {*(one.iri.value for one in found), *(build.base.id(f"figure/{one}").value for one in figures)}
    reviews = [
        part
        for node in sorted(nodes & told.keys())
        for part in (node, told[node].action, told[node].by, told[node].object or "")
    ]
    return replace(build, run=digest(build.run, *reviews)) if reviews else build


def _names(
    told: Sequence[graph.TermTriple], named: Iterable[graph.Named], build: graph.Build
) -> list[graph.TermTriple]:
    """The names of things as this document alone gives them."""
    called: dict[str, list[graph.Named]] = {}
    for name in named:
        called.setdefault(name.iri, []).append(name)
    own = {triple[0].value for triple in told}
    return [
        triple
        for iri, names in called.items()
        if iri not in own
        for triple in graph.about(iri, (), names, build)
    ]


def _findings(
    source: graph.Source,
    lines: Iterable[bytes],
    ends: Iterable[tuple[object, object]],
    entities: Sequence[graph.TermTriple],
    build: graph.Build,
    root: Path,
    checked: str,
) -> tuple[Finding, ...]:
    """What is wrong with the document by itself; a violation keeps it out of the store, whatever others say."""
    words = [
        *source.extraction.findings,
        *validate.check_words(source.extraction),
        *catalogue.check_counts(source.document, source.extraction),
    ]
    about = {**_about(build.base)}
    for triple in entities:
        about[triple[0].value] = [*about.get(triple[0].value, ()), graph.triple(triple)]
    triples = graph.described(lines, ends, about)
    key = digest(hashlib.sha256(triples).hexdigest(), checked, size=64)
    kept = _kept(root, source.extraction.document.sha256, key)
    if kept is None:
        kept = [asdict(finding) for finding in validate.check_shapes(triples, build.base)]
        store.keep(root, _FINDINGS, source.extraction.document.sha256, {"key": key, "found": kept})
    return tuple(replace(f, document=source.document) for f in [*words, *(Finding(**row) for row in kept)])


def _kept(root: Path, sha256: str, key: str) -> list[dict[str, Any]] | None:
    """What was found in the text when it was last checked, if that was with the same key."""
    table = store.cached(root, _FINDINGS, sha256)
    return table["found"] if isinstance(table, dict) and table.get("key") == key else None


@cache
def _about(base: Base) -> Mapping[str, Sequence[Any]]:
    """What our own vocabularies say of each thing."""
    return graph.by_subject(quad for part in own_vocabularies(base).values() for quad in part)


@cache
def own_vocabularies(base: Base) -> Mapping[str, Sequence[Any]]:
    """The quads of each vocabulary of ours by its name, the ontology included."""
    return {
        path.stem: graph.vocabulary_quads(path.stem, vocabulary.parse(path), base) for path in own_files()
    }


def own_files() -> tuple[Path, ...]:
    """The files of our own vocabularies, the ontology included."""
    return (*assets.files("seeds", "vocab/*.ttl"), *assets.files("ontology", "*.ttl"))


@cache
def own_lines(base: Base) -> Mapping[str, frozenset[bytes]]:
    """The same as lines."""
    return {
        name: frozenset(graph.lines(quad.triple for quad in quads))
        for name, quads in own_vocabularies(base).items()
    }
