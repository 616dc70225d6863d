"""Turtle and TriG as we print them: the same prefixes in the same order every time."""

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.iris import GEO, Base

_DECLARATION = b"@prefix "


def prefixes(base: Base) -> dict[str, str]:
    """The prefixes of printed graphs: those whose local names need no escape for a slash."""
    wanted = {name: iri for name, iri in base.prefixes.items() if name not in ("mgid", "mgshape")}
    return wanted | {"m49": GEO}


def turtle(statements: Iterable[Triple] | Iterable[Quad], known: dict[str, str], written: RdfFormat) -> bytes:
    """The statements in their order, as Turtle or TriG, below the sorted prefixes that they use."""
    # The engine declares prefixes in the order of a hash that is another one in every process.
    lines = (serialize(statements, format=written, prefixes=known) or b"").split(b"\n")
    start = next((n for n, line in enumerate(lines) if not line.startswith(_DECLARATION)), len(lines))
    body = b"\n".join(lines[start:])
    used = sorted(line for line in lines[:start] if line.split()[1] in body)
    return b"\n".join([*used, b"", body]) if used else body
