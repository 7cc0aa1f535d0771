"""Pages of what an author does with a proposal: adopt, revise, submit, withdraw; putting one's
name under it and taking it back; and taking over.
"""

from typing import Any

from flask import request

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.questions import QUESTIONS, answered, classify
from deliberation.cycle.propose.acts import file as file_acts
from deliberation.cycle.propose.acts import proposal as acts
from deliberation.cycle.propose.acts import support as support_acts
from deliberation.cycle.propose.acts import withdrawal as withdrawal_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import proposal as forms
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.places import Attempt

from .drafting import offer_groups


def _prepare_text(form: Any, attempt: Attempt) -> None:
    offer_groups(form)
    form.only_kinds_of(attempt.case.rulebook)
    if request.method == "GET" and not form.title.data:
        p = attempt.view.row
        form.title.data, form.body.data, form.group_id.data = p.title, p.body, p.group_id or ""
        for name, yes in answered(p).items():
            if name in form:
                form[name].data = yes
    if attempt.view.row.stage == "draft":
        del form.publish_anyway
    form.only(())  # named when it is submitted
    if attempt.view.row.stage != "draft":
        for name in (*QUESTIONS, "group_id"):
            if name in form:
                del form[name]


def _before_submitting(form: Any, attempt: Attempt) -> None:
    p = attempt.view.row
    form.look(f"{p.title or ''}\n{p.body or ''}")
    book = attempt.case.rulebook
    kind, _note = classify(answered(p), book)
    form.only(matters.of(kind, book.kinds.get(kind)).asks)


def _revise(form: Any, common: dict[str, Any]) -> acts.Revise:
    more = (
        {"group_id": form.group_id.data or None, "answers": form.answers()}
        if "group_id" in form
        else {}
    )
    return acts.Revise(
        **common, title=form.title.data, body=form.body.data, note=form.note.data, **more
    )


act_page(blueprint, A.adopt, PlainActForm, lambda f, c: acts.Adopt(**c))
act_page(blueprint, A.revise, forms.ReviseForm, _revise, prepare=_prepare_text, first=acts.asked_to)
act_page(
    blueprint,
    A.submit,
    forms.SubmitForm,
    lambda f, c: acts.Submit(**c, **f.said()),
    prepare=_before_submitting,
    template="propose/proposal/submit.html",
)
act_page(
    blueprint,
    A.withdraw,
    forms.ReasonsForm,
    lambda f, c: withdrawal_acts.Withdraw(**c, reasons=f.reasons.data),
)
act_page(blueprint, A.cosign, PlainActForm, lambda f, c: support_acts.Cosign(**c))
act_page(blueprint, A.take_back, PlainActForm, lambda f, c: support_acts.TakeBack(**c))
act_page(blueprint, A.take_over, PlainActForm, lambda f, c: withdrawal_acts.TakeOver(**c))
act_page(
    blueprint,
    A.attach_file,
    forms.AttachForm,
    lambda f, c: file_acts.AttachFile(**c, files=f.files.keep()),
    anchor="#text",
)
