"""A SPARQL 1.1 service far away as a store: asked by the protocol, changed by Update and the Graph Store Protocol.

`endpoint` finds its addresses, `client` talks HTTP, `graphs` looks like the engine to whoever asks, `rewriting` makes
queries say what the engine is told beside them, `state` is what the service tells of the build that it holds,
`lease` is the right to write, `changes` finds what differs from a build, `push` sends it.
"""

from kg.remote.client import Client, Credentials, connected
from kg.remote.endpoint import Endpoint
from kg.remote.graphs import Graphs
from kg.remote.lease import LEASE, Lease, claim
from kg.remote.push import Local, push
from kg.remote.state import State, hashes, kept, listed, mark, state

__all__ = [
    "LEASE",
    "Client",
    "Credentials",
    "Endpoint",
    "Graphs",
    "Lease",
    "Local",
    "State",
    "claim",
    "connected",
    "hashes",
    "kept",
    "listed",
    "mark",
    "push",
    "state",
]
