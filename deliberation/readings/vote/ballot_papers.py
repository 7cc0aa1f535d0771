"""What can be chosen: plans, projects and candidates of a proposal, whatever became of them, and
the paper of one of its rounds as it lay before the voters.

Read by the ballot, the receipt, result pages, files of ballots and prints. Two queries a paper, one
more where candidates are people.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import papers
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Answer, Question
from deliberation.readings.people.names import names
from deliberation.record import tables
from deliberation.record.prepared import every
from deliberation.record.tables.joins import ROUND, in_round, same
from deliberation.record.write.answers.vote.papers import excluded


@dataclass(frozen=True, slots=True)
class Choosable:
    """One option. `number` on the paper (0: on none); `name` is None where it was erased; `cost` in
    fen; `place` among the winners, or None.
    """

    number: int
    option_id: str
    what: str
    name: str | None
    body: str | None
    cost: int
    state: str
    by: str
    code: str | None = None
    reasons: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its options in the order of the paper.

    `number` from 1; `seed` is that of the question's lots.
    """

    number: int
    question: Question
    options: tuple[Choosable, ...]
    outcome: str | None
    digest: str | None
    seed: str

    @property
    def what(self) -> str:
        """plan, project or candidate; "" where nothing stands on the paper."""
        return self.options[0].what if self.options else ""

    @property
    def winners(self) -> tuple[Choosable, ...]:
        """Who or what won, in order of election."""
        return tuple(sorted((o for o in self.options if o.place), key=lambda o: o.place or 0))


@dataclass(frozen=True, slots=True)
class Paper:
    """A round's paper. `seed` stood in the record before the first ballot."""

    round_no: int
    asked: tuple[Asked, ...]
    seed: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """As `counting.papers` reads them."""
        return tuple(a.question for a in self.asked)

    def answers(self, choice: str) -> tuple[Answer, ...] | None:
        """A ballot's answers; None for what this paper never allowed."""
        try:
            return papers.read(self.questions, choice)
        except papers.BadPaper:
            return None


def offered(s: Any, community: str, proposal: str) -> tuple[Choosable, ...]:
    """Everything offered for this proposal, in the order it came, whatever became of it.

    One query, two with people in it.
    """
    t = tables.ballot_option
    rows = s.execute(
        select(t)
        .where(t.c.community_id == community, t.c.proposal_id == proposal)
        .order_by(t.c.at, t.c.option_id)
    ).all()
    who = _people(s, community, rows)
    return tuple(_choosable(r, 0, r.cost, None, who) for r in rows)


def _people(s: Any, community: str, rows: Any) -> dict[str | None, Any]:
    """Names of candidates whose option has none of its own."""
    return names(s, community, [r.person_id for r in rows if not r.title])


def _choosable(
    r: Any, number: int, cost: int, place: int | None, who: dict[str | None, Any]
) -> Choosable:
    name = r.title or (who[r.person_id].name if r.person_id else None)
    return Choosable(
        number, r.option_id, r.what, name, r.body, cost, r.state, r.by, r.code, r.reasons, place
    )


def has_paper(p: Any, rnd: Any) -> bool:
    """Whether a round of this proposal asks more than a motion: as it was counted, or as the open
    one is. `p`, `rnd`: rows.
    """
    return rnd.rule == PAPER or (
        rnd.rule is None and rnd.round_no == p.round_no and p.phase is not None
    )


def paper(s: Any, community: str, proposal: str, round_no: int) -> Paper | None:
    """The round's paper, or None where it has none."""
    at = {"community_id": community, "proposal_id": proposal, "round_no": round_no}
    asked = sorted(every(s, tables.round_question, **at), key=lambda r: r.question_no)
    if not asked:
        return None
    rows = _options(s, community, proposal, round_no)
    who = _people(s, community, rows)
    options: dict[int, list[Choosable]] = {q.question_no: [] for q in asked}
    for r in rows:
        option = _choosable(r, r.option_no, r.paper_cost, r.place, who)
        options[r.question_no].append(option)
    return Paper(
        round_no, tuple(_asked(q, tuple(options[q.question_no])) for q in asked), asked[0].seed
    )


def _options(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    o, b = tables.round_option, tables.ballot_option
    query = (
        select(o.c.question_no, o.c.option_no, o.c.place, o.c.cost.label("paper_cost"), b)
        .join(b, same(o, b, "proposal_id", "option_id"))
        .where(in_round(o, community, proposal, round_no))
        .order_by(o.c.question_no, o.c.option_no)
    )
    return list(s.execute(query))


def _asked(q: Any, options: tuple[Choosable, ...]) -> Asked:
    seed = f"{q.seed}/{q.question_no}"
    return Asked(q.question_no, _question(q, options), options, q.outcome, q.digest, seed)


def of_round(s: Any, p: Any) -> Paper | None:
    """The paper of the round under way; None where the vote is a motion.

    `p`: the proposal's row.
    """
    return paper(s, p.community_id, p.proposal_id, p.round_no) if p.phase is not None else None


def printed(
    paper: Paper | None, only: int | None = None
) -> list[tuple[int, Question, list[tuple[int, str | None, int]]]]:
    """What a sheet of paper asks: (number, question, [(option, name, cost)]) of each question, or
    of one; nothing for a motion. A cost is 0 where there is no budget.
    """
    return [
        (
            a.number,
            a.question,
            [(o.number, o.name, o.cost if a.question.budget else 0) for o in a.options],
        )
        for a in (paper.asked if paper else ())
        if only in (None, a.number)
    ]


def _question(r: Any, options: tuple[Choosable, ...]) -> Question:
    return Question(
        r.form,
        r.rule,
        r.options,
        r.seats,
        r.most,
        r.none,
        r.budget,
        tuple(o.cost for o in options) if r.budget else (),
        excluded(r.excludes),
    )


def that_count(s: Any, community: str, proposal: str, round_no: int) -> list[tuple[str, str]]:
    """(fact, choice) of every disclosed ballot that counts, by its fact: of a household the last
    one.
    """
    b, f, h = tables.ballot, tables.fact, tables.household_voter
    at_home = and_(same(b, h, *ROUND), h.c.person_id == b.c.voter_id)
    rows = s.execute(
        select(b.c.fact_id, b.c.choice, h.c.home_no)
        .select_from(b.join(f, same(b, f, "fact_id")).outerjoin(h, at_home))
        .where(b.c.community_id == community, b.c.proposal_id == proposal)
        .where(b.c.round_no == round_no, b.c.disclosed, b.c.choice != INVALID)
        .order_by(f.c.position)
    ).all()
    of_home = {x.home_no: x for x in rows if x.home_no is not None}
    return sorted(
        (x.fact_id, x.choice) for x in rows if x.home_no is None or of_home[x.home_no] is x
    )
