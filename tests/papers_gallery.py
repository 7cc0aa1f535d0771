"""A community with a vote on every kind of paper, one open and one counted, served for pictures and
for the accessible walk; `python -m tests.papers_gallery` takes the pictures.

No kind of matter asks some of these questions yet, so here, and only here, the papers of plans ask
them: the record freezes what was asked, and the server shows it.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from unittest import mock

from werkzeug.serving import make_server

from deliberation import config, create_app
from deliberation.charter.voting import papers as papers_made
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.record import engines as engines_module
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from tests.screens import OUT, SIZES, chromium_path
from tests.site import Site
from tests.web.ballot import papers
from tests.web.ballot.test_counted import CASES, VOTERS
from tests.world import OFFICES, RESIDENTS, MovableClock, World

OWNERS = "owners"
SEVERAL = {
    "several": (
        (papers.ONE, papers.RANK, papers.MOTION),
        (
            "2;2>1;for",
            "2;1>2>3;for",
            "2;3;for",
            "2;2>3;against",
            "none;abstain;abstain",
            "1;3>1;for",
        ),
    )
}
ASKED = {**{name: ((case[0],), case[1]) for name, case in CASES.items()}, **SEVERAL}


def build(w: World) -> dict[str, str]:
    """Every case twice: "counted <case>" and "open <case>" → proposal.

    Owners' plans too, counted by heads and area.
    """
    asks: dict[str, Any] = {}
    usual = papers_made.BUILDERS[papers_made.PLANS]

    def builder(case: Any, options: list[Any]) -> papers_made.Asked:
        if case.proposal.proposal_id not in asks:
            return usual(case, options)
        plans = sorted(
            papers_made.accepted(options, "plan"), key=lambda o: papers.THREE.index(o.title)
        )
        return [
            (make(len(plans)), [o.option_id for o in plans])
            for make in asks[case.proposal.proposal_id]
        ]

    found: dict[str, str] = {}
    with mock.patch.dict(papers_made.BUILDERS, {papers_made.PLANS: builder}):
        for state, names in (
            ("counted", [OWNERS]),
            ("counted", list(ASKED)),
            ("open", list(ASKED)),
        ):
            for i, name in enumerate(names):
                more = {"answers": {"uses_common_parts": True}} if name == OWNERS else {}
                found[f"{state} {name}"] = p = w.posted(
                    who=RESIDENTS[i % len(RESIDENTS)],
                    title=f"小区绿化（{name}）",
                    body="三处空地都长期闲置。",
                    plans=papers.THREE,
                    **more,
                )
                if name in ASKED:
                    asks[p] = ASKED[name][0]
            for name in names:
                while w.stage(found[f"{state} {name}"]) == "notice":
                    w.let_pass(found[f"{state} {name}"])
            for name in names if state == "counted" else ():
                _cast(w, found[f"{state} {name}"], ASKED[name][1] if name in ASKED else None)
            for name in names if state == "counted" else ():
                while w.stage(found[f"{state} {name}"]) == "vote":
                    w.let_pass(found[f"{state} {name}"])
    return found


def _cast(w: World, p: str, ballots: tuple[str, ...] | None) -> None:
    pairs = (
        zip(VOTERS, ballots, strict=True)
        if ballots
        else ((name, "2" if i % 5 else "none") for i, name in enumerate((*RESIDENTS, *OFFICES)))
    )
    for name, choice in pairs:
        w.act(name, resolve.CastBallot(act_id=new_id(), subject_id=p, choice=choice))


@contextmanager
def served(
    make: Callable[[World], dict[str, str]] = build,
) -> Iterator[tuple[str, dict[str, str], Site]]:
    """(address, proposals as `make` made them, site), with a server in a thread of this process:
    the civic clock stands where the votes are open.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/gallery.sqlite3"
        upgrade(url)
        time, engines = (
            MovableClock().install(),
            engines_module.use(Engines(url, mac_key=b"k" * 32, log_key=b"l" * 32)),
        )
        settings = config.from_environment(
            {"DELIBERATION_INSTANCE": folder, "DELIBERATION_DATABASE_URL": url}
        )
        config.ensure_keys(settings)
        world = World(engines, time).populate()
        app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
        engines_module.use(engines)
        time.install()
        found = make(world)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        try:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/jiahe", found, Site(app, world)
        finally:
            server.shutdown()
            engines.dispose()
            time.remove()


def sign_in(context: Any, base: str, site: Site, role: str) -> None:
    """Sign a browser in, as somebody of that role."""
    name = site.app.config["SESSION_COOKIE_NAME"]
    kept = site.client(role).get_cookie(name)
    context.add_cookies([{"name": name, "value": kept.value, "url": base}])


def ballots(found: dict[str, str]) -> dict[str, str]:
    """Name → path of every open ballot."""
    return {
        name: f"proposals/{p}/cast-ballot" for name, p in found.items() if name.startswith("open ")
    }


def results(found: dict[str, str]) -> dict[str, str]:
    """Name → path of every result."""
    return {name: f"proposals/{p}" for name, p in found.items() if name.startswith("counted ")}


def main() -> None:
    from playwright.sync_api import sync_playwright

    folder = Path(OUT)
    folder.mkdir(exist_ok=True)
    with served() as (base, found, site), sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        for size, (width, height) in SIZES.items():
            for lang in ("zh_Hans", "en"):
                context = browser.new_context(viewport={"width": width, "height": height})
                context.add_cookies([{"name": "lang", "value": lang, "url": base}])
                sign_in(context, base, site, "representative")
                page = context.new_page()
                for name, path in {**ballots(found), **results(found)}.items():
                    page.goto(f"{base}/{path}")
                    place = (
                        page.locator("#content")
                        if name.startswith("open")
                        else page.locator("#result")
                    )
                    place.screenshot(
                        path=folder / f"paper-{name.replace(' ', '-')}-{lang}-{size}.png"
                    )
                context.close()
        browser.close()
    print(f"{4 * len({**ballots(found), **results(found)})} pictures in {folder}")


if __name__ == "__main__":
    main()
