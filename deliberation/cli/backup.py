"""`deliberation backup`: database, keys, settings and uploads into a folder. `restore` brings them
back.

Of PostgreSQL the database is left to its own programs; the commands say which.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from deliberation import onto_disk
from deliberation.config import Settings, from_environment, sqlite_file

from .instance import Plain, opened

DATABASE, KEYS, SETTINGS, UPLOADS = (
    "deliberation.sqlite3",
    ("secret.key", "log.key"),
    "config.toml",
    "uploads",
)
BESIDE = ("-wal", "-shm")  # what SQLite leaves beside a database


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Copy database, keys, settings and uploads into a new FOLDER, also while it is served."""
    settings = from_environment()
    if folder.exists():
        raise Plain(f"{folder} is there already: each backup gets a folder of its own")
    opened(settings)  # says it where there is nothing to back up
    for line in _copied(settings, folder):
        click.echo(line)
    if settings.secret:
        click.echo("secret key: it stands in DELIBERATION_SECRET_KEY and is not in this backup")
    if settings.s3_bucket:
        click.echo(f"photos and files: they lie in the bucket {settings.s3_bucket}, not here")
    click.echo(f"backup in {folder}: keep it where this machine cannot take it along")


def _copied(settings: Settings, folder: Path) -> list[str]:
    """Copy everything beside, and give it its name when it is whole. → a line for each part."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700, parents=True)
        # The database first, so that every file it names is there.
        said = [_database(settings, part), *files(settings.instance, part)]
        onto_disk.synced(part)
        part.rename(folder)
        onto_disk.synced(folder.resolve().parent)
    except OSError as error:
        raise Plain(f"no backup was made: {error.filename or folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return said


def _database(settings: Settings, into: Path) -> str:
    file = sqlite_file(settings.database_url)
    if file is None:
        return (
            "database: NOT in this backup, PostgreSQL copies it itself: "
            "pg_dump -Fc DATABASE > FILE (before this command, so that every photo it names is "
            "here)"
        )
    copy = into / DATABASE
    copy.touch(0o600)
    try:
        with closing(sqlite3.connect(file, timeout=10)) as source, closing(_new(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        facts = sound(copy)
    except sqlite3.Error as error:
        raise Plain(f"no backup was made: {file}: {error}") from error
    return f"database: {copy.stat().st_size:,} bytes, {facts} facts"


def _new(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


def sound(file: Path) -> int:
    """→ how many facts a copied database holds; Plain where it is damaged or something else."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as conn:
            [found] = conn.execute("PRAGMA quick_check(1)").fetchone()
            facts: int = conn.execute("SELECT count(*) FROM fact").fetchone()[0]
    except sqlite3.Error as error:
        raise Plain(f"{file} is no whole database of this program: {error}") from error
    if found != "ok":
        raise Plain(f"{file} is damaged: {found}")
    return facts


def files(source: Path, into: Path) -> list[str]:
    """Copy keys, settings and uploads, as far as they are there. → a line for each."""
    said = []
    for name in (*KEYS, SETTINGS):
        if (source / name).is_file():
            shutil.copy2(source / name, into / name)
            said.append(name)
    if (source / UPLOADS).is_dir():
        left_out = shutil.ignore_patterns(f"*{onto_disk.PART}")
        shutil.copytree(source / UPLOADS, into / UPLOADS, ignore=left_out)
    files = [p for p in (into / UPLOADS).rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files)
    return [f"keys and settings: {', '.join(said) or 'none'}"] + [
        f"photos and files: {len(files)}, {size:,} bytes"
    ]
