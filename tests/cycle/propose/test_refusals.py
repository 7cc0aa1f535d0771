"""Refusals that no other test brings about: each with its reason, and without a trace in any
table.

Ordered as a proposal goes: people and places, draft, support, the council's table, advice, notice,
vote. What comes after it: `tests/cycle/supervise`.
"""

from datetime import timedelta

from deliberation.charter.case import OPERATOR, Actor
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts.appeal import Appeal, DecideAppeal, ReopenInSilence
from deliberation.cycle.propose.acts.merging import AgreeMerge, AskMerge, DeclineMerge
from deliberation.cycle.propose.acts.support import BringToCouncil, Cosign, Lapse, ReturnToGather
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.propose.acts.withdrawal import FinishWithdrawal, Withdraw
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts.answer import AnswerRecommendation, GoOnWithOwnText
from deliberation.cycle.suggest.acts.legality import PassLegalityBy, ReviewLegality
from deliberation.cycle.suggest.acts.study import ChooseAdvisory, RecordStudy
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster.acts import importing as import_acts
from deliberation.roster.acts import people
from tests.traces import refused
from tests.world import RESIDENTS, START, World


def at(p: str) -> dict[str, str]:
    return {"act_id": new_id(), "subject_id": p}


def fact_id(w: World, kind: str) -> str:
    return w.rows(tables.fact, tables.fact.c.kind == kind)[-1].fact_id


# --- people and places
# -----------------------------------------------------------------------------------


def test_nobody_acts_without_signing_in_or_in_a_community_that_is_not_there(world):
    w, p = world, world.submitted()
    with refused(w, "not_signed_in"):
        w.act(Actor(), Comment(**at(p), body="路过。"))
    with refused(w, "unknown_community"):
        perform(
            propose.Draft(act_id=new_id(), title="标题", body="内容"),
            w.actor("林一"),
            new_id(),
            w.engines,
        )
    with refused(w, "unknown_community"):
        perform(people.AdoptRulebook(act_id=new_id(), source=""), OPERATOR, new_id(), w.engines)


def test_an_office_is_held_once_and_left_once(world):
    w = world
    with refused(w, "already_in_office"):
        w.take_office("代表甲", "representative")
    office = w.rows(tables.office, tables.office.c.person_id == w.person["代表甲"])[0].office_id
    leave = lambda which: w.act(
        "窗口", people.LeaveOffice(act_id=new_id(), office_id=which, cause="resigned")
    )
    with refused(w, "unknown_office"):
        leave(new_id())
    leave(office)
    with refused(w, "unknown_office"):
        leave(office)


def test_a_resident_joins_once_and_for_themselves(world):
    w = world
    join = lambda who: w.act("林二", people.Join(act_id=new_id(), person_id=w.person[who]))
    with refused(w, "wrong_role"):
        join("林三")
    join("林二")
    with refused(w, "already_joined"):
        join("林二")


def test_rules_with_an_error_are_refused_and_the_old_ones_stay(world):
    w = world
    before = w.rows(tables.community)[0].rulebook
    with refused(w, "rulebook_refused"):
        w.operate(people.AdoptRulebook(act_id=new_id(), source="format = 1\ntitle = 7\n"))
    assert w.rows(tables.community)[0].rulebook == before


def test_erasing_names_something_that_is_there_once(world):
    w = world
    w.draft()
    erase = lambda fact, part="private": w.act(
        "窗口", people.Erase(act_id=new_id(), fact_id=fact, part=part, ground="request")
    )
    drafted = fact_id(w, "proposal_drafted")
    with refused(w, "unknown_reference"):
        erase(new_id())
    with refused(w, "bad_choice"):
        erase(drafted, "public")
    erase(drafted)
    with refused(w, "already_erased"):
        erase(drafted)


# --- draft and support
# -----------------------------------------------------------------------------------


def test_a_draft_whose_words_were_erased_is_not_complete(world):
    w, p = world, world.draft()
    w.act(
        "窗口",
        people.Erase(
            act_id=new_id(),
            fact_id=fact_id(w, "proposal_drafted"),
            part="private",
            ground="request",
        ),
    )
    with refused(w, "not_complete"):
        w.act("林一", propose.Submit(**at(p)))


def test_only_an_imported_proposal_is_adopted_and_once(world):
    w, own = world, world.draft()
    with refused(w, "not_imported"):
        w.act("林二", propose.Adopt(**at(own)))
    entry = import_acts.SourceProposal(
        "7", "Más bancos", "En la plaza.", "2025-01-02", "usuario 12", 31
    )
    p = w.operate(
        import_acts.ImportProposals(
            act_id=new_id(), source="decide.madrid.es", source_digest="0" * 64, entries=(entry,)
        )
    ).subject_id
    w.act("林二", propose.Adopt(**at(p)))
    with refused(w, "already_adopted"):
        w.act("林三", propose.Adopt(**at(p)))


def test_a_withdrawal_is_announced_once_and_ends_only_if_announced(world):
    w, p = world, world.submitted()
    w.cosign(p, "林二")
    with refused(w, "no_withdrawal"):
        w.clock_act(FinishWithdrawal(**at(p)))
    w.act("林一", Withdraw(**at(p)))
    with refused(w, "withdrawal_open"):
        w.act("林一", Withdraw(**at(p)))


def test_the_clock_goes_by_the_exact_support(world):
    w, p = world, world.submitted()
    with refused(w, "threshold_not_met"):
        w.clock_act(BringToCouncil(**at(p)))
    with refused(w, "same_text"):
        w.act("林一", propose.Revise(**at(p), title=w.row(p).title, body=w.row(p).body))
    w.cosign(p, *RESIDENTS[1:10])
    perform(
        Cosign(**at(p)), w.actor(RESIDENTS[10]), w.id, w.engines
    )  # the tenth, before the clock has looked
    with refused(w, "threshold_met"):
        w.clock_act(Lapse(**at(p)))
    w.tick()
    with refused(w, "threshold_met"):
        w.clock_act(ReturnToGather(**at(p)))


# --- the council's table
# ---------------------------------------------------------------------------------


def test_a_merge_needs_another_open_proposal_and_is_answered_once(world):
    w, p = world, world.in_take_up()
    ask = lambda into: w.act("议员甲", AskMerge(**at(p), into=into))
    draft, other = w.draft("林三"), w.submitted("林二")
    for into, code in ((p, "merge_self"), (draft, "merge_target"), (new_id(), "unknown_reference")):
        with refused(w, code):
            ask(into)
    for act in (AgreeMerge, DeclineMerge):
        with refused(w, "no_merge"):
            w.act("林一", act(**at(p)))
    ask(other)
    w.act("林一", AgreeMerge(**at(p)))
    with refused(w, "already_answered"):
        w.act("林一", AgreeMerge(**at(p)))
    w.time.to(w.row(p).merge_until)
    with refused(w, "no_merge"):
        w.act("林二", AgreeMerge(**at(p)))


def test_an_appeal_is_made_once_and_decided_once(world):
    w, p = world, world.in_take_up()
    w.act("议员甲", council_acts.PassOn(**at(p), reason="mediation", explanation="宜先调解。"))
    decide = lambda: w.act("监事甲", DecideAppeal(**at(p), outcome="upheld", reasons="理由充分。"))
    with refused(w, "nothing_to_answer"):
        decide()
    w.act("林一", Appeal(**at(p), grounds="不只涉及一户。"))
    with refused(w, "already_appealed"):
        w.act("林二", Appeal(**at(p), grounds="同上。"))
    decide()
    with refused(w, "nothing_to_answer"):
        decide()
    with refused(w, "nothing_to_answer"):
        w.clock_act(ReopenInSilence(**at(p)))


# --- advice
# ----------------------------------------------------------------------------------------------


def test_study_and_review_are_recorded_once(world):
    w, p = world, world.in_advise()
    study = lambda: w.act(
        "书记", RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。")
    )
    review = lambda: w.act("窗口", ReviewLegality(**at(p), result="clean"))
    study()
    with refused(w, "already_studied"):
        study()
    with refused(w, "nothing_to_answer"):
        w.act("林一", ChooseAdvisory(**at(p)))
    review()
    with refused(w, "already_reviewed"):
        review()
    with refused(w, "already_reviewed"):
        w.clock_act(PassLegalityBy(**at(p)))


def test_the_council_recommends_once_and_a_change_changes_something(world):
    w, p = world, world.in_advise()
    recommend = lambda changes: w.act(
        "理事甲",
        suggest.Recommend(
            **at(p), verdict="support_with_changes", reasons="理由。", changes=changes
        ),
    )
    with refused(w, "nothing_to_answer"):
        w.act("林一", AnswerRecommendation(**at(p), accepted=True))
    with refused(w, "nothing_to_answer"):
        w.clock_act(GoOnWithOwnText(**at(p)))
    with refused(w, "same_text"):
        recommend(w.row(p).body)
    recommend("改为 20:30。")
    with refused(w, "already_decided"):
        recommend("改为 20:00。")
    with refused(w, "already_decided"):
        w.clock_act(suggest.PassCouncilBy(**at(p)))
    with refused(w, "nothing_to_answer"):
        w.act("林一", propose.Revise(**at(p), title="新标题", body="没有人指出违法。"))


# --- notice and vote
# --------------------------------------------------------------------------------------


def test_a_meeting_is_asked_for_once_by_each(world):
    w, p = world, world.in_take_up()
    ask = lambda who: w.act(who, inform.AskMeeting(**at(p)))
    ask("代表甲")
    with refused(w, "already_asked"):
        ask("代表甲")
    ask("林二")


def test_somebody_signs_in_once_while_the_vote_is_open(world):
    w, p = world, world.in_vote()
    sign_in = lambda who: w.act("窗口", resolve.RecordAttendance(**at(p), person_id=w.person[who]))
    with refused(w, "not_on_roll"):
        sign_in("林二")
    sign_in("代表甲")
    with refused(w, "already_attending"):
        sign_in("代表甲")
    with refused(w, "not_yet"):
        w.clock_act(resolve.CloseVote(**at(p)))
    w.time.to(w.row(p).closes_at)
    with refused(w, "window_closed"):
        sign_in("代表乙")


def test_a_date_is_only_ever_moved_later_and_only_an_open_one(world):
    w, p = world, world.submitted()
    due = w.row(p).due_at
    move = lambda act, to: w.clock_act(people.MoveDeadline(**at(p), act=act, due_at=to))
    for act, to in (("lapse", due), ("lapse", START), ("close_vote", due + timedelta(days=9))):
        with refused(w, "nothing_to_answer"):
            move(act, to)
    move("lapse", due + timedelta(days=1))
    assert w.row(p).due_at == due + timedelta(days=1)
