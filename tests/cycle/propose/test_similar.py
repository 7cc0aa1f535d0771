"""What was proposed already is shown to whoever writes; a request to merge is one tap; support
moves only with its owner's consent.
"""

from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.desk.test_desk import press
from tests.site import act_id, token
from tests.traces import refused, row_counts
from tests.web.costs.test_queries import readers, statements


def request(w, who, p, into):
    return w.act(who, merging_acts.RequestMerge(act_id=new_id(), subject_id=p, into=into))


def test_a_writer_is_shown_what_is_like_it_with_a_button_or_while_typing(site):
    w, client = site.world, site.client("resident")
    p = w.submitted(title="小区门口装路灯")
    w.submitted("林二", title="活动室换新桌椅")
    w.draft("林三", title="小区门口装路灯吧")
    before = row_counts(w)
    piece = client.get("/jiahe/proposals/similar?q=小区门口加装路灯").data.decode()
    assert (
        p in piece
        and "改为附议那一件" in piece
        and f"/jiahe/proposals/{p}/cosign" in piece
        and "<html" not in piece
        and "桌椅" not in piece
        and "路灯吧" not in piece
    )
    assert "林" not in piece
    page = client.get("/jiahe/proposals/new")
    assert "js/similar.js" in page.data.decode()
    looked = client.post(
        "/jiahe/proposals/new",
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "title": "小区门口要装路灯",
            "body": "我写到一半",
            "then": "similar",
        },
    )
    html = looked.data.decode()
    assert (
        looked.status_code == 200
        and p in html
        and "我写到一半" in html
        and "小区门口要装路灯" in html
        and 'class="errors"' not in html
    )
    none = client.post(
        "/jiahe/proposals/new",
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "title": "养蜂",
            "then": "similar",
        },
    ).data.decode()
    assert "没有找到类似的提议" in none
    for q in ("", "灯", "%00", "!!!!"):
        assert (
            "<li>"
            not in site.client("visitor").get(f"/jiahe/proposals/similar?q={q}").data.decode()
        )
    assert row_counts(w) == before


def test_looking_for_like_ones_costs_the_same_with_many(site):
    w, client = site.world, site.client("visitor")
    w.submitted(title="小区门口装路灯")

    def cost():
        client.get("/jiahe/proposals/similar?q=小区门口装路灯")
        with statements(*readers(site)) as seen:
            client.get("/jiahe/proposals/similar?q=小区门口装路灯")
        return len(seen)

    few = cost()
    for n in "二三四五六七八九":
        w.submitted(f"林{n}", title=f"小区{n}号门口装路灯")
    assert cost() <= few <= 8


def test_a_request_to_merge_is_one_tap_and_stands_on_both(site):
    w, client = site.world, site.client("resident")
    older, newer = (
        w.submitted(title="小区门口装路灯"),
        w.submitted("林二", title="小区门口加装路灯"),
    )
    for p in (older, newer):
        site.client("visitor").get(f"/jiahe/proposals/{p}")  # kept
    page = client.get(f"/jiahe/proposals/{newer}/similar").data.decode()
    url = f"/jiahe/proposals/{newer}/request-merge/{older}"
    assert f'action="{url}"' in page
    assert press(client, url).status_code == 303
    for p, words in ((newer, "请求把它并入"), (older, "并入本提议")):
        html = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
        assert f"1 位居民{words}" in html or ("1 位居民" in html and words in html)
    assert press(client, url).status_code == 409
    assert client.get(f"/jiahe/proposals/{newer}/request-merge/{new_id()}").status_code == 404
    assert (
        client.get(f"/jiahe/proposals/{newer}/request-merge/{w.draft('林三')}").status_code == 404
    )
    assert site.client("visitor").get(f"/jiahe/proposals/{newer}/similar").status_code == 200
    council = site.client("deliberator")
    w.cosign(newer, *[f"林十{n}" for n in "一二三四五六七八九"], "林五")
    assert w.stage(newer) == "take_up"
    number = f"{w.row(older).number_year}-{w.row(older).number:03d}"
    form = council.get(f"/jiahe/proposals/{newer}/ask-merge").data.decode()
    assert f"into={number}" in form
    assert (
        f'value="{number}"'
        in council.get(f"/jiahe/proposals/{newer}/ask-merge?into={number}").data.decode()
    )


def test_what_can_be_requested(small_world):
    w = small_world
    p, q = w.submitted(title="小区门口装路灯"), w.submitted("林二", title="小区门口加装路灯")
    request(w, "林三", p, q)
    with refused(w, "already_asked"):
        request(w, "林三", p, q)
    request(w, "林三", q, p)  # the other way round is another request
    with refused(w, "merge_self"):
        request(w, "林三", p, p)
    draft = w.draft("林四")
    with refused(w, "merge_target"):
        request(w, "林三", p, draft)
    with refused(w, "unknown_reference"):
        request(w, "林三", p, new_id())
    with refused(w, "wrong_role"):
        request(w, "租客远", p, q)
    assert len(w.rows(tables.merge_request)) == 2
    verify(w.engines)


def test_a_merge_moves_nobody_who_did_not_agree_or_left_since_and_both_texts_stay(site):
    w = site.world
    target = w.submitted("林二", title="小区门口装路灯", body="装两盏路灯。")
    p = w.in_take_up(title="小区门口加装路灯", body="装三盏路灯，靠近台阶。")
    signed = {
        s.person_id for s in w.rows(tables.cosignature, tables.cosignature.c.proposal_id == p)
    }
    request(w, "林十二", p, target)
    w.act("议员甲", merging_acts.AskMerge(act_id=new_id(), subject_id=p, into=target))
    for name in ("林一", "林三", "林四"):
        w.act(name, merging_acts.AgreeMerge(act_id=new_id(), subject_id=p))
    with refused(w, "wrong_role"):
        w.act("林十五", merging_acts.AgreeMerge(act_id=new_id(), subject_id=p))
    with refused(w, "consent_over"):
        w.act("林四", support.TakeBack(act_id=new_id(), subject_id=p))
    w.let_pass(p)
    assert w.row(p).ending == "merged"
    moved = {
        s.person_id
        for s in w.rows(
            tables.cosignature,
            tables.cosignature.c.proposal_id == target,
            tables.cosignature.c.taken_back_at.is_(None),
        )
    }
    assert moved == {w.person[n] for n in ("林一", "林三", "林四")} and len(signed - moved) == 8
    assert {
        s.person_id for s in w.rows(tables.cosignature, tables.cosignature.c.proposal_id == p)
    } == signed, "what was signed stays signed"
    w.act(
        "林三", support.TakeBack(act_id=new_id(), subject_id=target)
    )  # who was moved may still leave
    old, new = (
        site.client("visitor").get(f"/jiahe/proposals/{x}").data.decode() for x in (p, target)
    )
    assert (
        "装三盏路灯，靠近台阶。" in old
        and f"/jiahe/proposals/{target}" in old
        and "装两盏路灯。" in new
        and p in new
    )
    verify(w.engines)


def test_somebody_who_agreed_and_then_took_their_name_back_is_not_moved(small_world):
    """While co-signers' days after a changed text run on, a name can be taken back although a merge
    was agreed to.
    """
    w = small_world
    target = w.submitted("林二", title="小区门口装路灯")
    p = w.submitted(title="小区门口加装路灯")
    w.cosign(p, "林三", "林四")
    w.act(
        "林一",
        propose.Revise(
            act_id=new_id(),
            subject_id=p,
            version_no=w.row(p).version_no,
            title="小区门口加装路灯",
            body="装三盏。",
        ),
    )
    w.cosign(
        p, *[f"林十{n}" for n in "一二三四五"], "代表甲", "代表乙", "代表丙"
    )  # enough of either kind, so that one name less is still enough
    assert w.stage(p) == "take_up" and w.row(p).consent_until > w.time.at
    w.act("议员甲", merging_acts.AskMerge(act_id=new_id(), subject_id=p, into=target))
    for name in ("林一", "林三", "林四"):
        w.act(name, merging_acts.AgreeMerge(act_id=new_id(), subject_id=p))
    w.act("林三", support.TakeBack(act_id=new_id(), subject_id=p))
    w.let_pass(p)
    assert w.row(p).ending == "merged"
    moved = {
        s.person_id
        for s in w.rows(
            tables.cosignature,
            tables.cosignature.c.proposal_id == target,
            tables.cosignature.c.taken_back_at.is_(None),
        )
    }
    assert moved == {w.person["林一"], w.person["林四"]}
    verify(w.engines)
