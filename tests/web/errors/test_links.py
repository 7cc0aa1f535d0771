"""Addresses as they come back from a chat, a mouth or a piece of paper."""

import re

import pytest

# What stands in place of {p}, an id, and {n}, its number; where it leads.
MENDED = [
    ("/jiahe/proposals/{p}，快来投票", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}。", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p})", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}.", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}%20", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}%22%3E", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}&from=timeline", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}/", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}/com，快来", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{p}/comment。", "/jiahe/proposals/{p}/comment"),
    ("/JIAHE/Proposals/{P}", "/jiahe/proposals/{p}"),
    ("/jiahe/proposals/{P}", "/jiahe/proposals/{p}"),
    ("/Jiahe/", "/jiahe/"),
    ("/jiahe/proposals/", "/jiahe/proposals"),
    ("/jiahe/proposals/{n}", "/jiahe/n/{n}"),
    ("/jiahe/proposals/{n}，快来", "/jiahe/n/{n}"),
    ("/jiahe/n/{n}。", "/jiahe/n/{n}"),
    ("/jiahe/n/{n}/", "/jiahe/n/{n}"),
]
# No page of ours begins like this, or nothing was damaged.
LOST = [
    "/jiahe/nothing-here",
    "/jiahe/proposals/{p}/nothing-here",
    "/jiahe/proposals/short",
    "/jiahe/n/2026-999",
    "//evil.example/jiahe",
    "/%2F%2Fevil.example",
    "/\\evil.example",
    "/evil.example，快来",
    "/nowhere/proposals/{p}",
]


@pytest.fixture
def told(site):
    p = site.world.submitted()
    with site.app.test_request_context("/jiahe/"):
        from deliberation.readings.proposals.lists import number
        from deliberation.record import tables

        row = next(r for r in site.world.rows(tables.proposal) if r.proposal_id == p)
    return {"p": p, "P": p.upper(), "n": number(row.number_year, row.number)}


@pytest.mark.parametrize(("sent", "meant"), MENDED)
def test_a_damaged_link_leads_to_its_page(site, told, sent, meant):
    client = site.app.test_client()
    answer = client.get(sent.format(**told))
    assert answer.status_code in (302, 308) and answer.location == meant.format(**told)
    assert client.get(answer.location, follow_redirects=True).status_code in (200, 403)


@pytest.mark.parametrize("sent", LOST)
def test_what_is_no_page_of_ours_stays_lost(site, told, sent):
    answer = site.app.test_client().get(sent.format(**told))
    # The router's own redirects add a slash, and stay here.
    assert answer.status_code == 404 or re.match(r"/[^/\\]+/$", answer.location), answer.location
    if answer.status_code == 404 and sent.startswith("/jiahe/"):
        assert 'action="/jiahe/proposals"' in answer.text and 'name="q"' in answer.text


def test_a_draft_is_told_from_nothing_by_no_mended_link(site):
    client, w = site.app.test_client(), site.world
    draft, nothing = w.draft(), "0" * 26
    for damage in ("{}，快来", "{}/"):
        said = [client.get(f"/jiahe/proposals/{damage.format(i)}") for i in (draft, nothing)]
        assert {a.status_code for a in said} == {302}
        ends = [client.get(a.location) for a in said]
        assert {a.status_code for a in ends} == {404}


def test_a_form_is_not_sent_elsewhere(site, told):
    answer = site.app.test_client().post(f"/jiahe/proposals/{told['p']}。")
    assert answer.status_code not in (301, 302, 303, 307, 308)
