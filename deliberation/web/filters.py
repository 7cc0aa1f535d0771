"""What every template may call: filters that word and format, addresses that are remembered, and a
few questions about what is shown.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from jinja2 import pass_context

from deliberation import clock
from deliberation.charter.cycle.windows import still_takes
from deliberation.charter.subjects.announcement import WRITERS
from deliberation.charter.subjects.proposal import CHAMBER, Stage
from deliberation.charter.voting.papers import asks_more
from deliberation.readings.defaults import again
from deliberation.readings.desk import paper
from deliberation.readings.page import in_short
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.web.counted import figures
from deliberation.web.counted import shown as counted
from deliberation.web.values.area import metres, square_metres
from deliberation.web.values.moments import ago, left, localdate, localminute, localtime
from deliberation.web.values.money import yuan
from deliberation.web.words.official import FIGURE
from deliberation.web.words.subject.announcement import OFFICE, STAYS

from .cards import card_fact, counted_word, decided_word, result_holds, result_word, state_word
from .drawn import leading, slots
from .phrases import catalogue
from .words import ballot as ballot_words
from .words import base as words
from .words import matter as matter_words
from .words.record import defaults
from .words.record.codes import ANSWERED


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


def _pile_of(row: Any, serial: int) -> Any:
    """In which open pile a ballot on paper lies. `row`: the proposal's."""
    return paper.pile_of(db.session, row, serial)


def _voted_again(row: Any) -> again.Again | None:
    """Why there is another vote on a proposal, where its last result was undone. `row`: its own.
    Asked once for all sheets of a job.
    """
    kept = g.setdefault("voted_again", {})
    if row.proposal_id not in kept:
        kept[row.proposal_id] = again.of_one(db.session, g.community.id, row)
    found: again.Again | None = kept[row.proposal_id]
    return found


# What a template may ask about what it shows.
_GLOBALS: dict[str, Callable[..., Any]] = dict(
    url_for=link,
    slot=slots.slot,
    announces=lambda offices: any(o.role in WRITERS for o in offices),
    voices_of=_voices_of,
    asks_more=asks_more,
    two_sums_of=_two_sums_of,
    votes_for=_votes_for,
    pile_of=_pile_of,
    voted_again=_voted_again,
    result_holds=result_holds,
    still_takes=lambda row: still_takes(row, clock.now()),
    ballot_said=ballot_words.in_words,
    ballot_title=ballot_words.title_of,
    ballot_how=ballot_words.how_to,
    counted_shown=counted.shown,
    counted_line=counted.line_of,
    counted_colour=counted.colour,
    counted_share=figures.share,
)
_FORMATTED: dict[str, Callable[..., str]] = dict(
    localdate=localdate,
    localminute=localminute,
    localtime=localtime,
    left=left,
    ago=ago,
    state_word=state_word,
    card_fact=card_fact,
    counted_word=counted_word,
    decided_word=decided_word,
    result_word=result_word,
    chamber=chamber,
    code=code,
    yuan=yuan,
    metres=metres,
    square_metres=square_metres,
    entry_lines=entry_lines,
    sum_word=figures.money,
    objection_word=lambda s: str(ANSWERED["objection_answered"].get(s) or code(s)),
    recount_word=lambda r: defaults.recount_word(r, words.OUTCOME),
    default_word=lambda d, who: defaults.default_word(d, words.SILENCE, words.ROLE, who),
    votes=figures.votes,
)
# Codes said in words.
_WORDED: dict[str, Callable[..., str]] = dict(
    role_word=lambda r: str(words.ROLE.get(r, r)),
    office_word=lambda o: str(OFFICE[o]),
    stays_word=lambda c: str(STAYS[c]),
    subject_word=lambda s: str(words.SUBJECT[s]),
    stage_word=lambda s: str(words.STAGE[s]),
    outcome_word=lambda o: str(words.OUTCOME[o]),
    figure_word=lambda w: str(FIGURE[w]),
    ending_word=lambda e: str(words.ENDING[e]),
    act_word=words.act_label,
    duty_word=words.duty_label,
    asked_word=words.asked_of,
    waiting_url=leading.url_of,
    supervised_url=leading.supervised_url,
    for_reader=slots.drawn,
    fact_word=lambda k: str(words.FACT.get(k, k)),
    reason_word=lambda c: str(words.REASON[c]),
    silence_word=lambda c: str(words.SILENCE.get(c, c)),
    effect_word=lambda e: str(words.EFFECT[e]),
    effect_note=lambda n: str(words.EFFECT_NOTE.get(n, n)),
    choice_word=ballot_words.in_a_line,
    answer_word=ballot_words.word,
    option_name=ballot_words.name_of,
    score_word=matter_words.score_word,
    rule_word=lambda r: str(words.RULE[r]),
    broken_word=lambda b: str(words.BROKEN_BY[b]),
    stance_word=lambda s: str(words.STANCE[s][0]),
    stance_chamber=lambda s: words.STANCE[s][1],
    number_word=words.number_word,
    check_word=lambda c: str(words.CHECK[c]),
    verdict_word=lambda v: str(words.CHECK_VERDICT[v]),
    clock_word=lambda a: str(words.CLOCK_ACT.get(a, a)),
)


def init_app(app: Flask) -> None:
    """Hang the filters, the links and the catalogue on Jinja."""
    app.jinja_env.globals.update(_GLOBALS)
    app.jinja_env.install_gettext_callables(
        lambda s: catalogue().ugettext(s),
        lambda s, p, n: catalogue().ungettext(s, p, n),
        newstyle=True,
    )
    filters = {**_FORMATTED, **_WORDED}
    app.jinja_env.filters.update({name: _when_shown(f) for name, f in filters.items()})


def _when_shown(worded: Callable[..., str]) -> Callable[..., str]:
    """Jinja works out a filter of a constant when it compiles the template, in the language of
    whoever came first. A filter that takes the context is left until the page is shown.
    """

    @pass_context
    def shown(_context: Any, *args: Any) -> str:
        return worded(*args)

    return shown
