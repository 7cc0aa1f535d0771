"""Days as the Civil Code counts them, on the announced holidays of 2026 and on a year nobody has announced."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from deliberation.charter.calendar import Calendar

TZ = "Asia/Shanghai"
CN = Calendar.load("cn")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(TZ))


def last_day(due) -> date:
    return (due.at - timedelta(seconds=1)).astimezone(ZoneInfo(TZ)).date()


def test_the_start_day_does_not_count_and_the_day_ends_at_midnight():
    due = CN.add_days(at("2026-03-02T09:00"), 3, TZ)
    assert due.at == at("2026-03-06T00:00") and not due.provisional


def test_rolls_over_weekends_holidays_and_stops_at_makeup_days():
    assert last_day(CN.add_days(at("2026-03-02T09:00"), 5, TZ)) == date(2026, 3, 9)  # Saturday 7 March → Monday
    assert last_day(CN.add_days(at("2026-02-10T09:00"), 5, TZ)) == date(2026, 2, 24)  # 15 February, Spring Festival → the 24th
    assert last_day(CN.add_days(at("2026-02-10T09:00"), 4, TZ)) == date(2026, 2, 14)  # a Saturday, but a make-up workday
    assert last_day(CN.add_days(at("2025-12-30T09:00"), 2, TZ)) == date(2026, 1, 4)  # New Year; Sunday the 4th is worked
    assert last_day(CN.add_days(at("2026-09-30T09:00"), 1, TZ)) == date(2026, 10, 8)


def test_an_unannounced_year_is_provisional_and_never_stops():
    due = CN.add_days(at("2026-12-28T09:00"), 4, TZ)
    assert due.provisional and last_day(due) == date(2027, 1, 4)
    assert CN.add_days(at("2099-12-31T09:00"), 1, TZ).provisional
    assert not Calendar.load("plain").add_days(at("2099-12-31T09:00"), 1, TZ).provisional


def test_an_announcement_only_ever_moves_a_date_later():
    old = CN.add_days(at("2026-12-28T09:00"), 4, TZ)
    announced = Calendar("cn", {**CN.announced, 2027: (frozenset(date(2027, 1, d) for d in (1, 2, 3, 4)), frozenset())}, CN.fixed)
    later = announced.settle(old.at, at("2026-12-28T09:00"), 4, TZ)
    assert later.at > old.at and not later.provisional
    earlier = Calendar("cn", {**CN.announced, 2027: (frozenset(), frozenset({date(2027, 1, 2)}))}, CN.fixed)
    assert earlier.settle(old.at, at("2026-12-28T09:00"), 4, TZ).at == old.at


starts = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31)).map(lambda d: d.replace(tzinfo=UTC))


@given(starts, st.integers(0, 90))
def test_never_on_a_rest_day_and_never_too_early(start, days):
    due = CN.add_days(start, days, TZ)
    assert not CN.is_rest(last_day(due))
    assert last_day(due) >= CN.local_day(start, TZ) + timedelta(days=days)
    assert due.at <= CN.add_days(start, days + 1, TZ).at


@given(starts, st.integers(1, 20))
def test_a_voting_window_has_two_working_days(start, days):
    window = CN.voting_window(start, days, TZ, min_working_days=2)
    assert CN.working_days_between(start, window.at, TZ) >= 2
