"""`deliberation office lost-factor`: a lost second factor taken away by whoever runs the server,
with a letter of a new code.

For whom nobody at the desk can do it: a lone clerk, or everybody after the instance's secret was
lost. Where two others could, it stops and says who; `--confirm` goes on, and the record says so.
"""

from pathlib import Path

import click
from flask import Flask
from sqlalchemy import select

from deliberation import clock
from deliberation.cli.instance import Plain, community_id, opened
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, sessions
from deliberation.record.private.factors import codes, passkeys, resets
from deliberation.roster.acts.factors import TakeAwayFactors

from . import letter_page, letters, named


@click.command("lost-factor")
@click.option("--community", "slug", required=True)
@click.option("--person", required=True, help=named.HELP)
@click.option(
    "--confirm", is_flag=True, help="Also where a clerk and a supervisor could do it at the desk."
)
@letter_page.out_option
@letter_page.lang_option
def lost_factor(slug: str, person: str, confirm: bool, out: Path | None, lang: str | None) -> None:
    """Take away every second factor of somebody who lost it, and print a letter with a new code.

    Authenticator, passkeys, code card and recovery codes are void, and they are signed out
    everywhere. With the letter they choose a new password and set up a new factor.
    """
    engines = opened()
    ident = community_id(engines, slug)
    to = letters.Handing(engines, slug, ident, named.person(engines, ident, person), out, lang)
    account = _account_with_one(to)
    letter_page.nothing_there(out)
    app = letters.application()
    pair = _at_the_desk(app, engines, ident, to.who.person_id)
    if pair and not confirm:
        raise Plain(_rather_at_the_desk(*pair, to.who))
    _take_away(app, to, account, desk_could=bool(pair))
    click.echo(f"{to.who}: every second factor was taken away, and they are signed out everywhere")


def _account_with_one(to: letters.Handing) -> accounts.Account:
    """Plain where this person has no second factor to lose."""
    account = to.account
    if account is None:
        raise Plain(f"{to.who} has no account yet, and no second factor: use office letter")
    letters.may_join(to.who)
    with to.engines.read_connection() as conn:
        if not resets.has_factor(conn, to.ident, to.who.person_id):
            raise Plain(
                f"{to.who} has no second factor that could be lost; for a lost password use "
                "office letter --lost-password"
            )
    return account


def _rather_at_the_desk(clerk: str, supervisor: str, who: named.Person) -> str:
    return (
        f"{clerk} (clerk) and {supervisor} (supervisor) can take it away at the desk, "
        f"on the page of {who}. Where they cannot either, say so with --confirm: everybody "
        "reads in the record that it was done in the shell although two others could"
    )


def _take_away(
    app: Flask, to: letters.Handing, account: accounts.Account, *, desk_could: bool
) -> None:
    """Record it, void everything they get in with, and hand out the letter."""
    person_id = to.who.person_id

    def beside() -> None:
        resets.revoke_all(to.ident, person_id)
        sessions.end_all(account.account_id)
        accounts.forget_devices(account.account_id)

    act = TakeAwayFactors(act_id=new_id(), person_id=person_id, desk_could=desk_could)
    letters.hand_out(app, to, act, again=True, also=beside)
    to.note("factor_reset", "shell")


def _at_the_desk(app: Flask, engines: Engines, ident: str, but: str) -> tuple[str, str] | None:
    """A clerk and a supervisor, two people beside this one, who get in with their office now."""
    clerks, supervisors = (
        _who_can(app, engines, ident, role, but) for role in ("clerk", "supervisor")
    )
    return next(((clerks[c], supervisors[s]) for c in clerks for s in supervisors if c != s), None)


def _who_can(app: Flask, engines: Engines, ident: str, role: str, but: str) -> dict[str, str]:
    o, p, now = tables.office.c, tables.person.c, clock.now()
    theirs = (p.community_id == o.community_id) & (p.person_id == o.person_id)
    query = (
        select(o.person_id, o.ends_at, p.name)
        .join_from(tables.office, tables.person, theirs)
        .where(o.community_id == ident, o.role == role, o.left_at.is_(None))
        .where(o.starts_at <= now, o.person_id != but)
        .order_by(o.person_id)
    )
    with engines.read_connection() as conn:
        rows = conn.execute(query).all()
    in_office = {r.person_id: r.name or "—" for r in rows if r.ends_at is None or r.ends_at > now}
    with app.app_context():
        return {i: name for i, name in in_office.items() if _gets_in(ident, i)}


def _gets_in(ident: str, person_id: str) -> bool:
    """Whether they have an account, and no second factor yet (they set one up) or one that opens: a
    passkey, or a code that can still be read."""
    account = accounts.of_person(ident, person_id)
    if account is None:
        return False
    found = codes.usable(account.account_id, ident)
    works = any(f.secret is not None for f in found if f.kind != "printed_codes")
    none = not any(f.kind != "printed_codes" for f in found)
    return works or none or bool(passkeys.of_account(account.account_id))
