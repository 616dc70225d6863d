"""What parent and child say to each other: its length in eight bytes, then JSON or the bytes of a file."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")
HEADER = _LENGTH.size


def framed(body: bytes) -> bytes:
    """The length that is sent before the body."""
    return _LENGTH.pack(len(body))


def length(header: bytes) -> int:
    """The length that a header tells."""
    return int(_LENGTH.unpack(header)[0])


def send(stream: BinaryIO, body: bytes) -> None:
    """Writes one frame."""
    stream.write(framed(body))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next frame, or none where the other side has gone."""
    header = stream.read(HEADER)
    if len(header) < HEADER:
        return None
    size = length(header)
    body = stream.read(size)
    return body if len(body) == size else None
