"""Votes of owners that the city's own system holds (`external_official_system`): the platform takes
no ballots, and records the result with its evidence.

Called by the gate, by the acts of such a vote, and by the count. Whether a vote is one, the
rulebook says, or the declared legal effect.
"""

from deliberation.charter.facts.vote import official as f
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.counting import official
from deliberation.counting.motion.dual import DualResult
from deliberation.counting.papers import Question
from deliberation.counting.questions import Round

from .case import Case
from .facts import Fact
from .owning import OWNERS
from .reasons import refuse


def elsewhere(case: Case) -> bool:
    """Whether owners decide this in their city's own system."""
    return (
        case.of_proposal
        and case.proposal.legal_effect == EXTERNAL
        and case.vote.electorate == OWNERS
    )


def must_be_elsewhere(case: Case) -> None:
    """Refuses votes_here where the platform holds the vote itself."""
    if not elsewhere(case):
        raise refuse("votes_here")


def asked(case: Case) -> Question | None:
    """The choice among plans; None for a motion. Needs THE_PAPER."""
    return case.given(THE_PAPER)[0][0] if case[THE_PAPER] is not None else None


def silence_joins(case: Case) -> bool:
    """Silence may only speak where the notice was proved to hang: whoever could not know of it
    agreed to nothing.
    """
    return case.vote.silence == "joins_majority" and bool(case.proposal.notice_proved)


def judged(case: Case, figures: dict[str, tuple[int, int]]) -> DualResult | Round:
    """What follows from the figures by this proposal's rules.

    Raises counting.official.BadFigures. Needs THE_PAPER.
    """
    return official.count(
        figures,
        asked(case),
        quorum=case.vote.quorum,
        majority=case.vote.majority,
        silence_joins=silence_joins(case),
    )


def confirmed(case: Case, by: str | None) -> Fact:
    """The entry that stands becomes the result. Needs OFFICIAL."""
    entry = case.given(OFFICIAL)
    heads, area = entry.figures["entitled"]
    return f.OfficialResultConfirmed(
        entry=entry.entry_id,
        by=by,
        round_no=case.proposal.round_no,
        heads=heads,
        area=area,
        subject=case.about,
    )
