"""Which rows the facts of the deliberation council make: what becomes of a proposal that gathered
its co-signatures.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.facts.proposal import take_up
from deliberation.record.applying.base import Header, hanging, new, of_proposal, on, remark
from deliberation.record.applying.changes import Change, Delete


@on(take_up.TakenUp)
def _taken_up(f: take_up.TakenUp, h: Header) -> list[Change]:
    return [remark(f, h, "taken_up", by=f.by, body=f.note)]


@on(take_up.PassedOn)
def _passed_on(f: take_up.PassedOn, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, passed_reason=f.reason, appeal_until=f.appeal_until),
        remark(f, h, "passed_on", by=f.by, code=f.reason, body=f.explanation, until=f.appeal_until),
    ]


@on(take_up.MergeAsked)
def _merge_asked(f: take_up.MergeAsked, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, merge_into=f.into, merge_until=f.until),
        remark(f, h, "merge_asked", by=f.by, body=f.note, until=f.until),
    ]


@on(take_up.MergeAgreed)
def _merge_agreed(f: take_up.MergeAgreed, h: Header) -> list[Change]:
    return [new("merge_consent", f, h, person_id=f.person, at=h.at)]


@on(take_up.MergeDeclined)
def _merge_declined(f: take_up.MergeDeclined, h: Header) -> list[Change]:
    return [of_proposal(f, h, merge_until=None), remark(f, h, "merge_declined", by=f.by)]


@on(take_up.Merged)
def _merged(f: take_up.Merged, h: Header) -> list[Change]:
    return [of_proposal(f, h, merge_into=f.into, merge_until=None), remark(f, h, "merged")]


@on(take_up.Appealed)
def _appealed(f: take_up.Appealed, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, appeal_state="open"),
        remark(f, h, "appealed", by=f.by, body=f.grounds),
    ]


@on(take_up.AppealDecided)
def _appeal_decided(f: take_up.AppealDecided, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, appeal_state=f.outcome, due_at=None),
        remark(f, h, "appeal_decided", by=f.by, code=f.outcome, body=f.reasons),
        Delete("deadline", hanging(f, h, act=ActName.reopen_in_silence.value, ref="")),
    ]
