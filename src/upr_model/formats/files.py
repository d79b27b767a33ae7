"""Files: read whole within a limit, and written so that a failure never damages what was there."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from upr_model.errors import UnreadableFile, UnwritableFile, printable, shown

FILE_LIMIT = 2**30
"""Bytes of the largest file that is read: a million rows of UPR Info's export are a quarter of it."""


def read_bytes(file: str) -> bytes:
    """Give all bytes of a regular file; `UnreadableFile` for anything else, and above `FILE_LIMIT`."""
    if "\0" in file:
        msg = f"{shown(file)} is not the name of a file: it holds a NUL character"
        raise UnreadableFile(msg)
    data, size = b"", 0
    try:
        regular = stat.S_ISREG(Path(file).stat().st_mode)
        if regular:  # a pipe would wait for its writer when opened
            with Path(file).open("rb") as opened:
                size = os.fstat(opened.fileno()).st_size
                data = opened.read(size) if size <= FILE_LIMIT else b""
    except (OSError, UnicodeError) as error:  # a name may hold what no file system encodes
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be encoded"
        msg = f"{printable(file)} cannot be read: {reason}"
        raise UnreadableFile(msg) from error
    if not regular:
        msg = f"{printable(file)} is not a file but a directory or a device; name a file"
        raise UnreadableFile(msg)
    if size > FILE_LIMIT:
        msg = f"{printable(file)} has {size} bytes, and {FILE_LIMIT} is the limit; split it"
        raise UnreadableFile(msg)
    return data


def write_bytes(file: str, data: bytes) -> None:
    """Put bytes into a file at once: it has them all, or what it had before; `UnwritableFile` where it cannot."""
    if "\0" in file:
        msg = f"{shown(file)} is not the name of a file: it holds a NUL character"
        raise UnwritableFile(msg)
    temporary: Path | None = None
    try:
        path = Path(os.path.realpath(file))  # a link to a file stays a link
        if path.is_symlink():  # it leads to itself
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))  # noqa: TRY301  (told below, as any other)
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _default_mode()
        with tempfile.NamedTemporaryFile("wb", prefix=".upr-model.", dir=path.parent, delete=False) as opened:
            temporary = Path(opened.name)
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except (OSError, UnicodeError) as error:  # a name may hold what no file system encodes
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        reason = error.strerror if isinstance(error, OSError) else "there can be no such name"
        msg = f"{printable(file)} cannot be written: {reason}"
        raise UnwritableFile(msg) from error


def _default_mode() -> int:
    """Give the mode of a new file: a temporary one is for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
