"""The supervisors' lists: each thing stands where it belongs, in the order named, for supervisors
only; nothing asks once per row.
"""

from datetime import timedelta

from sqlalchemy import event

from deliberation import clock
from deliberation.cycle.inform.acts.notice import PostProof
from deliberation.cycle.supervise.acts import certificate, objection, question
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.desk.acts.resets import AskReset
from deliberation.readings.defaults import CODES
from deliberation.readings.desk import supervision
from deliberation.record.engines import db
from deliberation.record.ids import new_id
from deliberation.roster.acts import asking, correcting


def lists(w):
    with w.engines.read_connection() as conn:
        return {
            code: ([i.code for i in items], whole)
            for code, (items, whole) in supervision.overview(conn, w.id, clock.now()).items()
        }


def test_every_list_in_the_order_supervisors_read(world):
    w = world
    assert list(lists(w)) == list(supervision.SECTIONS) and all(
        found == ([], 0) for found in lists(w).values()
    )
    p = w.in_vote()
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="手机丢了"))
    w.act(
        "窗口",
        correcting.CorrectPerson(
            act_id=new_id(),
            person_id=w.person["代表乙"],
            new_name="代表已",
            phone=None,
            birth_date="1970-01-01",
            tenure="owner",
            lives_here=True,
            happened_on=w.today(),
            reason="写错了",
        ),
    )
    w.act(
        "监事甲",
        question.AskQuestion(
            act_id=new_id(), subject_id=p, addressee="clerk", body="公示贴在哪里？"
        ),
    )
    w.act("林三", asking.AskCorrection(act_id=new_id(), body="电话错了"))
    found = lists(w)
    assert (
        found["resets"] == (["reset_asked"], 1)
        and found["corrected"] == (["roll_entry_changed"], 1)
        and found["late"] == ([], 0)
    )
    assert found["quorum"] == ([], 0)  # it closes in five days: nothing to worry about yet
    w.time.to(w.row(p).closes_at - timedelta(days=1))
    assert lists(w)["quorum"] == (["short_now"], 1)
    w.cast(p, **dict.fromkeys(("代表甲", "代表乙", "代表丙", "代表丁"), "for"))
    assert lists(w)["quorum"] == ([], 0)
    w.time.advance(days=8)
    w.tick()
    assert lists(w)["late"][0] == ["waits_late", "waits_late"]


def test_contested_returned_and_silence(world):
    w = world
    p = w.in_publish()
    w.act(
        "林一",
        objection.Object(act_id=new_id(), subject_id=p, ground="count", body="票数不对"),
    )
    q = w.in_notice(who="林二", title="另一件")
    w.act("监事甲", supervise.ReturnOnce(act_id=new_id(), subject_id=q, reasons="材料不全"))
    found = lists(w)
    assert found["contested"] == (["waits_contested"], 1) and found["returned"] == (["returned"], 1)
    w.let_pass(w.in_advise(who="林三", title="第三件"))
    found = lists(w)
    assert found["silence"][1] >= 1 and set(found["silence"][0]) <= set(CODES)


def posted(w, p, purpose):
    said = {"purpose": purpose, "posted_on": w.today(), "place": "公告栏"}
    w.act("窗口", PostProof(act_id=new_id(), subject_id=p, **said))


def test_a_notice_extended_for_want_of_its_proof_is_late_until_it_is_posted(world):
    w = world
    p, q = w.in_notice(), w.in_notice(who="林二", title="另一件")
    w.let_pass(p)
    w.tick()
    assert lists(w)["late"] == (["no_proof", "no_proof"], 2)
    posted(w, p, "notice")
    assert lists(w)["late"] == (["no_proof"], 1)
    w.let_pass(q)  # opened without it: nobody is asked any more
    assert w.stage(q) == "vote" and lists(w)["late"] == ([], 0)
    assert "no_proof_of_posting" in lists(w)["silence"][0]


def test_a_refused_certificate_is_contested_as_long_as_it_is_asked_for(world):
    w = world
    p = w.in_publish()
    refusing = certificate.RefuseCertificate(act_id=new_id(), subject_id=p, statement="少一张。")
    w.act("监事乙", refusing)
    assert lists(w)["contested"] == (["certificate_refused"], 1)
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert lists(w)["contested"] == ([], 0)
    assert "certificate_refused" in lists(w)["silence"][0]


def test_a_result_that_was_posted_late_is_no_longer_said_to_be_missing(world):
    w = world
    p = w.in_publish()
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert "result_not_posted" in lists(w)["silence"][0]
    posted(w, p, "result")
    assert "result_not_posted" not in lists(w)["silence"][0]


def test_pages_are_for_supervisors_and_ask_the_same_with_more_rows(site):
    w = site.world
    for role, status in (
        ("visitor", 303),
        ("resident", 403),
        ("clerk", 403),
        ("representative", 403),
    ):
        assert site.client(role).get("/jiahe/supervision").status_code == status
        assert site.client(role).get("/jiahe/supervision/late").status_code == status
    client = site.client("supervisor")
    assert client.get("/jiahe/supervision/nothing").status_code == 404

    def cost():
        seen = []
        note = lambda *a: seen.append(a[2])
        with site.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        page = client.get("/jiahe/supervision").data.decode()
        event.remove(engine, "before_cursor_execute", note)
        return len(seen), page

    w.act(
        "监事甲",
        supervise.ReturnOnce(
            act_id=new_id(),
            subject_id=w.in_notice(who="林八", title="先退一件"),
            reasons="材料不全",
        ),
    )
    client.get("/jiahe/supervision")
    w.draft("林九")  # what is kept is out of date, as it is after the others
    few, _ = cost()
    for i, who in enumerate(("林一", "林二", "林三", "林四", "林五", "林六", "林七")):
        p = w.in_notice(who=who, title=f"第 {i} 件")
        w.act("监事甲", supervise.ReturnOnce(act_id=new_id(), subject_id=p, reasons="材料不全"))
    many, page = cost()
    assert many <= few + 1 and "全部 8 条" in page
    order = [page.index(f'id="{code}"') for code in supervision.SECTIONS]
    assert order == sorted(order)
    whole = client.get("/jiahe/supervision/returned").data.decode()
    assert (
        whole.count("监事会退回，请重新考虑") == 8
        and client.get("/jiahe/supervision/returned?from=8")
        .data.decode()
        .count("监事会退回，请重新考虑")
        == 0
    )
