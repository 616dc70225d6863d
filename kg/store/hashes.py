"""What a build tells of its graphs: a hash of the lines of each, which can be carried on when lines come and go."""

from collections.abc import Iterable
from hashlib import blake2b

_BYTES = 16
_ROUND = 1 << 8 * _BYTES


def lines_hash(lines: Iterable[bytes], before: str = "", gone: Iterable[bytes] = ()) -> str:
    """The hash of a graph that was `before` when these N-Triples lines come and the `gone` ones go.

    The sum of BLAKE2b over each line: the order of lines is nothing to it. Each line counts once for each time it
    is given.
    """
    return written(int(before or "0", 16) + total(lines) - total(gone))


def total(lines: Iterable[bytes]) -> int:
    """The sum behind `lines_hash`."""
    whole = int.from_bytes
    return sum(whole(blake2b(line, digest_size=_BYTES).digest(), "big") for line in lines)


def mark(line: bytes) -> bytes:
    """What stands for one line."""
    return blake2b(line, digest_size=_BYTES).digest()


def written(whole: int) -> str:
    """A sum as the text that stands in `graphs.json`."""
    return f"{whole % _ROUND:0{2 * _BYTES}x}"


EMPTY = written(0)
"""The hash of a graph without lines."""
