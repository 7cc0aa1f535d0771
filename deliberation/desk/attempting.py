"""What becomes of an act of the desk: attempted, and the reasons against it in words; its page once
more, or back to the person it was about.

Called by the desk's pages.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.charter.act import Act
from deliberation.charter.case import Actor
from deliberation.charter.reasons import Refused
from deliberation.record.write.perform import perform
from deliberation.web import afterwards
from deliberation.web.doing import follow
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say

Page = tuple[str, int]


def attempt(
    act: Act,
    *,
    who: Actor | None = None,
    beside: Callable[[], object] | None = None,
    said: str = "",
) -> list[str]:
    """Perform for the reader, and what becomes due by it; → the reasons against, in words, or
    nothing.

    `who`: the reader with a witness beside them. `beside`: what changes in the same transaction.
    `said`: what the reader is told when it is done, with what comes next.
    """
    try:
        done = perform(act, who or actor(), g.community.id, beside=beside)
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    follow(done)
    if said:
        flash(afterwards.told(act.name, done, said), "message")
    return []


def attempt_all(acts: Iterable[Act]) -> Iterator[list[str]]:
    """Perform each for the reader; what becomes due by them waits until the last of them, so that
    none of one sheet is too late by another of it. → the reasons against each, or nothing.
    """
    done = []
    for act in acts:
        try:
            done.append(perform(act, actor(), g.community.id))
            yield []
        except Refused as refused:
            yield [say(r) for r in refused.reasons]
    for one in done:
        follow(one)


def form_page(template: str, **shown: Any) -> Page:
    """A page with its form; 422 where it comes again after it was sent."""
    return render_template(template, **shown), 422 if request.method == "POST" else 200


def recorded(person_id: str, part: str = "") -> Response:
    """Said so, and back to the person. `part`: an anchor on their page, with its #."""
    flash(_("Recorded."), "message")
    return redirect(url_for("desk.person", person_id=person_id) + part, 303)
