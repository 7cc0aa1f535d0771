"""The store in a folder of the instance: files of one user, whole or not there.

Chosen where no bucket is set.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from deliberation import onto_disk

from .digests import checked, unchanged

_DIGEST = re.compile(r"[0-9a-f]{64}")


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
