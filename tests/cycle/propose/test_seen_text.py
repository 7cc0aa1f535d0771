"""What nobody can see is nobody's proposal, comment or name, and no text turns its neighbours
around: on every way in, and without a trace."""

import csv
import re
from datetime import date

import pytest

from deliberation.charter import act
from deliberation.cycle.propose.acts import thread
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster import consul
from deliberation.roster import file as roster_file
from deliberation.roster.acts import people
from tests.site import act_id, token
from tests.traces import refused

BLANK, PILE, TURNED = "\u200b\u3164\u2800", "字" + "\u0336" * 40, "看 \u202egpj.exe"


def entry(**kw):
    known = {
        "estate": "嘉禾苑",
        "building": "9栋",
        "unit": "1",
        "room": "901",
        "name": "新来",
        "phone": None,
        "birth_date": "1980-05-01",
        "area": 0,
        "tenure": "owner",
        "lives_here": True,
    }
    return people.RosterEntry(**{**known, **kw})


@pytest.mark.parametrize(("value", "code"), [(BLANK, "empty_text"), (PILE, "stacked_marks")])
def test_every_way_in_refuses_it(small_world, value, code):
    w = small_world
    p = w.submitted()
    for field in ("title", "body"):
        with refused(w, code):
            w.draft(**{field: value})
    with refused(w, code):
        w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body=value))
    for field in ("name", "building", "room", "unit", "estate"):
        with refused(w, code):
            w.operate(people.EnterPeople(act_id=new_id(), entries=(entry(**{field: value}),)))


def test_a_form_says_so_beside_the_words(site):
    p, client = site.world.submitted(), site.client("resident")
    url = f"/jiahe/proposals/{p}/comment"
    for typed, said in ((BLANK, "请填写这里"), (PILE, "一个字上叠了超过 8 个符号")):
        page = client.get(url)
        form = {"csrf_token": token(page), "act_id": act_id(page), "body": typed}
        answer = client.post(url, data=form)
        assert answer.status_code == 422 and said in answer.text
    assert not site.world.rows(tables.comment)
    page = client.get(url)
    form = {"csrf_token": token(page), "act_id": act_id(page), "body": TURNED}
    assert client.post(url, data=form).status_code == 303
    assert [r.body for r in site.world.rows(tables.comment)] == ["看 gpj.exe"]
    assert "\u202e" not in client.get(f"/jiahe/proposals/{p}").text


def test_a_roster_names_the_row(tmp_path):
    heads = [names[0] for names in roster_file.COLUMNS.values()]
    good = [
        "嘉禾苑",
        "1栋",
        "1",
        "101",
        "张三",
        "\u202d13800000001\u202c",
        "1980-05-01",
        "",
        "",
        "",
    ]
    rows = [good, [*good[:4], BLANK, *good[5:]], [*good[:3], PILE, *good[4:]]]
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([heads, *rows])
    found = roster_file.read(path, date(2026, 7, 1))
    assert [e.phone for e in found.entries] == ["13800000001"]
    assert [(b.row, b.column, b.reason) for b in found.bad] == [
        (3, "姓名", "empty"),
        (4, "房号", "too many marks on one letter"),
    ]


def test_open_data_is_taken_as_far_as_it_can_be_read(tmp_path):
    """Nobody here can write it anew: one comment of blanks stops no import."""
    rows = {
        "proposals.csv": {
            "id": "1",
            "title": PILE,
            "summary": BLANK,
            "text": TURNED,
            "date": "2016-01-01",
            "userId": "7",
            "numSupports": "3",
        },
        "comments.csv": {
            "id": "2",
            "proposalId": "1",
            "parentId": "-1",
            "text": BLANK,
            "date": "2016-01-02",
            "time": "10:00:00",
            "userId": "8",
            "numPositiveVotes": "0",
            "numNegativeVotes": "0",
        },
    }
    for name, row in rows.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
    found = consul.read(tmp_path)
    (taken,) = found.proposals
    assert taken.title == PILE[:9] and taken.body == "看 gpj.exe"
    assert [c.body for group in found.comments.values() for c in group] == ["—"]


def test_what_stands_in_the_record_already_is_not_judged_again(small_world, monkeypatch):
    """A comment of before this rule: replayed, checked and shown; the page parts it from others."""
    w = small_world
    p = w.submitted()
    with monkeypatch.context() as before:
        before.setattr(act, "words", lambda value, **kw: value)
        before.setattr(thread, "words", lambda value, **kw: value)
        for body in (TURNED, BLANK, PILE):
            w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body=body))
    assert {r.body for r in w.rows(tables.comment)} == {TURNED, BLANK, PILE}
    assert verify(w.engines)


def test_what_people_wrote_is_read_apart_and_stays_in_its_place(site):
    css = site.client("visitor").get("/static/css/deliberation.css").text
    apart = re.search(r"([^{}/]+)\{ unicode-bidi: isolate; \}", css)[1]
    assert {"h1", ".pre", ".title", "strong", ".eyebrow", "th", "td"} <= set(
        re.split(r",\s*", apart.strip())
    )
    assert re.search(r"h1, \.pre, \.title \{ overflow: clip;", css)
