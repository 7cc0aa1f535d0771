"""The pages of an audit of money spent, and of the answer to what it questioned."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import fund as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import fund as forms
from deliberation.cycle.supervise.forms import words as words_forms
from deliberation.web.acting import act_page, at_entry

act_page(
    blueprint,
    A.audit_spend,
    forms.AuditForm,
    lambda f, c: acts.AuditSpend(**c, entry_id=f.ref, verdict=f.verdict.data, note=f.note.data),
    prepare=at_entry,
    template="carry_out/strike_spend.html",
    anchor="#spending",
)
act_page(
    blueprint,
    A.explain_spend,
    words_forms.WordsForm,
    lambda f, c: acts.ExplainSpend(**c, entry_id=f.ref, body=f.body.data),
    prepare=at_entry,
    template="carry_out/strike_spend.html",
    anchor="#spending",
)
