"""公示 and 决议: proof of posting, the roll, ballots, terms that lapse, the count, the repeat
vote.
"""

from datetime import timedelta

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.resolve.acts import proposal as acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.traces import refused
from tests.world import OFFICES, RESIDENTS, World


def vote_round(w: World, p: str):
    return w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[-1]


def silences(w: World, p: str) -> list[str]:
    return [
        r.code
        for r in w.rows(
            tables.remark, tables.remark.c.subject_id == p, tables.remark.c.kind == "silence"
        )
    ]


def test_without_proof_the_notice_is_extended_once_then_opens_marked(small_world):
    w, p = small_world, small_world.in_notice()
    assert w.let_pass(p) == "notice" and w.row(p).notice_extended
    assert w.let_pass(p) == "vote" and "no_proof_of_posting" in silences(w, p)


def test_with_proof_it_opens_in_time(small_world):
    w, p = small_world, small_world.posted()
    assert (
        w.let_pass(p) == "vote"
        and not w.row(p).notice_extended
        and "no_proof_of_posting" not in silences(w, p)
    )
    with refused(w, "already_proved"):
        w.act(
            "窗口",
            inform.PostProof(
                act_id=new_id(), subject_id=p, purpose="notice", posted_on=w.today(), place="东门"
            ),
        )


def test_proof_is_not_dated_before_the_notice_or_after_today(small_world):
    w, p = small_world, small_world.in_notice()
    for day in ("2026-01-01", "2031-01-01", "yesterday"):
        with refused(w, "bad_date"):
            w.act(
                "窗口",
                inform.PostProof(
                    act_id=new_id(), subject_id=p, purpose="notice", posted_on=day, place="东门"
                ),
            )


def test_the_committee_shortens_in_an_emergency_with_reasons(small_world):
    w, p = small_world, small_world.posted()
    with refused(w, "too_short_notice"):
        w.act(
            "委员甲", inform.ShortenNotice(act_id=new_id(), subject_id=p, hours=23, reasons="暴雨")
        )
    with refused(w, "wrong_role"):
        w.act("窗口", inform.ShortenNotice(act_id=new_id(), subject_id=p, hours=24, reasons="暴雨"))
    w.act(
        "委员甲", inform.ShortenNotice(act_id=new_id(), subject_id=p, hours=24, reasons="暴雨抢险")
    )
    w.time.advance(hours=24)
    w.tick()
    assert w.stage(p) == "vote"


def test_what_was_shortened_waits_for_its_proof_by_hours_alone(world):
    w, p = world, world.in_notice()
    short = {"hours": 24, "reasons": "暴雨抢险"}
    w.act("委员甲", inform.ShortenNotice(act_id=new_id(), subject_id=p, **short))
    w.time.advance(hours=24)
    w.tick()
    assert (w.stage(p), w.row(p).due_at - w.time.at) == ("notice", timedelta(hours=24))
    verify(w.engines)
    assert w.let_pass(p) == "vote"
    verify(w.engines)


def test_passed_rejected_by_abstention_and_inquorate(small_world):
    w = small_world
    cases = (
        ({"代表甲": "for", "代表乙": "for", "代表丙": "for", "代表丁": "against"}, "passed"),
        ({"代表甲": "for", "代表乙": "for", "代表丙": "abstain", "代表丁": "abstain"}, "rejected"),
        ({"代表甲": "for", "代表乙": "for", "代表丙": "for"}, "inquorate"),
    )
    for ballots, outcome in cases:
        p = w.in_publish(ballots=ballots)
        r = vote_round(w, p)
        assert (r.members, r.present, r.outcome) == (6, len(ballots), outcome)


def test_the_last_ballot_counts_and_none_is_shown_before_close(small_world):
    w, p = small_world, small_world.in_vote()
    w.cast(p, 代表甲="against", 代表乙="for", 代表丙="for", 代表丁="for")
    w.cast(p, 代表甲="for")
    assert w.counts(p).ballots == 4 and vote_round(w, p).votes_for is None
    w.let_pass(p)
    assert vote_round(w, p).votes_for == 4


def test_a_ballot_at_the_closing_instant_is_refused_even_if_no_tick_ran(small_world):
    w, p = small_world, small_world.in_vote()
    w.time.to(w.row(p).closes_at - timedelta(seconds=1))
    w.cast(p, 代表甲="for")
    w.time.to(w.row(p).closes_at)
    with refused(w, "window_closed"):
        w.cast(p, 代表乙="for")


def test_only_the_roll_votes_and_with_a_second_factor(small_world):
    w, p = small_world, small_world.in_vote()
    with refused(w, "not_on_roll"):
        w.cast(p, 林一="for")
    with refused(w, "factor_needed"):
        w.act(
            w.actor("代表甲", factor=None),
            acts.CastBallot(act_id=new_id(), subject_id=p, choice="for"),
        )
    with refused(w, "bad_choice"):
        w.cast(p, 代表甲="yes")


def test_signing_in_counts_as_present_and_not_as_for(small_world):
    w, p = small_world, small_world.in_vote()
    w.cast(p, 代表甲="for", 代表乙="for")
    for name in ("代表丙", "代表丁"):
        w.act(
            "窗口", acts.RecordAttendance(act_id=new_id(), subject_id=p, person_id=w.person[name])
        )
    with refused(w, "not_on_roll"):
        w.act(
            "窗口",
            acts.RecordAttendance(act_id=new_id(), subject_id=p, person_id=w.person["林一"]),
        )
    w.let_pass(p)
    r = vote_round(w, p)
    assert (r.present, r.votes_for, r.outcome) == (4, 2, "rejected")


def test_recusal_stays_in_the_base_of_the_statutory_meeting(small_world):
    w, p = small_world, small_world.posted()
    w.act("代表戊", suggest.Recuse(act_id=new_id(), subject_id=p, reason="own_interest"))
    w.let_pass(p)
    assert vote_round(w, p).members == 6
    with refused(w, "recused"):
        w.cast(p, 代表戊="for")


def test_a_term_that_lapses_while_the_vote_is_open_ends_the_right_to_vote(small_world):
    w = small_world
    office = next(r for r in w.rows(tables.office) if r.person_id == w.person["代表戊"])
    w.operate(people.LeaveOffice(act_id=new_id(), office_id=office.office_id, cause="corrected"))
    p = w.posted()
    w.take_office("代表戊", "representative", ends_at=w.row(p).due_at + timedelta(days=1))
    w.let_pass(p)
    assert vote_round(w, p).members == 6
    w.cast(p, 代表戊="for")
    w.time.advance(days=1, hours=1)
    with refused(w, "term_expired"):
        w.cast(p, 代表戊="against")
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for")
    w.let_pass(p)
    assert vote_round(w, p).votes_for == 4


def test_an_inquorate_vote_is_repeated_once_without_new_cosigning(small_world):
    w = small_world
    p = w.in_publish(ballots={"代表甲": "for"})
    w.let_pass(p)
    if w.stage(p) != "closed":
        w.let_pass(p)
    assert w.row(p).ending == "inquorate"
    w.act("林一", acts.RepeatVote(act_id=new_id(), subject_id=p))
    w.act(
        "窗口",
        inform.PostProof(
            act_id=new_id(), subject_id=p, purpose="notice", posted_on=w.today(), place="东门"
        ),
    )
    assert w.let_pass(p) == "vote" and w.row(p).round_no == 2
    while w.stage(p) != "closed":
        w.let_pass(p)
    with refused(w, "already_repeated"):
        w.act("林一", acts.RepeatVote(act_id=new_id(), subject_id=p))


def test_a_repeat_vote_after_thirty_days_is_refused(small_world):
    w = small_world
    p = w.in_publish(ballots={"代表甲": "for"})
    while w.stage(p) != "closed":
        w.let_pass(p)
    w.time.advance(days=40)
    with refused(w, "repeat_over"):
        w.act("林一", acts.RepeatVote(act_id=new_id(), subject_id=p))


def test_a_group_votes_by_itself_and_recusal_leaves_its_base(small_world):
    w = small_world
    group = w.group("1栋")
    inside = [n for i, n in enumerate([*OFFICES, *RESIDENTS]) if i % 3 == 0]
    author = next(n for n in inside if n in RESIDENTS)
    p = w.submitted(author, group_id=group)
    w.cosign(p, *[n for n in inside if n != author][:10])
    w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    w.act("代表丙", suggest.Recuse(act_id=new_id(), subject_id=p, reason="neighbour"))
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
    w.act(
        "窗口",
        inform.PostProof(
            act_id=new_id(), subject_id=p, purpose="notice", posted_on=w.today(), place="门厅"
        ),
    )
    assert w.let_pass(p) == "vote"
    roll = w.rows(tables.roll_entry)
    assert {r.person_id for r in roll} == {w.person[n] for n in inside}
    recused = w.person["代表丙"] in {r.person_id for r in roll}
    assert vote_round(w, p).members == len(inside) - int(recused) and recused
    with refused(w, "not_on_roll"):
        w.cast(p, **{next(n for n in RESIDENTS if n not in inside): "for"})
    w.cast(p, **{author: "for"})


def test_a_voting_window_has_two_whole_working_days(small_world):
    from deliberation.charter.calendar import Calendar

    w, p = small_world, small_world.in_vote()
    row = w.row(p)
    second = Calendar.load("cn").add_working_days(row.opens_at, 2, "Asia/Shanghai")
    assert row.opens_at < second.at <= row.closes_at


def test_effect_is_declared_with_a_document_and_not_against_a_reason(small_world):
    w, p = small_world, small_world.in_notice()
    with refused(w, "empty_text"):
        w.act(
            "窗口",
            inform.DeclareEffect(
                act_id=new_id(), subject_id=p, legal_effect="binding_by_charter", document=""
            ),
        )
    w.act(
        "窗口",
        inform.DeclareEffect(
            act_id=new_id(),
            subject_id=p,
            legal_effect="binding_by_charter",
            document="居民自治章程第十二条",
        ),
    )
    assert w.row(p).legal_effect == "binding_by_charter"


def test_who_has_voted_cannot_declare_an_interest_afterwards(small_world):
    w, p = small_world, small_world.in_vote()
    w.cast(p, 代表甲="for")
    with refused(w, "ballot_in_record"):
        w.act("代表甲", suggest.Recuse(act_id=new_id(), subject_id=p, reason="own_interest"))


def test_who_declared_an_interest_after_opening_is_not_signed_in_either(small_world):
    w, p = small_world, small_world.in_vote()
    w.act("代表乙", suggest.Recuse(act_id=new_id(), subject_id=p, reason="relative"))
    with refused(w, "recused"):
        w.act(
            "窗口",
            acts.RecordAttendance(act_id=new_id(), subject_id=p, person_id=w.person["代表乙"]),
        )
