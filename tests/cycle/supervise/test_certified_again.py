"""A count that is made again asks for new certificates: those of the count before stay readable,
and certify nothing any more.
"""

import pytest

from deliberation.charter.facts.proposal import cycle
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.supervise.acts.certificate import Certify, RefuseCertificate
from deliberation.cycle.supervise.acts.objection import AnswerObjection
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.supervise.test_remedies import (
    SUPERVISORS,
    at,
    objected,
    on_the_last_day,
    remedied,
    to_end_of_objections,
    upheld,
)
from tests.readings.test_defaults import text
from tests.record.check.judging.test_turned import forge, rewritten
from tests.record.check.tampering.anew import of_kind, public
from tests.record.obligations.lines import is_open, is_over
from tests.traces import refused
from tests.world import World

BOTH = ("监事甲", "监事乙")


def certify(w, p, *names):
    for name in names:
        w.act(name, Certify(**at(p)))


def counted_again(w, p):
    remedied(w, p, upheld(w, p, "count"), "recounted", "count")


def signed(w, p):
    return [(r.verdict, r.person_id, r.stands) for r in w.rows(tables.certificate)]


def test_who_certified_the_count_before_is_asked_once_more(world):
    w, p = world, world.in_publish()
    certify(w, p, *BOTH)
    is_over(w, p, "certify", by="result_certified")
    counted_again(w, p)
    line = is_open(w, p, "certify", SUPERVISORS, need=2, done=0, then_act="pass_supervisors_by")
    assert line.due_at == w.clocks(p, "pass_supervisors_by")[0].due_at
    assert {stands for _verdict, _who, stands in signed(w, p)} == {None}
    certify(w, p, "监事甲")
    with refused(w, "already_certified"):
        certify(w, p, "监事甲")
    assert w.row(p).certified == "none"
    certify(w, p, "监事乙")
    assert w.row(p).certified == "yes" and len(signed(w, p)) == 4
    verify(w.engines)


def test_whoever_refused_may_certify_the_count_made_again(small_world):
    w, p = small_world, small_world.in_publish()
    w.act("监事甲", RefuseCertificate(**at(p), statement="少了一票。"))
    is_open(w, p, "certify", SUPERVISORS, need=2, done=0)
    certify(w, p, "监事甲", "监事乙")
    assert w.row(p).certified == "yes"
    verify(w.engines)


@pytest.mark.parametrize("signs", [True, False])
def test_nothing_is_begun_before_it_is_certified_or_its_days_are_over(small_world, signs):
    """Counted again on the last day to object: certificates have their own days, and no more."""
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    counted_again(w, p)
    [clock] = w.clocks(p, "pass_supervisors_by")
    to_end_of_objections(w, p)
    assert w.stage(p) == "publish"
    if signs:
        certify(w, p, *BOTH)
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert signs or w.time.at >= clock.due_at
    assert (w.stage(p), w.row(p).certified) == ("carry_out", "yes" if signs else "silent")
    verify(w.engines)


def test_once_it_is_carried_out_they_are_of_the_count_before(site):
    """Nobody certifies any more; page and form say of which count they are."""
    w, p = site.world, site.world.in_publish()
    certify(w, p, *BOTH)
    ref = objected(w, p, "count")
    while w.stage(p) == "publish":
        w.let_pass(p)
    answer = {"objection_id": ref, "outcome": "upheld", "reasons": "确有误。"}
    w.act("监事甲", AnswerObjection(**at(p), **answer))
    remedied(w, p, ref, "recounted", "count")
    assert (w.stage(p), w.row(p).certified) == ("carry_out", "yes")
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    for page in (url, f"{url}/print/resolution"):
        assert text(visitor.get(page)).count("（针对上一次计票）") == 2
    verify(w.engines)


def test_the_page_tells_the_two_counts_apart_and_asks_once_more(site):
    w, p = site.world, site.world.in_publish()
    w.act("监事乙", RefuseCertificate(**at(p), statement="少了一票。"))
    url, supervisor = f"/jiahe/proposals/{p}", site.client("supervisor")
    assert "还要确认结果的监事" in text(supervisor.get(f"{url}/certify"))
    certify(w, p, *BOTH)
    page = text(site.client("visitor").get(url))
    assert page.count("（针对上一次计票）") == 1 and "之后又重新计了一遍" in page


def test_what_was_signed_before_certifies_nothing_behind_the_gate(small_world):
    w, p = small_world, small_world.in_publish()
    certify(w, p, "监事甲")
    counted_again(w, p)
    both = f.ResultCertified(round_no=1, certifiers=2, subject=the_proposal(p))
    said = forge(w, both, name="certify", by="监事乙", role="supervisor")
    assert "certified by 2; 0 signed, and 2 must" in said


def test_a_count_made_again_that_asks_for_none_is_named(small_world):
    w, p = small_world, small_world.in_publish()
    counted_again(w, p)

    def of_nobody(items):
        [asks] = [
            i
            for i in of_kind(items, "obligations_set")
            if '"certify"' in str(i.public).replace("'", '"')
        ]
        lines = [x for x in asks.public["obligations"] if x["act"] != "certify"]
        public(asks, obligations=lines)

    assert "nothing asks for certify" in rewritten(w, of_nobody)


def to(w, p, act):
    w.time.to(w.clocks(p, act)[0].due_at)
    w.tick()


def test_nobodys_days_run_out_while_they_may_not_certify(small_world):
    """Upheld on the last day to certify: the days are put off until it is done, and begin again
    where the result stands.
    """
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    ref = upheld(w, p, "procedure")
    to(w, p, "pass_supervisors_by")
    assert w.row(p).certified == "none" and w.clocks(p, "pass_supervisors_by")
    with refused(w, "remedy_waits"):
        certify(w, p, "监事甲")
    remedied(w, p, ref, "declined")
    [clock] = w.clocks(p, "pass_supervisors_by")
    line = is_open(w, p, "certify", SUPERVISORS, need=2, done=0)
    assert line.due_at == clock.due_at and (clock.due_at - w.time.at).days >= 5
    certify(w, p, *BOTH)
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert "not_certified" not in [r.code for r in w.rows(tables.remark)]
    verify(w.engines)


def test_whoever_lets_their_days_pass_then_is_passed_by_all_the_same(small_world):
    w, p = small_world, small_world.in_publish()
    on_the_last_day(w, p)
    remedied(w, p, upheld(w, p, "procedure"), "declined")
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert w.row(p).certified == "silent"
    verify(w.engines)


def test_certified_behind_the_gate_while_an_objection_waits_is_named(small_world):
    w, p = small_world, small_world.in_publish()
    upheld(w, p, "procedure")
    by = w.person["监事甲"]
    signs = f.CertificateSigned(
        person=by, round_no=1, verdict="certify", ticked=[], platform=[], subject=the_proposal(p)
    )
    said = forge(w, signs, name="certify", by="监事甲", role="supervisor")
    assert "certified while an upheld objection waited" in said


def test_passed_by_while_they_might_not_certify_is_named(small_world):
    w, p = small_world, small_world.in_publish()
    upheld(w, p, "procedure")
    w.time.to(w.clocks(p, "pass_supervisors_by")[0].due_at)
    silent = cycle.PassedInSilence(code="not_certified", subject=the_proposal(p))
    said = forge(w, silent, name="pass_supervisors_by", by=None, role="clock")
    assert "passed by while an upheld objection waited" in said


def test_put_off_where_nothing_waits_is_named(small_world):
    w, p = small_world, small_world.in_publish()
    w.time.to(w.clocks(p, "pass_supervisors_by")[0].due_at)
    moved = cycle.DateMoved(
        act="pass_supervisors_by",
        ref="",
        due_at=w.time.at,
        provisional=False,
        subject=the_proposal(p),
    )
    said = forge(w, moved, name="pass_supervisors_by", by=None, role="clock")
    assert "put off, and no objection waits" in said


def test_an_ordinary_count_waits_for_no_certificate_however_long_its_days(sqlite_engines, time):
    """Only one that was made again is waited for: the days to object end as they would."""
    rules = 'extends = "cn-2026"\n[kinds.ordinary.publish]\ncertify_days = 10\n'
    w = World(sqlite_engines, time, rulebook=rules).populate()
    p = w.in_publish()
    until = next(c for c in w.clocks(p, "end_objections")).due_at
    w.time.to(until)
    w.tick()
    assert "date_moved" not in w.facts(p) and w.stage(p) == "carry_out"
    verify(w.engines)


def test_nobody_fills_in_what_is_refused_while_something_follows(site):
    """The page says so before its form."""
    w = site.world
    p = w.in_publish()
    upheld(w, p, "procedure")
    page = site.client("supervisor").get(f"/jiahe/proposals/{p}/certify")
    assert page.status_code == 409 and 'method="post" class' not in page.text
    assert "还没有落实" in page.text
