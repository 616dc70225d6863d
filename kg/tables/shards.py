"""Which rows stand in which file: files split as they grow, so that a change copies a small one and links the rest.

Each name has a number that its hash gives, as binary digits; a file holds the names whose numbers begin alike. What
files there are follows from the names alone, not from the order in which they came.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

_DIGITS = 20


def number(name: str) -> str:
    """The binary digits of a name."""
    return f"{int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], 'big'):032b}"[:_DIGITS]


def split(names: Iterable[str], most: int) -> dict[str, list[str]]:
    """The names by the digits that their file has in common; no file has more than `most`.

    >>> [*split(["a", "b"], 2)]
    ['']
    """
    return dict(_split("", sorted((number(name), name) for name in names), most))


def _split(start: str, numbered: list[tuple[str, str]], most: int) -> Iterator[tuple[str, list[str]]]:
    if len(numbered) <= most or len(start) == _DIGITS:
        yield start, sorted(name for _, name in numbered)
        return
    for digit in "01":
        deeper = start + digit
        yield from _split(deeper, [pair for pair in numbered if pair[0].startswith(deeper)], most)


def home(name: str, files: Mapping[str, object]) -> str:
    """The digits of the file that holds the name, among those that there are."""
    digits = number(name)
    return next(digits[:length] for length in range(_DIGITS + 1) if digits[:length] in files)


def file(kind: str, start: str) -> str:
    """The name of a file of that kind.

    >>> file("texts", "01")
    'texts-01.sqlite'
    """
    return f"{kind}-{start or 'all'}.sqlite"
