"""A counted vote leaves as a file, comes back through `tally`, and says the same; nothing of an
open vote and nobody's name leaves.
"""

import pytest
from sqlalchemy import update

from deliberation.counting.again.loading import Loaded
from deliberation.counting.again.motion import count_motion_ballots
from deliberation.counting.again.recount import count
from deliberation.counting.formats import motion_ballots, owner_ballots
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.threshold import Threshold
from deliberation.readings.vote.files.ballot_file import ballot_file
from deliberation.record import tables
from tests.cycle.matters.test_property import close, dwelling, everybody, in_vote, owns_too, shop


def written(world, proposal, **kw):
    with world.engines.read_connection() as conn:
        found = ballot_file(conn, world.id, "jiahe", proposal, **kw)
        return found.text if found else None


def test_a_counted_vote_is_recounted_from_its_file(small_world):
    p = small_world.in_publish()
    text = written(small_world, p)
    found = motion_ballots.parse(text.encode())
    [row] = small_world.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)
    result = count_motion_ballots(found)
    assert (
        result.working["outcome"] == row.outcome == found.meta["published_outcome"]
        and found.meta["counted_by"] == row.rule
    )
    assert (
        result.working["for"],
        result.working["against"],
        result.working["abstain"],
        found.present,
        found.members,
    ) == (row.votes_for, row.votes_against, row.votes_abstain, row.present, row.members)
    assert sum(found.choices.values()) > 0 and text == written(small_world, p, round_no=1)


def test_no_name_no_person_and_each_ballot_by_its_fact(small_world):
    p = small_world.in_publish()
    text = written(small_world, p)
    assert not [who for who in (*small_world.person, *small_world.person.values()) if who in text]
    facts = {b.fact_id for b in small_world.rows(tables.ballot, tables.ballot.c.proposal_id == p)}
    assert {
        line.partition(";")[0] for line in text.partition("ballot;choice\n")[2].splitlines()
    } == facts


def test_nothing_of_a_vote_that_is_open_or_was_never_held(small_world):
    p = small_world.in_vote()
    small_world.cast(p, 代表甲="for")
    assert (
        written(small_world, p) is None
        and written(small_world, p, round_no=1) is None
        and written(small_world, "0" * 26) is None
    )


def test_a_ballot_not_disclosed_does_not_leave(small_world):
    p = small_world.in_publish()
    before = sum(motion_ballots.parse(written(small_world, p).encode()).choices.values())
    b = tables.ballot
    first = small_world.rows(b, b.c.proposal_id == p)[0]
    with small_world.engines.write_connection() as conn:
        conn.execute(
            update(b)
            .where(b.c.proposal_id == p, b.c.voter_id == first.voter_id)
            .values(disclosed=False)
        )
    assert (
        sum(motion_ballots.parse(written(small_world, p).encode()).choices.values()) == before - 1
    )


@pytest.mark.parametrize("round_no", [2, 9])
def test_a_round_that_was_not_counted_has_no_file(small_world, round_no):
    assert written(small_world, small_world.in_publish(), round_no=round_no) is None


def test_an_owners_motion_is_recounted_from_its_file_by_both_measures(small_world):
    w = small_world
    owns_too(w, "林二", shop(w))  # one owner of two units: one head
    owns_too(w, "林四", dwelling(w, "林三"))  # and 林四 owns one alone, one together with 林三
    p = in_vote(w)
    w.cast(p, 林三="against", 林四="for")  # co-owners: the later one speaks for the unit they share
    everybody(w, p, "for", but=("林二", "林三", "林四", "林五", "林六"))
    w.cast(p, 林二="against", 林六="abstain")
    round_, area = close(w, p)
    text = written(w, p)
    found = owner_ballots.parse(text.encode())
    result = count(Loaded("owners", found, "dual"))
    said = {
        side: tuple(
            result.working[side][k] for k in ("members", "present", "for", "against", "abstain")
        )
        for side in ("heads", "area")
    }
    assert said["heads"] == (
        round_.members,
        round_.present,
        round_.votes_for,
        round_.votes_against,
        round_.votes_abstain,
    )
    assert said["area"] == (
        area.members,
        area.present,
        area.votes_for,
        area.votes_against,
        area.votes_abstain,
    )
    assert (
        result.working["outcome"] == round_.outcome == found.meta["published_outcome"] == "rejected"
    ), "most heads were for it, and most of the area was not"
    assert (
        found.units == len(w.rows(tables.dwelling)) > len(found.parties)
        and len(found.parties) == round_.members
    )
    assert ";2;308950;against" in text and not [
        who for who in (*w.person, *w.person.values()) if who in text
    ]


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (("META\n", "MET\n"), 1, "begins with"),
        (("rule;dual", "rule;motion"), 4, "rule is 'motion'"),
        (("VOTES\n", "VOTES\nVOTES\n"), 13, "once each"),
        (("1;1;8950;for", "1;1;89.5;for"), 14, "whole numbers"),
        (("1;1;8950;for", "1;1;8950;yes"), 14, "'yes' is not"),
        (("2;2;100;", "1;2;100;"), 15, "already on line 14"),
        (("num_units;3", "num_units;4"), 10, "num_units is 4"),
        (("area;9050", "area;1"), 11, "area is 1"),
        (("quorum;at_least 2/3", "quorum;most"), 6, "quorum is 'most'"),
        (("silence_joins;no\n", ""), 10, "META does not say silence_joins"),
        (("silence_joins;no", "silence_joins;perhaps"), 8, "silence_joins"),
        (("VOTES\nparty;units;area;choice\n1;1;8950;for\n2;2;100;\n", ""), 11, "VOTES is missing"),
    ],
)
def test_a_broken_file_of_owners_is_refused_with_its_line(change, line, why):
    text = owner_ballots.write(
        {"round": "1"},
        quorum=Threshold("at_least", 2, 3),
        majority=Threshold("more_than", 1, 2),
        silence_joins=False,
        parties=[(1, 1, 8950, "for"), (2, 2, 100, None)],
    )
    assert change[0] in text
    with pytest.raises(BadFile, match=why) as bad:
        owner_ballots.parse(text.replace(*change).encode())
    assert bad.value.line == line, text
