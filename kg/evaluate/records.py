"""What is compared, and the small marks that each comparison leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Report = dict[str, Any]


class Count(NamedTuple):
    """Matches among the gold items and the predicted items of one row of the report."""

    row: str
    hits: int
    gold: int
    predicted: int


class Share(NamedTuple):
    """How many of some matched items agree in a detail."""

    row: str
    right: int
    of: int


class Slip(NamedTuple):
    """One miss or false alarm, in words."""

    kind: str
    what: str


class Broken(NamedTuple):
    """Mention offsets whose words are no form of their entity."""

    offsets: int


Mark = Count | Share | Slip | Broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document to score; the text is needed only to check mention offsets."""

    name: str
    gold: Record
    prediction: Record
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which predicted entity stands for which gold entity."""

    forward: Mapping[str, str]
    back: Mapping[str, str]
    optional: frozenset[str]
    """Gold keys that count neither way."""

    def gold_key(self, predicted: str) -> str:
        """The gold key, or the predicted one with a question mark, which no gold item carries."""
        return self.back.get(predicted, f"{predicted}?")

    def excuses(self, *keys: str) -> bool:
        """Whether one of the gold keys is optional."""
        return not self.optional.isdisjoint(keys)
