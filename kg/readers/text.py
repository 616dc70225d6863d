"""Plain text: the stored text is the decoded file, unchanged but for its byte-order mark."""

import codecs
import re

from kg.errors import ReadError

MEDIA_TYPES: tuple[str, ...] = ("text/plain",)
SUFFIXES: tuple[str, ...] = (".txt", ".text")
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (b"Eleventh session\r\nVienna\r\n", "Eleventh session\r\nVienna\r\n"),
    (b"\xef\xbb\xbfC\xc3\xb4te d'Ivoire", "Côte d'Ivoire"),
    (b"\xff\xfeM\x00a\x00l\x00i\x00", "Mali"),
)
TAKES_CHARSET = True

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS_TEXT = "save it as text in UTF-8, or in UTF-16 with a byte-order mark"
# The old encodings of the official languages.
_OLD = [
    "cp1252", "mac_roman", "cp1251", "koi8_r", "iso8859_5", "cp866", "cp1256", "iso8859_6", "gb18030", "big5",
]  # fmt: skip
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "utf-16": "utf-16-le", "utf-32": "utf-32-le",
}  # fmt: skip
"""Encodings whose names are used for larger ones."""
_NOT_FOR_TEXT = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))
_SAMPLE = 2**18
"""Bytes from which an encoding is guessed."""
_FEWEST = 64
"""Letters below which no guess is trusted."""
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read(data: bytes, where: str, *, charset: str = "") -> str:
    """The decoded text, line ends kept: what a byte-order mark says, UTF-8, `charset`, or what the bytes are most like.

    Raises `ReadError` for bytes that are no text (with the offset of the first bad byte) and where no word is
    left.
    """
    text = decoded(data, where, declared=charset)
    if not text.strip():
        raise ReadError("the file is empty", where=where, remedy="give a file with words, or leave it out")
    return text


def decoded(data: bytes, where: str, *, declared: str = "") -> str:
    """The text of the bytes: by their mark, as UTF-8, as `declared`, or in the encoding that they are most like.

    UTF-16 and UTF-32 are taken as declared before UTF-8: their bytes may be UTF-8 by chance, with NUL between letters.
    Raises `ReadError` for bytes that are no text, with the offset of the first bad byte.
    """
    codec = _codec(declared)
    told = codec if codec.startswith(("utf-16", "utf-32")) else "utf-8"
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", told))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        other = None if mark else _decoded(data, codec) or _likely(data)
        if other is None:
            place = len(mark) + error.start
            raise ReadError(
                f"byte {place} (0x{data[place]:02x}) is not {encoding.upper()}",
                where=where,
                remedy=_SAVE_AS_TEXT,
            ) from None
        text = other
    zero = text.find("\0")
    if zero >= 0:
        place = len(mark) + len(text[:zero].encode(encoding))
        raise ReadError(f"byte {place} is NUL, so this is no text", where=where, remedy=_SAVE_AS_TEXT)
    return text


def _codec(name: str) -> str:
    """The encoding of that name as browsers take it (the Encoding standard), or nothing."""
    try:
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return "" if found in _NOT_FOR_TEXT else _MEANT.get(found, found)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec) if codec and codec != "utf-8" else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _likely(data: bytes) -> str | None:
    """The text in the old encoding that fits best; none for few words, and where nothing fits."""
    from charset_normalizer import from_bytes

    if b"\0" in data:
        return None
    best = from_bytes(data[:_SAMPLE], cp_isolation=_OLD).best()
    if best is None:
        return None
    try:
        text = data.decode(best.encoding)
    except (LookupError, UnicodeError):
        return None
    letters = sum(c.isalpha() for c in text[:_SAMPLE])
    lawful = letters >= _FEWEST and 2 * letters >= len(text[:_SAMPLE]) and not _CONTROLS.search(text)
    return text if lawful else None
