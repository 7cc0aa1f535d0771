"""How a matter comes to where a journey begins, by the real acts of its people: the stages before
are walked by other journeys.
"""

from typing import Any

from deliberation.cycle.carry_out.acts import assigning, work
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import batches, paper
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.demo.part import CLERK, COMMITTEE, ORGANISATION, REPRESENTATIVES
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.journeys.walking import reviewed_and_posted, supported

AUTHOR = 20


def on(proposal: str, **more: Any) -> dict[str, Any]:
    return {"act_id": new_id(), "subject_id": proposal, **more}


def in_vote(town: Any, title: str, cost: int | None = None) -> str:
    """A proposal of a resident whose vote is open; `cost` in fen: it spends money."""
    stage = town.stage
    words = {"title": title, "body": "写清地点、做法和时间。"}
    money = {"spends_money": True} if cost else None
    proposal = stage.begin(AUTHOR, propose.Draft(act_id=new_id(), **words, answers=money))
    stage.act(AUTHOR, propose.Submit(**on(proposal), cost=cost))
    supported(town, proposal)
    reviewed_and_posted(town, proposal)
    return proposal


def on_paper(town: Any, proposal: str, *choices: str) -> str:
    """The first representatives vote on paper; the clerk enters the pile once. → its id."""
    for who in REPRESENTATIVES[: len(choices)]:
        person = town.stage.people[who]
        town.stage.act(CLERK, paper.IssuePaper(**on(proposal), person_id=person))
    entries = tuple(enumerate(choices, 1))
    town.stage.act(CLERK, batches.EnterBatch(**on(proposal), sheets=len(choices), entries=entries))
    t = tables.paper_batch
    return town.stage.one(t, "batch_id", t.c.proposal_id == proposal)


def in_carry_out(town: Any, title: str, cost: int | None = None) -> str:
    """Adopted by all representatives; the days to object are over."""
    proposal = in_vote(town, title, cost)
    for who in REPRESENTATIVES:
        town.stage.act(who, resolve.CastBallot(**on(proposal), choice="for"))
    while town.stage.row(proposal).stage in ("vote", "publish"):
        town.to_due(proposal)
    assert town.stage.row(proposal).stage == "carry_out"
    return proposal


def in_inspect(town: Any, title: str) -> str:
    """The organisation in charge says that the work is done."""
    proposal, stage, o = in_carry_out(town, title), town.stage, tables.organisation
    service = stage.one(o, "organisation_id", o.c.name == "社区服务中心")
    asked = {"organisation_id": service, "finish_on": "2027-06-01", "task": "按决议办理。"}
    stage.act(COMMITTEE, assigning.Assign(**on(proposal), **asked))
    done = {"body": "已完成。", "evidence": "照片见公告栏。"}
    stage.act(ORGANISATION, work.Finish(**on(proposal), **done))
    assert stage.row(proposal).stage == "inspect"
    return proposal
