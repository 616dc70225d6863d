"""A running server: children warm, socket open, address told, and a quiet end on SIGTERM or SIGINT."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kg.errors import ConfigError
from kg.iris import Base
from kg.store import live_directory, open_reader
from publish.app import create_app
from publish.workers import Limits, Pool

_GRACE = 5
"""Seconds that running requests get when the server is told to end."""


def run(store: Path, *, host: str, port: int, limits: Limits, announce: Callable[[str], None]) -> None:
    """Serves until the process is told to end; `announce` gets the address once requests are answered.

    Raises `StoreError` where there is no store, `ConfigError` where the address cannot be used.
    """
    base = Base(open_reader(store).base)
    with _listening(host, port) as listener:
        asyncio.run(_serve(store, base, listener, limits, announce))


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
    store: Path, base: Base, listener: socket.socket, limits: Limits, announce: Callable[[str], None]
) -> None:
    pool = Pool(lambda: live_directory(store), base.iri, limits)
    try:
        await pool.start()
        config = uvicorn.Config(
            create_app(pool, base),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            # A proxy that is trusted must be configured; nobody is by default.
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )
        await _Server(config, lambda: announce(_address(listener))).serve(sockets=[listener])
    finally:
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
