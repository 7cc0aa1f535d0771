"""Entering a stage: the facts, the clocks that start, and the silence of bodies that cannot act.

Called by acts only. A deadline is computed once, here, and stands in the fact. A body that does not
exist or cannot act counts as silent at once, so `enter` may walk through several stages.
"""

from collections.abc import Sequence
from datetime import datetime

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.obligations import ahead_of
from deliberation.charter.facts.proposal.cycle import PassedInSilence, StageMoved
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.rows import filled
from deliberation.charter.official import elsewhere
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage

from .asking import asked, in_charge, in_office, of_author
from .clocks import at_once, days, due_at, until, working_days

RETURNED = "returned"  # why a matter is before the council once more, for its text


def move(
    case: Case,
    to: Stage,
    why: str,
    *,
    clocks: Sequence[Obligation] = (),
    asks: Sequence[Obligation] = (),
    ending: Ending | None = None,
    source: Stage | None = None,
    headline: datetime | None = None,
    awaits: list[str] | None = None,
) -> StageMoved:
    """The bare step, the clocks that start with it and what is asked of people; `headline` is the
    due date shown on cards, by default that of the first clock.
    """
    shown = headline or (due_at(clocks[0]) if clocks else None)
    return StageMoved(
        from_stage=(source or case.stage).value,
        to_stage=to.value,
        why=why,
        ending=ending.value if ending else None,
        due_at=shown,
        obligations=[*clocks, *asks],
        awaits=awaits,
        subject=case.about,
    )


def close(case: Case, ending: Ending, why: str, source: Stage | None = None) -> list[Fact]:
    """→ closed, with how it ended."""
    return [move(case, Stage.closed, why, ending=ending, source=source)]


def silence(case: Case, code: str, able: int | None = None) -> PassedInSilence:
    return PassedInSilence(code=code, able=able, subject=case.about)


def enter_gather(case: Case, why: str, source: Stage) -> list[Fact]:
    """Gathering support: lapses after the rulebook's days."""
    return [
        move(
            case,
            Stage.gather,
            why,
            clocks=[days(case, case.kind.gather.days, ActName.lapse)],
            source=source,
        )
    ]


def enter_take_up(
    case: Case, why: str, source: Stage, also: Sequence[Obligation] = ()
) -> list[Fact]:
    """On the deliberation council's table; without a council the proposal counts as adopted at
    once. `also`: what is asked beside once it is before the council.
    """
    able = case[ABLE].get(Role.deliberator, 0)
    clock = days(case, case.kind.take_up.days, ActName.adopt_in_silence)
    if able:
        asks = [in_office(case, ActName.take_up, Role.deliberator, before=clock)]
        return [move(case, Stage.take_up, why, clocks=[clock], asks=asks, source=source)]
    return [
        move(case, Stage.take_up, why, source=source),
        silence(case, "no_deliberation_council", able),
        *enter_advise(case, "no_deliberation_council", Stage.take_up, also),
    ]


def enter_advise(
    case: Case, why: str, source: Stage, also: Sequence[Obligation] = ()
) -> list[Fact]:
    """Before the council: its days, the legality review's days, and the study the law asks for (Art
    30 ¶4). What was returned for reconsideration is its author's to change first. `also`: what its
    kind of matter asks of the council beside, in the same days.
    """
    rule = case.kind.advise
    clocks = [_council_clock(case)]
    awaits = ["council"]
    asks = [recommending(case, clocks[0])]
    asks += [ahead_of(line, clocks[0]) for line in also]
    if rule.legality_review and case.proposal.legality_state != "clean":
        awaits.append("legality")
        clocks.append(days(case, rule.legality_days, ActName.pass_legality_by))
        asks.append(reviewing(case, clocks[-1]))
    if rule.study_required and case.proposal.study_state not in ("done", "waived"):
        awaits.append("study")
        asks.append(in_office(case, ActName.record_study, Role.lead_organisation))
    if why == RETURNED and case.proposal.author_id is not None:
        awaits.append("author")
        clocks.append(days(case, rule.author_days, ActName.go_on_with_own_text))
        asks.append(of_author(case, ActName.revise, before=clocks[-1]))
    clocks += _consent_clock(case)
    return [move(case, Stage.advise, why, clocks=clocks, asks=asks, source=source, awaits=awaits)]


def recommending(case: Case, clock: Obligation) -> Obligation:
    """The council says what it thinks of it, in its days."""
    return in_office(case, ActName.recommend, Role.councillor, before=clock)


def reviewing(case: Case, clock: Obligation) -> Obligation:
    """The text is looked at for its lawfulness, in the review's days; later is not too late."""
    roles = (Role.clerk, Role.committee_member)
    return in_office(case, ActName.review_legality, *roles, before=clock)


def _council_clock(case: Case) -> Obligation:
    """The council's days, or its working days where the rules count those; without anybody able to
    act none.
    """
    rule = case.kind.advise
    if not case[ABLE].get(Role.councillor, 0):
        return at_once(case, ActName.pass_council_by)
    if rule.working_days:
        return working_days(case, rule.working_days, ActName.pass_council_by)
    return days(case, rule.days, ActName.pass_council_by)


def _consent_clock(case: Case) -> list[Obligation]:
    """Of a text changed while gathering: its co-signers' days run on here, and end."""
    last = case.proposal.consent_until
    if last is None or last <= case.now:
        return []
    left = case.kind.advise.consent_days
    return [until(ActName.proceed, last, start=case.now, days=left)]


def enter_notice(
    case: Case, why: str, source: Stage, also: Sequence[Obligation] = ()
) -> list[Fact]:
    """The final text is frozen and shown for the rulebook's days before the vote opens."""
    clock = days(case, case.kind.notice.days, ActName.open_vote)
    asks = [proving(case, "notice", clock), *also]
    return [move(case, Stage.notice, why, clocks=[clock], asks=asks, source=source)]


def proving(case: Case, what: str, clock: Obligation) -> Obligation:
    """The notice, or the result, hangs out, and the clerk says where; others may as well."""
    return in_office(case, ActName.post_proof, Role.clerk, before=clock, ref=what)


def enter_vote(case: Case, why: str, closes: datetime, provisional: bool) -> list[Fact]:
    """The window is open until `closes`; a ballot at or after that instant is refused, tick or no
    tick.

    Where the city's own system holds the vote, its result is waited for so many days longer.
    """
    if elsewhere(case):
        clock = days(case, case.vote.official_days, ActName.close_vote, start=closes)
        asks = [recording_result(case, clock, closes)]
        return [move(case, Stage.vote, why, clocks=[clock], asks=asks, headline=closes)]
    clock = until(
        ActName.close_vote,
        closes,
        start=case.now,
        days=case.vote.days,
        provisional=provisional,
    )
    return [move(case, Stage.vote, why, clocks=[clock], asks=[voting(case, clock)])]


def voting(case: Case, clock: Obligation) -> Obligation:
    """Everybody on the roll votes, until the window is over."""
    return asked(case, ActName.cast_ballot, "roll", before=clock)


def recording_result(case: Case, clock: Obligation, closes: datetime) -> Obligation:
    """What the city's own system published is entered here, once its vote is over."""
    roles = (Role.clerk, Role.supervisor)
    return in_office(case, ActName.record_official_result, *roles, before=clock, from_at=closes)


def enter_publish(case: Case, why: str) -> list[Fact]:
    """The result stands on the board; supervisors certify in time or are passed by."""
    ends = days(case, case.kind.publish.objection_days, ActName.end_objections)
    clock, certify = certifying(case)
    asks = [certify, proving(case, "result", ends)]
    return [move(case, Stage.publish, why, clocks=[ends, clock], asks=asks)]


def certifying(case: Case) -> tuple[Obligation, Obligation]:
    """The clock of the certificates of a count, and who signs them in those days; where too few
    supervisors can act, they are passed by at once.
    """
    rule, act = case.kind.publish, ActName.pass_supervisors_by
    enough = case[ABLE].get(Role.supervisor, 0) >= rule.certifiers
    clock = days(case, rule.certify_days, act) if enough else at_once(case, act)
    need = rule.certifiers
    return clock, in_office(case, ActName.certify, Role.supervisor, before=clock, need=need)


def enter_carry_out(case: Case, why: str, asks: Sequence[Obligation] = ()) -> list[Fact]:
    """Work begins; where nobody was put in charge already, the residents' committee will be.

    asks: what is to be done where that is not to put somebody in charge.
    """
    finish, rule = case.proposal.finish_at, case.kind.carry_out
    if finish is None:
        clock = days(case, rule.assign_days, ActName.name_committee)
        roles = (Role.committee_member, Role.clerk)
        asks = asks or [in_office(case, ActName.assign, *roles, before=clock)]
    else:
        clock = days(
            case, rule.report_days, ActName.inspect_as_it_stands, start=max(finish, case.now)
        )
        asks = asks or [finishing(case, case.proposal.organisation_id, clock)]
    return [move(case, Stage.carry_out, why, clocks=[clock], asks=asks, headline=finish)]


def finishing(case: Case, organisation: str | None, clock: Obligation) -> Obligation:
    """Whoever is in charge does the work and says so, before it is inspected as it stands."""
    return in_charge(case, ActName.finish, organisation, before=clock)


def enter_period(case: Case, why: str) -> list[Fact]:
    """Carried out until the last day its author named; then the clock ends it."""
    last = max(filled(case.proposal.finish_at), case.now)
    left = (last - case.now).days
    clock = until(ActName.end_period, last, start=case.now, days=left)
    return [move(case, Stage.carry_out, why, clocks=[clock])]


def enter_inspect(case: Case, why: str) -> list[Fact]:
    """Supervisors without an interest inspect; fewer than the rulebook's number counts as silence
    at once.
    """
    rule = case.kind.inspect
    able = case[ABLE].get(Role.supervisor, 0)
    if able < rule.inspectors:
        facts: list[Fact] = [move(case, Stage.inspect, why), silence(case, "not_inspected", able)]
        return facts + enter_evaluate(case, "not_inspected", Stage.inspect)
    clock = days(case, rule.days, ActName.pass_inspection_by)
    need = rule.inspectors
    asks = [in_office(case, ActName.accept, Role.supervisor, before=clock, need=need)]
    return [move(case, Stage.inspect, why, clocks=[clock], asks=asks)]


def enter_evaluate(case: Case, why: str, source: Stage | None = None) -> list[Fact]:
    """Residents rate until the window is over."""
    clock = days(case, case.kind.evaluate.days, ActName.close)
    group = case.proposal.group_id or ""
    asks = [asked(case, ActName.rate, "residents", group, before=clock)]
    return [move(case, Stage.evaluate, why, clocks=[clock], asks=asks, source=source)]
