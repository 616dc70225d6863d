"""What is reached from things by going on from each to its next ones."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)


def reached(start: Iterable[_Thing], step: Callable[[_Thing], Iterable[_Thing]]) -> set[_Thing]:
    """All that one or more steps lead to; what one starts from only where a step leads back to it.

    >>> sorted(reached("a", {"a": "bc", "b": "d", "c": "", "d": "b"}.__getitem__))
    ['b', 'c', 'd']
    """
    found: set[_Thing] = set()
    waiting = [*start]
    while waiting:
        more = set(step(waiting.pop())) - found
        found |= more
        waiting += more
    return found
