"""Malformed and hostile files, each with what is said of it; and sound ones that must come out whole beside them.

python -m tests.hostile FOLDER      writes them all, to be tried with `kg build FOLDER --dry-run`
"""

import os
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from tests.written import (
    PARAGRAPHS,
    docx,
    odt,
    p,
    packed,
    pdf,
    plain_akn,
    plain_docx,
    plain_html,
    plain_odt,
    plain_pdf,
)

_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
_AWAY = '<!DOCTYPE x SYSTEM "http://192.0.2.1/evil.dtd">'
_PARAMETER = '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://192.0.2.1/e">%e;]>'
_AKN = "<akomaNtoso><doc><mainBody><p>Word {}</p></mainBody></doc></akomaNtoso>"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_DTD = "declares a document type"
_BROKEN = "damaged: the file cannot be opened"
_DAMAGED = "the archive cannot be opened"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"


def _declares(prologue: str) -> bytes:
    return f'<?xml version="1.0"?>{prologue}{_AKN.format("")}'.encode()


def _noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


def doctored(
    data: bytes,
    *,
    size: int | None = None,
    packed_size: int | None = None,
    start: bytes | None = None,
    flag: int = 0,
) -> bytes:
    """The archive with other sizes, a flag, or the sum of a `start` alone, in its list and before every member."""
    changed = bytearray(data)
    told = ((-8, start and zlib.crc32(start)), (-4, packed_size), (0, size))
    for signature, flags, sizes in ((b"PK\x03\x04", 6, 22), (b"PK\x01\x02", 8, 24)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flags] |= flag
            for offset, number in told:
                if number is not None:
                    struct.pack_into("<I", changed, at + sizes + offset, int(number))
            at = changed.find(signature, at + 4)
    return bytes(changed)


def with_large_end(data: bytes) -> bytes:
    """The archive with the number and length of its list in a ZIP64 record; the old record says one file."""
    end = len(data) - 22
    _, _, _, _, count, size, offset, _ = struct.unpack("<4s4H2LH", data[end:])
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return data[:end] + large + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, offset, 0)


def _linked(name: str, target: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    return out.getvalue()


def _rare(name: str, content: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _bomb(megabytes: int) -> bytes:
    """A stream of blanks, packed to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join((*(packer.compress(bytes(2**20)) for _ in range(megabytes)), packer.flush()))


def _bomb_pdf() -> bytes:
    stream = _bomb(900)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )


def _locked_pdf() -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        _PAGE,
        b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
        trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
    )


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    # Text.
    "text-empty.txt": (lambda: b"", "failed: the file is empty"),
    "text-blank.txt": (lambda: b" \r\n\t \n", "failed: the file is empty"),
    "text-mark.txt": (lambda: b"\xef\xbb\xbf", "failed: the file is empty"),
    "text-zero.txt": (lambda: b"one\0two", "failed: byte 3 is NUL"),
    "text-noise.txt": (lambda: b"\x05\xff" + _noise(50_000), "failed: byte 1 "),
    "text-odd.txt": (lambda: b"\xff\xfea\0b", "failed: byte 4 "),
    "text-overlong.txt": (lambda: b"\xc0\x80\xc0\xaf", "failed: byte 0 "),
    "text-surrogate.txt": (lambda: b"ok \xed\xa0\x80 ok", "failed: byte 3 "),
    "text-picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + _noise(99), "failed: no reader for PNG files"),
    "text-program.md": (lambda: b"\x7fELF" + _noise(99), "failed: no reader for program files"),
    "text-gzip.txt": (lambda: b"\x1f\x8b" + _noise(99), "failed: no reader for gzip files"),
    "text-rtf.txt": (lambda: b"{\\rtf1 words}", "failed: no reader for RTF files"),
    "text-old-word.txt": (lambda: _OLE, "failed: no reader for old Office files"),
    "table.csv": (lambda: b"1,2\n", "skipped: no reader for this kind of file"),
    # PDF.
    "pdf-header.pdf": (lambda: b"%PDF-1.7\n", "failed: cut off: the end is missing"),
    "pdf-half.pdf": (lambda: plain_pdf()[:300], "failed: cut off: the end is missing"),
    "pdf-noise.pdf": (lambda: b"%PDF-1.7\n" + _noise(50_000) + b"%%EOF", f"failed: {_BROKEN}"),
    "pdf-words.pdf": (lambda: b"no PDF at all", "failed: cut off: the end is missing"),
    "pdf-no-pages.pdf": (lambda: pdf(b"<</Type/Catalog>>"), f"failed: {_BROKEN}"),
    "pdf-loop.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
        "failed: damaged: page 1 cannot be opened",
    ),
    "pdf-many-pages.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", _PAGE),
        "failed: there are no words in it",
    ),
    "pdf-deep.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b">>"),
        f"failed: {_BROKEN}",
    ),
    "pdf-blank.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE),
        "failed: there are no words in it",
    ),
    "pdf-bomb.pdf": (_bomb_pdf, "failed: it makes its reader break down"),
    "pdf-locked.pdf": (_locked_pdf, "failed: locked with a password"),
    # Word.
    "word-words.docx": (lambda: b"no archive at all", f"failed: it is damaged: {_DAMAGED}"),
    "word-half.docx": (lambda: plain_docx()[:200], f"failed: it is damaged: {_DAMAGED}"),
    "word-locked.docx": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "failed: it is encrypted"),
    "word-flagged.docx": (lambda: doctored(plain_docx(), flag=1), "failed: it is encrypted"),
    "word-no-body.docx": (
        lambda: packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<document/>"}),
        "failed: it has no body",
    ),
    "word-broken.docx": (
        lambda: packed({"word/document.xml": "<document><body>"}),
        "failed: it is no well-formed XML",
    ),
    "word-no-words.docx": (lambda: docx(p("") + p(" — ")), "failed: there are no words in it"),
    "word-laughs.docx": (
        lambda: packed({"word/document.xml": f"{_LAUGHS}<document><body>&i;</body></document>"}),
        f"failed: it {_DTD}",
    ),
    "word-entity.docx": (
        lambda: packed({"word/document.xml": f"{_FILE}<document><body>&f;</body></document>"}),
        f"failed: it {_DTD}",
    ),
    "word-styles-entity.docx": (
        lambda: packed(
            {"word/document.xml": "<document><body/></document>", "word/styles.xml": f"{_AWAY}<styles/>"}
        ),
        f"failed: it {_DTD}",
    ),
    "word-deep.docx": (
        lambda: docx("<w:sdt><w:sdtContent>" * 9_000 + "</w:sdtContent></w:sdt>" * 9_000),
        "failed: its elements are nested more than",
    ),
    "word-bomb.docx": (
        lambda: docx(p("a" * 60 * 2**20)),
        "failed: it unpacks to more than 100 times its size",
    ),
    "word-large.docx": (
        lambda: packed({"word/document.xml": bytes(201 * 2**20)}),
        "failed: it unpacks to more than 200 megabytes",
    ),
    "word-lies.docx": (lambda: doctored(plain_docx(), size=5), "failed: it unpacks to more than it says"),
    "word-swells.docx": (
        lambda: packed(
            {"word/document.xml": b"<a>" + b'<b c=""/>' * 6_500_000 + b"</a>"}, stored=["word/document.xml"]
        ),
        "failed: it has more than 2,000,000 elements",
    ),
    # OpenDocument.
    "open-half.odt": (lambda: plain_odt()[:250], f"failed: it is damaged: {_DAMAGED}"),
    "open-no-content.odt": (
        lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text"}, stored=["mimetype"]),
        "failed: its part content.xml is missing",
    ),
    "open-locked.odt": (
        lambda: packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
                "content.xml": _noise(300),
            },
            stored=["mimetype"],
        ),
        "failed: it is encrypted",
    ),
    "open-entity.odt": (
        lambda: packed(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{_PARAMETER}<a/>"},
            stored=["mimetype"],
        ),
        f"failed: it {_DTD}",
    ),
    "open-deep.odt": (
        lambda: odt("<text:list><text:list-item>" * 5_000 + "</text:list-item></text:list>" * 5_000),
        "failed: its elements are nested more than",
    ),
    "open-no-words.odt": (lambda: odt("<text:p/>"), "failed: there are no words in it"),
    # HTML.
    "page-empty.html": (lambda: b"<html></html>", "failed: there are no words in it"),
    "page-script.html": (
        lambda: b"<html><script>words words</script><style>more</style>",
        "failed: there are no words in it",
    ),
    "page-zero.html": (lambda: b"<html>one\0two", "failed: byte 9 is NUL"),
    "page-open-comment.html": (lambda: b"<html><!-- all is lost", "failed: there are no words in it"),
    "page-deep.html": (
        lambda: b"<html>" + b"<div>" * 400_000 + b"low",
        "failed: its elements are nested more than",
    ),
    # XML.
    "xml-other.xml": (
        lambda: b"<catalogue><p>x</p></catalogue>",
        "failed: its XML is of another kind (catalogue)",
    ),
    "xml-broken.xml": (lambda: b"<akomaNtoso><p>", "failed: it is no well-formed XML: line 1, column 15"),
    "xml-laughs.xml": (lambda: _declares(_LAUGHS), f"failed: it {_DTD}"),
    "xml-entity.xml": (lambda: _declares(_FILE), f"failed: it {_DTD}"),
    "xml-away.xml": (lambda: _declares(_AWAY), f"failed: it {_DTD}"),
    "xml-parameter.xml": (lambda: _declares(_PARAMETER), f"failed: it {_DTD}"),
    "xml-wide.xml": (lambda: _declares(_LAUGHS).decode().encode("utf-16"), f"failed: it {_DTD}"),
    "xml-unknown.xml": (
        lambda: b'<?xml version="1.0" encoding="x-none"?>' + _AKN.encode(),
        "failed: its XML is in an encoding that is not known",
    ),
    "xml-deep.xml": (
        lambda: b"<akomaNtoso>" + b"<a>" * 200_000,
        "failed: its elements are nested more than",
    ),
    "xml-empty.akn": (lambda: b"", "failed: it is no well-formed XML: line 1, column 0"),
    # Archives.
    "zip-empty.zip": (lambda: packed({}), "failed: the archive is empty"),
    "zip-half.zip": (lambda: packed({"a.txt": "words " * 99})[:60], f"failed: it is damaged: {_DAMAGED}"),
    "zip-tail.zip": (lambda: b"PK\x05\x06", f"failed: it is damaged: {_DAMAGED}"),
    "zip-noise.zip": (lambda: b"PK\x03\x04" + _noise(9_999), f"failed: it is damaged: {_DAMAGED}"),
    "zip-many.zip": (
        lambda: packed({f"{n}.txt": "" for n in range(10_001)}),
        "failed: it holds more than 10,000 files",
    ),
    "zip-many-large-end.zip": (
        lambda: with_large_end(packed({f"{n}{'-' * 200}.txt": "" for n in range(10_001)})),
        "failed: it holds more than 10,000 files",
    ),
    "zip-large.zip": (
        lambda: packed({f"{n}.txt": bytes(51 * 2**20) for n in range(4)}),
        "failed: it unpacks to more than 200 megabytes",
    ),
}
"""Files by name, what is in them, and how the line begins that is said of them, or the ways in which it may."""

MEMBERS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zip-up.zip/../../up.txt": (
        lambda: packed({"../../up.txt": "words"}),
        "skipped: its name leads out of the archive",
    ),
    "zip-root.zip//etc/root.txt": (
        lambda: packed({"/etc/root.txt": "words"}),
        "skipped: its name leads out of the archive",
    ),
    "zip-drive.zip/C:/drive.txt": (
        lambda: packed({"C:/drive.txt": "words"}),
        "skipped: its name leads out of the archive",
    ),
    "zip-slash.zip/..\\slash.txt": (
        lambda: packed({"..\\slash.txt": "words"}),
        "skipped: its name leads out of the archive",
    ),
    "zip-link.zip/link.txt": (lambda: _linked("link.txt", "/etc/passwd"), "skipped: not a regular file"),
    "zip-nested.zip/inner.zip": (
        lambda: packed({"inner.zip": packed({"a.txt": "words"})}),
        "skipped: an archive in an archive",
    ),
    "zip-bomb.zip/bomb.txt": (
        lambda: packed({"bomb.txt": bytes(60 * 2**20)}),
        "failed: it unpacks to more than 100 times its size",
    ),
    "zip-lies.zip/lies.txt": (
        lambda: doctored(packed({"lies.txt": b"words" + bytes(60 * 2**20)}), size=5, start=b"words"),
        "failed: it unpacks to more than it says",
    ),
    "zip-locked.zip/locked.txt": (
        lambda: doctored(packed({"locked.txt": "words"}), flag=1),
        "failed: it is encrypted",
    ),
    "zip-rare.zip/rare.txt": (lambda: _rare("rare.txt", "words"), "failed: it is packed in a rare way"),
    "zip-sum.zip/sum.txt": (
        lambda: packed({"sum.txt": "words"}, stored=["sum.txt"]).replace(b"words", b"sword"),
        f"failed: it is damaged: {_DAMAGED}",
    ),
    "zip-hidden.zip/.hidden.txt": (lambda: packed({".hidden.txt": "words"}), "skipped: hidden"),
    "zip-bell.zip/a\\x07\\x1b[2J.txt": (
        lambda: packed({"a\x07\x1b[2J.txt": ""}),
        "failed: the file is empty",
    ),
}
"""Archives by what is shown of their one member, and how the line begins that is said of it."""

SPECIAL: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "special-pipe.txt": (os.mkfifo, "skipped: not a regular file"),
    "special-nowhere.txt": (lambda path: path.symlink_to("gone"), "skipped: a link that leads nowhere"),
    "special-out.txt": (
        lambda path: path.symlink_to("/etc/hosts"),
        "skipped: a link that leads out of the folder",
    ),
    "special-loop.txt": (
        lambda path: path.symlink_to(path.name),
        "failed: too many levels of symbolic links",
    ),
    "special-folder": (lambda path: path.symlink_to("."), "skipped: a link to a folder"),
    "special-same.txt": (lambda path: path.symlink_to("control.txt"), "skipped: the same file as "),
    ".special-hidden.txt": (lambda path: path.write_text("words"), "skipped: hidden"),
    "special-\\u202etxt.fdp": (lambda path: path.write_text("x"), "skipped: no reader for this kind of file"),
    "special-\\n\\x1b]0;t\\x07.txt": (lambda path: path.write_text(""), "failed: the file is empty"),
    "special-\\udcff.txt": (lambda path: path.write_text(""), "failed: the file is empty"),
}
"""What is no plain file, or has a name that would steer a terminal: by what is shown of it."""

CONTROLS: Mapping[str, Callable[[], bytes]] = {
    "control.txt": lambda: "\n\n".join(PARAGRAPHS).encode(),
    "control.md": lambda: "\n\n".join(PARAGRAPHS).encode(),
    "control.pdf": plain_pdf,
    "control.docx": plain_docx,
    "control.odt": plain_odt,
    "control.html": plain_html,
    "control.xml": plain_akn,
    "control-no-ending": plain_docx,
    "control-wrong-ending.txt": plain_pdf,
    "zz-last.docx": plain_docx,
    "zz-last.pdf": plain_pdf,
    "zz-last.zip": lambda: packed({"../out.txt": "x", "in/control.docx": plain_docx(), "other.bin": b"\0"}),
}
"""Sound files; each holds the paragraphs of `tests.written`."""

LONG: Mapping[str, Callable[[], bytes]] = {
    "long-line.txt": lambda: b"word " * 2_000_000,
    "long-line.html": lambda: b"<html><p>" + b"word " * 2_000_000,
    "long-word.md": lambda: b"a" * 10_000_000,
    "wide-table.html": lambda: b"<html><table>" + b"<tr><td>a<td>b" * 200_000,
    "long-attribute.html": lambda: b'<html><p title="' + b"a" * 5_000_000 + b'">word',
    "style-circle.docx": lambda: docx(
        p("Round", style="a"),
        styles='<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    ),
    "number-far.docx": lambda: docx(p("Far", number=("1", 999_999))),
    "page-charset.html": lambda: b'<html><meta charset="no-such"><p>caf\xc3\xa9',
}
"""Strange but lawful: all of it is read."""


def write(folder: Path) -> None:
    """Writes all of them below the folder."""
    for name, content in {**CONTROLS, **LONG}.items():
        (folder / name).write_bytes(content())
    for name, (content, _) in HOSTILE.items():
        (folder / name).write_bytes(content())
    for name, (content, _) in MEMBERS.items():
        (folder / name.partition("/")[0]).write_bytes(content())
    for name, (make, _) in SPECIAL.items():
        make(folder / name.encode("latin-1").decode("unicode_escape"))


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True)
    write(Path(sys.argv[1]))
