"""Answers about ballot papers: what is offered, the option an act names, the paper of this
round.
"""

from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.papers import OPTION, OPTIONS, THE_PAPER
from deliberation.counting.papers import Question
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.write.answers.of_act import NamesOption
from deliberation.record.write.answers.registry import answers, keys, of_matter


@answers(OPTIONS)
def _options(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.ballot_option
    return conn.execute(select(t).where(of_matter(t, case)).order_by(t.c.at, t.c.option_id)).all()


@answers(OPTION)
def _option(conn: Connection, case: Case, act: NamesOption) -> Any:
    return first(conn, tables.ballot_option, **keys(case, option_id=act.option_id))


@answers(THE_PAPER)
def _paper(conn: Connection, case: Case, act: Act) -> Any:
    if case.proposal.phase is None:
        return None
    return paper_of(conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no)


def paper_of(
    conn: Any, community: str, proposal: str, round_no: int
) -> tuple[list[Question], str] | None:
    """The questions of a round and the seed of its lots; None where it has no paper.

    Two queries.
    """
    at = {"community_id": community, "proposal_id": proposal, "round_no": round_no}
    rows = sorted(every(conn, tables.round_question, **at), key=lambda r: r.question_no)
    if not rows:
        return None
    costs: dict[int, list[tuple[int, int]]] = {}
    for o in every(conn, tables.round_option, "question_no", "option_no", "cost", **at):
        costs.setdefault(o.question_no, []).append((o.option_no, o.cost))
    return [_question(r, costs.get(r.question_no, [])) for r in rows], rows[0].seed


def _question(row: Any, costs: list[tuple[int, int]]) -> Question:
    """A row's question; its options' costs in their order, where it has a budget."""
    return Question(
        row.form,
        row.rule,
        row.options,
        row.seats,
        row.most,
        row.none,
        row.budget,
        tuple(c for _, c in sorted(costs)) if row.budget else (),
        excluded(row.excludes),
    )


def excluded(text: str) -> tuple[tuple[int, int], ...]:
    """The text "1-2 3-4" → ((1, 2), (3, 4))."""
    return tuple((int(a), int(b)) for a, _, b in (pair.partition("-") for pair in text.split()))
