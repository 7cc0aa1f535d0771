"""`deliberation ballots` writes what `deliberation tally` counts again."""

import json

from deliberation.record import tables


def test_from_the_vote_to_the_recount(small_world, command, tmp_path):
    p = small_world.in_publish()
    row, file = small_world.row(p), str(tmp_path / "vote.ballots")
    assert "5 ballots written" in command(
        "ballots", file, "--community", "jiahe", "--proposal", f"{row.number_year}-{row.number:03d}"
    )
    found = json.loads(command("tally", file, "--json", "--rule", "motion"))
    [counted] = small_world.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)
    assert (found["working"]["outcome"], found["working"]["for"]) == (
        counted.outcome,
        counted.votes_for,
    )
    assert "5 ballots" in command(
        "ballots", file, "--community", "jiahe", "--proposal", p, "--round", "1"
    )
    for args, said in (
        ((p, "--round", "2"), "round 2 of"),
        (("2001-001",), "no proposal 2001-001"),
        (("nothing",), "no vote on nothing"),
    ):
        assert said in command(
            "ballots", file, "--community", "jiahe", "--proposal", *args, ok=False
        )
    assert "no community" in command(
        "ballots", file, "--community", "nowhere", "--proposal", p, ok=False
    )


def test_an_open_vote_stays_closed(small_world, command, tmp_path):
    p = small_world.in_vote()
    assert (
        "is counted"
        in command(
            "ballots", str(tmp_path / "v"), "--community", "jiahe", "--proposal", p, ok=False
        )
        and not (tmp_path / "v").exists()
    )
