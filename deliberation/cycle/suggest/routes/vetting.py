"""The page of vetting a candidate."""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.election import REFUSALS
from deliberation.cycle.suggest.acts import vetting as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import vetting as forms
from deliberation.web.acting import act_page
from deliberation.web.places import Attempt
from deliberation.web.words import base as words


def _candidate(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref
    form.ground.choices = [("", "—"), *((code, words.CODES[code]) for code in REFUSALS)]


act_page(
    blueprint,
    A.vet_candidate,
    forms.VettingForm,
    lambda f, c: acts.VetCandidate(
        **c,
        candidacy_id=f.ref,
        verdict=f.verdict.data,
        ground=f.ground.data or None,
        reasons=f.reasons.data,
    ),
    prepare=_candidate,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
