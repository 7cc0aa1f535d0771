"""Matters that end before their notice or their vote: whatever anybody tries with them, it is done
or refused with a reason, and every page of theirs opens.
"""

import contextlib
import inspect
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from deliberation.charter.act import REGISTRY
from deliberation.charter.cycle.objections import GROUNDS
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import withdrawal
from deliberation.cycle.suggest.acts.task import RefuseTask
from deliberation.cycle.supervise.acts.objection import Object
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.done import Conflict
from deliberation.web.posters import WHAT
from tests.cycle.matters import rounds, test_elections, test_recall, test_tasks
from tests.record.play.chance import draw
from tests.site import opened
from tests.traces import refused
from tests.world import OFFICES, World


def at(p: str) -> dict[str, str]:
    return {"act_id": new_id(), "subject_id": p}


def refused_task(w: World) -> str:
    p = test_tasks.applied(w, listed=None, title="代收水费")
    w.act("理事甲", RefuseTask(**at(p), reasons="不在清单上。"))
    return p


def withdrawn_task(w: World) -> str:
    p = test_tasks.applied(w, title="撤回的事项")
    w.act(test_tasks.DEPARTMENT, withdrawal.Withdraw(**at(p)))
    return p


def lapsed(w: World) -> str:
    return _until_closed(w, w.submitted("林十一", title="没人附议的提议"))


def withdrawn(w: World) -> str:
    p = w.submitted("林十二", title="撤回的提议")
    w.act("林十二", withdrawal.Withdraw(**at(p)))
    return p


def passed_on(w: World) -> str:
    p = w.in_take_up(who="林十三", title="转走的提议")
    w.act("议员甲", council_acts.PassOn(**at(p), reason="mediation", explanation="请先调解。"))
    return p


def _until_closed(w: World, p: str) -> str:
    for _ in range(6):
        if w.stage(p) != "closed":
            w.let_pass(p)
    return p


def no_projects(w: World) -> str:
    return _until_closed(w, rounds.opened(w))


def no_candidates(w: World) -> str:
    return _until_closed(w, test_elections.call(w))


def nobody_joined(w: World) -> str:
    return _until_closed(w, test_recall.demand(w))


EARLY = (
    refused_task,
    withdrawn_task,
    lapsed,
    withdrawn,
    passed_on,
    no_projects,
    no_candidates,
    nobody_joined,
)
WHO = {Role(office): name for name, office in OFFICES.items()} | {
    Role.resident: "林五",
    Role.author: None,
    Role.cosigner: "林六",
}


@pytest.fixture
def ended(small_world: World) -> list[str]:
    """One of each, closed before its notice."""
    made = [make(small_world) for make in EARLY]
    assert {small_world.stage(p) for p in made} == {"closed"}
    assert not any(small_world.row(p).notice_at for p in made)
    return made


def names(w: World, p: Any, roles: tuple[Role, ...]) -> list[str]:
    """Somebody of each role; the author by name."""
    author = next((n for n, i in w.person.items() if i == p.author_id), None)
    return [n for r in roles if (n := author if r is Role.author else WHO.get(r))]


def test_every_act_is_done_or_refused(ended, small_world):
    w, rng = small_world, Random("early")
    play = SimpleNamespace(
        world=w,
        names=list(w.person),
        me="",
        foreign=new_id(),
        facts_with_text=[],
        local_now=lambda: w.time.at + timedelta(hours=8),
        rows=lambda table: [r._asdict() for r in w.rows(tables.metadata.tables[table])],
    )
    tried = 0
    for name, row in POLICY.items():
        if Stage.closed not in row.stages or REGISTRY[name].lock == "community":
            continue
        for p in ended:
            for who in names(w, w.row(p), row.roles):
                play.me = w.person[who]
                with contextlib.suppress(Refused, Conflict):
                    w.act(who, draw(play, name, rng, w.row(p)._asdict()))
                tried += 1
    assert tried > 200


def test_nothing_is_objected_to_where_nothing_was_announced(ended, small_world):
    w = small_world
    for p in ended:
        for ground in GROUNDS:
            with refused(w, "nothing_to_object"):
                w.act("林五", Object(**at(p), ground=ground, body="我不同意。"))


def test_the_pages_of_such_matters_open_and_offer_no_objection(ended, small_world, tmp_path):
    w = small_world
    site = opened(w, tmp_path)
    rules = {  # acts share one view: each view once
        inspect.unwrap(site.app.view_functions[r.endpoint]).__code__: r
        for r in site.app.url_map.iter_rules()
        if "GET" in r.methods and r.arguments == {"community", "proposal_id"}
    }
    client = site.client("resident")
    for p in ended:
        for rule in rules.values():
            with site.app.test_request_context():
                url = rule.build({"community": "jiahe", "proposal_id": p}, append_unknown=False)[1]
            assert client.get(url).status_code < 500, url
        for what in WHAT:
            assert client.get(f"/jiahe/proposals/{p}/print/{what}").status_code in (200, 404)
        assert f"/proposals/{p}/object" not in client.get(f"/jiahe/proposals/{p}").data.decode()
        assert client.get(f"/jiahe/proposals/{p}/object").status_code == 409
