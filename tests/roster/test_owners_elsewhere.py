"""Owners who live elsewhere: a code at the desk, an account, a say in what owners decide, and in
nothing else.
"""

import re

from deliberation.accounts.joining import letter_codes
from deliberation.cycle.propose.acts import thread
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import correcting, people
from deliberation.roster.acts import owners as owner_acts
from tests.cycle.matters.test_property import COMMON, at, in_vote, shop, voters
from tests.desk.test_desk import press
from tests.desk.test_print_job import offered
from tests.desk.test_print_job import press as print_out
from tests.site import act_id, token
from tests.traces import refused


def letter(site, name: str):
    clerk, url = site.client("clerk"), f"/jiahe/desk/people/{site.world.person[name]}"
    page = clerk.get(url)
    return clerk.post(
        f"{url}/owner-letter", data={"csrf_token": token(page), "act_id": act_id(page)}
    )


def join(site, code: str, login: str, birth: str = "1970-01-01"):
    client = site.app.test_client()
    first = client.post(
        "/jiahe/join",
        data={"code": code, "birth_date": birth, "csrf_token": token(client.get("/jiahe/join"))},
    )
    if first.status_code != 303:
        return client, first
    page = client.get("/jiahe/join/account")
    fields = {
        "login": login,
        "password": "a-quiet-harbour-9",
        "again": "a-quiet-harbour-9",
        "csrf_token": token(page),
    }
    return client, client.post("/jiahe/join/account", data=fields)


def test_an_owner_living_elsewhere_gets_a_code_at_the_desk_and_votes_with_the_owners_alone(
    site,
):
    w = site.world
    theirs, other = in_vote(w), w.in_vote(who="林二", title="延长开放", body="活动室。")
    shown = site.client("clerk").get(f"/jiahe/desk/people/{w.person['租客远']}").data.decode()
    assert (
        "住在别处，还没有加入" in shown
        and "住在别处，还没有加入"
        not in site.client("clerk").get(f"/jiahe/desk/people/{w.person['林三']}").data.decode()
    )
    printed = letter(site, "租客远")
    code = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", printed.data.decode())[0]
    assert printed.status_code == 200 and "租客远" in printed.data.decode()
    client, done = join(site, code, "yuan")
    assert done.status_code == 303, done.data.decode()[:3000]
    assert next(r for r in w.rows(tables.person) if r.name == "租客远").joined_at is not None
    assert letter(site, "租客远").status_code == 404, "whoever joined has no use for a letter"
    for url in (
        "/jiahe/",
        f"/jiahe/proposals/{theirs}",
        f"/jiahe/proposals/{other}",
        "/jiahe/waiting",
        "/jiahe/my-entry",
        f"/jiahe/proposals/{theirs}/roll",
    ):
        assert client.get(url).status_code == 200, url
    assert (
        press(
            client, f"/jiahe/proposals/{theirs}/comment", body="我在外地，赞成。", stance="for"
        ).status_code
        == 303
    )
    (said,) = w.rows(tables.comment)
    assert said.role == "owner"
    talk = client.post(
        f"/jiahe/proposals/{other}/comment",
        data={
            "csrf_token": token(client.get(f"/jiahe/proposals/{theirs}/comment")),
            "act_id": new_id(),
            "body": "我也说一句。",
            "stance": "for",
        },
    )
    assert talk.status_code == 403 and len(w.rows(tables.comment)) == 1
    assert (
        f"{theirs}/cast-ballot" in client.get(f"/jiahe/proposals/{theirs}").data.decode()
        and f"{other}/cast-ballot" not in client.get(f"/jiahe/proposals/{other}").data.decode()
    )
    w.cast(theirs, 租客远="for")
    assert w.counts(theirs).ballots == 1 and w.person["租客远"] not in {
        r.person_id for r in w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == other)
    }
    verify(w.engines)


def test_letters_by_post_to_all_of_them_at_once(site):
    w, clerk = site.world, site.client("clerk")
    assert "letters_owners:elsewhere" in offered(clerk)
    page = print_out(clerk, "letters_owners:elsewhere", sure=True).data.decode()
    assert (
        "租客远" in page and "林三" not in page and "letters_owners:elsewhere" not in offered(clerk)
    )
    code = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", page)[0]
    assert join(site, code, "far-away")[1].status_code == 303
    verify(w.engines)


def test_a_companys_proxy_living_elsewhere_joins_while_they_act_for_it(site):
    w = site.world
    unit = shop(w)
    agent = people.RosterEntry(
        estate="嘉禾苑",
        building="1栋",
        unit="底商",
        room="商铺",
        name="代理远",
        phone=None,
        birth_date="1985-06-01",
        area=300_000,
        tenure="tenant",
        lives_here=False,
    )
    w.operate(people.EnterPeople(act_id=new_id(), entries=(agent,)))
    w.refresh()
    assert letter(site, "代理远").status_code == 404
    with site.app.app_context():
        code = letter_codes.make_join_codes(w.id, [w.person["代理远"]])[w.person["代理远"]]
    assert join(site, code, "agent", "1985-06-01")[1].status_code == 422, (
        "neither a resident nor an owner: the desk has to complete the entry"
    )
    w.act(
        "窗口",
        owner_acts.RecordRepresentative(
            act_id=new_id(),
            person_id=w.person["代理远"],
            dwellings=(unit,),
            ground="company",
            document="授权委托书",
        ),
    )
    code = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", letter(site, "代理远").data.decode())[0]
    assert join(site, code, "agent", "1985-06-01")[1].status_code == 303
    p = in_vote(w)
    assert w.person["代理远"] in voters(w, p)
    w.act("代理远", thread.Comment(**at(p), body="我代表商铺。", stance="for"))
    (spoken,) = w.rows(tables.representation)
    w.act(
        "窗口",
        owner_acts.EndRepresentative(
            act_id=new_id(), representation_id=spoken.representation_id, reason="委托到期。"
        ),
    )
    with refused(w, "wrong_role"):
        w.act("代理远", thread.Comment(**at(p), body="再说一句。", stance="for"))
    verify(w.engines)


def test_offices_of_residents_are_not_for_owners_who_live_elsewhere(small_world):
    w = small_world
    for role in ("deliberator", "representative", "committee_member", "supervisor"):
        with refused(w, "lives_elsewhere"):
            w.take_office("租客远", role)
    w.take_office("租客远", "organisation")


def test_whoever_moves_elsewhere_and_owns_keeps_a_say_among_owners(small_world):
    w = small_world
    row = next(r for r in w.rows(tables.person) if r.name == "林九")
    w.act(
        "窗口",
        correcting.CorrectPerson(
            act_id=new_id(),
            person_id=row.person_id,
            new_name=row.name,
            phone=row.phone,
            birth_date=row.birth_date,
            tenure="owner",
            lives_here=False,
            happened_on=w.today(),
            reason="搬到外地，房子还在。",
        ),
    )
    p, other = w.submitted("林一", answers=COMMON), w.submitted("林二")
    w.cosign(p, "林九")
    with refused(w, "wrong_role"):
        w.cosign(other, "林九")
