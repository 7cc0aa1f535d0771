"""Who has to do what, on the page of a proposal: in words, by what people are there, never by
name.
"""

import re

from deliberation.cycle.suggest.acts import council as suggest
from deliberation.readings import obligations
from deliberation.record.engines import db
from deliberation.record.ids import new_id


def said(site, p):
    """The list of the page, line by line, as a visitor reads it."""
    page = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    found = re.search(r'id="asked".*?</section>', page, re.S)
    if found is None:
        return []
    rows = re.findall(r"<li>(.*?)</li>", found[0], re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_it_says_which_office_has_to_do_what_and_by_when(site):
    p = site.world.in_advise()
    lines = said(site, p)
    assert len(lines) == 3
    (council,) = [x for x in lines if x.startswith(("理事 :", "理事:"))]
    assert "之前" in council
    (study,) = [x for x in lines if "研究" in x]
    assert "之前" not in study


def test_one_person_is_called_by_what_they_are_there(site):
    w = site.world
    p = w.in_advise()
    changes = {"verdict": "support_with_changes", "reasons": "好。", "changes": "开放至 20:00。"}
    w.act("理事甲", suggest.Recommend(act_id=new_id(), subject_id=p, **changes))
    (line,) = [x for x in said(site, p) if x.startswith("提议人")]
    assert "林一" not in line and w.person["林一"] not in line


def test_many_entries_for_the_same_people_stand_once_and_the_clock_apart(site):
    w = site.world
    p = w.in_inspect()
    with site.app.app_context():
        lines = obligations.waiting(db.session, w.id, p)
    assert {x.act for x in obligations.of_people(lines)} == {"accept"}
    assert {x.act for x in obligations.of_clock(lines)} == {"pass_inspection_by"}
    twice = (*lines, *lines)
    assert len(obligations.of_people(twice)) == 1


def test_a_closed_matter_asks_nobody(site):
    assert said(site, site.world.completed()) == []
