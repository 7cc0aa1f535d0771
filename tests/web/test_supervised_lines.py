"""Each line of the supervisors' lists leads to a page that opens, also of what stands in no
subject.
"""

import re
from html import unescape

import pytest

from deliberation.cycle.propose.acts.private import BringPrivate
from deliberation.desk.acts.resets import AskReset
from deliberation.readings.desk.supervision import SECTIONS
from deliberation.record.ids import new_id
from deliberation.roster.acts import asking, correcting

LINE = re.compile(r'<(\w+) class="item[^"]*"(?:\s*href="([^"]+)")?')


def lines(site):
    """(list, element, address) of every line."""
    client, found = site.client("supervisor"), []
    for section in SECTIONS:
        page = client.get(f"/jiahe/supervision/{section}")
        assert page.status_code == 200
        found += [(section, tag, unescape(to)) for tag, to in LINE.findall(page.text)]
    return found


def changed(w, name):
    return correcting.CorrectPerson(
        act_id=new_id(),
        person_id=w.person[name],
        new_name="代表已",
        phone=None,
        birth_date="1970-01-01",
        tenure="owner",
        lives_here=True,
        happened_on=w.today(),
        reason="写错了",
    )


# What waits or happened in no subject: how it comes about, and the page its line leads to.
WITHOUT = {
    "a request about an entry": (
        lambda w: w.act("林三", asking.AskCorrection(act_id=new_id(), body="电话错了")),
        r"/jiahe/record/\d+",
    ),
    "a letter to the office": (
        lambda w: w.act(
            "林三", BringPrivate(act_id=new_id(), title="楼上有声响", body="请问一问。")
        ),
        r"/jiahe/private/\w+",
    ),
    "a lost second factor": (
        lambda w: w.act(
            "窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="手机丢了")
        ),
        r"/jiahe/resets",
    ),
    "an entry on a frozen roll": (
        lambda w: (w.in_vote(), w.act("窗口", changed(w, "代表乙"))),
        r"/jiahe/record/\d+",
    ),
}


CASES = [(what, days) for what in WITHOUT for days in (0, 20)]
CASES.remove(("a letter to the office", 0))  # the office's alone, until its days have passed


@pytest.mark.parametrize(("what", "days"), CASES)
def test_a_line_of_no_subject_leads_where_it_is_read_or_done(site, what, days):
    """Also when it is late."""
    w, (come, address) = site.world, WITHOUT[what]
    come(w)
    w.time.advance(days=days)
    w.tick()
    found = lines(site)
    assert found and {tag for _, tag, _ in found} == {"a"}
    assert any(re.fullmatch(address, to) for _, _, to in found), found
    client = site.client("supervisor")
    assert {client.get(to).status_code for _, _, to in found} == {200}
