"""By keyboard alone, in Chromium at 375 px with large type: a resident signs in, proposes, a
neighbour co-signs and comments, a representative votes.

Only Tab, arrows, Space, Enter and typing. At every step the focus is seen, the order is that of the
page, and the way past the frame comes first.
"""

import pytest

from deliberation.demo import cast
from deliberation.readings.people.demo_cast import PASSWORD
from tests.journeys.test_whole_cycle import done, opened, submit

pytestmark = pytest.mark.browser
# What has the focus: its name, whether one sees it (marked, and under no bar), and where it stands
# (fixed bars stand nowhere in the order of the page).
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const mark = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
    || s.boxShadow !== 'none';
  const there = document.elementFromPoint(
    r.left + r.width / 2, Math.min(r.top + r.height / 2, innerHeight - 1));
  const uncovered = !!there && (e.contains(there) || there.contains(e));
  let fixed = false;
  for (let up = e; up; up = up.parentElement)
    fixed = fixed || getComputedStyle(up).position === 'fixed';
  return { tag: e.tagName, id: e.id, href: e.getAttribute('href') || '',
           name: e.getAttribute('name') || '', value: e.value || '',
           main: !!e.closest('main'), fixed, text: (e.innerText || '').trim(),
           seen: mark && uncovered && r.width > 0 && r.height > 0,
           top: r.top + scrollY, left: r.left };
}"""


class Keys:
    """Somebody without mouse or touch."""

    def __init__(self, town, page=None) -> None:
        self.town = town
        self.page = (
            page
            or town.browser.new_context(
                viewport={"width": 375, "height": 720}, locale="zh-CN", reduced_motion="reduce"
            ).new_page()
        )
        self.page.set_default_timeout(8000)
        self.page.context.add_cookies(
            [{"name": "elder", "value": "1", "url": town.base.removesuffix("/jiahe")}]
        )

    def open(self, path: str) -> None:
        """An address typed into the browser; the first thing reached leads past the frame."""
        self.page.goto(f"{self.town.base}/{path}")
        first = self.tab()
        assert first["href"] == "#content", first
        self.press("Enter")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab(self) -> dict:
        self.press("Tab")
        found = self.page.evaluate(FOCUS)
        assert found["tag"] == "BODY" or found["seen"], f"the focus is not seen on {found}"
        return found

    def to(self, **wanted: str | bool) -> dict:
        """Tab until there; on the way everything is seen and stands below or beside what came
        before.
        """
        before = None
        for _ in range(80):
            found = self.tab()
            if (
                before
                and found["main"]
                and before["main"]
                and not found["fixed"]
                and found["top"] + 2 < before["top"]
            ):
                raise AssertionError(f"{found} comes after {before} and stands above it")
            if all(
                v in found[k] if k in ("href", "text") else v == found[k] for k, v in wanted.items()
            ):
                return found
            before = found
        raise AssertionError(f"{wanted} cannot be reached by Tab on {self.page.url}")

    def type(self, field: str, text: str) -> None:
        self.to(id=field)
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """Into a group of choices by Tab, within it by arrows."""
        self.to(name=name)
        for _ in range(8):
            now = self.page.evaluate(FOCUS)
            assert now["seen"], now
            if now["value"] == value:
                self.press("Space")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice {value} in {name}")

    def enter(self, **wanted: str | bool) -> None:
        """Press what was reached, and wait for the page it leads to."""
        self.to(**wanted)
        with self.page.expect_navigation():
            self.press("Enter")
        assert self.page.locator(".errors").count() == 0, self.page.locator(".errors").inner_text()

    def sign_in(self, login: str) -> None:
        self.open("sign-in")
        self.type("login", login)
        self.type("password", PASSWORD)
        self.enter(tag="BUTTON", main=True)
        if cast.ACCOUNTS[login][1]:
            self.type("factor_code", self.town.authenticator(login))
            self.enter(tag="BUTTON", main=True)
        assert "sign-in" not in self.page.url and "/code" not in self.page.url, self.page.url


def proposed(town) -> str:
    keys = Keys(town)
    keys.sign_in("resident1")
    keys.open("proposals")
    keys.enter(href="/proposals/new")
    keys.type("title", "东门加一盏路灯")
    keys.type("body", "东门晚上太暗，请在岗亭旁加一盏路灯。")
    keys.enter(name="then", value="submit")
    assert "征集附议" in keys.page.inner_text("main")
    keys.page.context.close()
    return keys.page.url.rstrip("/").split("/")[-1].split("#")[0]


def to_the_vote(town, proposal: str) -> None:
    for login in ("deliberator1", "representative1", "representative2"):
        page = opened(town, login, proposal, "cosign")
        submit(page)
        done(town, page, proposal)
    for login, act, fields in (
        ("deliberator1", "take-up", {}),
        ("councillor1", "recommend", {"verdict": "support", "reasons": "建议通过。"}),
        (
            "lead1",
            "record-study",
            {"held_on": town.stage.today(), "result": "agree", "opinion": "同意。"},
        ),
        ("clerk1", "review-legality", {"result": "clean"}),
        ("clerk1", "post-proof", {"place": "东门公开栏"}),
    ):
        page = opened(town, login, proposal, act)
        for name, value in fields.items():
            if page.locator(f"input[type=radio][name={name}]").count():
                page.check(f"input[name={name}][value={value}]")
            else:
                page.fill(f"#{name}", value)
        submit(page)
        done(town, page, proposal)
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"


def back_to_the_paper(keys):
    """Back from “please check”: the paper as it was, nothing cast, no word of a lost network."""
    assert "请核对" in keys.page.inner_text("h1") and "反对" in keys.page.inner_text("main")
    keys.page.go_back()
    assert keys.page.url.endswith("/cast-ballot") and "请核对" not in keys.page.inner_text("h1")
    assert keys.page.locator("button[name=choice]:visible").count() == 3
    assert not keys.page.locator("[data-say]:visible").count()


def test_the_whole_way_by_keyboard_alone(town):
    proposal = proposed(town)

    keys = Keys(town)
    keys.sign_in("resident2")
    keys.open(f"proposals/{proposal}")
    keys.enter(href=f"{proposal}/cosign")
    keys.enter(tag="BUTTON", text="附议")
    assert "您已附议" in keys.page.inner_text("main")
    keys.open(f"proposals/{proposal}")
    keys.enter(href=f"{proposal}/comment")
    keys.choose("stance", "for")
    keys.type("body", "我每天晚班回来，那里确实太暗。")
    keys.enter(tag="BUTTON", main=True)
    assert "确实太暗" in keys.page.inner_text("#discussion")
    keys.page.context.close()

    to_the_vote(town, proposal)
    keys = Keys(town)
    keys.sign_in("representative3")
    keys.open(f"proposals/{proposal}")
    keys.enter(href=f"{proposal}/cast-ballot")
    keys.enter(name="choice", value="against")
    back_to_the_paper(keys)
    keys.enter(name="choice", value="for")
    assert "请核对" in keys.page.inner_text("h1")
    keys.enter(tag="BUTTON", main=True)
    assert keys.page.url.endswith("/receipt") and "是，刚刚核对过" in keys.page.inner_text("main")
    keys.page.context.close()
