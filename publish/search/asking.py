"""What was typed, as what the tables are asked: for each word its spellings and other names of what it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.tables import tokens
from publish.search.index import Index

MOST = 12
"""Words of one search beyond which the rest is ignored."""
_LONGEST = 300
_PART = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(\S+)")
_OPEN = 3
"""Letters from which on a word also finds longer ones that begin with it."""
_NAMES = 40
"""Other names of one thing that are tried."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that must stand side by side."""

    words: tuple[str, ...]
    open: bool
    """Whether the last word may be the beginning of a longer one."""
    name: str
    """As a name that consists of these words is kept."""

    @property
    def written(self) -> str:
        """As SQLite's full-text index has it; the words hold letters and digits only."""
        return f'"{" ".join(self.words)}"{" *" if self.open else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases: one of each group must be found, or one of `whole`."""

    groups: tuple[tuple[Phrase, ...], ...]
    whole: tuple[Phrase, ...] = ()
    """Other names of the thing that all the words together name."""

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (*(phrase for group in self.groups for phrase in group), *self.whole)

    @property
    def written(self) -> str:
        """The whole as SQLite's full-text index has it."""
        groups = " AND ".join(f"({' OR '.join(phrase.written for phrase in group)})" for group in self.groups)
        return " OR ".join([f"({groups})", *(phrase.written for phrase in self.whole)])


def asked(index: Index, typed: str) -> Query | None:
    """What the words ask; none where there are no words. What stands in quotation marks belongs together."""
    parts = [phrase for found in _PART.finditer(typed[:_LONGEST]) if (phrase := _phrase(*found.groups()))][
        :MOST
    ]
    if not parts:
        return None
    whole = _other_names(index, " ".join(part.name for part in parts)) if len(parts) > 1 else ()
    groups = tuple((part, *_other_names(index, part.name)) for part in parts)
    return Query(groups, whole)


def _phrase(quoted: str | None, plain: str | None) -> Phrase | None:
    found = tuple(word for word, _, _ in tokens(quoted or plain or ""))
    if not found:
        return None
    name = " ".join(found)
    found = _ended(found)
    return Phrase(found, plain is not None and (len(found[-1]) >= _OPEN or not found[-1].isascii()), name)


def _ended(found: Sequence[str]) -> tuple[str, ...]:
    """The words without a last Chinese sign by itself: where the word goes on in a text, it stands in a pair."""
    alone = (
        len(found) > 1 and not found[-1].isascii() and len(found[-1]) == 1 and found[-2].endswith(found[-1])
    )
    return tuple(found[:-1] if alone else found)


def _other_names(index: Index, folded: str) -> tuple[Phrase, ...]:
    """What else the thing is called that has exactly this name, in all languages; nothing where several have it."""
    query = (
        "SELECT DISTINCT iri FROM name JOIN thing ON thing.id = thing WHERE folded = ? AND length(folded) > 1"
    )
    things = [row[0] for row in index.things(query, folded)]
    if len(things) != 1:
        return ()
    rows = index.things(
        "SELECT min(rank), folded FROM name JOIN thing ON thing.id = thing "
        "WHERE iri = ? AND folded NOT IN (?, '') AND rank < 4 GROUP BY folded",
        *(things[0], folded),
    )
    names = [name for _, name in sorted(rows)][:_NAMES]
    return tuple(Phrase(_ended(name.split()), False, name) for name in names)
