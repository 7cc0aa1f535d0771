"""Lists, a proposal page, ballots over HTTP, verify: each beside the floor, under the same server
settings, in one run.

Writes bench/RESULTS.md; `python -m bench counting` and `… ranked` only the sections of those
modules. Needs wrk and, for its half, PostgreSQL's programs.
"""

import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from datetime import UTC, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import insert

from bench import counting, ranked
from deliberation import clock, config, create_app
from deliberation.accounts.joining import joining
from deliberation.charter.case import OPERATOR, Actor
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.readings.proposals import lists as proposals
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.engines import Engines, use
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.record.private import sessions
from deliberation.record.private.sealing import token_hash
from deliberation.record.write.perform import perform
from deliberation.record.write.search_index import pieces
from deliberation.roster.acts import importing as import_acts
from tests import databases
from tests.world import RESIDENTS, World

ROOT = Path(__file__).resolve().parent.parent
SECONDS, CONNECTIONS, VOTERS, CROWD = 4, 16, 40, 100_000


class Now:
    """Real time; the world's steps move civic time through the demo's offset."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    @property
    def at(self):
        return clock.now()

    def to(self, moment) -> None:
        from deliberation.record.demo_time import advance

        advance(max(0, int((moment - clock.now()).total_seconds()) + 1), self.engines)


def port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextmanager
def serving(command: list[str], env: dict[str, str], number: int, path: str):
    process = subprocess.Popen(
        command,
        env={**os.environ, **env},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{number}{path}")
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


def wrk(url: str, *, cookie: str = "", script: Path | None = None) -> float:
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        *(["-H", f"Cookie: {cookie}"] if cookie else []),
        *(["-s", str(script)] if script else []),
        url,
    ]
    out = subprocess.run(command, capture_output=True, text=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if bad:
        print(f"    {bad[0]} at {url}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


def seeded(url: str, folder: str):
    """A community with 100 public proposals, one with 50 comments, one with 5,000, one open vote,
    and signed-in cookies.
    """
    upgrade(url)
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": folder, "DELIBERATION_DATABASE_URL": url}
    )
    config.ensure_keys(settings)
    engines = use(
        Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
        )
    )
    with engines.write_connection() as conn:
        conn.execute(insert(tables.demo_clock).values(one=1, offset_seconds=0))
    engines.follow_demo_clock()
    names = {f"选民{i}": "representative" for i in range(VOTERS)}
    import tests.world as world_module
    from tests.world import OFFICES

    world_module.START = clock.now()
    w = World(engines, Now(engines)).populate(offices={**OFFICES, **names}, residents=RESIDENTS)
    vote = w.in_vote()
    for i in range(5):
        w.operate(
            import_acts.ImportProposals(
                act_id=new_id(),
                source=f"bench{i}",
                source_digest="0" * 64,
                entries=tuple(
                    import_acts.SourceProposal(
                        str(j),
                        f"提议第 {i}-{j} 号：公园长椅",
                        "在中心花园步道两侧增设长椅。" * 6,
                        "2015-09-15",
                        "#1",
                        10,
                    )
                    for j in range(20)
                ),
            )
        )
    pages = {}
    p = w.rows(tables.proposal, tables.proposal.c.source == "bench0")
    for row, n in ((p[0], 50), (p[1], 5000)):
        for i in range(0, n, 250):
            entries = tuple(
                import_acts.SourceComment(
                    str(i + j),
                    None,
                    "支持，家里老人一直盼着，希望早点定下来。" * 2,
                    clock.now().astimezone(UTC) - timedelta(minutes=n - i - j),
                    "#7",
                    1,
                    0,
                )
                for j in range(min(250, n - i))
            )
            perform(
                import_acts.ImportComments(
                    act_id=new_id(),
                    proposal_id=row.proposal_id,
                    source="bench0",
                    source_digest="0" * 64,
                    entries=entries,
                    ids={e.source_id: new_id() for e in entries},
                ),
                OPERATOR,
                w.id,
                engines,
            )
        pages[n] = row.proposal_id
    app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(engines)
    tokens, cookies = [], []
    with app.app_context():
        for i in range(VOTERS):
            account = joining.give_account(
                w.id,
                w.person[f"选民{i}"],
                f"voter{i}",
                "correct-horse-battery",
                authenticator="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            )
            opened = sessions.open_session(account, remembered=False, user_agent="bench")
            given = {"at": clock.real(), "method": "authenticator", "community_id": None}
            tokens.append(sessions.rotate(token_hash(opened), **given))
    # outside the context above: requests inside it would share one `g`, and with it one form token
    for token in tokens:
        client = app.test_client()
        with client.session_transaction() as s:
            s["_user_id"], s["_fresh"] = token, True
        page = client.get(f"/jiahe/proposals/{vote}/cast-ballot").data.decode()
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
        cookies.append((client.get_cookie("deliberation").value, csrf))
    w.submitted("林一")
    return engines, pages, vote, cookies, w.row(vote).version_no


def ballots(folder: str, vote: str, cookies, version_no: int) -> Path:
    rows = ",".join(f'{{"{c}","{t}"}}' for c, t in cookies)
    path = Path(folder) / "cast.lua"
    path.write_text(f"""
local people = {{{rows}}}
local letters = "0123456789abcdefghjkmnpqrstvwxyz"
local n = 0
math.randomseed(os.time())
request = function()
  n = n + 1
  local p = people[n % #people + 1]
  local id = "0"
  for _ = 1, 25 do local k = math.random(32); id = id .. letters:sub(k, k) end
  local choice = ({{"for", "against", "abstain"}})[math.random(3)]
  return wrk.format("POST", "/jiahe/proposals/{vote}/cast-ballot", {{
    ["Cookie"] = "deliberation=" .. p[1],
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }}, "csrf_token=" .. p[2] .. "&act_id=" .. id .. "&version_no={version_no}"
    .. "&choice=" .. choice .. "&confirmed=1")
end
""")
    return path


def crowd(engines: Engines, many: int) -> None:
    """So many imported proposals, put into the tables at once: the lists read rows, and rows are
    all these are.
    """
    p, n, t = tables.proposal, tables.proposal_count, tables.search_piece
    with engines.write_connection() as conn:
        like = conn.execute(p.select().where(p.c.source == "bench0").limit(1)).one()._mapping
        for start in range(0, many, 5000):
            ids = [new_id() for _ in range(5000)]
            titles = [f"提议 {start + j} 公园长椅" for j in range(5000)]
            conn.execute(
                insert(p),
                [
                    {
                        **like,
                        "proposal_id": i,
                        "source": "crowd",
                        "source_id": str(start + j),
                        "title": title,
                        "body": "步道两侧增设长椅",
                    }
                    for j, (i, title) in enumerate(zip(ids, titles, strict=True))
                ],
            )
            conn.execute(
                insert(n), [{"community_id": like["community_id"], "proposal_id": i} for i in ids]
            )
            conn.execute(
                insert(t),
                [
                    {"community_id": like["community_id"], "piece": piece, "proposal_id": i}
                    for i, title in zip(ids, titles, strict=True)
                    for piece in pieces(f"{title} 步道两侧增设长椅")
                ],
            )
    with engines.write_connection() as conn:
        conn.exec_driver_sql("ANALYZE")
    if (
        engines.dialect == "sqlite"
    ):  # one transaction of a gigabyte is no community's day: begin from a quiet file
        with engines.read_connection() as conn:
            conn.exec_driver_sql("PRAGMA query_only = OFF")
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            conn.exec_driver_sql("PRAGMA query_only = ON")


def grow(engines: Engines, vote: str, version_no: int) -> None:
    """Two thousand more ballots, so that verify has a log to read."""
    with engines.read_connection() as conn:
        community = conn.execute(tables.community.select()).first().community_id
        voters = conn.execute(
            tables.roll_entry.select().where(tables.roll_entry.c.proposal_id == vote)
        ).all()
    for i in range(2000):
        who = Actor(
            person_id=voters[i % len(voters)].person_id,
            factor_method="authenticator",
            factor_at=clock.real(),
        )
        perform(
            CastBallot(
                act_id=new_id(),
                proposal_id=vote,
                version_no=version_no,
                choice=("for", "against", "abstain")[i % 3],
            ),
            who,
            community,
            engines,
        )


SEARCHES = {
    "list": "",
    "search, a word all have": "长椅",
    "search, a word few have": "提议第",
    "search, a sentence": "步道两侧增设长椅",
    "search, one letter": "花",
}


def lists(engines: Engines) -> dict[str, float]:
    """Seconds of each list's reading, the least of many runs."""
    found = {}
    with engines.read_connection() as conn:
        community = conn.execute(tables.community.select()).first().community_id
        for label, text in SEARCHES.items():
            best = 9.0
            for _ in range(60):
                begun = time.perf_counter()
                proposals.listing(conn, community, text=text)
                best = min(best, time.perf_counter() - begun)
            found[label] = best
    return found


def measure(name: str, url: str, folder: str, lines: list[str]) -> None:
    engines, pages, vote, cookies, version_no = seeded(url, folder)
    workers = ["--workers", "1"] if url.startswith("sqlite") else []
    one, floor_port = port(), port()
    floor_url = url if not url.startswith("sqlite") else f"sqlite:///{folder}/floor.sqlite3"
    env = {"DELIBERATION_INSTANCE": folder, "DELIBERATION_DATABASE_URL": url}
    base = f"http://127.0.0.1:{one}/jiahe"
    with serving(
        [sys.executable, "-m", "deliberation", "serve", "--port", str(one), *workers],
        env,
        one,
        "/healthz",
    ):
        b30, b50 = (
            len(urllib.request.urlopen(f"{base}/proposals{p}").read())
            for p in ("", f"/{pages[50]}")
        )
    subprocess.run(
        [sys.executable, "-c", "from bench.floor import prepare; prepare()"],
        check=True,
        cwd=ROOT,
        env={**os.environ, "FLOOR_URL": floor_url},
    )
    count = "1" if url.startswith("sqlite") else str(os.cpu_count())
    with serving(
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(floor_port),
            "--workers",
            count,
            "--blocking-threads",
            "2",
            "--backpressure",
            "256",
            "bench.floor:app",
        ],
        {"FLOOR_URL": floor_url},
        floor_port,
        "/rows/1/900",
    ):
        f30, f50 = (
            wrk(f"http://127.0.0.1:{floor_port}/rows/30/{b30}"),
            wrk(f"http://127.0.0.1:{floor_port}/rows/50/{b50}"),
        )
        post = Path(folder) / "post.lua"
        post.write_text(
            'wrk.method="POST"; wrk.body="choice=for"; '
            'wrk.headers["Content-Type"]="application/x-www-form-urlencoded"'
        )
        fpost = wrk(f"http://127.0.0.1:{floor_port}/vote", script=post)
    cookie = f"deliberation={cookies[0][0]}"
    with serving(
        [sys.executable, "-m", "deliberation", "serve", "--port", str(one), *workers],
        env,
        one,
        "/healthz",
    ) as server:
        rows = [
            ("list, anonymous", wrk(f"{base}/proposals"), f30, 2.0),
            ("proposal (50 comments), anonymous", wrk(f"{base}/proposals/{pages[50]}"), f50, 2.0),
            ("list, signed in", wrk(f"{base}/proposals", cookie=cookie), f30, 0.5),
            (
                "proposal (50 comments), signed in",
                wrk(f"{base}/proposals/{pages[50]}", cookie=cookie),
                f50,
                0.5,
            ),
            (
                "proposal (5,000 comments), signed in",
                wrk(f"{base}/proposals/{pages[5000]}", cookie=cookie),
                f50,
                0.5,
            ),
            (
                "ballots cast",
                wrk(base, script=ballots(folder, vote, cookies, version_no)),
                fpost,
                0.4,
            ),
        ]
        memory = max(_rss(pid) for pid in _family(server.pid))
    for what, got, floor_rate, target in rows:
        lines.append(
            f"| {name} | {what} | {got:,.0f}/s | {floor_rate:,.0f}/s | {got / floor_rate:.2f} × | "
            f"≥ {target} × |"
        )
        print(lines[-1])
    grow(engines, vote, version_no)
    s = verify(engines)[0]
    for what, rate, target in (
        ("verify: tree and digests", s.facts / s.seconds["tree"], "≥ 20,000/s"),
        ("verify: replay and compare", s.facts / s.seconds["replay"], "≥ 3,000/s"),
    ):
        lines.append(
            f"| {name} | {what} ({s.facts:,} facts) | {rate:,.0f} facts/s | – | – | {target} |"
        )
        print(lines[-1])
    lines.append(
        f"| {name} | memory of the largest process | {memory / 1024:,.0f} MB | – | – | ≤ 120 MB |"
    )
    print(lines[-1])
    few = lists(engines)
    crowd(engines, CROWD)
    for what, seconds in lists(engines).items():
        lines.append(
            f"| {name} | {what}: {CROWD:,} proposals beside 100 | {seconds * 1000:.2f} ms | "
            f"{few[what] * 1000:.2f} ms | {seconds / few[what]:.2f} × | ≤ 1.2 × |"
        )
        print(lines[-1])
    engines.dispose()


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += _family(int(child))
    return found


def _rss(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1])


def main() -> None:
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/d.sqlite3", folder, lines)
    binaries = databases.find_binaries()
    if binaries:
        databases.SETTINGS.update(fsync="on", synchronous_commit="on", full_page_writes="on")
        with (
            tempfile.TemporaryDirectory() as pg,
            databases.Cluster(binaries, Path(pg)) as cluster,
            tempfile.TemporaryDirectory() as folder,
        ):
            measure("PostgreSQL", cluster.url(cluster.create()), folder, lines)
    head = (
        f"# Results\n\n{clock.real():%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, Flask {version('flask')}, "
        f"SQLAlchemy {version('sqlalchemy')}, granian {version('granian')}; wrk, {CONNECTIONS} "
        f"connections, {SECONDS} s a figure, load and server on the same machine. "
        "Ratios are to the floor of the same run.\n\n| database | what | here | floor | ratio | "
        "wanted |\n|---|---|---|---|---|---|\n"
    )
    (ROOT / "bench" / "RESULTS.md").write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    if not wanted:
        main()
    for name, section in (("ranked", ranked), ("counting", counting)):
        if not wanted or name in wanted:
            section.main()
