"""The page a letter is written to, beside the terminal: where it may lie, and whether the addresses
on it open anything.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberation.cli.instance import Plain
from deliberation.config import Settings

if TYPE_CHECKING:
    from deliberation.accounts.joining.letters import Letter

LANGUAGE = click.Choice(["zh_Hans", "zh", "en"])
out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the letter as a page to print (HTML, readable by you alone).",
)
lang_option = click.option("--lang", type=LANGUAGE, help="Default: the community's language.")


def nothing_there(out: Path | None) -> None:
    """Plain where the page would be written over something, or where this user may not write: said
    before an office is recorded.
    """
    if out is None:
        return
    try:
        there = os.path.lexists(out)
        if not there:
            out.parent.stat()
    except OSError as error:
        raise Plain(f"{out} cannot be written: {error.strerror}") from error
    if there:
        raise Plain(f"{out} is there already; choose another name or delete it")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise Plain(f"{out} cannot be written: {out.parent} is not yours to write in")


def new_file(out: Path | None) -> int | None:
    """Opened before the code is made: a code nobody can read would only void the older one."""
    if out is None:
        return None
    try:
        return os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Plain(f"{out} is there already; choose another name or delete it") from error
    except OSError as error:
        raise Plain(f"{out} cannot be written: {error.strerror}") from error


_NO_PAGE = "this code is shown only once; with --out letter.html the letter is also a page to print"


def give(found: Letter, out: Path | None, file: int | None) -> None:
    """Print the letter once; also into the `file` opened at `out`."""
    if file is not None:
        with os.fdopen(file, "w", encoding="utf-8") as page:
            page.write(found.html)
    click.echo(f"\n{found.text}")
    click.echo(f"wrote {out}: print it on A4, hand it over, delete it" if out else _NO_PAGE)


def warn_without_name(settings: Settings) -> None:
    """Loud, on standard error: without a name the addresses on paper open nothing elsewhere."""
    if settings.hosts:
        return
    click.secho(
        "WARNING: no host name is set, so the letter says localhost, which opens on this "
        "machine only.\n"
        f"Set DELIBERATION_HOST (or public_host in {settings.instance / 'config.toml'}) to "
        "the name people type, then print it again.",
        err=True,
        bold=True,
    )
