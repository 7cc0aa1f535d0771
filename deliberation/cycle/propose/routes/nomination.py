"""Pages of the candidates: nominating somebody, supporting a nomination, agreeing to stand,
standing no longer.
"""

from typing import Any

from flask import g
from flask_login import current_user
from wtforms import BooleanField, StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.election import MEMBER
from deliberation.cycle.propose.acts.elections import nomination as nomination_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.readings.matters import people_meant
from deliberation.readings.people.beforehand import against, blank
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.forms.offered import offer
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.places import Attempt
from deliberation.web.words import base as words


class NominateForm(CivicForm):
    """Who, for which post."""

    own = BooleanField(_l("I stand myself"))
    name = StringField(_l("Full name of whom you nominate"), render_kw={"maxlength": 80})
    room = StringField(
        _l("Their room number, if several have that name (optional)"), render_kw={"maxlength": 40}
    )
    post = ChoiceCards(_l("For which post"), [chosen], choices=[])


def _posts(form: Any, attempt: Attempt) -> None:
    posts = [p.post for p in attempt.view.election.row.posts] if attempt.view.election else []
    form.post.choices = [(p, words.CODES[f"post_{p}"]) for p in posts]
    if len(posts) == 1:
        form.post.data = form.post.data or MEMBER
    if not attempt.case.kind.election.own_name:
        del form.own


def _nominated(form: Any) -> str:
    if "own" in form and form.own.data:
        mine: str = current_user.person_id
        return mine
    return (
        people_meant.adult_named(db.session, g.community.id, form.name.data or "", form.room.data)
        or ""
    )


class AnswerNominationForm(CivicForm):
    """Agree or not; who agrees says whether they are a woman and what they mean to do."""

    accepts = ChoiceCards(
        _l("Do you stand?"),
        [chosen],
        choices=[("yes", _l("Yes, I stand")), ("no", _l("No, I do not stand"))],
    )
    woman = ChoiceCards(
        _l("You are"),
        choices=[("yes", _l("a woman")), ("no", _l("a man"))],
        validate_choice=False,
        description=_l("Only counted: the law asks that a woman be among the members (Art 8)."),
    )
    statement = TextAreaField(
        _l("What you mean to do in this office"),
        render_kw={"maxlength": 2000},
        description=_l("It stands on the list under your full name."),
    )


def _candidacy(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref


def _to_answer(form: Any, attempt: Attempt) -> None:
    """Whoever cannot stand is told why before they write a word, and declines."""
    _candidacy(form, attempt)
    act = blank(A.answer_nomination, attempt.view.row.proposal_id, candidacy_id=form.ref or "")
    found = against(db.session, attempt.case, act)
    offer(form.accepts, attempt.shown, {"yes": next(iter(found), None), "no": None})


act_page(
    blueprint,
    A.nominate,
    NominateForm,
    lambda f, c: nomination_acts.Nominate(**c, person_id=_nominated(f), post=f.post.data),
    prepare=_posts,
    anchor="#candidates",
)
act_page(
    blueprint,
    A.support_nomination,
    PlainActForm,
    lambda f, c: nomination_acts.SupportNomination(**c, candidacy_id=f.ref),
    prepare=_candidacy,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.answer_nomination,
    AnswerNominationForm,
    lambda f, c: nomination_acts.AnswerNomination(
        **c,
        candidacy_id=f.ref,
        accepts=f.accepts.data == "yes",
        woman={"yes": True, "no": False}.get(f.woman.data),
        statement=f.statement.data,
    ),
    prepare=_to_answer,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.withdraw_candidacy,
    PlainActForm,
    lambda f, c: nomination_acts.WithdrawCandidacy(**c, candidacy_id=f.ref),
    prepare=_candidacy,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
