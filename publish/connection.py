"""One connection of a client: slow and endless requests are ended, which the HTTP server leaves to us.

A request that is not there after `REQUEST_TIME` is answered with 408, a head beyond `MAX_HEAD` with 431, and the
connection closed. https://www.rfc-editor.org/rfc/rfc9110 sections 15.5.9 and 15.5.32 (RFC 6585, 5).

A client that takes less than `SEND_LEAST` of an answer in `SEND_TIME` is cut off; a large answer that would bring what
waits for all clients beyond `MAX_UNSENT` is 503.
"""

import asyncio
import fcntl
import struct
import termios
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_TIME = 20.0
"""Seconds from the first byte of a request, or from the opening of the connection, to its end."""
MAX_HEAD = 32_768
"""Bytes of request line and headers."""
SEND_TIME = 30.0
"""Seconds between two looks at what a client has taken of an answer that did not go out at once."""
SEND_LEAST = 16_384
"""Bytes that a client takes between two looks: less than the slowest line bears."""
MAX_UNSENT = 1_000_000_000
"""Bytes of answers that wait for all clients together."""
LARGE = 131_072
"""Bytes of an answer above which it is measured with those that wait."""
_REFUSED = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 30\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
)
_ANSWER = b"HTTP/1.1 "
_GO_ON = b"HTTP/1.1 100 "


class Joined:
    """A transport that sends the head of an answer together with the first part of its body.

    The HTTP server writes them one by one, and a packet that wakes a client costs as much as a small query. A head is
    not kept waiting: the first part of the body is there when it is written.
    """

    def __init__(self, transport: Any, room: Callable[[int], bool] = lambda _: True) -> None:
        self._transport = transport
        self._room = room
        self._head = b""
        self._refused = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Sends `data`; the head of an answer together with what is written next, and 503 where no room is left."""
        if self._refused:
            return
        if not self._head and data.startswith(_ANSWER) and not data.startswith(_GO_ON):
            self._head = data
            return
        head, self._head = self._head, b""
        if len(data) > LARGE and not self._room(len(data)):
            self._refuse(head)
            return
        self._transport.write(head + data)

    def _refuse(self, head: bytes) -> None:
        self._refused = True
        if not head:
            # A part of the answer is out already: only a broken connection tells that it is not all.
            self._transport.abort()
            return
        self._transport.write(_REFUSED)
        self._transport.close()

    def flush(self) -> None:
        """Sends the head of an answer that has no body."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Nothing is sent any more, but what was written is."""
        self.flush()
        self._transport.close()


class Connection(HttpToolsProtocol):
    """The protocol of the HTTP server, with a clock and a measure for each request and each answer."""

    _out: Joined

    _clock: asyncio.TimerHandle | None = None
    _head = 0
    """Bytes of a head that is not complete yet."""
    _in_body = False
    _sending: asyncio.TimerHandle | None = None
    _held: tuple[Any, Any] | None = None
    """A request that came while the answer before it waits."""

    def connection_made(self, transport: Any) -> None:
        self._out = Joined(transport, self._room)
        super().connection_made(self._out)  # type: ignore[arg-type]
        self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._rest()
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

    # Answers that wait ---------------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """An answer did not go out at once: from now on a clock looks at what the client takes."""
        super().pause_writing()
        self._rest()
        self._look_later(_unsent(self._out))

    def resume_writing(self) -> None:
        self._rest()
        super().resume_writing()
        if self._held is not None:
            held, self._held = self._held, None
            super()._start_asgi_task(*held)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        # One answer of a connection waits, not a second behind it that counts nowhere.
        if self.flow.write_paused:
            self._held = (cycle, app)
        else:
            super()._start_asgi_task(cycle, app)

    def _look_later(self, before: int) -> None:
        self._sending = self.loop.call_later(SEND_TIME, self._look, before)

    def _look(self, before: int) -> None:
        now = _unsent(self._out)
        if before - now < SEND_LEAST:
            self._out.abort()
        else:
            self._look_later(now)

    def _rest(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _room(self, size: int) -> bool:
        waiting = sum(other.transport.get_write_buffer_size() for other in self.connections)
        return waiting + size <= MAX_UNSENT

    # Requests that do not come ---------------------------------------------------------------------------------

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


def _unsent(transport: Any) -> int:
    """Bytes that the client has not confirmed: here and, where the system tells it, in the queue of the socket.

    The system takes more only when a good part of its queue, some megabytes, is free: on a slow line that is minutes.
    """
    waiting: int = transport.get_write_buffer_size()
    try:
        told = fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    except (OSError, AttributeError):
        return waiting
    queued: int = struct.unpack("i", told)[0]
    return waiting + queued
