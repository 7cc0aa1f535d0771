"""`deliberation roster | export`: people into the record, and the record out of it."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from deliberation import clock, onto_disk
from deliberation.charter.case import OPERATOR
from deliberation.charter.reasons import Refused
from deliberation.readings import defaults
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster import file as roster_file
from deliberation.roster.acts import people as acts
from deliberation.roster.acts.people import RosterEntry

from .instance import Plain, community_id, opened

CHUNK = 60


@click.group()
def roster() -> None:
    """The people of a community."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
@click.option("--skip-bad", is_flag=True, help="Import the good rows even if others are bad.")
def import_roster(file: Path, slug: str, skip_bad: bool) -> None:
    """Import a CSV or XLSX roster. Nothing is imported unless every row is good."""
    engines = opened()
    ident = community_id(engines, slug)
    found = _read(file)
    if found.bad and not skip_bad:
        raise Plain(
            f"{len({b.row for b in found.bad})} bad row(s); nothing was imported (--skip-bad "
            "imports the others)"
        )
    new, chunks = 0, [found.entries[i : i + CHUNK] for i in range(0, len(found.entries), CHUNK)]
    with click.progressbar(chunks, label="entering", show_pos=True) as bar:
        for chunk in bar:
            new += _entered(chunk, ident, engines)
    click.echo(f"{new} people entered, {len(found.entries) - new} were already there")


def _entered(chunk: tuple[RosterEntry, ...], ident: str, engines: Engines) -> int:
    """→ how many are new."""
    try:
        act = acts.EnterPeople(act_id=new_id(), entries=chunk)
        return perform(act, OPERATOR, ident, engines).kinds.count("person_entered")
    except Refused as refused:
        if refused.reasons[0].code != "already_in":
            raise
        return 0


def _read(file: Path) -> roster_file.RosterFile:
    """The rows of a roster; what is bad and what is to be noticed is said on standard error."""
    try:
        found = roster_file.read(file, (clock.now() + timedelta(hours=8)).date())
    except roster_file.NotARoster as error:
        raise Plain(f"{file.name}: {error}") from error
    for said in (*found.bad, *found.notes):
        click.echo(f"{file.name}: {said}", err=True)
    return found


@roster.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Write an empty roster with the right headings."""
    with onto_disk.whole(file) as out:
        out.write(roster_file.template().encode())
    click.echo(f"wrote {file}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
def export(file: Path, slug: str) -> None:
    """Write the public record of a community: one fact per line, header and open bodies with their
    salts, and `beside` where something was overdue then, or did not go the usual way. Nothing
    sealed or private.
    """
    from deliberation.record.check.replay import stored_facts

    engines = opened()
    ident = community_id(engines, slug)
    with engines.snapshot() as conn, onto_disk.whole(file) as out:
        n, beside = 0, defaults.everywhere(conn, ident)
        for stored in stored_facts(conn, ident):
            out.write(_line(stored.header, stored.bodies, beside.get(stored.position)))
            n += 1
    click.echo(f"{n} facts written to {file}")


def _line(
    header: bytes,
    bodies: Mapping[str, tuple[bytes, bytes] | None],
    beside: defaults.Default | None,
) -> bytes:
    """One fact; an erased body is null."""
    open_ones = {
        part: {"salt": pair[0].hex(), "body": pair[1].decode()} if pair else None
        for part, pair in bodies.items()
        if part in ("public", "text")
    }
    whole: dict[str, Any] = {"header": header.decode(), "bodies": open_ones}
    if beside:
        whole["beside"] = beside.as_json()
    return json.dumps(whole, ensure_ascii=False).encode() + b"\n"
