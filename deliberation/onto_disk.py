"""A file on the disk whole or not at all, also where the disk is full or the power goes.

Used for keys, uploads and exports.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PART = ".part"  # how the name of a file ends that is not whole yet


@contextmanager
def whole(path: Path, *, mode: int = 0o644, new: bool = False) -> Iterator[BinaryIO]:
    """Write under another name beside it; when the block ends well, the bytes are on the disk and
    the name changes in one step.

    `new`: never instead of a file that is there (FileExistsError). On any error nothing is left
    behind. Raises OSError. A device or a pipe is written straight.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()  # of a link, what it leads to
    part = path.parent / f".{secrets.token_hex(8)}{PART}"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _named(part, path, new)
    finally:
        part.unlink(missing_ok=True)
    synced(path.parent)


def _named(part: Path, path: Path, new: bool) -> None:
    try:
        if new:
            return os.link(part, path)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        if path.exists():  # a file system without links
            raise FileExistsError(path) from error
    os.replace(part, path)
    return None


def synced(folder: Path) -> None:
    """The names in the folder are on the disk too: without this a power cut may take a file whose
    bytes are there.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a network's file system that knows no such thing
            raise
    finally:
        os.close(handle)
