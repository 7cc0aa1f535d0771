"""The community's fund: budget rounds and single proposals, what they ask, what was resolved and
spent. Read by the list of all of them and by a matter's own page. Sums in fen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects.proposal import Ending
from deliberation.readings.proposals.cards import number
from deliberation.record import tables
from deliberation.record.tables.joins import same

from .projects import MOST, Project, projects_of

_GIVEN_UP = (Ending.set_aside.value, Ending.not_carried_out.value)


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of the fund. `budget` is None for a single proposal; `cost` is its sum, or after a
    budget ballot the sum of its list. `projects` and `entries` are read for its own page only.
    """

    proposal_id: str
    number: str
    title: str | None
    stage: str
    ending: str | None
    outcome: str | None
    phase: str | None
    cost: int | None
    budget: int | None
    form: str | None
    rule: str | None
    most: int
    call_ends_at: datetime | None
    checked_cost: int | None
    checked_at: datetime | None
    check_code: str | None
    reasons: str | None
    spent: int
    given_back: int
    projects: tuple[Project, ...] = ()
    entries: tuple[Any, ...] = ()

    @property
    def is_round(self) -> bool:
        """A budget round, at whatever stage."""
        return self.budget is not None

    @property
    def balloting(self) -> bool:
        """A round whose budget ballot is not over."""
        return self.phase in BUDGET_PHASES

    @property
    def resolved(self) -> bool:
        """Whether the sum might be spent: the formal vote passed."""
        return self.outcome == "passed" and not self.balloting

    @property
    def holds(self) -> bool:
        """Whether it still may be: what was set aside, or is not carried out, has no sum left."""
        return self.resolved and self.ending not in _GIVEN_UP

    @property
    def on_list(self) -> list[Project]:
        """Projects that are neither refused nor taken off."""
        return [p for p in self.projects if p.standing]

    @property
    def asked(self) -> int:
        """What the projects on the list cost together."""
        return sum(p.cost for p in self.on_list)

    @property
    def winners(self) -> list[Project]:
        """In the order of election."""
        return sorted((p for p in self.projects if p.place), key=lambda p: p.place or 0)

    @property
    def left(self) -> int:
        """Resolved and neither spent nor given back; below 0 where more was spent."""
        return (self.cost or 0) - self.spent - self.given_back

    @property
    def people(self) -> set[str]:
        """Whose names its page shows."""
        return (
            {p.by for p in self.projects}
            | {e.by for e in self.entries}
            | {e.audited_by for e in self.entries if e.audited_by}
            | {e.answered_by for e in self.entries if e.answered_by}
        )


def _query() -> Any:
    f, p = tables.fund, tables.proposal
    return select(
        f,
        p.c.title,
        p.c.stage,
        p.c.ending,
        p.c.outcome,
        p.c.phase,
        p.c.cost,
        p.c.number_year,
        p.c.number,
    ).select_from(f.join(p, same(f, p, "proposal_id")))


def _matter(r: Any, projects: tuple[Project, ...] = (), entries: tuple[Any, ...] = ()) -> Matter:
    return Matter(
        r.proposal_id,
        number(r.number_year, r.number),
        r.title,
        r.stage,
        r.ending,
        r.outcome,
        r.phase,
        r.cost,
        r.budget,
        r.form,
        r.rule,
        r.most,
        r.call_ends_at,
        r.checked_cost,
        r.checked_at,
        r.check_code,
        r.reasons,
        r.spent,
        r.given_back,
        projects,
        entries,
    )


def every(s: Any, community: str) -> list[Matter]:
    """Newest first."""
    f = tables.fund
    return [
        _matter(r)
        for r in s.execute(
            _query()
            .where(f.c.community_id == community)
            .order_by(f.c.at.desc(), f.c.proposal_id.desc())
            .limit(MOST)
        )
    ]


def one(s: Any, community: str, proposal: str) -> Matter | None:
    """A matter with its projects in the order of the paper and its spending, entry by entry; None
    for any other matter.
    """
    f = tables.fund
    found = s.execute(
        _query().where(f.c.community_id == community, f.c.proposal_id == proposal)
    ).first()
    if found is None:
        return None
    projects = projects_of(s, community, proposal) if found.budget is not None else ()
    return _matter(found, projects, _entries(s, community, proposal))


def _entries(s: Any, community: str, proposal: str) -> tuple[Any, ...]:
    """What was spent, oldest first."""
    e = tables.spend
    query = (
        select(e)
        .where(e.c.community_id == community, e.c.proposal_id == proposal)
        .order_by(e.c.at, e.c.entry_id)
    )
    return tuple(s.execute(query.limit(MOST)))
