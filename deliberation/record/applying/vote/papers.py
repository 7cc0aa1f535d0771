"""Which rows the facts of ballot papers make: what is offered, the paper of a round, its count."""

from typing import Any

from deliberation.charter.facts.vote import papers
from deliberation.counting.papers import Question
from deliberation.record.applying.base import (
    Header,
    counted,
    keyed,
    of_proposal,
    on,
    uncertified,
    written,
)
from deliberation.record.applying.changes import Change, Insert, Set


@on(papers.OptionOffered)
def _offered(f: papers.OptionOffered, h: Header) -> list[Change]:
    return [
        written(
            "ballot_option",
            f,
            h,
            option_id=f.option,
            what=f.what,
            person_id=f.person,
            cost=f.cost,
            title=f.title,
            body=f.body,
            by=f.by,
            state=f.state,
        )
    ]


@on(papers.OptionDecided)
def _decided(f: papers.OptionDecided, h: Header) -> list[Change]:
    cost = {"cost": f.cost} if f.cost is not None else {}
    return [
        Set(
            "ballot_option",
            keyed(f, h, option_id=f.option),
            {
                "state": f.state,
                "code": f.code,
                "decided_by": f.by,
                "decided_at": h.at,
                "reasons": f.reasons,
                "reasons_from": h.fact_id,
                **cost,
            },
        )
    ]


@on(papers.PhaseEntered)
def _phase(f: papers.PhaseEntered, h: Header) -> list[Change]:
    return [of_proposal(f, h, phase=f.phase)]


@on(papers.PaperFrozen)
def _frozen(f: papers.PaperFrozen, h: Header) -> list[Change]:
    changes: list[Change] = []
    for number, (said, ids) in enumerate(zip(f.questions, f.options, strict=True), 1):
        at = keyed(f, h, round_no=f.round_no, question_no=number)
        q = Question.of(said)
        changes += [_question(at, q, f.seed), *_options(at, q, ids)]
    return changes


def _question(at: dict[str, Any], q: Question, seed: str) -> Change:
    row = {
        "form": q.form,
        "rule": q.rule,
        "options": q.options,
        "seats": q.seats,
        "most": q.most,
        "none": q.none,
        "budget": q.budget,
        "excludes": " ".join(f"{a}-{b}" for a, b in q.excludes),
        "seed": seed,
    }
    return Insert("round_question", {**at, **row})


def _options(at: dict[str, Any], q: Question, ids: list[str]) -> list[Change]:
    return [
        Insert(
            "round_option",
            {
                **at,
                "option_no": no,
                "option_id": option,
                "cost": q.costs[no - 1] if q.costs else 0,
            },
        )
        for no, option in enumerate(ids, 1)
    ]


@on(papers.PaperCounted)
def _counted(f: papers.PaperCounted, h: Header) -> list[Change]:
    changes: list[Change] = [
        counted(f, h, present=f.present),
        of_proposal(f, h, outcome=f.outcome),
        *uncertified(f, h),
    ]
    for number, result in enumerate(f.results, 1):
        at = keyed(f, h, round_no=f.round_no, question_no=number)
        changes.append(
            Set("round_question", at, {"outcome": result["outcome"], "digest": result["digest"]})
        )
        changes += [
            Set("round_option", {**at, "option_no": no}, {"place": place})
            for place, no in enumerate(result["winners"], 1)
            if no
        ]
    return changes
