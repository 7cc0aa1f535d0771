"""`deliberation restore`: a folder that `backup` made, in the place of what the instance holds."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import click

from deliberation import clock, onto_disk
from deliberation.config import Settings, from_environment, sqlite_file
from deliberation.record.engines import Engines
from deliberation.record.private import audit

from . import keys
from .backup import BESIDE, DATABASE, KEYS, files, sound
from .instance import Plain, opened
from .serving import alone


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Put the backup in FOLDER in the place of what the instance holds now, which is kept aside;
    then verify it. Only while nothing is served.
    """
    settings = from_environment()
    _may_restore(settings, folder)
    _our_folder(settings.instance)
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


def _our_folder(instance: Path) -> None:
    """It is there, and belongs to whoever restores into it."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = instance.stat().st_uid
    if owner != os.geteuid():
        raise Plain(
            f"{instance} belongs to another user ({owner}): run this as that user, so "
            "that the restored files are theirs"
        )


def _may_restore(settings: Settings, folder: Path) -> None:
    missing = [
        name for name in KEYS if not (folder / name).is_file() and not _elsewhere(settings, name)
    ]
    if missing:
        raise Plain(f"{folder} is no backup of an instance: {missing[0]} is missing in it")
    if sqlite_file(settings.database_url) is not None:
        _whole_database(folder)


def _whole_database(folder: Path) -> None:
    if not (folder / DATABASE).is_file():
        raise Plain(f"{folder} is no backup of this database: {DATABASE} is missing in it")
    if any((folder / (DATABASE + e)).exists() for e in BESIDE):
        raise Plain(
            f"{folder} holds a {DATABASE}-wal or -shm: it was copied while it was written, "
            "not made by `deliberation backup`"
        )
    sound(folder / DATABASE)


def _elsewhere(settings: Settings, name: str) -> bool:
    return name == "secret.key" and bool(settings.secret)


def _exchange(settings: Settings, folder: Path) -> Path | None:
    """First everything is copied beside, then what was there is put aside, then names change. → the
    folder of what was there, if anything was."""
    new = settings.instance / ".restoring"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    try:
        files(folder, new)
        database = sqlite_file(settings.database_url)
        if database is not None:
            shutil.copyfile(folder / DATABASE, new / DATABASE)
        aside = _put_aside(settings, new)
        for path in sorted(new.iterdir()):
            shutil.move(path, _target(settings, path.name))
        onto_disk.synced(settings.instance)
        return aside
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _target(settings: Settings, name: str) -> Path:
    """Where a part of a backup belongs."""
    database = sqlite_file(settings.database_url)
    return database if name == DATABASE and database is not None else settings.instance / name


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

    engines = opened(from_environment())  # the settings came back with the rest
    keys.right(engines)
    try:
        found = verify(engines, None)
    except Wrong as wrong:
        raise Plain(f"restored, but the record is not right: {wrong}") from wrong
    for s in found:
        click.echo(f"{s.slug}: {s.facts} facts — all right")
    _noted(engines)
    engines.dispose()
    click.echo(
        "restored. Before the doors open: compare /<community>/checkpoint with the last one a "
        "witness or a poster shows"
    )


def _noted(engines: Engines) -> None:
    """The command's row in the audit log, in the database it brought."""
    from .audited import os_user

    audit.write("shell", address=f"shell: {os_user()}", detail="restore", engines_=engines)
