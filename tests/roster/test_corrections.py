"""A desk entry corrected by a later one: both stay, each names the other, and what the wrong one
counted no longer counts where that can be.
"""

import pytest

from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.propose.acts import support, thread
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import objection
from deliberation.desk.acts.corrections import CorrectEntry
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.desk.test_desk_entry import enter
from tests.site import act_id, token
from tests.traces import refused


def correct(
    w,
    p,
    entry,
    what="person",
    who="窗口",
    right=None,
    body=None,
    reason="同名的人弄混了",
    slip="更1",
    act_id_=None,
):
    return w.act(
        who,
        CorrectEntry(
            act_id=act_id_ or new_id(),
            subject_id=p,
            entry_id=entry,
            what=what,
            slip=slip,
            reason=reason,
            body=body,
            right_id=right,
        ),
    )


def last(w):
    return max(w.rows(tables.desk_entry), key=lambda e: (e.at, e.fact_id)).fact_id


def entered(w, p, person, make, **fields):
    before = {e.fact_id for e in w.rows(tables.desk_entry)}
    enter(w, person, make, p, **fields)
    [new] = {e.fact_id for e in w.rows(tables.desk_entry)} - before
    return new


def test_wrong_words_are_shown_with_the_right_ones_and_stay(world):
    w = world
    p = w.submitted()
    entry = entered(w, p, "林二", thread.Comment, body="我说的是三楼。", stance="for")
    correct(w, p, entry, "words", body="我说的是二楼。")
    [fix] = w.rows(tables.entry_correction)
    assert (fix.fact_id, fix.what, fix.body, fix.right_id, fix.by, fix.slip) == (
        entry,
        "words",
        "我说的是二楼。",
        None,
        w.person["窗口"],
        "更1",
    )
    assert w.rows(tables.comment)[0].body == "我说的是三楼。" and w.counts(p).comments == 1
    verify(w.engines)


def test_a_rating_of_the_wrong_person_no_longer_counts_unless_they_rated_themselves_meanwhile(
    world,
):
    w = world
    p = w.in_evaluate()
    entry = entered(w, p, "林四", evaluate.Rate, score=2)
    right = entered(w, p, "林五", evaluate.Rate, score=2)
    correct(w, p, entry, right=right)
    assert (w.counts(p).ratings, w.counts(p).ratings_total) == (1, 2) and [
        r.person_id for r in w.rows(tables.rating)
    ] == [w.person["林五"]]
    other = entered(w, p, "林六", evaluate.Rate, score=1)
    w.time.advance(minutes=1)
    w.act("林六", evaluate.Rate(act_id=new_id(), subject_id=p, score=5))
    correct(w, p, other)
    assert (w.counts(p).ratings, w.counts(p).ratings_total) == (2, 7), (
        "their own later rating stays"
    )
    verify(w.engines)


def test_an_objection_in_the_wrong_words_need_not_be_made_twice(small_world):
    w = small_world
    p = w.in_notice()
    entry = entered(w, p, "林三", objection.Object, ground="procedure", body="没有贴。")
    correct(w, p, entry, "words", body="一栋没有贴。")
    assert (
        len(w.rows(tables.objection)) == 1
        and w.rows(tables.entry_correction)[0].ref == w.rows(tables.objection)[0].objection_id
    )
    verify(w.engines)


def test_what_is_refused_and_that_it_leaves_no_trace(small_world):
    w = small_world
    p, other = w.submitted(), w.submitted("林八", title="别的")
    entry = entered(w, p, "林二", support.Cosign)
    said = entered(w, p, "林三", thread.Comment, body="好", stance="for")
    elsewhere = entered(w, other, "林四", thread.Comment, body="那边", stance="for")
    for attempt, code in (
        (lambda: correct(w, p, new_id()), "unknown_reference"),
        (lambda: correct(w, p, elsewhere), "unknown_reference"),
        (lambda: correct(w, p, entry, right=said), "unknown_reference"),
        (lambda: correct(w, p, entry, right=entry), "unknown_reference"),
        (lambda: correct(w, p, entry, "words"), "bad_choice"),
        (lambda: correct(w, p, said, "nonsense"), "bad_choice"),
        (lambda: correct(w, p, said, "words", body=" "), "empty_text"),
        (lambda: correct(w, p, said, reason=""), "empty_text"),
        (lambda: correct(w, p, said, "person", body="偷偷改字"), "bad_choice"),
        (lambda: correct(w, p, entry, who="林一"), "wrong_role"),
        (lambda: correct(w, p, entry, who="监事甲"), "wrong_role"),
    ):
        with refused(w, code):
            attempt()
    correct(w, p, said, "words", body="很好")
    with refused(w, "already_corrected"):
        correct(w, p, said, "words", body="再改")
    w.act(
        "窗口",
        suggest.Recuse(act_id=new_id(), subject_id=p, reason="own_interest", explanation="是我家"),
    )
    with refused(w, "recused"):
        correct(w, p, entry)


def test_a_ballot_is_not_corrected_here(small_world):
    w = small_world
    p = w.in_vote()
    enter(w, "代表甲", resolve.CastBallot, p, witness="监事甲", choice="for")
    with refused(w, "bad_choice"):
        correct(w, p, w.rows(tables.desk_entry)[0].fact_id)


# --- the page
# ---------------------------------------------------------------------------------------------


def act_of(w, entry):
    [row] = w.rows(tables.fact, tables.fact.c.fact_id == entry)
    return row.act_id


def send(client, url, query="", **fields):
    page = client.get(url + query)
    assert page.status_code == 200, page.data.decode()[:500]
    return client.post(
        url,
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "slip": "更1",
            "reason": "同名的人弄混了",
            **fields,
        },
    )


def test_a_signature_of_the_wrong_person_goes_and_the_right_one_comes(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    entry = entered(w, p, "林二", support.Cosign)
    url = f"/jiahe/desk/entries/{act_of(w, entry)}/correct"
    assert "林三" in client.get(url + "?q=林三").data.decode()
    assert send(client, url, "?q=林三", right_person=w.person["林三"]).status_code == 303
    standing = {r.person_id for r in w.rows(tables.cosignature) if r.taken_back_at is None}
    assert standing == {w.person["林三"]} and w.counts(p).cosigns == 1
    [fix] = w.rows(tables.entry_correction)
    assert fix.fact_id == entry and fix.right_id and w.facts(p).count("cosignature_taken_back") == 1
    wrong = client.get(f"/jiahe/desk/receipts/{act_of(w, entry)}").data.decode()
    right = client.get(f"/jiahe/desk/receipts/{act_of(w, fix.right_id)}").data.decode()
    assert (
        act_of(w, fix.right_id) in wrong and "同名的人弄混了" in wrong and act_of(w, entry) in right
    )
    assert "窗口更正了一次录入" in site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    assert (
        "已于" in client.get(url).data.decode()
        and '<form method="post" data-once novalidate>' not in client.get(url).data.decode()
    )
    verify(w.engines)


def test_a_comment_shows_its_wrong_and_its_right_words_to_everybody(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    entry = entered(w, p, "林二", thread.Comment, body="我说的是三楼。", stance="for")
    url = f"/jiahe/desk/entries/{act_of(w, entry)}/correct"
    assert send(client, url, what="", body="x").status_code == 422
    assert send(client, url, what="words", body="我说的是二楼。").status_code == 303
    for page in (f"/jiahe/proposals/{p}", f"/jiahe/proposals/{p}/discussion"):
        shown = site.client("visitor").get(page).data.decode()
        assert (
            "我说的是三楼。" in shown and "我说的是二楼。" in shown and "同名的人弄混了" in shown
        ), page


def test_a_comment_of_the_wrong_person_is_entered_for_the_right_one_and_linked(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    entry = entered(w, p, "林二", thread.Comment, body="支持。", stance="for")
    assert (
        send(
            client,
            f"/jiahe/desk/entries/{act_of(w, entry)}/correct",
            "?q=林五",
            what="person",
            body="支持。",
            right_person=w.person["林五"],
        ).status_code
        == 303
    )
    right = next(c for c in w.rows(tables.comment) if c.person_id == w.person["林五"])
    shown = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    assert "当时录错了人" in shown and f"#c-{right.comment_id}" in shown and right.stance == "for"
    verify(w.engines)


def test_a_wrong_score_is_given_anew(site):
    w, client = site.world, site.client("clerk")
    p = w.in_evaluate()
    entry = entered(w, p, "林二", evaluate.Rate, score=1)
    assert (
        send(
            client, f"/jiahe/desk/entries/{act_of(w, entry)}/correct", what="words", score="4"
        ).status_code
        == 303
    )
    assert (w.counts(p).ratings, w.counts(p).ratings_total) == (1, 4) and w.rows(
        tables.entry_correction
    )[0].right_id
    verify(w.engines)


@pytest.mark.parametrize("role", ["resident", "supervisor", "committee"])
def test_only_the_desk_corrects(site, role):
    w = site.world
    p = w.submitted()
    entry = entered(w, p, "林二", support.Cosign)
    assert (
        site.client(role).get(f"/jiahe/desk/entries/{act_of(w, entry)}/correct").status_code == 403
    )
    assert site.client("clerk").get(f"/jiahe/desk/entries/{new_id()}/correct").status_code == 404
