"""Files: read whole within a limit, and written so that a failure never damages what was there."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from upr_model.errors import UnreadableFile, UnwritableFile, printable, shown

FILE_LIMIT = 2**30
"""Bytes of the largest file that is read: four times a million rows of UPR Info's export."""


@contextmanager
def opened(file: str) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file, and give its size; `UnreadableFile` for anything else, and above `FILE_LIMIT`."""
    if "\0" in file:
        msg = f"{shown(file)} is not the name of a file: it holds a NUL character"
        raise UnreadableFile(msg)
    try:
        _check_regular(Path(file).stat().st_mode, file)  # a pipe would wait for its writer when opened
        with Path(file).open("rb") as stream:
            yield stream, _checked_size(stream, file)
    except UnreadableFile:
        raise
    except (OSError, UnicodeEncodeError) as error:  # a name may hold what no file system encodes
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be encoded"
        msg = f"{printable(file)} cannot be read: {reason}"
        raise UnreadableFile(msg) from error


def _check_regular(mode: int, file: str) -> None:
    if not stat.S_ISREG(mode):
        msg = f"{printable(file)} is not a file but a directory or a device; name a file"
        raise UnreadableFile(msg)


def _checked_size(stream: BinaryIO, file: str) -> int:
    size = os.fstat(stream.fileno()).st_size
    if size > FILE_LIMIT:
        msg = f"{printable(file)} has {size} bytes, and {FILE_LIMIT} is the limit; split it"
        raise UnreadableFile(msg)
    return size


def read_bytes(file: str, most: int | None = None) -> bytes:
    """Give the bytes of a regular file, all or the first; raises what `opened` raises."""
    with opened(file) as (stream, size):
        return stream.read(size if most is None else most)


def write_bytes(file: str, data: bytes) -> None:
    """Replace a file at once: it has all the new bytes, or what it had before; `UnwritableFile` where that fails."""
    if "\0" in file:
        msg = f"{shown(file)} is not the name of a file: it holds a NUL character"
        raise UnwritableFile(msg)
    temporary: Path | None = None
    try:
        path = Path(os.path.realpath(file))  # a link to a file stays a link
        if path.is_symlink():  # it leads to itself
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))  # noqa: TRY301  (caught below, as any other)
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
    """Give the mode of a new file; a temporary file would stay readable by its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
