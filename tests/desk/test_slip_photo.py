"""The photo of a signed slip: optional, for clerks and supervisors only, its digest in the private
part, gone when erased, never of a ballot.
"""

import dataclasses
import io

import pytest

from deliberation import clock
from deliberation.charter.attaching import NewFile
from deliberation.charter.case import Witness
from deliberation.cycle.propose.acts import support
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.desk.acts import entries as desk_acts
from deliberation.readings.people import own_words
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.media import orphans, store
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people
from tests.record.media.test_files import PDF, photo
from tests.site import act_id, token
from tests.traces import contents, refused


@pytest.fixture(autouse=True)
def no_store_left():
    yield
    store.use(None)


def send(client, url, file=None, **fields):
    page = client.get(url)
    assert (
        page.status_code == 200
        and 'enctype="multipart/form-data"' in page.data.decode()
        and "签字单照片" in page.data.decode()
    )
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "slip": "S-9",
        "how": "present",
        **fields,
    }
    if file:
        data["photo-1"] = (io.BytesIO(file[0]), file[1])
    return client.post(url, data=data, content_type="multipart/form-data")


def on_disk():
    return {digest for digest, _ in store.current().kept()}


def test_a_photographed_slip_is_seen_by_the_desk_and_the_supervisors_alone(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一")
    done = send(
        client,
        f"/jiahe/desk/for/{w.person['林二']}/comment/{p}",
        (photo(size=(3000, 1000)), "IMG_1.jpg"),
        body="我支持。",
        stance="for",
    )
    assert done.status_code == 303, done.data.decode()[:2000]
    [row] = w.rows(tables.slip_photo)
    url = f"/jiahe/desk/entries/{row.act_id}/photo"
    assert (
        w.facts(p)[-2:] == ["slip_photographed", "entered_at_desk"]
        and row.person_id == w.person["林二"]
        and {row.digest, row.small} == on_disk()
    )
    for role in ("clerk", "supervisor"):
        whole, small = site.client(role).get(url), site.client(role).get(url + "?small=1")
        assert (
            whole.status_code == 200
            and whole.mimetype == "image/jpeg"
            and "no-store" in whole.headers["Cache-Control"]
            and len(small.data) < len(whole.data)
        )
        assert (
            b"Secret" not in whole.data
            and url in site.client(role).get(f"/jiahe/proposals/{p}/slips").data.decode()
        )
    for role in ("resident", "author", "committee", "representative"):
        assert (
            site.client(role).get(url).status_code == 403
            and site.client(role).get(f"/jiahe/proposals/{p}/slips").status_code == 403
        )
    assert site.client("visitor").get(url).status_code == 303
    assert url in client.get(f"/jiahe/desk/receipts/{row.act_id}").data.decode()
    position = max(
        r.position for r in w.rows(tables.fact, tables.fact.c.kind == "slip_photographed")
    )
    assert row.digest not in site.client("visitor").get(f"/jiahe/record/{position}").data.decode()
    verify(w.engines)


def test_without_a_photo_nothing_is_different_and_a_program_is_no_photo(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一")
    url = f"/jiahe/desk/for/{w.person['林二']}/cosign/{p}"
    before = contents(w)
    bad = send(client, url, (b"MZ\x90\x00 a program", "slip.jpg"))
    assert (
        bad.status_code == 422
        and "看的是内容" in bad.data.decode()
        and {k for k, v in contents(w).items() if v != before[k]} <= {"audit", "account_session"}
    )
    assert send(client, url).status_code == 303
    assert (
        w.rows(tables.slip_photo) == []
        and "slip_photographed" not in w.facts(p)
        and on_disk() == set()
    )


def test_one_photo_of_a_sheet_stands_for_everybody_on_it_and_a_pdf_is_only_downloaded(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一")
    done = send(
        client,
        f"/jiahe/desk/sheet/{p}?q=林",
        (PDF, "附议单.pdf"),
        people=[w.person["林二"], w.person["林三"]],
        q="林",
    )
    assert done.status_code == 303, done.data.decode()[:2000]
    rows = w.rows(tables.slip_photo)
    assert (
        {r.person_id for r in rows} == {w.person["林二"], w.person["林三"]}
        and len({r.digest for r in rows}) == 1
        and len(on_disk()) == 1
    )
    got = client.get(f"/jiahe/desk/entries/{rows[0].act_id}/photo")
    assert got.data == PDF and got.headers["Content-Disposition"].startswith("attachment")


def test_an_erased_persons_slip_goes_and_anothers_photo_stays(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一")
    send(client, f"/jiahe/desk/for/{w.person['林二']}/cosign/{p}", (photo(), "a.jpg"))
    send(client, f"/jiahe/desk/for/{w.person['林三']}/cosign/{p}", (photo("PNG"), "b.png"))
    mine, other = sorted(w.rows(tables.slip_photo), key=lambda r: r.person_id != w.person["林二"])
    with w.engines.read_connection() as conn:
        wanted = own_words.erasable(conn, w.id, w.person["林二"])
    assert (mine.fact_id, "private") in wanted
    for fact, part in wanted:
        w.act("窗口", people.Erase(act_id=new_id(), fact_id=fact, part=part, ground="request"))
    after = {r.fact_id: r.digest for r in w.rows(tables.slip_photo)}
    assert after == {mine.fact_id: None, other.fact_id: other.digest}
    assert client.get(f"/jiahe/desk/entries/{mine.act_id}/photo").status_code == 404
    w.time.wait(days=2)
    kept = store.current().kept
    store.current().kept = lambda: [
        (digest, clock.real().replace(year=2020)) for digest, _ in kept()
    ]
    orphans.sweep(w.engines, store.current())
    store.current().kept = kept
    assert on_disk() == {other.digest, other.small}
    verify(w.engines)


def test_a_ballot_is_never_photographed(site):
    w = site.world
    v = w.in_vote()
    at = new_id()
    clerk = dataclasses.replace(
        w.actor("窗口"), witness=Witness(w.person["监事甲"], "authenticator", clock.real())
    )
    picture = NewFile("a" * 64, "b" * 64, "image/jpeg", 5, 1, 1, "slip", "a.jpg")
    with refused(w, "bad_choice"):
        perform(
            desk_acts.EnterFor(
                act_id=at,
                subject_id=v,
                person_id=w.person["代表甲"],
                slip="1",
                how="present",
                photo=picture,
                inner=resolve.CastBallot(act_id=at, subject_id=v, choice="for"),
            ),
            clerk,
            w.id,
            w.engines,
        )
    assert (
        "签字单照片"
        not in site.client("clerk")
        .get(f"/jiahe/desk/for/{w.person['代表甲']}/cast-ballot/{v}")
        .data.decode()
    )


def test_a_store_that_does_not_answer_stops_nothing_but_the_photo(site, monkeypatch):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一")
    client.get("/jiahe/")
    monkeypatch.setattr(store.current(), "put", lambda data: (_ for _ in ()).throw(OSError("full")))
    url = f"/jiahe/desk/for/{w.person['林二']}/cosign/{p}"
    answer = send(client, url, (photo(), "a.jpg"))
    assert (
        answer.status_code == 422
        and "无法保存文件" in answer.data.decode()
        and w.counts(p).cosigns == 0
    )
    assert send(client, url).status_code == 303 and w.counts(p).cosigns == 1
    assert support.Cosign.name.value in {e.act for e in w.rows(tables.desk_entry)}
