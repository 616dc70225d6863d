"""Messages between the server and its children: a head of JSON and a body of bytes."""

import json
from typing import Any, BinaryIO


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message: eight bytes of length for the head, eight for the body, then both."""
    told = json.dumps(head).encode()
    return len(told).to_bytes(8, "big") + len(body).to_bytes(8, "big") + told + body


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or none at the end of the stream."""
    sizes = stream.read(16)
    if len(sizes) < 16:
        return None
    head = json.loads(stream.read(int.from_bytes(sizes[:8], "big")))
    return head, stream.read(int.from_bytes(sizes[8:], "big"))
