"""`deliberation tally`: counts a public ballot file, needs no instance.

The rules are in deliberation/counting.
"""

from pathlib import Path

import click

from deliberation.cli.instance import Plain
from deliberation.counting.again import loading, recount
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.result import Result
from deliberation.counting.rules import RULES

DIFFERS = 2  # the exit code where the file carries a published result and its count gives another
BESIDE = {
    True: "agrees with the published result",
    False: "differs from the published result",
    None: "not compared with the published result: counted otherwise than the file says",
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", type=click.Choice(list(RULES)), help="Instead of the rule the file names.")
@click.option("--seats", type=click.IntRange(1), help="Instead of the number the file names.")
@click.option(
    "--seed", help="Break ties by the lot of this seed instead of the order of the ballot paper."
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object: rule, winners in order of election, ties, working.",
)
@click.option("--explain", is_flag=True, help="The working, step by step.")
def tally(
    file: Path, rule: str | None, seats: int | None, seed: str | None, as_json: bool, explain: bool
) -> None:
    """Count a ballot file: .pb, .blt, .soc, .soi, .toc, .toi, .abc.yaml, or the ballots this
    platform exports.

    Where the file says what was published, the last line says whether the count agrees; exit code
    2 where it differs.
    """
    loaded, result = _counted(file, rule, seats, seed)
    as_the_file_says = rule in (None, loaded.rule) and seats is None and seed is None
    agrees = loaded.published.agrees(result) if loaded.published and as_the_file_says else None
    beside = BESIDE[agrees] if loaded.published else None
    if as_json:
        _say_as_json(result, beside)
    else:
        _say(result, beside, explain)
    if agrees is False:
        raise SystemExit(DIFFERS)


def _counted(
    file: Path, rule: str | None, seats: int | None, seed: str | None
) -> tuple[loading.Loaded, Result]:
    """What stands in the file, and its count; Plain where it cannot be read or counted."""
    try:
        loaded = loading.load(file)
        return loaded, recount.count(loaded, rule=rule, seats=seats, seed=seed)
    except (BadFile, loading.CannotCount) as error:
        raise Plain(f"{file.name}: {error}") from error


def _say(result: Result, beside: str | None, explain: bool) -> None:
    """Winners and ties, whether it agrees, and the working if it is wanted."""
    from .tally_words import summary, working

    click.echo(summary(result))
    if beside:
        click.echo(beside)
    if explain:
        click.echo(f"\n{working(result)}")


def _say_as_json(result: Result, beside: str | None) -> None:
    """The object alone on standard output."""
    click.echo(result.as_json())
    if beside:
        click.echo(beside, err=True)
