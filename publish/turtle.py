"""Turtle and TriG as we print them: the same prefixes in the same order every time, one predicate a line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.iris import GEO, RDF, XSD, Base

_DECLARATION = b"@prefix "
_TYPE = f"<{RDF}type>".encode()
_LOCAL = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Below the base, without anything that a reader who resolves addresses could take for more than a name.
_PATH = re.compile(rb"(?:id|graph|vocab)(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._~@%+,=*()!$'-]+)+")
_BARE = {
    f"<{XSD}integer>".encode(): re.compile(rb"[+-]?[0-9]+"),
    f"<{XSD}decimal>".encode(): re.compile(rb"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD}boolean>".encode(): re.compile(rb"true|false"),
}
_WIDTH = 110
_CACHED = 1 << 16

Print = Callable[[bytes], bytes]


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


# Dumps ----------------------------------------------------------------------------------------------------


def dump_prefixes(base: Base) -> dict[str, str]:
    """The prefixes of whole dumps: also those of the vocabularies that ours are matched to."""
    return prefixes(base) | {
        "eurovoc": "http://eurovoc.europa.eu/",
        "unbis": "http://metadata.un.org/thesaurus/",
        "wd": "http://www.wikidata.org/entity/",
    }


def head(base: Base, more: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The declarations of a dump: the base, against which our own addresses are short, and all prefixes."""
    known = dump_prefixes(base) | dict(more)
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(known.items())]
    return f"@base <{base.iri}> .\n{''.join(lines)}".encode()


def printer(base: Base) -> Print:
    """What prints a term of N-Triples in Turtle, below the declarations of `head`."""
    # Longest namespace first: the areas' one begins with that of the Goals.
    known = sorted(
        ((iri.encode(), name.encode()) for name, iri in dump_prefixes(base).items()),
        key=lambda pair: -len(pair[0]),
    )
    own = base.iri.encode()

    def iri(token: bytes) -> bytes:
        value = token[1:-1]
        if value.startswith(own) and _PATH.fullmatch(value, len(own)):
            return b"<%b>" % value.removeprefix(own)
        for space, name in known:
            if value.startswith(space) and _LOCAL.fullmatch(value, len(space)):
                return b"%b:%b" % (name, value.removeprefix(space))
        return token

    @lru_cache(_CACHED)
    def term(token: bytes) -> bytes:
        if token.startswith(b"<"):
            return iri(token)
        if not token.endswith(b">"):
            return token
        text, _, datatype = token.rpartition(b"^^")
        bare = _BARE.get(datatype)
        return text[1:-1] if bare and bare.fullmatch(text, 1, len(text) - 1) else text + b"^^" + iri(datatype)

    return term


def blocks(lines: Iterable[bytes], term: Print, indent: bytes = b"") -> Iterator[bytes]:
    """One block of Turtle for each subject of sorted N-Triples: types first, then by printed predicate."""
    # Written out plainly: this loop is most of the time of an export.
    about = before = b""
    rows: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        if subject != about:
            if rows:
                yield _block(term(about), rows, indent)
            about, before, rows = subject, b"", []
        if predicate != before:
            objects: list[bytes] = []
            rows.append((b"a" if predicate == _TYPE else term(predicate), objects))
            before = predicate
        objects.append(term(rest[:-3]))
    if rows:
        yield _block(term(about), rows, indent)


def _block(subject: bytes, rows: list[tuple[bytes, list[bytes]]], indent: bytes) -> bytes:
    rows.sort(key=_types_first)
    printed = b" ;\n".join([_row(predicate, objects, indent + b"    ") for predicate, objects in rows])
    return b"%b%b\n%b .\n" % (indent, subject, printed)


def _types_first(row: tuple[bytes, list[bytes]]) -> tuple[bool, bytes]:
    return row[0] != b"a", row[0]


def _row(predicate: bytes, objects: list[bytes], indent: bytes) -> bytes:
    if len(objects) == 1:
        return b"%b%b %b" % (indent, predicate, objects[0])
    objects.sort()
    line = indent + predicate + b" " + b", ".join(objects)
    if len(line) < _WIDTH:
        return line
    return indent + predicate + b"".join(b"\n" + indent + b"    " + o + b"," for o in objects)[:-1]
