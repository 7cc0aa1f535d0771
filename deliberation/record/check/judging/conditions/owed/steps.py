"""What a step asks for: the clock that leaves the stage, who has to do what before, and what the
stage waits for, made again by the charter's own moves on the state before the act.

A body that could not act then is counted in the replayed offices; not judged where an office
changed within the seconds before.
"""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation, read_time
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.election import vetting
from deliberation.charter.matters.task import reviewing
from deliberation.charter.needs.elections import STANDINGS
from deliberation.charter.needs.money import FUNDED, THE_FUND, THE_TASK
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.people import ABLE
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.conditions.said import Said, of
from deliberation.record.check.judging.standings import standings

from .lines import key, on_day, undated, wrong

Made = list[Fact]
# Whose number decides how a stage is entered.
WAITS_FOR = {
    Stage.take_up: Role.deliberator,
    Stage.advise: Role.councillor,
    Stage.publish: Role.supervisor,
    Stage.inspect: Role.supervisor,
}
LATER = A.mark_task_review.value


@of(StageMoved)
def asks_what_it_should(said: Said, fact: StageMoved) -> str | None:
    """Its lines, what it waits for, and the day on the card."""
    if not said.of_proposal(fact):
        return None
    found = _wrong(said, fact)
    if found and WAITS_FOR.get(Stage(fact.to_stage)) and said.offices_moved():
        return None
    return f"entering {fact.to_stage}, {found}" if found else None


def _wrong(said: Said, fact: StageMoved) -> str | None:
    wanted = _wanted(said, fact)
    if wanted is None:
        return f"{said.name} does not lead there"
    lines, should = fact.obligations or [], wanted.obligations or []
    if found := wrong(lines, undated(_reviewed(said, lines, should))):
        return found
    if (fact.awaits or []) != (wanted.awaits or []):
        return f"it waits for {fact.awaits}, and should for {wanted.awaits}"
    return _on_the_card(fact, wanted, lines, should)


def _on_the_card(
    fact: StageMoved, wanted: StageMoved, lines: list[Obligation], should: list[Obligation]
) -> str | None:
    """The day of its first clock, or the day that is known beside."""
    due = wanted.due_at
    first = next((x for x in should if x["who_kind"] == "clock"), None)
    if first is not None and due == read_time(first["due_at"] or ""):
        said = next(x for x in lines if key(x) == key(first))
        due = read_time(said["due_at"] or "")
    return None if fact.due_at == due else f"the card names {fact.due_at}, and it is {due}"


def _wanted(said: Said, fact: StageMoved) -> StageMoved | None:
    """The step the charter would have made; None where it would have made none to there."""
    to, case = Stage(fact.to_stage), _case(said, fact)
    if role := WAITS_FOR.get(to):
        case.answers[ABLE] = {role: said.view.able(case, role)}
    make = OWN.get((said.name, to)) or USUAL[to]
    made = [m for m in make(said, case, fact) if isinstance(m, StageMoved)]
    return next((m for m in made if m.to_stage == fact.to_stage), None)


def _case(said: Said, fact: StageMoved) -> Case:
    """As the act found it; of what it begins, as it stands by now."""
    if said.case.about == fact.subject:
        return said.case
    row = said.as_row(said.view.known("proposal", fact.subject_id))
    return replace(said.case, subject=row, about=fact.subject)


def _source(fact: StageMoved) -> Stage:
    return Stage(fact.from_stage)


def _council(said: Said, case: Case, fact: StageMoved) -> Made:
    case.answers |= {THE_FUND: _fund(said, fact), OPTIONS: _options(said, fact)}
    also = matters.before_council(case)
    return moves.enter_advise(case, fact.why, _source(fact), also)


def _fund(said: Said, fact: StageMoved) -> Any:
    row = said.view.row("fund", fact.subject_id)
    return said.as_row(row) if row is not None else None


def _options(said: Said, fact: StageMoved) -> list[Any]:
    rows = said.view.by("ballot_option", "proposal_id", fact.subject_id)
    return [said.as_row(r) for r in rows]


def _take_up(said: Said, case: Case, fact: StageMoved) -> Made:
    case.answers.setdefault(ABLE, {}).setdefault(Role.councillor, 0)
    return moves.enter_take_up(case, fact.why, _source(fact))


def _vote(said: Said, case: Case, fact: StageMoved) -> Made:
    """Until the day its roll names."""
    return moves.enter_vote(case, fact.why, fact.due_at or said.at, provisional=False)


def _work(said: Said, case: Case, fact: StageMoved) -> Made:
    """By what its kind of matter does with its outcome."""
    task = said.view.row("task", fact.subject_id)
    case.answers |= {
        STANDINGS: standings(said.view, case),
        FUNDED: [],
        THE_TASK: said.as_row(task) if task is not None else None,
    }
    return matters.of_case(case).after_objections(case)


def _reviewed(said: Said, lines: list[Obligation], should: list[Obligation]) -> list[Obligation]:
    """Of a task the review is asked for some time before the day the fact names. Whether one falls
    into its period is believed where it is a year that was not announced.
    """
    review = next((x for x in lines if x["act"] == LATER), None)
    wanted = next((x for x in should if x["act"] == LATER), None)
    named = review or wanted
    if named is None or not (review and wanted or named["provisional"]):
        return should
    others = [x for x in should if x["act"] not in (LATER, A.review_task.value)]
    return others + (reviewing(said.case, review) if review else [])


def _nominations(said: Said, case: Case, fact: StageMoved) -> Made:
    """Open for the rules' days."""
    clock = moves.days(case, case.kind.gather.days, A.end_nominations)
    return [moves.move(case, Stage.gather, fact.why, clocks=[clock], source=_source(fact))]


def _call(said: Said, case: Case, fact: StageMoved) -> Made:
    """Until the last day that whoever opened the round named."""
    ends = said.view.known("fund", fact.subject_id)["call_ends_at"]
    clock = on_day(case, A.end_call, ends)
    return [moves.move(case, Stage.gather, fact.why, clocks=[clock], source=_source(fact))]


def _vetting(said: Said, case: Case, fact: StageMoved) -> Made:
    """Each candidate who agreed to stand is looked at."""
    clock = moves.days(case, case.kind.election.vetting_days, A.end_vetting)
    stand = said.view.by("election_candidate", "proposal_id", fact.subject_id)
    asks = [
        vetting(case, c["candidacy_id"], c["person_id"], before=clock)
        for c in stand
        if c["state"] == "stands" and _offered(said, fact, c["candidacy_id"])
    ]
    return [moves.move(case, Stage.advise, fact.why, clocks=[clock], asks=asks)]


def _offered(said: Said, fact: StageMoved, candidacy: str) -> bool:
    row = said.view.row("ballot_option", fact.subject_id, candidacy)
    return row is not None and row["state"] == "offered"


def _defence(said: Said, case: Case, fact: StageMoved) -> Made:
    """Whom it concerns answers, if they did not."""
    clock = moves.days(case, case.kind.recall.defence_days, A.end_defence)
    row = _recall(said, fact)
    asks = [moves.of_person(case, A.defend_recall, row.person_id, before=clock)]
    owed = asks if row.defended_at is None else []
    return [moves.move(case, Stage.advise, fact.why, clocks=[clock], asks=owed)]


def _without_defence(said: Said, case: Case, fact: StageMoved) -> Made:
    """The answer may still come."""
    row = _recall(said, fact)
    late = moves.of_person(case, A.defend_recall, row.person_id, scope="own")
    also = [late] if row.defended_at is None else []
    return moves.enter_notice(case, fact.why, _source(fact), also)


def _recall(said: Said, fact: StageMoved) -> SimpleNamespace:
    row: SimpleNamespace = said.as_row(said.view.known("recall", fact.subject_id))
    return row


def _plain(make: Callable[..., Made]) -> Callable[[Said, Case, StageMoved], Made]:
    return lambda said, case, fact: make(case, fact.why)


def _from(make: Callable[..., Made]) -> Callable[[Said, Case, StageMoved], Made]:
    return lambda said, case, fact: make(case, fact.why, _source(fact))


Make = Callable[[Said, Case, StageMoved], Made]
USUAL: dict[Stage, Make] = {
    Stage.gather: _from(moves.enter_gather),
    Stage.take_up: _take_up,
    Stage.advise: _council,
    Stage.notice: _from(moves.enter_notice),
    Stage.vote: _vote,
    Stage.publish: _plain(moves.enter_publish),
    Stage.carry_out: _work,
    Stage.inspect: _plain(moves.enter_inspect),
    Stage.evaluate: _plain(moves.enter_evaluate),
    Stage.closed: _from(lambda case, why, source: [moves.move(case, Stage.closed, why)]),
}
OWN: dict[tuple[A, Stage], Make] = {
    (A.open_budget_round, Stage.gather): _call,
    (A.call_election, Stage.gather): _nominations,
    (A.end_nominations, Stage.gather): _nominations,
    (A.end_vetting, Stage.gather): _nominations,
    (A.end_nominations, Stage.advise): _vetting,
    (A.bring_recall, Stage.advise): _defence,
    (A.end_defence, Stage.notice): _without_defence,
}
