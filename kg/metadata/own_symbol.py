"""The document's own symbol in any language: alone on one of the first lines, or behind the name of the house."""

import re
from collections.abc import Iterator

from kg.symbols import scan_symbols
from kg.types import Document, Fact, Span

_FIRST = 1_500
"""Code points in which the masthead stands."""
_LONGEST = 90
_LINE = re.compile(r"[^\r\n\f]+")
_OTHER_SCRIPT = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_HOUSE = re.compile(
    r"\s*(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|Объединенные Нации"
    r"|الأمم المتحدة)?\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s*]*")


def own_symbols(document: Document) -> Iterator[Fact]:
    """A fact for each symbol of the first line that holds nothing else; a joint document has several."""
    for line in _LINE.finditer(document.text, 0, _FIRST):
        # Chinese writes no blank between a word and a symbol.
        words = _OTHER_SCRIPT.sub(" ", line[0])
        found = list(scan_symbols(words)) if len(words) <= _LONGEST else []
        if found and _HOUSE.fullmatch(words, 0, found[0].begin) and _BEHIND.fullmatch(words, found[-1].end):
            for each in found:
                span = Span(line.start() + each.begin, line.start() + each.end)
                yield Fact(field="symbol", value=each.symbol.canonical, span=span)
            return
