"""JSON-LD: the default graph in the terms of the project's context, which stands at its head.

Written straight from sorted N-Triples, whose quoted strings are JSON strings already (the escapes are the same, and
the engine escapes every control character).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, BinaryIO

from kg import assets
from kg.errors import StoreError
from kg.iris import RDF, XSD, Base
from publish.fragments import Fragments

MEDIA_TYPE = "application/ld+json"
SUFFIX = "jsonld"
TITLE = "JSON-LD: plain accepted triples, with the context"

_TYPE = f"<{RDF}type>".encode()
_LOCAL = re.compile(r"[\w-][\w.%~+-]*")
_INTEGER = re.compile(rb"0|-?[1-9][0-9]{0,14}")
_CACHED = 1 << 16
_NUMBER = f"{XSD}integer"

Values = dict[bytes, list[bytes]]


@dataclass(frozen=True, slots=True)
class Terms:
    """A context the other way round: from IRIs to what stands for them."""

    prefixes: tuple[tuple[str, str], ...]
    """Namespace and prefix, the longest namespace first."""
    terms: Mapping[tuple[str, str], str]
    """The term for an IRI and a kind of value: "@id", "@language", a datatype's IRI, or "" for any other."""


def context(base: Base) -> dict[str, Any]:
    """The project's context for addresses below `base`."""
    told = json.loads((assets.folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {name: base.rebase(value) if isinstance(value, str) else value for name, value in told.items()}


def terms(known: Mapping[str, Any]) -> Terms:
    """The same context, to be asked which term stands for an IRI."""
    spaces = {n: v for n, v in known.items() if isinstance(v, str) and not v.startswith("@") and n[0] != "@"}

    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return spaces[prefix] + local if prefix in spaces else name

    found = {}
    for name, told in known.items():
        if isinstance(told, dict) and told.get("@container", "@language") == "@language":
            found[full(told["@id"]), told.get("@container") or full(told.get("@type", ""))] = name
    longest = sorted(((iri, name) for name, iri in spaces.items()), key=lambda pair: (-len(pair[0]), pair))
    return Terms(prefixes=tuple(longest), terms=found)


def write(fragments: Fragments, out: BinaryIO) -> None:
    """The triples of the default graph, a node a line; nothing has to be fetched to read them.

    Raises `StoreError` for an address that JSON-LD would take for a prefixed name.
    """
    known = context(Base(fragments.base))
    head = json.dumps({"@context": known}, ensure_ascii=False, indent=1).removesuffix("\n}")
    out.write(f'{head},\n "@graph": [\n'.encode())
    with fragments.default.open("rb") as lines:
        for number, node in enumerate(nodes(lines, terms(known))):
            out.write(b",\n" + node if number else node)
    out.write(b"\n]}\n")


def nodes(lines: Iterable[bytes], known: Terms) -> Iterator[bytes]:
    """A JSON object for each subject of sorted N-Triples: its id, its types, then its values by key."""
    writer = _Writer(known)
    for subject, group in groupby((line.split(b" ", 2) for line in lines), key=lambda parts: parts[0]):
        types: list[bytes] = []
        values: Values = {}
        tongues: dict[bytes, Values] = {}
        for _, predicate, rest in group:
            target = rest[:-3]
            if predicate == _TYPE and target[:1] != b'"':
                types.append(writer.kind(target))
            elif target[:1] != b'"':
                key, coerced = writer.key(predicate, "@id")
                name = writer.name(target)
                values.setdefault(key, []).append(name if coerced else b'{"@id": %b}' % name)
            else:
                _literal(writer, predicate, target, values, tongues)
        members = {key: _array(found) for key, found in values.items()}
        for key, found in tongues.items():
            members[key] = _object((b'"%b"' % tag, _array(texts)) for tag, texts in sorted(found.items()))
        told = [(b'"id"', writer.name(subject)), *([(b'"type"', _array(types))] if types else [])]
        yield _object([*told, *sorted(members.items())])


def _literal(
    writer: "_Writer", predicate: bytes, token: bytes, values: Values, tongues: dict[bytes, Values]
) -> None:
    text, _, tail = token.rpartition(b'"')
    text += b'"'
    if tail[:1] == b"@":
        key, coerced = writer.key(predicate, "@language")
        if coerced:
            tongues.setdefault(key, {}).setdefault(tail[1:], []).append(text)
            return
        value = b'{"@language": "%b", "@value": %b}' % (tail[1:], text)
    elif tail:
        # The tail is "^^<IRI>": a quote cannot stand in an IRI.
        datatype = tail[3:-1].decode()
        key, coerced = writer.key(predicate, datatype)
        number = datatype == _NUMBER and _INTEGER.fullmatch(text, 1, len(text) - 1)
        value = text[1:-1] if number else text
        if not coerced:
            value = b'{"@type": %b, "@value": %b}' % (writer.name(tail[2:]), text)
    else:
        key, coerced = writer.key(predicate, "")
        value = text if coerced else b'{"@value": %b}' % text
    values.setdefault(key, []).append(value)


def _array(found: list[bytes]) -> bytes:
    return found[0] if len(found) == 1 else b"[" + b", ".join(found) + b"]"


def _object(members: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"{" + b", ".join([b"%b: %b" % member for member in members]) + b"}"


class _Writer:
    """Keys and names, each worked out once."""

    def __init__(self, known: Terms) -> None:
        self._known = known
        self._names = {name for _, name in known.prefixes}
        self.key = lru_cache(_CACHED)(self._key)
        self.kind = lru_cache(_CACHED)(self._kind)
        self.name = lru_cache(_CACHED)(self._name)

    def _key(self, predicate: bytes, kind: str) -> tuple[bytes, bool]:
        """The key for values of that kind, and whether the context says what they are."""
        iri = predicate[1:-1].decode()
        term = self._known.terms.get((iri, kind))
        if term is None and (plain := self._known.terms.get((iri, ""))):
            return _quoted(plain), kind == ""
        # A prefixed name is no term: nothing is coerced under it.
        return (_quoted(term), True) if term else (self._name(predicate), kind == "")

    def _kind(self, token: bytes) -> bytes:
        term = self._known.terms.get((token[1:-1].decode(), ""))
        return _quoted(term) if term and token[:1] == b"<" else self._name(token)

    def _name(self, token: bytes) -> bytes:
        """An IRI with its prefix where that is safe, or a blank node."""
        if token[:1] != b"<":
            return b'"%b"' % token
        iri = token[1:-1].decode()
        for space, prefix in self._known.prefixes:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                return _quoted(f"{prefix}:{iri.removeprefix(space)}")
        scheme, _, rest = iri.partition(":")
        if scheme in self._names and not rest.startswith("//"):
            raise StoreError(
                f"JSON-LD would read the address {iri} as a prefixed name",
                where="mandategraph.jsonld",
                remedy="take out the vocabulary that uses it: kg vocab remove NAME",
            )
        return _quoted(iri)


def _quoted(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()
