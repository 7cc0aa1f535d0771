"""Acts about people and the community: founding, rules, roster entries, offices, joining, coming of
age, erasure, clocks moved later.

Called by the shell (role operator), the clerk's desk, joining, and the clock.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deliberation.charter import text
from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case, Founding
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import ERASABLE, Fact, deadline
from deliberation.charter.facts.people import people as f
from deliberation.charter.facts.proposal import cycle
from deliberation.charter.facts.vote import resolve
from deliberation.charter.needs.log import FACT_PARTS, RULEBOOKS
from deliberation.charter.needs.people import (
    ADDRESSES,
    CANDIDATE,
    HAS_FACTOR,
    MEETING_TERMS,
    MINOR,
    OFFICE,
    ORGANISATION_NAMED,
    Addresses,
    Dwellings,
    Groups,
)
from deliberation.charter.needs.proposal import DEADLINE
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT, OFFICES, Role
from deliberation.charter.rulebook import RulebookError, parse

RESERVED = frozenset(
    {
        "static",
        "healthz",
        "bootstrap",
        "admin",
        "api",
        "new",
        "demo",
        "assets",
        "language",
        "sign-in",
    }
)
SLUG = re.compile(r"[a-z0-9-]{2,40}\Z")
CAUSES = ("resigned", "recalled", "moved_away", "died", "succeeded", "corrected")


def years_old(birth_date: str, on: date) -> int:
    """Full years on a day; Civil Code Art 17: adult from the 18th birthday."""
    born = date.fromisoformat(birth_date)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, kw_only=True)
class CreateCommunity(Act):
    """Found a community with its first rulebook."""

    name = ActName.create_community
    lock = "community"
    community_id: str
    slug: str
    community_name: str
    timezone: str
    language: str
    rulebook: str

    def founding(self) -> Founding:
        """Its own words are all there is."""
        return Founding(self.slug, self.community_name, self.timezone, self.language, self.rulebook)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not SLUG.match(self.slug) or self.slug in RESERVED:
            raise refuse("bad_slug", slug=self.slug)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise refuse("bad_choice", field="timezone") from error
        name = words(self.community_name, most=80, what="name")
        return [
            f.CommunityCreated(
                community=self.community_id,
                slug=self.slug,
                name=name,
                timezone=self.timezone,
                language=one_of(self.language, ("zh_Hans", "en"), "language"),
                by_shell=True,
            ),
            f.RulebookAdopted(
                digest=case.rulebook.digest,
                name=case.rulebook.name,
                source=case.rulebook.source_text,
            ),
        ]


@dataclass(frozen=True, kw_only=True)
class AdoptRulebook(Act):
    """Rules in force from now on; proposals already submitted keep theirs."""

    name = ActName.adopt_rulebook
    lock = "community"
    needs = frozenset({RULEBOOKS})
    source: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        try:
            book = parse(self.source)
        except RulebookError as error:
            raise refuse("rulebook_refused", reason=str(error)) from error
        if book.digest in case[RULEBOOKS]:
            raise refuse("already_in")
        return [f.RulebookAdopted(digest=book.digest, name=book.name, source=book.source_text)]


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One checked row of a roster: address, person, standing.

    Areas in 0.01 m², birth date as ISO day.
    """

    estate: str | None
    building: str
    unit: str
    room: str
    name: str
    phone: str | None
    birth_date: str
    area: int
    tenure: str
    lives_here: bool


@dataclass(frozen=True, kw_only=True)
class EnterPeople(Act):
    """A batch of roster rows. Rows already there change nothing; a batch of nothing new is refused
    as already_in.
    """

    name = ActName.enter_people
    lock = "community"
    needs = frozenset({ADDRESSES})
    entries: tuple[RosterEntry, ...]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        known = case[ADDRESSES]
        groups, dwellings, people = dict(known.groups), dict(known.dwellings), set(known.people)
        today = case.calendar.local_day(now, case.community.timezone)
        facts: list[Fact] = []
        for e in self.entries:
            dwelling = _dwelling_for(case, e, groups, dwellings, facts)
            who = (dwelling, e.name, e.birth_date)
            if who in people:
                continue
            people.add(who)
            standing = "adult" if years_old(e.birth_date, today) >= ADULT else "minor"
            facts.append(
                f.PersonEntered(
                    person=case.new_id(),
                    dwelling=dwelling,
                    standing=standing,
                    tenure=e.tenure,
                    lives_here=e.lives_here,
                    name=words(e.name, most=80, what="name"),
                    phone=e.phone,
                    birth_date=e.birth_date,
                )
            )
        if not facts:
            raise refuse("already_in")
        return facts


def enter_dwelling(case: Case, e: RosterEntry, known: Addresses, facts: list[Fact]) -> str:
    """The dwelling at an address; its group and itself are entered if they are new.

    `known`: the answer to ADDRESSES.
    """
    return _dwelling_for(case, e, dict(known.groups), dict(known.dwellings), facts)


def _dwelling_for(
    case: Case, e: RosterEntry, groups: Groups, dwellings: Dwellings, facts: list[Fact]
) -> str:
    for field in ("estate", "building", "unit", "room"):
        value = getattr(e, field)
        if value and not text.is_seen(value):
            raise refuse("empty_text", field=field)
        text.refuse_marks(value or "", field)
    group = _group_for(case, e, groups, facts)
    key = (group, e.building, e.unit, e.room)
    if key not in dwellings:
        dwellings[key] = case.new_id()
        facts.append(
            f.DwellingEntered(
                dwelling=dwellings[key],
                group=group,
                area=e.area,
                building=e.building,
                unit=e.unit,
                room=e.room,
            )
        )
    return dwellings[key]


def _group_for(case: Case, e: RosterEntry, groups: Groups, facts: list[Fact]) -> str | None:
    parent: str | None = None
    for level, name in (("estate", e.estate), ("building", e.building)):
        if not name:
            continue
        if (parent, name) not in groups:
            groups[(parent, name)] = case.new_id()
            facts.append(
                f.GroupEntered(group=groups[(parent, name)], level=level, parent=parent, name=name)
            )
        parent = groups[(parent, name)]
    return parent


# Offices of whoever lives here (Arts 6, 13, 36): an owner living elsewhere decides with the other
# owners, and holds none of these.
OF_RESIDENTS = frozenset(
    {
        Role.deliberator.value,
        Role.representative.value,
        Role.committee_member.value,
        Role.supervisor.value,
    }
)


@dataclass(frozen=True, kw_only=True)
class TakeOffice(Act):
    """Record that a person took office, on a named document.

    Art 36: committee members and their near relatives are no supervisors.
    """

    name = ActName.take_office
    lock = "community"
    needs = frozenset({CANDIDATE, ORGANISATION_NAMED, MEETING_TERMS})
    person_id: str
    role: str
    starts_at: datetime
    ends_at: datetime | None
    document: str
    organisation: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        role = one_of(self.role, [r.value for r in OFFICES], "role")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if role in OF_RESIDENTS and not who.person.lives_here:
            raise refuse("lives_elsewhere")
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise refuse("bad_date", field="ends_at")
        lasting = _Lasting(case, self.starts_at, self.ends_at, now)
        held = {filled(t.role) for t in who.terms if lasting.meets(t)}
        if role in held and role != Role.organisation.value:
            raise refuse("already_in_office")
        _compatible(case, role, held, {t.role for t in who.relative_terms if lasting.meets(t)})
        if role == Role.committee_member.value:
            _share(case, lasting)
            _room(case, lasting)
        document = words(self.document, most=200, what="document")
        facts: list[Fact] = []
        organisation = None
        if role == Role.organisation.value:
            organisation = case[ORGANISATION_NAMED]
            if organisation is None:
                organisation = case.new_id()
                facts.append(
                    f.OrganisationEntered(
                        organisation=organisation,
                        name=words(self.organisation, most=80, what="organisation"),
                    )
                )
        facts.append(
            f.OfficeTaken(
                office=case.new_id(),
                person=self.person_id,
                role=role,
                organisation=organisation,
                starts_at=self.starts_at,
                ends_at=self.ends_at,
                document=document,
            )
        )
        return facts


@dataclass(frozen=True)
class _Lasting:
    """The term that is to be entered, laid beside others: a rule holds on every day of it, not only
    today.
    """

    case: Case
    starts_at: datetime
    ends_at: datetime | None
    now: datetime

    def end(self, term: Any) -> datetime | None:
        """When another's term ends.

        One that already goes on past its end (已到期) has none until it is left.
        """
        body = self.case.rulebook.bodies.get(term.role)
        goes_on = (
            body is not None
            and body.after_term == "continue"
            and term.ends_at is not None
            and term.ends_at <= self.now
        )
        return None if goes_on else term.ends_at

    def meets(self, term: Any) -> bool:
        end = self.end(term)
        return (self.ends_at is None or term.starts_at < self.ends_at) and (
            end is None or self.starts_at < end
        )

    def moments(self, role: str) -> list[datetime]:
        """When the number of people in a role can be highest within this term: at its start, and
        whenever another's begins.
        """
        terms = self.case[MEETING_TERMS]
        return [
            self.starts_at,
            *(
                t.starts_at
                for t in terms
                if t.role == role and self.meets(t) and t.starts_at > self.starts_at
            ),
        ]

    def at(self, moment: datetime, role: str) -> int:
        """People in a role at a moment, by the terms entered until now."""
        return len(
            {
                t.person_id
                for t in self.case[MEETING_TERMS]
                if t.role == role
                and t.starts_at <= moment
                and ((end := self.end(t)) is None or moment < end)
            }
        )


def _room(case: Case, lasting: _Lasting) -> None:
    """The residents' committee has five to nine members (Art 8)."""
    role, most = Role.committee_member.value, case.rulebook.meeting.committee_max
    if any(lasting.at(moment, role) >= most for moment in lasting.moments(role)):
        raise refuse("body_full", most=most)


def _compatible(case: Case, role: str, held: set[str], relatives: set[str]) -> None:
    for rule in case.rulebook.incompatible:
        pair = {rule.role: rule.with_role, rule.with_role: rule.role}
        other = pair.get(role)
        if other in held:
            raise refuse(
                "incompatible_office", role=role, other=other, law=rule.law, article=rule.article
            )
        if rule.relatives and other in relatives:
            raise refuse(
                "incompatible_relative", role=role, other=other, law=rule.law, article=rule.article
            )


def _share(case: Case, lasting: _Lasting) -> None:
    """Art 28: representatives are at least 4/5 of the representatives' meeting."""
    share = case.rulebook.meeting.representatives_share
    for moment in lasting.moments(Role.committee_member.value):
        representatives = lasting.at(moment, Role.representative.value)
        members = representatives + lasting.at(moment, Role.committee_member.value) + 1
        if representatives and not share.met(representatives, members):
            raise refuse(
                "share_of_representatives",
                representatives=representatives,
                members=members,
                share=str(share),
            )


@dataclass(frozen=True, kw_only=True)
class LeaveOffice(Act):
    """An office ends before its term."""

    name = ActName.leave_office
    lock = "community"
    needs = frozenset({OFFICE})
    office_id: str
    cause: str
    document: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[OFFICE]
        if row is None or row.left_at is not None:
            raise refuse("unknown_office")
        return [
            f.OfficeLeft(
                office=self.office_id,
                person=row.person_id,
                cause=one_of(self.cause, CAUSES, "cause"),
                document=optional_words(self.document, most=200, what="document"),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DeclareRelative(Act):
    """Two people are near relatives: it bars them from sitting in incompatible bodies (Art 36)."""

    name = ActName.declare_relative
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str
    relative_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None or self.person_id == self.relative_id:
            raise refuse("unknown_person")
        me = case.actor.person_id
        if (
            me is not None
            and Role.clerk not in case.roles()
            and me not in (self.person_id, self.relative_id)
        ):
            raise refuse(
                "wrong_role", roles=[Role.clerk.value]
            )  # everybody else declares their own relatives only
        if self.relative_id in who.relatives:
            raise refuse("already_in")
        return [f.RelativeDeclared(person=self.person_id, relative=self.relative_id)]


@dataclass(frozen=True, kw_only=True)
class Join(Act):
    """A resident, or an owner who lives elsewhere, took up their account with their own code
    (checked before, in private).
    """

    name = ActName.join
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if self.person_id != case.me:
            raise refuse("wrong_role")
        if filled(case[CANDIDATE].person).joined_at is not None:
            raise refuse("already_joined")
        return [f.ResidentJoined(person=case.me)]


@dataclass(frozen=True, kw_only=True)
class ComeOfAge(ClockAct):
    """A minor on the roster is 18 today."""

    name = ActName.come_of_age
    lock = "community"
    needs = frozenset({MINOR})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[MINOR]
        if row is None or row.birth_date is None:
            raise refuse("unknown_person")
        if years_old(row.birth_date, case.calendar.local_day(now, case.community.timezone)) < ADULT:
            raise refuse("not_adult")
        return [f.CameOfAge(person=self.person_id)]


@dataclass(frozen=True, kw_only=True)
class Erase(Act):
    """Erase one erasable part of one fact (个人信息保护法 Art 47); its digest stays, and everything
    still verifies.
    """

    name = ActName.erase
    lock = "community"
    needs = frozenset({FACT_PARTS})
    fact_id: str
    part: str
    ground: str
    person_id: str | None = None

    def words_taken_from(self) -> str:
        """Whoever copies these words into a new fact waits, so that none are written after they
        were erased.
        """
        return self.fact_id

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        parts = case[FACT_PARTS]
        if one_of(self.part, list(ERASABLE), "part") not in parts:
            raise refuse("unknown_reference")
        if not parts[self.part]:
            raise refuse("already_erased")
        return [
            f.BodyErased(
                fact=self.fact_id,
                part=self.part,
                ground=one_of(self.ground, ("request", "order"), "ground"),
                person=self.person_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class IssueCard(Act):
    """The clerk prints a card of codes for a person who showed who they are: nobody gets one in
    silence, the clerk none for themselves.
    """

    name = ActName.issue_card
    lock = "community"
    needs = frozenset({CANDIDATE, HAS_FACTOR})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if self.person_id == case.me:
            raise refuse("own_interest")
        in_office = bool(who.offices)
        if in_office and case[HAS_FACTOR]:
            raise refuse(
                "two_people_needed"
            )  # a second factor in office is replaced by a clerk and a supervisor, never by one
        return [f.CodeCardIssued(person=self.person_id, by=case.me, for_office=in_office)]


@dataclass(frozen=True, kw_only=True)
class PrintLetter(Act):
    """The operator prints a letter with a joining code: for a first clerk, whom no desk can write
    to yet, or where the desk cannot.

    again: for somebody who joined before and lost their password. The desk's own letters are in the
    audit log, as all it does with codes; what somebody outside the community does there is a public
    fact.
    """

    name = ActName.print_letter
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str
    again: bool = False

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if who.person.joined_at is not None and not self.again:
            raise refuse("already_joined")
        roles = sorted(filled(o.role) for o in who.terms)
        return [f.LetterPrinted(role=roles[0] if roles else None, again=self.again)]


@dataclass(frozen=True, kw_only=True)
class MoveDeadline(ClockAct):
    """A provisional date counted again once its year was announced. Only ever later."""

    name = ActName.move_deadline
    needs = frozenset({DEADLINE})
    own_clock = False
    act: str
    due_at: datetime
    provisional: bool = False

    @property
    def clock(self) -> str:
        """The one it moves."""
        return self.act

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, p = case[DEADLINE], case.proposal
        later = row is not None and self.due_at > row.due_at
        if (
            row is None
            or self.due_at < row.due_at
            or not (later or self.provisional != row.provisional)
        ):
            raise refuse("nothing_to_answer")
        clock = deadline(
            self.act,
            self.due_at,
            start_at=row.start_at,
            days=row.days,
            provisional=self.provisional,
            ref=self.ref,
        )
        moved: list[Fact] = [
            cycle.DeadlineSet(
                deadlines=[clock], headline=p.due_at == row.due_at, proposal=p.proposal_id
            )
        ]
        if later and self.act == ActName.close_vote.value:
            moved.append(
                resolve.WindowMoved(
                    round_no=p.round_no, closes_at=self.due_at, proposal=p.proposal_id
                )
            )
        return moved
