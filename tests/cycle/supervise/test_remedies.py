"""An objection that is upheld leads somewhere: counted again, voted on again, back to the council,
or declined in public; nothing is carried out before, and what nobody does happens by itself.
"""

from datetime import timedelta

import pytest

from deliberation.charter.facts.proposal import cycle, objections
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.suggest.acts.vetting import VetCandidate
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.cycle.supervise.acts.measures import SetAside
from deliberation.cycle.supervise.acts.objection import AnswerObjection, Object
from deliberation.cycle.supervise.acts.remedy import Remedy, RemedyInSilence
from deliberation.readings.obligations import waiting
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import LeaveOffice
from tests.cycle.matters import test_elections as elections
from tests.record.check.judging.test_turned import forge, rewritten
from tests.record.check.tampering.anew import of_kind, public
from tests.record.obligations.lines import is_open, is_over, office
from tests.record.obligations.lines import line as line_of
from tests.site import act_id, token
from tests.traces import refused

SUPERVISORS, COMMITTEE = office("supervisor"), office("committee_member")
WHO_ANSWERS = {"content": "委员甲"}  # the others: a supervisor
WHO_REMEDIES = {"count": "监事甲"}  # the others: the committee


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def objected(w, p, ground, who="林三"):
    w.act(who, Object(**at(p), ground=ground, body="与公示的不一样。"))
    t = tables.objection
    mine = (t.c.subject_id == p, t.c.ground == ground, t.c.person_id == w.person[who])
    return w.rows(t, *mine)[0].objection_id


def upheld(w, p, ground, outcome="upheld", who="林三"):
    ref = objected(w, p, ground, who)
    said = {"objection_id": ref, "outcome": outcome, "reasons": "确有误。"}
    w.act(WHO_ANSWERS.get(ground, "监事甲"), AnswerObjection(**at(p), **said))
    return ref


def remedied(w, p, ref, way, ground="procedure", **kw):
    who = kw.pop("who", WHO_REMEDIES.get(ground, "委员甲"))
    said = {"objection_id": ref, "way": way, "reasons": "已办理。"}
    return w.act(who, Remedy(**at(p), **said))


def one(w, ref):
    t = tables.objection
    return w.rows(t, t.c.objection_id == ref)[0]


def on_the_last_day(w, p):
    """An hour before the days to object are over."""
    w.time.to(w.clocks(p, "end_objections")[0].due_at - timedelta(hours=1))


def asked_to_certify(w, p):
    with w.engines.read_connection() as s:
        return [x for x in waiting(s, w.id, p) if x.act == "certify"]


def to_end_of_objections(w, p):
    """The moment at which the days to object are over."""
    [clock] = w.clocks(p, "end_objections")
    w.time.to(clock.due_at)
    w.tick()


def test_the_count_is_made_again_and_nothing_is_begun_before(world):
    w, p = world, world.in_publish()
    on_the_last_day(w, p)
    ref = upheld(w, p, "count")
    line = is_open(w, p, "remedy", SUPERVISORS, ref, then_act="remedy_in_silence", scope="own")
    assert line.due_at == w.clocks(p, "remedy_in_silence")[0].due_at
    to_end_of_objections(w, p)
    assert w.stage(p) == "publish"
    remedied(w, p, ref, "recounted", "count")
    is_over(w, p, "remedy", ref, by="objection_remedied")
    assert w.facts(p).count("vote_counted") == 2
    row = one(w, ref)
    assert (row.remedy, row.remedied_by) == ("recounted", w.person["监事甲"])
    for name in ("监事甲", "监事乙"):
        w.act(name, Certify(**at(p)))
    to_end_of_objections(w, p)
    assert w.stage(p) == "carry_out"
    verify(w.engines)


@pytest.mark.parametrize("ground", ["count", "roll", "procedure", "content"])
def test_nothing_is_certified_while_an_upheld_objection_waits(world, ground):
    w, p = world, world.in_publish()
    ref = upheld(w, p, ground)
    with refused(w, "remedy_waits"):
        w.act("监事甲", Certify(**at(p)))
    assert not asked_to_certify(w, p)
    remedied(w, p, ref, "declined", ground)
    assert asked_to_certify(w, p)
    for name in ("监事甲", "监事乙"):
        w.act(name, Certify(**at(p)))
    assert w.row(p).certified == "yes"
    verify(w.engines)


def test_what_nobody_counts_again_counts_itself(small_world):
    w, p = small_world, small_world.in_publish()
    ref = upheld(w, p, "count", "partly")
    w.time.to(line_of(w, p, "remedy", ref).due_at)
    w.tick()
    assert (one(w, ref).remedy, one(w, ref).remedied_by) == ("recounted", None)
    is_over(w, p, "remedy", ref, by="objection_remedied")
    assert w.facts(p).count("vote_counted") == 2
    verify(w.engines)


def test_a_fault_of_procedure_is_a_new_notice_and_a_new_vote(world):
    w, p = world, world.in_publish()
    ref = upheld(w, p, "procedure")
    is_open(w, p, "remedy", COMMITTEE, ref)
    remedied(w, p, ref, "again")
    row = w.row(p)
    assert (row.stage, row.round_no, row.outcome) == ("notice", 2, None)
    assert not w.clocks(p, "remedy_in_silence")
    w.let_pass(p)
    w.let_pass(p)
    assert w.stage(p) == "vote"
    verify(w.engines)


def test_a_new_notice_begins_by_itself_and_ends_what_else_was_to_follow(small_world):
    w, p = small_world, small_world.in_publish()
    first, other = upheld(w, p, "procedure"), upheld(w, p, "count")
    w.time.to(line_of(w, p, "remedy", first).due_at)
    w.tick()
    assert w.stage(p) == "notice"
    assert {one(w, first).remedy, one(w, other).remedy} <= {"again", "recounted", "ended"}
    is_over(w, p, "remedy", first)
    is_over(w, p, "remedy", other)
    assert not w.clocks(p, "remedy_in_silence")
    verify(w.engines)


def test_a_fault_happens_twice_and_no_matter_goes_on_for_ever(small_world):
    w, p = small_world, small_world.in_publish()
    for who in ("林三", "林四"):
        remedied(w, p, upheld(w, p, "procedure", who=who), "again")
        while w.stage(p) != "vote":
            w.let_pass(p)
        w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
        while w.stage(p) == "vote":
            w.let_pass(p)
    third = upheld(w, p, "procedure", who="林五")
    with refused(w, "voted_anew_enough"):
        remedied(w, p, third, "again")
    remedied(w, p, third, "declined")
    assert w.stage(p) == "publish"
    verify(w.engines)


def test_what_is_declined_says_why_and_the_matter_goes_on(small_world):
    w, p = small_world, small_world.in_publish()
    ref = upheld(w, p, "procedure")
    with refused(w, "empty_text"):
        w.act("委员甲", Remedy(**at(p), objection_id=ref, way="declined", reasons=" "))
    remedied(w, p, ref, "declined")
    assert (w.stage(p), one(w, ref).remedy_reasons) == ("publish", "已办理。")
    to_end_of_objections(w, p)
    assert w.stage(p) == "carry_out"


def test_the_content_goes_back_to_the_council_once(small_world):
    w, p = small_world, small_world.in_publish()
    ref = upheld(w, p, "content")
    is_open(w, p, "remedy", COMMITTEE, ref)
    remedied(w, p, ref, "council")
    row = w.row(p)
    assert (row.stage, row.outcome, row.council_state) == ("advise", None, "pending")
    is_open(w, p, "recommend", office("councillor"))
    verify(w.engines)


def test_an_entry_is_put_right_before_the_roll_is_frozen(small_world):
    w, p = small_world, small_world.posted()
    later = w.time.at + timedelta(days=40)  # entered before the objection: nothing put right
    w.take_office("林九", "deliberator", starts_at=later, ends_at=later + timedelta(days=400))
    ref = upheld(w, p, "roll")
    line = is_open(w, p, "remedy", COMMITTEE, ref)
    assert line.due_at <= w.row(p).due_at
    with refused(w, "nothing_mended"):
        remedied(w, p, ref, "corrected")
    w.time.advance(minutes=1)
    held = next(o for o in w.rows(tables.office) if o.person_id == w.person["代表戊"])
    w.operate(LeaveOffice(act_id=new_id(), office_id=held.office_id, cause="resigned"))
    remedied(w, p, ref, "corrected")
    is_over(w, p, "remedy", ref, by="objection_remedied")
    verify(w.engines)


def test_a_roll_that_nobody_puts_right_is_owed_after_the_vote(small_world):
    """The clock knows no entry; after the vote the committee may still call a new one."""
    w, p = small_world, small_world.posted()
    ref = upheld(w, p, "roll")
    while w.stage(p) == "notice":
        w.let_pass(p)
    assert "objection_unremedied" in w.facts(p)
    late = is_open(w, p, "remedy", COMMITTEE, ref, then_act=None)
    assert late.due_at <= w.time.at
    with refused(w, "way_closed"):
        remedied(w, p, ref, "again")
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    while w.stage(p) == "vote":
        w.let_pass(p)
    remedied(w, p, ref, "again")
    assert w.stage(p) == "notice"
    verify(w.engines)


def test_a_candidate_is_looked_at_again_where_their_refusal_was_wrong(small_world):
    """An election has no way back to its notice; what was wrong is put right before its vote."""
    w = small_world
    p = elections.call(w)
    refs = {n: elections.stand(w, p, n) for n in ("林一", "林二", "林三", "林四")}
    w.let_pass(p)
    vet = {"candidacy_id": refs["林四"]}
    no = {"verdict": "refused", "ground": "criminal_punishment", "reasons": "有判决。"}
    w.act("窗口", VetCandidate(**at(p), **vet, **no))
    assert w.let_pass(p) == "notice"
    ref = upheld(w, p, "procedure", who="林四")
    w.time.advance(minutes=1)
    with refused(w, "another_matter"):
        remedied(w, p, ref, "again")
    with refused(w, "nothing_mended"):
        remedied(w, p, ref, "corrected")
    w.act("窗口", VetCandidate(**at(p), **vet, verdict="accepted"))
    remedied(w, p, ref, "corrected")
    assert one(w, ref).remedy == "corrected"
    verify(w.engines)


def test_while_an_objection_to_the_vote_is_unanswered_in_its_days_nothing_is_begun(small_world):
    """Its own clock ends the waiting; it is still owed while the work is done, and no more once the
    result is gone.
    """
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    ref = objected(w, p, "procedure")
    while w.stage(p) == "publish" and "objection_unanswered" not in w.facts(p):
        w.let_pass(p)
    assert w.stage(p) == "publish"
    to_end_of_objections(w, p)
    assert w.stage(p) == "carry_out"
    late = is_open(w, p, "answer_objection", SUPERVISORS, ref, then_act=None)
    assert late.due_at <= w.time.at
    w.act("委员甲", SetAside(**at(p), ground="assembly", document="决议", reasons="撤销。"))
    is_over(w, p, "answer_objection", ref)
    verify(w.engines)


def test_an_objection_to_the_content_does_not_hold_what_was_resolved(small_world):
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    objected(w, p, "content")
    to_end_of_objections(w, p)
    assert w.stage(p) == "carry_out"


def test_who_may_say_what_follows_and_only_of_what_was_upheld(small_world):
    w, p = small_world, small_world.in_publish()
    rejected, count = upheld(w, p, "roll", "rejected"), upheld(w, p, "count")
    assert line_of(w, p, "remedy", rejected) is None
    with refused(w, "nothing_to_answer"):
        remedied(w, p, rejected, "again")
    with refused(w, "wrong_role"):
        remedied(w, p, count, "recounted", "count", who="委员甲")
    with refused(w, "wrong_role"):
        remedied(w, p, count, "recounted", "count", who="窗口")
    with refused(w, "unknown_reference"):
        remedied(w, p, new_id(), "again")
    with refused(w, "way_closed"):
        remedied(w, p, count, "council", "count")
    with refused(w, "bad_choice"):
        remedied(w, p, count, "nonsense", "count")
    remedied(w, p, count, "declined", "count")
    with refused(w, "already_decided"):
        remedied(w, p, count, "recounted", "count")
    with refused(w, "already_decided"):
        w.clock_act(RemedyInSilence(**at(p), ref=count))


def test_a_remedy_that_was_not_open_is_named(small_world):
    """A new vote by itself before its day, a matter that goes on while an objection waits, and what
    follows from one that was rejected.
    """
    w, p = small_world, small_world.in_publish()
    ref = upheld(w, p, "procedure", "rejected")
    by = w.person["委员甲"]
    again = objections.ObjectionRemedied(
        objection=ref, by=by, way="declined", subject=the_proposal(p)
    )
    said = forge(w, again, name="remedy", by="委员甲", role="committee_member")
    assert "something followed from an objection that is rejected" in said


def test_put_right_where_nothing_was_changed_is_named(small_world):
    w, p = small_world, small_world.posted()
    ref = upheld(w, p, "roll")
    by = w.person["委员甲"]
    said = objections.ObjectionRemedied(
        objection=ref, by=by, way="corrected", subject=the_proposal(p)
    )
    found = forge(w, said, name="remedy", by="委员甲", role="committee_member")
    assert "corrected was not open: nothing_mended" in found


def test_a_date_is_put_off_only_while_an_objection_waits(small_world):
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    upheld(w, p, "procedure")
    to_end_of_objections(w, p)
    assert "date_moved" in w.facts(p)

    def longer(items):
        moved = next(i for i in of_kind(items, "date_moved") if i.public["act"] == "end_objections")
        public(moved, due_at=moved.public["due_at"].replace("2026", "2027"))

    assert "put off until" in rewritten(w, longer)


def test_a_way_that_says_a_new_vote_leads_to_one(small_world):
    w, p = small_world, small_world.in_publish()
    remedied(w, p, upheld(w, p, "procedure"), "again")

    def declined(items):
        [done] = of_kind(items, "objection_remedied")
        public(done, way="declined")

    assert "declined led to ['notice'], and leads to []" in rewritten(w, declined)


def test_nobody_is_spared_what_follows(small_world):
    w, p = small_world, small_world.in_publish()
    upheld(w, p, "count")

    def of_the_committee(items):
        sets = [i for i in of_kind(items, "obligations_set") if "remedy" in str(i.public)]
        lines = [
            {**x, "who": "committee_member"} if x["act"] == "remedy" else x
            for x in sets[0].public["obligations"]
        ]
        public(sets[0], obligations=lines)

    assert "remedy: who is" in rewritten(w, of_the_committee)


def test_nobody_but_the_clock_puts_a_date_off(small_world):
    w, p = small_world, small_world.in_publish()
    objected(w, p, "count")
    [clock] = w.clocks(p, "mark_objection")
    moved = cycle.DateMoved(
        act="mark_objection",
        ref=clock.ref,
        due_at=clock.due_at,
        provisional=False,
        subject=the_proposal(p),
    )
    said = forge(w, moved, name="answer_objection", by="监事甲", role="supervisor")
    assert "answer_objection moved a date" in said


@pytest.mark.parametrize("ground", ["count", "procedure"])
def test_the_pages_say_what_upholding_sets_in_motion_and_do_it(site, ground):
    w = site.world
    p = w.in_publish()
    ref = objected(w, p, ground)
    supervisor = site.client("supervisor")
    url = f"/jiahe/proposals/{p}/answer-objection/{ref}"
    page = supervisor.get(url)
    assert "办完之前不开始执行" in page.data.decode()
    sent = {"csrf_token": token(page), "act_id": act_id(page), "outcome": "upheld"}
    assert supervisor.post(url, data={**sent, "reasons": "确有误。"}).status_code == 303
    who = site.client("supervisor" if ground == "count" else "committee")
    url = f"/jiahe/proposals/{p}/remedy/{ref}"
    page = who.get(url)
    shown = page.data.decode()
    assert ("重新计一遍" in shown) == (ground == "count") and "退回理事会" not in shown
    way = "recounted" if ground == "count" else "again"
    sent = {"csrf_token": token(page), "act_id": act_id(page), "way": way, "reasons": "已办。"}
    assert who.post(url, data=sent).status_code == 303
    assert "已办。" in who.get(f"/jiahe/proposals/{p}").data.decode()
    assert w.stage(p) == ("publish" if ground == "count" else "notice")
