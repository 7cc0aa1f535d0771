"""Offices and their incompatibilities, terms, minors, communities apart from each other."""

from datetime import timedelta

import pytest

from deliberation.charter.case import OPERATOR
from deliberation.charter.reasons import Refused
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support
from deliberation.cycle.supervise.acts import question
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts
from tests.traces import refused
from tests.world import World


def take(w: World, name: str, role: str):
    return w.take_office(name, role)


def test_committee_members_and_their_near_relatives_are_no_supervisors(small_world):
    w = small_world
    with refused(w, "incompatible_office"):
        take(w, "委员甲", "supervisor")
    w.operate(
        acts.DeclareRelative(
            act_id=new_id(), person_id=w.person["林五"], relative_id=w.person["委员甲"]
        )
    )
    with refused(w, "incompatible_relative"):
        take(w, "林五", "supervisor")
    w.operate(
        acts.DeclareRelative(
            act_id=new_id(), person_id=w.person["林六"], relative_id=w.person["监事甲"]
        )
    )
    with refused(w, "incompatible_relative"):
        take(w, "林六", "committee_member")
    take(w, "林七", "supervisor")


def test_everybody_but_the_clerk_declares_only_relatives_of_their_own(small_world):
    w = small_world
    with refused(w, "wrong_role"):
        w.act(
            "监事甲",
            acts.DeclareRelative(
                act_id=new_id(), person_id=w.person["林一"], relative_id=w.person["委员甲"]
            ),
        )
    with refused(w, "factor_needed"):
        w.act(
            w.actor("监事甲", factor=None),
            acts.DeclareRelative(
                act_id=new_id(), person_id=w.person["监事甲"], relative_id=w.person["林一"]
            ),
        )
    w.act(
        "监事甲",
        acts.DeclareRelative(
            act_id=new_id(), person_id=w.person["监事甲"], relative_id=w.person["林一"]
        ),
    )
    w.act(
        "窗口",
        acts.DeclareRelative(
            act_id=new_id(), person_id=w.person["林一"], relative_id=w.person["委员甲"]
        ),
    )


def test_representatives_are_four_fifths_of_the_meeting(small_world):
    with refused(small_world, "share_of_representatives"):
        take(small_world, "林八", "committee_member")


def test_minors_hold_no_office_and_come_of_age_by_the_clock(small_world):
    w = small_world
    with refused(w, "not_adult"):
        take(w, "丁小", "representative")
    with pytest.raises(Refused):
        w.clock_act(acts.ComeOfAge(act_id=new_id(), person_id=w.person["丁小"]))
    w.time.advance(days=366 * 5)
    w.clock_act(acts.ComeOfAge(act_id=new_id(), person_id=w.person["丁小"]))
    assert (
        next(r for r in w.rows(tables.person) if r.person_id == w.person["丁小"]).standing
        == "adult"
    )


def test_a_lapsed_term_ends_and_a_continuing_one_goes_on(small_world):
    w = small_world
    w.time.advance(days=1800)
    p = w.submitted()
    with refused(w, "term_expired"):
        w.act(
            "监事甲",
            question.AskQuestion(act_id=new_id(), subject_id=p, addressee="clerk", body="？"),
        )
    w.cosign(p, "议员甲", "议员乙")
    assert (
        w.counts(p).cosigns_office == 2
    )  # deliberators continue until successors take office, as the rulebook says


def test_ids_of_one_community_are_unknown_in_another(small_world):
    w = small_world
    p = w.submitted()
    other = World(w.engines, w.time, slug="other").populate()
    for code, actor in (
        ("unknown_subject", other.actor("林二")),
        ("unknown_subject", w.actor("林二")),
    ):
        with refused(w, code):
            perform(support.Cosign(act_id=new_id(), subject_id=p), actor, other.id, w.engines)
    with refused(w, "unknown_person"):
        perform(
            support.Cosign(act_id=new_id(), subject_id=p),
            other.actor("林二"),
            w.id,
            w.engines,
        )


def test_the_operator_has_no_row_for_civic_acts(small_world):
    w = small_world
    p = w.submitted()
    for act in (
        support.Cosign(act_id=new_id(), subject_id=p),
        propose.Draft(act_id=new_id(), title="x", body="y"),
    ):
        with refused(w, "wrong_role"):
            perform(act, OPERATOR, w.id, w.engines)


def test_importing_a_roster_twice_changes_nothing(small_world):
    w = small_world
    entries = tuple(w.entry(n, i) for i, n in enumerate(["新人甲", "新人乙"], 200))
    w.operate(acts.EnterPeople(act_id=new_id(), entries=entries))
    with refused(w, "already_in"):
        w.operate(acts.EnterPeople(act_id=new_id(), entries=entries))


def test_slugs_are_plain_and_not_reserved(small_world):
    w = small_world
    for slug, code in (("static", "bad_slug"), ("A", "bad_slug"), ("jiahe", "slug_taken")):
        with refused(w, code):
            World(w.engines, w.time, slug=slug)


def test_the_residents_committee_has_at_most_nine_members(sqlite_engines, time):
    members = [f"委员{n}" for n in range(9)]
    offices = {f"代表{n}": "representative" for n in range(40)} | dict.fromkeys(
        members, "committee_member"
    )
    w = World(sqlite_engines, time).populate(offices=offices, residents=["林一", "林二"])
    with refused(w, "body_full"):
        take(w, "林一", "committee_member")
    ends = {o.ends_at for o in w.rows(tables.office) if o.role == "committee_member"}
    with refused(w, "body_full"):
        w.take_office(
            "林一", "committee_member", starts_at=max(ends) - timedelta(days=1)
        )  # one day with ten
    w.take_office(
        "林一", "committee_member", starts_at=max(ends), ends_at=max(ends) + timedelta(days=1800)
    )  # a successor's term begins when the others' ended
    office = next(o for o in w.rows(tables.office) if o.person_id == w.person["委员0"])
    w.operate(
        acts.LeaveOffice(
            act_id=new_id(), office_id=office.office_id, cause="resigned", document="辞职信"
        )
    )
    take(w, "林二", "committee_member")


def test_ten_terms_that_begin_later_are_one_too_many(sqlite_engines, time):
    residents = [f"候选{n}" for n in range(10)]
    w = World(sqlite_engines, time).populate(
        offices={f"代表{n}": "representative" for n in range(40)}, residents=residents
    )
    for n, name in enumerate(residents[:9]):
        w.take_office(name, "committee_member", starts_at=w.time.at + timedelta(days=10 + n))
    with refused(w, "body_full"):
        w.take_office(
            residents[9], "committee_member", starts_at=w.time.at + timedelta(days=1)
        )  # room at its start, not later


def test_incompatible_terms_to_come_are_refused_too(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(
        offices={f"代表{n}": "representative" for n in range(8)}, residents=["林一", "林二"]
    )
    w.operate(
        acts.DeclareRelative(
            act_id=new_id(), person_id=w.person["林一"], relative_id=w.person["林二"]
        )
    )
    later = w.time.at + timedelta(days=30)
    w.take_office("林一", "committee_member", starts_at=later)
    for name, code in (("林一", "incompatible_office"), ("林二", "incompatible_relative")):
        with refused(w, code):
            w.take_office(name, "supervisor", starts_at=w.time.at + timedelta(days=60))
