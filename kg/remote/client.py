"""HTTP to a service: with patience where it is busy, within limits, and never with a secret in a message.

What is sent may be sent twice without harm, so a request is made again after a lost connection and where the server
says that it is busy (429, 502, 503, 504). Redirects are not followed: credentials are for the named host alone.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, LimitError, StoreError
from kg.remote.endpoint import Endpoint, candidates, of_kind
from kg.settings import Remote

if TYPE_CHECKING:
    import httpx

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
ANSWER_LIMIT = 256 * 2**20
"""Bytes that one answer may have."""
WAITS = (0.2, 1.0, 3.0)
"""Seconds before each further try."""
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST = 30.0
"""Seconds that a server may ask us to wait."""
_CONNECT = 10.0
_PIECE = 300
_TRUTH = b"__ASK_RETVAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who we are, from the environment; shown to nobody but the service."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> "Credentials":
        """Those of MANDATEGRAPH_STORE_USER and _PASSWORD, or _TOKEN."""
        user, password, token = (
            environment.get(f"MANDATEGRAPH_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")
        )
        return cls(user=user, password=password, token=token)

    @property
    def known(self) -> bool:
        return bool(self.user or self.token)


class Client:
    """One service. Every method raises `StoreError` where it refuses or is not reached, `LimitError` for too much."""

    def __init__(
        self,
        endpoint: Endpoint,
        credentials: Credentials,
        *,
        waits: Sequence[float] = WAITS,
        limit: int = ANSWER_LIMIT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        import httpx

        self.endpoint = endpoint
        self._credentials = credentials
        self._waits, self._limit, self._sleep = waits, limit, sleep
        headers = {"Authorization": f"Bearer {credentials.token}"} if credentials.token else {}
        auth: Any = None
        if credentials.user and not credentials.token:
            scheme = httpx.DigestAuth if endpoint.digest else httpx.BasicAuth
            auth = scheme(credentials.user, credentials.password)
        self._http = httpx.Client(
            headers=headers,
            auth=auth,
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(endpoint.timeout, connect=min(_CONNECT, endpoint.timeout)),
        )

    def close(self) -> None:
        """No connection is left open."""
        self._http.close()

    def beside(self, *, timeout: float) -> "Client":
        """Another client of the same service, which answers in that time or counts as lost at once."""
        return Client(replace(self.endpoint, timeout=timeout), self._credentials, waits=(), limit=self._limit)

    def own_default(self, base: str) -> None:
        """A service that cannot change much at once has a default graph of all graphs: ours is one below `base`."""
        if not self.endpoint.whole:
            self.endpoint = replace(self.endpoint, default=f"{base}graph/default")

    def query(
        self, text: str, *, accept: str = JSON, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> bytes:
        """The answer to a query, in the form `accept`, over the dataset that is named, if one is."""
        form = {"query": text, "default-graph-uri": list(default), "named-graph-uri": list(named)}
        with self._answer("POST", self.endpoint.query, data=form, headers={"Accept": accept}) as answer:
            return b"".join(self._limited(answer))

    def update(self, text: str) -> None:
        """The service has made that change: all of it or, where it raises, perhaps none."""
        told: dict[str, Any] = {
            "content": text.encode(),
            "headers": {"Content-Type": "application/sparql-update"},
        }
        if not self.endpoint.whole:
            told = {"data": {"update": text}}
        with self._answer("POST", self.endpoint.update, **told):
            """Nothing is said beside that it worked."""

    def graph(self, name: str) -> Iterator[bytes]:
        """The N-Triples of a graph, piece by piece, "" for the default one; nothing where there is none."""
        told = {"params": self._at(name), "headers": {"Accept": NTRIPLES}}
        with self._answer("GET", self._data(), missing=True, **told) as answer:
            if answer.status_code != 404:
                yield from answer.iter_bytes()

    def put(self, name: str, ntriples: bytes) -> None:
        """The graph holds these triples and no others; one without any is gone."""
        told: dict[str, Any] = {"params": self._at(name)}
        if not ntriples:
            with self._answer("DELETE", self._data(), missing=True, **told):
                return
        told |= {"content": ntriples, "headers": {"Content-Type": NTRIPLES}}
        with self._answer("PUT", self._data(), **told):
            """Nothing is said beside that it worked."""

    def _at(self, name: str) -> dict[str, str]:
        name = name or self.endpoint.default or ""
        return {"graph": name} if name else {"default": ""}

    def _data(self) -> str:
        if self.endpoint.data is None:
            raise StoreError(
                "the service has no address for graphs",
                where=self.endpoint.address,
                remedy="name it: MANDATEGRAPH_STORE_DATA",
            )
        return self.endpoint.data

    # One request ----------------------------------------------------------------------------------------

    @contextmanager
    def _answer(
        self, method: str, url: str, *, missing: bool = False, **told: Any
    ) -> "Iterator[httpx.Response]":
        import httpx

        for wait in (*self._waits, None):
            try:
                request = self._http.build_request(method, url, **told)
                answer = self._http.send(request, stream=True)
            except (
                httpx.ConnectError,
                httpx.RemoteProtocolError,
                httpx.ReadError,
                httpx.WriteError,
            ) as error:
                if wait is None:
                    raise self._lost(error) from None
                self._sleep(wait)
                continue
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise self._lost(error) from None
            try:
                if answer.status_code in _BUSY and wait is not None:
                    asked = answer.headers.get("Retry-After", "")
                    self._sleep(min(float(asked), _LONGEST) if asked.isdecimal() else wait)
                    continue
                if not (answer.is_success or (missing and answer.status_code == 404)):
                    raise self._refused(answer)
                try:
                    yield answer
                except httpx.HTTPError as error:
                    raise self._lost(error) from None
                return
            finally:
                answer.close()

    def _limited(self, answer: "httpx.Response") -> Iterator[bytes]:
        left = self._limit
        for piece in answer.iter_bytes():
            left -= len(piece)
            if left < 0:
                raise LimitError(
                    f"the answer has more than {self._limit // 2**20} MB",
                    where=self.endpoint.address,
                    remedy="ask for less: add LIMIT or count",
                )
            yield piece

    def _lost(self, error: Exception) -> StoreError:
        import httpx

        slow = isinstance(error, httpx.TimeoutException)
        said = f"did not answer in {self.endpoint.timeout:g} seconds" if slow else "cannot be reached"
        return StoreError(
            f"the service {said} ({type(error).__name__})",
            where=self.endpoint.address,
            remedy="try again; what was sent stays, and a build goes on where it stopped",
        )

    def _refused(self, answer: "httpx.Response") -> KgError:
        status, where = answer.status_code, self.endpoint.address
        if status in (401, 403):
            return StoreError(
                f"the service does not let us in ({status})",
                where=where,
                remedy="set MANDATEGRAPH_STORE_USER and MANDATEGRAPH_STORE_PASSWORD, or MANDATEGRAPH_STORE_TOKEN",
            )
        if answer.is_redirect:
            return StoreError(
                f"the service points to another address ({status})",
                where=where,
                remedy="name that address if you trust it; nothing is sent to an address that was not named",
            )
        if status == 413:
            return LimitError(
                "the service takes no request of that size",
                where=where,
                remedy="raise its limit for requests",
            )
        if status in _BUSY:
            return StoreError(f"the service is busy ({status})", where=where, remedy="try again later")
        words = " ".join(_beginning(answer).split())
        return StoreError(
            f"the service refuses: {status} {words}".rstrip(), where=where, remedy="see its log"
        )


def _beginning(answer: "httpx.Response") -> str:
    import httpx

    try:
        for piece in answer.iter_bytes(_PIECE):
            return piece[:_PIECE].decode("utf-8", "replace")
    except httpx.HTTPError:
        pass
    return ""


def connected(remote: Remote, credentials: Credentials | None = None) -> Client:
    """A client of the service at that address.

    Raises `StoreError` where there is none, it refuses, or what answers is no SPARQL service.
    """
    who = credentials or Credentials.of()
    problem: KgError | None = None
    for guess in candidates(remote):
        client = Client(guess, who)
        try:
            server = _probed(client)
        except (KgError, ValueError) as error:
            problem = problem or (error if isinstance(error, KgError) else None)
            client.close()
            if isinstance(error, StoreError) and "cannot be reached" in error.what:
                break
            continue
        client.close()
        return Client(of_kind(guess, remote, server, known=who.known), who)
    if problem and not problem.what.startswith("the service refuses"):
        raise problem
    raise StoreError(
        "no SPARQL service answers there",
        where=remote.address,
        remedy="give the address of its queries, or name it with MANDATEGRAPH_STORE_QUERY",
    )


def standard(raw: bytes) -> bytes:
    """An answer in JSON as the standard has it: Virtuoso tells a truth as a row of one number."""
    if _TRUTH not in raw[:200]:
        return raw
    rows = json.loads(raw)["results"]["bindings"]
    return json.dumps(
        {"head": {}, "boolean": any(row[_TRUTH.decode()]["value"] == "1" for row in rows)}
    ).encode()


def _probed(client: Client) -> str:
    """What the service says of its software. Raises `ValueError` for an answer that is not SPARQL's."""
    form = {"query": "ASK {}"}
    with client._answer("POST", client.endpoint.query, data=form, headers={"Accept": JSON}) as answer:
        told = json.loads(standard(b"".join(client._limited(answer))))
        if not isinstance(told, dict) or not isinstance(told.get("boolean"), bool):
            raise ValueError("no answer of SPARQL")
        return str(answer.headers.get("Server", ""))
