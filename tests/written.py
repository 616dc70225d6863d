"""Documents of our own in the formats that are read, made on the fly from a few words."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

PARAGRAPHS = (
    "The Harbour Office trained 40 divers in Malta.",
    "It supports target 16.4 of the Sustainable Development Goals.",
    "Resolution 78/226 of the General Assembly asked for a report.",
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)
_ODT = "application/vnd.oasis.opendocument.text"


def packed(members: Mapping[str, str | bytes], *, stored: Iterable[str] = ()) -> bytes:
    """A ZIP file of the members in this order, compressed but for those that are named."""
    out = io.BytesIO()
    plain = set(stored)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, kind)
    return out.getvalue()


def p(words: str, *, style: str = "", number: tuple[str, int] | None = None) -> str:
    """A paragraph of Word: its style, and the list and level that count it."""
    counted = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{counted}</w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body; further parts by name (`numbering`, `styles`, `footnotes`), in elements."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    members = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = roots.get(name, "hdr")
        members[f"word/{name}.xml"] = f"<w:{root} {_W}>{content}</w:{root}>"
    return packed(members)


def odt(body: str, *, styles: str = "") -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    content = (
        f"<office:document-content {_OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": _ODT, "content.xml": content}, stored=["mimetype"])


def plain_docx(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """A Word document of nothing but paragraphs."""
    return docx("".join(map(p, paragraphs)))


def plain_odt(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """An OpenDocument text of nothing but paragraphs."""
    return odt("".join(f"<text:p>{escape(words)}</text:p>" for words in paragraphs))


def plain_html(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """A page of nothing but paragraphs."""
    body = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def plain_akn(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """An Akoma Ntoso document of nothing but paragraphs."""
    body = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    space = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    return f'<akomaNtoso xmlns="{space}"><doc name="report"><mainBody>{body}</mainBody></doc></akomaNtoso>'.encode()


def plain_pdf(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """A PDF of one page with a line for each paragraph."""
    lines = " ".join(f"({words}) Tj 0 -24 Td" for words in paragraphs)
    stream = f"BT /F1 11 Tf 60 700 Td {lines} ET".encode()
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first one its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)
    return bytes(out)
