"""One connection of a client: slow and endless requests are ended, which the HTTP server leaves to us.

A request that is not there after `REQUEST_TIME` is answered with 408, a head beyond `MAX_HEAD` with 431, and the
connection closed. https://www.rfc-editor.org/rfc/rfc9110 sections 15.5.9 and 15.5.32 (RFC 6585, 5).
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_TIME = 20.0
"""Seconds from the first byte of a request, or from the opening of the connection, to its end."""
MAX_HEAD = 32_768
"""Bytes of request line and headers."""
_ANSWER = b"HTTP/1.1 "
_GO_ON = b"HTTP/1.1 100 "


class Joined:
    """A transport that sends the head of an answer together with the first part of its body.

    The HTTP server writes them one by one, and a packet that wakes a client costs as much as a small query. A head is
    not kept waiting: the first part of the body is there when it is written.
    """

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Sends `data`; the head of an answer together with what is written next."""
        if not self._head and data.startswith(_ANSWER) and not data.startswith(_GO_ON):
            self._head = data
            return
        head, self._head = self._head, b""
        self._transport.write(head + data)

    def flush(self) -> None:
        """Sends the head of an answer that has no body."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Nothing is sent any more, but what was written is."""
        self.flush()
        self._transport.close()


class Connection(HttpToolsProtocol):
    """The protocol of the HTTP server, with a clock and a measure for each request."""

    _out: Joined

    _clock: asyncio.TimerHandle | None = None
    _head = 0
    """Bytes of a head that is not complete yet."""
    _in_body = False

    def connection_made(self, transport: Any) -> None:
        self._out = Joined(transport)
        super().connection_made(self._out)  # type: ignore[arg-type]
        self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._head += len(data)
        super().data_received(data)
        if self._head > MAX_HEAD and self._clock is not None and not self._in_body:
            self._end(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        self._in_body = False
        if self._clock is None:
            self._wind()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_body = True
        self._head = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop()
        self._head = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self._out.flush()
        super().on_response_complete()

    def _wind(self) -> None:
        self._clock = self.loop.call_later(REQUEST_TIME, self._end, b"408 Request Timeout")

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _end(self, status: bytes) -> None:
        self._stop()
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(b"HTTP/1.1 %b\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" % status)
        self.transport.close()
