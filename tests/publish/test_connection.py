"""What a connection sends, and in how many pieces."""

import asyncio
import socket
from typing import Any

import pytest
import uvicorn
import uvloop
from uvicorn.server import ServerState

from publish import connection
from publish.connection import Connection, Joined

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"

REFUSED = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 30\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
)


class Wire:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False
        self.aborted = False

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_head_and_body_go_out_as_one_piece(wire: Wire) -> None:
    out = Joined(wire)
    out.write(HEAD)
    out.write(b"ok")
    assert wire.sent == [HEAD + b"ok"]


def test_parts_that_follow_go_out_at_once(wire: Wire) -> None:
    out = Joined(wire)
    out.write(HEAD)
    out.write(b"o")
    out.write(b"k")
    assert wire.sent == [HEAD + b"o", b"k"]


def test_head_without_a_body_goes_out_when_the_answer_is_complete(wire: Wire) -> None:
    out = Joined(wire)
    out.write(HEAD)
    out.flush()
    out.flush()
    assert wire.sent == [HEAD]


def test_what_is_held_goes_out_before_the_connection_is_closed(wire: Wire) -> None:
    out = Joined(wire)
    out.write(HEAD)
    out.close()
    assert (wire.sent, wire.closed) == ([HEAD], True)


def test_leave_to_send_a_body_is_given_at_once(wire: Wire) -> None:
    out = Joined(wire)
    out.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert wire.sent == [b"HTTP/1.1 100 Continue\r\n\r\n"]


def test_body_that_looks_like_a_head_is_sent_whole_and_in_order(wire: Wire) -> None:
    out = Joined(wire)
    out.write(HEAD)
    out.write(HEAD)
    out.write(HEAD)
    out.flush()
    assert b"".join(wire.sent) == HEAD * 3


def test_large_answer_without_room_is_refused_and_nothing_of_it_is_sent(wire: Wire) -> None:
    out = Joined(wire, lambda _: False)
    out.write(HEAD)
    out.write(bytes(200_000))
    out.write(b"the next part")
    assert wire.sent == [REFUSED]
    assert wire.closed


def test_small_answer_goes_out_where_no_room_is_left(wire: Wire) -> None:
    out = Joined(wire, lambda _: False)
    out.write(HEAD)
    out.write(b"ok")
    assert wire.sent == [HEAD + b"ok"]


def test_answer_that_began_is_broken_off_where_no_room_is_left(wire: Wire) -> None:
    out = Joined(wire, lambda _: False)
    out.write(HEAD)
    out.write(b"ok")
    out.write(bytes(200_000))
    assert (wire.sent, wire.aborted) == ([HEAD + b"ok"], True)


# Answers that clients do not take: a server and its sockets -----------------------------------------------------


async def app(scope: Any, _: Any, send: Any) -> None:
    size = int(scope["path"].strip("/"))
    calls.append(size)
    headers = [(b"content-length", b"%d" % size)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": bytes(size)})


calls: list[int] = []


class Served:
    """A server on a port of its own, the sizes it was asked for, and clients."""

    def __init__(self) -> None:
        self.state = ServerState()
        self.clients: list[socket.socket] = []
        calls.clear()

    async def __aenter__(self) -> "Served":
        loop = asyncio.get_running_loop()
        config = uvicorn.Config(app, lifespan="off", log_config=None, timeout_keep_alive=60)
        self.server = await loop.create_server(lambda: Connection(config, self.state, {}), "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self.clients:
            client.close()
        self.server.close()

    async def asks(self, *sizes: int) -> socket.socket:
        """A client that asks for answers of these sizes and reads nothing."""
        client = socket.socket()
        self.clients.append(client)
        client.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(client, self.server.sockets[0].getsockname())
        asked = (b"GET /%d HTTP/1.1\r\nhost: here\r\n\r\n" % size for size in sizes)
        await loop.sock_sendall(client, b"".join(asked))
        await asyncio.sleep(0.2)
        return client

    async def all_gone(self) -> None:
        while self.state.connections:
            await asyncio.sleep(0.05)


async def read(client: socket.socket, size: int, pause: float = 0) -> int:
    """How many bytes come: `size`, or fewer where the connection ends before."""
    found = 0
    async with asyncio.timeout(20):
        while found < size and (part := await asyncio.get_running_loop().sock_recv(client, 1_000_000)):
            found += len(part)
            await asyncio.sleep(pause)
    return found


def test_client_that_never_reads_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SEND_TIME", 0.5)

    async def scene() -> None:
        async with Served() as served:
            await served.asks(20_000_000)
            assert len(served.state.connections) == 1
            await asyncio.wait_for(served.all_gone(), 3 * 2 * 0.5)

    uvloop.run(scene())


def test_slow_client_gets_its_answer_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SEND_TIME", 0.5)

    async def scene() -> int:
        async with Served() as served:
            return await read(await served.asks(20_000_000), 20_000_000, pause=0.1)

    assert uvloop.run(scene()) >= 20_000_000


def test_second_question_waits_until_the_first_answer_is_taken() -> None:
    async def scene() -> tuple[list[int], int, list[int]]:
        async with Served() as served:
            client = await served.asks(20_000_000, 7)
            before = list(calls)
            return before, await read(client, 20_000_090), list(calls)

    before, found, after = uvloop.run(scene())
    assert (before, after) == ([20_000_000], [20_000_000, 7])
    assert found == 20_000_090


def test_answers_that_wait_are_bounded_over_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MAX_UNSENT", 30_000_000)

    async def scene() -> tuple[bytes, bytes]:
        async with Served() as served:
            await served.asks(29_000_000)
            second = await served.asks(25_000_000)
            third = await served.asks(2)
            return second.recv(1000), third.recv(1000)

    second, third = uvloop.run(scene())
    assert second == REFUSED
    assert third.endswith(b"\r\n\r\n\0\0")
