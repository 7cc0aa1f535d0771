"""Pages of elections and recalls up to the vote: calling one, nominating, agreeing to stand;
demanding a recall, joining it, answering it. Imported for its routes by the application.
"""

from typing import Any

from flask import abort, g, request
from flask_login import current_user
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.matters.election import (
    BY_HOUSEHOLDS,
    BY_REPRESENTATIVES,
    ELECTION,
    MEMBER,
    POSTS,
    elects,
)
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind
from deliberation.cycle.propose.acts import election as election_acts
from deliberation.cycle.propose.acts import recall as recall_acts
from deliberation.cycle.propose.acts.recall import RECALL
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.readings.matters import people_meant
from deliberation.record.engines import db
from deliberation.web.acting import Attempt, PlainActForm, act_page
from deliberation.web.beginning import begin
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import NumberField
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words import base as words

# Art 19: residents settle in their meeting which of the three it is.
WAYS = (
    (ELECTION, _l("All voters")),
    (BY_HOUSEHOLDS, _l("One of each household")),
    (BY_REPRESENTATIVES, _l("The representatives")),
)


class CallForm(CivicForm):
    """Which body, how many seats of which post, who votes."""

    title = StringField(
        _l("The election in one line"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("What everybody should know: when and where is voted, who may stand"),
        [filled()],
        render_kw={"maxlength": 5000},
    )
    group_id = SelectField(_l("In which group"), choices=[], validate_choice=False)
    chair = NumberField(_l("Chair: seats"), [Optional()], most=1)
    vice_chair = NumberField(_l("Vice chairs: seats"), [Optional()], most=5)
    member = NumberField(_l("Members: seats"), [Optional()], most=100)
    way = ChoiceCards(_l("Who elects"), [chosen], choices=[])
    by_election = BooleanField(_l("By-election: only vacant seats; nobody in office leaves for it"))

    def posts(self) -> tuple[tuple[str, int], ...]:
        """The posts with a seat, highest first."""
        return tuple((name, self[name].data) for name in POSTS if name in self and self[name].data)


@blueprint.route("/elections/<matter>/call", methods=["GET", "POST"])
def call_election(matter: str) -> Any:
    """Call an election: nominations begin at once."""
    return begin(
        A.call_election,
        matter,
        CallForm,
        lambda form, case: _ballot_of(form, case.rulebook.kinds[matter]),
        lambda form: _call(form, matter),
        template="propose/election/call_election.html",
        said=_("The election is called. Nominations are open."),
        beside=lambda case: {"kind": case.rulebook.kinds[matter]},
    )


def _ballot_of(form: CallForm, kind: Kind) -> None:
    """The fields this kind of election has."""
    if not elects(kind):
        abort(404)
    if kind.election.role != Role.representative.value:
        del form.group_id
    else:
        form.group_id.choices = [
            ("", _("Please choose")),
            *sorted(
                community_reading.groups(db.session, g.community.id).items(),
                key=lambda pair: pair[1],
            ),
        ]
    if kind.election.role != Role.committee_member.value:
        del form.chair, form.vice_chair
    form.way.choices = [(w, label) for w, label in WAYS if w == ELECTION or w in kind.vote]
    if len(form.way.choices) == 1:
        del form.way


def _call(form: CallForm, matter: str) -> election_acts.CallElection:
    return election_acts.CallElection(
        act_id=form.attempt_id,
        matter=matter,
        title=written(form.title),
        body=written(form.body),
        posts=form.posts(),
        group_id=form.group_id.data or None if "group_id" in form else None,
        way=form.way.data if "way" in form else ELECTION,
        by_election=form.by_election.data,
    )


class DemandForm(CivicForm):
    """Facts and reasons."""

    title = StringField(
        _l("The demand in one line"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("Facts and reasons"),
        [filled()],
        render_kw={"maxlength": 5000},
        description=_l(
            "Everybody can read them, and whom they concern may answer. State facts you can show."
        ),
    )
    other_facts = BooleanField(
        _l("These are other facts and reasons than in an earlier demand that failed")
    )


@blueprint.route("/offices/<office_id>/demand-recall", methods=["GET", "POST"])
def demand_recall(office_id: str) -> Any:
    """Demand that somebody be recalled; the first name under the demand is one's own."""
    return begin(
        A.demand_recall,
        RECALL,
        DemandForm,
        lambda form, case: _concerned(form, case, office_id),
        lambda form: recall_acts.DemandRecall(
            act_id=form.act_id.data,
            office_id=office_id,
            title=form.title.data,
            body=form.body.data,
            other_facts=form.other_facts.data,
        ),
        template="propose/election/demand_recall.html",
        said=_("Your demand is public. Others may now join it by name."),
        beside=lambda case: {"rule": case.rulebook.kinds[RECALL].recall},
    )


def _concerned(form: Any, case: Case, office_id: str) -> None:
    """The office of the address: one that can be recalled from."""
    form.office = people_meant.office_named(db.session, g.community.id, office_id)
    if form.office is None or form.office.role != case.rulebook.kinds[RECALL].recall.role:
        abort(404)


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


class StatementForm(CivicForm):
    """The defence."""

    statement = TextAreaField(
        _l("Your answer to the demand"), [filled()], render_kw={"maxlength": 5000}
    )


def _candidacy(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref


def _defence_so_far(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.statement.data and attempt.view.recall:
        form.statement.data = attempt.view.recall.row.defence


act_page(
    blueprint,
    A.nominate,
    NominateForm,
    lambda f, c: election_acts.Nominate(**c, person_id=_nominated(f), post=f.post.data),
    prepare=_posts,
    anchor="#candidates",
)
act_page(
    blueprint,
    A.support_nomination,
    PlainActForm,
    lambda f, c: election_acts.SupportNomination(**c, candidacy_id=f.ref),
    prepare=_candidacy,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.answer_nomination,
    AnswerNominationForm,
    lambda f, c: election_acts.AnswerNomination(
        **c,
        candidacy_id=f.ref,
        accepts=f.accepts.data == "yes",
        woman={"yes": True, "no": False}.get(f.woman.data),
        statement=f.statement.data,
    ),
    prepare=_candidacy,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.withdraw_candidacy,
    PlainActForm,
    lambda f, c: election_acts.WithdrawCandidacy(**c, candidacy_id=f.ref),
    prepare=_candidacy,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.join_recall,
    PlainActForm,
    lambda f, c: recall_acts.JoinRecall(**c),
    template="propose/election/recall.html",
    anchor="#recall",
)
act_page(
    blueprint,
    A.defend_recall,
    StatementForm,
    lambda f, c: recall_acts.DefendRecall(**c, statement=f.statement.data),
    prepare=_defence_so_far,
    template="propose/election/recall.html",
    anchor="#recall",
)
