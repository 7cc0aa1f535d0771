"""A counted vote as a public file that `tally` and anyone's own tool count again: every last ballot
(of households one each) by its fact, and what it was counted by.

A motion, one of owners and a question that no public format knows go into the platform's own
format, a budget into .pb, a ranking into .blt. Only what the record discloses after the count: no
names of voters, no person ids, nothing of a vote still open. Called by `deliberation ballots` and
by the result page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import dual_plans, election
from deliberation.counting.formats import (
    election_ballots,
    motion_ballots,
    owner_ballots,
    paper_ballots,
    sum_ballots,
)
from deliberation.counting.formats.sections import quoted, written
from deliberation.counting.formats.sum_ballots import Sums
from deliberation.counting.motion import dual, motion, sums
from deliberation.counting.papers import Answer, Question, read
from deliberation.counting.rules import MONEY
from deliberation.counting.threshold import Threshold
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.write.answers import official

from . import ballot_papers, counted_again, election_file, paper_sums
from .ballot_papers import Asked

Ballots = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BallotFile:
    """`text`, the ending of its name (.ballots, .pb or .blt) and how many ballots are in it."""

    text: str
    ending: str
    ballots: int


def ballot_file(
    s: Any,
    community: str,
    slug: str,
    proposal: str,
    round_no: int | None = None,
    question_no: int = 1,
) -> BallotFile | None:
    """The file of the proposal's last counted round, or of that one; of a paper with several
    questions, of one of them. None where there is none. Two queries, four of a paper.
    """
    r, p = tables.vote_round, tables.proposal
    query = (
        select(r, p.c.number_year, p.c.number)
        .join(p, (p.c.community_id == r.c.community_id) & (p.c.proposal_id == r.c.proposal_id))
        .where(
            r.c.community_id == community, r.c.proposal_id == proposal, r.c.counted_at.is_not(None)
        )
        .order_by(r.c.round_no.desc())
        .limit(1)
    )
    row = s.execute(query if round_no is None else query.where(r.c.round_no == round_no)).first()
    if row is None:
        return None
    number = f"{row.number_year}-{row.number:03d}" if row.number else ""
    meta = {
        "community": slug,
        "proposal": proposal,
        "number": number,
        "round": str(row.round_no),
        "counted_by": row.rule,
        "counted_at": f"{row.counted_at:%Y-%m-%dT%H:%M:%SZ}",
        "published_outcome": row.outcome,
    }
    if elsewhere(s, community, proposal, row.round_no):
        return None  # the ballots lie in the official system; its figures stand beside the result
    writer = WRITERS.get(row.rule)
    if writer is None:
        raise ValueError(f"no file for ballots counted by {row.rule}")
    return writer(s, meta, row, question_no)


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


def _quorum(row: Any) -> Threshold:
    return Threshold(row.quorum_kind, row.quorum_n, row.quorum_d)


def _majority(row: Any) -> Threshold:
    return Threshold(row.majority_kind, row.majority_n, row.majority_d)


def _round(row: Any) -> dict[str, str]:
    """Whether enough came, for formats that do not know it."""
    return {
        "members": str(row.members),
        "present": str(row.present),
        "quorum": written(_quorum(row)),
        "majority": written(_majority(row)),
    }


def _published(meta: dict[str, str], asked: Asked) -> dict[str, str]:
    """What was published of this one question: the round may have decided by another."""
    return {
        **meta,
        "published_outcome": asked.outcome or meta["published_outcome"],
        "published_winners": ",".join(str(o.number) for o in asked.winners),
    }


def _motion(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """For, against, abstain of everybody; of a secret vote their sums."""
    if question_no != 1:
        return None
    secret = paper_sums.of_round(s, row)
    if secret is not None:
        return _sums(meta, row, sums.MOTION, (), secret.question(1), secret.valid, None)
    ballots = ballot_papers.that_count(s, row.community_id, row.proposal_id, row.round_no)
    text = motion_ballots.write(
        meta,
        members=row.members,
        present=row.present,
        quorum=_quorum(row),
        majority=_majority(row),
        ballots=ballots,
    )
    return BallotFile(text, ".ballots", len(ballots))


def _sums(
    meta: dict[str, str],
    row: Any,
    question: Question,
    names: Sequence[str],
    said: Mapping[str, int],
    valid: int,
    seed: str | None,
) -> BallotFile:
    whole = Sums(
        question,
        tuple(names),
        said,
        valid,
        row.members,
        row.present,
        _quorum(row),
        _majority(row),
        seed,
    )
    return BallotFile(sum_ballots.write(meta, whole), ".ballots", valid)


def _election(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """All posts in one file, one question each on the paper."""
    said = election_file.counted(s, row.community_id, row.proposal_id, row.round_no)
    if said is None or question_no != 1:
        return None
    whole = election_file.of_count(s, row.community_id, said)
    meta = {**meta, "published_winners": ",".join(ref for _, ref in said.elected)}
    return BallotFile(election_ballots.write(meta, whole), ".ballots", whole.ballots)


def _paper(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """One question of the paper; of a secret vote its sums; of owners' plans party by party."""
    paper = ballot_papers.paper(s, row.community_id, row.proposal_id, row.round_no)
    if paper is None or not 1 <= question_no <= len(paper.asked):
        return None
    asked, q = paper.asked[question_no - 1], paper.asked[question_no - 1].question
    meta = {**_published(meta, asked), "question": str(question_no)}
    secret = paper_sums.of_round(s, row)
    if secret is not None:
        said = secret.question(question_no)
        return _sums(meta, row, q, _names(asked), said, secret.valid, asked.seed)
    if q.rule == dual_plans.RULE:
        parties = counted_again.owner_parties(s, row.community_id, row.proposal_id, row.round_no)
        lines = [(str(n), str(area), answer or "") for n, (area, answer) in enumerate(parties, 1)]
        return _ours(meta, row, asked, lines)
    ballots = ballot_papers.that_count(s, row.community_id, row.proposal_id, row.round_no)
    for fact, choice in ballots:
        if paper.answers(choice) is None:
            raise ValueError(f"ballot {fact} does not fit its paper")
    said_here = [(fact, choice.split(";")[question_no - 1]) for fact, choice in ballots]
    return question_file(meta, row, asked, said_here)


def question_file(meta: dict[str, str], row: Any, asked: Asked, ballots: Ballots) -> BallotFile:
    """One question in the format that knows it.

    `ballots`: (fact, answer to this question); `row`: members, present, quorum and majority as the
    round has them.
    """
    q = asked.question
    if q.rule not in MONEY and q.form != "rank":
        return _ours(meta, row, asked, ballots)
    answers = [(fact, read([q], text)[0]) for fact, text in ballots]
    if q.rule in MONEY:
        return BallotFile(_pb(meta, row, asked, answers), ".pb", len(ballots))
    return BallotFile(_blt(meta, row, asked, answers), ".blt", len(ballots))


def _ours(
    meta: dict[str, str], row: Any, asked: Asked, lines: Sequence[tuple[str, ...]]
) -> BallotFile:
    text = paper_ballots.write(
        meta,
        asked.question,
        _names(asked),
        members=row.members,
        present=row.present,
        quorum=_quorum(row),
        majority=_majority(row),
        seed=asked.seed,
        ballots=lines,
    )
    return BallotFile(text, ".ballots", len(lines))


def _owners(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """Party by party, as the roll was frozen: one head each, with its units and area."""
    if question_no != 1:
        return None
    at = {
        "community_id": row.community_id,
        "proposal_id": row.proposal_id,
        "round_no": row.round_no,
    }
    units = sorted(
        (r.party_no, r.units) for r in every(s, tables.owner_party, "party_no", "units", **at)
    )
    parties = [
        (number, of, area, choice)
        for (number, of), (area, choice) in zip(
            units,
            counted_again.owner_parties(s, row.community_id, row.proposal_id, row.round_no),
            strict=True,
        )
    ]
    joins = first(s, tables.owner_round, "silence_joins", **at).silence_joins
    return BallotFile(
        owner_ballots.write(
            meta,
            quorum=_quorum(row),
            majority=_majority(row),
            silence_joins=bool(joins),
            parties=parties,
        ),
        ".ballots",
        len(parties),
    )


def _names(asked: Asked) -> list[str]:
    """Names as files want them: on one line, none empty, none twice."""
    names: list[str] = []
    for o in asked.options:
        name = " ".join((o.name or "").split()) or f"({o.number})"
        names.append(name if name not in names else f"{name} ({o.number})")
    return names


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100)


PB_KIND = {"approve": "approval", "points": "cumulative", "rank": "ordinal"}


def _pb(meta: dict[str, str], row: Any, asked: Asked, answers: list[tuple[str, Answer]]) -> str:
    """Pabulib: projects by their number on the paper, money in yuan, voters by the facts of their
    ballots.
    """
    q, names = asked.question, _names(asked)
    rule = (
        ("greedy-exclusive" if q.excludes else "greedy")
        if q.rule == "greedy/1"
        else "equalshares/add1"
    )
    said = {
        "description": f"{meta['community']} {meta['number']}",
        "country": "China",
        "unit": meta["community"],
        "currency": "CNY",
        "num_projects": q.options,
        "num_votes": len(answers),
        "budget": _yuan(q.budget),
        "vote_type": PB_KIND[q.form],
        "rule": rule,
        **({"max_length": q.most or q.options} if q.form != "points" else {}),
        **({"max_sum_points": q.most} if q.form == "points" and q.most else {}),
        "lot_seed": asked.seed,
        **_round(row),
        "published_outcome": meta["published_outcome"],
        "proposal": meta["proposal"],
    }
    won = {o.number for o in asked.winners}
    projects = [
        (
            f"{o.number};{_yuan(o.cost)};{quoted(names[o.number - 1])};{int(o.number in won)};"
            f"{_excluded(q, o.number)}"
        )
        for o in asked.options
    ]
    points = q.form == "points"
    votes = [
        f"{fact};{','.join(map(str, a.chosen))}"
        + (f";{','.join(str(n) for _o, n in a.marks)}" if points else "")
        for fact, a in answers
    ]
    return (
        "\n".join(
            [
                "META",
                "key;value",
                *(f"{k};{quoted(str(v))}" for k, v in said.items()),
                "PROJECTS",
                "project_id;cost;name;selected;excludes",
                *projects,
                "VOTES",
                "voter_id;vote" + (";points" if points else ""),
                *votes,
            ]
        )
        + "\n"
    )


def _excluded(q: Question, number: int) -> str:
    return ",".join(str(b if a == number else a) for a, b in q.excludes if number in (a, b))


def _blt(meta: dict[str, str], row: Any, asked: Asked, answers: list[tuple[str, Answer]]) -> str:
    from deliberation.counting.formats import blt
    from deliberation.counting.ranked.profile import Profile

    ballots = tuple((1, tuple((o - 1,) for o in a.chosen)) for _fact, a in answers)
    profile = Profile(
        tuple(_names(asked)),
        ballots,
        asked.question.seats or 1,
        f"{meta['community']} {meta['number']}",
    )
    return blt.write(
        profile,
        {
            "rule": asked.question.rule.partition("/")[0],
            "seed": asked.seed,
            "proposal": meta["proposal"],
            "round": meta["round"],
            **_round(row),
            **{key: value for key, value in meta.items() if key.startswith("published_")},
        },
    )


Writer = Callable[[Any, dict[str, str], Any, int], BallotFile | None]
# Every rule a round is counted by; a rule without a file is no rule to count by.
WRITERS: dict[str, Writer] = {
    motion.RULE: _motion,
    dual.RULE: _owners,
    election.RULE: _election,
    PAPER: _paper,
}
