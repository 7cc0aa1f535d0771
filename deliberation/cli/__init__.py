"""The command `deliberation`. Exit 0, or 1 with one plain line on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from deliberation.config import ConfigError, from_environment

from . import audited, owner_only
from .instance import Plain, opened, unavailable
from .later import Later

if TYPE_CHECKING:
    from deliberation.record.engines import Engines


# Each command: where it lies, and how its help begins.
PLACES = {
    "backup": ("backup:backup", "Copy database, keys, settings and uploads into a new FOLDER."),
    "ballots": ("counting.ballots:ballots", "Write the ballots of a counted vote: no names."),
    "check": ("checking:check", "Say what is set wrongly, as far as the database shows."),
    "community": ("communities:community", "Found communities and look at them."),
    "demo": ("demo:demo", "Build a demonstration community (once) and serve it."),
    "export": ("data:export", "Write the public record of a community: one fact per line."),
    "import": ("open_data:import_", "Open data of other platforms."),
    "office": ("communities:office", "Record offices with the document they rest on."),
    "replay": ("verifying:replay", "Rebuild every table from the log alone."),
    "restore": (
        "restore:restore",
        "Put the backup in FOLDER in the place of what the instance holds.",
    ),
    "roster": ("data:roster", "The people of a community."),
    "rulebook": ("rulebooks:rulebook", "The rules: numbers per kind of matter, with their law."),
    "serve": ("serving.server:serve", "Serve the pages, and let the clock do what is due."),
    "tally": ("counting.tally:tally", "Count a ballot file."),
    "verify": ("verifying:verify", "Check the whole record: tree, digests, rows, counts."),
}


@click.group(cls=Later, places=PLACES, context_settings={"help_option_names": ["-h", "--help"]})
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

    from . import keys

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
    from .serving import ticking

    if every:
        ticking.tick_for_ever(every)
    done, told = ticking.tick_once(_on_a_right_date(confirm))
    click.echo(f"{done} done, {told} messages")


def _on_a_right_date(confirm: bool) -> Engines:
    """The engines; Plain where the date may be wrong and nobody has confirmed it."""
    from deliberation.record import civic_time

    from .serving import ticking

    engines = opened()
    jump = civic_time.jump(engines)
    if jump is None:
        return engines
    if not confirm:
        raise Plain("\n".join(ticking.jump_in_words(engines, jump)))
    audited.note("tick --confirm", [])
    engines = opened()
    civic_time.confirm(engines)
    return engines


def main(argv: list[str] | None = None) -> Any:
    """Run; every expected error is one line on standard error and exit 1."""
    owner_only.from_now_on()
    try:
        return _run(argv, sys.argv[1:] if argv is None else argv)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except Exception as error:
        message = _expected(error)
        if message is None:
            raise
    click.echo(message, err=True)
    sys.exit(1)


def _run(argv: list[str] | None, words: list[str]) -> Any:
    """The command, and its row in the audit log."""
    path = audited.path_of(cli, words)
    wanted = bool(path) and path not in audited.READS | audited.OWN_ROW
    # Before the command, so that one that breaks or goes on for ever is in the log too; `init`
    # only then has a log.
    noted = audited.note(path, words) if wanted else True
    done = cli.main(args=argv, prog_name="deliberation", standalone_mode=False)
    if not noted:
        audited.note(path, words)
    return done


def _expected(error: Exception) -> str | None:
    """What an error says to whoever called; None for an error of ours."""
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, Plain | ConfigError):
        return str(error)
    return "stopped" if isinstance(error, click.exceptions.Abort) else _refused(error)


def _refused(error: Exception) -> str | None:
    """The same of what the charter or the database refuses."""
    from sqlalchemy.exc import SQLAlchemyError

    from deliberation.charter.reasons import Refused
    from deliberation.record.unavailable import NotNow, why

    from . import refusals

    if isinstance(error, Refused):
        return "\n".join(map(refusals.said, error.reasons))
    if isinstance(error, SQLAlchemyError | NotNow):
        word = why(error)
        return None if word is None else unavailable(word, from_environment())
    return None
