"""Pages of 知: proof of posting, shortening, asking for a meeting, legal effect, who
decides instead of the assembly, a notice that starts again.
"""

from typing import Any

from flask import g, request

from deliberation import clock
from deliberation.charter.acts import ActName as A
from deliberation.cycle.inform.acts import notice as acts
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.cycle.inform.forms import notice as forms
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.forms.offered import offer
from deliberation.web.places import Attempt


def _today(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.posted_on.data:
        form.posted_on.data = attempt.case.calendar.local_day(clock.now(), g.community.timezone)


def _proof(form: Any, common: dict[str, Any]) -> acts.PostProof:
    return acts.PostProof(
        **common,
        purpose=form.purpose_code,
        posted_on=form.posted_on.data.isoformat(),
        place=form.place.data,
        files=form.files.keep(),
    )


def _prepare_proof(form: Any, attempt: Attempt) -> None:
    form.purpose_code = "notice" if attempt.view.row.stage in ("notice", "vote") else "result"
    _today(form, attempt)


def _effects(form: Any, attempt: Attempt) -> None:
    """Only what this vote can have."""
    offer(form.legal_effect, attempt.shown, acts.against_effects(attempt.case))


act_page(blueprint, A.post_proof, forms.ProofForm, _proof, prepare=_prepare_proof)
act_page(
    blueprint,
    A.shorten_notice,
    forms.ShortenForm,
    lambda f, c: acts.ShortenNotice(**c, hours=f.hours.data, reasons=f.reasons.data),
)
act_page(blueprint, A.ask_meeting, PlainActForm, lambda f, c: acts.AskMeeting(**c))
act_page(
    blueprint,
    A.declare_effect,
    forms.EffectForm,
    lambda f, c: acts.DeclareEffect(
        **c,
        legal_effect=f.legal_effect.data,
        document=f.document.data,
        meeting_on=f.meeting_on.data.isoformat() if f.meeting_on.data else None,
    ),
    prepare=_effects,
    straight=True,
)
act_page(
    blueprint,
    A.record_delegation,
    forms.DelegationForm,
    lambda f, c: acts.RecordDelegation(
        **c, decided_on=f.decided_on.data.isoformat(), document=f.document.data
    ),
)
act_page(
    blueprint,
    A.restart_notice,
    forms.RestartForm,
    lambda f, c: acts.RestartNotice(**c, fault=f.fault.data, reasons=f.reasons.data),
)
