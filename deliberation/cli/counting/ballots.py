"""`deliberation ballots`: the ballots of a counted vote as a file that `deliberation tally` counts
again, .pb for a budget, .blt for a ranking.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import select

from deliberation import onto_disk
from deliberation.cli.instance import Plain, community_id, opened
from deliberation.record import tables

if TYPE_CHECKING:
    from deliberation.readings.vote.files.question_file import BallotFile

NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,6})")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
@click.option("--proposal", required=True, help="Its number (2026-017) or its id.")
@click.option(
    "--round",
    "round_no",
    type=click.IntRange(1),
    help="Of a repeated vote, which one; the last unless said.",
)
@click.option(
    "--question",
    "question_no",
    type=click.IntRange(1),
    default=1,
    help="Of a paper with several questions, which one; the first unless said.",
)
def ballots(file: Path, slug: str, proposal: str, round_no: int | None, question_no: int) -> None:
    """Write the ballots of a counted vote: no names, one line a ballot, and what it was counted by.
    `deliberation tally FILE` counts them again.

    A budget needs a FILE that ends in .pb, a ranking one in .blt; all else ends as you like.
    """
    found = _counted(slug, proposal, round_no, question_no)
    if found.ending in (".pb", ".blt") and file.suffix != found.ending:
        raise Plain(
            f"this vote is written as {found.ending}: name the file so, "
            f"{file.with_suffix(found.ending).name}"
        )
    with onto_disk.whole(file) as out:
        out.write(found.text.encode())
    click.echo(f"{found.ballots} ballots written to {file}")


def _counted(slug: str, proposal: str, round_no: int | None, question_no: int) -> BallotFile:
    """The ballots of this vote; Plain where none was counted here."""
    from deliberation.readings.vote.files.ballot_file import ballot_file, elsewhere

    engines = opened()
    ident = community_id(engines, slug)
    with engines.snapshot() as conn:
        which = _proposal(conn, ident, proposal)
        found = ballot_file(conn, ident, slug, which, round_no, question_no)
        if found is not None:
            return found
        away = elsewhere(conn, ident, which, round_no)
    raise Plain(_none_here(proposal, round_no, away=away))


def _none_here(proposal: str, round_no: int | None, *, away: bool) -> str:
    if away:
        return (
            f"the ballots of {proposal} lie in the official system that held the vote; its "
            "figures stand with the result"
        )
    if round_no is None:
        return f"no vote on {proposal} is counted"
    return f"round {round_no} of {proposal} is not counted"


def _proposal(conn: Any, community: str, said: str) -> str:
    """The id behind a number, or what was said."""
    match = NUMBER.fullmatch(said)
    if not match:
        return said
    p = tables.proposal
    found: str | None = conn.execute(
        select(p.c.proposal_id).where(
            p.c.community_id == community,
            p.c.number_year == int(match[1]),
            p.c.number == int(match[2]),
        )
    ).scalar()
    if found is None:
        raise Plain(f"there is no proposal {said}")
    return found
