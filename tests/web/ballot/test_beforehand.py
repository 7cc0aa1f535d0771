"""Whoever cannot cast a ballot is told when they open the page, and not after they chose."""

import pytest

from deliberation.cycle.resolve.acts.paper import IssuePaper
from deliberation.record.ids import new_id
from tests.site import LOGINS

REP = LOGINS["representative"]


def opened(site, p):
    return site.client("representative").get(f"/jiahe/proposals/{p}/cast-ballot")


def on_paper(w, p):
    w.act("窗口", IssuePaper(act_id=new_id(), subject_id=p, person_id=w.person[REP]))


def late(w, p):
    w.time.to(w.row(p).closes_at)


@pytest.mark.parametrize(("why", "said"), [(on_paper, "纸质选票"), (late, "时间已过")])
def test_no_form_for_whoever_cannot_vote(site, why, said):
    w = site.world
    p = w.in_vote()
    page = opened(site, p)
    assert page.status_code == 200 and 'name="choice"' in page.text
    why(w, p)
    page = opened(site, p)
    assert page.status_code == 409 and said in page.text and 'name="choice"' not in page.text
