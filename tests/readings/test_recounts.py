"""A result that was counted again says so wherever it is shown: which count, when, what the one
before came to, and whether anything changed.
"""

import dataclasses

import pytest

from deliberation.cycle.supervise.acts.certificate import RefuseCertificate
from deliberation.readings.defaults import recounts
from tests.cycle.supervise.test_remedies import at, remedied, upheld
from tests.readings.test_defaults import text


def by_objection(w, p):
    remedied(w, p, upheld(w, p, "count"), "recounted", "count")


def by_supervisor(w, p):
    w.act("监事甲", RefuseCertificate(**at(p), ticked=(), statement="票数再看一次。"))


def places(site, p):
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    prints = [f"{url}/print/{what}" for what in ("result", "protocol", "resolution")]
    return {page: text(visitor.get(page)) for page in (url, *prints)}


@pytest.mark.parametrize("again", [by_objection, by_supervisor])
def test_every_place_says_that_it_was_counted_again(site, again):
    w = site.world
    p = w.in_publish()
    for place, said in places(site, p).items():
        assert "次计票（" not in said, place
    w.time.advance(hours=2)
    again(w, p)
    assert w.facts(p).count("vote_counted") == 2
    for place, said in places(site, p).items():
        assert "这是第2次计票（" in said and "没有变化。" in said, place
        assert "：通过（赞成" in said.split("上一次（", 1)[1], place


def test_whether_it_came_to_something_else(world):
    w = world
    p = w.in_publish()
    by_objection(w, p)
    with w.engines.read_connection() as s:
        found = recounts.of_matter(s, w.id, p)[1]
    assert (found.number, found.before, found.changed) == (2, "passed", False)
    assert found.votes is not None and found.before_at <= found.at
    said = {"round_no": 1, "votes_for": 3, "votes_against": 1, "votes_abstain": 0}
    first = said | {"outcome": "passed", "recount": False}
    second = first | {"votes_for": 1, "votes_against": 3, "outcome": "rejected", "recount": True}
    another = recounts._last([(found.before_at, first), (found.at, second)])
    assert another == dataclasses.replace(found, votes=(3, 1, 0), changed=True)
