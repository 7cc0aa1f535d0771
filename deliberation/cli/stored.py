"""What `deliberation verify --files` says about the store of photos and files."""

import click

from .instance import Plain, opened


def verify_files() -> None:
    """Name what is missing and what was changed (Plain: exit 1), and say what nothing names."""
    from deliberation.record.media import files_check, store

    engines = opened()
    used = store.current()
    assert used is not None  # `opened` chose it
    found = files_check.check(engines, used)
    lists = {"missing": found.missing, "wrong": found.wrong, "surplus": found.surplus}
    for what, digests in lists.items():
        for digest in digests:
            click.echo(f"{what}: {digest}", err=what != "surplus")
    click.echo(
        f"files: {found.right} right, {len(found.missing)} missing, {len(found.wrong)} wrong, "
        f"{len(found.surplus)} surplus, {found.fresh} not yet a day old that nothing names"
        + (" — all right" if found.whole else "")
    )
    if not found.whole:
        raise Plain("restore the missing and wrong files from the backup, each under its digest")
