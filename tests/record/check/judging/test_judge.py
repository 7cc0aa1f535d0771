"""What the judge asks of everything, and whom it excuses. What it finds stands in the catalogue of
tamperings (`tests/record/check/test_tampering.py`).
"""

import itertools
from datetime import timedelta

import pytest

from deliberation import clock
from deliberation.charter.act import REGISTRY
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts.base import KINDS
from deliberation.charter.facts.proposal.cycle import ObligationEnded, PassedInSilence
from deliberation.charter.facts.proposal.propose import Commented
from deliberation.charter.facts.vote.resolve import BallotCast
from deliberation.charter.hands import Purpose
from deliberation.charter.subjects import SubjectType, the_proposal
from deliberation.cycle.propose.acts.merging import Merge
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.desk.acts.entries import EnterFor
from deliberation.record import tables
from deliberation.record.check.judging.conditions import CONDITIONS, dates
from deliberation.record.check.judging.conditions.hands import OF_MANY, OF_THE_CLERK
from deliberation.record.check.judging.written_by import ENDED_BY, SILENT, WRITTEN_BY
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import life
from tests.record.check.tampering.attacker import Attacker, hand
from tests.world import RESIDENTS

VOTER, NOBODY = "代表丁", "林一"


def found(world) -> str:
    """What verify says."""
    with pytest.raises(Wrong) as caught:
        verify(world.engines)
    return str(caught.value)


def test_an_honest_record_is_judged_act_by_act(world):
    world.in_publish()
    [summary] = verify(world.engines)
    assert summary.acts > 30


def test_every_kind_of_fact_has_its_acts_and_every_act_has_a_row():
    kinds = {c.kind for c in KINDS.values() if not issubclass(c, OF_MANY + OF_THE_CLERK)}
    assert kinds == WRITTEN_BY.keys()
    assert {act for acts in WRITTEN_BY.values() for act in acts} <= POLICY.keys()
    assert CONDITIONS.keys() <= set(KINDS.values())


def test_every_clock_of_a_proposal_has_its_days():
    clocks = {
        name
        for name, act in REGISTRY.items()
        if issubclass(act, ClockAct)
        and act.own_clock
        and act.lock != "community"
        and act.of in (SubjectType.proposal, None)  # None: of any subject, a proposal among them
    }
    assert clocks == {*dates.DAYS, *dates.NAMED, *dates.WORKING} and Merge.name in clocks


def ballot(world, p, voter):
    person, number = world.person[voter], world.row(p).round_no
    said = {"revision": 1, "first": True, "choice": "against"}
    return BallotCast(subject=the_proposal(p), round_no=number, voter=person, **said)


def test_nobodys_ballot_counts_for_nobody(world):
    """Written past the gate it is not counted, and `verify` names it all the same."""
    p = world.in_vote()
    world.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 委员甲="for")
    hands = Attacker(world, {"voted": p})
    hands.forge(ballot(world, p, NOBODY), name="cast_ballot", by=NOBODY, role="voter")
    world.let_pass(p)
    row = world.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[0]
    assert (row.votes_for, row.votes_against, row.present) == (4, 0, 4)
    assert "not_on_roll" in found(world)


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        (lambda p: ObligationEnded(act="close_vote", subject=p), "comment ended close_vote"),
        (lambda p: PassedInSilence(code="not_certified", subject=p), "passed not_certified by"),
        (lambda p: PassedInSilence(code="no_deliberation_council", subject=p), "council by"),
    ],
)
def test_no_clock_is_stopped_and_no_silence_passed_under_a_comment(world, fact, wrong):
    """They belong to many acts, and to no other."""
    p = world.in_vote()
    said = Commented(
        subject=the_proposal(p),
        comment=new_id(),
        person=world.person[NOBODY],
        role="resident",
        stance="neutral",
        parent=None,
        body="路过。",
    )
    hands = Attacker(world, {"voted": p})
    hands.forge(said, fact(the_proposal(p)), name="comment", by=NOBODY, role="resident")
    assert wrong in found(world)


def test_the_tables_of_endings_and_silences_name_clocks_and_acts_there_are():
    assert ENDED_BY.keys() <= {n for n, act in REGISTRY.items() if issubclass(act, ClockAct)}
    assert {a for acts in (*ENDED_BY.values(), *SILENT.values()) for a in acts} <= POLICY.keys()
    assert not {a for acts in SILENT.values() for a in acts} - {
        n for n, act in REGISTRY.items() if issubclass(act, ClockAct)
    }


def test_what_the_desk_enters_has_one_time(small_world, monkeypatch):
    """The clerk's case and the person's are loaded one after the other; a clock that begins with
    the tenth name is of the moment the headers name.
    """
    w, act_id = small_world, new_id()
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    real, calls = clock.now, itertools.count()
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(microseconds=next(calls)))
    inner = Cosign(act_id=act_id, subject_id=p)
    said = {"slip": "1", "how": "present", "person_id": w.person[RESIDENTS[11]]}
    w.act("窗口", EnterFor(act_id=act_id, subject_id=p, inner=inner, **said))
    assert "threshold_reached" in w.facts(p) and verify(w.engines)


def test_who_was_there_is_judged_as_of_then(world):
    """Who left since had a vote then, and who came since had none."""
    p = world.in_vote()
    left = life.RecordLeft(
        act_id=new_id(),
        person_id=world.person[VOTER],
        cause="moved_away",
        happened_on=world.today(),
        reason="搬走了。",
    )
    world.act("窗口", left)
    world.take_office("林九", "representative")
    assert world.stage(p) == "vote" and verify(world.engines)


@pytest.mark.parametrize(("before", "excused"), [(29, True), (31, False)])
def test_a_roll_is_excused_for_what_it_may_not_have_seen(small_world, before, excused):
    """Two acts under different locks may lie the wrong way round by thirty seconds, not by more."""
    w = small_world
    p = w.in_vote()
    opened, they = w.row(p).opens_at, hand(w, VOTER, Purpose.office)

    def took_office_before(items):
        """One of the representatives: their office is written right before the opening."""
        at = next(
            i
            for i, item in enumerate(items)
            if item.kind == "office_taken" and item.public["person"] == they
        )
        office = items.pop(at)
        then = opened - timedelta(seconds=before)
        office.head["at"] = then.isoformat(timespec="microseconds").replace("+00:00", "Z")
        opening = next(i for i, item in enumerate(items) if item.kind == "roll_frozen")
        roll = items[opening]
        entries = [e for e in roll.public["entries"] if e[0] != they]
        roll.parts["public"] = {**roll.public, "entries": entries, "members": len(entries)}
        items.insert(opening, office)

    Attacker(w, {}).rewrite(took_office_before)
    if excused:
        assert verify(w.engines)
    else:
        assert f"{w.person[VOTER]} had a vote, and is not on the roll" in found(w)
    assert clock.now() >= opened
