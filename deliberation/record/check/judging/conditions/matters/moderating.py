"""What must hold of keeping the discussion decent: for a reason of the public list, never one's own
words, and what was reported is looked at once for each reason.
"""

from deliberation.charter.cycle.decency import REASONS, looking
from deliberation.charter.facts.proposal.decency import CommentHidden, CommentKept, CommentReported
from deliberation.record.check.judging.conditions.said import Said, of

Looked = CommentHidden | CommentKept


def writer(said: Said, fact: CommentReported | Looked) -> str | None:
    """Who wrote the contribution, or asked the question; None where nobody knows any more."""
    table = "comment" if said.of_proposal(fact) else "announcement_question"
    found: str | None = said.view.known(table, fact.subject_id, fact.comment)["person_id"]
    return found


def waits(said: Said, fact: CommentReported | Looked) -> bool:
    """Whether somebody has to look at it right before this fact."""
    act, _ = looking(said.of_proposal(fact))
    row = said.view.row("obligation", fact.subject_id, act.value, fact.comment)
    return row is not None and row["ended_at"] is None


@of(CommentHidden, CommentKept, CommentReported)
def for_a_reason(said: Said, fact: CommentReported | Looked) -> str | None:
    """Of the public list; and what is not hidden is so for what it was reported for."""
    if fact.reason not in REASONS:
        return f"{fact.kind} for {fact.reason}"
    if isinstance(fact, CommentKept) and fact.reason not in _reasons(said, fact):
        return "not hidden, for what nobody reported"
    return None


@of(CommentHidden, CommentKept, CommentReported)
def of_somebody_else(said: Said, fact: CommentReported | Looked) -> str | None:
    """Nobody reports, hides or leaves their own words, and the right person is told."""
    wrote = writer(said, fact)
    if wrote is not None and wrote == said.me:
        return f"{fact.kind} of one’s own words"
    if not isinstance(fact, CommentReported) and fact.person != wrote:
        return f"{fact.kind} of somebody else’s words"
    return None


@of(CommentHidden, CommentReported)
def what_may_be_hidden(said: Said, fact: CommentHidden | CommentReported) -> str | None:
    """What is hidden is not hidden again; what a supervisor showed again stays."""
    row = said.view.row("moderation", fact.subject_id, fact.comment)
    if row is not None and row["state"] in ("hidden", "shown"):
        return f"{fact.kind}, of what is {row['state']} already"
    return None


@of(CommentKept)
def what_waits(said: Said, fact: CommentKept) -> str | None:
    """Only what was reported and not looked at."""
    return None if waits(said, fact) else "not hidden, and nobody was asked to look"


@of(CommentReported)
def what_is_new(said: Said, fact: CommentReported) -> str | None:
    """Nobody looks twice for the same reason."""
    if waits(said, fact) or fact.reason not in _reasons(said, fact):
        return None
    return f"reported for {fact.reason}, which was looked at"


def _reasons(said: Said, fact: CommentReported | Looked) -> set[str]:
    reports = said.view.by("comment_report", "comment_id", fact.comment)
    return {r["reason"] for r in reports if r["subject_id"] == fact.subject_id}
