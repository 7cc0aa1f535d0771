"""One question of a counted round as a file, in the format that knows it: a budget in .pb, a
ranking in .blt, everything else in the platform's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deliberation.counting.formats import paper_ballots
from deliberation.counting.formats.sections import quoted, written
from deliberation.counting.papers import Answer, Question, read
from deliberation.counting.rules import MONEY
from deliberation.counting.threshold import Threshold
from deliberation.readings.vote.ballot_papers import Asked

Ballots = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BallotFile:
    """`text`, the ending of its name (.ballots, .pb or .blt) and how many ballots are in it."""

    text: str
    ending: str
    ballots: int


def quorum_of(row: Any) -> Threshold:
    """What share had to take part."""
    return Threshold(row.quorum_kind, row.quorum_n, row.quorum_d)


def majority_of(row: Any) -> Threshold:
    """What share had to be in favour."""
    return Threshold(row.majority_kind, row.majority_n, row.majority_d)


def came(row: Any) -> dict[str, str]:
    """Whether enough came, for formats that do not know it."""
    return {
        "members": str(row.members),
        "present": str(row.present),
        "quorum": written(quorum_of(row)),
        "majority": written(majority_of(row)),
    }


def question_file(meta: dict[str, str], row: Any, asked: Asked, ballots: Ballots) -> BallotFile:
    """One question in the format that knows it.

    `ballots`: (fact, answer to this question); `row`: members, present, quorum and majority as the
    round has them.
    """
    q = asked.question
    if q.rule not in MONEY and q.form != "rank":
        return own_file(meta, row, asked, ballots)
    answers = [(fact, read([q], text)[0]) for fact, text in ballots]
    if q.rule in MONEY:
        return BallotFile(_pb(meta, row, asked, answers), ".pb", len(ballots))
    return BallotFile(_blt(meta, row, asked, answers), ".blt", len(ballots))


def own_file(
    meta: dict[str, str], row: Any, asked: Asked, lines: Sequence[tuple[str, ...]]
) -> BallotFile:
    """In the platform's own format; of owners' plans a line is (party, area, answer)."""
    text = paper_ballots.write(
        meta,
        asked.question,
        option_names(asked),
        members=row.members,
        present=row.present,
        quorum=quorum_of(row),
        majority=majority_of(row),
        seed=asked.seed,
        ballots=lines,
    )
    return BallotFile(text, ".ballots", len(lines))


def option_names(asked: Asked) -> list[str]:
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
    said = _pb_meta(meta, row, asked, len(answers))
    points = asked.question.form == "points"
    lines = [
        "META",
        "key;value",
        *(f"{k};{quoted(str(v))}" for k, v in said.items()),
        "PROJECTS",
        "project_id;cost;name;selected;excludes",
        *_pb_projects(asked),
        "VOTES",
        "voter_id;vote" + (";points" if points else ""),
        *(_pb_vote(fact, answer, points) for fact, answer in answers),
    ]
    return "\n".join(lines) + "\n"


def _pb_meta(meta: dict[str, str], row: Any, asked: Asked, votes: int) -> dict[str, Any]:
    q = asked.question
    return {
        "description": f"{meta['community']} {meta['number']}",
        "country": "China",
        "unit": meta["community"],
        "currency": "CNY",
        "num_projects": q.options,
        "num_votes": votes,
        "budget": _yuan(q.budget),
        "vote_type": PB_KIND[q.form],
        "rule": _pb_rule(q),
        **_pb_most(q),
        "lot_seed": asked.seed,
        **came(row),
        **{k: meta[k] for k in ("published_outcome", "published_since") if k in meta},
        "proposal": meta["proposal"],
    }


def _pb_most(q: Question) -> dict[str, int]:
    """How much one ballot may say: projects, or points where each is given some."""
    if q.form != "points":
        return {"max_length": q.most or q.options}
    return {"max_sum_points": q.most} if q.most else {}


def _pb_rule(q: Question) -> str:
    if q.rule != "greedy/1":
        return "equalshares/add1"
    return "greedy-exclusive" if q.excludes else "greedy"


def _pb_projects(asked: Asked) -> list[str]:
    won, names = {o.number for o in asked.winners}, option_names(asked)
    return [
        f"{o.number};{_yuan(o.cost)};{quoted(names[o.number - 1])};{int(o.number in won)};"
        f"{_excluded(asked.question, o.number)}"
        for o in asked.options
    ]


def _pb_vote(fact: str, answer: Answer, points: bool) -> str:
    chosen = ",".join(map(str, answer.chosen))
    marks = ";" + ",".join(str(n) for _o, n in answer.marks) if points else ""
    return f"{fact};{chosen}{marks}"


def _excluded(q: Question, number: int) -> str:
    return ",".join(str(b if a == number else a) for a, b in q.excludes if number in (a, b))


def _blt(meta: dict[str, str], row: Any, asked: Asked, answers: list[tuple[str, Answer]]) -> str:
    from deliberation.counting.formats import blt
    from deliberation.counting.ranked.profile import Profile

    ballots = tuple((1, tuple((o - 1,) for o in a.chosen)) for _fact, a in answers)
    title = f"{meta['community']} {meta['number']}"
    seats = asked.question.seats or 1
    return blt.write(
        Profile(tuple(option_names(asked)), ballots, seats, title),
        {
            "rule": asked.question.rule.partition("/")[0],
            "seed": asked.seed,
            "proposal": meta["proposal"],
            "round": meta["round"],
            **came(row),
            **{key: value for key, value in meta.items() if key.startswith("published_")},
        },
    )
