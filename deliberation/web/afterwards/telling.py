"""What somebody is told once their act is done: that it is, with thanks where a neighbour would
thank, and then who has to do what by when, out of the table of obligations.

Called by `acting`, `beginning` and the pages that do an act by themselves.
"""

from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_login import current_user

from deliberation import clock
from deliberation.charter.acts import ActName
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.charter.rulebook import Rulebook
from deliberation.readings import obligations, rules
from deliberation.readings.page import sections
from deliberation.record.engines import current
from deliberation.record.unavailable import why
from deliberation.record.write.done import Done
from deliberation.web.errors import falling
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import ngettext
from deliberation.web.tenancy import language
from deliberation.web.values.moments import localminute
from deliberation.web.words.base import CLOCK_ACT, ROLE, act_label
from deliberation.web.words.matter import score_word

from .words import BODY, DUTY, SAID, STANDS, STOOD

AT_MOST = 2  # lines of what comes next: it is read in passing
GATHERING = (ActName.cosign, ActName.take_back, ActName.submit)
EVERYBODY = ("roll", "residents", "supporters")


def told(name: ActName, done: Done, said: str = "") -> str:
    """The whole of it. `said`: what the page says instead of the act's own words."""
    if done.repeated:
        return str(STOOD.get(name.value, _("You have done this already. It counts.")))
    try:
        parts = _parts(name, done, said)
    except Exception as error:
        if why(error) is None:
            raise
        falling.tell(error)  # the act is done and must not look as if it were not
        parts = [str(said) or _done(name)]
    whole = parts[0]
    for part in parts[1:]:
        whole = _("%(said)s %(more)s", said=whole, more=part)
    return whole


def _parts(name: ActName, done: Done, said: str) -> list[str]:
    with current().read_connection() as s:  # the page's own began before the act
        seen = _Seen.of(s, done)
        return [str(said) or seen.said(name), *seen.comes_next(name, done)]


def _for_several(line: Any) -> bool:
    """Whether more than one has to do it; of any other line that is open still, it is another
    entry that waits, and nobody is missing at the one that was answered.
    """
    return line.need > 1 or line.who_kind in EVERYBODY


def _done(name: ActName) -> str:
    """That it is done, in the words of the act."""
    return str(SAID.get(name.value) or _("Done: %(act)s.", act=act_label(name.value)))


def stood(name: ActName, error: Exception, subject: str) -> Done | None:
    """What was refused because the reader had done it before, and typed nothing that would be lost:
    as done. None where it was refused for another reason.
    """
    codes = [r.code for r in error.reasons] if isinstance(error, Refused) else []
    if len(codes) != 1 or (name.value, codes[0]) not in STANDS:
        return None
    return Done(g.community.id, subject, 0, "", (), repeated=True)


@dataclass(frozen=True)
class _Seen:
    """How the subject stands right after the act: its open lines, and, of a proposal, its row. A
    connection of its own sees what was written a moment ago.
    """

    s: Any
    lines: tuple[Any, ...]
    row: Any
    book: Rulebook

    @classmethod
    def of(cls, s: Any, done: Done) -> "_Seen":
        """Three statements at most."""
        community = g.community.id
        lines = obligations.after(s, community, done.subject_id, done.fact_id)
        ident = done.subject_id
        row = sections.row(s, community, ident) if ident else None
        return cls(s, lines, row, rules.of(s, community, row.rulebook if row else None))

    def said(self, name: ActName) -> str:
        """That it is done."""
        score = whole(request.form.get("score"))
        if name is ActName.rate and score is not None:
            return self._rated(score)
        return _done(name)

    def _rated(self, score: int) -> str:
        matter = rules.matter_of(self.s, g.community.id, self.row)
        if matter.answers:
            return _("Thank you. Your answer: %(answer)s.", answer=score_word(score, matter))
        return ngettext(
            "Thank you. You gave it %(num)s point.", "Thank you. You gave it %(num)s points.", score
        )

    def comes_next(self, name: ActName, done: Done) -> list[str]:
        """Who has to do what by when, in at most two sentences."""
        if name in GATHERING and self.row is not None and self.row.stage == "gather":
            return self._gathering()
        moved = done.due_now or bool({"stage_moved"} & {*done.kinds})
        people = [x for x in self.lines if x.who_kind != "clock" and not self._held(x)]
        asked = [x for x in people if x.own]
        if not asked and moved:
            asked = [x for x in people if x.scope == "stage"]
        if not asked:
            same = [x for x in people if x.act == name.value and x.due_at and _for_several(x)]
            if same:
                return [self._others(same[0])]
        if not asked:
            return self._clocks()
        return [self._duty(x) for x in asked[:AT_MOST]]

    def _held(self, line: Any) -> bool:
        return line.held_until is not None and line.held_until > clock.now()

    def _gathering(self) -> list[str]:
        """How many names are missing, and by when."""
        p = self.row
        counts = sections.counts(self.s, p.community_id, p.proposal_id)
        ends = next((x.due_at for x in self.lines if x.act == ActName.lapse.value), None)
        missing = self.book.kind(p.matter).gather.needed(p.cost) - counts.cosigns
        if missing < 1 or ends is None:
            return []
        return [
            ngettext(
                "%(num)s more co-signature by %(when)s brings it to the deliberation council.",
                "%(num)s more co-signatures by %(when)s bring it to the deliberation council.",
                missing,
                when=localminute(ends),
            )
        ]

    def _duty(self, line: Any) -> str:
        """One line: who, what, by when."""
        what = str(DUTY.get(line.act) or act_label(line.act))
        who = self._who(line)
        if line.due_at is None:
            return _("Next, %(who)s: %(what)s.", who=who, what=what)
        when = localminute(line.due_at)
        return _("%(who)s, by %(when)s: %(what)s.", who=who, what=what, when=when)

    def _others(self, line: Any) -> str:
        """The same act is still open: for oneself to be changed, or for others to do."""
        when = localminute(line.due_at)
        if line.act == ActName.rate.value:
            return _("You may change it until %(when)s.", when=when)
        missing = line.need - line.done
        if line.who_kind in EVERYBODY or missing < 1:
            return _("Others may do so until %(when)s.", when=when)
        return ngettext(
            "%(num)s more person has to do so by %(when)s.",
            "%(num)s more people have to do so by %(when)s.",
            missing,
            when=when,
        )

    def _clocks(self) -> list[str]:
        """What happens by itself, where this act set a clock and asks nothing of anybody."""
        now = clock.now()
        own = [x for x in self.lines if x.own and x.who_kind == "clock" and x.due_at > now]
        return [
            _("%(when)s: %(what)s.", when=localminute(x.due_at), what=str(CLOCK_ACT[x.act]))
            for x in own[:1]
            if x.act in CLOCK_ACT
        ]

    def _who(self, line: Any) -> str:
        """Whoever is asked: the body by its own name, the reader as such, anybody else by what they
        are there.
        """
        if line.who_kind == "office_role":
            return _(" or ").join(self._body(role) for role in line.who.split())
        if line.who_kind == "organisation":
            named = sections.organisation_name(self.s, g.community.id, line.who)
            return named or str(ROLE["organisation"])
        if line.who_kind == "hand":
            return self._person(line.who)
        return str(BODY[line.who_kind])

    def _person(self, person: str) -> str:
        if person == current_user.person_id:
            return _("you")
        author = self.row is not None and person == self.row.author_id
        return str(ROLE["author"]) if author else _("whoever was asked")

    def _body(self, role: str) -> str:
        names = self.book.names.get(BODY.get(role, ""))
        return names["zh" if language().startswith("zh") else "en"] if names else str(ROLE[role])
