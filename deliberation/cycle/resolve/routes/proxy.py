"""Pages of 委托投票: asking somebody to vote for one, taking it on, taking it back, casting for
somebody. Imported for its routes by the application.
"""

from typing import Any

from flask import abort, g

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.reasons import refuse
from deliberation.charter.voting.paper import is_secret
from deliberation.charter.voting.proxies import FREE, USED, most
from deliberation.cycle.resolve.acts import cast_for as cast_for_acts
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.cycle.resolve.blueprint import blueprint
from deliberation.cycle.resolve.forms import proposal as forms
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people.beforehand import against, blank
from deliberation.readings.vote import ballot_papers, proxies, proxy_asking
from deliberation.record.engines import db
from deliberation.web.acting import CONFIRM, PlainActForm, act_page
from deliberation.web.ballot import proxy as proxy_form
from deliberation.web.ballot.form import BallotForm
from deliberation.web.forms.offered import offer
from deliberation.web.places import Attempt


def _holder(form: Any) -> str:
    """The one adult of that name and building; nobody, or several: refused, the desk helps."""
    found = proxy_asking.found(
        db.session,
        g.community.id,
        form.holder_name.data.strip(),
        form.building.data.strip(),
        (form.room.data or "").strip() or None,
    )
    if len(found) != 1:
        raise refuse("unknown_person")
    return found[0]


def mine(attempt: Attempt) -> list[proxies.Own]:
    """What stands between the reader and others here."""
    return proxies.own(db.session, attempt.view.row, attempt.case.actor.person_id)


def _one(form: Any, attempt: Attempt) -> None:
    """The proxy a page is about, for its words; one that is over, or others', is no page."""
    form.proxy = next((x for x in mine(attempt) if x.proxy_id == attempt.ref), None)
    if form.proxy is None:
        abort(404)
    form.on_paper = (
        ballot_papers.of_round(db.session, attempt.view.row) if form.proxy.question else None
    )


def _to_answer(form: Any, attempt: Attempt) -> None:
    """What speaks against taking it on is said before anything is chosen: then it is declined."""
    _one(form, attempt)
    act = blank(A.answer_proxy, attempt.view.row.proposal_id, proxy_id=form.proxy.proxy_id)
    found = against(db.session, attempt.case, act)
    offer(form.accepted, attempt.shown, {"yes": next(iter(found), None), "no": None})


def _rules(form: Any, attempt: Attempt) -> None:
    """What can be asked here."""
    form.most = most(attempt.case.vote)
    proxy_form.fit(form, attempt.view.row, ballot_papers.of_round(db.session, attempt.view.row))


def _bound(form: Any, attempt: Attempt) -> None:
    """The same paper as everybody's, as the holder filled it in before; where the principal said
    how, or in which question, only that can be chosen.
    """
    _one(form, attempt)
    p, proxy = attempt.view.row, form.proxy
    if proxy.instruction != FREE:
        form.choice.choices = [
            (code, words) for code, words in form.choice.choices if code == proxy.instruction
        ]
    cast = (
        proposal_page.last_ballot(db.session, g.community.id, p.proposal_id, proxy.other_id)
        if proxy.held and proxy.state == USED
        else None
    )
    form.before = cast.choice if cast is not None and cast.round_no == p.round_no else None
    form.lay(ballot_papers.of_round(db.session, p), form.before, proxy.question)


def _on_screen(case: Case) -> None:
    """Nobody fills in a ballot that is refused: a secret one the holder takes at the desk."""
    if is_secret(case):
        raise refuse("secret_by_proxy")
    if case.now >= case.closes_at:
        raise refuse("window_closed")


act_page(
    blueprint,
    A.grant_proxy,
    forms.ProxyForm,
    lambda f, c: proxy_acts.GrantProxy(**c, holder_id=_holder(f), **proxy_form.wishes(f)),
    template="resolve/grant_proxy.html",
    prepare=_rules,
    anchor="/proxies",
)
act_page(
    blueprint,
    A.answer_proxy,
    forms.AnswerProxyForm,
    lambda f, c: proxy_acts.AnswerProxy(
        **c, proxy_id=f.proxy.proxy_id, accepted=f.accepted.data == "yes"
    ),
    template="resolve/answer_proxy.html",
    prepare=_to_answer,
    anchor="/proxies",
)
act_page(
    blueprint,
    A.revoke_proxy,
    PlainActForm,
    lambda f, c: proxy_acts.RevokeProxy(**c, proxy_id=f.proxy.proxy_id),
    template="resolve/revoke_proxy.html",
    prepare=_one,
    anchor="/proxies",
)
act_page(
    blueprint,
    A.cast_for,
    BallotForm,
    lambda f, c: cast_for_acts.CastFor(**c, proxy_id=f.proxy.proxy_id, choice=f.choice.data),
    template="resolve/cast_for.html",
    prepare=_bound,
    first=_on_screen,
    confirm=CONFIRM,
    anchor="/proxies",
)
