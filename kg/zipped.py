"""ZIP files within limits: what they hold is told and unpacked in memory, never on disk.

The limits are those of an upload that may be hostile: a small file must not become a large one, and a list of
members must not be larger than a list that anybody means.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from copy import copy
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
    ends = [struct.unpack_from("<HL", data, at + 10), *_large_ends(data, at)]
    if any(count > MEMBERS or size > _LONGEST_LIST for count, size in ends):
        raise ReadError(f"it holds more than {MEMBERS:,} files", where=where, remedy=_AGAIN)


def _large_ends(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Number of members and bytes of their list in the ZIP64 records that belong to the end record `at`.

    One stands right before its locator or where that points; versions of the library differ in which they take.
    """
    locator = at - 20
    if locator < 0 or not data.startswith(b"PK\x06\x07", locator):
        return
    for place in (locator - 56, int.from_bytes(data[locator + 8 : locator + 16], "little")):
        if 0 <= place <= len(data) - 56 and data.startswith(b"PK\x06\x06", place):
            yield struct.unpack_from("<QQ", data, place + 32)


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

    Raises `ReadError` for one that is not there, encrypted, damaged, packed in a rare way, too large, or larger than
    it says.
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
    if info.file_size > max(_SMALL, RATIO * min(info.compress_size, archive.start_dir - info.header_offset)):
        raise ReadError(f"it unpacks to more than {RATIO} times its size", where=where, remedy=_AGAIN)
    try:
        content = _up_to(archive, info, info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(where) from error
    if len(content) > info.file_size:
        raise ReadError("it unpacks to more than it says", where=where, remedy=_AGAIN)
    return content


def _up_to(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The first bytes of a member, `most` of them, whatever size it says; its sum is checked where it ends."""
    # The library unpacks all in one step, and cuts off silently what is beyond the size that the list gives.
    longer = copy(info)
    longer.file_size = most + _SMALL
    parts, left = [], most
    with archive.open(longer) as member:
        while left and (part := member.read(min(left, _SMALL))):
            parts.append(part)
            left -= len(part)
    return b"".join(parts)


def first(archive: zipfile.ZipFile, wanted: Iterable[str]) -> str | None:
    """The first of the names that the archive has."""
    known = set(archive.namelist())
    return next((name for name in wanted if name in known), None)


def _damaged(where: str) -> ReadError:
    return ReadError(
        "it is damaged: the archive cannot be opened", where=where, remedy="save or fetch it again"
    )
