"""What an erasure makes unknown is believed, and nothing beside it: forged after somebody was
erased, and found all the same.
"""

from sqlalchemy import insert

from deliberation.charter.facts.proposal.supervise import CertificateSigned
from deliberation.charter.subjects import the_proposal
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.founding import AdoptRulebook
from tests.cycle.resolve.test_proxies import ALL
from tests.record.check.judging.test_judge import found
from tests.record.check.judging.test_turned import rewritten
from tests.record.check.tampering.anew import of_kind, public
from tests.record.check.tampering.attacker import Attacker
from tests.record.write.test_cutting import erase

NOBODY = "a" * 26


def test_an_office_nobody_took_is_not_believed_of_a_handle_in_office(world):
    w = world
    p = w.in_publish()
    erase(w, w.person["林九"])
    w.person["nobody"] = NOBODY
    hand = {"subject_id": "", "purpose": "office", "handle": NOBODY, "person_id": None}
    signed = CertificateSigned(
        subject=the_proposal(p),
        person=NOBODY,
        round_no=1,
        verdict="certify",
        ticked=["roll_compared"],
        platform=[],
    )
    verify(w.engines)
    with w.engines.write_connection() as conn:
        conn.execute(insert(tables.person).values(community_id=w.id, person_id=NOBODY))
        conn.execute(insert(tables.hand).values(community_id=w.id, **hand))
    Attacker(w, {}).forge(signed, name="certify", by="nobody", role="supervisor")
    assert "wrong_role" in found(w)


def test_the_heads_of_a_roll_are_counted_beside_somebody_erased(world):
    w = world
    w.operate(AdoptRulebook(act_id=new_id(), source=ALL))
    p = w.in_vote()
    erase(w, w.person["林九"])

    def fewer(items):
        for roll in of_kind(items, "roll_frozen", p):
            public(roll, members=2)

    assert "the roll has 2 heads" in rewritten(w, fewer)
