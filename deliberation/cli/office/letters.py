"""`deliberation office letter`, and the letter that `office take` prints for the first clerk: a
joining code on the terminal and on paper.

A code opens an account, so each is an act of the operator: a public fact without code or name, and
rows in the audit log.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import select

from deliberation import clock
from deliberation.accounts.joining import letter_codes
from deliberation.charter.act import Act
from deliberation.charter.case import OPERATOR
from deliberation.cli import named
from deliberation.cli.instance import Plain, community_id, opened
from deliberation.config import Settings, from_environment
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, audit
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts

LANGUAGE = click.Choice(["zh_Hans", "zh", "en"])
out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the letter as a page to print (HTML, readable by you alone).",
)
lang_option = click.option("--lang", type=LANGUAGE, help="Default: the community's language.")


@click.command()
@click.option("--community", "slug", required=True)
@click.option("--person", required=True, help=named.HELP)
@click.option("--lost-password", is_flag=True, help="They joined before and cannot sign in.")
@out_option
@lang_option
def letter(slug: str, person: str, lost_password: bool, out: Path | None, lang: str | None) -> None:
    """Print a letter with a new joining code. An older code of this person stops working."""
    engines = opened()
    ident = community_id(engines, slug)
    who = named.person(engines, ident, person)
    _may_be_written_to(engines, ident, who, lost_password)
    write(engines, slug, ident, who, again=lost_password, out=out, lang=lang)


def _may_be_written_to(engines: Engines, ident: str, who: named.Person, again: bool) -> None:
    account = accounts.of_person(ident, who.person_id)
    if account is None and again:
        raise Plain(f"{who} has no account yet: leave out --lost-password")
    if account is not None and not again:
        raise Plain(
            f"{who} has joined already and signs in with their login; "
            f"{_way_back(engines, ident, who)}"
        )
    if account is not None and can_print(engines, ident, but=who.person_id):
        raise Plain(f"{who}: {_way_back(engines, ident, who)}")
    may_join(who)


def may_join(who: named.Person) -> None:
    """Plain where no letter opens anything for this person: a minor, an erased or incomplete
    entry."""
    if who.standing != "adult" or not who.name:
        raise Plain(f"{who} cannot join: only adults on the roster can")
    if not who.birth_date:
        raise Plain(
            f"the roster has no date of birth for {who}, and nobody joins without one: "
            "complete the entry first"
        )


def _way_back(engines: Engines, ident: str, who: named.Person) -> str:
    if can_print(engines, ident, but=who.person_id):
        return (
            "a lost password is replaced at the desk, where a clerk prints a slip with a new "
            "code on the page of the person"
        )
    return (
        "if the password is lost and no other clerk can print a new code, repeat this with "
        "--lost-password; a lost second factor is taken away with office lost-factor"
    )


def can_print(engines: Engines, ident: str, *, but: str = "") -> bool:
    """Whether a clerk in office has an account, so that the desk prints letters itself."""
    o, now = tables.office.c, clock.now()
    with engines.read_connection() as conn:
        clerks = conn.execute(
            select(o.person_id, o.ends_at).where(
                o.community_id == ident, o.role == "clerk", o.left_at.is_(None)
            )
        ).all()
    return any(
        c.person_id != but
        and (c.ends_at is None or c.ends_at > now)
        and accounts.of_person(ident, c.person_id) is not None
        for c in clerks
    )


def _offices(engines: Engines, ident: str, but: str | None = None) -> Sequence[Any]:
    o = tables.office.c
    with engines.read_connection() as conn:
        return conn.execute(
            select(o.person_id, o.role).where(o.community_id == ident, o.left_at.is_(None))
        ).all()


def after_office(
    engines: Engines,
    slug: str,
    ident: str,
    who: named.Person,
    role: str,
    *,
    out: Path | None,
    lang: str | None,
) -> None:
    """What comes after an office was recorded: the letter of whoever opens a community, else which
    command or desk prints it.
    """
    none = f"no letter was made, and no file {out} written: " if out else ""
    if accounts.of_person(ident, who.person_id) is not None:
        click.echo(f"{none}{who} has joined already: nothing to print")
        return
    command = _command(slug, who) + (f" --out {out}" if out else "")
    if can_print(engines, ident):
        click.echo(f"{none}a clerk prints {who}'s letter at the desk, or: {command}")
        return
    if role == "clerk" or len(_offices(engines, ident)) == 1:
        _may_be_written_to(engines, ident, who, False)
        write(engines, slug, ident, who, again=False, out=out, lang=lang)
        return
    if any(o.role == "clerk" for o in _offices(engines, ident)):
        found = f"the clerk of {slug} has not joined yet; once they have, they print this letter"
    else:
        found = f"{slug} has no clerk yet who could print letters: record one (--role clerk)"
    click.echo(f"{none}{found}, or: {command}")


def _command(slug: str, who: named.Person) -> str:
    return f"deliberation office letter --community {slug} --person {who}"


def write(
    engines: Engines,
    slug: str,
    ident: str,
    who: named.Person,
    *,
    again: bool,
    out: Path | None,
    lang: str | None,
) -> None:
    """Make the code, record that it was made, print it once."""
    act = acts.PrintLetter(act_id=new_id(), person_id=who.person_id, again=again)
    hand_out(application(), engines, slug, ident, who, act, again=again, out=out, lang=lang)


def application() -> Flask:
    """The application of this instance: words, addresses and sealed things need it."""
    from deliberation import create_app

    return create_app(from_environment())


def hand_out(
    app: Flask,
    engines: Engines,
    slug: str,
    ident: str,
    who: named.Person,
    act: Act,
    *,
    again: bool,
    out: Path | None,
    lang: str | None,
    also: Callable[[], None] = lambda: None,
) -> None:
    """Perform the act, a new code and `also` in its transaction; then print the letter once."""
    from deliberation.accounts.joining.letters import letter as made

    file = _new_file(out)
    codes: dict[str, str] = {}

    def beside() -> None:
        also()
        codes.update(letter_codes.make_join_codes(ident, [who.person_id]))

    try:
        with app.app_context():
            perform(act, OPERATOR, ident, engines, beside=beside)
    except BaseException:
        if out is not None:
            out.unlink(missing_ok=True)
        raise
    note(engines, ident, who, "join_code")
    found = made(
        app,
        slug,
        who,
        codes[who.person_id],
        role=_role(engines, ident, who),
        lang=_language(engines, ident, lang),
        again=again,
    )
    if file is not None:
        with os.fdopen(file, "w", encoding="utf-8") as page:
            page.write(found.html)
    click.echo(f"\n{found.text}")
    click.echo(f"wrote {out}: print it on A4, hand it over, delete it" if out else _NO_PAGE)
    warn_without_name(from_environment())


def _role(engines: Engines, ident: str, who: named.Person) -> str | None:
    """The office the letter speaks of: a clerk's, or the first by name."""
    roles = {r.role for r in _offices(engines, ident) if r.person_id == who.person_id}
    return "clerk" if "clerk" in roles else next(iter(sorted(roles)), None)


_NO_PAGE = "this code is shown only once; with --out letter.html the letter is also a page to print"


def note(engines: Engines, ident: str, who: named.Person, kind: str, detail: str = "") -> None:
    """A row of the audit log: what was done to whose account, by which user of the system."""
    from deliberation.cli.audited import os_user

    audit.write(
        kind,
        address=f"shell: {os_user()}",
        community_id=ident,
        about_id=who.person_id,
        detail=detail,
        engines_=engines,
    )


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


def _new_file(out: Path | None) -> int | None:
    """Opened before the code is made: a code nobody can read would only void the older one."""
    if out is None:
        return None
    try:
        return os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Plain(f"{out} is there already; choose another name or delete it") from error
    except OSError as error:
        raise Plain(f"{out} cannot be written: {error.strerror}") from error


def _language(engines: Engines, ident: str, lang: str | None) -> str:
    if lang:
        return "en" if lang == "en" else "zh_Hans"
    t = tables.community.c
    with engines.read_connection() as conn:
        said: str = conn.execute(select(t.language).where(t.community_id == ident)).scalar_one()
    return said
