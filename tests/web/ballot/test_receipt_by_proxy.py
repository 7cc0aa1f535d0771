"""A receipt offers to change a ballot only where the ballot's own page would take it."""

import pytest

from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.record.ids import new_id
from tests import site as site_of
from tests.cycle.resolve.test_proxies import ALL, given, opened, use
from tests.readings.test_defaults import text
from tests.web.ballot.test_rolls import signed_in
from tests.world import World

CHANGE = "更改我的选择"


@pytest.fixture
def at_home(sqlite_engines, time, tmp_path):
    """A community whose residents decide, and its application."""
    return site_of.opened(World(sqlite_engines, time, rulebook=ALL).populate(), tmp_path)


def test_whose_holder_has_voted_is_told_so_and_offered_nothing(at_home):
    w = at_home.world
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    use(w, p, "林三", proxy)
    w.cast(p, 林三="against")
    url = f"/jiahe/proposals/{p}"
    principal, holder = signed_in(at_home, "林二", "two"), signed_in(at_home, "林三", "three")
    page = principal.get(f"{url}/receipt")
    assert "由林三代投，只有他能改。" in text(page)
    assert (
        CHANGE not in text(page) and "cast-ballot" not in page.text and "您可以" not in text(page)
    )
    assert principal.get(f"{url}/cast-ballot").status_code == 409
    digest = page.text.split("摘要值", 1)[1].split("</tr>", 1)[0]
    assert len(digest.split('class="key">', 1)[1].split("<", 1)[0].strip()) == 64
    assert 'class="key">salt' not in page.text, "it is the holder's"
    own = text(holder.get(f"{url}/receipt"))
    assert CHANGE in own and "代投" not in own
    w.time.to(w.row(p).closes_at)
    w.tick()
    after = text(principal.get(f"{url}/receipt"))
    assert "由林三代投。" in after and "只有他能改" not in after


def test_every_receipt_offers_what_its_ballot_page_takes(site):
    """Before the last minute, and at it."""
    w = site.world
    p = w.in_vote()
    w.act("代表甲", CastBallot(act_id=new_id(), subject_id=p, choice="for"))
    client, url = site.client("representative"), f"/jiahe/proposals/{p}"

    def agree():
        offered = CHANGE in text(client.get(f"{url}/receipt"))
        assert offered == (client.get(f"{url}/cast-ballot").status_code == 200)
        return offered

    assert agree()
    w.time.to(w.row(p).closes_at)
    assert not agree()
