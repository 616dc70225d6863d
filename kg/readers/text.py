"""Plain text: the stored text is the decoded file, unchanged but for its byte-order mark."""

import codecs

from kg.errors import ReadError

MEDIA_TYPES: tuple[str, ...] = ("text/plain",)
SUFFIXES: tuple[str, ...] = (".txt", ".text")
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (b"Eleventh session\r\nVienna\r\n", "Eleventh session\r\nVienna\r\n"),
    (b"\xef\xbb\xbfC\xc3\xb4te d'Ivoire", "Côte d'Ivoire"),
    (b"\xff\xfeM\x00a\x00l\x00i\x00", "Mali"),
)

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS_TEXT = "save it as text in UTF-8, or in UTF-16 with a byte-order mark"


def read(data: bytes, where: str) -> str:
    """The decoded text, line ends kept: UTF-8, or what a byte-order mark says.

    Raises `ReadError` for bytes that are no text (with the offset of the first bad byte) and where no word is
    left.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    text = _decoded(data, len(mark), encoding, where)
    zero = text.find("\0")
    if zero >= 0:
        place = len(mark) + len(text[:zero].encode(encoding))
        raise ReadError(f"byte {place} is NUL, so this is no text", where=where, remedy=_SAVE_AS_TEXT)
    if not text.strip():
        raise ReadError("the file is empty", where=where, remedy="give a file with words, or leave it out")
    return text


def _decoded(data: bytes, skip: int, encoding: str, where: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        place = skip + error.start
        raise ReadError(
            f"byte {place} (0x{data[place]:02x}) is not {encoding.upper()}", where=where, remedy=_SAVE_AS_TEXT
        ) from None
