"""Committees that a resolution names by its own number: "Committee established pursuant to resolution 9 (2031)".

The Security Council calls its sanctions committees so, with what they concern behind it. All offsets are those of the
unit's view, end excluded.
"""

import re
from collections.abc import Iterator

from kg.finders._words import Known, Name, tokens_of

_NUMBER = r"\d{3,4}(?: \((?:19|20)\d\d\))?"
_NAMED = r"(?:the )?[A-Z][\w’'-]+(?:(?: (?:and |of |the )*|, (?:the )?)[A-Z][\w’'()-]+){0,8}"
_ESTABLISHED = re.compile(
    r"\b(?:Security Council )?(?:Committee|Working Group) established (?:pursuant to|by|under) "
    r"(?:paragraph \d{1,3} of )?(?:Security Council )?resolutions? "
    rf"{_NUMBER}(?:(?:, | and |, and ){_NUMBER}){{0,4}}"
    rf"(?: (?:concerning|regarding) (?P<concern>{_NAMED}))?"
)
_STOPPED = re.compile(r", (?:the )?(?:Chair|President|Member|Mr|Ms|Panel|Group|Permanent|Secretary)\b")
"""Where those begin who are told beside the committee."""


def established(text: str, begin: int, end: int, words: Known) -> Iterator[Name]:
    """The committees of one sentence that are called after their resolutions."""
    if text.find(" established ", begin, end) < 0:
        return
    for match in _ESTABLISHED.finditer(text, begin, end):
        stopped = _STOPPED.search(text, match.start(), match.end())
        last = stopped.start() if stopped else _concerned(text, match, words)
        yield Name(match.start(), last, "organization")


def _concerned(text: str, match: re.Match[str], words: Known) -> int:
    """Where the name ends: a body that follows what the committee concerns is told beside it."""
    if not match["concern"]:
        return match.end()
    tokens = tokens_of(text, *match.span("concern"))
    after = [at for at in range(1, len(tokens)) if tokens[at].capital and words.body(tokens, at)]
    if not after:
        return match.end()
    last = after[0] - 1
    while last > 0 and tokens[last].text in ("and", "the", "of"):
        last -= 1
    return tokens[last].end
