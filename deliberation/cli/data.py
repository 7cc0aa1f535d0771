"""`deliberation roster | import | export`: people and open data into the record, and the record out
of it.
"""

import json
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import select

from deliberation import clock, onto_disk
from deliberation.charter.act import Act
from deliberation.charter.case import OPERATOR
from deliberation.charter.reasons import Refused
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster import consul
from deliberation.roster import file as roster_file
from deliberation.roster.acts import importing as import_acts
from deliberation.roster.acts import people as acts

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
    try:
        found = roster_file.read(file, (clock.now() + timedelta(hours=8)).date())
    except roster_file.NotARoster as error:
        raise Plain(f"{file.name}: {error}") from error
    for bad in found.bad:
        click.echo(f"{file.name}: {bad}", err=True)
    for note in found.notes:
        click.echo(f"{file.name}: {note}", err=True)
    if found.bad and not skip_bad:
        raise Plain(
            f"{len({b.row for b in found.bad})} bad row(s); nothing was imported (--skip-bad "
            "imports the others)"
        )
    new, chunks = 0, [found.entries[i : i + CHUNK] for i in range(0, len(found.entries), CHUNK)]
    with click.progressbar(chunks, label="entering", show_pos=True) as bar:
        for chunk in bar:
            try:
                done = perform(
                    acts.EnterPeople(act_id=new_id(), entries=chunk), OPERATOR, ident, engines
                )
                new += done.kinds.count("person_entered")
            except Refused as refused:
                if refused.reasons[0].code != "already_in":
                    raise
    click.echo(f"{new} people entered, {len(found.entries) - new} were already there")


@roster.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Write an empty roster with the right headings."""
    with onto_disk.whole(file) as out:
        out.write(roster_file.template().encode())
    click.echo(f"wrote {file}")


@click.group("import")
def import_() -> None:
    """Open data of other platforms."""


@import_.command("consul")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
def import_consul(folder: Path, slug: str) -> None:
    """Import proposals and comments of a Consul Democracy site; twice changes nothing."""
    engines = opened()
    ident = community_id(engines, slug)
    try:
        data = consul.read(folder)
    except consul.NotConsul as error:
        raise Plain(str(error)) from error
    source = f"consul:{data.digest[:16]}"
    ids = _proposals(engines, ident, source, data)
    new = 0
    with click.progressbar(list(data.comments.items()), label="comments", show_pos=True) as bar:
        for source_id, comments in bar:
            new += _comments(engines, ident, ids[source_id], source, data.digest, comments)
    click.echo(
        f"{len(data.proposals)} proposals, {sum(map(len, data.comments.values()))} comments "
        f"({new} new; {data.orphans} replies to missing comments hang on their proposal)"
    )


def _proposals(engines: Engines, ident: str, source: str, data: consul.OpenData) -> dict[str, str]:
    """All of them in; the source's id → ours."""
    for i in range(0, len(data.proposals), 20):
        some = data.proposals[i : i + 20]
        act = import_acts.ImportProposals(
            act_id=new_id(), source=source, source_digest=data.digest, entries=some
        )
        _quietly(act, ident, engines)
    p = tables.proposal
    query = select(p.c.source_id, p.c.proposal_id)
    with engines.read_connection() as conn:
        rows = conn.execute(query.where(p.c.community_id == ident, p.c.source == source))
        return {r.source_id: r.proposal_id for r in rows}


def _comments(
    engines: Engines,
    ident: str,
    proposal: str,
    source: str,
    digest: str,
    comments: tuple[import_acts.SourceComment, ...],
) -> int:
    t = tables.comment
    with engines.read_connection() as conn:
        known: dict[str, str] = dict(
            conn.execute(
                select(t.c.source_id, t.c.comment_id).where(
                    t.c.community_id == ident,
                    t.c.proposal_id == proposal,
                    t.c.source_id.is_not(None),
                )
            ).all()
        )
    ids = {c.source_id: known.get(c.source_id) or new_id() for c in comments}
    new = 0
    for i in range(0, len(comments), 100):
        chunk = comments[i : i + 100]
        if _quietly(
            import_acts.ImportComments(
                act_id=new_id(),
                proposal_id=proposal,
                source=source,
                source_digest=digest,
                entries=chunk,
                ids=ids,
            ),
            ident,
            engines,
        ):
            new += sum(c.source_id not in known for c in chunk)
    return new


def _quietly(act: Act, ident: str, engines: Engines) -> bool:
    try:
        perform(act, OPERATOR, ident, engines)
        return True
    except Refused as refused:
        if refused.reasons[0].code not in ("already_in", "wrong_stage"):
            raise
        return False


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
def export(file: Path, slug: str) -> None:
    """Write the public record of a community: one fact per line, header and open bodies with their
    salts. Nothing sealed or private.
    """
    from deliberation.record.check.replay import stored_facts

    engines = opened()
    ident = community_id(engines, slug)
    with engines.snapshot() as conn, onto_disk.whole(file) as out:
        n = 0
        for s in stored_facts(conn, ident):
            bodies = {
                part: {"salt": pair[0].hex(), "body": pair[1].decode()} if pair else None
                for part, pair in s.bodies.items()
                if part in ("public", "text")
            }
            line = json.dumps({"header": s.header.decode(), "bodies": bodies}, ensure_ascii=False)
            out.write(line.encode() + b"\n")
            n += 1
    click.echo(f"{n} facts written to {file}")
