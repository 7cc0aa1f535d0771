"""A fault that an inspection found outlives it: put right and looked at later, or given up in
public by somebody else; who accepted the work before it was found looks again.
"""

import pytest

from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.carry_out.acts.work import Rectify
from deliberation.cycle.supervise.acts.inspection import (
    Accept,
    RecordFinding,
    VerifyRectified,
    WaiveFinding,
)
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.record.check.judging.test_turned import forge
from tests.record.obligations.lines import is_open, is_over, office
from tests.site import act_id, token
from tests.traces import refused

SUPERVISORS = office("supervisor")


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def found(w, p, body="门没装好。", who="监事甲"):
    w.act(who, RecordFinding(**at(p), body=body))
    t = tables.finding
    return w.rows(t, t.c.subject_id == p, t.c.body == body)[0].finding_id


def passed_by(w, p, *, closed=False):
    """The inspection is over in silence; and the matter itself, if wanted."""
    w.let_pass(p)
    assert w.stage(p) == "evaluate"
    if closed:
        w.let_pass(p)
        assert w.stage(p) == "closed"


@pytest.mark.parametrize("closed", [False, True])
def test_it_is_put_right_and_looked_at_after_the_inspection(world, closed):
    w, p = world, world.in_inspect()
    ref = found(w, p)
    passed_by(w, p, closed=closed)
    is_open(w, p, "rectify", ("organisation", w.organisation), ref, scope="own")
    w.act("承办甲", Rectify(**at(p), finding_id=ref, body="装好了。"))
    is_open(w, p, "verify_rectified", SUPERVISORS, ref)
    w.act("监事乙", VerifyRectified(**at(p), finding_id=ref, ok=True))
    is_over(w, p, "verify_rectified", ref, by="finding_verified")
    assert w.counts(p).findings_open == 0
    verify(w.engines)


def test_it_is_given_up_in_public_by_another_supervisor(world):
    w, p = world, world.in_inspect()
    ref = found(w, p)
    waive = lambda who, which=ref, reasons="承办单位已注销。": w.act(
        who, WaiveFinding(**at(p), finding_id=which, reasons=reasons)
    )
    with refused(w, "wrong_stage"):
        waive("监事乙")
    passed_by(w, p, closed=True)
    for who, code in (("监事甲", "two_people_needed"), ("承办甲", "wrong_role")):
        with refused(w, code):
            waive(who)
    with refused(w, "unknown_reference"):
        waive("监事乙", new_id())
    with refused(w, "empty_text"):
        waive("监事乙", reasons=" ")
    waive("监事乙")
    is_over(w, p, "rectify", ref, by="finding_waived")
    t = tables.finding
    assert w.rows(t, t.c.finding_id == ref)[0].state == "waived"
    assert w.counts(p).findings_open == 0
    with refused(w, "already_decided"):
        waive("委员甲")
    verify(w.engines)


def test_one_that_was_reported_as_put_right_may_be_given_up_as_well(small_world):
    w, p = small_world, small_world.in_inspect()
    ref = found(w, p)
    passed_by(w, p)
    w.act("承办甲", Rectify(**at(p), finding_id=ref, body="装好了。"))
    w.act("委员甲", WaiveFinding(**at(p), finding_id=ref, reasons="以后再换门。"))
    is_over(w, p, "verify_rectified", ref, by="finding_waived")
    verify(w.engines)


def test_who_accepted_before_a_fault_was_found_looks_again(world):
    w, p = world, world.in_inspect()
    w.act("监事乙", Accept(**at(p)))
    assert is_open(w, p, "accept", SUPERVISORS).done == 1
    ref = found(w, p)
    assert (w.counts(p).accepted, is_open(w, p, "accept", SUPERVISORS).done) == (0, 0)
    w.act("承办甲", Rectify(**at(p), finding_id=ref, body="装好了。"))
    w.act("监事甲", VerifyRectified(**at(p), finding_id=ref, ok=True))
    w.act("监事甲", Accept(**at(p)))
    assert w.stage(p) == "inspect"
    with refused(w, "already_accepted"):
        w.act("监事甲", Accept(**at(p)))
    w.act("监事乙", Accept(**at(p), statement="又看了一遍。"))
    assert (w.stage(p), w.counts(p).accepted) == ("evaluate", 2)
    verify(w.engines)


def test_who_did_the_work_gives_nothing_up(small_world):
    """Where nobody else was put in charge, that is the committee."""
    w, p = small_world, small_world.in_carry_out()
    while w.stage(p) != "inspect":
        w.let_pass(p)
    ref = found(w, p)
    passed_by(w, p)
    with refused(w, "two_people_needed"):
        w.act("委员甲", WaiveFinding(**at(p), finding_id=ref, reasons="算了。"))
    by = w.person["委员甲"]
    waived = f.FindingWaived(
        finding=ref, by=by, role="committee_member", left=0, subject=the_proposal(p)
    )
    said = forge(w, waived, name="waive_finding", by="委员甲", role="committee_member")
    assert "who found it or did the work" in said


def test_the_page_offers_what_is_left_to_do_and_takes_it(site):
    w = site.world
    p = w.in_inspect()
    w.act("监事丙", Accept(**at(p)))
    ref = found(w, p, who="监事乙")
    passed_by(w, p)
    client, page = site.client("organisation"), f"/jiahe/proposals/{p}"
    assert f"/rectify/{ref}" in client.get(page).data.decode()
    form = client.get(f"{page}/rectify/{ref}")
    sent = {"csrf_token": token(form), "act_id": act_id(form), "body": "装好了。"}
    assert client.post(f"{page}/rectify/{ref}", data=sent).status_code == 303
    other = site.client("supervisor")
    form = other.get(f"{page}/waive-finding/{ref}")
    sent = {"csrf_token": token(form), "act_id": act_id(form), "body": "门另行更换。"}
    assert other.post(f"{page}/waive-finding/{ref}", data=sent).status_code == 303
    shown = other.get(page).data.decode()
    assert "门另行更换。" in shown and "不再追究" in shown and "不再计入" in shown
