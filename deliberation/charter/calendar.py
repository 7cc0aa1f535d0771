"""Counting days as the Civil Code does (Arts 201, 203): the start day does not count, the last day
rolls over rest days.

Called by `charter.moves` when a stage is entered. A day ends at 24:00 local time. A year not yet
announced counts weekends and fixed-date holidays and is marked provisional; once announced its
results may only move later.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """An instant (UTC). `provisional`: some day it was counted over lies in a year not yet
    announced.
    """

    at: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rest days of a country. `years` are those announced, `rest` and `work` their days, `fixed`
    holidays as (month, day).

    A notice may name days of a neighbouring year (a make-up workday in December): `rest` and `work`
    count in any year.
    """

    name: str
    years: frozenset[int]
    rest: frozenset[date]
    work: frozenset[date]
    fixed: frozenset[tuple[int, int]]

    @staticmethod
    def load(name: str) -> "Calendar":
        """A shipped calendar: "cn" (State Council notices) or "plain" (weekends only).

        KeyError for others.
        """
        return _load(name)

    @staticmethod
    def shipped() -> tuple["Calendar", ...]:
        """All of them, as they are known by now."""
        return tuple(map(_load, _names()))

    def provisional(self, day: date) -> bool:
        """Whether the year of this day is still to be announced (a calendar without notices never
        is).
        """
        return bool(self.years) and day.year not in self.years

    def is_rest(self, day: date) -> bool:
        """Weekend or statutory holiday; make-up workdays (调休) are working days."""
        if day in self.rest:
            return True
        if day in self.work:
            return False
        if day.year not in self.years and (day.month, day.day) in self.fixed:
            return True
        return day.weekday() >= 5

    def local_day(self, at: datetime, tz: str) -> date:
        """The local date of an instant.

        ValueError for a naive one: its day would depend on the server.
        """
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return at.astimezone(ZoneInfo(tz)).date()

    def end_of_day(self, day: date, tz: str) -> datetime:
        """24:00 local time of a day (that is 00:00 of the next), in UTC."""
        return datetime.combine(day + _DAY, time(), ZoneInfo(tz)).astimezone(UTC)

    def add_days(self, start: datetime, days: int, tz: str) -> Due:
        """The end of the `days`-th day after the start day, rolled to the next working day (Arts
        201 ¶1, 203).
        """
        if days < 0:
            raise ValueError("negative days")
        last = self.local_day(start, tz) + timedelta(days=days)
        provisional = self.provisional(last)
        while self.is_rest(last):
            last += _DAY
            provisional = provisional or self.provisional(last)
        return Due(self.end_of_day(last, tz), provisional)

    def add_working_days(self, start: datetime, days: int, tz: str) -> Due:
        """The end of the `days`-th working day after the start day."""
        if days < 0:
            raise ValueError("negative days")
        day, left, provisional = self.local_day(start, tz), days, False
        while left > 0:
            day += _DAY
            provisional = provisional or self.provisional(day)
            left -= not self.is_rest(day)
        return Due(self.end_of_day(day, tz), provisional)

    def voting_window(
        self, opens: datetime, days: int, tz: str, *, min_working_days: int = 2
    ) -> Due:
        """A window of `days` that includes at least `min_working_days` whole working days."""
        window = self.add_days(opens, days, tz)
        floor = self.add_working_days(opens, min_working_days, tz)
        return Due(max(window.at, floor.at), window.provisional or floor.provisional)

    def settle(self, old: datetime, start: datetime, days: int, tz: str) -> Due:
        """A provisional date counted again with what is announced now: never earlier than it
        was.
        """
        new = self.add_days(start, days, tz)
        return Due(max(old, new.at), new.provisional)


@cache
def _names() -> tuple[str, ...]:
    files = (resources.files("deliberation.charter") / "holidays").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def _load(name: str) -> Calendar:
    folder = resources.files("deliberation.charter") / "holidays"
    path = folder / f"{name}.toml"
    if not path.is_file():
        raise KeyError(name)
    return read_calendar(name, path.read_text("utf-8"))


def read_calendar(name: str, text: str) -> Calendar:
    """A calendar from its TOML: `fixed` and, per announced year, `rest` spans and `work` days."""
    table = tomllib.loads(text)
    years = table.get("years", {})
    return Calendar(
        name,
        frozenset(int(y) for y in years),
        frozenset(d for spans in years.values() for d in _span(spans["rest"])),
        frozenset(d for spans in years.values() for d in spans["work"]),
        frozenset((m, d) for m, d in table.get("fixed", [])),
    )


def _span(ranges: list[list[date]]) -> list[date]:
    return [
        first + timedelta(days=i) for first, last in ranges for i in range((last - first).days + 1)
    ]
