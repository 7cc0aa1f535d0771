"""One proposal's page read anew: a fixed number of small queries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.case import Community
from deliberation.charter.matters.base import Matter
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.voting.papers import PAPER
from deliberation.readings import community as community_reading
from deliberation.readings import defaults as by_default
from deliberation.readings import obligations, rules
from deliberation.readings.defaults import recounts as counted_before
from deliberation.readings.desk import entries as desk_entries
from deliberation.readings.matters import elections, funds, recalls, tasks
from deliberation.readings.people.names import PersonView, names
from deliberation.readings.proposals.cards import number
from deliberation.readings.proposals.similar import merge_requests
from deliberation.readings.vote import ballot_papers, left_papers
from deliberation.readings.vote import official as there_reading
from deliberation.record import tables

from . import attachments, threads
from .sections import counts, organisation_name, row, section, sections_of
from .timeline import timeline


@dataclass(frozen=True)
class ProposalView:
    """One proposal, complete. Lists hold SQL rows' values as plain mappings; `who` names every
    person in them.
    """

    row: Any
    matter: Matter
    counts: Any
    number: str
    versions: tuple[Any, ...]
    opinions: tuple[Any, ...]
    recommendations: tuple[Any, ...]
    studies: tuple[Any, ...]
    reviews: tuple[Any, ...]
    remarks: tuple[Any, ...]
    recusals: tuple[Any, ...]
    proofs: tuple[Any, ...]
    rounds: tuple[Any, ...]
    certificates: tuple[Any, ...]
    questions: tuple[Any, ...]
    objections: tuple[Any, ...]
    reports: tuple[Any, ...]
    findings: tuple[Any, ...]
    acceptances: tuple[Any, ...]
    ratings: tuple[Any, ...]
    thread: threads.Thread
    waiting: tuple[Any, ...]
    defaults: tuple[by_default.Default, ...]
    timeline: tuple[Any, ...]
    who: dict[str | None, PersonView]
    organisation: str | None
    group: str | None
    merge_into: Any
    merge_requests: list[dict[str, Any]]
    rulebook_digest: str
    desk_counts: dict[str, int]
    files: dict[str, tuple[Any, ...]]
    task: tasks.Task | None = None
    fund: funds.Matter | None = None
    options: tuple[ballot_papers.Choosable, ...] = ()
    election: elections.Election | None = None
    recall: recalls.Recall | None = None
    papers: dict[int, Any] = field(default_factory=dict)
    left_papers: dict[int, list[Any]] = field(default_factory=dict)
    official: there_reading.There | None = None
    recounts: dict[int, counted_before.Recount] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """The part of the page that is its kind's, where there is something to show."""
        read = self.matter.reading
        return self.matter.page if not read or getattr(self, read) is not None else ""

    @property
    def set_aside(self) -> bool:
        """Whether what was decided was set aside."""
        return any(d.undoes == by_default.SET_ASIDE for d in self.defaults)

    def awaited(self, round_no: int) -> list[by_default.Default]:
        """The upheld objections the result of this round waits for."""
        return by_default.awaited(self.defaults, round_no)

    def lost(self, round_no: int) -> bool:
        """Whether the result of this round stands no more."""
        return by_default.undone(self.defaults).get(round_no) in by_default.GONE

    def outcome(self, rnd: Any) -> str | None:
        """How a round ended, as it has to be called now: also that it stands no more."""
        return by_default.outcome(self.defaults, rnd)

    def beside(self, round_no: int) -> list[by_default.Default]:
        """What whoever reads the result of this round has to know."""
        of_round = [d for d in self.defaults if d.round_no in (0, round_no)]
        return [d for d in of_round if d.code in by_default.OF_RESULT]

    @property
    def clocks(self) -> tuple[Any, ...]:
        """What the clock will do, the next first."""
        return obligations.of_clock(self.waiting)

    @property
    def asked(self) -> list[Any]:
        """What people have to do, the next due first."""
        return obligations.of_people(self.waiting)


_PEOPLE = ("person_id", "by", "answered_by", "author_id")
# What a kind of matter has beside, by `Matter.reading`.
_READINGS: dict[str, Callable[[Any, str, Any], Any]] = {
    "fund": lambda s, community, p: funds.one(s, community, p.proposal_id),
    "task": lambda s, community, p: tasks.one(s, community, p.proposal_id),
    "election": elections.one,
    "recall": recalls.recall_of,
}


def read(s: Any, community: Community, proposal: str) -> ProposalView | None:
    """Everything anew; None where there is no such proposal."""
    p = row(s, community.id, proposal)
    if p is None:
        return None
    sections: dict[str, Any] = {**sections_of(s, community.id, proposal)}
    desk_counts = desk_entries.counts(s, community.id, proposal)
    thread = threads.read(s, community.id, proposal, desk=bool(desk_counts.get("comment")))
    steps = timeline(s, community.id, proposal)
    matter, own = _of_its_kind(s, community.id, p)
    vote, fund = _of_the_vote(s, community.id, p, sections["rounds"]), own.get("fund")
    written_there = _entries(vote["official"])
    everyone = _everyone(p, sections, fund, written_there)
    refs = [*_refs(sections, thread.rows, fund), *(e.entry_id for e in written_there)]
    return ProposalView(
        row=p,
        matter=matter,
        counts=counts(s, community.id, proposal),
        number=number(p.number_year, p.number),
        **sections,
        **own,
        **vote,
        **_beside(s, community.id, p),
        thread=thread,
        timeline=steps,
        who=names(s, community.id, everyone | thread.people | {step["by"] for step in steps}),
        desk_counts=desk_counts,
        files=attachments.hanging(s, community.id, proposal, refs),
    )


def _of_its_kind(s: Any, community: str, p: Any) -> tuple[Matter, dict[str, Any]]:
    """What kind of matter it is, and what that has beside."""
    matter = rules.matter_of(s, community, p)
    read = _READINGS.get(matter.reading)
    return matter, {matter.reading: read(s, community, p)} if read is not None else {}


def _of_the_vote(s: Any, community: str, p: Any, rounds: tuple[Any, ...]) -> dict[str, Any]:
    """What only some ways of voting have."""
    ident = p.proposal_id
    on_paper = p.stage == "draft" or p.phase is not None or any(r.rule == PAPER for r in rounds)
    held = section(s, tables.paper_round, community, ident, "round_no", 10) if rounds else ()
    left = any(x.issued for x in held)
    there = p.legal_effect == EXTERNAL
    again = any(r.recounts for r in rounds)
    return {
        "recounts": counted_before.of_matter(s, community, ident) if again else {},
        "official": there_reading.there(s, community, ident, p.round_no) if there else None,
        "options": ballot_papers.offered(s, community, ident) if on_paper else (),
        "papers": {x.round_no: x for x in held},
        "left_papers": left_papers.of_matter(s, community, ident) if left else {},
    }


def _beside(s: Any, community: str, p: Any) -> dict[str, Any]:
    """What the row points to: what waits, its organisation, group, rulebook and merging."""
    groups = community_reading.groups(s, community) if p.group_id else {}
    return {
        "waiting": obligations.waiting(s, community, p.proposal_id),
        "defaults": by_default.of_one(s, community, p.proposal_id),
        "organisation": organisation_name(s, community, p.organisation_id),
        "group": groups.get(p.group_id),
        "merge_into": row(s, community, p.merge_into) if p.merge_into else None,
        "merge_requests": merge_requests(s, community, p.proposal_id),
        "rulebook_digest": p.rulebook or community_reading.rulebook_digest(s, community),
    }


def _entries(there: there_reading.There | None) -> list[Any]:
    """Results of the city's system that were written down here."""
    return [e for e in there.entries.values() if e] if there else []


def _everyone(
    p: Any,
    sections: dict[str, tuple[Any, ...]],
    fund: funds.Matter | None,
    written_there: list[Any],
) -> set[str | None]:
    """Whoever is named on the page, by id; None for a name nobody has."""
    rows = [r for section in sections.values() for r in section]
    return {
        p.author_id,
        *(fund.people if fund else ()),
        *(x for e in written_there for x in (e.by, e.confirmed_by) if x),
        *(getattr(r, column) for r in rows for column in _PEOPLE if column in r._fields),
    }


def _refs(
    sections: dict[str, tuple[Any, ...]], found: tuple[Any, ...], fund: funds.Matter | None
) -> list[str]:
    """What on the page files may hang on, beside the text."""
    return [
        *(c.comment_id for c in found),
        *(r.report_id for r in sections["reports"]),
        *(x.proof_id for x in sections["proofs"]),
        *(o.option_id for o in (fund.projects if fund else ())),
    ]
