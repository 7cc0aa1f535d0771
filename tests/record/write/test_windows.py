"""One person in several windows at once: what they did in one is read by the next."""

from collections import Counter

from deliberation.charter.reasons import Refused
from deliberation.cycle.propose.acts.thread import Comment, SupportComment, TakeBackSupport
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from tests.record.write.test_perform import together


def attempt(w, who, act):
    """Perform and nothing after it: no tick."""
    return perform(act, w.actor(who), w.id, w.engines)


def test_what_one_person_does_in_several_windows_comes_one_after_the_other(world):
    """Each reads what the one before wrote: a ballot's number goes up by one, a support is taken
    back once.
    """
    w = world
    p = w.submitted()
    w.act("林二", Comment(act_id=new_id(), subject_id=p, body="好。", stance="for"))
    said = {"subject_id": p, "comment_id": w.rows(tables.comment)[0].comment_id}
    w.act("林三", SupportComment(act_id=new_id(), **said))
    back = [lambda: attempt(w, "林三", TakeBackSupport(act_id=new_id(), **said)) for _ in range(4)]
    assert Counter(type(r) for r in together(*back)) == {Done: 1, Refused: 3}
    v = w.in_vote(who="林十一", title="在小区门口装路灯")
    again = [
        lambda n=n: attempt(
            w,
            "代表甲",
            CastBallot(act_id=new_id(), subject_id=v, choice=("for", "against")[n % 2]),
        )
        for n in range(8)
    ]
    assert all(isinstance(r, Done) for r in together(*again))
    assert w.rows(tables.ballot)[0].revision == 8
    verify(w.engines)
