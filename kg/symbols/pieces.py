"""What symbols and numbers are made of, as patterns: years, counts, roman numerals, brackets, part letters."""

import re
from collections.abc import Iterator

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
YEAR = r"(?:19[4-9]|20\d)\d"
NUMBER = r"[1-9]\d{0,3}"
COUNT = r"[1-9]\d{0,2}"  # within one session or year; "12/2019" is nobody's number here
# What may stand after a part letter; an English word would make it an article or an initial.
AFTER_PART = (
    r"(?=\s?[(,;:)\]]|\s?$|\.(?!\w)|[-\u2013]|"
    r"\s(?:and|or|to|of|on|by|in|as|at|for|from|with|which|that|is|was|were|are|entitled|adopted)\b)"
)
BRACKET = rf"\((?:{YEAR}|(?:E?S[-\u2010-\u2014])?[IVXL]{{1,7}})\)"
_ALSO_PART = re.compile(
    r"(?:,\s?(?:and\s)?|\s(?P<to>to)\s|\s(?:and|or|&)\s|\s?(?P<dash>[-\u2013])\s?)(?P<part>[A-Z])(?![\w'’/-]|\.\w)"
)


def letters(text: str, at: int, last: str) -> Iterator[tuple[int, int, str]]:
    """Further part letters after the letter `last`, which ends at `at`; those inside a range stand for it."""
    while more := _ALSO_PART.match(text, at):
        letter = more["part"]
        if letter <= last:
            return
        inner = range(ord(last) + 1, ord(letter)) if more["to"] or more["dash"] else range(0)
        for code in inner:
            yield at - 1, more.end("part"), chr(code)
        yield more.start("part"), more.end("part"), letter
        at, last = more.end("part"), letter
