"""Photos and files on the pages: taken through the forms, shown with their words, served safely,
refused with the text kept, gone when erased.
"""

import io
import re

import pytest
from werkzeug.test import EnvironBuilder

from deliberation.cycle.propose.acts import decency
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.media import store
from deliberation.roster.acts import people
from deliberation.web.forms.room import most_of
from tests.record.media.test_files import PDF, photo
from tests.site import act_id, token
from tests.traces import contents


@pytest.fixture(autouse=True)
def no_store_left():
    yield
    store.use(None)


def send(client, url, files=(), **fields):
    """POST a form as a browser does: (bytes, name, alt) for each line of the files."""
    page = client.get(url)
    assert page.status_code == 200 and 'enctype="multipart/form-data"' in page.data.decode()
    data = {"csrf_token": token(page), "act_id": act_id(page), **fields}
    for i, (content, name, alt) in enumerate(files, 1):
        data |= {f"files-{i}": (io.BytesIO(content), name), f"files-{i}-alt": alt}
    return client.post(url, data=data, content_type="multipart/form-data")


def kept(w) -> dict[str, str]:
    """Every table but the count of this hour's pictures: opening one has cost its work, whatever
    came of it.
    """
    return {name: rows for name, rows in contents(w).items() if name != "decoded"}


def on_disk() -> list[str]:
    return [digest for digest, _ in store.current().kept()]


def test_a_photo_with_a_comment_is_shown_with_its_words_and_served_without_its_place(site):
    w = site.world
    p = w.submitted("林一")
    answer = send(
        site.client("resident"),
        f"/jiahe/proposals/{p}/comment",
        [(photo(size=(3000, 1000)), "../IMG 1.jpg", "台阶没有扶手")],
        body="请看。",
        stance="for",
    )
    assert answer.status_code == 303, answer.data.decode()[:3000]
    row = w.rows(tables.attachment)[0]
    assert (row.hangs_on, row.alt, row.file_name, row.width, row.height) == (
        "comment",
        "台阶没有扶手",
        "IMG 1.jpg",
        2000,
        667,
    )
    visitor = site.client("visitor")
    for page in (f"/jiahe/proposals/{p}", f"/jiahe/proposals/{p}/discussion"):
        html = " ".join(visitor.get(page).data.decode().split())
        assert f'src="/jiahe/files/{row.attachment_id}/small" alt="台阶没有扶手"' in html
    whole, small = (
        visitor.get(f"/jiahe/files/{row.attachment_id}"),
        visitor.get(f"/jiahe/files/{row.attachment_id}/small"),
    )
    for answer in (whole, small):
        assert (
            answer.status_code == 200
            and answer.mimetype == "image/jpeg"
            and b"Secret" not in answer.data
        )
        assert (
            answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            and answer.headers["X-Content-Type-Options"] == "nosniff"
        )
        assert (
            answer.headers["Cache-Control"] == "public, max-age=86400"
            and "Set-Cookie" not in answer.headers
        )
    assert len(small.data) < len(whole.data)
    assert (
        visitor.get(
            f"/jiahe/files/{row.attachment_id}", headers={"If-None-Match": whole.headers["ETag"]}
        ).status_code
        == 304
    )
    assert visitor.get(f"/jiahe/files/{'0' * 26}").status_code == 404


def test_a_pdf_is_only_ever_downloaded_and_a_drafts_files_are_its_authors_alone(site):
    w = site.world
    author = site.client("author")
    done = w.act(
        "林一", propose.Draft(act_id=new_id(), title="装一盏灯", body="三栋门口晚上很暗。")
    )
    p = done.subject_id
    assert "attach-file" in author.get(f"/jiahe/proposals/{p}").data.decode()
    answer = send(
        author,
        f"/jiahe/proposals/{p}/attach-file",
        [(PDF, "报价 1.pdf", ""), (photo("PNG"), "b.png", "门口")],
    )
    assert answer.status_code == 303 and answer.location.endswith("#text")
    pdf, picture = sorted(w.rows(tables.attachment), key=lambda r: r.media_type)
    got = author.get(f"/jiahe/files/{pdf.attachment_id}")
    assert (
        got.data == PDF
        and got.headers["Content-Disposition"].startswith("attachment;")
        and "private" in got.headers["Cache-Control"]
    )
    assert author.get(f"/jiahe/files/{pdf.attachment_id}/small").status_code == 404
    for role in ("visitor", "resident", "clerk"):
        assert site.client(role).get(f"/jiahe/files/{picture.attachment_id}").status_code == 404, (
            role
        )
    html = author.get(f"/jiahe/proposals/{p}").data.decode()
    assert 'alt="门口"' in html and "报价 1.pdf" in html


@pytest.mark.parametrize(
    "files, said",
    [
        ([(b"MZ\x90\x00 a program", "photo.jpg", "门口")], "看的是内容"),
        ([(photo(), "a.jpg", "")], "请写一句照片里是什么"),
        ([(photo(), "a.jpg", "门口"), (photo()[:300], "b.jpg", "门口")], "已损坏"),
        ([(b"%PDF-" + b"x" * (11 * 1024 * 1024), "a.pdf", "")], "超过 10 MB"),
    ],
)
def test_what_is_not_taken_is_said_the_text_is_kept_and_nothing_is_left(site, files, said):
    w = site.world
    p = w.submitted("林一")
    client = site.client("resident")
    before = contents(w)
    answer = send(
        client, f"/jiahe/proposals/{p}/comment", files, body="写了很久的话。", stance="against"
    )
    html = answer.data.decode()
    assert (
        answer.status_code == 422
        and said in html
        and "写了很久的话。" in html
        and "请重新选择" in html
    )
    assert contents(w) == before and on_disk() == []
    assert files[0][2] in html


def test_proofs_and_reports_carry_photos_and_without_files_the_forms_work_as_before(site):
    w = site.world
    n = w.in_notice()
    today = w.time.at.date().isoformat()
    answer = send(
        site.client("clerk"),
        f"/jiahe/proposals/{n}/post-proof",
        [(photo("WEBP"), "board.webp", "公告栏")],
        posted_on=today,
        place="东门",
    )
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.data.decode())[:2000]
    assert 'alt="公告栏"' in site.client("visitor").get(f"/jiahe/proposals/{n}").data.decode()
    c = w.in_carry_out(who="林二")
    assert (
        send(
            site.client("committee"),
            f"/jiahe/proposals/{c}/report-progress",
            [(photo(), "w.jpg", "打地基")],
            percent="40",
            body="一半。",
        ).status_code
        == 303
    )
    assert (
        send(
            site.client("committee"),
            f"/jiahe/proposals/{c}/report-progress",
            percent="50",
            body="又一点。",
        ).status_code
        == 303
    )
    assert (
        send(
            site.client("committee"),
            f"/jiahe/proposals/{c}/finish",
            [(photo(), "x.jpg", "完工")],
            body="好了。",
            evidence="现场",
        ).status_code
        == 303
    )
    html = site.client("visitor").get(f"/jiahe/proposals/{c}").data.decode()
    assert sorted(re.findall(r'alt="([^"]+)"', html)) == ["完工", "打地基"]
    assert re.search(r"<strong>100%</strong>(?:(?!<strong>).)*完工", html, re.S) and re.search(
        r"<strong>40%</strong>(?:(?!<strong>).)*打地基", html, re.S
    )
    assert [r.hangs_on for r in w.rows(tables.attachment)].count("report") == 1


def test_an_erased_photo_is_neither_served_nor_kept_and_the_page_says_so(site):
    w = site.world
    p = w.submitted("林一")
    send(
        site.client("author"), f"/jiahe/proposals/{p}/attach-file", [(photo(), "a.jpg", "我家门口")]
    )
    row = w.rows(tables.attachment)[0]
    visitor = site.client("visitor")
    assert "我家门口" in visitor.get(f"/jiahe/proposals/{p}").data.decode() and len(on_disk()) == 2
    w.act(
        "窗口", people.Erase(act_id=new_id(), fact_id=row.text_from, part="text", ground="request")
    )
    html = visitor.get(f"/jiahe/proposals/{p}").data.decode()
    assert "我家门口" not in html and "这里原有一个文件，已删除。" in html
    assert visitor.get(f"/jiahe/files/{row.attachment_id}").status_code == 404 and on_disk() == []


def test_a_photo_of_a_hidden_contribution_is_hidden_with_it(site):
    w = site.world
    p = w.submitted("林一")
    send(
        site.client("resident"),
        f"/jiahe/proposals/{p}/comment",
        [(photo(), "a.jpg", "某人的脸")],
        body="看。",
        stance="for",
    )
    row, visitor = w.rows(tables.attachment)[0], site.client("visitor")
    assert visitor.get(f"/jiahe/files/{row.attachment_id}").status_code == 200
    w.act(
        "委员甲",
        decency.HideComment(
            act_id=new_id(), subject_id=p, comment_id=row.ref, reason="personal_data"
        ),
    )
    assert (
        "某人的脸"
        not in visitor.get(f"/jiahe/proposals/{p}").data.decode()
        + visitor.get(f"/jiahe/proposals/{p}/discussion").data.decode()
    )
    assert (
        visitor.get(f"/jiahe/files/{row.attachment_id}").status_code
        == visitor.get(f"/jiahe/files/{row.attachment_id}/small").status_code
        == 404
    )


def test_whoever_has_their_words_erased_has_their_photos_erased_too(site):
    w = site.world
    p = w.submitted("林一")
    resident, clerk, person = site.client("resident"), site.client("clerk"), w.person["林十二"]
    send(
        resident,
        f"/jiahe/proposals/{p}/comment",
        [(photo(), "mine.jpg", "我家门口")],
        body="看。",
        stance="for",
    )
    send(site.client("author"), f"/jiahe/proposals/{p}/attach-file", [(PDF, "theirs.pdf", "")])
    assert [f["file_name"] for f in resident.get("/jiahe/my-entry/file").json["files"]] == [
        "mine.jpg"
    ] and len(on_disk()) == 3
    page = clerk.get(f"/jiahe/desk/people/{person}/erase")
    assert (
        clerk.post(
            f"/jiahe/desk/people/{person}/erase",
            data={"csrf_token": token(page), "act_id": act_id(page), "sure": "y"},
        ).status_code
        == 303
    )
    assert {r.file_name for r in w.rows(tables.attachment)} == {None, "theirs.pdf"} and len(
        on_disk()
    ) == 1
    verify(w.engines)


def test_a_store_that_is_down_costs_nobody_their_words(site):
    w = site.world
    p = w.submitted("林一")

    class Down:
        def put(self, data):
            raise OSError("no space left")

    client, before = site.client("resident"), kept(w)
    store.use(Down())
    answer = send(
        client,
        f"/jiahe/proposals/{p}/comment",
        [(photo(), "a.jpg", "门口")],
        body="写了很久的话。",
        stance="for",
    )
    html = answer.data.decode()
    assert (
        answer.status_code == 503
        and "写了很久的话。" in html
        and "现在无法保存文件" in html
        and 'value="门口"' in html
    )
    assert kept(w) == before


def test_strangers_cannot_send_much(site):
    p = site.world.submitted("林一")
    data = {"files-1": (io.BytesIO(b"%PDF-" + b"x" * (3 * 1024 * 1024)), "a.pdf")}
    answer = site.client("visitor").post(
        f"/jiahe/proposals/{p}/comment", data=data, content_type="multipart/form-data"
    )
    assert answer.status_code in (303, 413) and on_disk() == []
    assert (
        site.client("resident")
        .post(
            "/jiahe/sign-out",
            data={"files-1": (io.BytesIO(b"x" * (3 * 1024 * 1024)), "a.pdf")},
            content_type="multipart/form-data",
        )
        .status_code
        == 413
    )


def test_the_server_is_told_how_much_a_request_may_send_before_it_takes_it(site):
    """From the header alone: signed by us, a form with files, sent as one; everybody else at the
    application's limit.
    """
    most = most_of(site.app)
    ordinary, files = 2 * 1024 * 1024, 62 * 1024 * 1024
    client = site.client("resident")
    client.get("/jiahe/")
    cookie = f"deliberation={client.get_cookie('deliberation').value}"
    form = "multipart/form-data; boundary=b"

    def asked(path="/jiahe/proposals/x/comment", method="POST", kind=form, cookies=cookie):
        built = EnvironBuilder(path=path, method=method, content_type=kind)
        bytes_, session = most({**built.get_environ(), "HTTP_COOKIE": cookies})
        assert bool(session) == (cookies == cookie and method == "POST")
        return bytes_

    assert asked() == files
    assert asked("/jiahe/tasks/new?a=b") == files
    for other in (
        asked(cookies=""),
        asked(cookies="deliberation=eyJfdXNlcl9pZCI6IngifQ.aaaa.bbbb"),
        asked(cookies=cookie[:-3] + "abc"),
        asked("/jiahe/sign-in"),
        asked("/jiahe/proposals/new"),
        asked("/jiahe/nowhere"),
        asked("/\xff/\x00"),
        asked(method="PUT"),
        asked(kind="application/x-www-form-urlencoded"),
        asked(kind="text/plain"),
    ):
        assert other == ordinary
