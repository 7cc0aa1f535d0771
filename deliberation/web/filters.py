"""Jinja filters: local dates, time left, names of stages.

All in the community's time zone and the reader's language.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from flask import Flask, current_app, g, request, url_for
from flask_babel import get_locale
from flask_login import current_user
from jinja2 import pass_context

from deliberation import clock
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.subjects.proposal import CHAMBER, Ending, Stage
from deliberation.charter.voting.papers import asks_more
from deliberation.readings.page import in_short
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.web.values.area import metres, square_metres
from deliberation.web.values.money import yuan
from deliberation.web.words.official import FIGURE

from . import counted
from .phrases import catalogue, ngettext
from .phrases import gettext as _
from .words import ballot as ballot_words
from .words import base as words
from .words import matter as matter_words


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
        return _("%(days)s left", days=ngettext("%(num)s day", "%(num)s days", days))
    if days:
        return _(
            "%(days)s %(hours)s left",
            days=ngettext("%(num)s day", "%(num)s days", days),
            hours=ngettext("%(num)s hour", "%(num)s hours", hours),
        )
    if hours:
        return _(
            "%(hours)s %(minutes)s left",
            hours=ngettext("%(num)s hour", "%(num)s hours", hours),
            minutes=ngettext("%(num)s minute", "%(num)s minutes", minutes),
        )
    return _(
        "%(minutes)s left", minutes=ngettext("%(num)s minute", "%(num)s minutes", max(1, minutes))
    )


def ago(at: datetime | None) -> str:
    """3 小时前 / 3 hours ago; older than a week: the date."""
    if at is None:
        return ""
    since = int((clock.now() - at).total_seconds())
    if since < 3600:
        return _(
            "%(minutes)s ago",
            minutes=ngettext("%(num)s minute", "%(num)s minutes", max(1, since // 60)),
        )
    if since < 86400:
        return _("%(hours)s ago", hours=ngettext("%(num)s hour", "%(num)s hours", since // 3600))
    if since < 7 * 86400:
        return _("%(days)s ago", days=ngettext("%(num)s day", "%(num)s days", since // 86400))
    return localdate(at)


def state_word(card: Any) -> str:
    """The stage, or how it ended."""
    if card.call:
        return _("Call for projects")
    return str(words.ENDING[card.ending]) if card.ending else str(words.STAGE[card.stage])


def result_word(card: Any) -> str:
    """What was decided, or what became of it where that is more: set aside, tried and ended."""
    if card.outcome == "passed" and card.ending not in (None, Ending.completed.value):
        return str(words.ENDING[card.ending])
    return str(words.OUTCOME[card.outcome])


def card_fact(card: Any) -> str:
    """The one fact a card shows beside its chip."""
    if card.call:
        return left(card.due_at)
    if card.stage == "gather":
        return _("%(n)s co-signatures · %(left)s", n=card.cosigns, left=left(card.due_at))
    if card.stage == "vote" and card.legal_effect == EXTERNAL:
        return _("vote in the official system · %(left)s", left=left(card.due_at))
    if card.stage == "vote":
        return _("%(n)s have voted · %(left)s", n=card.ballots, left=left(card.due_at))
    if card.stage == "carry_out":
        return _("%(n)s%% done", n=card.percent)
    if card.stage == "closed":
        if card.ratings and card.ending == Ending.completed.value:
            return _(
                "%(date)s · rated %(score)s of 5",
                date=localdate(card.closed_at),
                score=f"{card.ratings_total / card.ratings:.1f}",
            )
        return localdate(card.closed_at)
    if card.stage == "draft" and card.imported:
        return _("from open data, waiting to be adopted")
    return left(card.due_at) if card.due_at else ""


def chamber(stage: str) -> str:
    """Whose colour a stage wears."""
    return CHAMBER[Stage(stage)].value


def entry_lines(text: str) -> str:
    """name=张三 lines of a changed entry, with the fields in words."""
    return "; ".join(
        f"{code(field)} {value}"
        for field, _equal, value in (line.partition("=") for line in text.splitlines())
    )


def code(value: str | None) -> str:
    """A code of a closed list in words."""
    return str(words.CODES.get(value or "", value or "—"))


_links: dict[tuple[Any, ...], str] = {}


def link(endpoint: str, **values: Any) -> str:
    """`url_for`, remembered: a page names thirty addresses, and every page the same ones."""
    if endpoint.startswith(".") or "_external" in values:
        return url_for(endpoint, **values)
    community = g.get("community")
    key = (
        id(current_app.url_map),
        request.script_root,
        community.slug if community else None,
        endpoint,
        *values.items(),
    )
    found = _links.get(key)
    if found is None:
        if len(_links) > 8192:
            _links.clear()
        found = _links[key] = url_for(endpoint, **values)
    return found


def _voices_of(proposal: str) -> list[in_short.Voice]:
    """What others said about a proposal, in short."""
    return in_short.voices(db.session, g.community.id, proposal)


def _two_sums_of(round_: Any) -> Any:
    """Of a counted vote of owners: the sums by heads and by floor area; None of any other."""
    return owners.counted(db.session, g.community.id, round_)


def _votes_for(row: Any) -> tuple[owners.Party, ...]:
    """The heads the reader votes for on a proposal of owners. `row`: the proposal's."""
    return (
        owners.mine(db.session, g.community.id, row, current_user.person_id)[0]
        if current_user.is_authenticated and current_user.person_id
        else ()
    )


def _worded() -> dict[str, Callable[..., str]]:
    """Codes said in words."""
    return dict(
        role_word=lambda r: str(words.ROLE.get(r, r)),
        stage_word=lambda s: str(words.STAGE[s]),
        outcome_word=lambda o: str(words.OUTCOME[o]),
        figure_word=lambda w: str(FIGURE[w]),
        ending_word=lambda e: str(words.ENDING[e]),
        act_word=words.act_label,
        fact_word=lambda k: str(words.FACT.get(k, k)),
        silence_word=lambda c: str(words.SILENCE.get(c, c)),
        effect_word=lambda e: str(words.EFFECT[e]),
        effect_note=lambda n: str(words.EFFECT_NOTE.get(n, n)),
        choice_word=ballot_words.in_a_line,
        answer_word=ballot_words.word,
        option_name=ballot_words.name_of,
        score_word=matter_words.score_word,
        rule_word=lambda r: str(words.RULE[r]),
        broken_word=lambda b: str(words.BROKEN_BY[b]),
        sum_word=counted.money,
        votes=counted.votes,
        stance_word=lambda s: str(words.STANCE[s][0]),
        stance_chamber=lambda s: words.STANCE[s][1],
        number_word=words.number_word,
        check_word=lambda c: str(words.CHECK[c]),
        verdict_word=lambda v: str(words.CHECK_VERDICT[v]),
        clock_word=lambda a: str(words.CLOCK_ACT.get(a, a)),
    )


def init_app(app: Flask) -> None:
    """Hang the filters, the links and the catalogue on Jinja."""
    app.jinja_env.globals["url_for"] = link
    app.jinja_env.globals.update(
        voices_of=_voices_of,
        asks_more=asks_more,
        two_sums_of=_two_sums_of,
        votes_for=_votes_for,
        ballot_said=ballot_words.in_words,
        ballot_title=ballot_words.title_of,
        ballot_how=ballot_words.how_to,
        counted_shown=counted.shown,
        counted_line=counted.line_of,
        counted_colour=counted.colour,
        counted_share=counted.share,
    )
    app.jinja_env.install_gettext_callables(
        lambda s: catalogue().ugettext(s),
        lambda s, p, n: catalogue().ungettext(s, p, n),
        newstyle=True,
    )
    filters: dict[str, Callable[..., str]] = dict(
        localdate=localdate,
        localminute=localminute,
        localtime=localtime,
        left=left,
        ago=ago,
        state_word=state_word,
        card_fact=card_fact,
        result_word=result_word,
        chamber=chamber,
        code=code,
        yuan=yuan,
        metres=metres,
        square_metres=square_metres,
        entry_lines=entry_lines,
        **_worded(),
    )
    app.jinja_env.filters.update({name: _when_shown(f) for name, f in filters.items()})


def _when_shown(worded: Callable[..., str]) -> Callable[..., str]:
    """Jinja works out a filter of a constant when it compiles the template, in the language of
    whoever came first. A filter that takes the context is left until the page is shown.
    """

    @pass_context
    def shown(_context: Any, *args: Any) -> str:
        return worded(*args)

    return shown
