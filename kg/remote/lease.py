"""The right to write to a service: one writer has it, and loses it when it is silent for too long.

It is taken by one conditional change, which goes on from just the state that was seen: of several that try, one gets
it. Where a change of a document is one request, it is made on condition that the right is still held (`condition`), so
that a writer that slept and lost it changes nothing when it wakes. Where it takes several (Virtuoso), the right is
looked at before each: a writer that falls asleep between the look and the request may still make that one.
"""

import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from kg.errors import KgError, StoreError
from kg.remote.client import Client
from kg.remote.state import FORMAT, STATE, State, literal, selected, state

LEASE = 120.0
"""Seconds after which nobody waits for a writer that says nothing."""
_RENEWED = 3
"""So many times in that span the writer is heard of."""
_AGAIN = 4
"""So many times in that span after a renewal that failed."""
_LOOKS, _PAUSE = 10, 0.1
"""How often, and after how many seconds, one of several that took it at once looks whether the others stepped back."""
_SELF = f"<{STATE}>"
_HOLDER, _BEAT, _SEEN = (f"<{STATE}#{name}>" for name in ("holder", "beat", "seen"))
_TAKEN = " ".join(f"<{STATE}#{name}>" for name in ("holder", "beat", "seen", "writer", "format", "default"))
_HOLDERS = f"SELECT ?holder WHERE {{ GRAPH {_SELF} {{ {_SELF} {_HOLDER} ?holder }} }}"


class Lease:
    """The right to write, held by this process: as a context, it is renewed meanwhile and given back then.

    Every method raises `StoreError` where the service does not answer.
    """

    def __init__(
        self, client: Client, writer: str, *, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.holder = f"{writer} {uuid.uuid4().hex}"
        self._client, self._writer, self._seconds, self._clock = client, writer, seconds, clock
        self._heard = 0.0
        self._gone = False
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._keeper: threading.Thread | None = None

    @property
    def condition(self) -> str:
        """The pattern that matches while the right is held, once."""
        return f"GRAPH {_SELF} {{ {_SELF} {_HOLDER} {literal(self.holder)} }}"

    def take(self, found: State) -> None:
        """The service tells that this process writes; `found` is what it told before.

        Raises `StoreError` where another process writes, or was faster.
        """
        busy = found.writer != self._writer and found.silent is not None and found.silent < self._seconds
        if busy:
            raise self._refused()
        known = f"GRAPH {_SELF} {{ {_SELF} {_BEAT} "
        same = (
            f"FILTER EXISTS {{ {known} {literal(found.beat)} }} }}"
            if found.beat
            else f"FILTER NOT EXISTS {{ {known} ?beat }} }}"
        )
        about = {"writer": self._writer, "format": FORMAT, "default": self._client.endpoint.default}
        rows = " ; ".join(f"<{STATE}#{name}> {literal(told)}" for name, told in about.items() if told)
        own = f"{_HOLDER} {literal(self.holder)} ; {_BEAT} {literal(uuid.uuid4().hex)}"
        heard = self._clock()
        self._client.update(
            f"DELETE {{ GRAPH {_SELF} {{ {_SELF} ?name ?value }} }}\n"
            f"INSERT {{ GRAPH {_SELF} {{ {_SELF} {rows} ; {own} ; {_SEEN} ?now }} }}\n"
            f"WHERE {{ BIND(NOW() AS ?now) {same} "
            f"OPTIONAL {{ GRAPH {_SELF} {{ {_SELF} ?name ?value VALUES ?name {{ {_TAKEN} }} }} }} }}"
        )
        if not self._is_chosen():
            self._client.update(f"DELETE DATA {{ GRAPH {_SELF} {{ {_SELF} {own} }} }}")
            raise self._refused()
        self._heard = heard

    def keep(self) -> None:
        """The right is held for a while: renewed where a third of its time has passed.

        Raises `StoreError` where another process has it by now.
        """
        with self._turn:
            if not self._gone and self._clock() - self._heard >= self._seconds / _RENEWED:
                self._renew(self._client)
        if self._gone:
            raise self._lost()

    def check(self) -> None:
        """The service says just now that the right is held.

        Raises `StoreError` where another process has it by now.
        """
        if self._gone or not self._is_sole(self._client):
            raise self._lost()

    def __enter__(self) -> Self:
        self._keeper = threading.Thread(target=self._kept, name="lease", daemon=True)
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._keeper:
            self._keeper.join()
        with suppress(KgError):
            self.release()

    def release(self) -> None:
        """Another process may write now; where another does already, nothing changes."""
        own = f"{_SELF} {_HOLDER} {literal(self.holder)} ; {_BEAT} ?beat ; {_SEEN} ?seen"
        self._client.update(f"DELETE WHERE {{ GRAPH {_SELF} {{ {own} }} }}")

    # How it is kept -------------------------------------------------------------------------------------

    def _kept(self) -> None:
        """Renews it until the end, also while nothing is sent; what fails is tried again soon."""
        pause = self._seconds / _RENEWED
        patience = min(self._client.endpoint.timeout, pause)
        beside = self._client.beside(timeout=patience)
        try:
            while not self._over.wait(pause) and not self._gone:
                pause = self._seconds / _RENEWED
                try:
                    with self._turn:
                        self._renew(beside)
                except KgError:
                    pause = self._seconds / _RENEWED / _AGAIN
        finally:
            beside.close()

    def _renew(self, client: Client) -> None:
        beat, heard = uuid.uuid4().hex, self._clock()
        own = f"{_SELF} {_HOLDER} {literal(self.holder)}"
        client.update(
            f"DELETE {{ GRAPH {_SELF} {{ {_SELF} {_BEAT} ?beat ; {_SEEN} ?seen }} }}\n"
            f"INSERT {{ GRAPH {_SELF} {{ {_SELF} {_BEAT} {literal(beat)} ; {_SEEN} ?now }} }}\n"
            f"WHERE {{ GRAPH {_SELF} {{ {own} ; {_BEAT} ?beat ; {_SEEN} ?seen }} BIND(NOW() AS ?now) }}"
        )
        self._heard = heard
        self._gone = not self._is_sole(client)

    def _is_sole(self, client: Client) -> bool:
        return [row["holder"] for row in selected(client, _HOLDERS)] == [self.holder]

    def _is_chosen(self) -> bool:
        """Whether the right is ours alone, where a service let several take it in the same instant.

        The first of them by name waits for the others to step back; who was alone when it looked never does.
        """
        for _ in range(_LOOKS):
            holders = [row["holder"] for row in selected(self._client, _HOLDERS)]
            if holders == [self.holder]:
                return True
            if self.holder != min(holders, default=""):
                return False
            self._over.wait(_PAUSE)
        return False

    def _refused(self) -> StoreError:
        return StoreError(
            "another process is writing to the store",
            where=self._client.endpoint.address,
            remedy=f"wait until it is done; one that died is forgotten after {self._seconds:g} seconds",
        )

    def _lost(self) -> StoreError:
        return StoreError(
            "another process took over writing to the store, since nothing was heard of this one",
            where=self._client.endpoint.address,
            remedy="run the command again: it goes on from what is there now",
        )


def claim(client: Client, writer: str, *, seconds: float | None = None) -> Lease:
    """The right to write to a service, for whoever `writer` is; what that writer left behind is no hindrance.

    Raises `StoreError` where another process writes to it, or does not answer.
    """
    lease = Lease(client, writer, seconds=LEASE if seconds is None else seconds)
    lease.take(state(client))
    return lease
