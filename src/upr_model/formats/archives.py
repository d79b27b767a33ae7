"""Archives, which Word files and spreadsheets are: looked into before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from upr_model.errors import UnreadableFile, printable

MARK = b"PK\x03\x04"
"""What an archive begins with."""

ARCHIVE_LIMIT = 2**26
"""Bytes of all that an archive holds, unpacked."""

MEMBERS_LIMIT = 5_000
"""Files in an archive."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels")


def checked_members(data: bytes, file: str) -> frozenset[str]:
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
                limits = f"{MEMBERS_LIMIT} and {ARCHIVE_LIMIT} are the limits"
                msg = f"{name} holds {len(infos)} files of {size} bytes; {limits}"
                raise UnreadableFile(msg)
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                msg = f"{name} is encrypted; save it without a password, and read that"
                raise UnreadableFile(msg)
            if any(info.compress_type not in _METHODS for info in infos):
                msg = f"{name} is compressed in a way that no such file is"
                raise UnreadableFile(msg)
            for info in infos:
                held = archive.read(info)  # also checks that it is whole
                if info.filename.lower().endswith(_XML):
                    _check_xml(held, name)
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
