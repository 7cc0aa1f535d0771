"""The command `deliberation`. Exit 0, or 1 with one plain line on standard error."""

import sys
from typing import Any

import click

from deliberation import rooms  # noqa: F401
from deliberation.config import ConfigError, from_environment

from . import (
    audited,
    backup,
    checking,
    communities,
    data,
    demo,
    keys,
    owner_only,
    refusals,
    rulebooks,
    stored,
)
from .counting import ballots, tally
from .instance import Plain, opened, unavailable
from .serving import server, ticking


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """A resident deliberation and voting platform: propose, advise, resolve, supervise, with a
    record anyone can verify.
    """


@cli.command()
@click.option("--new-secret-key", is_flag=True, help="secret.key is lost for good.")
@click.option("--new-log-key", is_flag=True, help="log.key is lost for good.")
def init(new_secret_key: bool, new_log_key: bool) -> None:
    """Make the instance folder, its keys, and an empty database, or bring an older database up to
    date.

    Where the database holds a record already, a key that is missing is not made anew unless its
    option says so; what that costs is said first.
    """
    from deliberation.record.migrations import upgrade

    settings = from_environment()
    anew = [n for n, wanted in (("secret.key", new_secret_key), ("log.key", new_log_key)) if wanted]
    made = keys.made(settings, anew)
    upgrade(settings.database_url)
    engines = opened(settings)
    keys.kept(engines, anew, f"shell: {audited.os_user()}")
    engines.dispose()
    for line in owner_only.shut(settings):
        click.echo(line)
    click.echo(f"ready: {settings.instance}" + (f" (made {', '.join(made)})" if made else ""))


@cli.command()
@click.option(
    "--every", type=click.IntRange(1, 3600), help="Go on for ever, every so many seconds."
)
@click.option(
    "--confirm",
    is_flag=True,
    help="The server's date is right, although it is days after the last entry: do what is due.",
)
def tick(every: int | None, confirm: bool) -> None:
    """Do everything whose date is due. Safe to run from several places at once; run it every minute
    from cron if `serve` does not.

    If the date is more days after the last entry than the setting jump_days (default 3), it says
    what would be done and waits for --confirm.
    """
    if every:
        ticking.tick_for_ever(every)
    from deliberation.record import civic_time

    engines = opened()
    jump = civic_time.jump(engines)
    if jump and not confirm:
        raise Plain("\n".join(ticking.jump_in_words(engines, jump)))
    if jump:
        audited.note("tick --confirm", [])
        engines = opened()
        civic_time.confirm(engines)
    done, told = ticking.tick_once(engines)
    click.echo(f"{done} done, {told} messages")


@cli.command()
@click.option("--community", "slug", help="Only this community (its short name).")
@click.option("--files", "files", is_flag=True, help="Also read every stored photo and file again.")
def verify(slug: str | None, files: bool) -> None:
    """Check the whole record: tree, digests, rows, counts. Names the first thing that is wrong."""
    from deliberation.record.check.verify import Wrong
    from deliberation.record.check.verify import verify as check

    engines = opened()
    keys.right(engines)
    try:
        found = check(engines, slug)
    except Wrong as wrong:
        raise Plain(str(wrong)) from wrong
    if slug and not found:
        raise Plain(f"there is no community {slug}")
    if not found:
        raise Plain("nothing was checked: this database holds no community and no fact")
    for s in found:
        click.echo(
            f"{s.slug}: {s.facts} facts, {s.rows} rows, {s.votes} counts, {s.erased} erased "
            f"bodies, root {s.root} — all right"
        )
    if files:
        stored.verify_files()


@cli.command()
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


cli.add_command(server.serve)
cli.add_command(checking.check)
cli.add_command(backup.backup)
cli.add_command(backup.restore)
cli.add_command(communities.community)
cli.add_command(communities.office)
cli.add_command(data.roster)
cli.add_command(data.import_)
cli.add_command(data.export)
cli.add_command(rulebooks.rulebook)
cli.add_command(demo.demo)
cli.add_command(tally.tally)
cli.add_command(ballots.ballots)


def main(argv: list[str] | None = None) -> Any:
    """Run; every expected error is one line on standard error and exit 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from deliberation.charter.reasons import Refused
    from deliberation.record.unavailable import NotNow, why

    owner_only.from_now_on()
    words = sys.argv[1:] if argv is None else argv
    path = audited.path_of(cli, words)
    wanted = bool(path) and path not in audited.READS | audited.OWN_ROW
    try:
        # Before the command, so that one that breaks or goes on for ever is in the log too; `init`
        # only then has a log.
        noted = audited.note(path, words) if wanted else True
        done = cli.main(args=argv, prog_name="deliberation", standalone_mode=False)
        if not noted:
            audited.note(path, words)
        return done
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as error:
        message = error.format_message()
    except (Plain, ConfigError) as error:
        message = str(error)
    except Refused as refused:
        message = "\n".join(map(refusals.said, refused.reasons))
    except (SQLAlchemyError, NotNow) as error:
        word = why(error)
        if word is None:
            raise
        message = unavailable(word, from_environment())
    except click.exceptions.Abort:
        message = "stopped"
    click.echo(message, err=True)
    sys.exit(1)
