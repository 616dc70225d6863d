"""What a connection sends, and in how many pieces."""

import pytest

from publish.connection import Joined

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"


class Wire:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True


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
