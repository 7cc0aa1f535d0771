"""Whoever writes what everybody will read is asked once about a number of somebody's: at their own
page as at the desk, where a clerk is asked.
"""

import pytest

from deliberation.record import tables
from tests.site import token
from tests.traces import row_counts

BODY = "请打给 13912345678，他在 3栋2单元501。"
PAGES = {
    "object": (lambda w: w.in_publish(), {"ground": "procedure"}, tables.objection),
    "rate": (lambda w: w.in_evaluate(), {"score": "2"}, tables.rating),
}


@pytest.mark.parametrize("act", PAGES)
def test_a_number_is_asked_about_before_everybody_reads_it(site, act):
    reach, said, table = PAGES[act]
    w, client = site.world, site.client("resident")
    url = f"/jiahe/proposals/{reach(w)}/{act}"
    page = client.get(url)
    sent = {**said, "body": BODY, "csrf_token": token(page), "act_id": "0" * 25 + "1"}
    before = row_counts(w)
    asked = client.post(url, data=sent)
    assert asked.status_code == 422 and row_counts(w) == before
    assert "13912345678" in asked.text and 'name="publish_anyway"' in asked.text
    assert BODY in asked.text
    assert client.post(url, data={**sent, "publish_anyway": "y"}).status_code == 303
    assert len(w.rows(table)) == 1
