"""Which reader takes a file: its content decides, and only where that tells nothing the ending of its name."""

from types import ModuleType

from kg import zipped
from kg.discover import plugins
from kg.errors import ReadError
from kg.sources.found import Found

NO_READER = "no reader for this kind of file"
CONVERT = "save it as PDF, Word, HTML or plain text"
SMALLER = "split the file, or set file_megabytes in mandategraph.toml"
HEAD = 8192
"""Bytes at the beginning of a file that tell what it is."""

# First bytes of common formats that nothing here reads (IANA media type registrations).
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BINARY = (
    (zipped.MAGIC, "ZIP and Office"),
    (zipped.EMPTY, "ZIP and Office"),
    (_OLD_OFFICE, "old Office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3\0", "database"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# Members that tell a package of another format, which is no archive of documents.
_PACKAGES = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml"))


def readers() -> tuple[ModuleType, ...]:
    """All readers, by name."""
    return plugins("kg.readers", "MEDIA_TYPES", "SUFFIXES", "EXAMPLES", "read")


def known_by_name(found: Found) -> bool:
    """Whether the name's ending is one that a reader takes, or that of an archive."""
    return _by_name(found) is not None or found.suffix.lower() == ".zip"


def known_by_head(head: bytes) -> bool:
    """Whether the first bytes are those of a format that may be read."""
    return head.startswith((zipped.MAGIC, zipped.EMPTY)) or _by_content(head) is not None


def is_taken(found: Found) -> bool:
    """Whether ending or content are those of a format that is read: what else a folder holds is no document."""
    return bool(found.suffix and known_by_name(found)) or _by_content(found.data or b"") is not None


def is_archive(data: bytes) -> bool:
    """Whether this is a ZIP file that holds files, and no document packed as one."""
    if not data.startswith((zipped.MAGIC, zipped.EMPTY)):
        return False
    return _by_content(data) is None and not _PACKAGES & zipped.names(data)


def reader_for(found: Found) -> ModuleType:
    """The reader that takes the bytes.

    Raises `ReadError` where there is none, saying what the bytes are if that is known.
    """
    data = found.data or b""
    reader = _by_content(data)
    if reader is None and data.startswith(_OLD_OFFICE) and _LOCKED in data:
        raise ReadError("it is encrypted", where=found.shown, remedy="save it without a password")
    kind = next((kind for magic, kind in _BINARY if data.startswith(magic)), None)
    if reader is None and kind:
        raise ReadError(f"no reader for {kind} files", where=found.shown, remedy=CONVERT)
    reader = reader or _by_name(found) or _by_media_type(found)
    if reader is None:
        raise ReadError(NO_READER, where=found.shown, remedy=CONVERT)
    return reader


def _by_content(data: bytes) -> ModuleType | None:
    for reader in readers():
        if data.startswith(tuple(getattr(reader, "MAGIC", ()))):
            return reader
        recognises = getattr(reader, "recognises", None)
        if recognises is not None and recognises(data):
            return reader
    return None


def _by_name(found: Found) -> ModuleType | None:
    suffix = found.suffix.lower()
    if not suffix and not found.media_type:
        suffix = ".txt"
    return next((reader for reader in readers() if suffix in reader.SUFFIXES), None)


def _by_media_type(found: Found) -> ModuleType | None:
    return next((reader for reader in readers() if found.media_type in reader.MEDIA_TYPES), None)
