"""A pair: two things that one sentence may put into a relation, and what grammar says of them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.types import Referent

Slot = Literal["named", "topic", "carried", "main", "worker"]
"""Where the subject comes from: the sentence's own words, the heading, the sentence before, the programme that the
text is about where nothing else is spoken of, or the author as the one whose work is told."""


class Token(NamedTuple):
    """One word or mark of a sentence, or the type of the thing that stands in its place ("<programme>")."""

    word: str
    """Lower case, without its ending where that is a common one."""
    shape: str
    """What kind of word: a preposition, article or mark as it is, else its form ("-ed", "-ing", "Name")."""
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A subject and an object with the predicate that may tie them; places count in the sentence's words.

    The object stands in the sentence; the subject need not.
    """

    predicate: str
    subject: Referent
    object: Referent
    slot: Slot
    signs: tuple[str, ...] = ()
    """What grammar says: "doer", "first", "nearest" …; each is a feature of its own."""

    @property
    def order(self) -> str:
        """Which one stands first: "SO", "OS", or "-O" where only the object is named."""
        if self.slot != "named":
            return "-O"
        return "SO" if self.subject.begin <= self.object.begin else "OS"
