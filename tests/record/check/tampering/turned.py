"""Matters turned back, options decided, recalls and money brought about by who may not, or before
they may: appended as the house appends facts.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds, recalls
from deliberation.charter.facts.people import roster
from deliberation.charter.facts.proposal import supervise, take_up
from deliberation.charter.facts.vote import households, papers, resolve
from deliberation.charter.subjects import the_proposal
from deliberation.record import tables as t
from deliberation.record.ids import new_id

from .anew import of_kind, public, rewriting
from .attacker import Attacker, Item
from .case import Tampering
from .making import Made, act, office


def repeated(a: Attacker) -> Fact:
    p = a.p["closed"]
    number = a.world.row(p).round_no + 1
    return resolve.VoteRepeated(
        subject=the_proposal(p), by=a.world.person["委员甲"], round_no=number
    )


def returned(a: Attacker) -> Fact:
    by = a.world.person["监事乙"]
    return supervise.Returned(subject=the_proposal(a.p["counted"]), by=by, to_stage="advise")


def appealed(a: Attacker) -> Fact:
    about, by = the_proposal(a.p["closed"]), a.world.person["林五"]
    return take_up.Appealed(subject=about, by=by, grounds="不服。")


def appeal_decided(a: Attacker) -> Fact:
    about, by = the_proposal(a.p["closed"]), a.world.person["监事甲"]
    return take_up.AppealDecided(subject=about, by=by, outcome="upheld", reasons="维持。")


def corrected(standing: str, born: str) -> Made:
    def made(a: Attacker) -> Fact:
        row = a.row(t.person, name="林三")
        return roster.PersonCorrected(
            person=row.person_id,
            changed=["birth_date"],
            happened_on="2026-03-02",
            on_open_rolls=0,
            hand_key=row.hand_key,
            dwelling=row.dwelling_id,
            standing=standing,
            tenure=row.tenure,
            lives_here=row.lives_here,
            reason="笔误",
            name=row.name,
            phone=row.phone,
            birth_date=born,
            before={"birth_date": row.birth_date},
        )

    return made


def merged(closed: str) -> Made:
    def made(a: Attacker) -> Fact:
        kept, other = a.world.person["林一"], a.world.person[closed]
        return roster.EntriesMerged(person=kept, closed=other, reason="重复")

    return made


def withdrawn(by: str) -> Made:
    """The first project of the round."""

    def made(a: Attacker) -> Fact:
        option = a.row(t.ballot_option, proposal_id=a.p["round"])
        about, who = the_proposal(a.p["round"]), a.world.person[by]
        return papers.OptionDecided(
            subject=about, option=option.option_id, by=who, state="withdrawn"
        )

    return made


def offered(**other: Any) -> Made:
    def made(a: Attacker) -> Fact:
        said = {"what": "project", "cost": 1_000, "title": "花坛", "body": "做法。", **other}
        about, who = the_proposal(a.p["round"]), a.world.person["林九"]
        return papers.OptionOffered(subject=about, option=new_id(), by=who, **said)

    return made


def joined(who: str, *, enough: int | None = None) -> Made:
    def made(a: Attacker) -> Fact | tuple[Fact, ...]:
        about = the_proposal(a.p["recall"])
        name = recalls.RecallJoined(subject=about, person=a.world.person[who], representative=False)
        if enough is None:
            return name
        by = a.world.time.at + timedelta(days=60)
        reached = recalls.RecallReached(subject=about, voters=enough, representatives=0, vote_by=by)
        return name, reached

    return made


def named_for(person: str, home_of: str) -> Made:
    def made(a: Attacker) -> Fact:
        return households.HouseholdRepNamed(
            naming=new_id(),
            person=a.world.person[person],
            by=a.world.person["林二"],
            desk=False,
            dwelling=a.row(t.person, name=home_of).dwelling_id,
        )

    return made


def entered(phase: str) -> Made:
    return lambda a: papers.PhaseEntered(subject=the_proposal(a.p["gathers"]), phase=phase)


def _opened(**values: Any) -> Any:
    def change(a: Attacker, items: list[Item]) -> None:
        [opened] = of_kind(items, "budget_round_opened", a.p["round"])
        public(opened, **values)

    return rewriting(change)


def checked(a: Attacker) -> Fact:
    """Again, by another councillor."""
    about, by = the_proposal(a.p["checked"]), a.world.person["理事乙"]
    return funds.CostChecked(subject=about, by=by, cost=9_000_000, code=None)


def _list(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The list that was put to the vote, changed."""

    def do(a: Attacker, items: list[Item]) -> None:
        [listed] = of_kind(items, "list_put_to_vote", a.p["listed"])
        public(listed, **change(listed.public))

    return rewriting(do)


def _still_a_ballot(a: Attacker, items: list[Item]) -> None:
    last = of_kind(items, "phase_entered", a.p["listed"])[-1]
    assert last.public["phase"] is None
    public(last, phase="budget")


def _needs(a: Attacker, items: list[Item]) -> None:
    [demanded] = of_kind(items, "recall_demanded", a.p["recall"])
    public(demanded, needed_voters=2)


TURNED = (
    Tampering(
        "a vote repeated after its days",
        act(repeated, "repeat_vote", "委员甲", "committee_member", days=90),
        "a vote repeated after its",
    ),
    Tampering(
        "a counted matter returned to the council",
        act(returned, "return_once", "监事乙", "supervisor"),
        "and from publish it goes to notice",
    ),
    Tampering(
        "an appeal against what was not passed on",
        act(appealed, "appeal", "林五", "author"),
        "an appeal against what was not passed on",
    ),
    Tampering(
        "an appeal decided that nobody made",
        act(appeal_decided, "decide_appeal", "监事甲", "supervisor"),
        "an appeal decided where none is open",
    ),
    Tampering(
        "a child corrected to an adult",
        act(corrected("adult", "2015-05-01"), "correct_person", "窗口", "clerk"),
        "corrected to adult, and born 2015-05-01",
    ),
    Tampering(
        "an office said to follow one that goes on for years",
        act(office("林一", "deliberator", after="议员甲"), "take_office", "窗口", "clerk"),
        "before its end",
    ),
    Tampering(
        "an entry in office merged into another",
        act(merged("代表甲"), "merge_entries", "窗口", "clerk"),
        "was merged in office",
    ),
    Tampering(
        "a project withdrawn by a stranger",
        act(withdrawn("林九"), "withdraw_project", "林九", "resident"),
        "who did not offer it",
    ),
    Tampering(
        "a project accepted as it is offered",
        act(offered(state="accepted"), "propose_project", "林九", "resident"),
        "propose_project offered a project as accepted",
    ),
    Tampering(
        "a project for more than the budget",
        act(offered(cost=20_000_000), "propose_project", "林九", "resident"),
        "a project for 20000000 of 10000000",
    ),
    Tampering(
        "a cost checked twice",
        act(checked, "check_cost", "理事乙", "councillor"),
        "a cost checked of a round, or twice",
    ),
    Tampering(
        "a recall said to be reached",
        act(joined("林十二", enough=4), "join_recall", "林十二", "resident"),
        "3 and 0 names",
    ),
    Tampering(
        "a household's representative named by a neighbour",
        act(named_for("林一", "林一"), "name_household_rep", "林二", "resident"),
        "named a representative of another home than theirs",
    ),
    Tampering(
        "a household's representative of another home",
        act(named_for("林一", "林二"), "name_household_rep", "林二", "resident"),
        "was named for another home than theirs",
    ),
    Tampering(
        "a phase entered without a delegation",
        act(entered("delegated"), "record_delegation", "委员甲", "committee_member"),
        "record_delegation entered the phase delegated",
    ),
)
TURNED_ANEW = (
    Tampering(
        "a list that costs less than what won",
        _list(lambda said: {"cost": said["cost"] - 1}),
        "and what won costs",
    ),
    Tampering(
        "a list without one that won",
        _list(lambda said: {"projects": said["projects"][1:]}),
        "and what won costs",
    ),
    Tampering(
        "a budget ballot that goes on after its list",
        rewriting(_still_a_ballot),
        "from budget to budget without a list",
    ),
    Tampering("a recall that needs fewer", rewriting(_needs), "a recall that needs 2 voters"),
    Tampering("a budget round of more points", _opened(most=99), "a round of 99 points"),
    Tampering(
        "a call for projects open for a year",
        _opened(call_ends_at="2027-06-01T16:00:00.000000Z"),
        "a call open for",
    ),
)
