"""What must hold of the answer to an objection and of what follows from an upheld one: on a way
that was open, by whoever it is of, and with what that way does; and that nothing is begun on a
result while one of them waits.
"""

from collections.abc import Callable

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle import objected
from deliberation.charter.cycle import remedies as r
from deliberation.charter.facts.matters.elections import ElectionConfirmed
from deliberation.charter.facts.proposal.cycle import DateMoved, PassedInSilence, StageMoved
from deliberation.charter.facts.proposal.objections import (
    ObjectionAnswered,
    ObjectionRemedied,
    ObjectionUnremedied,
)
from deliberation.charter.facts.proposal.supervise import CertificateSigned
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.counts import COUNTED
from deliberation.record.check.judging.conditions.said import Said, of
from deliberation.record.check.judging.view import Row

ANSWERED = (*r.UPHELD, "rejected")
LEADS = {r.AGAIN: Stage.notice.value, r.COUNCIL: Stage.advise.value}


@of(ObjectionAnswered)
def answered_once(said: Said, fact: ObjectionAnswered) -> str | None:
    """By somebody else than who raised it, and once."""
    row = said.view.known("objection", fact.subject_id, fact.objection)
    if row["state"] in ANSWERED:
        return "an objection answered twice"
    if row["state"] == objected.ENDED:
        return "an objection answered after its result was gone"
    if fact.outcome not in ANSWERED:
        return f"an objection answered as {fact.outcome}"
    return "answered their own objection" if row["person_id"] == said.me else None


@of(ObjectionRemedied)
def on_an_open_way(said: Said, fact: ObjectionRemedied) -> str | None:
    """Of an upheld one, once, on a way that was open; by itself only on the way that is taken in
    silence, and else by whoever it is of.
    """
    row = said.view.known("objection", fact.subject_id, fact.objection)
    again = _voted_anew(said, fact.subject_id)
    if not _owed(row):
        return f"something followed from an objection that is {row['state']}, {row['remedy']}"
    if said.name is A.remedy_in_silence:
        way = r.in_silence(said.case, row["ground"], again)
        return None if way == fact.way else f"{fact.way} by itself, and it is {way}"
    mended = fact.way == r.CORRECTED and _put_right(said, row)
    reason = r.why_not(said.case, row["ground"], again, fact.way, put_right=mended)
    if reason is not None:
        return f"{fact.way} was not open: {reason.code}"
    if said.case.roles().isdisjoint(r.remediers(said.case, row["ground"])):
        return f"{fact.way} by somebody it is not of"
    return None


@of(ObjectionRemedied)
def with_what_it_does(said: Said, fact: ObjectionRemedied) -> str | None:
    """Counted again where it says so, and moved where it leads; else nothing of it."""
    counts = [f for f in said.facts if isinstance(f, COUNTED)]
    steps = [m.to_stage for m in said.of(StageMoved)][:1]
    wanted = [LEADS[fact.way]] if fact.way in LEADS else []
    if steps != wanted:
        return f"{fact.way} led to {steps}, and leads to {wanted}"
    return None if len(counts) == (fact.way == r.RECOUNTED) else f"{fact.way}, and another count"


@of(ObjectionUnremedied)
def nothing_by_itself(said: Said, fact: ObjectionUnremedied) -> str | None:
    """Marked only where nothing followed by itself."""
    row = said.view.known("objection", fact.subject_id, fact.objection)
    way = r.in_silence(said.case, row["ground"], _voted_anew(said, fact.subject_id))
    if not _owed(row) or way is not None:
        return f"nothing followed from an objection, and {way} does"
    return None


@of(StageMoved)
def says_what_it_follows(said: Said, fact: StageMoved) -> str | None:
    """A remedy that moves the matter says of which objection, or it could go back for none."""
    if said.name not in (A.remedy, A.remedy_in_silence):
        return None
    return None if len(said.of(ObjectionRemedied)) == 1 else f"{said.name} moved it for nothing"


@of(StageMoved)
def nothing_waited(said: Said, fact: StageMoved) -> str | None:
    """The days to object end when no objection waits any more."""
    waits = said.name is A.end_objections and _waits(said, fact.subject_id)
    return "it went on while an objection waited" if waits else None


@of(DateMoved)
def for_what_waits(said: Said, fact: DateMoved) -> str | None:
    """The days to object, by those of an answer and while an objection waits; those of the
    certificates too, while what follows from an upheld one is not done; and once it is, and the
    result stands, by as many as they have.
    """
    if said.name is A.move_deadline:
        return None
    act, waits = MOVES.get(said.name, (None, None))
    if act is None or waits is None:
        return f"{said.name} moved a date"
    if fact.act != act.value or not waits(said, fact.subject_id):
        return f"{fact.act} put off, and no objection waits"
    rule, zone = said.kind(fact).publish, said.case.community.timezone
    number = rule.decide_days if said.name is act else rule.certify_days
    due = said.case.calendar.add_days(said.at, number, zone)
    if fact.due_at == due.at or (due.provisional and fact.due_at >= due.at):
        return None
    return f"put off until {fact.due_at}, and by the calendar {due.at}"


@of(CertificateSigned)
def nothing_was_to_follow(said: Said, fact: CertificateSigned) -> str | None:
    """What is certified stands: nothing follows any more from an upheld objection."""
    waits = fact.verdict == "certify" and _to_follow(said, fact.subject_id)
    return "certified while an upheld objection waited" if waits else None


@of(ElectionConfirmed)
def no_fault_stands(said: Said, fact: ElectionConfirmed) -> str | None:
    """Of every upheld objection somebody has said what follows."""
    rows = said.view.by("objection", "subject_id", fact.subject_id)
    return "confirmed while a fault stands upheld" if any(_owed(x) for x in rows) else None


@of(PassedInSilence)
def could_be_certified(said: Said, fact: PassedInSilence) -> str | None:
    """Nobody's silence while they could not certify."""
    waits = said.name is A.pass_supervisors_by and _to_follow(said, fact.subject_id)
    return "supervisors passed by while an upheld objection waited" if waits else None


def _to_follow(said: Said, proposal: str | None) -> bool:
    """Whether something still follows from an upheld objection, by its clock."""
    lines = said.view.dates(proposal or "")
    return any(line["act"] == A.remedy_in_silence.value for line in lines)


def _stands(said: Said, _proposal: str | None) -> bool:
    """Whether it was declined, or nothing followed, while the certificates are waited for."""
    declined = any(f.way == r.DECLINED for f in said.of(ObjectionRemedied))
    p = said.case.proposal
    waits = said.case.stage is Stage.publish and p.certified == "none"
    return waits and (declined or bool(said.of(ObjectionUnremedied)))


def _owed(row: Row) -> bool:
    return row["state"] in r.UPHELD and row["remedy"] is None


def _voted_anew(said: Said, proposal: str | None) -> int:
    rows = said.view.by("objection", "subject_id", proposal)
    return objected.voted_anew(row["remedy"] for row in rows)


def _waits(said: Said, proposal: str | None) -> bool:
    """By the clocks that run for objections."""
    mine = {r["objection_id"]: r for r in said.view.by("objection", "subject_id", proposal)}
    lines = said.view.dates(proposal or "")
    running = [(x["act"], mine[x["ref"]]["ground"]) for x in lines if x["ref"] in mine]
    signed = [(x["act"], None) for x in lines if _is_signed_until_later(said, x)]
    return objected.waits([*running, *signed])


def _is_signed_until_later(said: Said, line: Row) -> bool:
    """Whether certificates of a count made again are waited for still."""
    if line["act"] != objected.CERTIFICATES or line["due_at"] <= said.at:
        return False
    rounds = said.view.by("vote_round", "proposal_id", line["subject_id"])
    now = said.case.proposal.round_no
    return any(r["recounts"] for r in rounds if r["round_no"] == now)


def _put_right(said: Said, row: Row) -> bool:
    table, column = objected.MENDED_HERE
    changes = [x[column] for x in said.view.by(table, "proposal_id", row["subject_id"])]
    changes += [x[name] for table, name in objected.MENDED for x in said.view.rows(table)]
    return objected.put_right(row["at"], changes, said.at)


# Who puts off the date of which act of the clock, and while what waits.
MOVES: dict[A, tuple[A, Callable[[Said, str | None], bool]]] = {
    A.end_objections: (A.end_objections, _waits),
    A.pass_supervisors_by: (A.pass_supervisors_by, _to_follow),
    A.remedy: (A.pass_supervisors_by, _stands),
    A.remedy_in_silence: (A.pass_supervisors_by, _stands),
}
