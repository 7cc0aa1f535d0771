"""What people's words can be hidden for: the public list, the same wherever something is hidden.
And who looks at what was reported: whoever may hide it there. Called by the acts of `propose` and
of `inform`.
"""

from deliberation.charter.act import optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.proposal.decency import CommentKept
from deliberation.charter.moves import in_office
from deliberation.charter.needs.voices import REPORTED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

REASONS: tuple[str, ...] = ("personal_attack", "personal_data", "unlawful", "spam", "off_topic")
# What whoever looks at it is asked for; to leave it is the other answer.
LOOKING = (ActName.hide_comment.value, ActName.hide_about.value)


def looking(of_proposal: bool) -> tuple[ActName, tuple[Role, ...]]:
    """The act that is asked for, and of which offices: of a contribution to a proposal, or of a
    question about an announcement.
    """
    if of_proposal:
        return ActName.hide_comment, (Role.clerk, Role.committee_member)
    return ActName.hide_about, (Role.supervisor,)


def to_look_at(case: Case, entry: str, writer: str | None) -> Obligation:
    """What was reported is hidden or left within the days of the rules, never by whoever wrote it;
    nothing happens instead, and it waits until then.
    """
    number = case.rulebook.limits.hiding_days
    act, roles = looking(case.of_proposal)
    return in_office(
        case,
        act,
        *roles,
        ref=entry,
        due_at=case.calendar.add_days(case.now, number, case.community.timezone).at,
        days=number,
        not_by=(writer,) if writer else (),
        scope="own",
    )


def may_be_hidden(hidden: str | None) -> None:
    """Whatever is not hidden, and was not shown again by a supervisor: that decision stands."""
    if hidden == "hidden":
        raise refuse("already_hidden")
    if hidden == "shown":
        raise refuse("already_decided")


def kept(case: Case, entry: str, writer: str | None, note: str | None) -> CommentKept:
    """What waits to be looked at, on any subject, is not hidden."""
    reported = case[REPORTED]
    if not reported.waits:
        raise refuse("nothing_to_answer")
    if writer == case.me:
        raise refuse("own_interest")
    return CommentKept(
        comment=entry,
        person=writer,
        by=case.me,
        reason=reported.reasons[0],
        note=optional_words(note, most=case.rulebook.limits.reason_max, what="note"),
        subject=case.about,
    )
