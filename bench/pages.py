"""Pages, ballots, verify and lists of one database, each beside the floor under the same server
settings. Lines of the table in RESULTS.md.
"""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from deliberation.record.check.verify import verify

from .crowds import grow
from .lists import lists
from .load import ROOT, memory, port, serving, wrk
from .seeding import Seeded, seeded


def measure(name: str, url: str, folder: str) -> Iterator[str]:
    """Every line of one database, as soon as it is known."""
    here = seeded(url, folder)
    product = Product(url, folder, port())
    with product.served():
        sizes = product.sizes(here.pages[50])
    floor = _floor(url, folder, sizes)
    for line in (
        *_answers(product, here, floor),
        *_verified(here),
        *lists(here.engines),
    ):
        yield f"| {name} | {line}"
    here.engines.dispose()


@dataclass(frozen=True)
class Product:
    """This product on a port of its own."""

    url: str
    folder: str
    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/jiahe"

    def served(self) -> AbstractContextManager[subprocess.Popen[bytes]]:
        workers = ["--workers", "1"] if self.url.startswith("sqlite") else []
        command = [sys.executable, "-m", "deliberation", "serve", "--port", str(self.port)]
        env = {"DELIBERATION_INSTANCE": self.folder, "DELIBERATION_DATABASE_URL": self.url}
        return serving([*command, *workers], env, self.port, "/healthz")

    def sizes(self, proposal: str) -> tuple[int, int]:
        """Bytes of the list and of a proposal's page: the floor answers with as many."""
        of_list = urllib.request.urlopen(f"{self.base}/proposals").read()
        of_page = urllib.request.urlopen(f"{self.base}/proposals/{proposal}").read()
        return len(of_list), len(of_page)


@dataclass(frozen=True)
class _Floor:
    """Answers a second of the least that could do the same: the list, the page, a vote."""

    list: float
    page: float
    vote: float


def _floor(url: str, folder: str, sizes: tuple[int, int]) -> _Floor:
    sqlite = url.startswith("sqlite")
    env = {"FLOOR_URL": f"sqlite:///{folder}/floor.sqlite3" if sqlite else url}
    prepare = [sys.executable, "-c", "from bench.floor import prepare; prepare()"]
    subprocess.run(prepare, check=True, cwd=ROOT, env={**os.environ, **env})
    number = port()
    at = f"http://127.0.0.1:{number}"
    command = _granian(number, "1" if sqlite else str(os.cpu_count()))
    with serving(command, env, number, "/rows/1/900"):
        return _Floor(
            wrk(f"{at}/rows/30/{sizes[0]}").rate,
            wrk(f"{at}/rows/50/{sizes[1]}").rate,
            wrk(f"{at}/vote", script=_post(folder)).rate,
        )


def _granian(number: int, workers: str) -> list[str]:
    settings = {
        "--interface": "wsgi",
        "--port": str(number),
        "--workers": workers,
        "--blocking-threads": "2",
        "--backpressure": "256",
    }
    words = [word for pair in settings.items() for word in pair]
    return [sys.executable, "-m", "granian", *words, "bench.floor:app"]


def _post(folder: str) -> Path:
    path = Path(folder) / "post.lua"
    path.write_text(
        'wrk.method="POST"; wrk.body="choice=for"; '
        'wrk.headers["Content-Type"]="application/x-www-form-urlencoded"'
    )
    return path


def _posts(folder: str, here: Seeded, name: str, path: str, said: str, odd: str = "") -> Path:
    """A script for wrk: each voter in turn posts a form of their own. path: of the act; odd: that
    of every second time; said: Lua, what is posted beside the token and a fresh id.
    """
    rows = ",".join(f'{{"{c}","{t}"}}' for c, t in here.cookies)
    script = Path(folder) / f"{name}.lua"
    script.write_text(f"""
local people = {{{rows}}}
local letters = "0123456789abcdefghjkmnpqrstvwxyz"
local n = -1
math.randomseed(os.time())
request = function()
  n = n + 1
  local p = people[n % #people + 1]
  local path = (math.floor(n / #people) % 2 == 0) and "{path}" or "{odd or path}"
  local id = "0"
  for _ = 1, 25 do local k = math.random(32); id = id .. letters:sub(k, k) end
  return wrk.format("POST", "/jiahe/proposals/" .. path, {{
    ["Cookie"] = "deliberation=" .. p[1],
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }}, "csrf_token=" .. p[2] .. "&act_id=" .. id .. {said})
end
""")
    return script


def acts(folder: str, here: Seeded) -> Iterator[tuple[str, Path, float]]:
    """What many do at once: its name, the script, and how many times the floor is wanted."""
    choice = '({"for", "against", "abstain"})[math.random(3)]'
    version = f'"&version_no={here.version_no}'
    ballot = f'{version}&confirmed=1&choice=" .. {choice}'
    talk, at = here.talk, here.comment
    yield "ballots cast", _posts(folder, here, "cast", f"{here.vote}/cast-ballot", ballot), 0.4
    said = '"&stance=for&body=" .. id'
    yield "comments", _posts(folder, here, "comment", f"{talk}/comment", said), 0.35
    way, back = f"{talk}/support-comment/{at}", f"{talk}/take-back-support/{at}"
    yield "supports and back", _posts(folder, here, "support", way, '""', back), 0.35
    signed = '"&version_no=1"'
    way, back = f"{talk}/cosign", f"{talk}/take-back"
    yield "co-signatures and back", _posts(folder, here, "cosign", way, signed, back), 0.35
    rating = '"&score=" .. math.random(5)'
    yield "ratings", _posts(folder, here, "rate", f"{here.rated}/rate", rating), 0.35


def reads(product: Product, here: Seeded) -> dict[str, tuple[str, str]]:
    """What is read → its address, and the cookie of who reads it."""
    base, cookie = f"{product.base}/proposals", f"deliberation={here.cookies[0][0]}"
    (few, brief), (many, long) = sorted(here.pages.items())
    return {
        "list, anonymous": (base, ""),
        f"proposal ({few} comments), anonymous": (f"{base}/{brief}", ""),
        "list, signed in": (base, cookie),
        f"proposal ({few} comments), signed in": (f"{base}/{brief}", cookie),
        f"proposal ({many:,} comments), signed in": (f"{base}/{long}", cookie),
    }


def _answers(product: Product, here: Seeded, floor: _Floor) -> Iterator[str]:
    """What a second brings, and the memory it took."""
    with product.served() as server:
        rows = []
        for what, (url, cookie) in reads(product, here).items():
            wrk(url, cookie=cookie, seconds=1)
            least = floor.list if what.startswith("list") else floor.page
            wanted = 1.0 if cookie else 2.0
            rows.append((what, wrk(url, cookie=cookie), least, wanted))
        for what, script, wanted in acts(product.folder, here):
            wrk(product.base, script=script, seconds=1)
            rows.append((what, wrk(product.base, script=script), floor.vote, wanted))
        held = memory(server) / 1024
    for what, got, least, wanted in rows:
        ratio = got.rate / least
        yield f"{what} | {got.rate:,.0f}/s | {least:,.0f}/s | {ratio:.2f} × | ≥ {wanted} × |"
    slowest = next(got.p99 for what, got, *_ in rows if what == "ballots cast")
    yield f"ballots cast: all but the slowest hundredth | {slowest:,.0f} ms | – | – | ≤ 150 ms |"
    yield f"memory of the largest process | {held:,.0f} MB | – | – | ≤ 120 MB |"


def _verified(here: Seeded) -> Iterator[str]:
    grow(here.engines, here.vote, here.version_no)
    s = verify(here.engines)[0]
    for what, part, target in (
        ("verify: tree and digests", "tree", "≥ 25,000/s"),
        ("verify: replay and compare", "replay", "≥ 5,000/s"),
    ):
        rate = s.facts / s.seconds[part]
        yield f"{what} ({s.facts:,} facts) | {rate:,.0f} facts/s | – | – | {target} |"
