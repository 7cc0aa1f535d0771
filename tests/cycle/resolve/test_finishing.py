"""Nothing is begun that nobody is left to finish: ballots on paper, piles, resets, results of the
city's own system; and the pages say before the form who is left.
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.charter.cycle.finishing import PAPER, PILE, Part, missing
from deliberation.charter.needs.people import Holder
from deliberation.charter.roles import Role
from deliberation.cycle.resolve.acts.batches import EnterBatch
from deliberation.cycle.suggest.acts.council import Recuse
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.desk.acts.resets import AskReset
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import LeaveOffice
from tests.cycle.matters import test_official as there
from tests.cycle.resolve.test_paper import CLERKS, again, at, batches, first, issue, to_close
from tests.site import opened
from tests.traces import refused
from tests.world import OFFICES, START, World


def people(**offices):
    """The usual offices with these clerks and supervisors alone."""
    others = {n: r for n, r in OFFICES.items() if r not in ("clerk", "supervisor")}
    return others | offices


def world(engines, time, **offices):
    return World(engines, time).populate(people(**offices))


def leaves(w, name):
    office = w.rows(tables.office, tables.office.c.person_id == w.person[name])[0].office_id
    w.operate(LeaveOffice(act_id=new_id(), office_id=office, cause="resigned", document="辞职信"))


def wanting(caught):
    [reason] = caught.value.reasons
    return reason.params


TWO = {"窗口": "clerk", "监事甲": "supervisor", "监事乙": "supervisor"}


def test_two_supervisors_and_a_clerk_are_just_enough(engines, time):
    w = world(engines, time, **TWO)
    p = w.in_vote()
    issue(w, p, "代表甲")
    b = first(w, p, (1, "for"))
    again(w, p, b, (1, "against"), who="监事乙", witness="监事甲")
    assert batches(w, p)[0].state == "differs", "and the one beside settles it"
    verify(w.engines)


def test_no_ballot_is_handed_out_that_nobody_could_count(engines, time):
    w = world(engines, time, 窗口="clerk", 监事甲="supervisor")
    p = w.in_vote()
    with refused(w, "nobody_to_finish") as caught:
        issue(w, p, "代表甲")
    assert wanting(caught) == {"part": "scrutineer", "roles": ["supervisor"]}
    w.take_office("林一", "clerk")
    issue(w, p, "代表甲")
    verify(w.engines)


def test_a_pile_is_not_begun_by_who_would_be_needed_later(engines, time):
    """With two clerks and one supervisor the clerks enter, and the supervisor stands beside."""
    w = world(engines, time, 窗口="clerk", 窗口乙="clerk", 监事甲="supervisor")
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    with refused(w, "nobody_to_finish") as caught:
        first(w, p, (1, "for"), who="监事甲")
    assert wanting(caught)["part"] == "scrutineer"
    b = first(w, p, (1, "for"))
    with refused(w, "nobody_to_finish"):
        again(w, p, b, (1, "for"), who="监事甲", witness="窗口乙")
    again(w, p, b, (1, "for"))
    assert batches(w, p)[0].state == "counted"
    verify(w.engines)


def test_whoever_stepped_aside_or_left_is_not_counted_on(engines, time):
    w = world(engines, time, **TWO)
    p = w.in_vote()
    issue(w, p, "代表甲")
    w.act("监事乙", Recuse(**at(p), reason="own_interest"))
    with refused(w, "nobody_to_finish"):
        first(w, p, (1, "for"))
    q = w.in_vote(title="另一件")
    issue(w, q, "代表甲")
    leaves(w, "监事乙")
    with refused(w, "nobody_to_finish"):
        first(w, q, (1, "for"))
    verify(w.engines)


def test_a_term_that_is_over_is_not_counted_on(engines, time):
    w = world(engines, time, 窗口="clerk", 监事甲="supervisor")
    p = w.in_vote()
    w.take_office("林一", "clerk", ends_at=w.row(p).closes_at)
    issue(w, p, "代表甲")
    to_close(w, p)
    with refused(w, "nobody_to_finish"):
        first(w, p, (1, "for"))
    verify(w.engines)


def test_a_lost_factor_needs_a_supervisor_who_is_not_its_own(engines, time):
    w = world(engines, time, 窗口="clerk", 监事甲="supervisor")
    asked = {"person_id": w.person["监事甲"], "reason": "手机丢了"}
    with refused(w, "nobody_to_finish") as caught:
        w.act("窗口", AskReset(act_id=new_id(), **asked))
    assert wanting(caught) == {"part": "confirms_reset", "roles": ["supervisor"]}
    w.take_office("林一", "supervisor")
    w.act("窗口", AskReset(act_id=new_id(), **asked))
    verify(w.engines)


def test_the_only_one_who_could_confirm_a_result_leaves_it_to_the_clerk(engines, time):
    w = World(engines, time, rulebook=there.THERE)
    w.populate(people(窗口="clerk", 监事甲="supervisor"))
    p = there.in_vote(w)
    there.over(w, p)
    with refused(w, "nobody_to_finish") as caught:
        w.act("监事甲", there.entry(p, w))
    assert wanting(caught)["part"] == "confirms_result"
    leaves(w, "窗口")
    w.act("监事甲", there.entry(p, w))  # nobody else is there: the clock goes on, marked
    verify(w.engines)


@dataclass
class Few:
    """Holders of offices as drawn, by brute force."""

    holders: list[Holder]
    did: set[str] = field(default_factory=set)

    def possible(self, parts: tuple[Part, ...]) -> bool:
        if not parts:
            return True
        return any(
            Few(self.holders, self.did | {h.person}).possible(parts[1:])
            for h in parts[0].by(self.holders, self.did)
        )


_holder = st.builds(
    Holder,
    person=st.sampled_from("abcde"),
    role=st.sampled_from((Role.clerk, Role.supervisor)),
    ends_at=st.none(),
)


@given(
    st.lists(_holder, max_size=6), st.sets(st.sampled_from("abc")), st.sampled_from((PAPER, PILE))
)
def test_a_part_is_missing_exactly_where_no_three_people_could_do_it(holders, did, parts):
    part = missing(parts, holders, did)
    few = Few(holders, did)
    assert (part is None) == few.possible(parts)
    if part is not None:
        n = parts.index(part)
        assert few.possible(parts[:n]) and not few.possible(parts[: n + 1])


# --- pages


@pytest.fixture
def desk(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time).populate(CLERKS), tmp_path)


def text(client, path, status=200):
    page = client.get(path)
    assert page.status_code == status, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def test_pages_of_paper_say_who_else_is_needed(desk):
    w, clerk = desk.world, desk.client("clerk")
    p = w.in_vote()
    at_desk = f"/jiahe/desk/paper/{p}"
    page = text(clerk, f"{at_desk}/issue/{w.person['代表甲']}")
    assert "还需要别的人" in page and "第一遍录入的人" in page and "监事丙" in page
    issue(w, p, "代表甲")
    page = text(clerk, f"{at_desk}/batch")
    assert "第二遍录入的人" in page and "窗口乙" in page and "监票人" in page
    assert "窗口 <span" not in page, "whoever reads it does the first part"
    b = first(w, p, (1, "for"), who="窗口乙")
    page = text(clerk, f"{at_desk}/batch/{b}?sheets=1")
    assert "监票人" in page and "第二遍录入的人" not in page


def test_whoever_made_the_first_entry_is_told_so_and_not_of_a_lost_factor(desk):
    w, clerk = desk.world, desk.client("clerk")
    p = w.in_vote()
    issue(w, p, "代表甲")
    b = first(w, p, (1, "for"))
    answer = clerk.get(f"/jiahe/desk/paper/{p}/batch/{b}?sheets=1")
    assert answer.status_code == 303
    assert "第一遍是您录入的" in text(clerk, f"/jiahe/desk/paper/{p}")


def test_certifying_and_accepting_say_who_else(desk):
    w, supervisor = desk.world, desk.client("supervisor")
    p = w.in_publish()
    page = text(supervisor, f"/jiahe/proposals/{p}/certify")
    assert "还要确认结果的监事" in page and "监事乙" in page and "监事丙" in page
    w.act("监事乙", Certify(**at(p)))
    assert "还要确认结果的监事" not in text(supervisor, f"/jiahe/proposals/{p}/certify")
    q = w.in_inspect()
    page = text(supervisor, f"/jiahe/proposals/{q}/accept")
    assert "还要同意验收的监事" in page and "监事乙" in page


def test_a_reset_says_who_confirms_and_that_nobody_can(sqlite_engines, time, tmp_path):
    w = world(sqlite_engines, time, 窗口="clerk", 监事甲="supervisor")
    site = opened(w, tmp_path)
    url = "/jiahe/desk/people/{}/reset"
    clerk = site.client("clerk")
    assert "监事甲" in text(clerk, url.format(w.person["林一"]))
    assert "没有在任的人" in text(clerk, url.format(w.person["监事甲"]))


def test_a_term_that_ends_soon_is_told(desk):
    w = desk.world
    w.take_office("林一", "clerk", ends_at=START.replace(month=4))
    p = w.in_vote()
    issue(w, p, "代表甲")
    page = text(desk.client("clerk"), f"/jiahe/desk/paper/{p}/batch")
    assert "任期至" in page.partition("林一")[2].partition("</li>")[0]


def test_a_refusal_says_what_is_missing_in_words(sqlite_engines, time, tmp_path):
    w = world(sqlite_engines, time, 窗口="clerk", 窗口乙="clerk", 监事甲="supervisor")
    site = opened(w, tmp_path)
    p = w.in_vote()
    issue(w, p, "代表甲")
    with refused(w, "nobody_to_finish"):
        w.act("监事甲", EnterBatch(**at(p), sheets=1, entries=((1, "for"),)))
    page = text(site.client("supervisor"), f"/jiahe/desk/paper/{p}/batch")
    assert "没有在任的人" in page
