"""What one reader can do on the page of a subject, and at its entries: a question, an objection, a
finding, a contribution. What waits for somebody is theirs by its line in `obligation`; the rest by
the gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, literal, select, union_all

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.cycle.obligations import closing
from deliberation.charter.cycle.offers import at_entries, offers
from deliberation.charter.cycle.policy import POLICY
from deliberation.readings.desk import waiting
from deliberation.record import tables
from deliberation.record.tables.joins import its

# What a visitor is shown as well: it leads to signing in, and back.
_INVITED = (A.support_comment, A.comment)
# Done once for each entry, and taken back by another act.
_BACK = {A.take_back_support.value: A.support_comment.value}


@dataclass(frozen=True, slots=True)
class Reader:
    """offered: the acts of the page itself, in the policy's order. acts: these, and those at
    entries. asked: (act, ref) of what waits for them here. done: (act, ref) of what they have done
    already.
    """

    person: str | None
    offered: tuple[A, ...]
    acts: frozenset[str]
    asked: frozenset[tuple[str, str]] = frozenset()
    done: frozenset[tuple[str, str]] = frozenset()

    def may(self, act: str, ref: str = "", of: str = "", but: str = "") -> bool:
        """Whether they can do it at this entry; of, but: what is for one person alone, or for all
        but one.
        """
        if act not in self.acts or (of and of != self.person) or (but and but == self.person):
            return False
        if act in _BACK:
            return (_BACK[act], ref) in self.done
        if closing(A(act)) and ref:
            return (act, ref) in self.asked
        return (act, ref) not in self.done


def visitor(case: Case) -> Reader:
    """Somebody who has not signed in."""
    here = [a.value for a in _INVITED if POLICY[a].at(case.place)]
    return Reader(None, (), frozenset(here))


def reader(s: Any, case: Case, *subjects: str) -> Reader:
    """Whoever the case is of, at its subject and at others that stand on its page: two statements,
    none for a visitor.
    """
    me = case.actor.person_id
    if me is None:
        return visitor(case)
    asked, held = waiting.at(s, case, subjects)
    done = _done(s, case, subjects, me)
    over = {act for act, ref in done if not ref} | {act for act, _ in held}
    offered = tuple(a for a in offers(case) if a.value not in over)
    acts = frozenset(a.value for a in (*offered, *at_entries(case)))
    return Reader(me, offered, acts, asked, done)


def _done(s: Any, case: Case, subjects: Sequence[str], me: str) -> frozenset[tuple[str, str]]:
    round_no = case.proposal.round_no if case.of_proposal else 0
    said = {"community": case.community.id, "subjects": subjects, "me": me, "round": round_no}
    return frozenset((x.act, x.ref) for x in s.execute(_parts(len(REGISTRY)), said))


@lru_cache(maxsize=2)
def _parts(_acts: int) -> CompoundSelect[Any]:
    """What they support here, what they reported, whose nomination they stand behind; and, without
    an entry, what several are asked for and they did once and for all.
    """
    c, r, n = tables.comment_support, tables.comment_report, tables.election_nominator
    found = [
        _rows(A.support_comment, c, c.c.comment_id).where(c.c.taken_back_at.is_(None)),
        _rows(A.report_comment, r, r.c.comment_id),
        _rows(A.support_nomination, n, n.c.candidacy_id),
    ]
    for act, cls in REGISTRY.items():
        for m in cls.mine:
            t = tables.metadata.tables[m.table]
            if m.again:
                continue
            part = _rows(act, t, literal(""), m.person)
            if m.of_round:
                part = part.where(t.c.round_no == bindparam("round"))
            found.append(part.where(t.c[m.filled].is_not(None)) if m.filled else part)
    return union_all(*found)


def _rows(act: A, t: Any, entry: Any, person: str = "person_id") -> Any:
    """Rows of theirs in a table of the subjects."""
    these = t.c[its(t)].in_(bindparam("subjects", expanding=True))
    here = t.c.community_id == bindparam("community"), these
    said = literal(act.value).label("act"), entry.label("ref")
    return select(*said).select_from(t).where(*here, t.c[person] == bindparam("me"))
