"""The sides in short: how many each, the most supported that is shown; on the ballot and on the
council's forms.
"""

from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.readings.page import in_short
from deliberation.record import tables
from deliberation.record.ids import new_id


def say(w, who, p, stance, body):
    w.act(who, thread_acts.Comment(act_id=new_id(), subject_id=p, stance=stance, body=body))
    return next(c.comment_id for c in w.rows(tables.comment) if c.body == body)


def voices(w, p):
    with w.engines.read_connection() as conn:
        return [(v.stance, v.count, v.body, v.supports) for v in in_short.voices(conn, w.id, p)]


def test_each_side_with_its_most_supported_voice(world):
    w = world
    p = w.submitted()
    assert voices(w, p) == []
    say(w, "林二", p, "for", "晚上有地方去")
    best = say(w, "林三", p, "for", "孩子放学有去处")
    loud = say(w, "林四", p, "against", "太吵")
    w.act("林五", thread_acts.SupportComment(act_id=new_id(), subject_id=p, comment_id=best))
    assert voices(w, p) == [("for", 2, "孩子放学有去处", 1), ("against", 1, "太吵", 0)]
    w.act(
        "窗口",
        decency_acts.HideComment(
            act_id=new_id(), subject_id=p, comment_id=loud, reason="personal_attack"
        ),
    )
    assert voices(w, p) == [("for", 2, "孩子放学有去处", 1), ("against", 1, None, 0)]


def test_the_ballot_and_the_councils_form_say_what_others_said(site):
    w = site.world
    p = w.in_advise()
    say(w, "林二", p, "for", "晚上有地方去")
    w.act(
        "理事乙",
        suggest.GiveOpinion(act_id=new_id(), subject_id=p, stance="for", body="费用不大，可行。"),
    )
    page = site.client("councillor").get(f"/jiahe/proposals/{p}/recommend").data.decode()
    assert "费用不大，可行。" in page and "晚上有地方去" in page
    q = w.in_vote(who="林二", title="在表决的")
    say(w, "林三", q, "against", "太吵了")
    page = site.client("representative").get(f"/jiahe/proposals/{q}/cast-ballot").data.decode()
    assert (
        "太吵了" in page
        and f"/proposals/{q}/recuse" in page
        and page.index("太吵了") < page.index('name="choice"')
    )
