"""Pages of asking about an announcement, answering, and hiding what breaks a rule
or leaving it."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.inform.acts import asking as acts
from deliberation.cycle.inform.acts.announcement import in_its_office
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.cycle.inform.forms import announcement as forms
from deliberation.web.acting import act_page, at_entry
from deliberation.web.forms.typed import written
from deliberation.web.places import ANNOUNCEMENT

ASKED = "#questions"
TEMPLATE = "acting/at_question.html"

act_page(
    blueprint,
    A.ask_about,
    forms.AskForm,
    lambda f, c: acts.AskAbout(**c, body=written(f.body)),
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
act_page(
    blueprint,
    A.answer_about,
    forms.AnswerForm,
    lambda f, c: acts.AnswerAbout(**c, question_id=f.ref, body=written(f.body)),
    prepare=at_entry,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
    first=in_its_office,
)
act_page(
    blueprint,
    A.hide_about,
    forms.HideForm,
    lambda f, c: acts.HideAbout(**c, question_id=f.ref, reason=f.reason.data, note=f.note.data),
    prepare=at_entry,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
act_page(
    blueprint,
    A.keep_about,
    forms.KeepForm,
    lambda f, c: acts.KeepAbout(**c, question_id=f.ref, note=f.note.data),
    prepare=at_entry,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
