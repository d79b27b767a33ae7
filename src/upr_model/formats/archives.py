"""Archives, which Word files and spreadsheets are: looked into before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from upr_model.errors import UnreadableFile, printable

MARK = b"PK\x03\x04"
"""What an archive begins with."""

ARCHIVE_LIMIT = 2**28
"""Bytes of all that an archive holds, unpacked."""

MEMBERS_LIMIT = 5_000
"""Files in an archive."""

_ENCRYPTED = 0x1
_XML = (".xml", ".rels")


def members_of(data: bytes, file: str) -> frozenset[str]:
    """Give the names in an archive, after a look at its limits; no name is ever used as a path.

    Raises `UnreadableFile` for an archive that is broken, encrypted, larger than the limits here when
    unpacked, or in which an XML file declares entities or is not UTF-8.
    """
    name = printable(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            size = sum(info.file_size for info in infos)
            if len(infos) > MEMBERS_LIMIT or size > ARCHIVE_LIMIT:
                held = f"{len(infos)} files of {size} bytes"
                msg = f"{name} holds {held}; {MEMBERS_LIMIT} and {ARCHIVE_LIMIT} are the limits"
                raise UnreadableFile(msg)
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                msg = f"{name} is encrypted; save it without a password, and read that"
                raise UnreadableFile(msg)
            for info in infos:
                if info.filename.lower().endswith(_XML):
                    _check_xml(archive.read(info), name)
            return frozenset(info.filename for info in infos)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        msg = f"{name} is not a whole archive: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def _check_xml(data: bytes, name: str) -> None:
    """Refuse what a parser would expand."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        msg = f"{name} holds XML that declares a document type or entities, which no such file needs"
        raise UnreadableFile(msg)
    if b"\0" in data[:4]:
        msg = f"{name} holds XML that is not UTF-8"
        raise UnreadableFile(msg)
