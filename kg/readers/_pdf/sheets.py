"""PDF pages -> sheets: words with their places and type, and the rules that are drawn between them.

The only file that imports pypdfium2. The library gives characters in the order in which the file paints them,
with blanks and line ends of its own between them.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_BLANKS = frozenset((0x09, 0x20, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000))
_BREAKS = frozenset((0x0A, 0x0D))
_NOTHING = frozenset((0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
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
_PRINTED = 0.1
"""The same for a blank that is printed beside a hyphen: "non- governmental"."""
_ITALIC = 1 << 6
_BOLD_FROM = 600
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
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            raise FaultError(str(error), locked=locked) from None

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
            except pdfium.PdfiumError as error:
                raise FaultError(f"page {index + 1}: {error}") from None


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


def _words(text: Any, view: _View) -> Iterator[Word]:
    """The words in the order of the file."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, px, py = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode_of, box_of, origin_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharOrigin,
    )
    upright, generated = view.turn == 0, raw.FPDFText_IsGenerated
    types: dict[int, _Type] = {}
    letters: list[str] = []
    kind, base, left, right, glued, blank = _Type(0, False, False, False), 0.0, 0.0, 0.0, False, True
    low = high = 0.0
    printed = doubtful = False
    for i in range(raw.FPDFText_CountChars(text)):
        code = unicode_of(text, i)
        if code in _BLANKS or code in _BREAKS:
            printed = (printed and blank) or not generated(text, i)
            blank = True
            continue
        if code in _NOTHING:
            continue
        box_of(text, i, at)
        begin, bottom, end, top = box.left, box.bottom, box.right, box.top
        if not upright:
            begin, bottom, end, top = view.box(begin, bottom, end, top)
        if letters and not blank and abs(bottom - low) < 0.5 and abs(top - high) < 0.5:
            letters.append(chr(code) if 0x20 < code < 0xD800 else _letter(code))
            right = end
            continue
        if letters:
            yield Word("".join(letters), left, right, base, *kind[:3], glued, kind.turned, doubtful)
        origin_of(text, i, px, py)
        before, beyond = base, right
        base = view.point(x.value, y.value)[1]
        kind = _type(text, i, types, view.turn)
        gap, near = begin - beyond, abs(base - before) < kind.size
        hyphened = code == 0x2D or (letters and letters[-1] == "-")
        room = (0.0 if not hyphened else _PRINTED) if printed and blank else _GUESSED
        glued = bool(letters) and near and -kind.size < gap < room * kind.size
        doubtful = (
            glued and blank and gap > _SURE * kind.size and letters[-1].isalpha() and chr(code).isalpha()
        )
        letters, left, right, low, high, blank = [_letter(code)], begin, end, bottom, top, False
    if letters:
        yield Word("".join(letters), left, right, base, *kind[:3], glued, kind.turned, doubtful)


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _PRIVATE:
        return _PICTORIAL.get(code, "•")
    return _SPELLED.get(code) or (chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd")


def _type(text: Any, index: int, known: dict[int, _Type], turn: int) -> _Type:
    owner = raw.FPDFText_GetTextObject(text, index)
    key = ctypes.addressof(owner.contents) if owner else -1
    if key not in known:
        matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetMatrix(text, index, matrix)
        raw.FPDFText_GetFontInfo(text, index, name, 128, flags)
        styled = name.value.lower()
        angle = (round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) - turn) % 4
        known[key] = _Type(
            size=round(raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d), 1),
            bold=b"bold" in styled
            or b"black" in styled
            or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_FROM,
            italic=b"italic" in styled or b"oblique" in styled or bool(flags.value & _ITALIC),
            turned=angle != 0,
        )
    return known[key]


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
    return tuple(rules), pictures
