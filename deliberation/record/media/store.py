"""Where the bytes of photos and files lie: by their SHA-256, in a folder of the instance or in an S3-compatible store (`s3`).

Chosen by create_app and the commands (`use`); written by the forms, read by the page that serves, swept by `orphans`.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from deliberation import onto_disk
from deliberation.config import Settings

LOG = logging.getLogger(__name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Changed(ValueError):
    """What lies under a digest is not what was stored there."""


class Store(Protocol):
    """Bytes under their own digest (SHA-256, 64 hexadecimal digits)."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their digest. Keeping them again is no error and makes them young again."""

    def read(self, digest: str) -> bytes | None:
        """What lies under the digest, or None. Raises Changed where it is something else."""

    def get(self, digest: str) -> bytes | None:
        """The bytes that were stored; None where they are missing, or changed (a line in the log)."""

    def delete(self, digest: str) -> None:
        """Remove them, if they are there."""

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Every digest with the time it was last put (aware UTC)."""

    def tidy(self, before: datetime) -> None:
        """Remove what was begun before this time (real, aware) and never finished."""


def checked(digest: str, data: bytes) -> bytes:
    """The bytes, hashed anew: disks, backups and people change files, and a page must not show what nobody sent. Raises Changed."""
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


class Folder:
    """Files of mode 0600 in folders of mode 0700, two hexadecimal digits to a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            onto_disk.synced(self.root)
            onto_disk.synced(self.root.parent)
        with onto_disk.whole(path, mode=0o600) as file:
            file.write(data)
        return digest

    def read(self, digest: str) -> bytes | None:
        try:
            return checked(digest, self._path(digest).read_bytes())
        except FileNotFoundError:
            return None

    def get(self, digest: str) -> bytes | None:
        return unchanged(self, digest)

    def delete(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, datetime]]:
        for path, at in self._files():
            if _DIGEST.fullmatch(path.name):
                yield path.name, at

    def tidy(self, before: datetime) -> None:
        for path, at in self._files():
            if path.name.startswith(".") and at < before:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[Path, datetime]]:
        for path in self.root.glob("??/*"):
            try:
                yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue  # another process swept it


_current: Store | None = None


def chosen(settings: Settings) -> Store:
    """The store an installation is set to."""
    if not settings.s3_bucket:
        return Folder(settings.instance / "uploads")
    from .s3 import Bucket

    return Bucket(settings.s3_bucket, endpoint=settings.s3_endpoint or None)


def use(store: Store | None) -> Store | None:
    """Make it the process's store."""
    global _current
    _current = store
    return store


def current() -> Store | None:
    """The process's store; None where nothing chose one (commands that never touch files, tests)."""
    return _current
