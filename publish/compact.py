"""JSON-LD for one thing: the terms of the project's context, which stands at the head of the answer."""

import json
from collections.abc import Iterable

import pyoxigraph as ox

from kg.iris import Base
from publish.formats import jsonld


def compacted(triples: Iterable[ox.Triple], base: Base) -> bytes:
    """The triples as JSON-LD in the terms of the project's context, which stands at its head."""
    known = jsonld.context(base)
    lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    nodes = b",\n".join(jsonld.nodes(sorted(set(lines)), jsonld.terms(known)))
    head = json.dumps(known, ensure_ascii=False).encode()
    return b'{"@context": %b,\n"@graph": [\n%b\n]}\n' % (head, nodes)
