"""Random checks: once per list and month, drawn by the record, redone with sha256sum, and a forged
list is noticed by verify.
"""

import hashlib
import subprocess

import pytest

from deliberation.charter import drawing
from deliberation.charter.facts.proposal import draws as facts
from deliberation.cycle.propose.acts import support
from deliberation.cycle.supervise.acts import draw as draw_acts
from deliberation.desk.acts import entries as desk_acts
from deliberation.readings.desk import draws as reading
from deliberation.record import tables
from deliberation.record.check import verify as verifying
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.site import act_id, token
from tests.traces import refused


def entered(w, n):
    """n co-signatures entered at the desk this month; then the month passes. Returns the month."""
    p = w.submitted()
    month = w.today()[:7]
    for i, name in enumerate(("林二", "林三", "林四", "林五", "林六", "林七")[:n]):
        act = new_id()
        w.act(
            "窗口",
            desk_acts.EnterFor(
                act_id=act,
                subject_id=p,
                person_id=w.person[name],
                slip=f"S-{i}",
                how="present",
                inner=support.Cosign(act_id=act, subject_id=p),
            ),
        )
    w.time.advance(days=32)
    return month


def announce(w, month, wanted=2, who="监事甲", what="desk_entries"):
    return w.act(
        who, draw_acts.AnnounceDraw(act_id=new_id(), what=what, month=month, wanted=wanted)
    )


def working(w):
    [row] = w.rows(tables.draw)
    with w.engines.read_connection() as conn:
        return reading.working(conn, w.id, row.draw_id)


def test_drawn_once_by_the_record_and_verified(world):
    w = world
    month = entered(w, 5)
    with refused(w, "wrong_role"):
        announce(w, month, who="窗口")
    for wanted in (0, 6, -1):
        with refused(w, "bad_number"):
            announce(w, month, wanted)
    with refused(w, "bad_number"):
        announce(w, month, 1, what="works")  # nothing in that list
    with refused(w, "bad_choice"):
        announce(w, month, what="people")
    with refused(w, "bad_date"):
        announce(w, "2026-13")
    with refused(w, "not_yet"):
        announce(w, w.today()[:7])
    announce(w, month)
    with refused(w, "already_decided"):
        announce(w, month, 3, who="监事乙")
    found = working(w)
    assert (
        found.holds
        and len(found.refs) == 5
        and len(found.found) == 2
        and {x.fact_id for x in found.found} <= set(found.refs)
    )
    w.submitted("林八", title="之后又有别的事")
    assert working(w) == found, "what happens later changes no draw"
    assert verify(w.engines)


def test_anybody_redoes_it_with_sha256sum(small_world, tmp_path):
    w = small_world
    announce(w, entered(w, 5))
    found = working(w)
    (tmp_path / "list.txt").write_text(drawing.population_text(found.refs))
    script = (
        f"""sha256sum < list.txt; printf '%s' '{found.root}:{found.row.digest}' | sha256sum; """
        f"""while read -r id; do printf '%s' "{found.seed}:$id" | sha256sum | sed "s/-/$id/"; """
        """done < list.txt | sort | head -n 2"""
    )
    out = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert out[0].split()[0] == found.digest and out[1].split()[0] == found.seed
    assert [line.split() for line in out[2:4]] == [[x.lot, x.fact_id] for x in found.found]
    with w.engines.read_connection() as conn:  # the root, from nothing but the headers
        leaves = [
            hashlib.sha256(b"\0" + bytes(r.header)).digest()
            for r in conn.execute(
                tables.fact.select()
                .where(tables.fact.c.position < found.size)
                .order_by(tables.fact.c.position)
            )
        ]
    while len(leaves) > 1:
        leaves = [
            hashlib.sha256(b"\1" + b"".join(leaves[i : i + 2])).digest()
            if len(leaves[i : i + 2]) == 2
            else leaves[i]
            for i in range(0, len(leaves), 2)
        ]
    assert leaves[0].hex() == found.root


def test_a_list_announced_wrongly_is_noticed(small_world, monkeypatch):
    w = small_world
    month = entered(w, 5)
    honest = draw_acts.AnnounceDraw.decide

    def forged(self, case, now):
        [fact] = honest(self, case, now)
        kept = case.answers[draw_acts.DRAW_LIST].refs[:4]  # one entry nobody should look at
        return [
            facts.DrawAnnounced(
                **{
                    **{
                        k: getattr(fact, k)
                        for k in ("draw", "by", "what", "since", "until", "wanted")
                    },
                    "size": 4,
                    "digest": drawing.population_digest(kept),
                }
            )
        ]

    monkeypatch.setattr(draw_acts.AnnounceDraw, "decide", forged)
    announce(w, month)
    assert not working(w).holds
    with pytest.raises(verifying.Wrong, match="the list drawn from has 4 entries"):
        verify(w.engines)


def test_months_and_lots():
    assert [t.isoformat() for t in drawing.month("2026-02", "Asia/Shanghai")] == [
        "2026-01-31T16:00:00+00:00",
        "2026-02-28T16:00:00+00:00",
    ]
    assert drawing.month("2026-12", "UTC")[1].year == 2027
    assert all(
        drawing.month(text, "UTC") is None
        for text in ("", "2026-00", "2026-13", "1999-01", "2026-1", "2026-01-01")
    )
    refs = [f"{i:026d}" for i in range(200)]
    seeds = [drawing.seed("00" * 32, f"{i:064x}") for i in range(300)]
    times = {
        ref: sum(ref in {x for _, x in drawing.drawn(s, refs, 20)} for s in seeds)
        for ref in refs[:10]
    }
    assert all(10 < n < 55 for n in times.values()), (
        times
    )  # thirty expected, five is one standard deviation
    assert (
        drawing.drawn(seeds[0], refs, 5)
        == drawing.drawn(seeds[0], reversed(refs), 5)
        == drawing.drawn(seeds[0], refs, 9)[:5]
    )


def test_the_pages(site):
    w, client = site.world, site.client("supervisor")
    month = entered(w, 4)
    assert "还没有抽查" in site.client("visitor").get("/jiahe/draws").data.decode()
    assert [
        site.client(r).get("/jiahe/draws/new").status_code for r in ("visitor", "resident", "clerk")
    ] == [303, 403, 403]
    page = client.get("/jiahe/draws/new")
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "what": "desk_entries",
        "month": month,
    }
    assert client.post("/jiahe/draws/new", data={**data, "wanted": "9"}).status_code == 422
    done = client.post(
        "/jiahe/draws/new", data={**data, "wanted": "2"}, follow_redirects=True
    ).data.decode()
    found = working(w)
    visitor = site.client("visitor")
    shown = visitor.get(f"/jiahe/draws/{found.row.draw_id}").data.decode()
    for html in (done, shown):
        assert (
            found.root in html
            and found.seed in html
            and all(x.lot in html for x in found.found)
            and "与宣布时一致" in html
        )
    listed = visitor.get(f"/jiahe/draws/{found.row.draw_id}/list.txt")
    assert hashlib.sha256(listed.data).hexdigest() == found.row.digest
    assert (
        "窗口代录" in visitor.get("/jiahe/draws").data.decode()
        and visitor.get("/jiahe/draws/nothing").status_code == 404
    )
