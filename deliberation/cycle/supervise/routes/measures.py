"""Pages of returning a matter once, suspending the work, setting it aside."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import measures as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import measures as forms
from deliberation.cycle.supervise.forms import words as words_forms
from deliberation.web.acting import PlainActForm, act_page

act_page(
    blueprint,
    A.return_once,
    words_forms.WordsForm,
    lambda f, c: acts.ReturnOnce(**c, reasons=f.body.data),
)
act_page(
    blueprint,
    A.suspend,
    forms.SuspendForm,
    lambda f, c: acts.Suspend(**c, days=f.days.data, reasons=f.body.data),
)
act_page(blueprint, A.resume, PlainActForm, lambda f, c: acts.Resume(**c))
act_page(
    blueprint,
    A.set_aside,
    forms.AsideForm,
    lambda f, c: acts.SetAside(
        **c, ground=f.ground.data, document=f.document.data, reasons=f.body.data
    ),
)
