"""Clean words over unchanged text, with a map back."""

import re
from collections.abc import Iterator, Sequence

from kg.split.openings import NUMBERS, RAISED_LETTERS, note_of, opening_of
from kg.types import Passage, Span, View

# What a view leaves out, and blanks. Groups named keep* stay.
_MARKUP = re.compile(
    r"(?<=[^\W\d_]-)[ \t]*(?:\r\n|\n|\r)[ \t]*(?!and |or |to )(?=[a-z])"  # word cut at a line end
    r"|(?P<blank>\s+)"
    r"|\\(?P<keep1>[!-/:-@\[-`{-~])"  # escape
    r"|<(?P<keep2>https?://[^<>\s]*)>"
    r"|(?<!\d)<sup>\s*(?:\d{1,3}|\*{1,3}|[a-z])\s*</sup>"  # reference to a note
    r"|</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>"
    r"|\$?\^\{(?P<keep3>st|nd|rd|th)\}\$?|\$?\^\{[^{}\n]{0,20}\}\$?|\[\^[^\]\s]{1,20}\]"
    r"|(?<=\S)(?<!\bm)(?<!\bkm)(?<!\bcm)[⁰¹²³⁴-⁹]+"
    rf"|(?<=\w)[{RAISED_LETTERS}]{{1,2}}(?:,[{RAISED_LETTERS}]{{1,2}})*(?!\w)"
    r"|(?<=[a-z][.,;])(?P<glued>\d{1,2})(?=\s|$)"
    r"|!?\[(?=[^\[\]]*\]\()|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # link
    r"|(?<!\d)\*+(?=\S)|(?<=\S)\*+(?!\d)"
    r"|(?<![^\s(\[“\"'])_{1,3}(?=\S)|(?<=\S)_{1,3}(?=[\s.,;:!?)\]”\"']|$)"
    r"|(?<=&)amp;|[\u00ad\u200b\u2060\ufeff]|(?m:^>[ \t]?)"
)
# Where it may match, single blanks aside. Most paragraphs hold none of it, and sets are searched for fast.
_SPACES = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SIGNS = rf"[\\<>$^!\[\]*_&⁰¹²³⁴-⁹{RAISED_LETTERS}\u00ad\u200b\u2060\ufeff{_SPACES}]"
_SIGN = re.compile(_SIGNS)
_FIGURE = re.compile(r"[.,;]\d")
_MARKED = re.compile(rf"{_SIGNS}|  |(?<=[a-z])[.,;]\d")


def content(text: str, passage: Passage, *, barred: bool = False) -> Span:
    """The passage without list mark, number, hashes and note mark.

    `barred` says that a bar at the end of a table's row is its border, as in Markdown, and no empty cell.
    """
    if passage.kind == "row":
        opens, closes = (barred and text[at] == "|" for at in (passage.begin, passage.end - 1))
        return Span(passage.begin + opens, passage.end - closes)
    line = text[passage.begin : passage.end].splitlines()[0]
    if passage.kind == "footnote":
        return Span(passage.begin + note_of(line)[1], passage.end)
    opening = opening_of(line)
    printed = passage.number is not None and any(opening[name] == passage.number for name in NUMBERS)
    return Span(passage.begin + (opening.end() if printed else opening.end("lead")), passage.end)


def view(text: str, spans: Sequence[Span], notes: frozenset[str]) -> View:
    """The clean words of the spans, one after the other; `notes` are the marks of the document's footnotes."""
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length, blank = 0, -1
    for origin, piece in _pieces(text, spans, notes):
        if piece == " ":
            blank = origin if length and blank < 0 else blank
            continue
        for place, words in ((blank, " "), (origin, piece)) if blank >= 0 else ((origin, piece),):
            if not anchors or anchors[-1][1] - anchors[-1][0] != place - length:
                anchors.append((length, place))
            parts.append(words)
            length += len(words)
        blank = -1
    return View(text="".join(parts), anchors=tuple(anchors))


def _pieces(text: str, spans: Sequence[Span], notes: frozenset[str]) -> Iterator[tuple[int, str]]:
    """What stays, each piece with its place; white space as one blank at the place of its first character."""
    for begin, end in spans:
        at = begin
        if (
            _SIGN.search(text, begin, end)
            or text.find("  ", begin, end) >= 0
            or _FIGURE.search(text, begin, end)
        ):
            while sign := _MARKED.search(text, at, end):
                start = max(at, text.rfind(" ", at, sign.start()))
                yield from _plain(text, at, start)
                cleaned, at = _cleaned(text, start, sign.start(), end, notes)
                yield from cleaned
        yield from _plain(text, at, end)
        yield end, " "


def _plain(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """The words of a stretch that holds no sign and no two blanks in a row."""
    piece = text[begin:end]
    words = piece.strip(" ")
    if piece.startswith(" "):
        yield begin, " "
    if words:
        yield begin + piece.startswith(" "), words
        if piece.endswith(" "):
            yield end - 1, " "


def _cleaned(
    text: str, begin: int, sign: int, end: int, notes: frozenset[str]
) -> tuple[list[tuple[int, str]], int]:
    """The pieces from `begin` to the first single blank behind the sign, and the place of that blank."""
    found: list[tuple[int, str]] = []
    done = begin
    for match in _MARKUP.finditer(text, begin, end):
        if match.start() > done:
            found.append((done, text[done : match.start()]))
        done, kept = match.end(), match.lastgroup or ""
        if kept == "blank":
            if match.start() > sign and match[0] == " ":
                return found, match.start()
            found.append((match.start(), " "))
        elif kept.startswith("keep") or (kept == "glued" and match[0] not in notes):
            found.append((match.start(kept), match[kept]))
    if done < end:
        found.append((done, text[done:end]))
    return found, end
