"""Texts to the graph of a build: what changed since the live build, what passes the gate, and what it brings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg import store, vocabularies
from kg.assembly.changes import Changes
from kg.assembly.digests import own_words
from kg.assembly.index import Index
from kg.assembly.listing import Listed, Text
from kg.assembly.spool import Outcome, Spool
from kg.assembly.stated import Frame, Stated
from kg.iris import digest

Progress = Callable[[str, int, int], None]
"""Told after each step: what is being done, how many are done, how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document version to be stated, with the IRIs of what it names, by version and entity key."""

    text: Text
    iris: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What changed beside texts since the build that a new one goes on from."""

    told: Mapping[str, Any] | None = None
    """The manifest of that build; none for a build from nothing."""
    causes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By reason: the document versions that are to be stated again."""
    things: frozenset[str] = frozenset()
    """Things of which `graph/entities` may tell otherwise."""

    @property
    def versions(self) -> set[str]:
        """The document versions that are to be stated again."""
        return {version for versions in self.causes.values() for version in versions}


Work = Callable[[Sequence[Task]], Iterable[Stated]]
"""States documents, in the order told; where and by how many processes is its own affair."""


def assembled(
    draft: store.Draft,
    index: Index,
    listed: Sequence[Listed],
    touched: Touched,
    frame: Frame,
    work: Work,
    progress: Progress,
) -> list[dict[str, Any]]:
    """What the manifest keeps of each document; the draft and the index hold them as they are now.

    `touched` is what changed beside texts since the build that the draft goes on from and that `index` describes.
    """
    texts = {one.text.version: one.text for one in listed}
    before = index.members()
    wanted = {version: (text.document, text.key) for version, text in texts.items()}
    gone = {version for version, known in before.items() if wanted.get(version) != known}
    come = {version for version, known in wanted.items() if before.get(version) != known}
    spool = Spool(frame.root / "cache")
    try:
        left = _stated(index, texts, gone, come, touched.versions & before.keys(), work, spool, progress)
        leaving = {v: before[v][0] for v in gone | left.keys() if v in before}
        _written(draft, index, frame, touched, leaving, spool)
    finally:
        spool.close()
    rows = {row["version"]: row for row in (touched.told or {}).get("documents", ())}
    return [_row(one, spool.outcomes, left, rows) for one in listed]


def _written(
    draft: store.Draft,
    index: Index,
    frame: Frame,
    touched: Touched,
    gone: Mapping[str, str],
    spool: Spool,
) -> None:
    """The draft holds what waits in the spool, and nothing of the documents that went (by version)."""
    changes = Changes(draft, frame)
    told = touched.told
    if told is None:
        changes.reword((), ())
    elif (told["own"], told["vocabularies"]) != (own_words(), words_added(frame.root)):
        changes.reword(told["own"], told["vocabularies"])
    elif told["run"] != frame.run:
        changes.rename()
    subjects = set(touched.things)
    for version, document in sorted(gone.items()):
        changes.withdraw(document, version)
        subjects |= index.retell(version, None)
    for found in spool.all():
        changes.restate(found)
        subjects |= index.retell(found.version, found)
    changes.describe(index, subjects)
    changes.settle()


def words_added(root: Path) -> dict[str, str]:
    """A hash of each vocabulary that was added, by its name."""
    return {told.name: digest(*map(str, asdict(told).values())) for told in vocabularies.added(root)}


def settled(index: Index, live: Mapping[str, Text], work: Work) -> None:
    """The index holds what the live build holds, and nothing else; `live` is by version."""
    before = index.members()
    gone = {v for v, known in before.items() if v not in live or _known(live[v]) != known}
    come = {v for v, text in live.items() if before.get(v) != _known(text)}
    for version in gone:
        index.retell(version, None)
    changed = sorted(index.shift(gone, [live[version] for version in sorted(come)]))
    for found in work([Task(text=live[v], iris=index.iris(v)) for v in changed]):
        index.retell(found.version, found)


def _known(text: Text) -> tuple[str, str]:
    return text.document, text.key


def _stated(
    index: Index,
    texts: Mapping[str, Text],
    gone: set[str],
    come: set[str],
    touched: set[str],
    work: Work,
    spool: Spool,
    progress: Progress,
) -> dict[str, Outcome]:
    """The documents that the gate keeps out; those that are new, touched or name things otherwise wait in the spool."""
    changed = index.shift(gone, [texts[version] for version in sorted(come)]) | (touched - gone)
    _work(index, texts, changed, work, spool, progress)
    left = spool.drop({version for version, one in spool.outcomes.items() if one.violations})
    again = index.shift(left, ()) - left.keys()
    _work(index, texts, again, work, spool, _silent)
    return left


def _work(
    index: Index,
    texts: Mapping[str, Text],
    versions: Iterable[str],
    work: Work,
    spool: Spool,
    progress: Progress,
) -> None:
    tasks = [Task(text=texts[version], iris=index.iris(version)) for version in sorted(versions)]
    for count, found in enumerate(work(tasks), start=1):
        spool.add(found)
        progress("validate", count, len(tasks))


def _silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _row(
    one: Listed,
    stated: Mapping[str, Outcome],
    left: Mapping[str, Outcome],
    rows: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """What the manifest keeps of a document; of one that did not change, what it kept before."""
    version = one.text.version
    found = stated.get(version) or left.get(version)
    known = rows.get(version, {})
    return {
        "document": one.text.document,
        "version": version,
        "language": one.text.language,
        "sha256": one.text.sha256,
        "key": one.text.key,
        "source": one.places[0],
        "sources": list(one.places),
        "superseded": list(one.superseded),
        "statements": (0 if version in left else found.statements) if found else known["statements"],
        "violations": found.violations if found else known["violations"],
        "findings": [asdict(finding) for finding in found.findings] if found else known["findings"],
        "coverage": dict(found.coverage) if found else known.get("coverage", {}),
        "published": version not in left,
    }
