"""Whom a command means: by name, name@building-unit-room, building-unit-room or mobile number.

Called by the commands about one person.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

import click
from sqlalchemy import Select, func, select

from deliberation.accounts.addresses import normal_phone
from deliberation.cli.instance import Plain
from deliberation.record import tables

HELP = (
    "Name on the roster (王芳), with the flat where two have it (王芳@3栋-1-502), "
    "or a mobile number."
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster, with their flat as roster files have it."""

    person_id: str
    name: str | None
    phone: str | None
    birth_date: str | None
    standing: str
    joined_at: Any
    building: str
    unit: str
    room: str

    @property
    def flat(self) -> str:
        """3栋-1-502"""
        return f"{self.building}-{self.unit}-{self.room}"

    def __str__(self) -> str:
        return f"{self.name or '—'}@{self.flat}"


def person(engines: Any, ident: str, text: str) -> Person:
    """The one person meant. Lists the candidates on standard error and raises Plain where there are
    several; Plain for none.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    found = _found(engines, ident, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Plain(_nobody(engines, ident, text))
    click.echo(f"{len(found)} people on the roster are called {text}:", err=True)
    alike = len({str(p) for p in found}) < len(found)
    for p in found:
        more = f"  phone {p.phone or '—'}, born {p.birth_date or '—'}" if alike else ""
        click.echo(f"  {p}{more}", err=True)
    raise Plain(f"say which one, for example --person {_telling(found)}")


def _telling(found: list[Person]) -> str:
    if len({str(p) for p in found}) == len(found):
        return str(found[0])
    return next((p.phone for p in found if p.phone), found[0].person_id)


def _found(engines: Any, ident: str, text: str) -> list[Person]:
    name, _at, flat = text.partition("@")
    p = tables.person
    where = p.c.name == name
    if normal_phone(text):
        where = p.c.phone == normal_phone(text)
    elif len(text) == 26 and text.isascii() and text.isalnum():
        where = p.c.person_id == text
    elif not flat and text.count("-") >= 2:
        where, flat = p.c.name.is_not(None), text
    with engines.read_connection() as conn:
        people = [Person(*r) for r in conn.execute(_with_flat(ident, where))]
    return [one for one in people if not flat or one.flat == flat]


def _with_flat(ident: str, where: Any) -> Select[Any]:
    """The columns of `Person`, in the order of flats."""
    p, d = tables.person.c, tables.dwelling.c
    theirs = (d.community_id == p.community_id) & (d.dwelling_id == p.dwelling_id)
    return (
        select(p.person_id, p.name, p.phone, p.birth_date, p.standing, p.joined_at)
        .add_columns(d.building, d.unit, d.room)
        .join(tables.dwelling, theirs)
        .where(p.community_id == ident, where)
        .order_by(d.building, d.unit, d.room, p.person_id)
    )


def _nobody(engines: Any, ident: str, text: str) -> str:
    with engines.read_connection() as conn:
        count = conn.execute(
            select(func.count())
            .select_from(tables.person)
            .where(tables.person.c.community_id == ident)
        ).scalar()
    if not count:
        return "the roster is empty: run `deliberation roster import FILE --community …` first"
    return f"nobody on the roster is called {text}, or lives there, or has that phone"
