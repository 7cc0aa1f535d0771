"""What supervisors return before the vote reaches whoever wrote it: the author is asked to change
the text first, and the matter goes on when they did, or let their days pass.
"""

from deliberation.cycle.propose.acts.proposal import Revise
from deliberation.cycle.suggest.acts.council import Recommend
from deliberation.cycle.suggest.acts.legality import ReviewLegality
from deliberation.cycle.supervise.acts.measures import ReturnOnce
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.record.check.judging.test_turned import rewritten
from tests.record.check.tampering.anew import of_kind, public
from tests.record.obligations.lines import is_open, is_over
from tests.record.obligations.lines import line as line_of
from tests.site import act_id, token
from tests.traces import refused

BETTER = {"title": "每周六、周日开放至 21:00", "body": "周六、周日开放至 21:00，值班由物业安排。"}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def returned(w):
    p = w.posted()
    w.act("监事甲", ReturnOnce(**at(p), reasons="请写明值班的人。"))
    assert w.stage(p) == "advise"
    return p


def revise(w, p, who="林一", **kw):
    return w.act(who, Revise(**at(p), version_no=w.row(p).version_no, **{**BETTER, **kw}))


def test_the_author_is_asked_and_the_new_text_is_looked_at_again(world):
    w = world
    p = returned(w)
    author = ("hand", w.person["林一"])
    line = is_open(w, p, "revise", author, then_act="go_on_with_own_text", scope="stage")
    assert line.due_at > w.time.at
    revise(w, p)
    is_over(w, p, "revise", by="proposal_revised")
    assert (w.row(p).author_state, w.row(p).legality_state) == ("revised", "pending")
    with refused(w, "nothing_to_answer"):
        revise(w, p, body="再改一次。")
    w.act("窗口", ReviewLegality(**at(p), result="clean"))
    w.act("理事甲", Recommend(**at(p), verdict="support", reasons="值班写明了。"))
    while w.stage(p) == "advise":
        w.let_pass(p)  # those who signed have their days
    assert w.stage(p) == "notice" and w.row(p).body == BETTER["body"]
    verify(w.engines)


def test_the_council_does_not_pass_it_on_before_its_author_had_their_days(small_world):
    w = small_world
    p = returned(w)
    w.act("理事甲", Recommend(**at(p), verdict="support", reasons="原文可以。"))
    assert w.stage(p) == "advise"
    w.time.to(line_of(w, p, "revise").due_at)
    w.tick()
    assert (w.stage(p), w.row(p).author_state) == ("notice", "silent")
    is_over(w, p, "revise", by="passed_in_silence")
    verify(w.engines)


def test_changes_of_the_council_are_answered_instead(small_world):
    w = small_world
    p = returned(w)
    changed = {"verdict": "support_with_changes", "changes": "周六开放至 21:00。"}
    w.act("理事甲", Recommend(**at(p), reasons="改短。", **changed))
    is_over(w, p, "revise", by="recommended")
    is_open(w, p, "answer_recommendation", ("hand", w.person["林一"]))
    with refused(w, "nothing_to_answer"):
        revise(w, p)
    verify(w.engines)


def test_a_breach_that_is_named_beside_it_is_answered_by_the_same_text(small_world):
    w = small_world
    p = returned(w)
    revise(w, p)
    breach = {"result": "breach", "law": "民法典", "article": "278", "reasons": "共有部分。"}
    w.act("窗口", ReviewLegality(**at(p), **breach))
    is_open(w, p, "revise", ("hand", w.person["林一"]))
    revise(w, p, body="不占用共有部分。")
    is_over(w, p, "revise", by="proposal_revised")
    verify(w.engines)


def test_a_text_that_nobody_asked_to_change_is_named(small_world):
    w = small_world
    p = returned(w)
    revise(w, p)

    def as_breach(items):
        [revised] = of_kind(items, "proposal_revised")
        public(revised, why="breach")

    assert "changed for breach, and it was for returned" in rewritten(w, as_breach)


def test_the_form_opens_for_the_author_and_says_at_once_when_it_is_for_nobody(site):
    w = site.world
    client, asked, other = site.client("author"), returned(w), w.in_advise()
    assert client.get(f"/jiahe/proposals/{other}/revise").status_code == 409
    url = f"/jiahe/proposals/{asked}/revise"
    page = client.get(url)
    assert page.status_code == 200
    sent = {"csrf_token": token(page), "act_id": act_id(page)}
    sent["version_no"] = w.row(asked).version_no
    assert client.post(url, data={**sent, **BETTER}).status_code == 303
    assert w.row(asked).body == BETTER["body"]
