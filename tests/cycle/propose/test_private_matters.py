"""只给社区看: read by its author, the desk and the supervisors, and by nobody else anywhere;
answered in time, or the supervisors are told.
"""

import json
import re

import pytest

from deliberation.charter.rulebook import load
from deliberation.cycle.propose.acts import private as private_acts
from deliberation.readings.people import entry, own_words
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.engines import db
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.desk.test_desk import press
from tests.site import act_id, token
from tests.traces import refused, row_counts

TITLE, BODY, ANSWER = "楼上夜里打麻将", "每天吵到两点孩子睡不好", "已上门调解约定十点后不打"
SECRETS = (TITLE, BODY, ANSWER, "打麻", "睡不")


def bring(w, who="林十二"):
    w.act(who, private_acts.BringPrivate(act_id=new_id(), title=TITLE, body=BODY))
    return max(w.rows(tables.private_matter), key=lambda r: r.matter_id)


def answer(w, matter, who="窗口"):
    return w.act(who, private_acts.AnswerPrivate(act_id=new_id(), matter_id=matter, answer=ANSWER))


def test_the_office_answers_and_with_that_it_is_closed(world):
    w = world
    row = bring(w)
    assert row.state == "open" and row.due_at > w.time.at
    with refused(w, "not_yet"):
        answer(w, row.matter_id, "监事甲")
    for who in ("林三", "理事甲", "委员甲"):
        with refused(w, "wrong_role"):
            answer(w, row.matter_id, who)
    with refused(w, "factor_needed"):
        w.act(
            w.actor("窗口", factor=None),
            private_acts.AnswerPrivate(act_id=new_id(), matter_id=row.matter_id, answer=ANSWER),
        )
    with refused(w, "unknown_reference"):
        answer(w, new_id())
    answer(w, row.matter_id)
    with refused(w, "already_answered"):
        answer(w, row.matter_id)
    with refused(w, "already_decided"):
        w.clock_act(private_acts.MarkPrivate(act_id=new_id(), matter_id=row.matter_id))
    assert w.rows(tables.private_matter)[0].answer == ANSWER
    with refused(w, "wrong_role"):
        bring(w, "租客远")
    verify(w.engines)


def test_a_silent_office_is_marked_and_the_supervisors_answer(world):
    w = world
    row = bring(w)
    with refused(w, "not_yet"):
        w.clock_act(private_acts.MarkPrivate(act_id=new_id(), matter_id=row.matter_id))
    with refused(w, "unknown_reference"):
        w.clock_act(private_acts.MarkPrivate(act_id=new_id(), matter_id=new_id()))
    w.tick()
    assert w.rows(tables.private_matter)[0].state == "open"
    w.time.to(row.due_at)
    w.tick()
    w.tick()
    assert (
        w.rows(tables.private_matter)[0].state == "late"
        and w.facts().count("private_matter_late") == 1
    )
    answer(w, row.matter_id, "监事甲")
    assert w.rows(tables.private_matter)[0].state == "answered"
    verify(w.engines)


def test_nobody_answers_their_own_and_a_flood_meets_its_limit(small_world):
    w = small_world
    row = bring(w, "窗口")
    with refused(w, "own_interest"):
        answer(w, row.matter_id)
    for _ in range(load("cn-2026").limits.private_per_hour):
        bring(w)
    with refused(w, "too_many_now"):
        bring(w)
    w.time.advance(hours=1, seconds=1)
    bring(w)


def answered(w):
    row = bring(w)
    answer(w, row.matter_id)
    return row.matter_id


READERS = {"resident", "clerk", "supervisor"}  # the author signs in as "resident"


def test_only_its_readers_find_it_anywhere(site):
    """Every page of the site as every role: the words appear on two pages only, for three readers
    only; others get 404.
    """
    w = site.world
    waits, closed, proposal = bring(w).matter_id, answered(w), w.submitted()
    rules = [
        r
        for r in site.app.url_map.iter_rules()
        if "GET" in r.methods
        and "static" not in r.endpoint
        and r.arguments <= {"community", "proposal_id", "position", "kind", "what", "part"}
    ]
    positions = [f.position for f in w.rows(tables.fact) if f.kind.startswith("private_matter")]
    assert len(positions) == 3
    for role in (
        "visitor",
        "author",
        "representative",
        "councillor",
        "committee",
        "lead",
        "organisation",
        "deliberator",
        *READERS,
    ):
        client = site.client(role)
        for matter in (waits, closed):
            assert client.get(f"/jiahe/private/{matter}").status_code == (
                200 if role in READERS else 404
            ), role
            assert client.post(f"/jiahe/private/{matter}").status_code in (
                (403, 422, 303) if role in READERS else (400, 403, 404)
            )
        if role not in ("visitor", "author", "clerk", "resident"):
            continue
        for rule in rules:
            for position in positions if "position" in rule.arguments else [0]:
                values = {
                    "community": "jiahe",
                    "proposal_id": proposal,
                    "position": position,
                    "kind": "cosign",
                    "what": "notice",
                    "part": "private",
                }
                with site.app.test_request_context():
                    url = rule.build({k: values[k] for k in rule.arguments}, append_unknown=False)[
                        1
                    ]
                text = client.get(url).get_data(as_text=True)
                allowed = (
                    rule.endpoint == "propose.private"
                    and role in READERS
                    or rule.endpoint == "desk.my_file"
                    and role == "resident"
                )
                if not allowed and not (rule.endpoint == "desk.erase" and role == "clerk"):
                    assert not any(s in text for s in SECRETS), (role, url)
    for q in ("打麻将", "楼上"):
        assert waits not in site.client("visitor").get(f"/jiahe/proposals?q={q}").get_data(
            as_text=True
        )
    assert TITLE not in site.client("visitor").get(f"/jiahe/proposals/similar?q={TITLE}").get_data(
        as_text=True
    )
    assert (
        site.client("resident").get(f"/jiahe/private/{waits}").headers["Cache-Control"]
        == "private, no-store"
    )
    for row in w.rows(tables.fact_body):
        if row.part in ("public", "text"):
            assert not any(s in bytes(row.body or b"").decode() for s in SECRETS)
    assert not any(
        s
        in json.dumps([list(map(str, r)) for r in w.rows(tables.search_piece)], ensure_ascii=False)
        for s in ("打麻", "麻将")
    )
    verify(w.engines)


def test_no_message_and_no_channel_carries_its_words(site):
    w = site.world
    site.app.extensions["deliberation.notices"].follow(w.id)
    bring(w)
    answered(w)
    site.app.extensions["deliberation.notices"].follow(w.id)
    for role in ("clerk", "resident", "supervisor", "author"):
        html = site.client(role).get("/jiahe/inbox").get_data(as_text=True)
        assert not any(s in html for s in SECRETS)
        assert ("/jiahe/private" in html.partition("<main")[2].partition("</main>")[0]) == (
            role in ("clerk", "resident")
        ), role


def test_the_form_offers_it_where_two_are_concerned_or_private_words_stand(site):
    w, client = site.world, site.client("resident")
    page = client.get("/jiahe/proposals/new")
    typed = {"csrf_token": token(page), "act_id": act_id(page), "title": TITLE, "body": BODY}
    before = row_counts(w)
    for more in ({"concerns_one_neighbour": "y"}, {"body": BODY + " 13812345678"}):
        asked = client.post("/jiahe/proposals/new", data={**typed, **more, "then": "submit"})
        html = asked.get_data(as_text=True)
        assert (
            asked.status_code == 422
            and 'value="private"' in html
            and 'name="publish_anyway"' in html
            and BODY in html
        )
    assert row_counts(w) == before
    sent = client.post(
        "/jiahe/proposals/new", data={**typed, "concerns_one_neighbour": "y", "then": "private"}
    )
    assert sent.status_code == 303 and sent.location.endswith("/private")
    assert not w.rows(tables.proposal) and [r.title for r in w.rows(tables.private_matter)] == [
        TITLE
    ]
    assert TITLE in client.get(sent.location).get_data(as_text=True)
    page = client.get("/jiahe/proposals/new")
    public = client.post(
        "/jiahe/proposals/new",
        data={
            **typed,
            "act_id": act_id(page),
            "concerns_one_neighbour": "y",
            "then": "submit",
            "publish_anyway": "y",
        },
    )
    assert public.status_code == 303 and w.rows(tables.proposal)[0].stage == "gather"


def test_a_draft_goes_to_the_office_instead_and_to_nobody_elses_form(site):
    w = site.world
    p = w.draft("林十二", title=TITLE, body=BODY, answers={"concerns_one_neighbour": True})
    client = site.client("resident")
    assert f"/private/new?from={p}" in client.get(f"/jiahe/proposals/{p}/submit").get_data(
        as_text=True
    )
    assert BODY in client.get(f"/jiahe/private/new?from={p}").get_data(as_text=True)
    assert BODY not in site.client("author").get(f"/jiahe/private/new?from={p}").get_data(
        as_text=True
    )
    assert site.client("visitor").get("/jiahe/private/new").status_code == 303
    assert press(client, "/jiahe/private/new", title="", body="写到一半").status_code == 422
    assert press(client, f"/jiahe/private/new?from={p}", title=TITLE, body=BODY).status_code == 303


def test_the_clerk_answers_from_the_page(site):
    w, clerk = site.world, site.client("clerk")
    matter = bring(w).matter_id
    page = clerk.get("/jiahe/private").get_data(as_text=True)
    assert TITLE in page and "林十二" in page
    assert press(clerk, f"/jiahe/private/{matter}", answer="").status_code == 422
    assert press(clerk, f"/jiahe/private/{matter}", answer=ANSWER).status_code == 303
    assert ANSWER in site.client("resident").get(f"/jiahe/private/{matter}").get_data(as_text=True)
    assert (
        "act_id"
        not in re.sub(
            r"(?s)^.*<main",
            "",
            site.client("resident").get(f"/jiahe/private/{matter}").get_data(as_text=True),
        ).partition("</main>")[0]
    )
    assert not re.search(
        'name="answer"',
        site.client("supervisor").get(f"/jiahe/private/{matter}").get_data(as_text=True),
    )


@pytest.mark.parametrize("who", ["林十二"])
def test_it_is_in_the_persons_file_and_its_words_can_be_erased(site, who):
    w = site.world
    matter, person = answered(w), w.person[who]
    with site.app.app_context():
        assert entry.held(db.session, w.id, person)["written_to_the_office_only"][0]["body"] == BODY
        found = own_words.erasable(db.session, w.id, person)
    assert len(found) == 2 and {part for _f, part in found} == {"private"}
    for fact, part in found:
        w.act("窗口", people.Erase(act_id=new_id(), fact_id=fact, part=part, ground="request"))
    row = w.rows(tables.private_matter)[0]
    assert (row.title, row.body, row.answer, row.state) == (None, None, None, "answered")
    assert site.client("clerk").get(f"/jiahe/private/{matter}").status_code == 200
    verify(w.engines)
