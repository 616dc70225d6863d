"""Bytes to a document: the reader that takes them, and what it made of them."""

from dataclasses import dataclass
from hashlib import sha256

from kg.errors import ReadError
from kg.sources.choosing import reader_for
from kg.sources.found import Found, printable
from kg.tongues import language_of
from kg.types import Document, Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader made of the bytes of a file; the language is told by the words."""

    text: str
    media_type: str
    language: str
    layout: Layout | None = None


def content(found: Found) -> Content:
    """Text and layout of the bytes; the reader is chosen by content first, then by the name's ending.

    Raises `ReadError` where there are no bytes, no reader, or no text in them.
    """
    if found.data is None:
        raise ReadError(found.reason, where=found.shown, remedy=found.remedy)
    reader = reader_for(found)
    told = {"charset": found.charset} if getattr(reader, "TAKES_CHARSET", False) else {}
    laid_out = getattr(reader, "read_laid_out", None)
    text, layout = (
        laid_out(found.data, found.shown, **told)
        if laid_out
        else (reader.read(found.data, found.shown, **told), None)
    )
    return Content(text=text, media_type=reader.MEDIA_TYPES[0], language=language_of(text), layout=layout)


def document(found: Found, read: Content) -> Document:
    """The document that was found with that content."""
    return Document(
        source=found.shown,
        name=printable(found.stem),
        media_type=read.media_type,
        text=read.text,
        sha256=sha256(read.text.encode()).hexdigest(),
        bytes_sha256=sha256(found.data or b"").hexdigest(),
        language=read.language,
        layout=read.layout,
    )


def read_document(found: Found) -> Document:
    """The document that the bytes of `found` hold, read in this process.

    Raises `ReadError` where there are no bytes, no reader, or no text in them.
    """
    return document(found, content(found))
