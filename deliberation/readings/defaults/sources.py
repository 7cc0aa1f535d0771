"""Where each of what happened by default is found: SQL over the log and what stands beside it.

Called by `reading`.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, cast, exists, literal, select, union_all

from deliberation.charter.acts import ActName as A
from deliberation.charter.subjects.proposal import OPEN_FAULT
from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject

from .codes import FAULTY, KINDS, LAPSED, REFUSED, STUDY_AWAITED, WAITS

_F, _B, _D = tables.fact, tables.fact_body, tables.act_done
_C, _O, _P = tables.certificate, tables.obligation, tables.proposal


@lru_cache(maxsize=4)
def union(scope: str) -> Any:
    """SQL: position, kind, time, subject, header, public body, who did it and code of each, within
    a scope: "all" of a community, of `subjects`, `since` a time, or at `positions`.
    """
    scoped = {
        "all": (),
        "subjects": (_F.c.subject_id.in_(bindparam("subjects", expanding=True)),),
        "since": (
            _F.c.at > bindparam("since"),
            _F.c.kind.not_in(bindparam("but", expanding=True)),
        ),
        "positions": (_F.c.position.in_(bindparam("positions", expanding=True)),),
    }[scope]
    parts = (_said(), _refused(), _awaited(), _faulty(), _waits(), *map(_undone, LAPSED))
    return union_all(*(query.where(*scoped) for query in parts))


def _facts(code: str, *joined: tuple[Any, Any]) -> Select[Any]:
    """Facts with their public part and who did it; with the code, where it is not the fact's."""
    public = and_(same(_F, _B, "position"), _B.c.part == "public")
    rows = _F.join(_B, public).outerjoin(_D, same(_F, _D, "act_id"))
    for table, how in joined:
        rows = rows.join(table, how)
    label = cast(literal(code), String(40)).label("code")
    columns = (_F.c.position, _F.c.kind, _F.c.at, _F.c.subject_id, _F.c.header, _B.c.body)
    query = select(*columns, _D.c.person_id, label).select_from(rows)
    return query.where(_F.c.community_id == bindparam("community"))


def _said() -> Select[Any]:
    """But for drafts, which were nobody's business when their author let them go."""
    its = same(_F, _P, proposal_id="subject_id")
    draft = select(_P.c.proposal_id).where(its, _P.c.submitted_at.is_(None)).exists()
    return _facts("").where(_F.c.kind.in_(KINDS), ~draft)


def _refused() -> Select[Any]:
    """The first certificate of a round that was refused."""
    earlier = _C.alias()
    theirs = and_(same(_F, _C, proposal_id="subject_id"), _C.c.text_from == _F.c.fact_id)
    before = select(earlier.c.person_id).where(
        same(_C, earlier, "proposal_id", "round_no"),
        earlier.c.verdict == "refuse",
        earlier.c.text_from < _C.c.text_from,
    )
    query = _facts(REFUSED, (_C, theirs)).where(_F.c.kind == "certificate_signed")
    return query.where(_C.c.verdict == "refuse", ~before.exists())


def _awaited() -> Select[Any]:
    """The study of the lead organisation, where all the rest is there: the vote waits for it alone,
    and no clock ends that.
    """
    opened = and_(same(_F, _O, "subject_id"), _O.c.opened_by == _F.c.fact_id)
    its = same(_F, _P, proposal_id="subject_id")
    return _facts(STUDY_AWAITED, (_O, opened), (_P, its)).where(
        _O.c.act == A.record_study.value,
        _O.c.ended_at.is_(None),
        _P.c.stage == "advise",
        _P.c.study_state == "pending",
        _P.c.council_state != "pending",
        _P.c.author_state != "awaited",
        _P.c.legality_state.not_in(("pending", "breach")),
    )


def _faulty() -> Select[Any]:
    """A fault found at an inspection that nobody finished: it is neither put right nor given up."""
    g = tables.finding
    theirs = and_(same(_F, g, "subject_id"), g.c.text_from == _F.c.fact_id)
    its = same(_F, _P, proposal_id="subject_id")
    open_still = g.c.state.in_(OPEN_FAULT), _P.c.inspected == "silent"
    return _facts(FAULTY, (g, theirs), (_P, its)).where(*open_still)


def _waits() -> Select[Any]:
    """An upheld objection while what has to follow from it is owed."""
    x = tables.objection
    theirs = and_(same(_F, x, "subject_id"), x.c.answer_from == _F.c.fact_id)
    owed = and_(
        same_subject(x, _O),
        _O.c.act == A.remedy.value,
        _O.c.ref == x.c.objection_id,
        _O.c.ended_at.is_(None),
    )
    query = _facts(WAITS, (x, theirs), (_O, owed))
    return query.where(_F.c.kind == "objection_answered", x.c.remedy.is_(None))


def _undone(code: str) -> Select[Any]:
    """A step that came on its day and ended what somebody was still asked to do before it."""
    act, ref, anew = LAPSED[code]
    back = _O.alias()
    lapsed = (
        same(_F, _O, "subject_id"),
        _O.c.ended_by == _F.c.fact_id,
        _O.c.act == act.value,
        _O.c.due_at <= _F.c.at,
        _O.c.done < _O.c.need,
        *([_O.c.ref == ref] if ref else ()),
    )
    asked_anew = (
        same(_F, back, "subject_id"),
        back.c.opened_by == _F.c.fact_id,
        back.c.act.in_([a.value for a in anew]),
    )
    step = _facts(code).where(_F.c.kind == "stage_moved")
    left = exists().where(*lapsed), ~exists().where(*asked_anew)
    return step.where(*left, *([~_posted_since(ref)] if act is A.post_proof else []))


def _posted_since(purpose: str) -> Any:
    """Whether it was posted after the step that ended the line, and before it was asked anew."""
    x, anew = tables.posting_proof, _O.alias()
    since = same_subject(_F, x), x.c.purpose == purpose, x.c.at >= _F.c.at
    asked = same_subject(x, anew), anew.c.act == A.post_proof.value, anew.c.ref == purpose
    between = anew.c.from_at > _F.c.at, anew.c.from_at <= x.c.at
    again = select(anew.c.opened_by).where(*asked, *between).correlate(_F, x).exists()
    return select(x.c.proof_id).where(*since, ~again).correlate(_F).exists()
