"""Archives, which Word files and spreadsheets are: looked into before anything else unpacks them."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Iterator

from upr_model.errors import UnreadableFile, printable

MARK = b"PK\x03\x04"
"""What an archive begins with."""

MEMBERS_LIMIT = 5_000
"""Files in an archive."""

RATIO_LIMIT = 200
"""How many times larger than packed an archive may be; Word files and spreadsheets are up to 30 times."""

_SMALL = 2**20
"""Bytes unpacked up to which the ratio does not matter."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels", ".vml")
_CHUNK = 2**16
_LONGEST_MARK = len(b"<!DOCTYPE")


def checked_members(data: bytes, file: str, limit: int) -> frozenset[str]:
    """Give the names in an archive, after a look at its limits; no name is ever used as a path.

    Raises `UnreadableFile` for an archive that is broken, encrypted, of more than `limit` bytes or the
    limits here when unpacked, or in which an XML file declares entities or is not UTF-8. What an archive says of its
    sizes is compared with the limits before anything is unpacked, and with what comes out.
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
            if len({held.casefold() for held in names}) < len(infos) or any(
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
    """Give the names in an archive, of which nothing is unpacked yet; `UnreadableFile` where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        msg = f"{printable(file)} is not a whole archive: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def xml_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack the XML files of an archive that was checked, one after the other, each with its name."""
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
    """Compare the size with what is there, and look for what a parser of XML would expand."""
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
    """Unpack a file piece by piece; `zipfile` itself would stop at the size that the archive tells."""
    without_end = copy.copy(info)
    without_end.file_size = info.file_size + 1
    with archive.open(without_end) as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
