"""Whether evidence lies in the same place."""

from collections.abc import Sequence
from typing import Any

_LONG_SENTENCE = 600


def overlap(gold: Any, predicted: Any) -> bool:
    """Whether one of the predicted spans lies where one of the gold spans lies."""
    return any(_same_place(g, p) for g in _spans(gold) for p in _spans(predicted))


def _spans(evidence: Any) -> Sequence[Sequence[int]]:
    """Evidence is one span or a list of spans."""
    if not evidence:
        return ()
    return evidence if isinstance(evidence[0], list | tuple) else (evidence,)


def _same_place(gold: Sequence[int], predicted: Sequence[int]) -> bool:
    """Half of the shorter span is shared; the predicted one is a long sentence or thrice the gold at most."""
    length, other = gold[1] - gold[0], predicted[1] - predicted[0]
    shorter = min(length, other)
    shared = min(gold[1], predicted[1]) - max(gold[0], predicted[0])
    return 2 * shared >= shorter > 0 and other <= max(_LONG_SENTENCE, 3 * length)
