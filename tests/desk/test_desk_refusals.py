"""What the desk spares people: a sheet whose own signatures make the later ones late, and a ballot
filled in that can only be refused.
"""

import re

from tests.cycle.resolve import test_paper as paper
from tests.site import act_id, token
from tests.world import RESIDENTS


def test_a_sheet_that_reaches_the_threshold_is_entered_whole_and_says_what_was(site):
    """None of its signatures is too late by another of the same sheet; what was saved is told."""
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:9])
    url = f"/jiahe/desk/sheet/{p}"
    page = client.get(url, query_string={"building": "1栋"})
    ids = re.findall(r'name="people"[^>]*value="([^"]+)"', page.data.decode())
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "people": [*ids[:4], w.person["租客远"]],
        "slip": "页3",
        "building": "1栋",
    }
    answer = client.post(url, data=data)
    said = answer.data.decode()
    assert answer.status_code == 422 and "租客远" in said and "4 个签名" in said
    assert w.counts(p).cosigns == 12 and w.stage(p) == "take_up"


def test_no_ballot_is_filled_in_at_the_desk_that_would_be_refused(site):
    w, client = site.world, site.client("clerk")
    p = w.in_vote()
    url = f"/jiahe/desk/for/{w.person['代表甲']}/cast-ballot/{p}"
    assert client.get(url).status_code == 200
    paper.issue(w, p, "代表乙")
    paper.to_close(w, p)
    assert w.stage(p) == "vote" and client.get(url).status_code == 303
