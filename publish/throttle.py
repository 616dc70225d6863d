"""Query time per client: everyone may use so many seconds in a minute, and save up twice as many.

Off by default. A client is the address of its connection; forwarded addresses count only where a trusted proxy is
configured.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

_LEAST = 0.01
"""Seconds that the shortest answer counts: many short ones are a load too."""
_BURST = 2
_CLIENTS = 10_000


class Throttle:
    """Buckets of seconds that fill up with time; `clock` gives seconds that only grow."""

    def __init__(self, per_minute: float | None, clock: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Whole seconds that the client has to wait; 0 where it may ask at once."""
        if self._per_minute is None:
            return 0
        left = self._level(client)
        return 0 if left > 0 else max(1, ceil((_LEAST - left) * 60 / self._per_minute))

    @contextmanager
    def used(self, client: str) -> Iterator[None]:
        """Counts the time that passes inside, for this client."""
        if self._per_minute is None:
            yield
            return
        began = self._clock()
        try:
            yield
        finally:
            now = self._clock()
            self._left[client] = (self._level(client) - max(now - began, _LEAST), now)
            self._left.move_to_end(client)
            while len(self._left) > _CLIENTS:
                self._left.popitem(last=False)

    def _level(self, client: str) -> float:
        assert self._per_minute is not None
        full = _BURST * self._per_minute
        left, since = self._left.get(client, (full, 0.0))
        return min(full, left + (self._clock() - since) * self._per_minute / 60)
