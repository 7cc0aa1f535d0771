"""Files of an announcement, through the look that comes before it is published."""

import io
import re

from deliberation.record import tables
from tests.record.media.test_files import photo
from tests.site import act_id, token


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
