"""What an installation writes is its own user's alone: databases, keys, uploads and exports hold
phones and birth dates.

`from_now_on` is called where every process of ours begins (the command, and the module a server
loads); `shut` by `init`.
"""

import os
import stat
from pathlib import Path

from deliberation.config import Settings, sqlite_file

UMASK = 0o077
_DATABASE = "deliberation.sqlite3"
_ENDINGS = ("", "-wal", "-shm", ".lock")
_NAMES = frozenset(
    {
        *("secret.key", "log.key", "config.toml", "uploads"),
        *("serving.lock", "demo-unfinished"),
        *(_DATABASE + e for e in _ENDINGS),
    }
)


def from_now_on() -> None:
    """Files this process makes, and processes it starts make, are readable by their owner alone."""
    os.umask(UMASK)


def shut(settings: Settings) -> list[str]:
    """Take from other users what they may read of an instance that was there before. → a line for
    each thing that was open.

    Only what this program wrote is changed, and the instance folder only if it holds nothing else:
    of a folder that somebody shares on purpose the line says what to do.
    """
    said = [_closed(path) for path in _ours(settings) if _close(path)]
    folder = settings.instance
    if not _open(folder):
        return said
    alone = all(p.name in _NAMES for p in folder.iterdir())
    if alone and _close(folder):
        return [*said, _closed(folder)]
    warning = f"warning: other users can read {folder}; if it holds this instance only, run:"
    return [*said, f"{warning} chmod 700 {folder}"]


def _closed(path: Path) -> str:
    return f"{path} was open to other users and is closed now"


def _ours(settings: Settings) -> list[Path]:
    found = [settings.instance / name for name in sorted(_NAMES)]
    file = sqlite_file(settings.database_url)
    if file is not None:
        found += [file.with_name(file.name + ending) for ending in _ENDINGS]
    return [path for path in dict.fromkeys(found) if path.exists()]


def _open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _close(path: Path) -> bool:
    """→ whether it was open and is closed now. False too where it belongs to somebody else."""
    if not _open(path):
        return False
    try:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
    except PermissionError:
        return False
    return True
