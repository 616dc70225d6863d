"""PDF pages -> sheets: words with their places and type, and the rules that are drawn between them.

The only file that imports pypdfium2. The library gives characters in the order in which the file paints them,
with blanks and line ends of its own between them.
"""

import ctypes
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_LOCK = b"/Encrypt"
_RUN = re.compile("[^\t\n\r \xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000]+")
"""What stands between blanks and line ends."""
_LINE = re.compile("[^\n\r]+")
_NOTHING = frozenset("\0\xad\u200b\u200c\u200d\u2060\ufeff")
_HYPHENS = frozenset((0x02, 0xFFFE))
"""What the library says for a hyphen at the end of a line."""
_SPELLED = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "ft",
    0xFB06: "st",
}
_PRIVATE = range(0xE000, 0xF900)
_PICTORIAL = {0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "‣", 0xF02D: "–"}
"""Marks of lists in the fonts Symbol and Wingdings."""
_GUESSED = 0.17
"""Where the library guesses a blank in a gap narrower than so many times the type's size, there is none:
"drug -resistant", "a re"."""
_SURE = 0.05
_LEVEL = 0.5
"""Points: letters whose boxes are no further apart stand on one baseline and have one size."""
_PRINTED = 0.1
"""The same for a blank that is printed beside a hyphen: "non- governmental"."""
_ITALIC = 1 << 6
_BOLD_FROM = 600
_DRAWN_FROM = 9
"""Parts of a path: a frame has five; letters that are drawn as outlines have more."""
_THIN = 3.0
"""Points: what is drawn thinner than this and longer than wide is a rule."""


class Word(NamedTuple):
    """Characters without a blank between them, of one size and on one baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    glued: bool
    """No blank stands between it and the word before."""
    turned: bool
    """It does not run from left to right."""
    doubtful: bool
    """It is glued to letters over a small gap, which may have been a blank after all."""


class Rule(NamedTuple):
    """A line that is drawn, across or down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def across(self) -> bool:
        return self.right - self.left > self.bottom - self.top


class Sheet(NamedTuple):
    """One page as shown."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int
    """Images, forms and outlines: with no words beside them, they may show some."""


class FaultError(Exception):
    """The library cannot open the file or one of its pages; `locked` where a password is missing."""

    def __init__(self, what: str, *, locked: bool = False) -> None:
        super().__init__(what)
        self.locked = locked


class Pages:
    """The pages of a PDF file, one after the other; a context that lets the file go at its end.

    Raises `FaultError` where the bytes are no readable PDF, or a page is not.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._file = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            # The code may be that of a file that was opened before: a file that is fine to open resets nothing.
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD and _LOCK in data
            raise FaultError("the file cannot be opened", locked=locked) from None

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._file)

    def __iter__(self) -> Iterator[Sheet]:
        for index in range(len(self._file)):
            try:
                page = self._file[index]
                yield _sheet(page, index + 1)
                page.close()
            except pdfium.PdfiumError:
                raise FaultError(f"page {index + 1} cannot be opened") from None


def _sheet(page: Any, number: int) -> Sheet:
    view = _View(page)
    text = page.get_textpage()
    rules, pictures = _drawn(page, view)
    sheet = Sheet(
        number=number,
        width=view.width,
        height=view.height,
        words=tuple(word for word in _words(text.raw, view) if _is_shown(word, view)),
        rules=rules,
        pictures=pictures,
    )
    text.close()
    return sheet


def _is_shown(word: Word, view: "_View") -> bool:
    """Does any of it stand on the page? What does not is nothing that a reader would see."""
    return word.right > 0 and word.left < view.width and 0 < word.base < view.height + word.size


class _View:
    """From the coordinates of the file (y upwards, perhaps turned) to those of the page as shown."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.turn = page.get_rotation() // 90 % 4
        self.width, self.height = page.get_size()

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turn:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Rule:
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


class _Type(NamedTuple):
    """How a stretch of characters is set."""

    size: float
    bold: bool
    italic: bool
    turned: bool


class _Glyphs:
    """What the library tells of the characters of a page, by their index."""

    def __init__(self, text: Any, view: _View) -> None:
        self._text, self._view = text, view
        self._box, self._x, self._y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._places = ctypes.byref(self._box), ctypes.byref(self._x), ctypes.byref(self._y)
        self._known: dict[int, _Type] = {}
        self._one = 0, -1, -1
        """Of a stretch that one operator painted first and last index, and the operator."""
        self._level = -1, 0.0
        """An operator, and the baseline of what it painted."""

    def text(self) -> str:
        """One character for each; where the library leaves some out, each is asked for by itself."""
        count = raw.FPDFText_CountChars(self._text)
        units = (ctypes.c_ushort * (count + 1))()
        told = raw.FPDFText_GetText(self._text, 0, count, units) - 1
        said = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
        if told == len(said) == count:
            return said
        codes = [raw.FPDFText_GetUnicode(self._text, i) for i in range(count)]
        return "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top as shown."""
        raw.FPDFText_GetLooseCharBox(self._text, index, self._places[0])
        box = self._box
        found = box.left, box.bottom, box.right, box.top
        return found if self._view.turn == 0 else self._view.box(*found)

    def base(self, index: int, owner: int, kind: _Type) -> float:
        level = self._view.turn == 0 and not kind.turned
        if level and owner == self._level[0]:
            return self._level[1]
        raw.FPDFText_GetCharOrigin(self._text, index, *self._places[1:])
        base = self._view.point(self._x.value, self._y.value)[1]
        if level:
            self._level = owner, base
        return base

    def owner(self, index: int) -> int:
        """The operator that painted it; negative where none did."""
        if self._one[0] <= index <= self._one[1]:
            return self._one[2]
        owner = raw.FPDFText_GetTextObject(self._text, index)
        return ctypes.addressof(owner.contents) if owner else -1

    def line(self, first: int, last: int) -> None:
        """Learns whether one operator painted what stands between the two."""
        owner = self.owner(first)
        if owner >= 0 and owner == self.owner(last):
            self._one = first, last, owner

    def printed(self, index: int) -> bool:
        """Whether the file holds it, and the library did not guess it."""
        return not raw.FPDFText_IsGenerated(self._text, index)

    def type(self, index: int, owner: int) -> _Type:
        if owner not in self._known:
            self._known[owner] = _type(self._text, index, self._view.turn)
        return self._known[owner]


def _words(text: Any, view: _View) -> Iterator[Word]:
    """The words in the order of the file."""
    glyphs = _Glyphs(text, view)
    said = glyphs.text()
    last: Word | None = None
    ended = 0
    for line in _LINE.finditer(said):
        glyphs.line(line.start(), line.end() - 1)
        for run in _RUN.finditer(said, line.start(), line.end()):
            blanks: Sequence[int] = range(ended, run.start())
            for first, owner, letters, box in _strokes(said, run, glyphs):
                kind = glyphs.type(first, owner)
                size, bold, italic, turned = kind
                base = glyphs.base(first, owner, kind)
                word = Word(letters, box[0], box[2], base, size, bold, italic, False, turned, False)
                if last is not None and -size < word.left - last.right < _GUESSED * size:
                    word = _joined(last, word, said[first], blanks, said, glyphs)
                yield word
                last, blanks, ended = word, (), run.end()


def _joined(last: Word, word: Word, first: str, blanks: Sequence[int], said: str, glyphs: _Glyphs) -> Word:
    """The word, glued to the last one where the blanks between them are none."""
    gap = word.left - last.right
    if abs(word.base - last.base) >= word.size:
        return word
    if any(said[i] not in _NOTHING and glyphs.printed(i) for i in blanks):
        room = _PRINTED if first == "-" or last.text[-1] == "-" else 0.0
        if gap >= room * word.size:
            return word
    doubtful = bool(blanks) and gap > _SURE * word.size and last.text[-1].isalpha() and first.isalpha()
    return word._replace(glued=True, doubtful=doubtful)


_Stroke = tuple[int, int, str, tuple[float, float, float, float]]
"""Index and operator of the first letter, the letters and the box around them."""


def _strokes(said: str, run: re.Match[str], glyphs: _Glyphs) -> Iterable[_Stroke]:
    """The stretches of a run of letters that have one baseline and size."""
    letters, first, last = run[0], run.start(), run.end() - 1
    # What one operator paints has one size and baseline.
    if letters.isascii() and letters.isprintable() and (owner := glyphs.owner(first)) >= 0:
        if first == last:
            return ((first, owner, letters, glyphs.box(first)),)
        if glyphs.owner(last) == owner:
            left, low, _, high = glyphs.box(first)
            return ((first, owner, letters, (left, low, glyphs.box(last)[2], high)),)
    return _cut([i for i in range(first, last + 1) if said[i] not in _NOTHING], said, glyphs)


def _cut(places: Sequence[int], said: str, glyphs: _Glyphs) -> Iterator[_Stroke]:
    """The same by the boxes of all letters."""
    boxes = [glyphs.box(place) for place in places]
    begin = 0
    for end in range(1, len(places) + 1):
        left, low, _, high = boxes[begin]
        if end == len(places) or abs(boxes[end][1] - low) >= _LEVEL or abs(boxes[end][3] - high) >= _LEVEL:
            letters = "".join(_letter(said[i]) for i in places[begin:end])
            yield places[begin], glyphs.owner(places[begin]), letters, (left, low, boxes[end - 1][2], high)
            begin = end


def _letter(said: str) -> str:
    code = ord(said)
    if 0x20 < code < 0xD800:
        return said
    if code in _HYPHENS:
        return "-"
    if code in _PRIVATE:
        return _PICTORIAL.get(code, "•")
    return _SPELLED.get(code) or (said if code < 0xD800 or code >= 0xE000 else "\ufffd")


def _type(text: Any, index: int, turn: int) -> _Type:
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetFontInfo(text, index, name, 128, flags)
    styled = name.value.lower()
    angle = (round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) - turn) % 4
    return _Type(
        size=round(raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d), 1),
        bold=b"bold" in styled or b"black" in styled or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_FROM,
        italic=b"italic" in styled or b"oblique" in styled or bool(flags.value & _ITALIC),
        turned=angle != 0,
    )


def _drawn(page: Any, view: _View) -> tuple[tuple[Rule, ...], int]:
    """The rules of the page, and how many pictures it holds."""
    rules, pictures = [], 0
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        pictures += kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        if kind == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(drawn, *sides):
            rule = view.box(*(side.value for side in sides))
            if min(rule.right - rule.left, rule.bottom - rule.top) < _THIN:
                rules.append(rule)
            else:
                pictures += raw.FPDFPath_CountSegments(drawn) >= _DRAWN_FROM
    return tuple(rules), pictures
