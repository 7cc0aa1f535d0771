"""How a journey walks: by the buttons and links a person sees, never by an address nobody shows
them.
"""

from typing import Any

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import support
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.demo.part import CLERK, COUNCILLOR, DELIBERATOR, LEAD, REPRESENTATIVES
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record.ids import new_id

WIDTH = 375


def see(page: Any, *words: str, where: str = "main") -> None:
    """The page says these words, has no error on it, and fits the phone."""
    page.wait_for_load_state()
    said = page.inner_text(where)
    for word in words:
        assert word in said, f"{word!r} is not on {page.url}:\n{said}"
    assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, (
        f"{page.url} is wider than the phone"
    )


def main_button(page: Any, words: str = "") -> None:
    """The one big button of the page (`words`: what stands on it)."""
    button = page.locator("main .btn-main").first
    assert words in button.inner_text(), (
        f"the button of {page.url} says {button.inner_text()!r}, not {words!r}"
    )
    button.click()
    page.wait_for_load_state()


def link(page: Any, words: str) -> None:
    """A link of the page by its words, opened first where it stands in a closed list."""
    found = page.locator(f"main a:has-text('{words}')").first
    if not found.is_visible():
        page.locator(
            "main details:not([open])", has=page.locator(f"a:has-text('{words}')")
        ).first.locator("summary").first.click()
    found.click()
    page.wait_for_load_state()


def to(town: Any, login: str, proposal: str) -> Any:
    """The person's phone on the proposal's page."""
    page = town.phone(login)
    page.goto(f"{town.base}/proposals/{proposal}")
    return page


def at_act(town: Any, login: str, proposal: str, act: str) -> Any:
    """The person's phone on the page of an act, as the desk's list of what waits leads there."""
    page = town.phone(login)
    page.goto(f"{town.base}/proposals/{proposal}/{act}")
    return page


def supported(town: Any, proposal: str) -> None:
    """What every matter passes alike, done by real acts: co-signed by three office holders, taken
    up, advised, studied, found lawful.
    """
    at = {"subject_id": proposal}
    for who in (DELIBERATOR, 5, 6):
        town.stage.act(
            who,
            support.Cosign(act_id=new_id(), **at, version_no=town.stage.row(proposal).version_no),
        )
    town.stage.act(DELIBERATOR, council_acts.TakeUp(act_id=new_id(), **at))
    town.stage.act(
        COUNCILLOR,
        suggest.Recommend(act_id=new_id(), **at, verdict="support", reasons="写得清楚。"),
    )
    town.stage.act(
        LEAD,
        study.RecordStudy(
            act_id=new_id(),
            **at,
            held_on=town.stage.today(),
            result="agree",
            opinion="同意提交表决。",
        ),
    )


def reviewed_and_posted(town: Any, proposal: str) -> None:
    """Found lawful and hung up; then the days of the notice pass, and the vote opens."""
    at = {"subject_id": proposal}
    town.stage.act(CLERK, legality.ReviewLegality(act_id=new_id(), **at, result="clean"))
    town.stage.act(
        CLERK,
        inform.PostProof(
            act_id=new_id(),
            **at,
            purpose="notice",
            posted_on=town.stage.today(),
            place="东门居务公开栏",
        ),
    )
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"


def vote(town: Any, login: str, proposal: str, choice: str) -> Any:
    """From the proposal's page to the receipt."""
    page = to(town, login, proposal)
    main_button(page)
    code = None
    if page.locator("section[data-code-needed]").count():  # a resident who has none to give
        code = town.printed_code(login)
        page.reload()
    page.click(f"button[name=choice][value={choice}]")
    page.wait_for_load_state()
    see(page, "请核对")
    if code:
        page.fill("#factor_password", PASSWORD)
        page.fill("#factor_code", code)
    main_button(page)
    assert page.url.endswith("/receipt"), page.url
    return page


def others_vote(town: Any, proposal: str) -> None:
    """The other representatives, by real acts."""
    for who, choice in zip(REPRESENTATIVES[1:], ("for", "for", "against"), strict=False):
        town.stage.act(who, resolve.CastBallot(act_id=new_id(), subject_id=proposal, choice=choice))


def certified(town: Any, proposal: str, *words: str) -> None:
    """Two supervisors look at what the platform checked, tick what they saw, and sign; then the
    days to object pass.
    """
    for login in ("supervisor1", "supervisor2"):
        page = to(town, login, proposal)
        main_button(page, "确认")
        see(page, "平台自己核对过的", *words)
        page.check("input[value=posting_seen]")
        main_button(page)
        see(page)
    assert town.stage.row(proposal).certified == "yes"
    while town.stage.row(proposal).stage == "publish":
        town.to_due(proposal)
