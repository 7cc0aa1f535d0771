"""`deliberation community …` and `deliberation office …`: acts of the operator, each a public
fact.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import select

from deliberation.charter.calendar import Calendar
from deliberation.charter.case import OPERATOR
from deliberation.charter.rulebook import RulebookError, load, parse, parse_file, shipped
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts

from .instance import Plain, community_id, opened
from .office import letter_page, letters, lost_factor, named

ROLES = [
    "deliberator",
    "councillor",
    "representative",
    "committee_member",
    "supervisor",
    "lead_organisation",
    "organisation",
    "clerk",
]


@click.group()
def community() -> None:
    """Found communities and look at them."""


def rulebook_text(name_or_file: str) -> str:
    """The text of a shipped rulebook, or of a file that passes the check."""
    try:
        return (
            load(name_or_file).source_text
            if name_or_file in shipped()
            else parse_file(Path(name_or_file)).source_text
        )
    except FileNotFoundError as error:
        raise Plain(
            f"there is no rulebook {name_or_file}; shipped: {', '.join(shipped())}"
        ) from error
    except RulebookError as error:
        raise Plain(str(error)) from error


@community.command()
@click.argument("slug")
@click.option("--name", required=True, help="What people call it, e.g. 嘉禾社区.")
@click.option(
    "--rulebook", "book", default="cn-2026", show_default=True, help="A shipped rulebook or a file."
)
@click.option("--timezone", default="Asia/Shanghai", show_default=True)
@click.option(
    "--language",
    default=None,
    type=click.Choice(["zh_Hans", "en"]),
    help="Default: the rulebook's.",
)
def create(slug: str, name: str, book: str, timezone: str, language: str | None) -> None:
    """Found a community under a short name (a–z, 0–9, -)."""
    engines = opened()
    text, ident = rulebook_text(book), new_id()
    act = acts.CreateCommunity(
        act_id=new_id(),
        community_id=ident,
        slug=slug,
        community_name=name,
        timezone=timezone,
        language=language or parse(text).language,
        rulebook=text,
    )
    perform(act, OPERATOR, ident, engines)
    click.echo(f"founded {slug}: {name}")


@community.command("list")
def list_() -> None:
    """One line each, short name first."""
    from deliberation.readings.community import listed

    with opened().read_connection() as conn:
        for c in listed(conn):
            click.echo(f"{c.slug} {c.name}")


@community.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def show(slug: str, as_json: bool) -> None:
    """Counts of a community."""
    from deliberation.readings.community import totals

    engines = opened()
    ident = community_id(engines, slug)
    with engines.read_connection() as conn:
        found = totals(conn, ident)
    if as_json:
        click.echo(json.dumps({"slug": slug, **found}, ensure_ascii=False))
        return
    for key, value in found.items():
        click.echo(f"{key}: {value}")


@click.group()
def office() -> None:
    """Record offices with the document they rest on."""


@office.command()
@click.option("--community", "slug", required=True)
@click.option("--person", required=True, help=named.HELP)
@click.option(
    "--role",
    required=True,
    type=click.Choice(ROLES),
)
@click.option("--from", "start", required=True, help="First day, 2026-01-01.")
@click.option("--until", required=True, help="Last day, 2030-12-31.")
@click.option("--document", required=True, help="The document it rests on.")
@click.option("--organisation", help="Name of the organisation, for the role organisation.")
@letter_page.out_option
@letter_page.lang_option
def take(
    slug: str,
    person: str,
    role: str,
    start: str,
    until: str,
    document: str,
    organisation: str | None,
    out: Path | None,
    lang: str | None,
) -> None:
    """Record that somebody took office; for the first clerk of a community also print the letter
    they join with.
    """
    engines = opened()
    ident = community_id(engines, slug)
    letter_page.nothing_there(out)
    who = named.person(engines, ident, person)
    begins, ends = _term(start, until, _zone(engines, ident))
    act = acts.TakeOffice(
        act_id=new_id(),
        person_id=who.person_id,
        role=role,
        starts_at=begins,
        ends_at=ends,
        document=document,
        organisation=organisation,
    )
    perform(act, OPERATOR, ident, engines)
    click.echo(f"{who}: {role}")
    letters.after_office(letters.Handing(engines, slug, ident, who, out, lang), role)


def _term(start: str, until: str, zone: str) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last, in the community's zone."""
    calendar = Calendar.load("plain")
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(until)
    except ValueError as error:
        raise Plain("dates are written 2026-01-01") from error
    begins = calendar.end_of_day(first - timedelta(days=1), zone)
    return begins, calendar.end_of_day(last, zone)


office.add_command(letters.letter)
office.add_command(lost_factor.lost_factor)


def _zone(engines: Engines, ident: str) -> str:
    with engines.read_connection() as conn:
        zone: str = conn.execute(
            select(tables.community.c.timezone).where(tables.community.c.community_id == ident)
        ).scalar_one()
    return zone
