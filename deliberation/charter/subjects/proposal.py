"""The stages of a proposal, its endings, and the six verbs that residents see as seals.

Called by the policy table, every act, and the pages that draw the stage line.
"""

from enum import StrEnum


class Stage(StrEnum):
    """draft → gather → take_up → advise → notice → vote → publish → carry_out → inspect → evaluate
    → closed
    """

    draft = "draft"
    gather = "gather"
    take_up = "take_up"
    advise = "advise"
    notice = "notice"
    vote = "vote"
    publish = "publish"
    carry_out = "carry_out"
    inspect = "inspect"
    evaluate = "evaluate"
    closed = "closed"


class Ending(StrEnum):
    """How a closed proposal ended. Nothing a resident submits ends without one of these."""

    completed = "completed"
    rejected = "rejected"
    inquorate = "inquorate"
    lapsed = "lapsed"
    withdrawn = "withdrawn"
    passed_on = "passed_on"
    merged = "merged"
    set_aside = "set_aside"
    not_carried_out = "not_carried_out"
    annulled = "annulled"
    kept = "kept"
    ended = "ended"


class Verb(StrEnum):
    """知议决行督评: the circle residents see on every page."""

    inform = "inform"
    deliberate = "deliberate"
    decide = "decide"
    carry_out = "carry_out"
    supervise = "supervise"
    evaluate = "evaluate"


class Chamber(StrEnum):
    """Whose colour a page wears."""

    inform = "inform"
    propose = "propose"
    suggest = "suggest"
    resolve = "resolve"
    carry_out = "carry_out"
    supervise = "supervise"
    evaluate = "evaluate"


# It broke off: the furthest step it came to was begun and not done.
BROKEN_OFF: frozenset[Ending | None] = frozenset(
    {
        Ending.lapsed,
        Ending.withdrawn,
        Ending.passed_on,
        Ending.merged,
        Ending.inquorate,
        Ending.annulled,
        Ending.set_aside,
        Ending.not_carried_out,
    }
)

SEAL: dict[Stage, Verb] = {
    Stage.gather: Verb.deliberate,
    Stage.take_up: Verb.deliberate,
    Stage.advise: Verb.deliberate,
    Stage.notice: Verb.deliberate,
    Stage.vote: Verb.decide,
    Stage.publish: Verb.decide,
    Stage.carry_out: Verb.carry_out,
    Stage.inspect: Verb.supervise,
    Stage.evaluate: Verb.evaluate,
}

CHAMBER: dict[Stage, Chamber] = {
    Stage.draft: Chamber.inform,
    Stage.gather: Chamber.propose,
    Stage.take_up: Chamber.propose,
    Stage.advise: Chamber.suggest,
    Stage.notice: Chamber.resolve,
    Stage.vote: Chamber.resolve,
    Stage.publish: Chamber.supervise,
    Stage.carry_out: Chamber.carry_out,
    Stage.inspect: Chamber.supervise,
    Stage.evaluate: Chamber.evaluate,
    Stage.closed: Chamber.inform,
}

PUBLIC: frozenset[Stage] = frozenset(Stage) - {Stage.draft}
# A fault found at the inspection that is neither put right and looked at nor given up.
OPEN_FAULT = ("open", "rectified")
BEFORE_NOTICE: tuple[Stage, ...] = (Stage.gather, Stage.take_up, Stage.advise)
RESOLVED: tuple[Stage, ...] = (Stage.publish, Stage.carry_out, Stage.inspect, Stage.evaluate)
OPEN: tuple[Stage, ...] = tuple(s for s in Stage if s not in (Stage.draft, Stage.closed))


def seals(stage: Stage, ending: Ending | None, reached: Stage) -> dict[Verb, str]:
    """The six seals as done / now / todo. Of what is closed: broken for the step at which it broke
    off, undone for a decision that was set aside, never for what it did not come to.

    `reached` is the furthest stage the proposal has been in.
    """
    verbs = list(Verb)
    if stage is Stage.draft:
        return dict.fromkeys(verbs, "todo")
    current = SEAL.get(stage) if stage is not Stage.closed else None
    mark = verbs.index(current or SEAL.get(reached, Verb.deliberate))
    ahead = "todo" if current else "never"
    state = {verb: "done" if i < mark else ahead for i, verb in enumerate(verbs)}
    state[verbs[mark]] = "now" if current else "broken" if ending in BROKEN_OFF else "done"
    if ending is Ending.set_aside:
        state[Verb.decide] = "undone"
    state[Verb.inform] = "done"
    return state
