"""Days as the Civil Code counts them, on the announced holidays of 2026 and on a year nobody has
announced.
"""

from datetime import UTC, date, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.charter.calendar import Calendar, read_calendar

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
    assert last_day(CN.add_days(at("2026-03-02T09:00"), 5, TZ)) == date(
        2026, 3, 9
    )  # Saturday 7 March → Monday
    assert last_day(CN.add_days(at("2026-02-10T09:00"), 5, TZ)) == date(
        2026, 2, 24
    )  # 15 February, Spring Festival → the 24th
    assert last_day(CN.add_days(at("2026-02-10T09:00"), 4, TZ)) == date(
        2026, 2, 14
    )  # a Saturday, but a make-up workday
    assert last_day(CN.add_days(at("2025-12-30T09:00"), 2, TZ)) == date(
        2026, 1, 4
    )  # New Year; Sunday the 4th is worked
    assert last_day(CN.add_days(at("2026-09-30T09:00"), 1, TZ)) == date(2026, 10, 8)


def test_an_unannounced_year_is_provisional_and_never_stops():
    due = CN.add_days(at("2026-12-28T09:00"), 4, TZ)
    assert due.provisional and last_day(due) == date(2027, 1, 4)
    assert CN.add_days(at("2099-12-31T09:00"), 1, TZ).provisional
    assert not Calendar.load("plain").add_days(at("2099-12-31T09:00"), 1, TZ).provisional


def announced(**years: str) -> Calendar:
    """The shipped calendar with more years announced: rest days as the TOML writes them."""
    shipped = (resources.files("deliberation.charter") / "holidays" / "cn.toml").read_text("utf-8")
    return read_calendar(
        "cn", shipped + "".join(f"\n[years.{year[1:]}]\n{days}\n" for year, days in years.items())
    )


def test_an_announcement_only_ever_moves_a_date_later():
    start = at("2026-12-28T09:00")
    old = CN.add_days(start, 4, TZ)
    longer = announced(y2027="rest = [[2027-01-01, 2027-01-04]]\nwork = []")
    later = longer.settle(old.at, start, 4, TZ)
    assert later.at > old.at and not later.provisional
    sooner = announced(
        y2027="rest = []\nwork = [2027-01-02]"
    )  # a Saturday became a workday; counted anew it would be the 2nd
    assert sooner.add_days(start, 5, TZ).at < CN.add_days(start, 5, TZ).at
    assert (
        sooner.settle(CN.add_days(start, 5, TZ).at, start, 5, TZ).at == CN.add_days(start, 5, TZ).at
    )


def test_a_notice_may_name_a_day_of_the_year_before():
    both = announced(y2027="rest = [[2026-12-31, 2027-01-02]]\nwork = [2026-12-27]")
    assert both.is_rest(date(2026, 12, 31)) and not both.is_rest(date(2026, 12, 27))
    assert not both.provisional(date(2026, 12, 31)) and both.provisional(date(2028, 1, 1))


@pytest.mark.parametrize(
    ("year", "rest", "work"),
    [
        # Spans and make-up workdays as the State Council's notices of 12 November 2024 and 4
        # November 2025 print them.
        (
            2025,
            ["0101-0101", "0128-0204", "0404-0406", "0501-0505", "0531-0602", "1001-1008"],
            ["0126", "0208", "0427", "0928", "1011"],
        ),
        (
            2026,
            [
                "0101-0103",
                "0215-0223",
                "0404-0406",
                "0501-0505",
                "0619-0621",
                "0925-0927",
                "1001-1007",
            ],
            ["0104", "0214", "0228", "0509", "0920", "1010"],
        ),
    ],
)
def test_the_announced_years_are_as_announced(year, rest, work):
    day = lambda text: date(year, int(text[:2]), int(text[2:]))
    holidays = {d for d in every_day(year) if any(day(s[:4]) <= d <= day(s[5:]) for s in rest)}
    made_up = {day(w) for w in work}
    for d in every_day(year):
        assert CN.is_rest(d) == (d in holidays or d.weekday() >= 5 and d not in made_up), d
    assert all(d.weekday() >= 5 for d in made_up) and not CN.provisional(day("0701"))


def every_day(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=i)
        for i in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


def test_a_year_not_announced_knows_its_fixed_holidays():
    fixed = {d for d in every_day(2027) if CN.is_rest(d) and d.weekday() < 5}
    assert fixed == {
        date(2027, 1, 1),
        date(2027, 10, 1),
    }  # in 2027 the other fixed days are a weekend's
    assert {
        d
        for d in every_day(2029)
        if (d.month, d.day) in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    } <= {d for d in every_day(2029) if CN.is_rest(d)}


def test_a_date_that_rolls_into_a_year_not_announced_is_provisional():
    one_year = read_calendar("cn", "[years.2022]\nrest = []\nwork = []\n")
    due = one_year.add_days(at("2022-12-30T09:00"), 1, TZ)  # 31 December 2022 is a Saturday
    assert last_day(due) == date(2023, 1, 2) and due.provisional
    assert not one_year.add_days(at("2022-12-29T09:00"), 1, TZ).provisional


def test_the_plain_calendar_knows_weekends_only():
    plain = Calendar.load("plain")
    assert (
        not plain.is_rest(date(2026, 10, 1))
        and plain.is_rest(date(2026, 10, 3))
        and plain.is_rest(date(2026, 2, 14))
    )


def test_the_start_day_is_the_local_one():
    # 2 March 17:00 UTC is already the 3rd in Shanghai, still the 2nd in London.
    start = datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert CN.add_days(start, 1, TZ).at == at("2026-03-05T00:00")
    assert CN.add_days(start, 1, "Europe/London").at == datetime(2026, 3, 4, tzinfo=UTC)


def test_a_day_ends_at_local_midnight_across_summer_time():
    # The clocks of Berlin go forward in the night to 29 March 2026: the instant of local midnight,
    # not 24 hours on.
    plain = Calendar.load("plain")
    due = plain.add_days(datetime(2026, 3, 27, 12, tzinfo=UTC), 3, "Europe/Berlin")
    assert due.at == datetime(2026, 3, 30, 22, tzinfo=UTC)


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(ValueError):
        CN.add_days(at("2026-03-02T09:00"), -1, TZ)
    with pytest.raises(ValueError):
        CN.add_working_days(at("2026-03-02T09:00"), -1, TZ)
    with pytest.raises(ValueError):
        CN.add_days(datetime(2026, 3, 2, 9), 1, TZ)
    with pytest.raises(KeyError):
        Calendar.load("nowhere")


def test_a_window_over_a_long_holiday_waits_for_two_working_days():
    # Three days from 30 September 2026 end in National Day: the first working days after it are the
    # 8th and the 9th.
    window = CN.voting_window(at("2026-09-30T09:00"), 3, TZ)
    assert window.at == at("2026-10-10T00:00") and CN.add_days(
        at("2026-09-30T09:00"), 3, TZ
    ).at == at("2026-10-09T00:00")


starts = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31)).map(
    lambda d: d.replace(tzinfo=UTC)
)


@given(starts, st.integers(0, 90))
def test_never_on_a_rest_day_and_never_too_early(start, days):
    due = CN.add_days(start, days, TZ)
    assert not CN.is_rest(last_day(due))
    assert last_day(due) >= CN.local_day(start, TZ) + timedelta(days=days)
    assert due.at <= CN.add_days(start, days + 1, TZ).at


def working_days_between(calendar, start, end):
    """Whole working days after the start day up to the day that ends at or before `end`, one by
    one."""
    day, found = calendar.local_day(start, TZ) + timedelta(days=1), 0
    while calendar.end_of_day(day, TZ) <= end:
        found += not calendar.is_rest(day)
        day += timedelta(days=1)
    return found


@given(starts, st.integers(1, 20))
def test_a_voting_window_has_two_working_days(start, days):
    window = CN.voting_window(start, days, TZ, min_working_days=2)
    assert working_days_between(CN, start, window.at) >= 2


@pytest.mark.slow
@given(st.integers(1950, 9900), st.integers(1, 12), st.integers(0, 120))
def test_no_year_stops_the_count(year, month, days):
    start = datetime(year, month, 5, tzinfo=UTC)
    due = CN.add_days(start, days, TZ)
    assert due.at > start and due.provisional == (last_day(due).year not in (2025, 2026))


@pytest.mark.slow
@given(
    starts,
    st.integers(0, 60),
    st.sets(st.dates(date(2027, 1, 1), date(2030, 12, 31)), max_size=40),
    st.sets(st.dates(date(2027, 1, 1), date(2030, 12, 31)), max_size=40),
)
def test_whatever_is_announced_a_settled_date_is_never_earlier(start, days, rest, work):
    old = CN.add_days(start, days, TZ)
    spans = ", ".join(f"[{d}, {d}]" for d in sorted(rest - work))
    now = announced(y2027=f"rest = [{spans}]\nwork = [{', '.join(map(str, sorted(work)))}]")
    settled = now.settle(old.at, start, days, TZ)
    assert settled.at >= old.at and settled.at >= now.add_days(start, days, TZ).at


@given(starts, st.integers(0, 25))
def test_working_days_are_counted_back(start, days):
    due = CN.add_working_days(start, days, TZ)
    assert working_days_between(CN, start, due.at) == days
    assert days == 0 or not CN.is_rest(last_day(due))
