"""Pages of questions the supervisors ask, and of their answers."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import question as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import question as forms
from deliberation.cycle.supervise.forms import words as words_forms
from deliberation.web.acting import act_page, at_entry

act_page(
    blueprint,
    A.ask_question,
    forms.QuestionForm,
    lambda f, c: acts.AskQuestion(**c, addressee=f.addressee.data, body=f.body.data),
)
act_page(
    blueprint,
    A.answer_question,
    words_forms.WordsForm,
    lambda f, c: acts.AnswerQuestion(**c, question_id=f.ref, body=f.body.data),
    prepare=at_entry,
    template="supervise/at_entry.html",
)
