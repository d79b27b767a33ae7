"""Zip archives, such as Word files and spreadsheets: they are checked before any library unpacks them."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Iterator

from upr_model.errors import UnreadableFile, printable

MARK = b"PK\x03\x04"
"""The first bytes of an archive."""

MEMBERS_LIMIT = 5_000
"""The most files in an archive."""

RATIO_LIMIT = 200
"""How many times larger an archive may be unpacked than packed; Word files and spreadsheets reach 30."""

_SMALL = 2**20
"""The ratio does not matter up to this many bytes unpacked."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels", ".vml")
_CHUNK = 2**16
_LONGEST_MARK = len(b"<!DOCTYPE")


def checked_members(data: bytes, file: str, limit: int) -> frozenset[str]:
    """Check an archive, and give the names of its members; no name is ever used as a path.

    Raises `UnreadableFile` for an archive that is broken or encrypted, that is larger than `limit` or the
    limits here when unpacked, or in which an XML file declares entities or is not UTF-8. The sizes that
    the archive states are compared with the limits before anything is unpacked, and then with what comes out.
    """
    name = printable(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_sizes(infos, len(data), limit, name)
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                msg = f"{name} is encrypted; save it without a password, and read that"
                raise UnreadableFile(msg)
            if any(info.compress_type not in _METHODS for info in infos):
                msg = f"{name} is compressed in a way that no such file is"
                raise UnreadableFile(msg)
            names = {info.filename for info in infos}
            if len({member.casefold() for member in names}) < len(infos) or any(
                i.orig_filename != i.filename for i in infos
            ):
                msg = f"{name} holds two files of one name, or names that programs read differently"
                raise UnreadableFile(msg)
            for info in infos:
                _check_member(archive, info, name)
            return frozenset(names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        msg = f"{name} is not a whole archive: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def names_in(data: bytes, file: str) -> frozenset[str]:
    """Give the names in an archive without unpacking it; `UnreadableFile` where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        msg = f"{printable(file)} is not a whole archive: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def xml_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack the XML files of a checked archive one by one, each with its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith(_XML):
                yield info.filename, archive.read(info)


def _check_sizes(infos: list[zipfile.ZipInfo], packed: int, limit: int, name: str) -> None:
    size = sum(info.file_size for info in infos)
    if len(infos) > MEMBERS_LIMIT or size > limit:
        msg = f"{name} holds {len(infos)} files of {size} bytes; {MEMBERS_LIMIT} and {limit} are the limits"
        raise UnreadableFile(msg)
    if size > max(_SMALL, RATIO_LIMIT * packed):
        msg = f"{name} holds {size} bytes in {packed}; {RATIO_LIMIT} times as much is the limit"
        raise UnreadableFile(msg)


def _check_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    """Compare the stated size with the real one, and look for declarations that an XML parser would expand."""
    is_xml = info.filename.lower().endswith(_XML)
    size, before = 0, b""
    for chunk in _unpacked(archive, info):
        if is_xml and not size and b"\0" in chunk[:4]:
            msg = f"{name} holds XML that is not UTF-8"
            raise UnreadableFile(msg)
        seen = before + chunk
        if is_xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
            msg = f"{name} holds XML that declares a document type or entities, which no such file needs"
            raise UnreadableFile(msg)
        size, before = size + len(chunk), seen[-_LONGEST_MARK:]
        if size > info.file_size:
            break
    if size != info.file_size:
        msg = f"{name} is not a whole archive: a file in it has another size than it says"
        raise UnreadableFile(msg)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a file piece by piece, and beyond its stated size, at which `zipfile` itself would stop."""
    without_end = copy.copy(info)
    without_end.file_size = info.file_size + 1
    with archive.open(without_end) as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
