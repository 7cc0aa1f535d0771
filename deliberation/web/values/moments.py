"""Dates and times as a reader takes them: in the community's time zone and the reader's language.

Called by pages and as filters of the same names.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from flask import g
from flask_babel import get_locale

from deliberation import clock
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import ngettext


def _zone() -> ZoneInfo:
    return ZoneInfo(g.community.timezone if g.get("community") else "UTC")


def _locale() -> str:
    return "zh_Hans_CN" if str(get_locale()).startswith("zh") else "en_GB"


def localdate(at: datetime | date | None) -> str:
    """2026年11月23日 / 23 Nov 2026. 24:00 counts to the day it ends."""
    return "—" if at is None else _date(at, _zone(), _locale())


def localminute(at: datetime | None) -> str:
    """The exact local minute, e.g. 11月25日 18:00.

    Midnight is shown as 24:00 of the day that ends.
    """
    return "—" if at is None else _minute(at, _zone(), _locale())


# The same few instants stand on page after page; formatting one costs more than all else on its
# line.
@lru_cache(maxsize=4096)
def _date(at: datetime | date, zone: ZoneInfo, locale: str) -> str:
    day = at.astimezone(zone).date() if isinstance(at, datetime) else at
    return format_date(day, "long" if locale.startswith("zh") else "medium", locale=locale)


@lru_cache(maxsize=4096)
def _minute(at: datetime, zone: ZoneInfo, locale: str) -> str:
    local = at.astimezone(zone)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        day, form = local - timedelta(minutes=1), "M月d日" if locale.startswith("zh") else "d MMM"
        return f"{format_date(day.date(), form, locale=locale)} 24:00"
    return format_datetime(
        local,
        "M月d日 HH:mm" if locale.startswith("zh") else "d MMM HH:mm",
        locale=locale,
        tzinfo=zone,
    )


def localtime(at: datetime) -> str:
    """18:00"""
    return format_time(at.astimezone(_zone()), "HH:mm", locale=_locale())


def left(at: datetime | None) -> str:
    """还剩 2 天 4 小时 / 2 days 4 hours left; over when it is."""
    if at is None:
        return ""
    rest = int((at - clock.now()).total_seconds())
    if rest <= 0:
        return _("due now")
    days, hours, minutes = rest // 86400, rest % 86400 // 3600, rest % 3600 // 60
    if days >= 3:
        return _("%(days)s left", days=_days(days))
    if days:
        return _("%(days)s %(hours)s left", days=_days(days), hours=_hours(hours))
    if hours:
        return _("%(hours)s %(minutes)s left", hours=_hours(hours), minutes=_minutes(minutes))
    return _("%(minutes)s left", minutes=_minutes(max(1, minutes)))


def ago(at: datetime | None) -> str:
    """3 小时前 / 3 hours ago; older than a week: the date."""
    if at is None:
        return ""
    since = int((clock.now() - at).total_seconds())
    if since < 3600:
        return _("%(minutes)s ago", minutes=_minutes(max(1, since // 60)))
    if since < 86400:
        return _("%(hours)s ago", hours=_hours(since // 3600))
    if since < 7 * 86400:
        return _("%(days)s ago", days=_days(since // 86400))
    return localdate(at)


def _days(n: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", n)


def _hours(n: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", n)


def _minutes(n: int) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", n)
