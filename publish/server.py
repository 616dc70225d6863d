"""A running server: children warm, socket open, address told, and a quiet end on SIGTERM or SIGINT."""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
import uvloop

from kg.errors import ConfigError
from kg.iris import Base
from kg.settings import Settings
from kg.store import open_reader
from publish.app import create_app
from publish.connection import Connection
from publish.live import Live, following
from publish.workers import Limits, Pool

_GRACE = 5
"""Seconds that running requests get when the server is told to end."""
_SELDOM = (20_000, 20, 50)
"""How rarely the collector runs: requests leave hardly any rubbish in circles."""
_LEVELS = {"none": logging.CRITICAL, "faults": logging.WARNING, "requests": logging.INFO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is served, where, and what is told of it."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 7878
    limits: Limits
    dumps: Path | None = None
    """A folder that `kg export` wrote."""
    log: str = "faults"
    """What is logged: "none", "faults" (answers of 500 and above) or "requests" (every answer)."""
    far: Settings | None = None
    """The store far away that the folder stands for, if it does."""
    proxy: str | None = None
    """Address of the proxy whose forwarded headers count; nobody's by default."""


def run(service: Service, announce: Callable[[str], None]) -> None:
    """Serves until the process is told to end; `announce` gets the address once requests are answered.

    Raises `StoreError` where there is no store, `ConfigError` where address or dumps cannot be used.
    """
    base = Base(open_reader(service.store).base)
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=_LEVELS[service.log])
    with _listening(service.host, service.port) as listener:
        uvloop.run(_serve(service, base, listener, announce))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches off Nagle's delay only where the protocol is told by number.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            raise ConfigError(
                f"the server cannot listen there ({error})",
                where=f"{host}, port {port}",
                remedy="choose another --port, 0 takes a free one",
            ) from error
        yield listener


async def _serve(
    service: Service, base: Base, listener: socket.socket, announce: Callable[[str], None]
) -> None:
    pool = Pool(Live(service.store), base.iri, service.limits)
    app = create_app(pool, base, dumps=service.dumps)
    errand = asyncio.ensure_future(following(service.far)) if service.far else None
    try:
        await pool.start()
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=service.proxy is not None,
            forwarded_allow_ips=service.proxy or "",
            timeout_graceful_shutdown=_GRACE,
        )
        # What is there now stays: the collector need not look at it again and again.
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        await _Server(config, lambda: announce(_address(listener))).serve(sockets=[listener])
    finally:
        if errand:
            errand.cancel()
        await pool.stop()


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(uvicorn.Server):
    """Tells when it is up, and ends without raising the signal again: being told to end is no failure."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        told = (signal.SIGTERM, signal.SIGINT)
        for number in told:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in told:
                loop.remove_signal_handler(number)
