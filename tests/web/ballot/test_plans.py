"""Plans on the author's draft: written, taken off, shown at every stage, on the poster of the
notice and in the form of the resolution.
"""

import re

from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.site import act_id, token
from tests.web.ballot.test_ballot import text_of

NAMES = ("种桂花", "种香樟")


def plan(client, p, **fields):
    address = f"/jiahe/proposals/{p}/offer-plan"
    page = client.get(address)
    return client.post(address, data={"csrf_token": token(page), "act_id": act_id(page), **fields})


def test_the_author_adds_plans_and_takes_one_off(site):
    w, author = site.world, site.client("author")
    p = w.draft("林一")
    assert "添加一个备选方案" in text_of(author.get(f"/jiahe/proposals/{p}"))
    wrong = plan(author, p, title="  ", body="还在这里")
    assert wrong.status_code == 422 and "还在这里" in wrong.data.decode()
    assert plan(author, p, title="种桂花", body="沿路每 4 米一株。").location.endswith("#plans")
    assert "只有一个方案不成选择" in text_of(author.get(f"/jiahe/proposals/{p}"))
    plan(author, p, title="种香樟", body="沿路每 6 米一株。")
    page = author.get(f"/jiahe/proposals/{p}")
    assert (
        "2 个备选方案" in text_of(page)
        and "都不同意" in text_of(page)
        and "沿路每 6 米一株。" in text_of(page)
    )
    drop = re.search(r'href="([^"]+/drop-plan/\w{26})"', page.data.decode())[1]
    sheet = author.get(drop)
    assert (
        sheet.status_code == 200
        and author.post(
            drop, data={"csrf_token": token(sheet), "act_id": act_id(sheet)}
        ).status_code
        == 303
    )
    assert [o.state for o in w.rows(tables.ballot_option)].count(
        "withdrawn"
    ) == 1 and "1 个备选方案" in text_of(author.get(f"/jiahe/proposals/{p}"))
    assert author.get(f"/jiahe/proposals/{p}/drop-plan/{'0' * 26}").status_code == 404
    assert site.client("resident").get(drop).status_code == 404


def test_plans_stand_on_the_page_at_every_stage_and_on_what_is_printed(site):
    w, visitor = site.world, site.client("visitor")
    p = w.draft("林一")
    for name in NAMES:
        w.act(
            "林一",
            plan_acts.OfferPlan(act_id=new_id(), subject_id=p, title=name, body=f"{name}的做法。"),
        )
    from deliberation.cycle.propose.acts import proposal as propose

    w.act("林一", propose.Submit(act_id=new_id(), subject_id=p))

    def shown():
        words = text_of(visitor.get(f"/jiahe/proposals/{p}"))
        return (
            all(f"{name}的做法。" in words for name in NAMES)
            and "/drop-plan/" not in visitor.get(f"/jiahe/proposals/{p}").data.decode()
        )

    assert shown() and w.stage(p) == "gather"
    q = w.posted(plans=NAMES)
    notice = text_of(visitor.get(f"/jiahe/proposals/{q}/print/notice"))
    assert (
        "备选方案（选其中一个）" in notice
        and "种桂花：具体做法。" in notice
        and notice.count("都不同意") == 1
    )
    w.let_pass(q)
    w.cast(q, 代表甲="2", 代表乙="2", 代表丙="2", 代表丁="2", 代表戊="none")
    w.let_pass(q)
    p = q
    assert "种桂花：具体做法。" in text_of(visitor.get(f"/jiahe/proposals/{q}"))
    for what in ("result", "resolution"):
        sheet = text_of(visitor.get(f"/jiahe/proposals/{q}/print/{what}"))
        assert "4 票 入选" in sheet and "None" not in sheet and "都不同意" in sheet
    for page in ("", "proposals"):
        assert "None" not in text_of(visitor.get(f"/jiahe/{page}"))
