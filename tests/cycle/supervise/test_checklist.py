"""The checklist of a stage: ticked by a supervisor in their own name, once, of this stage only;
shown on the timeline and beside the certificate.
"""

import pytest

from deliberation.charter.rulebook import RulebookError, load, parse
from deliberation.cycle.supervise.acts import check as check_acts
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.site import act_id, token
from tests.traces import refused

OURS = 'extends = "cn-2026"\nname = "ours"\n'
ITEM = '[[checklist]]\nid = "seen"\nstage = "notice"\ntext = { zh = "看过", en = "Seen" }\n'


def check(w, p, *items, who="监事甲", **kw):
    return w.act(who, check_acts.CheckStage(act_id=new_id(), subject_id=p, items=items, **kw))


def ticked(w):
    return sorted((r.item, r.stage, r.person_id) for r in w.rows(tables.stage_check))


def test_each_item_once_a_stage_by_each_supervisor(world):
    w = world
    p = w.in_notice()
    check(w, p, "notice_seen", note="贴在北门公示栏。")
    check(w, p, "notice_seen", "text_same")
    check(w, p, "notice_seen", who="监事乙")
    one, two = w.person["监事甲"], w.person["监事乙"]
    assert ticked(w) == sorted(
        [
            ("notice_seen", "notice", one),
            ("text_same", "notice", one),
            ("notice_seen", "notice", two),
        ]
    )
    with refused(w, "nothing_changed"):
        check(w, p, "notice_seen")
    for items in ((), ("site_visited",), ("nonsense",)):  # none, another stage's, nobody's
        with refused(w, "bad_choice"):
            check(w, p, *items)
    with refused(w, "wrong_role"):
        check(w, p, "roll_shown", who="窗口")
    assert verify(w.engines)


def test_a_stage_entered_again_is_looked_at_again(world):
    w = world
    p = w.in_notice()
    check(w, p, "notice_seen")
    w.act("监事甲", supervise.ReturnOnce(act_id=new_id(), subject_id=p, reasons="材料不全"))
    check(w, p, "study_on_file")
    while w.row(p).stage != "notice":
        w.let_pass(p)
    check(w, p, "notice_seen")
    assert [r.item for r in w.rows(tables.stage_check)].count("notice_seen") == 2
    with refused(w, "nothing_changed"):
        check(w, p, "notice_seen")


def test_a_rulebook_without_a_checklist_still_works(world):
    w = world
    text = load("cn-2026").source_text.split("\n[[checklist]]")[0] + "\n"
    assert parse(text).checklist == ()
    w.operate(people.AdoptRulebook(act_id=new_id(), source=text))
    p = w.in_notice()
    with refused(w, "bad_choice"):
        check(w, p, "notice_seen")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (ITEM.replace('"seen"', '"Seen!"'), 4, "an id is"),
        (ITEM + ITEM, 4, "twice"),
        (ITEM.replace('"notice"', '"draft"'), 5, "none of gather"),
        (ITEM.replace(', en = "Seen"', ""), 6, "zh and en"),
        (ITEM.replace('"Seen"', f'"{"x" * 201}"'), 6, "200"),
        (ITEM + 'law = "城市居民委员会组织法"\n', 3, "together"),
        (ITEM + "wrong = 1\n", 7, "unknown key"),
        (ITEM.replace('stage = "notice"\n', ""), 3, "stage is missing"),
    ],
)
def test_a_faulty_line_is_named_with_file_line_and_reason(text, line, words):
    with pytest.raises(RulebookError) as caught:
        parse(OURS + text, "ours.toml")
    assert (
        caught.value.filename == "ours.toml"
        and caught.value.line == line
        and words in caught.value.reason
    ), str(caught.value)


def test_an_overlay_keeps_the_checklist_or_puts_its_own_in_its_place():
    assert parse(OURS).checklist == load("cn-2026").checklist
    assert [c.id for c in parse(OURS + ITEM).checklist] == ["seen"]


def test_ticked_on_the_page_shown_on_the_timeline_and_beside_the_certificate(site):
    w, client = site.world, site.client("supervisor")
    p = w.in_publish()
    url = f"/jiahe/proposals/{p}/check-stage"
    page = client.get(url)
    assert "我自己算过到会人数和票数" in page.data.decode() and "第 29 条" in page.data.decode()
    data = {"csrf_token": token(page), "act_id": act_id(page)}
    assert client.post(url, data=data).status_code == 422  # nothing ticked
    assert (
        client.post(url, data={**data, "items": ["sum_redone"], "note": "手算两遍"}).status_code
        == 303
    )
    for where in (f"/jiahe/proposals/{p}", f"/jiahe/proposals/{p}/certify"):
        html = client.get(where).data.decode()
        assert "✓ 我自己算过到会人数和票数" in html, where
    assert "手算两遍" in client.get(f"/jiahe/proposals/{p}").data.decode()
    assert (
        'value="sum_redone"' not in client.get(url).data.decode()
        and 'value="result_seen"' in client.get(url).data.decode()
    )
    assert (
        site.client("resident").get(url).status_code == 403
        and "监事亲自核对什么" in site.client("visitor").get("/jiahe/rules").data.decode()
    )
