"""Where a service takes queries, updates and graphs: told by the settings, or the ways of its kind.

The paths are those that servers have by default: Oxigraph `/query`, `/update`, `/store`; Virtuoso `/sparql` and
`/sparql-graph-crud`, each with `-auth` for those who may write; Jena Fuseki `/sparql`, `/update`, `/data`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from kg.settings import Remote


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """The addresses of one service."""

    address: str
    """As the user gave it."""
    query: str
    update: str
    data: str | None
    """For the Graph Store HTTP Protocol; none where there is no such thing."""
    timeout: float
    """Seconds for one answer."""
    whole: bool = True
    """Whether a request of several operations changes all or nothing, and `data` is not needed to write."""
    digest: bool = False
    """Whether name and password are proved by digest authentication."""
    copied: bool = False
    """Whether it is read through a copy: Virtuoso 7 answers some queries of SPARQL 1.1 wrongly, without a word."""
    default: str | None = None
    """The graph that stands for the default graph; none where the service has one that can be written."""


def candidates(remote: Remote) -> Iterator[Endpoint]:
    """The endpoints that the service may have, the likeliest first; what the settings tell is taken as it is."""
    address = remote.address
    root, _, last = address.rpartition("/")
    if remote.query:
        guesses = [(remote.query, remote.update or remote.query, remote.data)]
    elif last == "query":
        guesses = [(address, f"{root}/update", f"{root}/store")]
    elif last in ("sparql", "sparql-auth"):
        guesses = [(address, f"{root}/update", f"{root}/data")]
    else:
        guesses = [
            (f"{address}/query", f"{address}/update", f"{address}/store"),
            (f"{address}/sparql", f"{address}/update", f"{address}/data"),
            (address, f"{address}/statements", f"{address}/rdf-graphs/service"),
        ]
    for query, update, data in guesses:
        yield Endpoint(
            address=address,
            query=query,
            update=remote.update or update,
            data=remote.data or data,
            timeout=remote.timeout,
        )


def of_kind(found: Endpoint, remote: Remote, server: str, *, known: bool) -> Endpoint:
    """The endpoint with the ways of the software that the header `Server` names; `known` is who has credentials."""
    if "virtuoso" not in server.lower():
        return found
    root = f"{urlsplit(found.query).scheme}://{urlsplit(found.query).netloc}"
    more = "-auth" if known else ""
    return replace(
        found,
        update=remote.update or f"{root}/sparql{more}",
        data=remote.data or f"{root}/sparql-graph-crud{more}",
        whole=False,
        digest=True,
        copied=True,
    )
