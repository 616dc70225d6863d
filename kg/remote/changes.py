"""What must change at a service so that it holds a build: by document, and by subject for what documents share."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

_PIECE = 1_000_000
"""Characters of triples that one change of a shared graph has."""
_BASIC = ox.DefaultGraph()
Quads = Iterable[ox.Quad]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is changed in one go. Triples are as SPARQL writes them; graphs are told by name."""

    plain_gone: Sequence[str] = ()
    """Triples that leave the default graph."""
    plain_come: Sequence[str] = ()
    emptied: Sequence[str] = ()
    """Graphs that lose all that they hold, before anything comes."""
    gone: Mapping[str, Sequence[str]] = field(default_factory=dict)
    come: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hashes: Mapping[str, str | None] = field(default_factory=dict)
    """The hash that each graph has then; none for one that is gone."""

    @property
    def size(self) -> int:
        """Characters of all triples, about."""
        parts = (self.plain_gone, self.plain_come, *self.gone.values(), *self.come.values())
        return sum(len(line) for part in parts for line in part)


class Near:
    """The build on this machine."""

    def __init__(self, graph: ox.Store, hashes: Mapping[str, str], base: str) -> None:
        self.graph = graph
        self.hashes = hashes
        self._base = f"{base}graph/"

    def quads(self, name: str) -> Iterator[ox.Quad]:
        """What a graph holds, "" for the default one."""
        return self.graph.quads_for_pattern(None, None, None, ox.NamedNode(name) if name else _BASIC)

    def plain(self, quad: ox.Quad) -> bool:
        """Whether the triple stands in the default graph too."""
        return ox.Quad(quad.subject, quad.predicate, quad.object, _BASIC) in self.graph

    def document(self, name: str) -> str | None:
        """The document that a graph belongs to; none for a graph that documents share."""
        kind, _, rest = name.removeprefix(self._base).partition("/")
        own = name.startswith(self._base) and kind in ("doc", "prov")
        return rest.rpartition("/")[0] if own else None

    def is_vocabulary(self, name: str) -> bool:
        """Whether the graph is a vocabulary's."""
        return name.startswith(f"{self._base}vocab/")


def triple(quad: ox.Quad) -> str:
    """The triple as SPARQL and N-Triples write it, without the full stop."""
    return f"{quad.subject} {quad.predicate} {quad.object}"


def of_documents(
    near: Near, far: Mapping[str, str], names: Iterable[str], told: Callable[[Sequence[str]], Quads]
) -> Iterator[Change]:
    """The change of each document whose graphs are among `names`.

    `far` has the hashes of the service. `told` gives the triples of some of its graphs that stand in its default graph
    too; those that the build does not have there any more leave with the last document that told them.
    """
    units: dict[str, list[str]] = {}
    for name in sorted(names):
        units.setdefault(near.document(name) or name, []).append(name)
    last: dict[str, str] = {}
    homes = {name: unit for unit, graphs in units.items() for name in graphs}
    for quad in told([name for name in sorted(homes) if name in far]):
        if not near.plain(quad):
            unit = homes[_name(quad)]
            last[triple(quad)] = max(unit, last.get(triple(quad), unit))
    going: dict[str, list[str]] = {}
    for line, unit in sorted(last.items()):
        going.setdefault(unit, []).append(line)
    for unit, graphs in units.items():
        quads = {name: list(near.quads(name)) for name in graphs if name in near.hashes}
        plain = {triple(quad) for held in quads.values() for quad in held if near.plain(quad)}
        yield Change(
            plain_gone=going.get(unit, ()),
            plain_come=sorted(plain),
            emptied=[name for name in graphs if name in far],
            come={name: [triple(quad) for quad in held] for name, held in quads.items()},
            hashes={name: near.hashes.get(name) for name in graphs},
        )


def of_shared(near: Near, name: str, held: Quads) -> tuple[list[Change], list[Change]]:
    """The changes of a graph that documents share: those before the documents change, and those after.

    What is said of a thing changes at once; things of which nothing is said any more leave last. `held` is what the
    service holds.
    """
    old = {triple(quad): quad for quad in held}
    new = {triple(quad): quad for quad in near.quads(name)} if name in near.hashes else {}
    come = [quad for line, quad in new.items() if line not in old]
    gone = [quad for line, quad in old.items() if line not in new]
    staying = {quad.subject for quad in new.values()}
    first = _by_subject(near, name, come, [quad for quad in gone if quad.subject in staying])
    last = _by_subject(near, name, [], [quad for quad in gone if quad.subject not in staying])
    # Until all of it is there its hash is that of no build.
    begun, done = Change(hashes={name: None}), Change(hashes={name: near.hashes.get(name)})
    return [begun, *first], [*last, done]


def _by_subject(near: Near, name: str, come: Sequence[ox.Quad], gone: Sequence[ox.Quad]) -> list[Change]:
    lines: dict[str, tuple[list[ox.Quad], list[ox.Quad]]] = {}
    for place, quads in enumerate((come, gone)):
        for quad in quads:
            lines.setdefault(str(quad.subject), ([], []))[place].append(quad)
    found: list[Change] = []
    waiting: list[tuple[list[ox.Quad], list[ox.Quad]]] = []
    size = 0
    for _, one in sorted(lines.items()):
        waiting.append(one)
        size += sum(len(triple(quad)) for part in one for quad in part)
        if size > _PIECE:
            found.append(_joined(near, name, waiting))
            waiting, size = [], 0
    return [*found, _joined(near, name, waiting)] if waiting else found


def _joined(near: Near, name: str, parts: Sequence[tuple[list[ox.Quad], list[ox.Quad]]]) -> Change:
    come, gone = ([quad for part in parts for quad in part[place]] for place in (0, 1))
    return Change(
        plain_gone=[triple(quad) for quad in gone if not near.plain(quad)],
        plain_come=[triple(quad) for quad in come if near.plain(quad)],
        gone={name: [triple(quad) for quad in gone]} if gone else {},
        come={name: [triple(quad) for quad in come]} if come else {},
    )


def of_default(near: Near, far: ox.Store) -> Iterator[Change]:
    """The changes of the default graph that make it that of the build; `far` is a copy of what the service has."""
    size, gone, come = 0, list[str](), list[str]()
    differing = (
        (quad, part)
        for one, other, part in ((far, near.graph, gone), (near.graph, far, come))
        for quad in one.quads_for_pattern(None, None, None, _BASIC)
        if quad not in other
    )
    for quad, part in differing:
        part.append(triple(quad))
        size += len(part[-1])
        if size > _PIECE:
            yield Change(plain_gone=tuple(gone), plain_come=tuple(come))
            size = 0
            gone.clear()
            come.clear()
    if gone or come:
        yield Change(plain_gone=tuple(gone), plain_come=tuple(come))


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
