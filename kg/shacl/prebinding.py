"""A query with one variable bound everywhere, as SHACL asks of `$this` (SHACL 5.3.1 and appendix A).

What the engine binds beforehand does not reach expressions in groups of their own, so the binding is written into
every group. Terms are written by the engine's own serializer, which escapes them: nothing in data can leave its place.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.shacl.records import Unsupported

_TOKEN = re.compile(
    r"""
    (?P<skipped>\#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>
        |\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<word>[?$]?[A-Za-z_][\w:.-]*)
  | (?P<open>\{)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORBIDDEN = {"MINUS", "SERVICE", "VALUES"}
_TOGETHER = {
    "GROUP", "HAVING", "LIMIT", "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT",
}  # fmt: skip
_UNKNOWN = {"SHAPESGRAPH", "CURRENTSHAPE"}


def groups(query: str) -> tuple[str, ...]:
    """The query, cut after the brace that opens each group.

    Raises `Unsupported` for what may not stand in such a query, and for variables that nobody binds here.
    """
    tokens = list(_TOKEN.finditer(query))
    _allowed([match["word"].upper() for match in tokens if match["word"]])
    cuts = [match.end() for match in tokens if match["open"]]
    return tuple(query[begin:end] for begin, end in pairwise([0, *cuts, len(query)]))


def bound(pieces: tuple[str, ...], terms: Iterable[str]) -> str:
    """The query of which these are the pieces, with `?this` bound to each of some terms in each group."""
    return f" VALUES ?this {{ {' '.join(terms)} }} ".join(pieces)


def is_row_by_row(query: str) -> bool:
    """Whether asking for many nodes at once finds what asking for each finds: nothing is counted or cut off."""
    words = [match["word"].upper() for match in _TOKEN.finditer(query) if match["word"]]
    projected = words[: words.index("WHERE")] if "WHERE" in words else []
    return not _TOGETHER & set(words) and bool({"?THIS", "$THIS"} & set(projected))


def _allowed(words: Sequence[str]) -> None:
    if words.count("SELECT") > 1:
        raise Unsupported("its query has another inside")
    for before, word in zip(["", *words], words, strict=False):
        if word in _FORBIDDEN:
            raise Unsupported(f"its query has {word}")
        if word[:1] in ("?", "$") and word[1:] in _UNKNOWN:
            raise Unsupported("its query asks about the shapes graph")
        if before == "AS" and word in ("?THIS", "$THIS"):
            raise Unsupported("its query binds $this")
