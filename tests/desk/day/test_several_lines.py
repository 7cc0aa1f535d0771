"""Several of one subject that wait are one line with their number: it leads to the page that lists
them, where each has its link; one alone leads to its own page.
"""

import re

import pytest

from tests.cycle.inform.announcing import announce, ask
from tests.cycle.resolve.test_paper import (
    CLERKS,
    SECRET,
    VOTERS,
    again,
    batches,
    first,
    issue,
    to_close,
)
from tests.site import opened
from tests.world import World


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time, rulebook=SECRET).populate(CLERKS), tmp_path)


def lines(client, where="/jiahe/") -> set[str]:
    """Where the lines of what waits lead."""
    page = client.get(where).data.decode()
    return set(re.findall(r'<a class="item[^"]*"\s*href="([^"]*)"', page))


@pytest.mark.parametrize("differ", [False, True])
def test_each_of_two_piles_that_wait_is_found_from_the_one_line(secret, differ):
    w, supervisor = secret.world, secret.client("supervisor")
    p = w.in_vote()
    issue(w, p, *VOTERS)
    to_close(w, p)
    for votes in (2, 1):
        pile = first(w, p, (1, "for", votes), sheets=votes)
        if differ:
            again(w, p, pile, (1, "against", votes), sheets=votes, witness="监事乙")
    at, led = f"/jiahe/desk/paper/{p}", lines(supervisor)
    assert at in led and not [x for x in led if x.startswith(f"{at}/batch/")]
    page = supervisor.get(at).data.decode()
    for b in batches(w, p):
        own = f"/batch/{b.batch_id}/differences" if differ else f"/batch/{b.batch_id}"
        assert f'href="{at}{own}"' in page
        assert supervisor.get(at + own).status_code == 200


def test_each_of_two_questions_on_an_announcement_is_found_from_the_one_line(site):
    w, clerk = site.world, site.client("clerk")
    one = announce(w)
    own = [
        f"/jiahe/announcements/{one}/answer-about/{ask(w, one, who)}" for who in ("林一", "林三")
    ]
    led = lines(clerk, "/jiahe/desk/today")
    assert f"/jiahe/announcements/{one}" in led and not led & set(own)
    page = clerk.get(f"/jiahe/announcements/{one}").data.decode()
    assert all(f'href="{at}"' in page for at in own)
