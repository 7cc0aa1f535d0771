"""The roster lives: corrections, moves, departures, merged entries, and requests of residents.

A frozen roll stays as it is.
"""

import re

import pytest

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import POLICY
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import life as roster
from deliberation.roster.acts.asking import AnswerCorrection, AskCorrection
from deliberation.roster.acts.correcting import CorrectPerson
from tests.desk.test_desk import press
from tests.traces import refused


def correct(w, name, **new):
    row = next(r for r in w.rows(tables.person) if r.person_id == w.person[name])
    values = {
        "new_name": row.name,
        "phone": row.phone,
        "birth_date": row.birth_date,
        "tenure": row.tenure,
        "lives_here": row.lives_here,
        "happened_on": w.today(),
        "reason": "登记时写错了",
    }
    return w.act(
        "窗口", CorrectPerson(act_id=new_id(), person_id=w.person[name], **{**values, **new})
    )


def leave(w, name, cause="moved_away", who="窗口", **more):
    return w.act(
        who,
        roster.RecordLeft(
            act_id=new_id(),
            person_id=w.person[name],
            cause=cause,
            happened_on=more.get("on", w.today()),
            reason="家属来电",
        ),
    )


def row(w, name):
    return next(r for r in w.rows(tables.person) if r.person_id == w.person[name])


def test_a_wrong_entry_is_put_right_while_the_roll_is_frozen(world):
    w = world
    p = w.in_vote()
    before = w.rows(tables.roll_entry)
    correct(w, "代表甲", new_name="代表嘉", phone="13900001111")
    assert (row(w, "代表甲").name, row(w, "代表甲").phone) == ("代表嘉", "13900001111")
    [change] = w.rows(tables.roster_change)
    assert (
        change.on_open_rolls == 1
        and "name=代表甲" in change.before
        and "name=代表嘉" in change.after
        and change.by == w.person["窗口"]
    )
    leave(w, "代表乙")
    assert w.rows(tables.roll_entry) == before
    with refused(w, "term_expired"):  # on the roll, but no representative any more
        w.cast(p, 代表乙="for")
    w.cast(p, 代表甲="for", 代表丙="for", 代表丁="for", 委员甲="for")
    w.let_pass(p)
    w.act("监事甲", Certify(act_id=new_id(), subject_id=p, ticked=("roll_compared",)))
    assert w.row(p).stage == "publish"
    verify(w.engines)


def test_moved_away_and_died_end_offices_and_everything_a_resident_may_do(small_world):
    w = small_world
    p = w.submitted()
    leave(w, "林二")
    with refused(w, "wrong_role"):
        w.cosign(p, "林二")
    leave(w, "监事甲", cause="died")
    assert {o.cause for o in w.rows(tables.office) if o.person_id == w.person["监事甲"]} == {"died"}
    with refused(w, "has_left"):
        correct(w, "林二", phone="13900000009")
    with refused(w, "own_interest"):
        leave(w, "窗口")
    w.act(
        "窗口",
        roster.RecordReturn(
            act_id=new_id(), person_id=w.person["林二"], happened_on=w.today(), reason="又搬回来"
        ),
    )
    w.cosign(p, "林二")
    with refused(w, "nothing_changed"):
        w.act(
            "窗口",
            roster.RecordReturn(
                act_id=new_id(), person_id=w.person["林二"], happened_on=w.today(), reason="又来"
            ),
        )
    verify(w.engines)


def test_a_birth_date_put_right_changes_who_is_grown_up(small_world):
    w = small_world
    p = w.submitted()
    correct(w, "林三", birth_date="2015-01-01")
    assert row(w, "林三").standing == "minor"
    with refused(w, "wrong_role"):
        w.cosign(p, "林三")
    correct(w, "丁小", birth_date="1999-01-01")
    assert row(w, "丁小").standing == "adult"
    for wrong, code in (
        ({"birth_date": "2999-01-01"}, "bad_date"),
        ({"happened_on": "2999-01-01", "phone": "13900000002"}, "bad_date"),
        ({"tenure": "guest"}, "bad_choice"),
        ({"phone": "abc"}, "bad_choice"),
        ({"new_name": " "}, "empty_text"),
        ({}, "nothing_changed"),
    ):
        with refused(w, code):
            correct(w, "林四", **wrong)


def test_a_move_changes_the_group_whose_matters_one_decides(small_world):
    w = small_world
    address = w.entry("林五", 7, building="9栋")
    with refused(w, "nothing_changed"):
        same = row(w, "林五")
        d = next(x for x in w.rows(tables.dwelling) if x.dwelling_id == same.dwelling_id)
        w.act(
            "窗口",
            roster.MovePerson(
                act_id=new_id(),
                person_id=w.person["林五"],
                happened_on=w.today(),
                reason="x",
                entries=(
                    roster.RosterEntry(
                        estate="嘉禾苑",
                        building=d.building,
                        unit=d.unit,
                        room=d.room,
                        name="",
                        phone=None,
                        birth_date="1970-01-01",
                        area=0,
                        tenure="owner",
                        lives_here=True,
                    ),
                ),
            ),
        )
    w.act(
        "窗口",
        roster.MovePerson(
            act_id=new_id(),
            person_id=w.person["林五"],
            happened_on=w.today(),
            reason="换房",
            entries=(address,),
        ),
    )
    p = w.submitted("林五", group_id=w.group("9栋"), title="九栋门口的灯")
    with refused(w, "wrong_group"):
        w.cosign(p, "林六")
    verify(w.engines)


def test_two_entries_of_one_person_become_one(small_world):
    w = small_world
    with refused(w, "entry_in_use"):
        w.act(
            "窗口",
            roster.MergeEntries(
                act_id=new_id(),
                person_id=w.person["林二"],
                closed_id=w.person["代表甲"],
                reason="同一人",
            ),
        )
    for closed in ("林二", None):
        with refused(w, "unknown_person"):
            w.act(
                "窗口",
                roster.MergeEntries(
                    act_id=new_id(),
                    person_id=w.person["林二"],
                    closed_id=w.person[closed] if closed else new_id(),
                    reason="同一人",
                ),
            )
    w.act(
        "窗口",
        roster.MergeEntries(
            act_id=new_id(),
            person_id=w.person["林二"],
            closed_id=w.person["林三"],
            reason="同一人登记了两次",
        ),
    )
    p = w.submitted()
    with refused(w, "wrong_role"):
        w.act("林三", Cosign(act_id=new_id(), subject_id=p))
    verify(w.engines)


def test_a_resident_asks_and_the_desk_answers_in_three_days(small_world):
    w = small_world
    w.act("林二", AskCorrection(act_id=new_id(), body="我的电话换了"))
    with refused(w, "already_asked"):
        w.act("林二", AskCorrection(act_id=new_id(), body="再说一次"))
    [asked] = w.rows(tables.correction_request)
    assert (asked.due_at - asked.at).days in (2, 3)
    with refused(w, "unknown_reference"):
        w.act(
            "窗口",
            AnswerCorrection(act_id=new_id(), request_id=new_id(), outcome="done", answer="好"),
        )
    w.act(
        "窗口",
        AnswerCorrection(
            act_id=new_id(), request_id=asked.request_id, outcome="declined", answer="请带证件来"
        ),
    )
    with refused(w, "already_answered"):
        w.act(
            "窗口",
            AnswerCorrection(
                act_id=new_id(), request_id=asked.request_id, outcome="done", answer="好"
            ),
        )
    w.act("窗口", AskCorrection(act_id=new_id(), body="我自己的也错了"))
    mine = next(r for r in w.rows(tables.correction_request) if r.state == "open")
    with refused(w, "own_interest"):
        w.act(
            "窗口",
            AnswerCorrection(
                act_id=new_id(), request_id=mine.request_id, outcome="done", answer="好"
            ),
        )
    verify(w.engines)


@pytest.mark.parametrize(
    "name",
    [
        a.value
        for a in (
            ActName.correct_person,
            ActName.record_left,
            ActName.merge_entries,
            ActName.answer_correction,
        )
    ],
)
def test_only_clerks_touch_the_roster(small_world, name):
    assert {r.value for r in POLICY[ActName(name)].roles} == {"clerk"} and POLICY[
        ActName(name)
    ].factor


def test_the_desk_corrects_an_entry_on_a_page_and_both_stand_there(site):
    w, client = site.world, site.client("clerk")
    person = w.person["林三"]
    url = f"/jiahe/desk/people/{person}/correct"
    page = client.get(url).data.decode()
    assert "林三" in page and row(w, "林三").phone in page
    fields = {
        "new_name": "林叁",
        "phone": "13911112222",
        "birth_date": "1970-01-01",
        "tenure": "owner",
        "lives_here": "y",
        "happened_on": w.today(),
    }
    assert press(client, url, **fields).status_code == 422  # no reason
    assert press(client, url, **fields, reason="身份证").status_code == 303
    page = client.get(f"/jiahe/desk/people/{person}").data.decode()
    assert "林叁" in page and "林三" in page and "13911112222" in page and "身份证" in page
    assert (
        press(
            client,
            f"/jiahe/desk/people/{person}/left",
            cause="died",
            happened_on=w.today(),
            reason="家属来电",
        ).status_code
        == 303
    )
    assert "去世" in client.get(f"/jiahe/desk/people/{person}").data.decode()
    assert (
        press(
            client,
            "/jiahe/desk/new-person",
            building="8栋",
            unit="1",
            room="801",
            new_name="新来的",
            phone="",
            birth_date="1990-02-03",
            tenure="tenant",
            lives_here="y",
        ).status_code
        == 303
    )
    assert any(r.name == "新来的" and r.tenure == "tenant" for r in w.rows(tables.person))
    verify(w.engines)


def test_somebody_takes_their_data_along_and_has_their_words_erased(site):
    w, resident, clerk = site.world, site.client("resident"), site.client("clerk")
    person = w.person["林十二"]
    p = w.submitted("林十二", title="我写的标题")
    q = w.submitted("林二", title="别人写的")
    w.act("林十二", Comment(act_id=new_id(), subject_id=q, body="我说过的话"))
    held = resident.get("/jiahe/my-entry/file")
    assert (
        held.headers["Content-Disposition"].startswith("attachment")
        and {"我写的标题", "我说过的话"}
        <= set(
            [x["title"] for x in held.json["proposals"]]
            + [x["body"] for x in held.json["comments"]]
        )
        and held.json["entry"]["name"] == "林十二"
    )
    assert press(resident, "/jiahe/my-entry", wish="erase", body="请删除").status_code == 303
    page = resident.get("/jiahe/my-entry").data.decode()
    assert "请删除" in page and "前答复" in page
    assert "林十二" in clerk.get("/jiahe/desk/requests").data.decode()
    [asked] = w.rows(tables.correction_request)
    assert press(clerk, f"/jiahe/desk/people/{person}/erase").status_code == 422
    assert press(clerk, f"/jiahe/desk/people/{person}/erase", sure="y").status_code == 303
    assert (
        press(
            clerk, f"/jiahe/desk/requests/{asked.request_id}", outcome="done", answer="已删除"
        ).status_code
        == 303
    )
    assert (
        w.row(p).title is None
        and w.row(q).title == "别人写的"
        and not any(c.body == "我说过的话" for c in w.rows(tables.comment))
    )
    visitor = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    assert "我写的标题" not in visitor
    assert "已删除" in resident.get("/jiahe/my-entry").data.decode()
    assert (
        clerk.get(f"/jiahe/desk/people/{person}/erase").data.decode().count("没有可删除的内容") == 1
    )
    verify(w.engines)


def test_the_whole_entry_is_erased_from_the_persons_page_which_says_whose_it_is(site):
    w = site.world
    p = w.submitted("林六")
    w.act("林五", Comment(act_id=new_id(), subject_id=p, body="支持，早点办。", stance="for"))
    clerk, person = site.client("clerk"), w.person["林五"]
    page = clerk.get(f"/jiahe/desk/people/{person}").text
    address = re.search(r'href="(/jiahe/desk/erase/\d+/private)"', page)[1]
    asked = clerk.get(address).text
    assert "林五" in asked and f"/jiahe/desk/people/{person}/erase" in asked and "1 段" in asked
    assert press(clerk, address, ground="request", sure="y").status_code == 303
    for path in ("", "/household", "/return", "/reset", "/office", "/card"):
        assert clerk.get(f"/jiahe/desk/people/{person}{path}").status_code in (404, 405), path
    assert person not in clerk.get("/jiahe/desk/people?q=林五").text
    said = clerk.get(f"/jiahe/proposals/{p}").text
    assert "支持，早点办。" in said and "林**" not in said.partition("支持，早点办。")[0][-400:]
    verify(w.engines)
