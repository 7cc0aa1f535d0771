"""A counted vote as a public file that `tally` and anyone's own tool count again: every last ballot
(of households one each) by its fact, and what it was counted by.

A motion, one of owners and a question that no public format knows go into the platform's own
format, a budget into .pb, a ranking into .blt. Only what the record discloses after the count: no
names of voters, no person ids, nothing of a vote still open. Called by `deliberation ballots` and
by the result page.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import election
from deliberation.counting.formats import motion_ballots, owner_ballots
from deliberation.counting.formats.election import ballots as election_ballots
from deliberation.counting.motion import dual, motion, sums
from deliberation.readings import defaults
from deliberation.readings.vote import ballot_papers, counted_again, paper_sums
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.vote import official

from . import election_file
from .paper_file import paper_file, sums_file
from .question_file import BallotFile, majority_of, quorum_of


def ballot_file(
    s: Any,
    community: str,
    slug: str,
    proposal: str,
    round_no: int | None = None,
    question_no: int = 1,
) -> BallotFile | None:
    """The file of the proposal's last counted round, or of that one; of a paper with several
    questions, of one of them. None where there is none. Two queries, four of a paper, and those of
    what happened since.
    """
    row = _counted_round(s, community, proposal, round_no)
    # the ballots of an official system lie there; its figures stand beside the result
    if row is None or elsewhere(s, community, proposal, row.round_no):
        return None
    writer = WRITERS.get(row.rule)
    if writer is None:
        raise ValueError(f"no file for ballots counted by {row.rule}")
    undone = defaults.undone(defaults.of_one(s, community, proposal))
    return writer(s, _meta(slug, row, undone.get(row.round_no)), row, question_no)


def _counted_round(s: Any, community: str, proposal: str, round_no: int | None) -> Any:
    """The row of that round, or of the last one counted, with the proposal's number."""
    r, p = tables.vote_round, tables.proposal
    query = (
        select(r, p.c.number_year, p.c.number)
        .join(p, same(r, p, "proposal_id"))
        .where(r.c.community_id == community, r.c.proposal_id == proposal)
        .where(r.c.counted_at.is_not(None))
        .order_by(r.c.round_no.desc())
        .limit(1)
    )
    return s.execute(query if round_no is None else query.where(r.c.round_no == round_no)).first()


def _meta(slug: str, row: Any, undone: str | None) -> dict[str, str]:
    """What every format says of the vote; `published_since`: only where its result stands no more,
    what that is called now.
    """
    return {
        "community": slug,
        "proposal": row.proposal_id,
        "number": f"{row.number_year}-{row.number:03d}" if row.number else "",
        "round": str(row.round_no),
        "counted_by": row.rule,
        "counted_at": f"{row.counted_at:%Y-%m-%dT%H:%M:%SZ}",
        "published_outcome": row.outcome,
        **({"published_since": undone} if undone else {}),
    }


def elsewhere(s: Any, community: str, proposal: str, round_no: int | None) -> bool:
    """Whether the result of this round (the last, where None) came from an official system, where
    its ballots lie.
    """
    if round_no is None:
        r = tables.vote_round
        round_no = s.execute(
            select(func.max(r.c.round_no)).where(
                r.c.community_id == community,
                r.c.proposal_id == proposal,
                r.c.counted_at.is_not(None),
            )
        ).scalar()
    return round_no is not None and official.entry(s, community, proposal, round_no) is not None


def _motion(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """For, against, abstain of everybody; of a secret vote their sums."""
    if question_no != 1:
        return None
    secret = paper_sums.of_round(s, row)
    if secret is not None:
        return sums_file(meta, row, sums.MOTION, (), secret, 1, None)
    ballots = ballot_papers.that_count(s, row.community_id, row.proposal_id, row.round_no)
    text = motion_ballots.write(
        meta,
        members=row.members,
        present=row.present,
        quorum=quorum_of(row),
        majority=majority_of(row),
        ballots=ballots,
    )
    return BallotFile(text, ".ballots", len(ballots))


def _election(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """All posts in one file, one question each on the paper."""
    said = election_file.counted(s, row.community_id, row.proposal_id, row.round_no)
    if said is None or question_no != 1:
        return None
    whole = election_file.of_count(s, row.community_id, said)
    meta = {**meta, "published_winners": ",".join(ref for _, ref in said.elected)}
    return BallotFile(election_ballots.write(meta, whole), ".ballots", whole.ballots)


def _owners(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """Party by party, as the roll was frozen: one head each, with its units and area."""
    if question_no != 1:
        return None
    at = {name: getattr(row, name) for name in ("community_id", "proposal_id", "round_no")}
    units = sorted(map(tuple, every(s, tables.owner_party, "party_no", "units", **at)))
    said = counted_again.owner_parties(s, *at.values())
    parties = [
        (number, of, area, choice) for (number, of), (area, choice) in zip(units, said, strict=True)
    ]
    text = owner_ballots.write(
        meta,
        quorum=quorum_of(row),
        majority=majority_of(row),
        silence_joins=bool(first(s, tables.owner_round, "silence_joins", **at).silence_joins),
        parties=parties,
    )
    return BallotFile(text, ".ballots", len(parties))


Writer = Callable[[Any, dict[str, str], Any, int], BallotFile | None]
# Every rule a round is counted by; a rule without a file is no rule to count by.
WRITERS: dict[str, Writer] = {
    motion.RULE: _motion,
    dual.RULE: _owners,
    election.RULE: _election,
    PAPER: paper_file,
}
