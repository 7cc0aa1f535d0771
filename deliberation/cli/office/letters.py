"""`deliberation office letter`, and the letter that `office take` prints for the first clerk: a
joining code on the terminal and on paper.

A code opens an account, so each is an act of the operator: a public fact without code or name, and
rows in the audit log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import select

from deliberation.accounts.joining import letter_codes
from deliberation.charter.act import Act
from deliberation.charter.case import OPERATOR
from deliberation.cli.instance import Plain, community_id, opened
from deliberation.config import from_environment
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, audit
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts

from . import in_office, letter_page, named


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom a letter goes, and how: someone of a community (its short name and id), in a language
    (None: the community's), also as a page to print at `out`.
    """

    engines: Engines
    slug: str
    ident: str
    who: named.Person
    out: Path | None
    lang: str | None

    @property
    def account(self) -> accounts.Account | None:
        """Theirs, if they have joined."""
        return accounts.of_person(self.ident, self.who.person_id)

    def note(self, kind: str, detail: str = "") -> None:
        """A row of the audit log: what was done to whose account, by which user of the system."""
        from deliberation.cli.audited import os_user

        audit.write(
            kind,
            address=f"shell: {os_user()}",
            community_id=self.ident,
            about_id=self.who.person_id,
            detail=detail,
            engines_=self.engines,
        )

    def language(self) -> str:
        """zh_Hans or en."""
        if self.lang:
            return "en" if self.lang == "en" else "zh_Hans"
        t = tables.community.c
        query = select(t.language).where(t.community_id == self.ident)
        with self.engines.read_connection() as conn:
            said: str = conn.execute(query).scalar_one()
        return said


@click.command()
@click.option("--community", "slug", required=True)
@click.option("--person", required=True, help=named.HELP)
@click.option("--lost-password", is_flag=True, help="They joined before and cannot sign in.")
@letter_page.out_option
@letter_page.lang_option
def letter(slug: str, person: str, lost_password: bool, out: Path | None, lang: str | None) -> None:
    """Print a letter with a new joining code. An older code of this person stops working."""
    engines = opened()
    ident = community_id(engines, slug)
    to = Handing(engines, slug, ident, named.person(engines, ident, person), out, lang)
    _may_be_written_to(to, lost_password)
    _write(to, again=lost_password)


def _may_be_written_to(to: Handing, again: bool) -> None:
    joined = to.account is not None
    if not joined and again:
        raise Plain(f"{to.who} has no account yet: leave out --lost-password")
    if joined and not again:
        raise Plain(f"{to.who} has joined already and signs in with their login; {_way_back(to)}")
    if joined and in_office.can_print(to.engines, to.ident, but=to.who.person_id):
        raise Plain(f"{to.who}: {_way_back(to)}")
    may_join(to.who)


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


def _way_back(to: Handing) -> str:
    if in_office.can_print(to.engines, to.ident, but=to.who.person_id):
        return (
            "a lost password is replaced at the desk, where a clerk prints a slip with a new "
            "code on the page of the person"
        )
    return (
        "if the password is lost and no other clerk can print a new code, repeat this with "
        "--lost-password; a lost second factor is taken away with office lost-factor"
    )


def after_office(to: Handing, role: str) -> None:
    """What comes after an office was recorded: the letter of whoever opens a community, else which
    command or desk prints it.
    """
    none = f"no letter was made, and no file {to.out} written: " if to.out else ""
    if to.account is not None:
        click.echo(f"{none}{to.who} has joined already: nothing to print")
        return
    can_print = in_office.can_print(to.engines, to.ident)
    there = in_office.offices(to.engines, to.ident)
    if not can_print and (role == "clerk" or len(there) == 1):
        _may_be_written_to(to, again=False)
        _write(to, again=False)
        return
    found = _who_prints(to, can_print, [o.role for o in there])
    click.echo(f"{none}{found}, or: {_command(to)}")


def _who_prints(to: Handing, can_print: bool, roles: list[str]) -> str:
    """Of a community in which somebody else opens the letters. `roles`: those in office there."""
    if can_print:
        return f"a clerk prints {to.who}'s letter at the desk"
    if "clerk" in roles:
        return f"the clerk of {to.slug} has not joined yet; once they have, they print this letter"
    return f"{to.slug} has no clerk yet who could print letters: record one (--role clerk)"


def _command(to: Handing) -> str:
    command = f"deliberation office letter --community {to.slug} --person {to.who}"
    return f"{command} --out {to.out}" if to.out else command


def _write(to: Handing, *, again: bool) -> None:
    """Make the code, record that it was made, print it once."""
    act = acts.PrintLetter(act_id=new_id(), person_id=to.who.person_id, again=again)
    hand_out(application(), to, act, again=again)


def application() -> Flask:
    """The application of this instance: words, addresses and sealed things need it."""
    from deliberation import create_app

    return create_app(from_environment())


def hand_out(
    app: Flask, to: Handing, act: Act, *, again: bool, also: Callable[[], None] = lambda: None
) -> None:
    """Perform the act, a new code and `also` in its transaction; then print the letter once."""
    from deliberation.accounts.joining.letters import letter as made

    file = letter_page.new_file(to.out)
    try:
        code = _performed(app, to, act, also)
    except BaseException:
        if to.out is not None:
            to.out.unlink(missing_ok=True)
        raise
    to.note("join_code")
    role = in_office.role_of(to.engines, to.ident, to.who.person_id)
    found = made(app, to.slug, to.who, code, role=role, lang=to.language(), again=again)
    letter_page.give(found, to.out, file)
    letter_page.warn_without_name(from_environment())


def _performed(app: Flask, to: Handing, act: Act, also: Callable[[], None]) -> str:
    """→ the code."""
    codes: dict[str, str] = {}

    def beside() -> None:
        also()
        codes.update(letter_codes.make_join_codes(to.ident, [to.who.person_id]))

    with app.app_context():
        perform(act, OPERATOR, to.ident, to.engines, beside=beside)
    return codes[to.who.person_id]
