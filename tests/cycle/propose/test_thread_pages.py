"""A long discussion stays readable: four orders in pages without a gap, a link to each contribution
in every order, quotes that follow what they quote.
"""

import re

import pytest

from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.acts import thread
from deliberation.readings.page import threads
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.engines import db
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from deliberation.roster.acts.importing import (
    ImportComments,
    ImportProposals,
    SourceComment,
    SourceProposal,
)
from tests.cycle.propose.test_threads import say, support
from tests.desk.test_desk import press
from tests.web.costs.test_queries import readers, statements
from tests.world import RESIDENTS

IDS = re.compile(r'<article class="comment[^"]*"\s+id="c-(\w{26})"')


def talk(w, n=130):
    """A proposal with n contributions by many, of every stance, some at the same instant, some
    supported alike.
    """
    p = w.submitted()
    people_here = [*RESIDENTS, "监事甲", "理事甲", "代表甲"]
    for i in range(n):
        w.act(
            people_here[i % len(people_here)],
            thread.Comment(
                act_id=new_id(),
                subject_id=p,
                body=f"第 {i} 条",
                stance=("for", "neutral", "against")[i % 3],
            ),
        )
        if i % 5 == 0:
            w.time.advance(minutes=7)
    rows = sorted(w.rows(tables.comment), key=lambda c: c.comment_id)
    for i, c in enumerate(rows):
        for name in RESIDENTS[: i % 4]:
            if c.person_id != w.person[name] and i < 60:
                support(w, p, c.comment_id, name)
    return p


def walk(client, url):
    """Every contribution in the order shown, page after page."""
    found, seen = [], set()
    while url:
        assert url not in seen and client.get(url).status_code == 200
        seen.add(url)
        html = client.get(url).data.decode()
        found.append(IDS.findall(html))
        more = re.search(r'rel="next"\s+href="([^"]+)"', html)
        url = more[1].replace("&amp;", "&") if more else None
    return found


def expected(w, order):
    rows = sorted(w.rows(tables.comment), key=lambda c: (c.at, c.comment_id), reverse=True)
    if order == "supported":
        rows.sort(key=lambda c: -c.votes_for)
    if order in threads.GROUPS:
        column, codes = threads.GROUPS[order]
        rows.sort(key=lambda c: codes.index(getattr(c, column)))
    return [c.comment_id for c in rows]


def test_every_order_shows_each_contribution_once_and_every_link_leads_to_it(site):
    w, visitor, resident = site.world, site.client("visitor"), site.client("resident")
    p = talk(w)
    for order in threads.ORDERS:
        pages = walk(visitor, f"/jiahe/proposals/{p}/discussion?order={order}")
        every = [c for page in pages for c in page]
        assert every == expected(w, order) and len(pages) == 3, order
        for c in (every[0], every[49], every[50], every[77], every[-1]):
            link = resident.get(f"/jiahe/proposals/{p}/comments/{c}?order={order}")
            assert link.status_code == 303 and link.location.endswith(f"#c-{c}")
            html = resident.get(link.location.partition("#")[0]).data.decode()
            shown = IDS.findall(html)
            assert (
                shown.index(c) <= threads.ABOVE
                and shown == every[every.index(shown[0]) :][: threads.PAGE]
            )
            assert html.count('aria-current="true" id') == 0 and re.search(
                rf'id="c-{c}" aria-current="true"', html
            )
    for stance in ("for", "neutral", "against"):
        found = [
            c
            for page in walk(visitor, f"/jiahe/proposals/{p}/discussion?stance={stance}")
            for c in page
        ]
        assert found == [
            c.comment_id
            for c in sorted(
                w.rows(tables.comment), key=lambda c: (c.at, c.comment_id), reverse=True
            )
            if c.stance == stance
        ]


@pytest.mark.parametrize(
    "query",
    [
        "order=supported&after=x~2026-01-01T00:00:00+00:00~1",
        "order=office&after=king~2026-01-01T00:00:00+00:00~1",
        "order=stance&after=for~now~1",
        "after=1~2026-01-01T00:00:00+00:00~1",
        "after=2026-01-01T00:00:00~1",
        "after=~~~",
        "order=supported&after=--1~2026-01-01T00:00:00+00:00~1",
        f"after=0001-01-01T00:00:00%2B14:00~{'0' * 26}",
        f"order=supported&after={2**63}~2026-01-01T00:00:00%2B00:00~{'0' * 26}",
    ],
)
def test_a_key_that_is_none_shows_the_first_page(site, query):
    """A link cut by a chat still leads to the discussion."""
    w = site.world
    p = w.submitted()
    c = say(w, p)
    page = site.client("visitor").get(f"/jiahe/proposals/{p}/discussion?{query}")
    assert page.status_code == 200 and f"c-{c}" in page.data.decode()


def test_a_contribution_of_elsewhere_or_of_a_draft_has_no_link(site):
    w, client = site.world, site.client("visitor")
    p, other = w.submitted(), w.submitted("林二", title="另一件")
    c = say(w, p)
    for url in (
        f"{other}/comments/{c}",
        f"{p}/comments/{new_id()}",
        f"{w.draft('林三')}/comments/{c}",
        f"{other}/discussion?at={c}",
    ):
        assert client.get(f"/jiahe/proposals/{url}").status_code == 404


def test_a_reply_quotes_and_the_quote_follows_hiding_and_erasing(site):
    w, client, visitor = site.world, site.client("resident"), site.client("visitor")
    p = w.submitted()
    c = say(w, p, body="很长的话" * 40)
    form = client.get(f"/jiahe/proposals/{p}/comment/{c}").data.decode()
    assert "您在回复" in form and "很长的话" * 25 + "…" in form
    assert (
        press(
            client, f"/jiahe/proposals/{p}/comment/{c}", stance="for", body="我同意您"
        ).status_code
        == 303
    )
    reply = next(x for x in w.rows(tables.comment) if x.body == "我同意您")
    assert reply.parent_id == c
    pages = [f"/jiahe/proposals/{p}", f"/jiahe/proposals/{p}/discussion"]
    quote = '<blockquote class="opinion quiet mb-1">'
    for url in pages:
        assert re.search("很长的话" * 25 + r"…\s*</blockquote>", visitor.get(url).text)
    w.act(
        "窗口",
        decency_acts.HideComment(act_id=new_id(), subject_id=p, comment_id=c, reason="off_topic"),
    )
    for url in (*pages, f"/jiahe/proposals/{p}/comment/{c}"):
        html = (client if "/comment/" in url else visitor).get(url).data.decode()
        assert "很长的话" not in html and quote in html and "（已隐藏）" in html
    w.act(
        "林二", decency_acts.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="有关")
    )
    w.act(
        "监事甲",
        decency_acts.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="有关"
        ),
    )
    assert "很长的话" in visitor.get(pages[0]).data.decode()
    fact = next(x.text_from for x in w.rows(tables.comment) if x.comment_id == c)
    w.act("窗口", people.Erase(act_id=new_id(), fact_id=fact, part="text", ground="request"))
    for url in pages:
        html = visitor.get(url).data.decode()
        assert "很长的话" not in html and quote in html
    verify(w.engines)


def test_support_from_the_page_is_one_tap_and_comes_back_to_the_contribution(site):
    w, client = site.world, site.client("resident")
    p = w.submitted()
    c = say(w, p)
    page = f"/jiahe/proposals/{p}"
    assert f"support-comment/{c}" in site.client("visitor").get(page).data.decode()
    html = client.get(f"{page}/discussion?order=supported").data.decode()
    assert f'action="{page}/support-comment/{c}?order=supported"' in html
    done = client.post(
        f"{page}/support-comment/{c}?order=supported",
        data={
            "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', html)[1],
            "act_id": new_id(),
        },
    )
    assert done.status_code == 303 and done.location.endswith(f"/comments/{c}?order=supported")
    html = client.get(f"{page}/discussion").data.decode()
    assert "已支持 ✓ 1" in html and f"/take-back-support/{c}" in html
    assert "支持 1" in site.client("visitor").get(page).data.decode(), "the kept page is stale"
    twice = press(client, f"{page}/support-comment/{c}")  # from the page before: it stands
    assert twice.status_code == 303 and twice.location.endswith(f"/comments/{c}")
    assert "支持 1" in site.client("visitor").get(page).data.decode()
    own = say(w, p, "林十二", "我自己的")
    html = client.get(f"{page}/discussion").data.decode()
    assert (
        f"/support-comment/{own}" not in html
        and press(client, f"{page}/support-comment/{own}").status_code == 403
    )
    assert press(client, f"{page}/take-back-support/{c}").status_code == 303
    assert "支持 0" in site.client("visitor").get(page).data.decode()
    assert site.client("visitor").get(f"{page}/support-comment/{c}").status_code == 303


def test_a_page_of_the_discussion_costs_the_same_with_many_contributions(site):
    w, client = site.world, site.client("resident")
    p = w.submitted()
    first = say(w, p)
    say(w, p, "林三", "答", parent_id=first)

    def cost(order):
        client.get(f"/jiahe/proposals/{p}/discussion?order={order}")
        with statements(*readers(site)) as seen:
            assert client.get(f"/jiahe/proposals/{p}/discussion?order={order}").status_code == 200
        return len(seen)

    few = {order: cost(order) for order in threads.ORDERS}
    for i in range(60):
        say(w, p, RESIDENTS[i % 15 + 1], f"第 {i} 条", parent_id=first, stance="against")
    assert all(cost(order) <= few[order] for order in threads.ORDERS)
    assert max(few.values()) <= 24, few


def test_imported_contributions_stand_in_every_order(site):
    w = site.world
    w.operate(
        ImportProposals(
            act_id=new_id(),
            source="别处",
            source_digest="0" * 64,
            entries=(SourceProposal("1", "来自别处", "正文", "2019-01-01", "匿名甲", 3),),
        )
    )
    p = w.rows(tables.proposal)[0].proposal_id
    ids = {"c1": new_id(), "c2": new_id()}
    w.operate(
        ImportComments(
            act_id=new_id(),
            subject_id=p,
            ids=ids,
            source="别处",
            source_digest="0" * 64,
            entries=(
                SourceComment("c1", None, "很好", w.time.at, "匿名乙", 7, 1),
                SourceComment("c2", "c1", "也好", w.time.at, "匿名丙", 9, 1),
            ),
        )
    )
    client = site.client("visitor")
    for order in threads.ORDERS:
        assert sorted(
            c
            for page in walk(client, f"/jiahe/proposals/{p}/discussion?order={order}")
            for c in page
        ) == sorted(ids.values())
    assert walk(client, f"/jiahe/proposals/{p}/discussion?order=supported")[0] == [
        ids["c2"],
        ids["c1"],
    ]


def test_each_order_goes_along_an_index(site):
    """5,000 contributions may cost no more than 50: no page sorts, or reads more rows than it
    shows.
    """
    w = site.world
    p = w.submitted()
    say(w, p)
    with site.app.app_context(), statements(*readers(site)) as seen:
        for order in threads.ORDERS:
            threads.read(
                db.session,
                w.id,
                p,
                order=order,
                start=threads.page_of(
                    db.session, w.id, p, w.rows(tables.comment)[0].comment_id, order
                ),
                including=True,
            )
    listing = [q for q in seen if "FROM comment" in q and "ORDER BY" in q]
    assert len(listing) >= 8
    with site.app.app_context():
        for query in listing:
            plan = " ".join(
                str(r)
                for r in db.session.connection().exec_driver_sql(
                    "EXPLAIN QUERY PLAN " + query, tuple("0" for _ in range(query.count("?")))
                )
            )
            assert "USING INDEX ix_comment_" in plan and "TEMP B-TREE" not in plan, (query, plan)
