"""The page on which an election is called. Imported for its route by the application."""

from typing import Any

from flask import abort, g
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.election import (
    BY_HOUSEHOLDS,
    BY_REPRESENTATIVES,
    ELECTION,
    POSTS,
    elects,
)
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind
from deliberation.cycle.propose.acts.elections import calling as election_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.record.engines import db
from deliberation.web.beginning import begin
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import NumberField
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

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
