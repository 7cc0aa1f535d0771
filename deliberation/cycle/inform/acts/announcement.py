"""公告: an office tells the community something, corrects it by a later one, or withdraws it; the
clock ends it.

Called by `inform.routes` and the clock.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from deliberation.charter.act import Act, a_day, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts import announcement as f
from deliberation.charter.facts.proposal.cycle import ObligationsSet, StageMoved
from deliberation.charter.moves import until
from deliberation.charter.needs.announcements import Announcement
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.charter.subjects.announcement import ROLES_READING, Readers, Stage

FILE = "announcement"  # what its files hang on


class _For(NamedTuple):
    """Whom it is for: the code, and the group or the office."""

    readers: str
    group: str | None
    role: str | None


@dataclass(frozen=True, kw_only=True)
class _Said(Act):
    """What an announcement says. `ends_on`: its last day; None where it shall stay."""

    title: str
    body: str
    pinned: bool = False
    ends_on: str | None = None
    files: tuple[NewFile, ...] = ()

    def said(self, case: Case, office: str, whom: _For, corrects: str | None) -> list[Fact]:
        """The new announcement with its end and its files. Refuses empty_text, too_long, bad_date,
        date_in_past, too_many_files.
        """
        limits, about = case.rulebook.limits, Subject(SubjectType.announcement, case.new_id())
        ends_at = self._end(case)
        year, number = case[NUMBER]
        said = f.Announced(
            by=case.me,
            in_name_of=office,
            readers=whom.readers,
            for_group=whom.group,
            for_role=whom.role,
            pinned=self.pinned,
            ends_at=ends_at,
            corrects=corrects,
            rulebook=case.rulebook.digest,
            number_year=year,
            number=number,
            title=words(self.title, most=limits.title_max, what="title"),
            body=words(self.body, most=limits.text_max, what="body"),
            subject=about,
        )
        files = attached(replace(case, about=about), self.files, FILE, about.id)
        return [said, *_until(case, ends_at, about), *files]

    def _end(self, case: Case) -> datetime | None:
        if self.ends_on is None:
            return None
        day, zone = a_day(self.ends_on, "ends_on"), case.community.timezone
        if day < case.calendar.local_day(case.now, zone):
            raise refuse("date_in_past", field="ends_on")
        most = case.rulebook.limits.announced_most_days
        if (day - case.calendar.local_day(case.now, zone)).days > most:
            raise refuse("too_far_away", field="ends_on", most=most)
        return case.calendar.end_of_day(day, zone)


def _until(case: Case, ends_at: datetime | None, about: Subject) -> list[Fact]:
    """The clock that ends it. Its last day is the one its writer named, a holiday too."""
    if ends_at is None:
        return []
    left = max(1, (ends_at - case.now).days)
    clock = until(ActName.end_announcement, ends_at, start=case.now, days=left)
    return [ObligationsSet(obligations=[clock], subject=about)]


def row_of(case: Case) -> Announcement:
    """The announcement an act is about."""
    found: Announcement = case.subject
    return found


def in_its_office(case: Case) -> None:
    """Whoever acts sits in the office that wrote it; else refuses wrong_role."""
    office = row_of(case).office
    if office not in {role.value for role in case.roles()}:
        raise refuse("wrong_role", roles=[office])


@dataclass(frozen=True, kw_only=True)
class Announce(_Said):
    """Say it, in the name of the first office among those that may."""

    name = ActName.announce
    of = SubjectType.announcement
    lock = "community"
    needs = frozenset({NUMBER})
    readers: str = Readers.everybody.value
    group_id: str | None = None
    role: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return self.said(case, acting_as(self.name, case).value, self._whom(), None)

    def _whom(self) -> _For:
        """Refuses bad_choice where the group or the office is missing, or is none."""
        readers = one_of(self.readers, [r.value for r in Readers], "readers")
        if readers == Readers.group:
            if not self.group_id:
                raise refuse("bad_choice", field="group_id")
            return _For(readers, self.group_id, None)
        if readers == Readers.role:
            return _For(readers, None, one_of(self.role or "", ROLES_READING, "role"))
        return _For(readers, None, None)


@dataclass(frozen=True, kw_only=True)
class CorrectAnnouncement(_Said):
    """A later one for the same readers takes its place; both stay, each with a link to the
    other. It follows the rules of the one it corrects.
    """

    name = ActName.correct_announcement
    of = SubjectType.announcement
    numbers = True
    needs = frozenset({NUMBER})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        in_its_office(case)
        old = row_of(case)
        if old.corrected_by is not None:
            raise refuse("corrected_before")
        new = self.said(case, old.office, _For(old.readers, old.group_id, old.role), old.subject_id)
        said = new[0]
        if isinstance(said, f.Announced) and (said.title, said.body) == (old.title, old.body):
            raise refuse("nothing_changed")
        return [
            f.AnnouncementCorrected(
                by=case.me, corrected_by=said.subject_id or "", subject=case.about
            ),
            *([_moved(case, Stage.over, self.name)] if old.stage == Stage.shown else []),
            *new,
        ]


@dataclass(frozen=True, kw_only=True)
class WithdrawAnnouncement(Act):
    """It holds no more, for a reason that stands in its place."""

    name = ActName.withdraw_announcement
    of = SubjectType.announcement
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        in_its_office(case)
        why = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.AnnouncementWithdrawn(by=case.me, reasons=why, subject=case.about),
            _moved(case, Stage.withdrawn, self.name),
        ]


@dataclass(frozen=True, kw_only=True)
class EndAnnouncement(ClockAct):
    """Its last day is over."""

    name = ActName.end_announcement
    of = SubjectType.announcement

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [_moved(case, Stage.over, self.name)]


def _moved(case: Case, to: Stage, why: ActName) -> StageMoved:
    return StageMoved(
        from_stage=row_of(case).stage, to_stage=to.value, why=why.value, subject=case.about
    )
