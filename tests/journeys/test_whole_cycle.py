"""One story: a proposal written on a phone, and one adopted from Madrid, through all four bodies to
the residents' rating.
"""

import json
import os
import subprocess
import sys

import pytest

from deliberation.record.check.verify import verify
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


def press(page) -> None:
    """The one main button of the page."""
    page.click("main .btn-main")
    page.wait_for_load_state()


def submit(page) -> None:
    page.click("main form:not([role=search]) button.btn-main")
    page.wait_for_load_state()


def opened(town, login: str, proposal: str, act: str):
    page = town.person(login)
    page.goto(f"{town.base}/proposals/{proposal}/{act}")
    return page


def done(town, page, proposal: str) -> None:
    """Back on the proposal's page (or the receipt), with no error on it."""
    assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
    assert proposal in page.url, page.url
    page.context.close()


def carry_through(town, proposal: str) -> None:
    """From gathering to completed, each role signing in for its own act."""
    for login in ("deliberator1", "representative1", "representative2"):
        page = town.person(login)
        page.goto(f"{town.base}/proposals/{proposal}")
        press(page)
        submit(page)
        done(town, page, proposal)
    assert town.stage.row(proposal).stage == "take_up"

    page = opened(town, "deliberator1", proposal, "take-up")
    submit(page)
    done(town, page, proposal)
    page = opened(town, "councillor1", proposal, "recommend")
    page.check("input[name=verdict][value=support]")
    page.fill("#reasons", "方便居民，建议通过。")
    submit(page)
    done(town, page, proposal)
    page = opened(town, "lead1", proposal, "record-study")
    page.fill("#held_on", town.stage.today())
    page.check("input[name=result][value=agree]")
    page.fill("#opinion", "同意提交表决。")
    submit(page)
    done(town, page, proposal)
    page = opened(town, "clerk1", proposal, "review-legality")
    page.check("input[name=result][value=clean]")
    submit(page)
    done(town, page, proposal)
    assert town.stage.row(proposal).stage == "notice"

    page = opened(town, "clerk1", proposal, "post-proof")
    page.fill("#place", "东门居务公开栏")
    submit(page)
    done(town, page, proposal)
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"

    for login, choice in (
        ("representative1", "for"),
        ("representative2", "for"),
        ("representative3", "for"),
        ("representative4", "against"),
    ):
        page = town.person(login)
        page.goto(f"{town.base}/proposals/{proposal}")
        assert "截止前不显示票数" in page.inner_text("main")
        press(page)
        page.click(f"button[name=choice][value={choice}]")
        assert "请核对" in page.inner_text("h1")
        submit(page)
        assert page.url.endswith("/receipt") and "是，刚刚核对过" in page.inner_text("main")
        done(town, page, proposal)
    town.to_due(proposal)
    assert town.stage.row(proposal).outcome == "passed"

    for login in ("supervisor1", "supervisor2"):
        page = opened(town, login, proposal, "certify")
        assert "平台自己核对过的" in page.inner_text("main")
        page.check("input[value=posting_seen]")
        submit(page)
        done(town, page, proposal)
    assert town.stage.row(proposal).certified == "yes"
    town.to_due(proposal)

    page = opened(town, "committee1", proposal, "assign")
    page.select_option("#organisation_id", label="社区服务中心")
    page.fill("#finish_on", "2027-02-01")
    page.fill("#task", "按决议办理。")
    submit(page)
    done(town, page, proposal)
    page = opened(town, "organisation1", proposal, "finish")
    if page.locator("#body").count() == 0:
        page.context.close()
        raise AssertionError("the organisation of organisation1 was not put in charge")
    page.fill("#body", "已完成。")
    page.fill("#evidence", "照片见公告栏。")
    submit(page)
    done(town, page, proposal)
    for login in ("supervisor1", "supervisor2"):
        page = opened(town, login, proposal, "accept")
        submit(page)
        done(town, page, proposal)
    assert town.stage.row(proposal).stage == "evaluate"
    page = opened(town, "resident2", proposal, "rate")
    page.check("input[name=score][value='5']")
    submit(page)
    done(town, page, proposal)
    town.to_due(proposal)
    assert town.stage.row(proposal).ending == "completed"


def test_a_proposal_written_on_a_phone(town):
    page = town.person("resident1")
    page.goto(f"{town.base}/proposals/new")
    page.fill("#title", "活动室周末延长开放到 21 点")
    page.fill("#body", "社区活动室每周六、周日开放至 21:00。")
    page.click("button[value=submit]")
    page.wait_for_load_state()
    proposal = page.url.rstrip("/").split("/")[-1]
    assert "征集附议" in page.inner_text("main")
    page.context.close()
    carry_through(town, proposal)
    visitor = town.browser.new_context(viewport={"width": 375, "height": 720}).new_page()
    visitor.goto(f"{town.base}/proposals/{proposal}")
    text = visitor.inner_text("main")
    assert "通过" in text and "5" in text and "活动室" in text
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 375
    visitor.context.close()
    assert verify(town.engines)[0].votes == 1


@pytest.mark.nightly
@pytest.mark.served
def test_a_proposal_adopted_from_madrid(town, test_data):
    env = {**os.environ, **town.env}
    for _ in range(2):
        done_ = subprocess.run(
            [
                sys.executable,
                "-m",
                "deliberation",
                "import",
                "consul",
                str(test_data / "civic_es"),
                "--community",
                "jiahe",
            ],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done_.returncode == 0, done_.stderr
    show = subprocess.run(
        [sys.executable, "-m", "deliberation", "community", "show", "jiahe", "--json"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    counts = json.loads(show.stdout)
    assert (counts["proposals_by_stage"]["draft"], counts["comments"]) == (80, 5633)
    page = town.person("resident1")
    page.goto(f"{town.base}/proposals?stage=drafts&q=peatonal")
    page.click("main a.item")
    page.wait_for_load_state()
    proposal = page.url.rstrip("/").split("/")[-1]
    press(page)
    submit(page)
    page.goto(f"{town.base}/proposals/{proposal}/revise")
    page.fill("#title", "Unir el centro con Madrid Río a pie")
    page.fill("#body", "Propongo calles peatonales y arboladas entre el centro y Madrid Río.")
    submit(page)
    page.goto(f"{town.base}/proposals/{proposal}/submit")
    submit(page)
    done(town, page, proposal)
    carry_through(town, proposal)
    verify_ = subprocess.run(
        [sys.executable, "-m", "deliberation", "verify"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert verify_.returncode == 0 and "all right" in verify_.stdout, verify_.stderr
