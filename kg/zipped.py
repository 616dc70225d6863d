"""ZIP files within limits: what they hold is told and unpacked in memory, never on disk.

The limits are those of an upload that may be hostile: a small file must not become a large one, and a list of
members must not be larger than a list that anybody means.
"""

import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from kg.errors import ReadError

MAGIC = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
MEMBERS = 10_000
"""Files in one archive."""
UNPACKED = 200 * 2**20
"""Bytes of all files of one archive together."""
RATIO = 100
"""How many times its packed size a file may have, where it is not small anyhow."""
_SMALL = 2**20
_LONGEST_LIST = 200 * MEMBERS
_TAIL = 22 + 2**16
_AGAIN = "pack it again, or give the files in it"


def opened(data: bytes, where: str) -> zipfile.ZipFile:
    """The archive, its list of members read and found to be within the limits.

    Raises `ReadError` for what is damaged, and for what holds too many files or too many bytes.
    """
    _list_within(data, where)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise _damaged(where) from error
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise ReadError(f"it holds more than {MEMBERS:,} files", where=where, remedy=_AGAIN)
    if sum(info.file_size for info in infos) > UNPACKED:
        raise ReadError(
            f"it unpacks to more than {UNPACKED >> 20} megabytes", where=where, remedy="give the files in it"
        )
    return archive


def _list_within(data: bytes, where: str) -> None:
    """Nothing where the list of members is short; the library would read any list, however long."""
    at = data.rfind(EMPTY, max(0, len(data) - _TAIL))
    if at < 0 or len(data) < at + 22:
        raise _damaged(where)
    count, size = (int.from_bytes(data[at + i : at + j], "little") for i, j in ((10, 12), (12, 16)))
    if count > MEMBERS or size > _LONGEST_LIST:
        raise ReadError(f"it holds more than {MEMBERS:,} files", where=where, remedy=_AGAIN)


def names(data: bytes) -> frozenset[str]:
    """The names of the members; none where this is no archive that can be opened."""
    if not data.startswith(MAGIC):
        return frozenset()
    try:
        with opened(data, "") as archive:
            return frozenset(archive.namelist())
    except ReadError:
        return frozenset()


def unpacked(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, where: str, *, limit: int) -> bytes:
    """The bytes of one member, at most `limit`.

    Raises `ReadError` for one that is not there, encrypted, damaged, packed in a rare way, or too large.
    """
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
    except KeyError:
        raise ReadError(f"its part {member} is missing", where=where, remedy="save the file again") from None
    if info.flag_bits & 1:
        raise ReadError("it is encrypted", where=where, remedy="unpack it, or save it without a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError("it is packed in a rare way", where=where, remedy=_AGAIN)
    if info.file_size > limit:
        raise ReadError(f"it unpacks to more than {limit} bytes", where=where, remedy="split the file")
    if info.file_size > max(_SMALL, RATIO * info.compress_size):
        raise ReadError(f"it unpacks to more than {RATIO} times its size", where=where, remedy=_AGAIN)
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(where) from error


def first(archive: zipfile.ZipFile, wanted: Iterable[str]) -> str | None:
    """The first of the names that the archive has."""
    known = set(archive.namelist())
    return next((name for name in wanted if name in known), None)


def _damaged(where: str) -> ReadError:
    return ReadError(
        "it is damaged: the archive cannot be opened", where=where, remedy="save or fetch it again"
    )
