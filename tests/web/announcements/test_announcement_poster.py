"""The poster on A4: for whom it is, its photos, all of its text, numbered where one page is not
enough.
"""

import io

from deliberation.record import tables
from deliberation.web.sheets import LATER, RUNNING, SIZES, sheets
from tests.cycle.inform.announcing import announce
from tests.record.media.test_files import photo
from tests.site import act_id, token

NEW = "/jiahe/announcements/new"


def test_it_says_for_whom_it_is(site):
    w, client = site.world, site.client("visitor")
    for said, words in (
        ({}, "全社区"),
        ({"readers": "role", "role": "representative"}, "居民代表"),
        ({"readers": "group", "group_id": w.group("1栋")}, "嘉禾苑 · 1栋"),
    ):
        poster = client.get(f"/jiahe/announcements/{announce(w, **said)}/print").text
        assert words in poster.split('class="text-center whom"')[1].split("</p>")[0]
        assert "1/1" not in poster and poster.count('class="page"') == 1


def test_its_photo_is_on_it_as_it_was_sent(site):
    w, client = site.world, site.client("clerk")
    page = client.get(NEW)
    data = {"csrf_token": token(page), "act_id": act_id(page), "readers": "everybody"}
    data |= {"title": "停水", "body": "明天。"}
    look = client.post(NEW, data=data)
    data |= {"confirmed": "1", "seen": look.text.split('name="seen" value="')[1].split('"')[0]}
    data |= {"files-1": (io.BytesIO(photo()), "a.jpg"), "files-1-alt": "要清洗的水箱"}
    one = client.post(NEW, data=data, content_type="multipart/form-data").location
    [file] = w.rows(tables.attachment)
    poster = site.client("visitor").get(f"{one}/print").text
    assert f'/files/{file.attachment_id}" alt="要清洗的水箱"' in poster


def test_what_fits_in_no_type_on_one_sheet_runs_on_whole(site):
    body = "\n".join(f"第{n}条：请把门口的杂物清走，车辆按线停放。" for n in range(90))
    one = announce(site.world, body=body)
    poster = site.client("visitor").get(f"/jiahe/announcements/{one}/print").text
    n = poster.count('class="page"')
    assert n == 4 and [f">{k}/{n}<" in poster for k in range(1, n + 1)] == [True] * n
    assert all(f"第{k}条" in poster for k in range(90))
    assert poster.count('class="qr-frame"') == 1


def test_nothing_is_lost_and_no_sheet_is_too_full():
    for text in ("停" * 5000, "a b " * 1250, "行\n" * 200, "短。", "长" * 41 + "\n" + "x"):
        for pictures in ([], [1], [1, 2, 3], list(range(9))):
            made = sheets(text, pictures)
            whole = "".join(sheet.text for sheet in made)
            assert whole.replace("\n", "") == text.replace("\n", "")
            assert [p for sheet in made for p in sheet.pictures] == pictures
            if len(made) > 1:
                for at, sheet in enumerate(made):
                    lines = sum(max(1, -(-len(x) // 41)) for x in sheet.text.splitlines())
                    rows = -(-len(sheet.pictures) // 2) * RUNNING.row
                    if "a" not in text:
                        assert lines + rows <= (LATER if at else RUNNING.lines)
    assert [s.size for t in (1, 15, 24) for s in sheets("行\n" * t)] == [s.name for s in SIZES]
