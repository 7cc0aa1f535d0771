"""Pages of the discussion: contributing, answering a contribution, supporting one."""

from typing import Any

from flask import g, request

from deliberation.charter.acts import ActName as A
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.propose.addressed import at_comment, entry_named
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import thread as thread_forms
from deliberation.readings.page import quotes, threads
from deliberation.readings.people import names as people
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.places import Attempt


def _quoted(form: Any, attempt: Attempt) -> None:
    """A reply shows what it answers.

    The quote is the contribution's id; its words are never copied.
    """
    p = attempt.view.row.proposal_id
    form.quote = quotes.quote(db.session, g.community.id, p, attempt.ref) if attempt.ref else None
    form.quoted = (
        people.names(db.session, g.community.id, [form.quote.person_id])[form.quote.person_id]
        if form.quote
        else None
    )


def _back_to_comment() -> str:
    order = request.args.get("order", "")
    return f"/comments/{entry_named()}" + (f"?order={order}" if order in threads.ORDERS else "")


act_page(
    blueprint,
    A.comment,
    thread_forms.CommentForm,
    lambda f, c: thread_acts.Comment(
        **c, body=f.body.data, stance=f.stance.data, parent_id=entry_named(), files=f.files.keep()
    ),
    prepare=_quoted,
    straight=True,
    template="propose/proposal/comment.html",
    anchor="#discussion",
)
act_page(
    blueprint,
    A.support_comment,
    PlainActForm,
    lambda f, c: thread_acts.SupportComment(**c, comment_id=entry_named() or ""),
    prepare=at_comment,
    straight=True,
    template="propose/proposal/at_comment.html",
    anchor=_back_to_comment,
)
act_page(
    blueprint,
    A.take_back_support,
    PlainActForm,
    lambda f, c: thread_acts.TakeBackSupport(**c, comment_id=entry_named() or ""),
    prepare=at_comment,
    straight=True,
    template="propose/proposal/at_comment.html",
    anchor=_back_to_comment,
)
