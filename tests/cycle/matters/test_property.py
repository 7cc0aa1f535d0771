"""What owners decide (Civil Code Art 278): by floor area and by heads, co-owners with one vote, one
owner of several units one head, guardians and companies by a recorded representative, special items
by three quarters; counted again by `verify`.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts.legality import ReviewLegality
from deliberation.cycle.supervise.acts.certificate import RefuseCertificate
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import owners as owner_acts
from deliberation.roster.acts import people
from tests.cycle.matters.test_plans import recount_check
from tests.traces import refused
from tests.world import RESIDENTS, World

COMMON, SPECIAL = {"uses_common_parts": True}, {"rebuilds_common_parts": True}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def dwelling(w, name):
    return next(r.dwelling_id for r in w.rows(tables.person) if r.name == name)


def owns_too(w, name, unit):
    w.act(
        "窗口",
        owner_acts.RecordOwnership(
            act_id=new_id(),
            person_id=w.person[name],
            dwelling_id=unit,
            document="不动产权证 2026-17",
        ),
    )


def shop(w, area=300_000, room="商铺"):
    """A unit nobody of the roster owns."""
    before = {r.dwelling_id for r in w.rows(tables.dwelling)}
    tenant = people.RosterEntry(
        estate="嘉禾苑",
        building="1栋",
        unit="底商",
        room=room,
        name=f"店员{room}",
        phone=None,
        birth_date="1990-01-01",
        area=area,
        tenure="tenant",
        lives_here=True,
    )
    w.operate(people.EnterPeople(act_id=new_id(), entries=(tenant,)))
    w.refresh()
    return next(r.dwelling_id for r in w.rows(tables.dwelling) if r.dwelling_id not in before)


def in_vote(w, answers=COMMON, **kw):
    return w.in_vote(
        who="林一",
        title="更换三栋电梯",
        body="使用维修资金更换三栋的两台电梯。",
        answers=answers,
        **kw,
    )


def voters(w, p):
    return {r.person_id for r in w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)}


def close(w, p):
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    verify(w.engines)
    return w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[0], w.rows(
        tables.owner_round, tables.owner_round.c.proposal_id == p
    )[0]


def everybody(w, p, choice="for", but=()):
    names = {v: k for k, v in w.person.items()}
    for person in sorted(voters(w, p)):
        if names[person] not in but:
            w.act(names[person], resolve.CastBallot(**at(p), choice=choice))


def test_all_owners_stand_on_the_roll_wherever_they_live_and_every_unit_counts(world):
    w = world
    unit = shop(w)
    p = in_vote(w)
    row = w.row(p)
    assert (row.matter, row.effect_note) == (
        "property",
        None,
    ) and row.opens_at - row.notice_at >= timedelta(days=15)
    assert w.person["租客远"] in voters(w, p) and w.person["店员商铺"] not in voters(w, p), (
        "an owner living elsewhere votes, a tenant does not"
    )
    parties = w.rows(tables.owner_party, tables.owner_party.c.proposal_id == p)
    units = w.rows(tables.dwelling)
    assert sum(x.units for x in parties) == len(units) and sum(x.area for x in parties) == sum(
        d.area for d in units
    )
    assert w.rows(tables.vote_round)[0].members == len(parties) and unit in {
        d.dwelling_id for d in units
    }
    verify(w.engines)


def test_passed_by_heads_but_not_by_area(world):
    w = world
    shop(w, area=3_000_000)
    p = in_vote(w)
    everybody(w, p)
    round_, area = close(w, p)
    assert (
        round_.outcome == "inquorate"
        and round_.votes_for > round_.members * 2 / 3
        and area.present * 3 < area.members * 2
    )
    assert w.row(p).outcome == "inquorate"


def test_one_owner_of_several_units_is_one_head_with_all_the_area(small_world):
    w = small_world
    owns_too(w, "林二", shop(w))
    p = in_vote(w)
    mine = [
        x
        for x in w.rows(tables.owner_party_voter, tables.owner_party_voter.c.proposal_id == p)
        if x.person_id == w.person["林二"]
    ]
    (party,) = (
        x
        for x in w.rows(tables.owner_party, tables.owner_party.c.proposal_id == p)
        if x.party_no == mine[0].party_no
    )
    assert len(mine) == 1 and (party.units, party.area) == (2, 308_950)
    everybody(w, p, "against", but=("林二",))
    w.cast(p, 林二="for")
    round_, area = close(w, p)
    assert (round_.votes_for, area.votes_for) == (1, 308_950) and round_.outcome == "rejected"


def test_the_certificates_recount_agrees_also_where_co_owners_voted_twice(small_world):
    w = small_world
    p = in_vote(w)
    everybody(w, p)
    close(w, p)
    assert recount_check(w, p)[1] == "right"


def test_co_owners_cast_one_vote_and_the_later_one_counts(small_world):
    w = small_world
    owns_too(w, "林二", dwelling(w, "林三"))  # now 林二 owns one alone, and one together with 林三
    p = in_vote(w)
    w.cast(p, 林三="against")
    w.cast(p, 林二="for")
    everybody(w, p, "for", but=("林二", "林三"))
    round_, _area = close(w, p)
    assert (
        round_.votes_against == 0
        and round_.votes_for == round_.present
        and round_.outcome == "passed"
    )


def test_special_items_need_three_quarters(small_world):
    w = small_world
    p = in_vote(w, SPECIAL)
    assert w.row(p).matter == "property_special"
    heads = w.rows(tables.vote_round)[0].members
    names = {v: k for k, v in w.person.items()}
    on_roll = [names[v] for v in sorted(voters(w, p))]
    for i, name in enumerate(on_roll):
        w.act(name, resolve.CastBallot(**at(p), choice="for" if i < heads * 0.7 else "against"))
    round_, area = close(w, p)
    assert (
        round_.outcome == "rejected"
        and round_.votes_for * 2 > round_.present
        and area.votes_for * 4 < area.present * 3
    )


def test_a_childs_unit_waits_for_a_guardian_and_a_company_for_its_proxy(small_world):
    w = small_world
    child, one, two = dwelling(w, "丁小"), shop(w), shop(w, room="车库")
    p = in_vote(w)
    silent = [
        x
        for x in w.rows(tables.owner_party, tables.owner_party.c.proposal_id == p)
        if x.party_no
        not in {
            v.party_no
            for v in w.rows(tables.owner_party_voter, tables.owner_party_voter.c.proposal_id == p)
        }
    ]
    assert {x.area for x in silent} == {8950, 300_000}
    w.act(
        "窗口",
        owner_acts.RecordRepresentative(
            act_id=new_id(),
            person_id=w.person["林四"],
            dwellings=(child,),
            ground="guardian",
            document="出生证",
        ),
    )
    w.act(
        "窗口",
        owner_acts.RecordRepresentative(
            act_id=new_id(),
            person_id=w.person["林五"],
            dwellings=(one, two),
            ground="company",
            document="授权委托书",
        ),
    )
    assert (
        len(voters(w, p)) == len([x for x in w.rows(tables.person) if x.tenure == "owner"]) - 1
    ), "a frozen roll stays as it is"
    close(w, p)
    later = in_vote(w)
    mine = {
        x.party_no
        for x in w.rows(tables.owner_party_voter, tables.owner_party_voter.c.proposal_id == later)
        if x.person_id == w.person["林五"]
    }
    areas = sorted(
        x.area
        for x in w.rows(tables.owner_party, tables.owner_party.c.proposal_id == later)
        if x.party_no in mine
    )
    assert areas == [8950, 600_000], "their own home, and the company's two units as one head"
    with refused(w, "already_in"):
        w.act(
            "窗口",
            owner_acts.RecordRepresentative(
                act_id=new_id(),
                person_id=w.person["林六"],
                dwellings=(one,),
                ground="heirs",
                document="公证书",
            ),
        )
    with refused(w, "not_adult"):
        w.act(
            "窗口",
            owner_acts.RecordRepresentative(
                act_id=new_id(),
                person_id=w.person["丁小"],
                dwellings=(dwelling(w, "林六"),),
                ground="heirs",
                document="公证书",
            ),
        )


def test_ties_to_units_are_recorded_ended_and_never_doubled(world):
    w = world
    unit = shop(w)
    owns_too(w, "林二", unit)
    for again in (unit, dwelling(w, "林二")):
        with refused(w, "owns_already"):
            owns_too(w, "林二", again)
    with refused(w, "unknown_unit"):
        owns_too(w, "林二", new_id())
    (row,) = w.rows(tables.ownership)
    end = {"act_id": new_id(), "ownership_id": row.ownership_id, "reason": "卖了。"}
    w.act("窗口", owner_acts.EndOwnership(**end))
    with refused(w, "already_decided"):
        w.act("窗口", owner_acts.EndOwnership(**{**end, "act_id": new_id()}))
    with refused(w, "unknown_reference"):
        w.act(
            "窗口", owner_acts.EndOwnership(act_id=new_id(), ownership_id=new_id(), reason="卖了。")
        )
    owns_too(w, "林二", unit)
    w.act(
        "窗口",
        owner_acts.RecordRepresentative(
            act_id=new_id(),
            person_id=w.person["林三"],
            dwellings=(unit,),
            ground="company",
            document="委托书",
        ),
    )
    (spoken,) = w.rows(tables.representation)
    w.act(
        "窗口",
        owner_acts.EndRepresentative(
            act_id=new_id(), representation_id=spoken.representation_id, reason="换人了。"
        ),
    )
    assert w.rows(tables.representation)[0].ended_at is not None
    with refused(w, "already_decided"):
        w.act(
            "窗口",
            owner_acts.EndRepresentative(
                act_id=new_id(), representation_id=spoken.representation_id, reason="换人了。"
            ),
        )
    with refused(w, "unknown_reference"):
        w.act(
            "窗口",
            owner_acts.EndRepresentative(
                act_id=new_id(), representation_id=new_id(), reason="换人了。"
            ),
        )
    with refused(w, "unknown_unit"):
        w.act(
            "窗口",
            owner_acts.RecordRepresentative(
                act_id=new_id(),
                person_id=w.person["林三"],
                dwellings=(),
                ground="company",
                document="委托书",
            ),
        )
    verify(w.engines)


def test_whoever_stepped_aside_from_office_still_votes_for_what_is_theirs(small_world):
    w = small_world
    p = w.in_advise(who="林一", answers=COMMON)
    w.act("理事乙", suggest.Recuse(**at(p), reason="neighbour", explanation="我住三栋。"))
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="电梯旧了。"))
    w.act("窗口", ReviewLegality(**at(p), result="clean"))
    while w.stage(p) == "notice":
        w.let_pass(p)
    w.cast(p, 理事乙="for")
    assert w.counts(p).ballots == 1


def test_signing_in_is_no_vote_where_only_a_ballot_takes_part(small_world):
    w = small_world
    p = in_vote(w)
    with refused(w, "no_signing_in"):
        w.act("窗口", resolve.RecordAttendance(**at(p), person_id=w.person["林二"]))


def test_an_owner_living_elsewhere_supports_and_talks_about_property_and_nothing_else(small_world):
    w = small_world
    theirs, other = w.submitted("林一", answers=COMMON), w.submitted("林二")
    w.cosign(theirs, "租客远")
    w.act("租客远", Comment(**at(theirs), body="我在外地，同意。", stance="for"))
    with refused(w, "wrong_role"):
        w.cosign(other, "租客远")


def test_a_refused_certificate_brings_the_same_count_again(small_world):
    w = small_world
    p = in_vote(w)
    everybody(w, p)
    close(w, p)
    w.act("监事甲", RefuseCertificate(**at(p), ticked=(), statement="面积与登记簿不一致。"))
    assert w.facts(p).count("owners_counted") == 2 and w.rows(tables.vote_round)[0].recounts == 1
    verify(w.engines)


@pytest.mark.parametrize("proved", [True, False])
def test_silence_follows_the_majority_only_by_the_owners_own_rule_and_a_proved_notice(
    sqlite_engines, time, proved
):
    own = 'extends = "cn-2026"\n[kinds.property.vote.community]\nsilence = "joins_majority"\n'
    w = World(sqlite_engines, time, rulebook=own).populate()
    p = w.posted(who="林一", answers=COMMON) if proved else w.in_notice(who="林一", answers=COMMON)
    while w.stage(p) == "notice":
        w.let_pass(p)
    heads = len(w.rows(tables.owner_party, tables.owner_party.c.proposal_id == p))
    names = {v: k for k, v in w.person.items()}
    part = sorted(voters(w, p))[: -(heads // 4)]
    for i, v in enumerate(part):
        w.act(
            names[v],
            resolve.CastBallot(**at(p), choice="for" if i * 9 < len(part) * 4 else "abstain"),
        )
    round_, area = close(w, p)
    assert (
        round_.outcome == ("passed" if proved else "rejected") and bool(area.silent_heads) == proved
    )


def test_what_a_community_writes_is_held_to_the_civil_code():
    from deliberation.charter.rulebook import RulebookError, parse

    for line, why in (
        ('quorum = { at_least = "1/2" }', "loosens"),
        ('rule = "motion/1"', "heads and area"),
        ('electorate = "residents"', "heads and area|loosens"),
    ):
        with pytest.raises(RulebookError, match=why):
            parse(f'extends = "cn-2026"\n[kinds.property.vote.community]\n{line}\n', "x.toml")
    with pytest.raises(RulebookError, match="own rules"):
        parse(
            'extends = "cn-2026"\n[kinds.ordinary.vote.community]\nsilence = "joins_majority"\n',
            "x.toml",
        )
    assert len(RESIDENTS) > 10
