"""A matter that is public from its first minute: drafted and submitted in one act, with nobody to
co-sign it.

Called by the acts that begin one: an election, a recall, a budget round, a task.
"""

from dataclasses import replace
from datetime import datetime

from deliberation.charter.act import words
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.needs.new_proposal import new_proposal
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.needs.rows import filled
from deliberation.charter.subjects import the_proposal


def title_and_text(case: Case, title: str, body: str) -> tuple[str, str]:
    """Both within the rulebook's limits, or the refusal of `words` with the field's name."""
    limits = case.rulebook.limits
    return (
        words(title, most=limits.title_max, what="title"),
        words(body, most=limits.text_max, what="body"),
    )


def begun(case: Case, matter: str, now: datetime, group: str | None = None) -> Case:
    """The same case on a new proposal of this kind of matter, for the moves within the act."""
    row = new_proposal(case.new_id(), matter, now)
    row.group_id = group
    return replace(case, subject=row, about=the_proposal(row.proposal_id))


def public_at_once(
    new: Case, title: str, body: str, legal_effect: str, effect_note: str | None = None
) -> list[Fact]:
    """Drafted and submitted: kind, group and id are of the new proposal, its number is the act's
    `NUMBER`.
    """
    p = new.proposal
    drafted = f.ProposalDrafted(
        author=new.me,
        matter=filled(p.matter),
        group=p.group_id,
        answers={},
        title=title,
        body=body,
        subject=new.about,
    )
    return [drafted, submitted(new, drafted.matter, (title, body), (legal_effect, effect_note))]


def submitted(
    case: Case,
    matter: str,
    text: tuple[str | None, str | None],
    effect: tuple[str, str | None],
    version_no: int = 1,
) -> Fact:
    """A proposal that is public from now on, under its number and the rulebook it follows.

    text: title and body; effect: the legal effect of its vote, and why it can only be advisory, or
    None.
    """
    p = case.proposal
    year, number = case[NUMBER]
    return f.ProposalSubmitted(
        author=case.me,
        number_year=year,
        number=number,
        matter=matter,
        legal_effect=effect[0],
        effect_note=effect[1],
        group=p.group_id,
        rulebook=case.rulebook.digest,
        version_no=version_no,
        title=text[0],
        body=text[1],
        subject=case.about,
    )
