"""Everything the page of one proposal shows to everybody: a fixed number of small queries, kept per
last fact.

What only the reader sees (their co-signature, their buttons) is asked apart, in `viewer`.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import and_, bindparam, select

from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.matters.base import Matter
from deliberation.charter.needs.proposal import COSIGNATURE
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.official import elsewhere
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.voting.paper import is_secret
from deliberation.charter.voting.papers import PAPER
from deliberation.readings import community as community_reading
from deliberation.readings import entries as desk_entries
from deliberation.readings import rules
from deliberation.readings.matters import elections, funds, tasks
from deliberation.readings.people.names import PersonView, names
from deliberation.readings.proposals.lists import number
from deliberation.readings.proposals.similar import merge_requests
from deliberation.readings.vote import ballot_papers, proxies
from deliberation.readings.vote import official as there_reading
from deliberation.record import tables
from deliberation.record.prepared import first, select_by
from deliberation.record.private import following
from deliberation.record.write import casefile

from . import attachments, threads, timeline


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
    deadlines: tuple[Any, ...]
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
    recall: elections.Recall | None = None
    papers: dict[int, Any] = field(default_factory=dict)
    official: there_reading.There | None = None

    @property
    def part(self) -> str:
        """The part of the page that is its kind's, where there is something to show."""
        read = self.matter.reading
        return self.matter.page if not read or getattr(self, read) is not None else ""


_PEOPLE = ("person_id", "by", "answered_by", "author_id")
_SECTIONS: tuple[tuple[str, Any, str, int], ...] = (
    ("versions", tables.proposal_version, "version_no", 50),
    ("opinions", tables.opinion, "at", 100),
    ("recommendations", tables.recommendation, "at", 20),
    ("studies", tables.study, "at", 20),
    ("reviews", tables.legality, "at", 20),
    ("remarks", tables.remark, "at", 100),
    ("recusals", tables.recusal, "at", 200),
    ("proofs", tables.posting_proof, "at", 20),
    ("rounds", tables.vote_round, "round_no", 10),
    ("certificates", tables.certificate, "at", 60),
    ("questions", tables.question, "at", 50),
    ("objections", tables.objection, "at", 50),
    ("reports", tables.report, "at", 50),
    ("findings", tables.finding, "at", 50),
    ("acceptances", tables.acceptance, "at", 20),
)
# What a kind of matter has beside, by `Matter.reading`.
_READINGS: dict[str, Callable[[Any, str, Any], Any]] = {
    "fund": lambda s, community, p: funds.one(s, community, p.proposal_id),
    "task": lambda s, community, p: tasks.one(s, community, p.proposal_id),
    "election": elections.one,
    "recall": elections.recall_of,
}
_kept: "OrderedDict[tuple[Any, ...], ProposalView]" = OrderedDict()
_lock = Lock()
KEEP = 64


def row(s: Any, community: str, proposal: str) -> Any:
    """The bare row, or None. Drafts are the author's alone; the caller checks."""
    return first(s, tables.proposal, community_id=community, proposal_id=proposal)


def page(
    s: Any, url: str, community: Community, proposal: str, stamp: int | None = None
) -> ProposalView | None:
    """The page, from memory while no fact has been added to this proposal (`stamp`: its last one,
    where the caller asked already).
    """
    stamp = community_reading.proposal_stamp(s, community.id, proposal) if stamp is None else stamp
    key = (url, community.id, proposal, stamp)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    view = _read(s, community, proposal)
    if view is not None:
        with _lock:
            _kept[key] = view
            while len(_kept) > KEEP:
                _kept.popitem(last=False)
    return view


def _read(s: Any, community: Community, proposal: str) -> ProposalView | None:
    p = row(s, community.id, proposal)
    if p is None:
        return None
    counts = first(s, tables.proposal_count, community_id=community.id, proposal_id=proposal)
    sections: dict[str, Any] = {
        name: _section(s, table, community.id, proposal, order, most)
        for name, table, order, most in _SECTIONS
    }
    sections["ratings"] = _newest(s, tables.rating, community.id, proposal, 20)
    desk_counts = desk_entries.counts(s, community.id, proposal)
    thread = threads.read(s, community.id, proposal, desk=bool(desk_counts.get("comment")))
    steps = timeline.read(s, community.id, proposal)
    digest = p.rulebook or community_reading.rulebook_digest(s, community.id)
    matter, beside = _of_its_kind(s, community.id, p)
    fund = beside.get("fund")
    away = (
        there_reading.there(s, community.id, proposal, p.round_no)
        if p.legal_effect == EXTERNAL
        else None
    )
    everyone = {
        *(
            x
            for e in (away.entries.values() if away else ())
            if e
            for x in (e.by, e.confirmed_by)
            if x
        ),
        p.author_id,
        *(fund.people if fund else ()),
        *(
            getattr(r, c)
            for rows in sections.values()
            for r in rows
            for c in _PEOPLE
            if c in r._fields
        ),
    }
    who = names(s, community.id, everyone | thread.people | {t["by"] for t in steps})
    return ProposalView(
        row=p,
        matter=matter,
        counts=counts,
        number=number(p.number_year, p.number),
        **sections,
        thread=thread,
        deadlines=_section(s, tables.deadline, community.id, proposal, "due_at", 20),
        timeline=steps,
        who=who,
        organisation=_organisation(s, community.id, p.organisation_id),
        group=community_reading.groups(s, community.id).get(p.group_id) if p.group_id else None,
        merge_into=row(s, community.id, p.merge_into) if p.merge_into else None,
        merge_requests=merge_requests(s, community.id, proposal),
        rulebook_digest=digest,
        desk_counts=desk_counts,
        files=attachments.hanging(
            s,
            community.id,
            proposal,
            [
                *_refs(sections, thread.rows, fund),
                *(e.entry_id for e in (away.entries.values() if away else ()) if e),
            ],
        ),
        official=away,
        options=ballot_papers.offered(s, community.id, proposal)
        if p.stage == "draft"
        or p.phase is not None
        or any(r.rule == PAPER for r in sections["rounds"])
        else (),
        **beside,
        papers={
            x.round_no: x
            for x in _section(s, tables.paper_round, community.id, proposal, "round_no", 10)
        }
        if sections["rounds"]
        else {},
    )


def _of_its_kind(s: Any, community: str, p: Any) -> tuple[Matter, dict[str, Any]]:
    """What kind of matter it is, and what that has beside."""
    matter = rules.matter_of(s, community, p)
    read = _READINGS.get(matter.reading)
    return matter, {matter.reading: read(s, community, p)} if read is not None else {}


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


def _section(
    s: Any, table: Any, community: str, proposal: str, order: str, most: int
) -> tuple[Any, ...]:
    return tuple(
        s.execute(
            _ordered(table, order),
            {"community_id": community, "proposal_id": proposal, "most": most},
        )
    )


@lru_cache(maxsize=64)
def _ordered(table: Any, order: str) -> Any:
    return (
        select_by(table, ("community_id", "proposal_id"))
        .order_by(table.c[order])
        .limit(bindparam("most"))
    )


def _newest(s: Any, table: Any, community: str, proposal: str, most: int) -> tuple[Any, ...]:
    return tuple(
        s.execute(
            select(table)
            .where(table.c.community_id == community, table.c.proposal_id == proposal)
            .order_by(table.c.at.desc())
            .limit(most)
        )
    )


def _organisation(s: Any, community: str, organisation: str | None) -> str | None:
    t = tables.organisation
    return (
        s.execute(
            select(t.c.name).where(
                t.c.community_id == community, t.c.organisation_id == organisation
            )
        ).scalar()
        if organisation
        else None
    )


@dataclass(frozen=True)
class Viewer:
    """What only the reader sees."""

    case: Case
    cosigned: bool
    on_roll: bool
    my_ballot: Any
    my_rating: int
    following: bool = False
    proxies: "tuple[proxies.Own, ...]" = ()

    @property
    def paper(self) -> int | None:
        """The number of the ballot on paper the reader holds, or that was counted for them."""
        entry = self.case.answers[ROLL_ENTRY]
        return entry.paper if entry is not None else None

    @property
    def secret(self) -> bool:
        """Whether the vote is held on paper only."""
        return is_secret(self.case)

    @property
    def away(self) -> bool:
        """Whether the city's own system holds the vote."""
        return elsewhere(self.case)

    @property
    def tally(self) -> bool:
        """Whether the reader hands out or enters ballots on paper."""
        return not self.case.roles().isdisjoint({Role.clerk, Role.supervisor})


def viewer(s: Any, community: Community, row: Any, actor: Actor) -> Viewer:
    """The reader's case, for `offers`, and their own marks on this proposal: one query, one more in
    the notice, in the vote, and while it is rated.
    """
    digest = row.rulebook or community_reading.rulebook_digest(s, community.id)
    case, ballot = casefile.looking(s, community, row, actor, digest)
    rating = None
    if actor.person_id is not None and row.stage == "evaluate":
        rating = first(
            s,
            tables.rating,
            "score",
            community_id=community.id,
            proposal_id=row.proposal_id,
            person_id=actor.person_id,
        )
    return Viewer(
        case,
        case.answers[COSIGNATURE] is not None,
        case.answers[ROLL_ENTRY] is not None,
        ballot,
        rating.score if rating else 0,
        actor.person_id is not None
        and following.is_following(s, community.id, actor.person_id, row.proposal_id),
        tuple(proxies.own(s, row, actor.person_id)),
    )


class Glance:
    """A proposal of which only the row was read; the rest of its view is read when somebody asks
    for it. Pages of single acts use it.
    """

    def __init__(self, s: Any, url: str, community: Community, row: Any) -> None:
        self.row, self._of = row, (s, url, community, row.proposal_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @cached_property
    def matter(self) -> Matter:
        """What kind of matter it is, from its row and its rulebook alone."""
        s, _url, community, _proposal = self._of
        return rules.matter_of(s, community.id, self.row)

    @cached_property
    def _whole(self) -> ProposalView:
        found = page(*self._of)
        if found is None:
            raise LookupError(self.row.proposal_id)
        return found


def glance(s: Any, url: str, community: Community, proposal: str) -> Glance | None:
    """The proposal, or None: one query."""
    found = row(s, community.id, proposal)
    return Glance(s, url, community, found) if found is not None else None


def named_ballots(s: Any, community: str, proposal: str, round_no: int) -> tuple[Any, ...]:
    """After close: everybody on the roll with their disclosed choice, attendance and recusal."""
    e, b, h = tables.roll_entry, tables.ballot, tables.paper_holder

    def mine(t: Any, person: Any) -> Any:
        return and_(
            t.c.community_id == e.c.community_id,
            t.c.proposal_id == e.c.proposal_id,
            t.c.round_no == e.c.round_no,
            person == e.c.person_id,
        )

    return tuple(
        s.execute(
            select(
                e.c.person_id,
                e.c.role,
                e.c.recused,
                e.c.attended_at,
                b.c.choice,
                b.c.disclosed,
                h.c.serial.label("paper"),
            )
            .select_from(e.outerjoin(b, mine(b, b.c.voter_id)).outerjoin(h, mine(h, h.c.person_id)))
            .where(
                e.c.community_id == community, e.c.proposal_id == proposal, e.c.round_no == round_no
            )
            .order_by(e.c.role, e.c.person_id)
            .limit(2000)
        )
    )


def last_ballot(s: Any, community: str, proposal: str, person: str) -> Any:
    """Somebody's ballot in the last round they took part in."""
    return s.execute(
        _LAST_BALLOT, {"community_id": community, "proposal_id": proposal, "voter_id": person}
    ).first()


_LAST_BALLOT = (
    select_by(tables.ballot, ("community_id", "proposal_id", "voter_id"))
    .order_by(tables.ballot.c.round_no.desc())
    .limit(1)
)


def not_present(s: Any, community: str, proposal: str, round_no: int) -> list[tuple[str, str]]:
    """(person, name) on the roll who neither voted nor signed in; for the desk.

    Never says how anybody voted.
    """
    rows = [
        r
        for r in named_ballots(s, community, proposal, round_no)
        if r.attended_at is None and not r.recused
    ]
    who = names(s, community, [r.person_id for r in rows])
    return sorted(((r.person_id, who[r.person_id].name) for r in rows), key=lambda pair: pair[1])
