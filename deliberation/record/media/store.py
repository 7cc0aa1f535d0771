"""Where the bytes of photos and files lie: by their SHA-256, in a folder of the instance or in an S3-compatible store (`s3`).

Chosen by create_app and the commands (`use`); written by the forms, read by the page that serves, swept by `orphans`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from deliberation.config import Settings


class Store(Protocol):
    """Bytes under their own digest (SHA-256, 64 hexadecimal digits)."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their digest. Keeping them again is no error and makes them young again."""

    def get(self, digest: str) -> bytes | None:
        """The bytes, or None."""

    def delete(self, digest: str) -> None:
        """Remove them, if they are there."""

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Every digest with the time it was last put (aware UTC)."""


class Folder:
    """Files of mode 0600 in folders of mode 0700, two hexadecimal digits to a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = path.parent / f".{secrets.token_hex(8)}"  # a reader never sees half a file
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, path)
        return digest

    def get(self, digest: str) -> bytes | None:
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, datetime]]:
        for path in self.root.glob("??/*"):
            try:
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)
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
