"""Every form that takes files: who may, number, words, kind and header are asked before a picture
is opened, and opening is counted.
"""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from deliberation.config import from_environment
from deliberation.record import tables
from deliberation.record.media import store
from deliberation.record.media.decoding import apart
from deliberation.record.private import decoded as budget
from deliberation.record.private.tables import decoded
from deliberation.turns import spare
from deliberation.web.forms.files import TAKES_FILES
from tests.cycle.inform.announcing import announce
from tests.record.media.test_decoding import somebody_reads
from tests.record.media.test_files import PDF, photo
from tests.site import act_id, token
from tests.web.test_files import kept, on_disk, send


@pytest.fixture(autouse=True)
def no_store_left():
    yield
    store.use(None)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The kinds of the pictures that were opened."""
    kinds, real = [], apart._run

    def run(script, *words: str, **how):
        kinds.append(words[0])
        return real(script, *words, **how)

    monkeypatch.setattr(apart, "_run", run)
    return kinds


def counted(w) -> list:
    """The rows that count pictures; they belong to accounts, not to a community."""
    with w.engines.read_connection() as conn:
        return list(conn.execute(select(decoded)))


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (7000, 7000)).save(out, "PNG")
    return out.getvalue()


def test_the_forms_that_take_files_are_all_walked_here(site):
    """A new one is added to the walks below."""
    assert {e.removesuffix("_at") for e in TAKES_FILES} == {
        "propose.comment",
        "propose.attach_file",
        "propose.apply_task",
        "propose.propose_project",
        "inform.announce",
        "inform.correct_announcement",
        "inform.post_proof",
        "carry_out.report_progress",
        "carry_out.finish",
        "resolve.record_official_result",
        "desk.enter",
        "desk.enter_proposal",
        "desk.sheet",
    }


@pytest.mark.parametrize(
    "files",
    [
        [(photo(), "a.jpg", "门口"), (photo(), "b.jpg", "")],  # no words
        [(photo(), "a.jpg", "门口"), (bomb(), "b.png", "门口")],  # its header
        [(photo(), "a.jpg", "门口"), (photo()[:200], "b.jpg", "门口")],  # no header
        [(photo(), "a.jpg", "门口"), (b"MZ", "b.jpg", "门口")],  # its kind
        [(photo(), "a.jpg", "门口"), (PDF[:20], "b.pdf", "")],
        [(photo(), "a.jpg", "长" * 301)],
        [(photo(), f"{i}.jpg", "门口") for i in range(7)],  # number
    ],
)
def test_one_wrong_file_and_no_picture_is_opened(site, opened, files):
    w = site.world
    p, client = w.submitted("林一"), site.client("resident")
    before = kept(w) | {"decoded": ""}
    answer = send(
        client, f"/jiahe/proposals/{p}/comment", files, body="写了很久的话。", stance="for"
    )
    assert answer.status_code == 422 and "写了很久的话。" in answer.data.decode()
    assert not opened and not counted(w) and kept(w) | {"decoded": ""} == before
    assert on_disk() == []


def test_whoever_may_not_opens_nothing(site, opened):
    """Every page of an act with files, as a role that may not, with a form of somebody who may."""
    w = site.world
    p, v, c = w.submitted("林一"), w.in_vote(), w.in_carry_out(who="林二")
    a = announce(w)
    tries = [
        ("resident", f"/jiahe/proposals/{p}/attach-file", {}),  # not their proposal
        ("author", f"/jiahe/proposals/{v}/attach-file", {}),  # not any more
        (
            "resident",
            f"/jiahe/proposals/{p}/post-proof",
            {"posted_on": "2026-03-02", "place": "东门"},
        ),
        ("resident", f"/jiahe/proposals/{c}/report-progress", {"percent": "40", "body": "一半。"}),
        ("author", f"/jiahe/proposals/{c}/finish", {"body": "好了。", "evidence": "现场"}),
        ("resident", f"/jiahe/proposals/{v}/record-official-result", {}),
        (
            "resident",
            f"/jiahe/proposals/{p}/propose-project",
            {"title": "一", "body": "二", "cost": "3"},
        ),
        ("resident", "/jiahe/tasks/new", {"title": "一"}),
        ("resident", "/jiahe/announcements/new", {"title": "一", "body": "二"}),
        (
            "supervisor",
            f"/jiahe/announcements/{a}/correct-announcement",
            {"title": "一", "body": "二"},
        ),
        ("resident", f"/jiahe/desk/for/{w.person['林三']}/comment/{p}", {"body": "看。"}),
        ("resident", f"/jiahe/desk/sheet/{p}", {"slip": "1"}),
    ]
    for role, url, fields in tries:
        client = site.client(role)
        own = client.get(f"/jiahe/proposals/{p}/comment")
        data = {"csrf_token": token(own), "act_id": act_id(own), **fields}
        data |= {"files-1": (io.BytesIO(photo()), "a.jpg"), "files-1-alt": "门口"}
        data |= {"photo-1": (io.BytesIO(photo()), "a.jpg")}
        answer = client.post(url, data=data, content_type="multipart/form-data")
        assert answer.status_code in (403, 404, 409, 422), (url, answer.status_code)
        assert not opened, url
    assert not counted(w) and on_disk() == []


def test_what_the_act_itself_refuses_opens_nothing_either(site, opened):
    """Limits of an hour, of a matter: known only to the act, and asked before the picture is
    opened.
    """
    w = site.world
    p, client = w.submitted("林一"), site.client("resident")
    url = f"/jiahe/proposals/{p}/comment"
    answer = send(client, url, [(photo(), "a.jpg", "门口")], body="长" * 2001, stance="for")
    assert answer.status_code == 422 and not opened and not counted(w)
    for i in range(40):
        answer = send(client, url, body=f"第 {i} 句。", stance="for")
        if answer.status_code != 303:
            break
    assert answer.status_code == 429
    answer = send(client, url, [(photo(), "a.jpg", "门口")], body="又一句。", stance="for")
    assert answer.status_code == 429 and "又一句。" in answer.data.decode()
    assert not opened and not counted(w) and not w.rows(tables.attachment)


def test_each_picture_is_opened_once_and_counted_even_when_it_is_refused(site, opened):
    w = site.world
    p, client = w.submitted("林一"), site.client("resident")
    torn = photo(size=(900, 900))[:-200][:3000]  # a whole header, half a picture
    files = [(photo(), "a.jpg", "门口"), (torn, "b.jpg", "门口")]
    answer = send(
        client, f"/jiahe/proposals/{p}/comment", files, body="写了很久的话。", stance="for"
    )
    html = answer.data.decode()
    assert answer.status_code == 422 and "文件 2：已损坏" in html and "写了很久的话。" in html
    assert opened == ["JPEG", "JPEG"] and [r.pictures for r in counted(w)] == [2]
    assert on_disk() == [] and not w.rows(tables.comment)
    assert (
        send(
            client, f"/jiahe/proposals/{p}/comment", files[:1], body="看。", stance="for"
        ).status_code
        == 303
    )
    assert len(opened) == 3 and [r.pictures for r in counted(w)] == [3]


def test_the_hours_pictures_are_used_up_for_one_person_until_the_next_hour(
    site, opened, monkeypatch
):
    w = site.world
    site.app.config["UPLOAD_HOURLY"] = 3
    p, client = w.submitted("林一"), site.client("resident")
    url, two = (
        f"/jiahe/proposals/{p}/comment",
        [(photo(), "a.jpg", "门口"), (photo(), "b.jpg", "门口")],
    )
    assert send(client, url, two, body="一。", stance="for").status_code == 303
    answer = send(client, url, two, body="写了很久的话。", stance="for")
    html = answer.data.decode()
    assert answer.status_code == 429 and "写了很久的话。" in html and 'value="门口"' in html
    assert "这一小时您传的图片" in html and len(opened) == 2
    assert send(client, url, [(PDF, "a.pdf", "")], body="二。", stance="for").status_code == 303
    other = site.client("author")
    assert send(other, url, two, body="三。", stance="for").status_code == 303, "each has their own"
    w.time.wait(hours=1)
    client = site.client("resident")
    before = sum(r.pictures for r in counted(w))
    row = counted(w)[0]
    mine = budget.Budget(row.account_id, 3, 120, 6)
    for _ in range(3):
        mine.begin()
        mine.end(1.0)
    with pytest.raises(budget.Spent):
        mine.begin()
    assert sum(r.pictures for r in counted(w)) == before + 3
    w.time.wait(days=2)
    mine.begin()
    assert len(counted(w)) == 1, "old hours are not kept"


def test_while_others_pictures_are_opened_nothing_typed_is_lost(site, monkeypatch):
    w = site.world
    p, client = w.submitted("林一"), site.client("resident")
    assert spare.process.threads == from_environment({}).threads, "what the settings say"
    with somebody_reads():
        answer = send(
            client,
            f"/jiahe/proposals/{p}/comment",
            [(photo(), "a.jpg", "门口")],
            body="写了很久的话。",
            stance="for",
        )
    html = answer.data.decode()
    assert answer.status_code == 503 and "写了很久的话。" in html and "正在处理别人的图片" in html
    assert on_disk() == [] and not counted(w), "whoever is sent away has spent nothing"


def test_which_files_must_be_chosen_again_is_said_by_number_and_name(site):
    p, client = site.world.submitted("林一"), site.client("resident")
    files = [(photo(), "楼道.jpg", "门口"), (photo(), "大门.jpg", "")]
    html = send(
        client, f"/jiahe/proposals/{p}/comment", files, body="看。", stance="for"
    ).data.decode()
    assert "文件 1: 楼道.jpg" in html and "文件 2: 大门.jpg" in html
    assert "js/files.js" in html and 'data-most="10"' in html and "请写一句照片上是什么" in html


def test_the_hours_seconds_of_the_processor_are_used_up_too(site, opened, monkeypatch):
    """Counted by what the decoders took, not by pictures: heavy ones are over sooner."""
    w = site.world
    site.app.config["UPLOAD_SECONDS"] = 30
    p, client = w.submitted("林一"), site.client("resident")
    url, one = f"/jiahe/proposals/{p}/comment", [(photo(), "a.jpg", "门口")]
    assert send(client, url, one, body="一。", stance="for").status_code == 303
    row = counted(w)[0]
    assert row.pictures == 1 and 0 < row.cpu_ms < 3000, "what was reserved came back"
    heavy = budget.Budget(row.account_id, 120, 30, 6)
    heavy.begin()
    heavy.end(25.0)
    answer = send(client, url, one, body="写了很久的话。", stance="for")
    html = answer.data.decode()
    assert answer.status_code == 429 and "写了很久的话。" in html and len(opened) == 1
    assert "这一小时您传的图片" in html
    assert send(site.client("author"), url, one, body="二。", stance="for").status_code == 303


def test_a_changed_file_is_no_page_whole_small_or_in_pieces(site):
    w = site.world
    p = w.submitted("林一")
    send(
        site.client("resident"),
        f"/jiahe/proposals/{p}/comment",
        [(photo(), "a.jpg", "门口")],
        body="看。",
        stance="for",
    )
    row, visitor, folder = w.rows(tables.attachment)[0], site.client("visitor"), store.current()
    for digest, url in (
        (row.digest, f"/jiahe/files/{row.attachment_id}"),
        (row.small, f"/jiahe/files/{row.attachment_id}/small"),
    ):
        assert visitor.get(url).status_code == 200
        at = folder.root / digest[:2] / digest
        at.write_bytes(at.read_bytes()[:-1] + b"?")
        assert visitor.get(url).status_code == 404
        answer = visitor.get(url, headers={"Range": "bytes=0-9"})
        assert answer.status_code == 404 and b"JFIF" not in answer.data


def test_the_desk_asks_the_same(site, opened):
    """A slip's photo is opened after the entry was found possible; what is wrong with it is said,
    and nothing is entered.
    """
    w = site.world
    clerk, p, person = site.client("clerk"), w.submitted("林一"), w.person["林三"]
    url = f"/jiahe/desk/for/{person}/cosign/{p}"

    first = clerk.get(url)

    def enter(content: bytes):
        now = clerk.get(url)
        page = now if "act_id" in now.text else first  # once it cannot be, there is no form
        data = {"csrf_token": token(page), "act_id": act_id(page), "slip": "A-1", "how": "present"}
        data["photo-1"] = (io.BytesIO(content), "slip.jpg")
        return clerk.post(url, data=data, content_type="multipart/form-data")

    before = kept(w)
    answer = enter(bomb())
    assert answer.status_code == 422 and "像素却特别多" in answer.data.decode() and not opened
    answer = enter(photo(size=(900, 900))[:3000])
    html = answer.data.decode()
    assert answer.status_code == 422 and "照片没有收下" in html and "已损坏" in html
    assert len(opened) == 1 and kept(w) == before and 'value="A-1"' in html
    # as large as a phone's: more than a form without files may have
    assert enter(photo() + bytes(3_000_000)).status_code == 303 and len(opened) == 2
    assert enter(photo()).status_code == 422 and len(opened) == 2, "signed already"
    assert len(w.rows(tables.slip_photo)) == 1
    sheet = f"/jiahe/desk/sheet/{p}?q=林"
    page = clerk.get(sheet)

    def signed(*people: str):
        data = {
            "csrf_token": token(page),
            "act_id": act_id(page),
            "slip": "B-1",
            "people": list(people),
        }
        data["photo-1"] = (io.BytesIO(photo()), "sheet.jpg")
        return clerk.post(sheet, data=data, content_type="multipart/form-data")

    assert signed(person).status_code == 422 and len(opened) == 2, "nobody on it can sign"
    assert signed(person, w.person["林四"]).status_code == 422 and len(opened) == 3
    assert len(w.rows(tables.slip_photo)) == 2
