"""A trial: asked for with its last day, adopted as any matter, tried until that day; then residents
say whether it stays, and silence ends it.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.carry_out.acts import assigning
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.site import act_id, token
from tests.traces import refused

YES = {"is_trial": True}
WORDS = {"title": "东门早市试行", "body": "每天 6:00 至 8:00 在东门外摆早市。", "answers": YES}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def day(w, days):
    """The local day so many days from now."""
    return (w.time.at + timedelta(days=days, hours=8)).date().isoformat()


def trial(w):
    """What makes a trial of a proposal, with a last day in half a year."""
    return {**WORDS, "last_day": day(w, 180)}


def answered(w, p, **scores):
    for name, score in scores.items():
        w.act(name, evaluate.Rate(**at(p), score=score))


def asked_about(w):
    """Adopted and tried until its last day."""
    p = w.in_carry_out(**trial(w))
    assert w.let_pass(p) == "evaluate"
    return p


def test_tried_until_its_day_then_kept_because_more_say_so(world):
    w = world
    wanted = trial(w)
    p = w.in_carry_out(**wanted)
    row = w.row(p)
    assert (row.matter, row.organisation_id, row.effect_note) == ("trial", None, None)
    assert (row.finish_at + timedelta(hours=8, seconds=-1)).date().isoformat() == wanted["last_day"]
    assert row.due_at == row.finish_at
    deadlines = w.rows(tables.deadline, tables.deadline.c.subject_id == p)
    assert [d.act for d in deadlines] == ["end_period"]
    w.act("委员甲", carry_out.ReportProgress(**at(p), percent=50, body="早市有序。"))
    assert w.let_pass(p) == "evaluate" and w.time.at == row.finish_at
    answered(w, p, 林二=2, 林三=2, 林四=1)
    answered(w, p, 林四=2)  # and changes their mind
    answered(w, p, 林五=1)
    assert w.let_pass(p) == "closed"
    assert (w.row(p).ending, w.row(p).reached) == ("kept", "evaluate")
    assert (w.counts(p).ratings, w.counts(p).ratings_total) == (4, 7)
    verify(w.engines)


@pytest.mark.parametrize(
    "scores",
    [{}, {"林二": 2, "林三": 1}, {"林二": 1}],
    ids=["silence", "as many", "more to end it"],
)
def test_ended_unless_more_say_that_it_stays(small_world, scores):
    w = small_world
    p = asked_about(w)
    answered(w, p, **scores)
    w.let_pass(p)
    assert (w.stage(p), w.row(p).ending) == ("closed", "ended")
    verify(w.engines)


def test_the_last_day_is_named_to_come_and_not_too_near_or_far(small_world):
    w = small_world
    p = w.draft(**WORDS)
    for said, reason in (
        (None, "last_day_missing"),
        ("", "last_day_missing"),
        ("明年春天", "bad_date"),
        (day(w, -1), "date_in_past"),
        (day(w, 2), "last_day_too_soon"),
        (day(w, 400), "last_day_too_far"),
    ):
        with refused(w, reason):
            w.act("林一", propose.Submit(**at(p), last_day=said))
    w.act("林一", propose.Submit(**at(p), last_day=day(w, 300)))
    assert w.stage(p) == "gather" and "last_day_named" in w.facts(p)


def test_what_is_no_trial_names_no_day(small_world):
    w = small_world
    p = w.submitted(last_day=day(w, 100))
    assert w.row(p).finish_at is None and "last_day_named" not in w.facts(p)


def test_nobody_is_put_in_charge_and_nobody_reports_it_done(small_world):
    w = small_world
    p = w.in_carry_out(**trial(w))
    charge = {"organisation_id": w.organisation, "finish_on": day(w, 9), "task": "办理"}
    with refused(w, "ends_on_its_day"):
        w.act("委员甲", assigning.Assign(**at(p), **charge))
    with refused(w, "ends_on_its_day"):
        w.act("委员甲", carry_out.Finish(**at(p), body="好了", evidence="见公告栏"))


def test_only_the_two_answers(small_world):
    w = small_world
    p = asked_about(w)
    for score in (0, 3, 5):
        with refused(w, "bad_number"):
            answered(w, p, 林二=score)


def test_a_new_notice_keeps_the_day(small_world):
    w = small_world
    p = w.in_publish(**trial(w))
    last = w.row(p).finish_at
    w.act("监事甲", supervise.ReturnOnce(**at(p), reasons="公示栏上的文字少了一条。"))
    assert (w.stage(p), w.row(p).finish_at) == ("notice", last)
    verify(w.engines)


def test_a_day_that_is_over_before_it_was_resolved_ends_it(small_world):
    w = small_world
    p = w.in_publish(**{**WORDS, "last_day": day(w, 25)})
    w.time.to(w.row(p).finish_at + timedelta(seconds=1))
    w.tick()
    assert (w.stage(p), w.row(p).ending) == ("closed", "ended")


def sides(site, p):
    """The page in Chinese and in English."""
    client = site.client("visitor")
    chinese = client.get(f"/jiahe/proposals/{p}").data.decode()
    client.set_cookie("lang", "en")
    return chinese, client.get(f"/jiahe/proposals/{p}").data.decode()


def test_it_is_written_with_its_day_and_shown_at_each_stage(site):
    w, client = site.world, site.client("author")
    page = client.get("/jiahe/proposals/new")
    assert "是先试行一段时间" in page.data.decode()
    sent = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "title": WORDS["title"],
        "body": WORDS["body"],
        "is_trial": "y",
        "last_day": day(w, 180),
        "then": "submit",
    }
    answer = client.post("/jiahe/proposals/new", data=sent)
    assert answer.status_code == 303
    p = answer.location.rsplit("/", 1)[1]
    assert (w.stage(p), w.row(p).matter) == ("gather", "trial")
    for said, word in zip(sides(site, p), ("最后一天是", "Its last day is"), strict=True):
        assert word in said


def test_a_draft_without_its_day_is_asked_for_it(site):
    w, client = site.world, site.client("author")
    p = w.draft(**WORDS)
    page = client.get(f"/jiahe/proposals/{p}/submit")
    assert 'name="last_day"' in page.data.decode() and 'name="cost"' not in page.data.decode()
    sent = {"csrf_token": token(page), "act_id": act_id(page), "last_day": ""}
    answer = client.post(f"/jiahe/proposals/{p}/submit", data=sent)
    assert answer.status_code == 422 and "请写明最后一天" in answer.data.decode()
    assert w.stage(p) == "draft"


def test_the_pages_say_that_it_is_tried_then_ask_then_say_what_became_of_it(site):
    w = site.world
    p = w.in_carry_out(**trial(w))
    for said, word in zip(sides(site, p), ("正在试行", "It is being tried"), strict=True):
        assert word in said
    w.let_pass(p)
    for said, word in zip(sides(site, p), ("试行期满", "The trial is over"), strict=True):
        assert word in said
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/rate"
    assert "说说要不要保留" in client.get(f"/jiahe/proposals/{p}").data.decode()
    page = client.get(url)
    text = page.data.decode()
    assert "要不要保留？" in text and 'value="2"' in text and 'value="3"' not in text
    sent = {"csrf_token": token(page), "act_id": act_id(page), "score": "2", "body": "方便"}
    assert client.post(url, data=sent).status_code == 303
    for said, word in zip(sides(site, p), ("保留：1 人", "Keep it: 1."), strict=True):
        assert word in said
    w.let_pass(p)
    for said, word in zip(sides(site, p), ("试行后保留", "Tried and kept"), strict=True):
        assert word in said
    printed = client.get(f"/jiahe/proposals/{p}/print/resolution").data.decode()
    assert "试行后保留" in printed
    listed = client.get("/jiahe/").data.decode()
    assert "试行后保留" in listed and "共 5 分" not in listed


def test_silence_is_said_to_have_ended_it(site):
    w = site.world
    p = asked_about(w)
    w.let_pass(p)
    for said, word in zip(sides(site, p), ("没有人说要保留", "Nobody said"), strict=True):
        assert word in said
