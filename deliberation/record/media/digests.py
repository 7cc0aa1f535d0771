"""What every store of files keeps to: bytes lie under their own SHA-256, and are hashed again
whenever they are read.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

LOG = logging.getLogger(__name__)


class Changed(ValueError):
    """What lies under a digest is not what was stored there."""


class Store(Protocol):
    """Bytes under their own digest (SHA-256, 64 hexadecimal digits)."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their digest.

        Keeping them again is no error and makes them young again.
        """

    def read(self, digest: str) -> bytes | None:
        """What lies under the digest, or None. Raises Changed where it is something else."""

    def get(self, digest: str) -> bytes | None:
        """The bytes that were stored; None where they are missing, or changed (a line in the
        log).
        """

    def delete(self, digest: str) -> None:
        """Remove them, if they are there."""

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Every digest with the time it was last put (aware UTC)."""

    def tidy(self, before: datetime) -> None:
        """Remove what was begun before this time (real, aware) and never finished."""


def checked(digest: str, data: bytes) -> bytes:
    """The bytes, hashed anew: disks, backups and people change files, and a page must not show what
    nobody sent. Raises Changed.
    """
    if hashlib.sha256(data).hexdigest() != digest:
        raise Changed(digest)
    return data


def unchanged(used: "Store", digest: str) -> bytes | None:
    """`get` of every store: `read`, and what was changed is nothing to show."""
    try:
        return used.read(digest)
    except Changed:
        LOG.error("upload %s was changed in its store and is not served", digest)
        return None
