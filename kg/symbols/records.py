"""What a symbol is once it is read, and where symbols and numbers stand in a text."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["resolution", "decision", "statement", "document"]
Act = Literal["RES", "DEC"]
LINK = "https://docs.un.org/en/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One symbol in canonical form, taken apart.

    `str(symbol)` is what `parse` reads back to an equal record.
    """

    canonical: str
    official: bool
    """Whether the United Nations gives this symbol to a document; false for keys of our own."""
    organ: str
    """How the symbols of the body begin: "A", "S", "A/HRC", "CND", "CTOC/COP"."""
    kind: Kind
    session: str | None = None
    year: int | None = None
    provision: str | None = None
    """The paragraph that the surface named with it: "p6", "p6(a)"."""

    @property
    def slug(self) -> str:
        """The symbol as a path segment of an IRI."""
        return slug(self.canonical)

    @property
    def link(self) -> str | None:
        """Address of the document; none for keys, which have no document of their own."""
        return LINK + self.canonical.replace(" ", "%20") if self.official else None

    def __str__(self) -> str:
        return f"{self.canonical}, paragraph {self.provision[1:]}" if self.provision else self.canonical


class Item(NamedTuple):
    """One member of a list of numbers: where it stands and its number without blanks ("31/6A")."""

    begin: int
    end: int
    number: str


class Found(NamedTuple):
    """One symbol with its prefix in a text, in code points of that text, end excluded."""

    begin: int
    end: int
    symbol: Symbol


def slug(canonical: str) -> str:
    """The symbol as a path segment: "S/RES/2322(2016)" gives "S_RES_2322.2016".

    No symbol has an underscore, so nothing collides; case is kept.
    """
    return canonical.replace("/", "_").replace("(", ".").replace(")", "").replace(" ", "")
