"""`deliberation backup` and `deliberation restore`: database, keys, settings and uploads into a
folder, and back.

Of PostgreSQL the database is left to its own programs; the commands say which.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from deliberation import clock, onto_disk
from deliberation.config import Settings, from_environment, sqlite_file
from deliberation.record.private import audit

from . import keys
from .instance import Plain, opened
from .serving import alone

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
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700, parents=True)
        # The database first, so that every file it names is there.
        said = [_database(settings, part), *_files(settings.instance, part)]
        onto_disk.synced(part)
        part.rename(folder)
        onto_disk.synced(folder.resolve().parent)
    except OSError as error:
        raise Plain(f"no backup was made: {error.filename or folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for line in said:
        click.echo(line)
    if settings.secret:
        click.echo("secret key: it stands in DELIBERATION_SECRET_KEY and is not in this backup")
    if settings.s3_bucket:
        click.echo(f"photos and files: they lie in the bucket {settings.s3_bucket}, not here")
    click.echo(f"backup in {folder}: keep it where this machine cannot take it along")


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
        facts = _sound(copy)
    except sqlite3.Error as error:
        raise Plain(f"no backup was made: {file}: {error}") from error
    return f"database: {copy.stat().st_size:,} bytes, {facts} facts"


def _new(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


def _sound(file: Path) -> int:
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


def _files(source: Path, into: Path) -> list[str]:
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


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Put the backup in FOLDER in the place of what the instance holds now, which is kept aside;
    then verify it. Only while nothing is served.
    """
    settings = from_environment()
    _may_restore(settings, folder)
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = settings.instance.stat().st_uid
    if owner != os.geteuid():
        raise Plain(
            f"{settings.instance} belongs to another user ({owner}): run this as that user, so "
            "that the restored files are theirs"
        )
    with alone.held(settings):
        try:
            aside = _exchange(settings, folder)
        except OSError as error:
            raise Plain(f"not restored: {error.filename or folder}: {error.strerror}") from error
        if aside is not None:
            click.echo(f"what was there is kept in {aside}")
        if sqlite_file(settings.database_url) is None:
            click.echo("keys, settings and uploads are back; now the database, while it is empty:")
            click.echo("  pg_restore --no-owner -d DATABASE FILE; then deliberation verify")
            return
    _verified()


def _may_restore(settings: Settings, folder: Path) -> None:
    missing = [
        name for name in KEYS if not (folder / name).is_file() and not _elsewhere(settings, name)
    ]
    if missing:
        raise Plain(f"{folder} is no backup of an instance: {missing[0]} is missing in it")
    if sqlite_file(settings.database_url) is not None:
        if not (folder / DATABASE).is_file():
            raise Plain(f"{folder} is no backup of this database: {DATABASE} is missing in it")
        if any((folder / (DATABASE + e)).exists() for e in BESIDE):
            raise Plain(
                f"{folder} holds a {DATABASE}-wal or -shm: it was copied while it was written, "
                "not made by `deliberation backup`"
            )
        _sound(folder / DATABASE)


def _elsewhere(settings: Settings, name: str) -> bool:
    return name == "secret.key" and bool(settings.secret)


def _exchange(settings: Settings, folder: Path) -> Path | None:
    """First everything is copied beside, then what was there is put aside, then names change. → the
    folder of what was there, if anything was."""
    new = settings.instance / ".restoring"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    try:
        _files(folder, new)
        database = sqlite_file(settings.database_url)
        if database is not None:
            shutil.copyfile(folder / DATABASE, new / DATABASE)
        aside = _put_aside(settings, new)
        for path in sorted(new.iterdir()):
            target = database if path.name == DATABASE else settings.instance / path.name
            assert target is not None
            shutil.move(path, target)
        onto_disk.synced(settings.instance)
        return aside
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put_aside(settings: Settings, new: Path) -> Path | None:
    database = sqlite_file(settings.database_url)
    old = [settings.instance / p.name for p in new.iterdir() if p.name != DATABASE]
    if database is not None:
        # An older write-ahead log would be replayed over the restored database.
        old += [database.with_name(database.name + e) for e in ("", *BESIDE)]
    old = [p for p in old if p.exists()]
    if not old:
        return None
    at = datetime.strftime(clock.real(), "%Y%m%dT%H%M%SZ")
    aside = settings.instance / f"before-restore-{at}"
    aside.mkdir(mode=0o700)
    for path in old:
        shutil.move(path, aside / path.name)
    return aside


def _verified() -> None:
    from deliberation.record.check.verify import Wrong, verify

    from .audited import os_user

    engines = opened(from_environment())  # the settings came back with the rest
    keys.right(engines)
    try:
        found = verify(engines, None)
    except Wrong as wrong:
        raise Plain(f"restored, but the record is not right: {wrong}") from wrong
    for s in found:
        click.echo(f"{s.slug}: {s.facts} facts — all right")
    address = f"shell: {os_user()}"
    audit.write("shell", address=address, detail="restore", engines_=engines)
    engines.dispose()
    click.echo(
        "restored. Before the doors open: compare /<community>/checkpoint with the last one a "
        "witness or a poster shows"
    )
