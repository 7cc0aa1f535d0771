"""What is held about somebody, and having one's own words erased: everything of one's own goes,
nothing of anybody else's, and the record still verifies.
"""

from deliberation.cycle.propose.acts import thread
from deliberation.cycle.supervise.acts import certificate
from deliberation.readings.people import entry, own_words
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import audit, drafts, following
from deliberation.record.private.tables import account_person, follow, kept_draft
from deliberation.roster.acts import life as roster
from deliberation.roster.acts import people as acts
from tests.desk.test_desk import press
from tests.roster.test_roster_acts import correct, row
from tests.traces import refused


def words_of(w, name):
    with w.engines.read_connection() as conn:
        return own_words.erasable(conn, w.id, w.person[name])


def erase_all(w, name):
    for fact_id, part in words_of(w, name):
        w.act(
            "窗口",
            acts.Erase(
                act_id=new_id(),
                fact_id=fact_id,
                part=part,
                ground="request",
            ),
        )


def everywhere(w) -> str:
    """Every body of the log that is still there."""
    return "\n".join(bytes(r.body).decode() for r in w.rows(tables.fact_body) if r.body is not None)


def test_a_person_is_erased_with_every_draft_of_theirs_and_verify_is_green(world):
    w = world
    p = w.submitted("林一", title="林一的标题", body="林一的正文")
    draft = w.draft("林一", title="林一的草稿")
    other = w.submitted("林二", title="林二的标题")
    w.act("林一", thread.Comment(act_id=new_id(), subject_id=other, body="林一说的"))
    w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body="林二说的"))
    assert {"林一的正文", "林一的草稿", "林一说的"} <= {
        t for t in ("林一的正文", "林一的草稿", "林一说的") if t in everywhere(w)
    }
    before = w.counts(other).comments
    erase_all(w, "林一")
    left = everywhere(w)
    assert not any(t in left for t in ("林一的标题", "林一的正文", "林一的草稿", "林一说的"))
    assert "林二的标题" in left and "林二说的" in left
    assert (
        w.row(p).title is None and w.row(draft).title is None and w.counts(other).comments == before
    )
    assert words_of(w, "林一") == []
    verify(w.engines)


def test_what_was_put_to_the_vote_and_what_was_written_in_office_stays(world):
    w = world
    p = w.in_publish(who="林一", title="已经表决的标题")
    w.act(
        "监事甲",
        certificate.Certify(
            act_id=new_id(), subject_id=p, ticked=("posting_seen",), statement="监事的意见"
        ),
    )
    w.act("监事甲", thread.Comment(act_id=new_id(), subject_id=p, body="监事随口说的"))
    erase_all(w, "林一")
    erase_all(w, "监事甲")
    assert (
        w.row(p).title == "已经表决的标题"
        and "监事的意见" in everywhere(w)
        and "监事随口说的" not in everywhere(w)
    )
    verify(w.engines)


def test_an_old_name_is_erased_and_the_corrected_entry_stays(world):
    w = world
    correct(w, "林三", new_name="林叁", phone="13911112222")
    entered = next(
        r
        for r in w.rows(tables.fact)
        if r.kind == "person_entered"
        and w.person["林三"]
        in bytes(
            next(
                b.body
                for b in w.rows(tables.fact_body)
                if b.position == r.position and b.part == "public"
            )
        ).decode()
    )
    w.act(
        "窗口",
        acts.Erase(
            act_id=new_id(),
            fact_id=entered.fact_id,
            part="private",
            ground="request",
        ),
    )
    assert row(w, "林三").name == "林叁"
    assert row(w, "林三").dwelling_id is not None and row(w, "林三").tenure == "owner"
    verify(w.engines)
    w.cosign(w.submitted("林一", title="一件事"), "林三")  # only the old name went
    corrected = next(r for r in w.rows(tables.roster_change) if r.person_id == w.person["林三"])
    w.act(
        "窗口",
        acts.Erase(
            act_id=new_id(),
            fact_id=corrected.private_from,
            part="private",
            ground="request",
        ),
    )
    gone = row(w, "林三")
    assert (gone.name, gone.standing, gone.tenure, gone.dwelling_id) == (None, None, None, None)
    assert gone.lives_here is None and "林叁" not in everywhere(w)
    verify(w.engines)
    other = w.submitted("林二", title="另一件事")
    with refused(w, "wrong_role"):
        w.cosign(other, "林三")
    verify(w.engines)  # the judge believes what they did before


def test_everything_held_is_one_file_with_receipts_and_without_a_choice(world):
    w = world
    p = w.in_vote()
    w.cast(p, 代表甲="for")
    with w.engines.read_connection() as conn:
        held = entry.held(conn, w.id, w.person["代表甲"])
    [ballot] = held["ballots"]
    fact = next(r for r in w.rows(tables.fact) if r.position == ballot["position"])
    assert fact.kind == "ballot_cast" and "choice" not in ballot
    assert (
        held["entry"]["name"] == "代表甲"
        and [o["role"] for o in held["offices"]] == ["representative"]
        and held["rolls"]
    )


def test_the_file_names_sessions_and_sign_ins_and_no_secret(site):
    held = site.client("resident").get("/jiahe/my-entry/file").json
    assert (
        len(held["account"]["open_sessions"]) == 1
        and "token_hash" not in held["account"]["open_sessions"][0]
    )
    assert "sign_in" in {e["kind"] for e in held["account"]["history"]}
    assert site.client("visitor").get("/jiahe/my-entry/file").status_code == 303
    w = site.world
    noted = audit.rows(w.id, kind="export", person_id=w.person["林十二"])
    assert [e.name for e in noted] == ["林十二"]


def test_the_desk_is_told_what_stays_before_it_erases(site):
    w, clerk = site.world, site.client("clerk")
    w.submitted("林三", title="林三的标题")
    url = f"/jiahe/desk/people/{w.person['林三']}/erase"
    assert "已交付表决的文本" in clerk.get(url).data.decode()
    assert press(clerk, url, sure="y").status_code == 303 and "林三的标题" not in everywhere(w)


def test_nobody_in_office_becomes_a_minor_by_a_correction(small_world):
    w = small_world
    with refused(w, "not_adult"):
        correct(w, "代表甲", birth_date="2015-01-01")
    w.act(
        "窗口",
        roster.RecordLeft(
            act_id=new_id(),
            person_id=w.person["代表甲"],
            cause="moved_away",
            happened_on=w.today(),
            reason="搬走",
        ),
    )
    assert all(o.left_at for o in w.rows(tables.office) if o.person_id == w.person["代表甲"])


def test_the_account_of_the_dead_is_closed_and_that_of_who_moved_is_not(site):
    w, clerk = site.world, site.client("clerk")
    gone, moved = site.client("resident"), site.client("author")
    for who, cause in (("林十二", "died"), ("林一", "moved_away")):
        assert (
            press(
                clerk,
                f"/jiahe/desk/people/{w.person[who]}/left",
                cause=cause,
                happened_on=w.today(),
                reason="家属来窗口告知",
            ).status_code
            == 303
        )
    assert gone.get("/jiahe/my-entry").status_code == 303
    assert moved.get("/jiahe/my-entry").status_code == 200
    with w.engines.read_connection() as conn:
        held = {r.person_id for r in conn.execute(account_person.select())}
    assert w.person["林十二"] not in held and w.person["林一"] in held


def test_whose_entry_is_erased_has_no_account_no_draft_and_follows_nothing(site):
    w, clerk = site.world, site.client("clerk")
    person = w.person["林十二"]
    with site.app.app_context():
        drafts.keep(w.id, person, "proposals/x/comment", [("body", "没写完")])
    following.start(w.id, person, w.submitted("林一"))
    source = next(r.private_from for r in w.rows(tables.person) if r.person_id == person)
    [entered] = w.rows(tables.fact, tables.fact.c.fact_id == source)
    assert (
        press(
            clerk, f"/jiahe/desk/erase/{entered.position}/private", ground="request", sure="y"
        ).status_code
        == 303
    )
    with w.engines.read_connection() as conn:
        for table in (account_person, kept_draft, follow):
            assert person not in {r.person_id for r in conn.execute(table.select())}, table.name
