"""PDF: reading text in the order of the page, without running heads, with a map from offsets to page and box.

Paragraphs stand on lines of their own with blank lines between them, notes after the paragraph that the end of
their page cuts, rows of tables as cells with bars between them. Figures that stand above the line are written
as such.
"""

from kg.errors import ReadError
from kg.readers._pdf.blocks import pieces
from kg.readers._pdf.furniture import bodies
from kg.readers._pdf.ocr import recognised
from kg.readers._pdf.sheets import FaultError, Pages, Sheet
from kg.readers._pdf.text import written
from kg.types import Layout, Page

MEDIA_TYPES: tuple[str, ...] = ("application/pdf",)
SUFFIXES: tuple[str, ...] = (".pdf",)
MAGIC: tuple[bytes, ...] = (b"%PDF-",)
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
        b"endobj\n4 0 obj<</Length 39>>stream\nBT /F 10 Tf 20 50 Td (Nine courses.) Tj ET\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        "Nine courses.\n",
    ),
)
MOST_PAGES = 3_000
"""Longer files are refused."""
_END = b"%%EOF"
_TAIL = 4096
"""Bytes in which a file's end mark is looked for; some programs write a little behind it."""


def read(data: bytes, where: str) -> str:
    """The text of `read_laid_out`."""
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The text, what its blocks are, and where each printed line of it stands.

    Pages that are pictures are read by OCR where `ocrmypdf` is installed; where it is not or fails, `Layout.unread`
    names them. Raises `ReadError` where so no page has words, and for a file that is blank, locked, damaged, cut
    off or too long.
    """
    if _END not in data[-_TAIL:]:
        raise ReadError("cut off: the end is missing", where=where, remedy="get the file again")
    sheets, unread = _recognised(data, _sheets(data, where), where)
    text, layout = written(pieces(list(bodies(sheets))))
    if not any(c.isalnum() for c in text):
        raise ReadError("there are no words in it", where=where, remedy="leave it out")
    pages = tuple(Page(number=s.number, width=round(s.width, 1), height=round(s.height, 1)) for s in sheets)
    return text, Layout(pages=pages, lines=layout.lines, blocks=layout.blocks, unread=unread)


def _recognised(data: bytes, sheets: list[Sheet], where: str) -> tuple[list[Sheet], tuple[int, ...]]:
    """The sheets with the words of those that are pictures, or else the numbers of these.

    Raises `ReadError` where no sheet has words and OCR finds out none.
    """
    pictures = tuple(sheet.number for sheet in sheets if sheet.pictures and not sheet.words)
    if not pictures:
        return sheets, ()
    try:
        return _sheets(recognised(data, where), where), ()
    except ReadError:
        if not any(sheet.words for sheet in sheets):
            raise
        return sheets, pictures


def _sheets(data: bytes, where: str) -> list[Sheet]:
    try:
        with Pages(data) as pages:
            if len(pages) > MOST_PAGES:
                raise ReadError(
                    f"{len(pages)} pages, more than {MOST_PAGES}", where=where, remedy="split the file"
                )
            return list(pages)
    except FaultError as fault:
        if fault.locked:
            raise ReadError("locked with a password", where=where, remedy="save it without one") from None
        raise ReadError(f"damaged: {fault}", where=where, remedy="get the file again") from None
