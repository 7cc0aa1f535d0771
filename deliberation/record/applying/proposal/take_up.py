"""Which rows the facts of the deliberation council make: what becomes of a proposal that gathered
its co-signatures.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.facts.proposal import propose
from deliberation.record.applying.base import Header, keyed, new, of_proposal, on, remark
from deliberation.record.applying.changes import Change, Delete


@on(propose.TakenUp)
def _taken_up(f: propose.TakenUp, h: Header) -> list[Change]:
    return [remark(f, h, "taken_up", by=f.by, body=f.note)]


@on(propose.PassedOn)
def _passed_on(f: propose.PassedOn, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, passed_reason=f.reason, appeal_until=f.appeal_until),
        remark(f, h, "passed_on", by=f.by, code=f.reason, body=f.explanation, until=f.appeal_until),
    ]


@on(propose.MergeAsked)
def _merge_asked(f: propose.MergeAsked, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, merge_into=f.into, merge_until=f.until),
        remark(f, h, "merge_asked", by=f.by, body=f.note, until=f.until),
    ]


@on(propose.MergeAgreed)
def _merge_agreed(f: propose.MergeAgreed, h: Header) -> list[Change]:
    return [new("merge_consent", f, h, person_id=f.person, at=h.at)]


@on(propose.MergeDeclined)
def _merge_declined(f: propose.MergeDeclined, h: Header) -> list[Change]:
    return [of_proposal(f, h, merge_until=None), remark(f, h, "merge_declined", by=f.by)]


@on(propose.Merged)
def _merged(f: propose.Merged, h: Header) -> list[Change]:
    return [of_proposal(f, h, merge_into=f.into, merge_until=None), remark(f, h, "merged")]


@on(propose.Appealed)
def _appealed(f: propose.Appealed, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, appeal_state="open"),
        remark(f, h, "appealed", by=f.by, body=f.grounds),
    ]


@on(propose.AppealDecided)
def _appeal_decided(f: propose.AppealDecided, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, appeal_state=f.outcome, due_at=None),
        remark(f, h, "appeal_decided", by=f.by, code=f.outcome, body=f.reasons),
        Delete("deadline", keyed(f, h, act=ActName.reopen_in_silence.value, ref="")),
    ]
