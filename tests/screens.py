"""`make screens`: a picture of every page of the demo, for each role that sees it, in both
languages, at 375 and 1280 px.

Writes into screens/ (git-ignored) with an index page as contact sheet. Starts a demo of its own on
a free port.
"""

import html
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo.looked_at import proposals

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "screens"
SIZES = {"375": (375, 780), "1280": (1280, 900)}
PASSWORD = "jiahe-community-2026"
PAGES = {
    None: [
        "",
        "proposals",
        "proposals?stage=voting",
        "bodies",
        "rules",
        "who-may-do-what",
        "record",
        "record/5",
        "demo",
        "sign-in",
        "sign-in/lost-password",
        "join",
        "moderation",
        "draws",
        "offline",
        "proposals/{gather}/discussion",
        "proposals/{evaluate}/versions",
        "nothing-here",
        "tasks",
        "covenant",
        "proposals/{task}",
        "proposals/{covenant}/against-covenant",
        "proposals/{vote}/roll",
        "proposals/{covenant}/roll",
        "proposals/{property}/roll",
        "proposals/{property}",
        "proposals/{property_special}",
        "proposals/{property_special}/print/result",
        "elections",
        "proposals/{election_council}",
        "proposals/{election_committee}",
        "proposals/{election_supervisors}",
        "proposals/{recall}",
        "proposals/{election_committee}/print/notice",
        "announcements",
        "announcements?earlier=1",
        "announcements/{pinned}",
        "announcements/{corrected}",
        "announcements/{correcting}",
        "announcements/{pinned}/print",
    ],
    "resident1": [
        "",
        "waiting",
        "me",
        "me/history",
        "me/passkeys",
        "me/password",
        "me/second-factor",
        "me/authenticator",
        "me/card",
        "my-entry",
        "inbox",
        "sign-out",
        "private",
        "private/new",
        "proposals/new",
        "proposals/{gather}",
        "proposals/{gather}/similar",
        "proposals/{gather}/cosign",
        "proposals/{gather}/comment",
        "proposals/{gather}/report-comment/{comment}",
        "proposals/{publish}/object",
        "proposals/{evaluate}/rate",
        "proposals/{election_council}/cast-ballot",
        "proposals/{recall}/join-recall",
        "announcements/{pinned}/ask-about",
    ],
    "resident2": ["proposals/{property}/cast-ballot", "proposals/{property}/roll", "my-entry"],
    "department1": ["waiting", "tasks/new"],
    "deliberator1": [
        "waiting",
        "proposals/{take_up}",
        "proposals/{take_up}/take-up",
        "proposals/{take_up}/pass-on",
        "proposals/{take_up}/ask-merge",
    ],
    "councillor1": [
        "waiting",
        "proposals/{advise}",
        "proposals/{advise}/recommend",
        "proposals/{advise}/give-opinion",
        "proposals/{advise}/recuse",
    ],
    "lead1": ["proposals/{advise}/record-study"],
    "representative1": [
        "",
        "waiting",
        "me/code",
        "me/recovery-codes",
        "proposals/{vote}",
        "proposals/{vote}/cast-ballot",
    ],
    "supervisor1": [
        "waiting",
        "supervision",
        "audit",
        "resets",
        "draws/new",
        "my-relatives",
        "proposals/{publish}",
        "proposals/{counted}/certify",
        "proposals/{counted}/refuse-certificate",
        "proposals/{inspect}",
        "proposals/{inspect}/record-finding",
        "proposals/{inspect}/ask-question",
        "proposals/{vote}/call-list",
        "announcements/{pinned}/hide-about/{about}",
        "",
        "desk/paper/{covenant}",
        "desk/paper/{covenant}/batch/{pile}/differences",
        "desk/paper/{covenant}/batch/{once}?sheets=3",
        "proposals/{paid}/audit-spend/{payment}",
        "proposals/{appealed}/decide-appeal",
    ],
    "committee1": [
        "waiting",
        "proposals/{notice}",
        "proposals/{notice}/shorten-notice",
        "announcements/{pinned}/answer-about/{about}",
        "proposals/{asked}/answer-question/{question}",
    ],
    "organisation1": [
        "waiting",
        "proposals/{carry_out}",
        "proposals/{carry_out}/finish",
        "proposals/{carry_out}/report-progress",
        "proposals/{found}/rectify/{finding}",
    ],
    "clerk1": [
        "announcements/ours",
        "announcements/new",
        "announcements/{correcting}/correct-announcement",
        "announcements/{correcting}/withdraw-announcement",
        "elections/election_committee/call",
        "waiting",
        "desk",
        "desk/today",
        "desk/posting",
        "desk/requests",
        "desk/requests/{request}",
        "private",
        "private/{letter}",
        "desk/roster-file",
        "desk/hand-over",
        "desk/new-person",
        "desk/print",
        "desk/people/{person}",
        "desk/people/{person}/correct",
        "desk/people/{person}/move",
        "desk/people/{person}/left",
        "desk/people/{person}/merge",
        "desk/people/{person}/office",
        "desk/people/{person}/relatives",
        "desk/people/{person}/owns?q=嘉1栋",
        "desk/people/{person}/acts-for?q=嘉1栋",
        "desk/people/{owner}",
        "desk/people/{owner}/owns/{tie}/end",
        "desk/people/{person}/erase",
        "desk/for/{person}",
        "desk/for/{person}/proposal",
        "desk/for/{person}/cosign/{gather}",
        "desk/entry/cosign/{gather}",
        "desk/sheet/{gather}",
        "desk/print/cosign/{gather}",
        "desk/print/sign-in/{vote}",
        "desk/print/slip/cast-ballot/{vote}",
        "proposals/{vote}/call-list",
        "proposals/{vote}/message",
        "proposals/{gather}/hide-comment/{comment}",
        "proposals/{notice}/post-proof",
        "proposals/{notice}/print/notice",
        "proposals/{publish}/print/result",
        "proposals/{publish}/print/resolution",
    ],
}
PAPER = ("/print/", "desk/letters/")
ABSENT = ("nothing-here",)
PUBLIC_STAGES = (
    "gather",
    "take_up",
    "advise",
    "notice",
    "vote",
    "publish",
    "carry_out",
    "inspect",
    "evaluate",
    "closed",
)


def chromium_path() -> str | None:
    """Where the browser is. The shell without windows spends half the processor time of the whole
    one.
    """
    return (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve(folder: str, port: int) -> subprocess.Popen:
    env = {**os.environ, "DELIBERATION_INSTANCE": folder}
    subprocess.run(
        [sys.executable, "-m", "deliberation", "demo", "--no-serve"],
        check=True,
        env=env,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "deliberation", "serve", "--port", str(port)], env=env, cwd=ROOT
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")
            return process
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def sign_in(page: Page, base: str, login: str) -> None:
    page.goto(f"{base}/demo")
    code = (
        page.locator("tr", has=page.get_by_text(login, exact=True))
        .locator("td")
        .nth(1)
        .inner_text()
        .strip()
    )
    page.goto(f"{base}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    if code != "—":
        page.fill("#factor_code", code)
        page.click("main button[type=submit]")


def shoot(browser: Browser, base: str, ids: dict[str, str], only: str | None) -> list[Path]:
    made = []
    pages = {**PAGES, None: PAGES[None] + [f"proposals/{{{s}}}" for s in PUBLIC_STAGES]}
    for login, paths in pages.items():
        if only and login != only:
            continue
        state = None
        if login:
            context = browser.new_context()
            sign_in(context.new_page(), base, login)
            state = context.storage_state()
            context.close()
        for size, (width, height) in SIZES.items():
            for lang in ("zh_Hans", "en"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, storage_state=state
                )
                context.add_cookies([{"name": "lang", "value": lang, "url": base}])
                page = context.new_page()
                for path in paths:
                    page.goto(f"{base}/{path.format(**ids)}")
                    plain = path.translate(
                        {ord("/"): "_", ord("?"): "_", ord("{"): "", ord("}"): ""}
                    )
                    name = f"{login or 'visitor'}-{plain or 'home'}-{lang}-{size}.png"
                    page.screenshot(path=OUT / name, full_page=True)
                    made.append(OUT / name)
                context.close()
    return made


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        port = free_port()
        server = serve(folder, port)
        try:
            browser = p.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
            )
            made = shoot(
                browser,
                f"http://127.0.0.1:{port}/jiahe",
                proposals(folder),
                sys.argv[1] if len(sys.argv) > 1 else None,
            )
            browser.close()
        finally:
            server.terminate()
            server.wait()
    cells = "".join(
        (
            f'<figure><img src="{html.escape(m.name)}" '
            f'loading="lazy"><figcaption>{html.escape(m.stem)}</figcaption></figure>'
        )
        for m in sorted(made)
    )
    (OUT / "index.html").write_text(
        "<!doctype html><meta "
        f"charset=utf-8><style>figure{{display:inline-block;width:18rem;vertical-align:top;"
        f"margin:.5rem}}img{{width:100%}}</style>{cells}",
        "utf-8",
    )
    print(f"{len(made)} pictures in {OUT}")


if __name__ == "__main__":
    main()
