"""What one reader can do on the page of a subject, and at its entries: a question, an objection, a
finding, a contribution. What waits for somebody is theirs by its line in `obligation`; the rest by
the gate.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, literal, select, union_all

from deliberation.charter.act import REGISTRY, Mine
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.cycle import objections
from deliberation.charter.cycle.obligations import closing
from deliberation.charter.cycle.offers import offered
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.readings.desk import lines
from deliberation.readings.vote import named
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.prepared import run
from deliberation.record.private.following import follow
from deliberation.record.tables.joins import its

# What a visitor is shown as well: it leads to signing in, and back.
_INVITED = (A.support_comment, A.comment)
# Done whether or not anybody asked for it: what breaks a rule need not be reported first.
_UNASKED = frozenset({A.hide_comment.value, A.hide_about.value})
READ_VOTES = "read_votes"  # no act: the list of who voted how, for those on the roll
# Done once for each entry, and taken back by another act.
_FOLLOWS = "follows"  # no act of the charter: nobody is told of it
_BACK = {A.take_back_support.value: A.support_comment.value}


@dataclass(frozen=True, slots=True)
class Reader:
    """offered: the acts of the page itself, in the policy's order. acts: these, and those at
    entries. asked: (act, ref) of what waits for them here. done: (act, ref) of what they have done
    already. follows: the subjects they follow.
    """

    person: str | None
    offered: tuple[A, ...]
    acts: frozenset[str]
    asked: frozenset[tuple[str, str]] = frozenset()
    done: frozenset[tuple[str, str]] = frozenset()
    follows: frozenset[str] = frozenset()

    def may(self, act: str, ref: str = "", of: str = "", but: str = "") -> bool:
        """Whether they can do it at this entry; of, but: what is for one person alone, or for all
        but one.
        """
        if act not in self.acts or (of and of != self.person) or (but and but == self.person):
            return False
        if act == READ_VOTES:
            return True
        if act in _BACK:
            return (_BACK[act], ref) in self.done
        if ref and act in _ended():
            return (act, ref) in self.asked
        return (act, ref) not in self.done


def visitor(case: Case) -> Reader:
    """Somebody who has not signed in."""
    here = {a.value for a in _INVITED if POLICY[a].at(case.place)}
    return Reader(None, (), frozenset(here | _votes(case)))


def reader(s: Any, case: Case, *subjects: str) -> Reader:
    """Whoever the case is of, at its subject and at others that stand on its page: one statement,
    none for a visitor.
    """
    me = case.actor.person_id
    if me is None:
        return visitor(case)
    found: dict[str, set[tuple[str, str]]] = {
        how: set() for how in ("asked", "held", "done", "whose")
    }
    round_no = case.proposal.round_no if case.of_proposal else 0
    said = {**lines.said(case), "subjects": subjects, "round": round_no}
    for how, act, ref in run(s, _parts(len(REGISTRY)), said):
        found[how].add((act, ref))
    of_page, at_entries = offered(case)
    over = _over(found)
    if A.object in of_page and not objections.possible(case, _grounds(found["done"])):
        over.add(A.object.value)
    shown = tuple(a for a in of_page if a.value not in over)
    acts = frozenset(a.value for a in (*shown, *at_entries))
    if case.of_proposal and case.answers.get(ROLL_ENTRY) is not None:
        acts |= _votes(case)
    follows = frozenset(ref for act, ref in found["done"] if act == _FOLLOWS)
    asked, done = frozenset(found["asked"]), frozenset(found["done"])
    return Reader(me, shown, acts, asked, done, follows)


def _over(found: dict[str, set[tuple[str, str]]]) -> set[str]:
    """What they did once and for all, what is not for them, and what is for somebody else alone."""
    did = {act for act, ref in found["done"] if not ref}
    return did | {act for act, _ in found["held"]} | _of_one() - {act for act, _ in found["whose"]}


def _grounds(done: set[tuple[str, str]]) -> set[str]:
    return {ref for act, ref in done if act == A.object.value}


def _votes(case: Case) -> set[str]:
    """The list of who voted how, while its names are whole: after that nobody reads it."""
    open_now = case.of_proposal and named.whole(case)
    return {READ_VOTES} if open_now else set()


@cache
def _ended() -> frozenset[str]:
    """Acts that are done only where they are asked for: what they do ends a line."""
    return frozenset(a.value for a in A if closing(a)) - _UNASKED


@lru_cache(maxsize=2)
def _parts(acts: int) -> CompoundSelect[Any]:
    """What waits for them here; what they support here, what they reported, whose nomination they
    stand behind, on what ground they objected; and, without an entry, what several are asked for
    and they did once and for all, what is for them alone, and what is for all but them.
    """
    c, r, n = tables.comment_support, tables.comment_report, tables.election_nominator
    o = tables.objection
    found = [
        lines.here(acts),
        _rows(_FOLLOWS, follow, follow.c.subject_id),
        _rows(A.support_comment, c, c.c.comment_id).where(c.c.taken_back_at.is_(None)),
        _rows(A.report_comment, r, r.c.comment_id),
        _rows(A.support_nomination, n, n.c.candidacy_id),
        _rows(A.object, o, o.c.ground),
    ]
    for act, cls in REGISTRY.items():
        found += [_of_page(act, m) for m in cls.mine if not m.again]
        found += [_of_page(act, cls.not_whose, "held")] if cls.not_whose else []
        found += [_of_page(act, cls.whose, "whose")] if cls.whose else []
    return once(union_all(*found))


@cache
def _of_one() -> frozenset[str]:
    """Acts that are for one person alone."""
    return frozenset(act.value for act, cls in REGISTRY.items() if cls.whose)


def _of_page(act: str, m: Mine, how: str = "done") -> Any:
    """Where it stands that they did an act of the page, or whose it is."""
    t = tables.metadata.tables[m.table]
    part = _rows(act, t, literal(""), m.person, how)
    if m.of_round:
        part = part.where(t.c.round_no == bindparam("round"))
    return part.where(t.c[m.filled].is_not(None)) if m.filled else part


def _rows(act: str, t: Any, entry: Any, person: str = "person_id", how: str = "done") -> Any:
    """Rows of theirs in a table of the subjects; without a column of persons, all rows."""
    these = t.c[its(t)].in_(bindparam("subjects", expanding=True))
    here = t.c.community_id == bindparam("community"), these
    said = literal(how).label("how"), literal(str(act)).label("act"), entry.label("ref")
    found = select(*said).select_from(t).where(*here)
    return found.where(t.c[person] == bindparam("me")) if person else found
