"""Drawn rules -> strips: the pieces that stand at one height, end to end."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.readers._pdf.sheets import Rule

LEVEL = 2.5
"""Points: rules no further apart stand at one height."""
_SHORTEST = 40.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Rules across the page at one height."""

    height: float
    left: float
    right: float
    cuts: tuple[float, ...]
    """Where one of them ends and the next begins."""
    pieces: tuple[tuple[float, float], ...]
    """Left and right end of each of them."""

    @property
    def width(self) -> float:
        return self.right - self.left

    def covers(self, left: float, right: float) -> float:
        """How many points of this stretch have a rule."""
        spans = sorted((max(a, left), min(b, right)) for a, b in self.pieces)
        covered, end = 0.0, left
        for a, b in spans:
            covered += max(0.0, b - max(a, end))
            end = max(end, b)
        return covered


def strips(rules: Iterable[Rule]) -> list[Strip]:
    """The strips from the top down; short ones are left out."""
    level: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.across), key=lambda rule: rule.top):
        if level and rule.top - level[-1][0].top < LEVEL:
            level[-1].append(rule)
        else:
            level.append([rule])
    return [strip for strip in map(_strip, level) if strip.width > _SHORTEST]


def _strip(group: list[Rule]) -> Strip:
    left, right = min(rule.left for rule in group), max(rule.right for rule in group)
    pieces = tuple((rule.left, rule.right) for rule in group)
    ends = {rule.right for rule in group if rule.right - rule.left > LEVEL}
    cuts = tuple(sorted(end for end in ends if end < right - 2 * LEVEL))
    return Strip(sum(rule.top for rule in group) / len(group), left, right, cuts, pieces)
