"""`deliberation rulebook …`: check a file, list what is shipped, put rules in force."""

from pathlib import Path

import click

from deliberation.charter.rulebook import RulebookError, parse_file, shipped

from .communities import rulebook_text
from .instance import Plain, community_id, opened


@click.group()
def rulebook() -> None:
    """The rules: numbers per kind of matter, with their law."""


@rulebook.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a rulebook; an error names file, line and reason."""
    try:
        book = parse_file(file)
    except FileNotFoundError as error:
        raise Plain(f"there is no file {file}") from error
    except RulebookError as error:
        raise Plain(str(error)) from error
    locked = sum(n.locked for n in book.numbers)
    click.echo(
        f"{book.name}: {len(book.kinds)} kind(s) of matter, {len(book.numbers)} cited "
        f"numbers, {locked} locked by law, {len(book.checklist)} checks for supervisors; "
        f"digest {book.digest}"
    )


@rulebook.command("list")
def list_() -> None:
    """Names of the shipped rulebooks."""
    for name in shipped():
        click.echo(name)


@rulebook.command()
@click.argument("book")
@click.option("--community", "slug", required=True)
def adopt(book: str, slug: str) -> None:
    """Put a rulebook in force; proposals already submitted keep theirs."""
    from deliberation.charter.case import OPERATOR
    from deliberation.record.ids import new_id
    from deliberation.record.write.perform import perform
    from deliberation.roster.acts import people as acts

    engines = opened()
    perform(
        acts.AdoptRulebook(act_id=new_id(), source=rulebook_text(book)),
        OPERATOR,
        community_id(engines, slug),
        engines,
    )
    click.echo(f"{slug}: {book} is in force")
