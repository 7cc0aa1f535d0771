"""What the requests of a voting evening cost: calls of Python and statements of the database, which
no load and no machine changes. Whoever raises a figure says here why.

A page is asked for again while nothing has happened, as by the next of many readers; a ballot is
cast alone, which is the dearest.
"""

import cProfile
import pstats
import sys
from collections.abc import Callable

import pytest

from deliberation.record.ids import new_id
from tests.site import token
from tests.web.costs.test_queries import crowd, grow, readers, statements

# request → calls, statements. The first figure may be passed by a twentieth: another version of
# Flask or Werkzeug makes a few more or fewer.
MOST = {
    "list, visitor": (880, 1),
    "proposal, visitor": (890, 1),
    "list, signed in": (3860, 2),
    "proposal, signed in": (6570, 5),
    "home, signed in": (7330, 6),
    "ballot": (5050, 12),
}
OVER = 1.05


@pytest.fixture
def asked(site) -> dict[str, Callable[[], int]]:
    """Each request, ready to be sent; → its status."""
    w = site.world
    p, vote = crowd(w), w.in_vote(who="林十一", title="装路灯")
    grow(w, p)
    visitor, resident, voter = map(site.client, ("visitor", "resident", "representative"))
    url = f"/jiahe/proposals/{vote}/cast-ballot"
    said = {"csrf_token": token(voter.get(url)), "choice": "for", "confirmed": "1"}
    said["version_no"] = w.row(vote).version_no

    def get(client, path: str) -> Callable[[], int]:
        return lambda: client.get(path).status_code

    return {
        "list, visitor": get(visitor, "/jiahe/proposals"),
        "proposal, visitor": get(visitor, f"/jiahe/proposals/{p}"),
        "list, signed in": get(resident, "/jiahe/proposals"),
        "proposal, signed in": get(resident, f"/jiahe/proposals/{p}"),
        "home, signed in": get(resident, "/jiahe/"),
        "ballot": lambda: voter.post(url, data={**said, "act_id": new_id()}).status_code,
    }


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="counted in Python 3.11")
@pytest.mark.parametrize("name", MOST)
def test_it_costs_no_more(site, asked, name):
    send, right = asked[name], 303 if name == "ballot" else 200
    for _ in range(3):  # what a process asks once is not the request's
        assert send() == right
    profile = cProfile.Profile()
    profile.enable()
    status = send()
    profile.disable()
    with statements(*readers(site), site.world.engines._write) as seen:
        assert status == right == send()
    calls = pstats.Stats(profile).total_calls
    most, asks = MOST[name]
    assert calls <= most * OVER, f"{name}: {calls} calls"
    assert len(seen) <= asks, "\n".join(seen)
