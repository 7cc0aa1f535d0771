"""Where one does what waits: the page of its act at its subject, or of its entry at the desk.

Called by the lists of what waits.
"""

from collections.abc import Callable

from flask import url_for

from deliberation.charter.acts import ActName as A
from deliberation.readings.desk.supervised import Item
from deliberation.readings.desk.waiting import Waiting

# Each is looked at on its own page, and several stand in one list.
_LOOKED_AT = frozenset({A.hide_comment, A.hide_about})
# Their line names something else than the entry the page is about: the board, the other proposal.
_ALONE = frozenset({A.post_proof, A.agree_merge})
_LISTED = frozenset({A.check_project})  # its page lists all entries
_OWN: dict[A, Callable[[Waiting], str]] = {
    A.answer_about: lambda w: url_for(
        "inform.answer_about_at", announcement_id=w.announcement_id, ref=w.ref
    ),
    A.answer_correction: lambda w: url_for("desk.answer_request", request_id=w.ref),
    A.confirm_reset: lambda w: url_for("desk.factor_resets"),
    A.answer_private: lambda w: url_for("propose.private_one", matter_id=w.ref),
    A.take_office: lambda w: url_for("desk.person", person_id=w.person_id),
    A.enter_batch_again: lambda w: _of_batch("desk.enter_batch_again", w),
    A.resolve_batch: lambda w: _of_batch("desk.paper_differences", w),
    A.enter_batch: lambda w: _at_desk("desk.enter_batch", w),
    A.finish_paper: lambda w: _at_desk("desk.finish_paper", w),
}
# Where several of one subject are one line: the page that lists them, each with its link.
_SEVERAL: dict[A, Callable[[Waiting], str]] = {
    A.answer_about: lambda w: url_for("public.announcement", announcement_id=w.announcement_id),
    A.enter_batch_again: lambda w: _at_desk("desk.paper", w),
    A.resolve_batch: lambda w: _at_desk("desk.paper", w),
}


def url_of(w: Waiting) -> str:
    """The address of the page on which it is done."""
    own = (_SEVERAL.get(w.act) if w.many > 1 else None) or _OWN.get(w.act)
    if own is not None:
        return own(w)
    subject = _of_subject(w)
    if w.on_paper:  # in the booth, which is no page
        return subject
    if w.many > 1 and w.act in _LOOKED_AT:
        return url_for("propose.moderation_log")
    if w.many > 1 and w.act not in _ALONE | _LISTED:  # each stands on the page of the subject
        return subject
    alone = not w.ref or w.act in _ALONE or w.many > 1
    entry = "" if alone else f"/{w.ref.replace(':', '-')}"
    return f"{subject}/{w.act.value.replace('_', '-')}{entry}"


# In no subject: where the supervisors read it, and do what is theirs.
_SUPERVISED: dict[str, Callable[[Item], str]] = {
    A.confirm_reset.value: lambda x: url_for("desk.factor_resets"),
    A.answer_private.value: lambda x: url_for("propose.private_one", matter_id=x.ref),
}


def supervised_url(x: Item) -> str:
    """Where a line of the supervisors' lists leads: to its subject, to the page of what stands in
    none, and where that is the desk's alone, to the fact in the record that asks for it.
    """
    if x.announcement_id:
        return url_for("public.announcement", announcement_id=x.announcement_id)
    if x.proposal_id:
        return url_for("public.proposal", proposal_id=x.proposal_id)
    if (own := _SUPERVISED.get(x.act or "")) is not None:
        return own(x)
    if x.code.startswith("reset_"):
        return url_for("desk.factor_resets")
    return url_for("public.record_fact", position=x.position)


def _of_subject(w: Waiting) -> str:
    if w.announcement_id:
        return url_for("public.announcement", announcement_id=w.announcement_id)
    assert w.card is not None, w.act
    return url_for("public.proposal", proposal_id=w.card.proposal_id)


def _of_batch(endpoint: str, w: Waiting) -> str:
    assert w.card is not None
    return url_for(endpoint, proposal_id=w.card.proposal_id, batch_id=w.ref)


def _at_desk(endpoint: str, w: Waiting) -> str:
    assert w.card is not None
    return url_for(endpoint, proposal_id=w.card.proposal_id)
