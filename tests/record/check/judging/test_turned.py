"""Turns of a matter written past the gate after real acts have brought it there: `verify` names
what could not follow. The rest stands in the catalogue of tamperings.
"""

import pytest

from deliberation.charter.facts.proposal import cycle, propose, supervise
from deliberation.charter.facts.vote import households, papers
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.carry_out.acts.work import Rectify
from deliberation.cycle.propose.acts.withdrawal import Withdraw
from deliberation.cycle.supervise.acts.inspection import RecordFinding, VerifyRectified
from deliberation.cycle.supervise.acts.measures import ReturnOnce, Suspend
from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from tests.cycle.matters import rounds as r
from tests.record.check.judging.test_judge import found
from tests.record.check.tampering.anew import of_kind, public
from tests.record.check.tampering.attacker import Attacker


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def forge(w, *facts, name, by, role):
    """Before it all was right, and after it `verify` says what."""
    verify(w.engines)
    Attacker(w, {}).forge(*facts, name=name, by=by, role=role)
    return found(w)


def rewritten(w, change):
    verify(w.engines)
    Attacker(w, {}).rewrite(change)
    with pytest.raises(Wrong) as caught:
        verify(w.engines)
    return str(caught.value)


# --- going back


def test_a_matter_is_returned_once(small_world):
    w = small_world
    p = w.in_notice()
    w.act("监事甲", ReturnOnce(**at(p), reasons="请再看一次。"))
    w.act("理事甲", r.suggest.Recommend(**at(p), verdict="support", reasons="可以。"))
    assert w.let_pass(p) == "notice"
    by = w.person["监事乙"]
    again = supervise.Returned(subject=the_proposal(p), by=by, to_stage="advise")
    said = forge(w, again, name="return_once", by="监事乙", role="supervisor")
    assert "a matter returned twice" in said


def test_what_moves_back_says_so(small_world):
    """A step without it could be made again and again."""
    w = small_world
    p = w.in_notice()
    step = cycle.StageMoved(
        subject=the_proposal(p), from_stage="notice", to_stage="advise", why="returned"
    )
    said = forge(w, step, name="return_once", by="监事甲", role="supervisor")
    assert "returned does not say so once" in said


# --- money


def test_nobody_checks_their_own_project(small_world):
    w = small_world
    w.take_office("林二", "councillor")
    p = r.in_check(w)
    option = next(o for o in r.options(w, p).values() if o.by == w.person["林二"])
    own = papers.OptionDecided(
        subject=the_proposal(p),
        option=option.option_id,
        by=w.person["林二"],
        state="accepted",
        cost=option.cost,
    )
    said = forge(w, own, name="check_project", by="林二", role="councillor")
    assert "checked their own project" in said


def test_what_spends_money_says_how_much(small_world):
    """Or nobody could check it, or say that more was spent."""
    w = small_world
    p = w.draft(answers={"spends_money": True})
    public_now = propose.ProposalSubmitted(
        subject=the_proposal(p),
        author=w.person["林一"],
        number_year=2026,
        number=1,
        matter="fund",
        legal_effect="binding_by_charter",
        effect_note=None,
        group=None,
        rulebook=w.rows(tables.community)[0].rulebook,
        version_no=1,
        title=w.row(p).title,
        body=w.row(p).body,
    )
    said = forge(w, public_now, name="submit", by="林一", role="author")
    assert "fund made public, with 0 cost_named" in said


# --- leaving


def test_who_signed_may_keep_what_its_author_leaves(small_world):
    w = small_world
    p = w.submitted()
    w.cosign(p, "林二")
    about, by = the_proposal(p), w.person["林一"]
    gone = propose.WithdrawalAnnounced(subject=about, by=by, until=None)
    over = cycle.StageMoved(
        subject=about, from_stage="gather", to_stage="closed", why="withdrawn", ending="withdrawn"
    )
    said = forge(w, gone, over, name="withdraw", by="林一", role="author")
    assert "withdrawn until None, and 1 signed" in said


def test_nobody_takes_over_from_an_author_who_stays(small_world):
    w = small_world
    p = w.submitted()
    w.cosign(p, "林二")
    before, after = w.person["林一"], w.person["林二"]
    kept = propose.AuthorChanged(subject=the_proposal(p), author=after, before=before)
    said = forge(w, kept, name="take_over", by="林二", role="cosigner")
    assert "taken over from an author who stays" in said


def test_a_withdrawal_that_is_open_is_judged_clean(small_world):
    w = small_world
    p = w.submitted()
    w.cosign(p, "林二")
    w.act("林一", Withdraw(**at(p)))
    assert verify(w.engines)


# --- what is asked


def test_a_suspension_ends_on_its_day(small_world):
    w = small_world
    p = w.assigned()
    w.act("监事甲", Suspend(**at(p), days=3, reasons="有人投诉。"))

    def longer(items):
        [suspended] = of_kind(items, "suspended")
        until = suspended.public["until"]
        public(suspended, until=until.replace("2026", "2027"))

    assert "suspend: resume: due_at is" in rewritten(w, longer)


def test_work_is_not_accepted_with_a_fault_open(small_world):
    w = small_world
    p = w.in_inspect()
    w.act("监事甲", RecordFinding(**at(p), body="地面不平。"))
    accepted = supervise.WorkAccepted(subject=the_proposal(p), person=w.person["监事乙"])
    said = forge(w, accepted, name="accept", by="监事乙", role="supervisor")
    assert "accepted with a finding open" in said


def test_whoever_is_in_charge_puts_a_fault_right(small_world):
    w = small_world
    p = w.in_inspect()
    w.act("监事甲", RecordFinding(**at(p), body="地面不平。"))
    [finding] = w.rows(tables.finding)
    w.act("承办甲", Rectify(**at(p), finding_id=finding.finding_id, body="已整改。"))

    def of_the_desk(items):
        [recorded] = of_kind(items, "finding_recorded")
        [line] = recorded.public["obligations"]
        public(recorded, obligations=[{**line, "who_kind": "office_role", "who": "clerk"}])

    assert "finding_recorded: rectify: who" in rewritten(w, of_the_desk)


def test_a_fault_that_is_left_is_not_said_to_be_gone(small_world):
    """Acceptance would be asked for with one open."""
    w = small_world
    p = w.in_inspect()
    for body in ("地面不平。", "灯不亮。"):
        w.act("监事甲", RecordFinding(**at(p), body=body))
    finding = w.rows(tables.finding)[0].finding_id
    w.act("承办甲", Rectify(**at(p), finding_id=finding, body="已整改。"))
    w.act("监事甲", VerifyRectified(**at(p), finding_id=finding, ok=True))

    def none_left(items):
        [verified] = of_kind(items, "finding_verified")
        public(verified, left=0)

    assert "0 faults said to be left, and 1 are" in rewritten(w, none_left)


# --- households


def test_a_neighbour_ends_nobodys_word_for_a_home(small_world):
    """Recorded at the desk for one home, and ended by somebody of another."""
    w = small_world
    home = next(x for x in w.rows(tables.person) if x.name == "林二")
    naming, clerk = new_id(), w.person["窗口"]
    named = households.HouseholdRepNamed(
        naming=naming,
        person=home.person_id,
        by=clerk,
        desk=True,
        dwelling=home.dwelling_id,
        document="委托书",
    )
    Attacker(w, {}).forge(named, name="record_household_rep", by="窗口", role="clerk")
    w.time.advance(minutes=1)
    ended = households.HouseholdRepEnded(naming=naming, person=home.person_id, by=w.person["林三"])
    said = forge(w, ended, name="name_household_rep", by="林三", role="resident")
    assert "of another home than theirs" in said
