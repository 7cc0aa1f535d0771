"""One vote per household (Organic Law Art 27): whichever of its adults votes speaks for it, the
last ballot counts once, or the one it named; counted again by `verify`.
"""

from datetime import timedelta

import pytest

from deliberation.charter.rulebook import RulebookError, parse
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.readings.vote import certificate
from deliberation.readings.vote.files import ballot_file
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.record.write.communities import community
from deliberation.roster.acts import households as household_acts
from deliberation.roster.acts import life as roster_acts
from deliberation.roster.acts import people
from tests.traces import refused
from tests.world import World

RULES = """extends = "cn-2026"
[kinds.ordinary.vote.community]
electorate = "households"
factor = "residents"
quorum = { more_than = "1/2" }
"""
OF_GROUP = """extends = "cn-2026"
[kinds.ordinary.vote.group]
electorate = "households"
"""


@pytest.fixture
def w(engines, time):
    """A community where households decide, and where the pairs 林二 and 林二妻 (one home) and 林三
    and 林三夫 live together.
    """
    return together(World(engines, time, rulebook=RULES).populate())


def together(world):
    for name, with_whom in (("林二妻", "林二"), ("林三夫", "林三")):
        i = next(i for i, n in enumerate(list(world.person)) if n == with_whom)
        home = next(
            r
            for r in world.rows(tables.dwelling)
            if r.dwelling_id
            == next(p.dwelling_id for p in world.rows(tables.person) if p.name == with_whom)
        )
        world.operate(
            people.EnterPeople(
                act_id=new_id(),
                entries=(
                    people.RosterEntry(
                        estate="嘉禾苑",
                        building=home.building,
                        unit=home.unit,
                        room=home.room,
                        name=name,
                        phone=f"139{i:08d}",
                        birth_date="1972-01-01",
                        area=8950,
                        tenure="owner",
                        lives_here=True,
                    ),
                ),
            )
        )
    world.refresh()
    return world


def home_of(w, name):
    return next(r.dwelling_id for r in w.rows(tables.person) if r.name == name)


def close(w, p):
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    verify(w.engines)
    return w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[-1]


def test_the_roll_has_every_household_once_and_all_its_adults(w):
    p = w.in_vote()
    adults = [r for r in w.rows(tables.person) if r.standing == "adult" and r.lives_here]
    assert (
        w.rows(tables.vote_round)[0].members == len({r.dwelling_id for r in adults}) < len(adults)
    )
    assert {r.person_id for r in w.rows(tables.roll_entry)} == {r.person_id for r in adults} and {
        r.role for r in w.rows(tables.roll_entry)
    } == {"household"}
    assert w.person["租客远"] not in {r.person_id for r in w.rows(tables.household_voter)}, (
        "a home where no adult lives has no vote"
    )
    verify(w.engines)
    assert w.stage(p) == "vote"


def test_the_last_ballot_of_a_household_counts_once(w):
    p = w.in_vote()
    w.cast(p, 林二="for")
    w.cast(p, 林三="against", 林二妻="against", 林三夫="for")
    members = w.rows(tables.vote_round)[0].members
    others = [n for n in w.person if n.startswith("林十")] + ["林四", "林五", "林六"]
    for name in others:
        w.act(name, resolve.CastBallot(act_id=new_id(), subject_id=p, choice="for"))
    round_ = close(w, p)
    assert (round_.present, round_.votes_for, round_.votes_against) == (
        len(others) + 2,
        len(others) + 1,
        1,
    ) and round_.members == members
    assert round_.outcome == ("passed" if round_.present * 2 > members else "inquorate")
    with w.engines.read_connection() as conn:
        text = ballot_file.ballot_file(conn, w.id, "jiahe", p).text
    assert text.count("against") >= 1 and f"{len(others) + 2}" in text
    with w.engines.read_connection() as conn:
        row = w.row(p)
        case, _ = casefile.looking(
            conn, community(conn, w.id, w.engines), row, w.actor("监事甲"), row.rulebook
        )
        found = {
            code: (verdict, figure)
            for code, verdict, figure in certificate.checks(conn, case.community, row, case)
        }
    assert found["recount"] == ("right", len(others) + 2) and found["proxies_used"] == ("right", 0)


def test_a_named_representative_votes_alone_until_the_household_says_otherwise(w):
    name = {"act_id": new_id(), "dwelling_id": home_of(w, "林二"), "person_id": w.person["林二妻"]}
    w.act("林二", household_acts.NameHouseholdRep(**name))
    with refused(w, "nothing_changed"):
        w.act("林二", household_acts.NameHouseholdRep(**{**name, "act_id": new_id()}))
    with refused(w, "not_in_household"):
        w.act("林三", household_acts.NameHouseholdRep(**{**name, "act_id": new_id()}))
    with refused(w, "not_in_household"):
        w.act(
            "林二",
            household_acts.NameHouseholdRep(
                **{**name, "act_id": new_id(), "person_id": w.person["林三"]}
            ),
        )
    p = w.in_vote()
    with refused(w, "not_on_roll"):
        w.cast(p, 林二="for")
    w.cast(p, 林二妻="for")
    w.act(
        "窗口",
        household_acts.RecordHouseholdRep(
            act_id=new_id(),
            dwelling_id=home_of(w, "林二"),
            person_id=w.person["林二"],
            document="户代表推选书 3 号",
        ),
    )
    assert [r.person_id for r in w.rows(tables.household_rep) if r.ended_at is None] == [
        w.person["林二"]
    ]
    with refused(w, "not_on_roll"):  # a frozen roll stays as it is
        w.cast(p, 林二="for")
    w.act(
        "窗口",
        household_acts.RecordHouseholdRep(
            act_id=new_id(), dwelling_id=home_of(w, "林二"), person_id=None, document="撤回"
        ),
    )
    assert [r for r in w.rows(tables.household_rep) if r.ended_at is None] == []
    with refused(w, "unknown_unit"):
        w.act(
            "窗口",
            household_acts.RecordHouseholdRep(
                act_id=new_id(), dwelling_id=new_id(), person_id=None, document="误"
            ),
        )
    verify(w.engines)


def test_a_representative_who_moved_away_speaks_for_nobody(w):
    w.act(
        "林二",
        household_acts.NameHouseholdRep(
            act_id=new_id(), dwelling_id=home_of(w, "林二"), person_id=w.person["林二妻"]
        ),
    )
    w.act(
        "窗口",
        roster_acts.RecordLeft(
            act_id=new_id(),
            person_id=w.person["林二妻"],
            cause="moved_away",
            happened_on=w.today(),
            reason="搬走了。",
        ),
    )
    p = w.in_vote()
    w.cast(p, 林二="for")
    assert w.counts(p).ballots == 1


def test_in_a_group_a_household_all_of_whose_adults_step_aside_leaves_the_base(engines, time):
    w = together(World(engines, time, rulebook=OF_GROUP).populate())
    building = w.row(w.draft("林二")).group_id or next(
        r.group_id for r in w.rows(tables.dwelling) if r.dwelling_id == home_of(w, "代表甲")
    )
    p = w.submitted("代表甲", group_id=building)
    names = {v: k for k, v in w.person.items()}
    mine = [
        names[r.person_id]
        for r in w.rows(tables.person)
        if r.dwelling_id
        in {d.dwelling_id for d in w.rows(tables.dwelling) if d.group_id == building}
        and r.standing == "adult"
        and r.lives_here
        and names[r.person_id] != "代表甲"
    ]
    w.cosign(p, *mine[:10])
    if w.stage(p) == "take_up":
        w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    w.act(
        "代表甲",
        suggest.Recuse(
            act_id=new_id(), subject_id=p, reason="own_interest", explanation="是我家。"
        ),
    )
    w.act(
        "理事甲",
        suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="好。"),
    )
    if w.row(p).study_state == "pending":
        w.act(
            "书记",
            study.RecordStudy(
                act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
            ),
        )
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    while w.stage(p) == "notice":
        w.let_pass(p)
    voters = w.rows(tables.household_voter)
    assert w.rows(tables.vote_round)[0].members == len({r.home_no for r in voters}) - 1
    assert w.person["代表甲"] in {r.person_id for r in voters}
    close(w, p)


def test_households_of_the_whole_community_are_held_to_the_assemblys_numbers():
    with pytest.raises(RulebookError, match="27"):
        parse(RULES.replace('more_than = "1/2"', 'at_least = "1/3"'), "x.toml")
    with pytest.raises(RulebookError, match="27"):
        parse(RULES + "recusal_leaves_base = true\n", "x.toml")


def test_a_paper_counts_each_household_once(w):
    p = w.draft()
    for title in ("种桂花", "种香樟"):
        w.act(
            "林一", plan_acts.OfferPlan(act_id=new_id(), subject_id=p, title=title, body="做法。")
        )
    w.act("林一", propose.Submit(act_id=new_id(), subject_id=p))
    w.cosign(p, *[f"林{n}" for n in "二三四五六七八九"], "林十一", "林十二")
    w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    w.act(
        "理事甲",
        suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="好。"),
    )
    w.act(
        "书记",
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
        ),
    )
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    while w.stage(p) == "notice":
        w.let_pass(p)
    w.cast(p, 林二="1", 林二妻="2", 林三="2")
    round_ = close(w, p)
    assert round_.present == 2
