"""What is promised of an upheld objection is what can be done: for every kind of matter and ground.
While one waits for what follows, nobody elected is confirmed, and a failed recall bars none.
"""

import pytest

from deliberation.charter.cycle.objections import GROUNDS
from deliberation.charter.cycle.remedies import DECLINED, WAYS
from deliberation.charter.reasons import Refused
from deliberation.cycle.resolve.acts.elections import confirming
from deliberation.cycle.resolve.acts.elections.confirming import ConfirmElection
from deliberation.cycle.supervise.acts.objection import AnswerObjection
from deliberation.readings.obligations import waiting
from deliberation.record.check.summary import Wrong
from deliberation.record.check.verify import verify
from deliberation.web.words.record.consequence import WAY
from tests.cycle.matters import test_elections as elections
from tests.cycle.matters import test_recall as recalls
from tests.cycle.supervise.test_remedies import at, objected, one, remedied, upheld
from tests.site import opened
from tests.traces import refused
from tests.web.ballot.test_ballot import text_of
from tests.world import OFFICES, RESIDENTS, World

MORE = {f"代表{n}": "representative" for n in range(1, 6)}
TWO = {**MORE, **OFFICES, "委员乙": "committee_member"}  # one is recalled, the other answers
MATTERS = ("ordinary", "election", "recall")


def in_publish(w, matter):
    """Counted, and its days to object begun."""
    if matter == "recall":
        return recalls.voted(w, recalls.reached(w), yes=9, no=12)
    if matter == "ordinary":
        return w.in_publish()
    p = elections.council(w)
    for who in RESIDENTS[3:9]:
        elections.rank(w, p, who, "林二", "林一")
    while w.stage(p) == "vote":
        w.let_pass(p)
    return p


@pytest.fixture
def many(sqlite_engines, time):
    return World(sqlite_engines, time, rulebook=recalls.NAMED).populate(TWO)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("matter", MATTERS)
def test_what_is_promised_is_what_can_be_done(many, tmp_path, matter, ground):
    w = many
    p = in_publish(w, matter)
    ref = objected(w, p, ground, who="林十九")
    answers, follows = ("委员乙", "委员乙") if ground == "content" else ("监事甲", "委员乙")
    role = "committee" if ground == "content" else "supervisor"
    site = opened(w, tmp_path)
    page = text_of(site.client(role).get(f"/jiahe/proposals/{p}/answer-objection/{ref}"))
    with site.app.test_request_context(headers={"Accept-Language": "zh"}):
        said = {way for way in WAYS if str(WAY[way]) in page and way != DECLINED}
        by_itself = {way for way in said if f"平台自动按这一种办：{WAY[way]}" in page}
    w.act(answers, AnswerObjection(**at(p), objection_id=ref, outcome="upheld", reasons="有误。"))
    follows = "监事甲" if ground == "count" else follows
    for way in sorted({*WAYS} - said - {DECLINED}):
        with pytest.raises(Refused):
            remedied(w, p, ref, way, who=follows)
    assert len(by_itself) == bool(said) and bool(said) != ("平台不会自动处理" in page)
    if by_itself:
        w.time.to(w.clocks(p, "remedy_in_silence")[0].due_at)
        w.tick()
        assert {one(w, ref).remedy} == by_itself
    else:
        remedied(w, p, ref, DECLINED, who=follows)
    verify(w.engines)


def waits(w, p):
    with w.engines.read_connection() as s:
        return {x.act for x in waiting(s, w.id, p)}


def with_a_fault(w):
    p = in_publish(w, "election")
    ref = upheld(w, p, "procedure", who="林十九")
    return elections.to_confirm(w, p), ref


def test_nobody_is_confirmed_while_a_fault_stands_upheld(world):
    w = world
    p, ref = with_a_fault(w)
    assert one(w, ref).remedy is None  # its clock is over, and it is owed still
    assert "confirm_election" not in waits(w, p)  # so it is asked of nobody
    with refused(w, "fault_stands"):
        w.act("窗口", ConfirmElection(**at(p), document="确认书"))
    remedied(w, p, ref, DECLINED)
    assert "confirm_election" in waits(w, p)
    w.act("窗口", ConfirmElection(**at(p), document="确认书"))
    assert w.stage(p) == "closed"
    verify(w.engines)


def test_an_election_confirmed_over_a_fault_is_named(small_world, monkeypatch):
    w = small_world
    p, _ = with_a_fault(w)
    monkeypatch.setattr(confirming, "_no_fault_stands", lambda case: None)
    w.act("窗口", ConfirmElection(**at(p), document="确认书"))
    with pytest.raises(Wrong, match="confirmed while a fault stands upheld"):
        verify(w.engines)


def test_a_failed_recall_bars_nothing_while_a_fault_stands_upheld(many, tmp_path):
    w = many
    p = in_publish(w, "recall")
    ref = upheld(w, p, "procedure", who="林十九")
    while w.stage(p) != "closed":
        w.let_pass(p)
    page = opened(w, tmp_path).client("visitor").get(f"/jiahe/proposals/{p}")
    assert "可以用同样的事实和理由再次要求罢免" in text_of(page)
    q = recalls.demand(w, "林九")
    assert w.stage(q) == "gather"
    w.let_pass(q)  # one name is not a tenth
    remedied(w, p, ref, DECLINED, who="委员乙")
    with refused(w, "recall_barred"):
        recalls.demand(w, "林八")
    verify(w.engines)
