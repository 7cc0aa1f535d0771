"""Pages of the lead organisation’s study, and of going on without it as advice only."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.suggest.acts import study as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import study as forms
from deliberation.web.acting import PlainActForm, act_page

act_page(
    blueprint,
    A.record_study,
    forms.StudyForm,
    lambda f, c: acts.RecordStudy(
        **c, held_on=f.held_on.data.isoformat(), result=f.result.data, opinion=f.opinion.data
    ),
)
act_page(blueprint, A.choose_advisory, PlainActForm, lambda f, c: acts.ChooseAdvisory(**c))
