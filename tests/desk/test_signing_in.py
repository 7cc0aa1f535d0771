"""Where only a ballot is taking part, nobody is led to sign people in: no sheet, no link, no form.
Where signing in counts, each is there.
"""

import pytest

from deliberation.charter.reasons import Refused
from deliberation.cycle.resolve.acts.proposal import RecordAttendance
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.cycle.matters import test_elections as elections
from tests.desk.test_print_job import offered

VOTES = {
    "representatives": lambda w: w.in_vote(),
    "owners": lambda w: w.in_vote(answers={"uses_common_parts": True}),
    "election": elections.council,
}


def signs_in(w, p) -> bool:
    """Whether the act takes somebody of the roll."""
    who = w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)[0].person_id
    try:
        w.act("窗口", RecordAttendance(act_id=new_id(), subject_id=p, person_id=who))
    except Refused as refused:
        assert [r.code for r in refused.reasons] == ["no_signing_in"]
        return False
    return True


@pytest.mark.parametrize("kind", VOTES)
def test_a_sheet_to_sign_in_on_is_there_exactly_where_signing_in_counts(site, kind):
    w, clerk = site.world, site.client("clerk")
    p = VOTES[kind](w)
    today = clerk.get("/jiahe/desk/today").data.decode()
    call = clerk.get(f"/jiahe/proposals/{p}/call-list").data.decode()
    led = {
        f"/proposals/{p}/record-attendance" in today,
        f"/desk/print/sign-in/{p}" in call,
        f"sign_in:{p}" in offered(clerk),
        clerk.get(f"/jiahe/desk/print/sign-in/{p}").status_code == 200,
    }
    assert led == {signs_in(w, p)} and (kind == "owners") <= (led == {False})
