"""What a page is asked for, and what it is going to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from kg.iris import SDG, Base

_WHOLE = ("ns", "shapes", "void", "sparql")
"""What stands at an address of its own, not below `id/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request for a page."""

    base: Base
    language: str = "en"
    root: str = ""
    """Leads from the page to the front page in the same language."""
    top: str = ""
    """Leads from the page to the address of the service, whatever the language."""
    here: str = ""
    """The address of the page, seen from the front page."""
    given: tuple[tuple[str, str], ...] = ()
    """Parameters of the address."""
    build: str = ""
    """The build that is served; empty where the page is of none."""
    built: str = ""
    """Its date."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only the server knows: limits, dumps."""

    def get(self, name: str) -> str:
        """The first value of a parameter without blanks around it; empty where there is none."""
        return next((value.strip() for key, value in self.given if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that say something."""
        return tuple(value for key, value in self.given if key == name and value)

    def link(self, iri: str) -> str:
        """Where the portal tells of an IRI; see `address`."""
        return address(iri, self.base, self.root)

    @property
    def suggested(self) -> bool:
        """Whether statements that only software suggests are asked for too."""
        return self.get("suggested") == "1"

    def page(self, name: str = "page") -> int:
        """The number of the page of a list, from 1."""
        told = self.get(name)
        return max(1, int(told)) if told.isascii() and told.isdecimal() and len(told) < 8 else 1

    def changed(self, **parameters: str | None) -> str:
        """The query string of this page with some parameters set, or left out where none."""
        kept = [(key, value) for key, value in self.given if key not in parameters and value]
        return query([*kept, *((key, value) for key, value in parameters.items() if value)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows: a template and the values that it speaks of."""

    template: str
    title: str
    """Also the heading; empty on the front page."""
    values: Mapping[str, Any] = field(default_factory=dict)
    crumbs: Sequence[tuple[str, str]] = ()
    """Pages above this one: address from the front page, and name."""
    forms: Sequence[tuple[str, str, str]] = ()
    """The same in other forms: address from this page, name, media type."""
    status: int = 200


def query(pairs: Sequence[tuple[str, str]]) -> str:
    """Parameters as the end of an address, with its question mark; nothing for none."""
    return f"?{urlencode(pairs)}" if pairs else "?"


def address(iri: str, base: Base, root: str) -> str:
    """Where the portal tells of an IRI, from a page whose way to the front page is `root`.

    A passage is shown in its document.
    """
    path = base.path(iri)
    if path is not None and path.startswith("doc/") and "/p/" in path:
        document, _, rest = path.removeprefix("doc/").partition("/v/")
        begin_end = rest.rpartition("/p/")[2]
        return f"{root}id/doc/{document}#p-{begin_end}"
    if iri.startswith((f"{base.iri}id/", f"{base.iri}ns#", f"{base.iri}shapes#", f"{base.iri}graph/")):
        return root + iri.removeprefix(base.iri)
    if iri in {base.iri + name for name in _WHOLE}:
        return root + iri.removeprefix(base.iri)
    code = iri.removeprefix(SDG)
    if iri.startswith(SDG) and "/" not in code and "#" not in code:
        return f"{root}sdg/{quote(code, safe='')}"
    return f"{root}about?iri={quote(iri, safe='')}"
