"""`deliberation verify` and `deliberation replay`: the record checked as a whole, and every table
made from it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import keys, stored
from .instance import Plain, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliberation.record.check.verify import Summary
    from deliberation.record.engines import Engines


@click.command()
@click.option("--community", "slug", help="Only this community (its short name).")
@click.option("--files", "files", is_flag=True, help="Also read every stored photo and file again.")
def verify(slug: str | None, files: bool) -> None:
    """Check the whole record: tree, digests, rows, counts. Names the first thing that is wrong."""
    engines = opened()
    keys.right(engines)
    for found in _verified(engines, slug):
        click.echo(
            f"{found.slug}: {found.facts} facts of {found.acts} acts, {found.rows} rows, "
            f"{found.votes} counts, "
            f"{found.erased} erased bodies, root {found.root} — all right"
        )
    if files:
        stored.verify_files()


def _verified(engines: Engines, slug: str | None) -> Sequence[Summary]:
    """What was found right; Plain for the first thing that is wrong, and where nothing is there."""
    from deliberation.record.check.verify import Wrong
    from deliberation.record.check.verify import verify as check

    try:
        found = check(engines, slug)
    except Wrong as wrong:
        raise Plain(str(wrong)) from wrong
    if slug and not found:
        raise Plain(f"there is no community {slug}")
    if not found:
        raise Plain("nothing was checked: this database holds no community and no fact")
    return found


@click.command()
@click.option(
    "--into",
    "target",
    required=True,
    help="Database URL of an empty database; it is migrated first.",
)
def replay(target: str) -> None:
    """Rebuild every table from the log alone, into an empty database."""
    from deliberation.config import _driver
    from deliberation.record.check.replay import load_into
    from deliberation.record.engines import Engines
    from deliberation.record.migrations import upgrade

    url = _driver(target)
    upgrade(url)
    try:
        click.echo(f"{load_into(opened(), Engines(url))} facts replayed")
    except ValueError as error:
        raise Plain(str(error)) from error
