"""Which rows these make. Facts around a notice: who decides instead of the assembly, and a notice
that hung wrongly, withdrawn with its reason and shown anew for its whole days.
"""

from deliberation.charter.facts.proposal import notice
from deliberation.record.applying.base import Header, on, remark
from deliberation.record.applying.changes import Change


@on(notice.DelegationRecorded)
def _delegated(f: notice.DelegationRecorded, h: Header) -> list[Change]:
    return [remark(f, h, "delegation_recorded", by=f.by, code=f.decided_on, document=f.document)]


@on(notice.NoticeRestarted)
def _restarted(f: notice.NoticeRestarted, h: Header) -> list[Change]:
    return [remark(f, h, "notice_restarted", by=f.by, code=f.fault, body=f.reasons)]
