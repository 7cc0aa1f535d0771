"""Files of an announcement, through the look that comes before it is published."""

import io
import re

from deliberation.record import tables
from tests.record.media.test_files import photo
from tests.site import PASSWORD, act_id, token


def test_what_was_chosen_before_the_look_is_not_left_out_in_silence(site):
    """No page keeps a file: it is chosen once more, or said to stay away."""
    w, client = site.world, site.client("clerk")
    url = "/jiahe/announcements/new"

    def sent(page, photos=(), **more):
        data = {"csrf_token": token(page), "act_id": act_id(page), "readers": "everybody"}
        data |= {"title": "停水", "body": "明天。", "ends_on": "", **more}
        data |= {"files-1": (io.BytesIO(photo()), "a.jpg"), "files-1-alt": "水表"} if photos else {}
        return client.post(url, data=data, content_type="multipart/form-data")

    look = sent(client.get(url), photos=True)
    seen = re.search(r'name="seen" value="(\w+)"', look.text)[1]
    assert look.status_code == 200 and "a.jpg" in look.text and "请重新选" in look.text
    again = sent(look, confirmed="1", seen=seen, chosen_files="a.jpg")
    assert again.status_code == 422 and "a.jpg" in again.text and not w.rows(tables.announcement)
    done = sent(again, photos=True, confirmed="1", seen=seen, chosen_files="a.jpg")
    assert done.status_code == 303 and len(w.rows(tables.attachment)) == 1
    look = sent(client.get(url), photos=True)
    without = sent(look, confirmed="1", seen=seen, chosen_files="a.jpg", without_files="1")
    assert without.status_code == 303 and len(w.rows(tables.attachment)) == 1


def test_signing_in_anew_says_which_files_have_to_be_chosen_again(site):
    """A form that came when its session was over is shown again with its words; no file is."""
    w, client = site.world, site.client("resident")
    url = f"/jiahe/proposals/{w.submitted('林二')}/comment"
    page = client.get(url)
    w.time.wait(hours=30)
    data = {"csrf_token": token(page), "act_id": act_id(page), "stance": "for"}
    data |= {"body": "想说的话", "files-1-alt": "水表"}
    data |= {"files-1": (io.BytesIO(photo()), "水表.jpg")}
    sent = client.post(url, data=data, content_type="multipart/form-data")
    assert sent.status_code == 303 and "/sign-in" in sent.location
    said = {
        "login": "resident",
        "password": PASSWORD,
        "csrf_token": token(client.get(sent.location)),
    }
    there = client.post(sent.location, data=said).location
    shown = client.get(there).text
    assert "想说的话" in shown and "水表.jpg" in shown and "请重新选" in shown
