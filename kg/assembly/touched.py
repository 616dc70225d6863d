"""Which documents a change of decisions or of our own vocabularies touches, as far as that is not told by their text.

What a document's graph depends on beside its text stands in the live build: the statements that people decided about,
and the things that vocabularies describe. A document that the build leaves out is made again anyway.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg import store
from kg.assembly.index import Index
from kg.assembly.stated import Frame, own_lines
from kg.decisions import Decisions
from kg.iris import Base


def by_decisions(index: Index, before: Decisions, frame: Frame) -> set[str]:
    """The versions that decisions which were not the same `before` speak of; the index has their names now."""
    now = frame.decided
    nodes = {
        iri for iri in {*before.reviews, *now.reviews} if before.reviews.get(iri) != now.reviews.get(iri)
    }
    return index.redecide(before) | _versions(store.telling(frame.root, sorted(nodes)), frame.base)


def remerged(before: Decisions, now: Decisions) -> set[str]:
    """The things that were merged otherwise, or into which others were."""
    changed = {*before.merged.items()} ^ {*now.merged.items()}
    return {iri for pair in changed for iri in pair}


def by_words(changed: Iterable[str], before: Mapping[str, set[bytes]], frame: Frame) -> set[str]:
    """The versions that speak of any of the `changed` things, or of others that lead to one of them.

    `before` has the lines of our vocabularies in the live build: what a document is checked with are all that its
    things lead to, then and now.
    """
    leading: defaultdict[str, set[str]] = defaultdict(set)
    for lines in (*before.values(), *own_lines(frame.base).values()):
        for line in lines:
            subject, _, rest = line.split(b" ", 2)
            if rest.startswith(b"<"):
                leading[_name(rest.split(b" ", 1)[0])].add(_name(subject))
    found: set[str] = set()
    waiting = set(changed)
    while waiting:
        thing = waiting.pop()
        found.add(thing)
        waiting |= leading[thing] - found
    named = sorted(thing for thing in found if not thing.startswith("_:"))
    return _versions(store.telling(frame.root, named, as_object=True), frame.base)


def reworded(before: Mapping[str, set[bytes]], base: Base, name: str) -> set[str]:
    """The things of which our vocabulary of that name tells otherwise than `before`."""
    changed = before.get(name, set()) ^ own_lines(base).get(name, frozenset())
    return {_name(line.split(b" ", 1)[0]) for line in changed}


def lines_before(root: Path, names: Iterable[str], base: Base) -> dict[str, set[bytes]]:
    """The lines of our vocabularies of these names in the live build."""
    return {name: store.lines_of(root, base.graph("vocab", name).value) for name in names}


def _name(term: bytes) -> str:
    return term.decode().removeprefix("<").removesuffix(">")


def _versions(graphs: Iterable[str], base: Base) -> set[str]:
    """The document versions whose graphs these are; other graphs are passed over."""
    starts = tuple(f"{base.iri}graph/{kind}/" for kind in ("doc", "prov"))
    return {name.rpartition("/")[2] for name in graphs if name.startswith(starts)}
