"""Automatic numbers as a word processor prints them: what each level counts, and how it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered."""

    form: str
    """`decimal`, `lowerLetter`, `upperLetter`, `lowerRoman`, `upperRoman`, `bullet` or `none`."""
    pattern: str
    """The label, with %1 to %9 for the numbers of the levels."""
    start: int = 1


def written(number: int, form: str) -> str:
    """The number in that form: 4 as `iv`, 28 as `bb`."""
    match form:
        case "lowerLetter" | "upperLetter" if number > 0:
            letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < _LARGEST_ROMAN:
            roman = _roman(number)
            return roman if form == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{number:02}"
        case "bullet" | "none":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)


@dataclass(slots=True)
class Counter:
    """Counts the levels of the lists of one document while it is read."""

    _counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, name: str, levels: Sequence[Level], depth: int) -> str:
        """The label of the next paragraph of list `name` at `depth`, from 0; a bullet is "•"."""
        if not 0 <= depth < len(levels):
            return ""
        counts = self._counts.setdefault(name, [])
        del counts[depth + 1 :]
        # A level that was passed over counts as begun.
        counts += [level.start for level in levels[len(counts) : depth]]
        if len(counts) == depth:
            counts.append(levels[depth].start)
        else:
            counts[depth] += 1
        return _filled(levels, counts, depth)

    def begin_at(self, name: str, depth: int, number: int) -> None:
        """The next paragraph of list `name` at `depth` has that number."""
        counts = self._counts.setdefault(name, [])
        counts[depth:] = [number - 1] if len(counts) >= depth else []


def _filled(levels: Sequence[Level], counts: Sequence[int], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return "•"
    label = level.pattern
    for place in range(depth + 1):
        if f"%{place + 1}" in label:
            label = label.replace(f"%{place + 1}", written(counts[place], levels[place].form))
    return label.strip()
