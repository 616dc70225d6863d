"""What a service tells of the build that it holds: two graphs of its own, which no query by a variable meets.

`urn:mandategraph:store` has the name of the build, that of the one that is being sent, who sends, and the hash of each
graph as `kg.store` counts it; a hash changes in the same request as its graph. `urn:mandategraph:files` has what a
store keeps beside the graph, in pieces: manifest, texts, layouts, vocabularies.
"""

import base64
import json
import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import StoreError
from kg.remote.client import Client

STATE = "urn:mandategraph:store"
FILES = "urn:mandategraph:files"
DEFAULT = f"{STATE}#default"
"""Stands for the default graph where its hash is told."""
FORMAT = "1"
_PIECE = 200_000
_HEAD = f"""
SELECT ?name ?value (NOW() AS ?now)
WHERE {{ GRAPH <{STATE}> {{ <{STATE}> ?name ?value }} }}
"""
_HASHES = f"""
SELECT ?graph ?hash
WHERE {{ GRAPH <{STATE}> {{ ?graph <{STATE}#hash> ?hash }} }}
"""
_LISTED = f"""
SELECT ?file ?size
WHERE {{ GRAPH <{FILES}> {{ ?file <{FILES}#size> ?size }} }}
"""
_PARTS = f"""
SELECT ?part
WHERE {{ GRAPH <{FILES}> {{ %s <{FILES}#part> ?part }} }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the service holds."""

    build: str | None = None
    """The last build that was sent whole."""
    manifest: str | None = None
    """The mark of what it was made of."""
    target: str | None = None
    """The build that somebody began to send and did not finish."""
    writer: str | None = None
    """Who wrote last."""
    beat: str | None = None
    """Changes whenever the writer is heard of; none once it has said that it is done."""
    silent: float | None = None
    """Seconds since the writer was last heard of; none once it has said that it is done."""
    default: str | None = None
    """The graph that stands for the default graph; none where the service has one that can be written."""


def state(client: Client) -> State:
    """The state of the service.

    Raises `StoreError` for one that another version of the software wrote.
    """
    told: dict[str, str] = {}
    now = ""
    for row in selected(client, _HEAD):
        told[str(row["name"]).rpartition("#")[2]] = row["value"]
        now = row["now"]
    if told and told.get("format", FORMAT) != FORMAT:
        raise StoreError(
            f"the store has format {told['format']}, this version of the software reads format {FORMAT}",
            where=client.endpoint.address,
            remedy="use the version that wrote it",
        )
    return State(
        build=told.get("build"),
        manifest=told.get("manifest"),
        target=told.get("target"),
        writer=told.get("writer"),
        beat=told.get("beat"),
        silent=_seconds(told["seen"], now) if "seen" in told else None,
        default=told.get("default"),
    )


def _seconds(begin: str, end: str) -> float:
    """From one moment to another as the service's own clock tells them."""
    from datetime import datetime

    def moment(text: str) -> datetime:
        whole, dot, rest = text.partition(".")
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        zone = rest[len(digits) :].replace("Z", "+00:00")
        return datetime.fromisoformat(
            f"{whole.replace('Z', '+00:00')}{zone}" if dot else text.replace("Z", "+00:00")
        )

    try:
        return (moment(end) - moment(begin)).total_seconds()
    except (TypeError, ValueError):
        return math.inf


def hashes(client: Client) -> dict[str, str]:
    """The hash of each graph that the service holds, by its name, "" for the default one."""
    found = {row["graph"]: row["hash"] for row in selected(client, _HASHES)}
    return {"" if name == DEFAULT else name: told for name, told in found.items()}


def selected(client: Client, query: str) -> Iterator[dict[str, str]]:
    """The values of each row of a query."""
    for row in parsed(client, client.query(query)):
        yield {name: term["value"] for name, term in row.items()}


def parsed(client: Client, raw: bytes) -> list[dict[str, Any]]:
    """The rows of an answer in JSON. Raises `StoreError` for another answer."""
    try:
        return list(json.loads(raw)["results"]["bindings"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "the answer of the service cannot be read", where=client.endpoint.address, remedy="see its log"
        ) from error


# Changes --------------------------------------------------------------------------------------------------
# Each is made where `held` matches: on condition that the right to write is held, see `kg.remote.lease`.


def inserted(data: str, held: str) -> str:
    """The operation after which these triples of graphs are there."""
    return f"INSERT {{ {data} }} WHERE {{ {held} }}" if held else f"INSERT DATA {{ {data} }}"


def deleted(data: str, held: str) -> str:
    """The operation after which these triples of graphs are gone."""
    return f"DELETE {{ {data} }} WHERE {{ {held} }}" if held else f"DELETE DATA {{ {data} }}"


def forgotten(pattern: str, held: str, more: str = "") -> str:
    """The operation after which nothing matches the pattern, of what `more` lets through."""
    return f"DELETE {{ {pattern} }} WHERE {{ {held} {pattern} {more} }}"


def told(held: str, **values: str | None) -> str:
    """Operations that let the state say this, and nothing else under those names."""
    names = " ".join(f"<{STATE}#{name}>" for name in values)
    rows = " ; ".join(f"<{STATE}#{name}> {literal(value)}" for name, value in values.items() if value)
    forget = forgotten(f"GRAPH <{STATE}> {{ <{STATE}> ?n ?v }}", held, f"VALUES ?n {{ {names} }}")
    return joined([forget, inserted(f"GRAPH <{STATE}> {{ <{STATE}> {rows} }}", held)] if rows else [forget])


def hashed(graph: str, value: str | None, held: str) -> str:
    """Operations that let the state tell that hash of a graph; none is for a graph that is gone."""
    name = ox.NamedNode(graph or DEFAULT)
    forget = forgotten(f"GRAPH <{STATE}> {{ {name} <{STATE}#hash> ?v }}", held)
    row = f"GRAPH <{STATE}> {{ {name} <{STATE}#hash> {literal(value or '')} }}"
    return joined([forget, inserted(row, held)] if value else [forget])


def literal(value: str) -> str:
    """A string as SPARQL writes it."""
    return str(ox.Literal(value))


def mark(raw: bytes) -> str:
    """What tells the content of a file from another."""
    return sha256(raw).hexdigest()[:16]


# Files ----------------------------------------------------------------------------------------------------


def _file(name: str) -> str:
    return f"<{FILES}/{quote(name)}>"


def listed(client: Client) -> dict[str, int]:
    """The bytes of each file that the service keeps, by its name."""
    start = f"{FILES}/"
    return {unquote(row["file"].removeprefix(start)): int(row["size"]) for row in selected(client, _LISTED)}


def kept(client: Client, name: str) -> bytes | None:
    """A file that the service keeps, or none."""
    parts = sorted(row["part"] for row in selected(client, _PARTS % _file(name)))
    if not parts:
        return None
    try:
        return zlib.decompress(base64.b64decode("".join(part.partition(" ")[2] for part in parts)))
    except (ValueError, zlib.error) as error:
        raise StoreError(
            f"the service has damaged {name}", where=client.endpoint.address, remedy="build it again"
        ) from error


def keeping(name: str, raw: bytes, held: str) -> Iterator[str]:
    """Updates after which the service keeps a file; before the last it does not list it."""
    packed = base64.b64encode(zlib.compress(raw)).decode("ascii")
    yield dropping(name, held)
    for number, start in enumerate(range(0, len(packed), _PIECE)):
        part = literal(f"{number:06d} {packed[start : start + _PIECE]}")
        yield inserted(f"GRAPH <{FILES}> {{ {_file(name)} <{FILES}#part> {part} }}", held)
    yield inserted(f"GRAPH <{FILES}> {{ {_file(name)} <{FILES}#size> {len(raw)} }}", held)


def dropping(name: str, held: str) -> str:
    """The update after which the service keeps no such file."""
    return forgotten(f"GRAPH <{FILES}> {{ {_file(name)} ?p ?o }}", held)


def joined(updates: Iterable[str]) -> str:
    """Several operations as one request."""
    return " ;\n".join(updates)
