"""Where the bytes of photos and files lie: in a folder of the instance, or in an S3-compatible
store.

Chosen by create_app and the commands (`use`); written by the forms, read by the page that serves,
swept by `orphans`.
"""

from deliberation.config import Settings

from .digests import Changed, Store
from .folder import Folder
from .s3 import Bucket

__all__ = ["Changed", "Folder", "Store", "chosen", "current", "use"]

_current: Store | None = None


def chosen(settings: Settings) -> Store:
    """The store an installation is set to."""
    if not settings.s3_bucket:
        return Folder(settings.instance / "uploads")
    return Bucket(settings.s3_bucket, endpoint=settings.s3_endpoint or None)


def use(store: Store | None) -> Store | None:
    """Make it the process's store."""
    global _current
    _current = store
    return store


def current() -> Store | None:
    """The process's store; None where nothing chose one (commands that never touch files,
    tests).
    """
    return _current
