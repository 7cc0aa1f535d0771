"""A published text changes: those who signed it may leave it, and what was looked at is looked at
again.

Called by `.proposal`.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import consent_until
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.moves import days, start, stop
from deliberation.charter.subjects.proposal import Stage


def changed_text(case: Case, title: str, body: str, why: str, note: str | None) -> list[Fact]:
    """A new public version; co-signers have the rulebook's days to take their name back."""
    p, until = case.proposal, consent_until(case)
    revised = f.ProposalRevised(
        by=case.me,
        version_no=p.version_no + 1,
        why=why,
        consent_until=until,
        title=title,
        body=body,
        note=note,
        proposal=p.proposal_id,
    )
    if case.stage is not Stage.advise:
        return [revised]
    return [revised, *_advised_anew(case, bool(until))]


def _advised_anew(case: Case, supporters: bool) -> list[Fact]:
    """A text changed before its vote is reviewed again, and waits for those who had signed it."""
    advise = case.kind.advise
    clocks = [days(case, advise.legality_days, ActName.pass_legality_by)]
    if supporters:
        clocks.append(days(case, advise.consent_days, ActName.proceed))
    if (
        case.proposal.author_state == "awaited"
    ):  # the author still owes the council an answer, and one clock serves both
        return [start(case, *clocks)]
    return [stop(case, ActName.go_on_with_own_text), start(case, *clocks)]
