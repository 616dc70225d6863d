"""What a build changes in the graph: the lines that come into each graph of a draft, and those that leave it.

The default graph follows from the others: a line stays in it as long as any graph that feeds it has the line.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kg import graph, store, vocabularies
from kg.assembly.index import Index
from kg.assembly.stated import Frame, Stated, own_lines, own_vocabularies
from kg.iris import SKOS

_OTHER = f"<{SKOS}altLabel>".encode()


class Changes:
    """Changes of a draft, graph by graph; `settle` then puts the default graph right."""

    def __init__(self, draft: store.Draft, frame: Frame) -> None:
        self._draft = draft
        self._frame = frame
        self._base = frame.base
        self._come: set[bytes] = set()
        self._gone: set[bytes] = set()
        self._words: set[bytes] | None = None

    def restate(self, found: Stated) -> None:
        """The two graphs of a document version are what it states now."""
        held = {name: self._draft.held(name) for name in found.graphs}
        for name, lines in found.graphs.items():
            self._draft.change(name, lines - held[name], held[name] - lines)
        before = self._plain_of(held)
        self._told(found.plain - before, before - found.plain)

    def withdraw(self, document: str, version: str) -> None:
        """A document version has no graphs any more."""
        names = [self._base.graph(kind, document, version).value for kind in ("doc", "prov")]
        held = {name: self._draft.held(name) for name in names}
        for name, lines in held.items():
            self._draft.change(name, (), lines)
        self._told((), self._plain_of(held))

    def describe(self, index: Index, subjects: Iterable[str]) -> None:
        """`graph/entities` and `graph/meta` say of these things what the documents of `index` tell."""
        context = self._frame.build({}, index.replaced())
        entities, meta = (self._base.graph(name).value for name in ("entities", "meta"))
        for subject in sorted({*subjects, *self._frame.decided.merged}):
            told = graph.read_lines(index.told("entities", subject))
            about = graph.about(subject, told, index.called(subject), context)
            self._replace(entities, subject, set(graph.lines(about)))
            self._replace(meta, subject, set(index.told("meta", subject)))

    def reword(self, own: Collection[str], added: Collection[str]) -> None:
        """The vocabularies are those of the package and of the store; the live build has those of these names."""
        mine, others = (
            {name: self._draft.held(self._vocab(name)) for name in names} for names in (own, added)
        )
        now = own_lines(self._base)
        new = {
            told.name: set(graph.lines(quad.triple for quad in self._added(told.name)))
            for told in vocabularies.added(self._frame.root)
        }
        for name in sorted({*mine, *others, *now, *new}):
            was = mine.get(name) or others.get(name) or set()
            then = now.get(name) or new.get(name) or set()
            self._draft.change(self._vocab(name), then - was, was - then)
        self._redescribe({*others, *new})
        before = self._reconciled(self._parsed(mine), others) if mine else set()
        self._words = self._reconciled(own_vocabularies(self._base).values(), new)
        self._told(self._words - before, before - self._words)

    def rename(self) -> None:
        """`graph/meta` tells of the run of this build."""
        self._redescribe(())

    def settle(self) -> None:
        """The default graph has the lines of all graphs that feed it."""
        gone = {line for line in self._gone - self._come if not self._fed(line)}
        self._draft.change(store.DEFAULT, self._come, gone)

    # Parts ----------------------------------------------------------------------------------------------

    def _told(self, come: Iterable[bytes], gone: Iterable[bytes]) -> None:
        if self._draft.fresh:  # nothing can leave, and all that comes would take much memory
            self._draft.change(store.DEFAULT, set(come))
            return
        self._come.update(come)
        self._gone.update(gone)

    def _plain_of(self, held: Mapping[str, set[bytes]]) -> set[bytes]:
        quads = [quad for name, lines in held.items() for quad in graph.quads_in(name, lines)]
        return set(graph.lines(graph.plain(quads, self._base)))

    def _replace(self, name: str, subject: str, lines: set[bytes]) -> None:
        held = self._draft.held(name, subject)
        if held != lines:
            self._draft.change(name, lines - held, held - lines)
            self._told(lines - held, held - lines)

    def _vocab(self, name: str) -> str:
        return self._base.graph("vocab", name).value

    def _added(self, name: str) -> list[Any]:
        return graph.vocabulary_quads(name, vocabularies.triples(self._frame.root, name), self._base)

    def _redescribe(self, names: Collection[str]) -> None:
        """`graph/meta` tells of the vocabularies that were added."""
        meta, dataset = self._base.graph("meta").value, self._base.id("dataset").value
        quads = [
            quad
            for told in vocabularies.added(self._frame.root)
            for quad in vocabularies.description(told, self._base)
        ]
        own = set(graph.lines(graph.dataset_triples(self._frame.build({}, {}))))
        for subject in (dataset, *map(self._vocab, names)):
            lines = set(graph.lines(q.triple for q in quads if getattr(q.subject, "value", None) == subject))
            lines |= own if subject == dataset else set()
            held = self._draft.held(meta, subject)
            self._draft.change(meta, lines - held, held - lines)
            if subject != dataset:
                self._told(lines - held, held - lines)

    def _reconciled(self, ours: Iterable[Sequence[Any]], added: Mapping[str, Iterable[bytes]]) -> set[bytes]:
        """The lines of our vocabularies and of those that were added, as they stand in the default graph."""
        kept, more = graph.reconciled(ours, self._parsed(added), self._base)
        return set(graph.lines(quad.triple for part in (*kept, *more) for quad in part))

    def _parsed(self, parts: Mapping[str, Iterable[bytes]]) -> list[list[Any]]:
        return [graph.quads_in(self._vocab(name), lines) for name, lines in sorted(parts.items())]

    def _fed(self, line: bytes) -> bool:
        """Whether a graph that feeds the default one holds the line by now."""
        provenance, meta = f"{self._base.iri}graph/prov/", self._base.graph("meta").value
        dataset, words = f"<{self._base.id('dataset').value}> ".encode(), f"{self._base.iri}graph/vocab/"
        spoken = _OTHER in line  # a preferred label of a vocabulary may stand there as an alternative one
        for name in self._draft.graphs_of(line):
            if name.startswith(words):
                spoken = True
            elif not name.startswith(provenance) and (name != meta or not line.startswith(dataset)):
                return True
        return spoken and line in self._reworded()

    def _reworded(self) -> set[bytes]:
        """The lines of vocabularies that stand in the default graph."""
        if self._words is None:
            names = [told.name for told in vocabularies.added(self._frame.root)]
            added = {name: self._draft.held(self._vocab(name)) for name in names}
            self._words = self._reconciled(own_vocabularies(self._base).values(), added)
        return self._words
