"""Who should do what, written otherwise than the charter asks: a clock that never comes, somebody
else, somebody twice, nobody.
"""

from collections.abc import Callable
from typing import Any

from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import supervise
from deliberation.charter.subjects import the_proposal
from deliberation.record.ids import new_id

from .anew import of_kind, public, rewriting
from .attacker import Attacker, Item
from .case import Tampering
from .making import act

Lines = list[dict[str, Any]]


def question(a: Attacker) -> Fact:
    """Without a day for its answer."""
    return supervise.QuestionAsked(
        subject=the_proposal(a.p["gathers"]),
        question=new_id(),
        person=a.world.person["监事甲"],
        addressee="author",
        stage="gather",
        body="为什么？",
    )


def entering(stage: str, of: str, **values: Any) -> Any:
    def change(a: Attacker, items: list[Item]) -> None:
        public(_entered(a, items, stage, of), **values)

    return rewriting(change)


def asking(stage: str, of: str, change: Callable[[Lines], Lines]) -> Any:
    """What the step to a stage asks for, changed."""

    def do(a: Attacker, items: list[Item]) -> None:
        step = _entered(a, items, stage, of)
        public(step, obligations=change([dict(x) for x in step.public["obligations"]]))

    return rewriting(do)


def _entered(a: Attacker, items: list[Item], stage: str, of: str) -> Item:
    steps = of_kind(items, "stage_moved", a.p[of])
    return next(i for i in steps if i.public["to_stage"] == stage)


def without(act: str) -> Callable[[Lines], Lines]:
    return lambda lines: [x for x in lines if x["act"] != act]


def of_everybody(lines: Lines) -> Lines:
    return [{**x, "who": "resident"} if x["act"] == "certify" else x for x in lines]


def by_one(lines: Lines) -> Lines:
    return [{**x, "need": 1} if x["act"] == "certify" else x for x in lines]


def twice(lines: Lines) -> Lines:
    return [*lines, lines[-1]]


def of_another_stage(lines: Lines) -> Lines:
    return [*lines, {**lines[-1], "act": "finish"}]


ASKED = (
    Tampering(
        "a question without a day for its answer",
        act(question, "ask_question", "监事甲", "supervisor"),
        "nothing asks for",
    ),
)
ASKED_ANEW = (
    Tampering(
        "a gathering that never ends",
        entering("gather", "gathers", obligations=[], due_at=None),
        "nothing asks for lapse",
    ),
    Tampering(
        "nobody asked where a result hangs out",
        asking("publish", "counted", without("post_proof")),
        "nothing asks for post_proof",
    ),
    Tampering(
        "somebody else asked to certify",
        asking("publish", "counted", of_everybody),
        "certify: who is 'resident'",
    ),
    Tampering("fewer asked to certify", asking("publish", "counted", by_one), "certify: need is 1"),
    Tampering(
        "somebody asked twice",
        asking("publish", "counted", twice),
        "somebody is asked twice",
    ),
    Tampering(
        "work asked for that belongs to another stage",
        asking("publish", "counted", of_another_stage),
        "it asks for finish",
    ),
    Tampering(
        "another day on the card",
        entering("gather", "gathers", due_at="2027-01-01T16:00:00.000000Z"),
        "the card names",
    ),
    Tampering(
        "a council that nobody waits for",
        entering("advise", "counted", awaits=[]),
        "it waits for [], and should for",
    ),
)
