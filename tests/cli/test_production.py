"""docs/production.md, done as it is written: its own commands, its own service, and by HTTP from
the letter's code to the clerk's day.

Left out is what needs a machine of its own: blocks for root, and the installation
(tests/tree/test_packaging.py builds the wheel).
"""

import html
import http.client
import re
import shlex
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pyotp
import pytest

from deliberation.public import root
from deliberation.record import health
from deliberation.record.unavailable import WORDS
from deliberation.web.errors import words
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "production.md").read_text("utf-8")
HOST = "jiahe.example.cn"
BORN, PASSWORD = "1980-05-01", "a lantern of bamboo"


def blocks(kind: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def ours(block: str) -> bool:
    return not block.startswith("# as root") and "pip install" not in block


class Machine:
    """The user's home, with the profile of step 1 and this tree in the place of the installed
    package.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        program = home / "venv" / "bin" / "deliberation"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m deliberation "$@"\n')
        program.chmod(0o755)
        profile = re.search(r"^printf .*> /srv/deliberation/\.profile$", TEXT, re.MULTILINE)
        self.run(profile[0], profile=False)

    def here(self, text: str) -> str:
        return text.replace("/srv/deliberation", str(self.home))

    def run(self, block: str, *, profile: bool = True) -> str:
        first = f". {self.home}/.profile\n" if profile else ""
        done = subprocess.run(
            ["bash", "-ec", first + self.here(block)],
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, (block, done.stdout, done.stderr)
        assert "WARNING" not in done.stderr, done.stderr
        return done.stdout

    def serve(self) -> subprocess.Popen:
        """As the unit of step 6 starts it, on a free port."""
        [unit] = blocks("ini")
        said = dict(line.split("=", 1) for line in self.here(unit).splitlines() if "=" in line)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        words = shlex.split(said["ExecStart"].replace("8000", str(self.port)))
        name, _, value = said["Environment"].partition("=")
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), name: value}
        return subprocess.Popen(words, cwd=said["WorkingDirectory"], env=env)


class Browser:
    """A phone behind the proxy of the document: cookies, forms, the public host over https."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, host: str = HOST, **fields: str):
        path = path.removeprefix(f"https://{HOST}")
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Host": host,
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}{path}",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        c.request(method, path, urlencode(fields) if fields else None, headers)
        answer = c.getresponse()
        text = answer.read().decode()
        for line in answer.msg.get_all("Set-Cookie") or ():
            assert "Secure" in line and "HttpOnly" in line
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        c.close()
        return answer.status, answer.getheader("Location"), text

    def get(self, path: str) -> str:
        status, _, text = self.ask("GET", path)
        assert status == 200, (path, status, text[:500])
        return text

    def post(self, path: str, **fields: str):
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        return self.ask("POST", path, csrf_token=found[1], **fields)


def code_on(file: Path) -> str:
    """The code of a printed page, and that it may be read by its owner alone and needs no other
    file.
    """
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page = file.read_text("utf-8")
    assert f"https://{HOST}/jiahe/join" in page and "<svg" in page and "@page" in page
    assert not re.search(r"(?:src|href)=|url\(|localhost", page)
    return re.search(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", page)[0]


@pytest.fixture
def served(tmp_path):
    machine = Machine(tmp_path / "home")
    before, _, after = TEXT.partition("**6. Serve.**")
    machine.said = [machine.run(b) for b in blocks("sh", before) if ours(b)]
    process = machine.process = machine.serve()
    try:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                if Browser(machine.port).ask("GET", "/healthz")[0] == 200:
                    break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.2)
        else:
            pytest.fail("no answer from the server")
        machine.upkeep = [b for b in blocks("sh", after) if ours(b)]
        yield machine
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.nightly
def test_from_the_document_to_a_clerk_who_is_signed_in(served):
    assert any("founded jiahe" in s and "2 people entered" in s for s in served.said)
    first, second = (code_on(served.home / n) for n in ("letter.html", "letter-2.html"))
    assert any(first in s and f"https://{HOST}/jiahe/join" in s for s in served.said)

    clerk = Browser(served.port)
    status, _, text = clerk.post("/jiahe/join", code=first, birth_date=BORN)
    assert status == 422 and "后来又打印过一封新信" in text
    assert clerk.ask("GET", "/jiahe/join", host="evil.example")[0] == 400
    status, on, _ = clerk.post("/jiahe/join", code=second, birth_date=BORN)
    assert (status, on) == (303, "/jiahe/join/account")
    assert clerk.post(on, login="zhang", password="short one", again="short one")[0] == 422
    status, on, _ = clerk.post(on, login="zhang", password=PASSWORD, again=PASSWORD)
    assert status == 303 and on.startswith("/jiahe/me/second-factor")
    assert "/jiahe/me/authenticator" in clerk.get(on)
    assert clerk.ask("GET", "/jiahe/desk/today")[0] == 303, "not before the second factor"

    page = clerk.get("/jiahe/me/authenticator")
    key = re.search(r"user-select-all\">([A-Z2-7 ]+)<", page)[1].replace(" ", "")
    sealed = html.unescape(re.search(r'name="sealed"[^>]*value="([^"]+)"', page)[1])
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    at = time.time()
    status, _, text = clerk.ask(
        "POST",
        "/jiahe/me/authenticator",
        csrf_token=token,
        sealed=sealed,
        factor_code=pyotp.TOTP(key).at(at),
    )
    recovery = set(re.findall(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", text)) - {"field-error"}
    assert status == 200 and len(recovery) == 8
    assert "今天要做" in clerk.get("/jiahe/desk/today")
    assert "李四" in clerk.get("/jiahe/desk")

    again = Browser(served.port)  # another day: login, password and the next six digits
    status, on, _ = again.post("/jiahe/sign-in", login="zhang", password=PASSWORD)
    assert status == 303 and "/me/code" in on
    status, on, _ = again.post(on, factor_code=pyotp.TOTP(key).at(max(at + 30, time.time())))
    assert (status, on) == (303, "/jiahe/desk/today")

    record = Browser(served.port).get("/jiahe/record")
    assert record.count("在服务器上打印了一封带加入码的信") == 2
    assert first not in record and second not in record
    back = [b for b in served.upkeep if "deliberation restore" in b]
    for block in (b for b in served.upkeep if b not in back):
        served.run(block)
    [folder] = (served.home / "backup").iterdir()
    assert {p.name for p in folder.iterdir()} >= {"deliberation.sqlite3", "secret.key", "log.key"}
    refused = subprocess.run(
        [
            "bash",
            "-c",
            f". {served.home}/.profile; deliberation office letter --community jiahe --person 张三",
        ],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    taken_away(served, again)
    assert refused.returncode == 1 and "has joined already" in refused.stderr
    assert "--lost-password" in refused.stderr
    with pytest.raises(AssertionError, match="being served"):
        served.run(back[0])
    served.process.terminate()
    served.process.wait(60)
    assert not (served.home / "instance" / "deliberation.sqlite3-wal").exists()
    assert "all right" in served.run(back[0])
    assert len(list((served.home / "instance").glob("before-restore-*"))) == 1


def taken_away(served, clerk):
    """After `office lost-factor`: in the record without its code, signed out, and the way in is
    open.
    """
    lost = code_on(served.home / "letter-3.html")
    public = Browser(served.port).get("/jiahe/record")
    assert "在服务器上解除了一人的第二道验证" in public and lost not in public
    status, on, _ = clerk.ask("GET", "/jiahe/desk/today")
    assert status == 303 and "/sign-in" in on, "signed out by it"
    status, on, _ = Browser(served.port).post("/jiahe/join", code=lost, birth_date=BORN)
    assert (status, on) == (303, "/jiahe/join/account")


def test_the_document_runs_what_it_quotes_and_nothing_else_is_left_out():
    """Whoever adds a block adds it to what the test above does, or to what a machine of one's own
    is needed for.
    """
    left_out = [b.splitlines()[0] for b in blocks("sh") if not ours(b)]
    assert left_out == ["# as root", "cd /srv/deliberation", "# as root"]
    assert len([b for b in blocks("sh") if ours(b)]) >= 5
    commands = re.findall(r"^deliberation (\w+(?: [\w-]+)?)", "\n".join(blocks("sh")), re.MULTILINE)
    assert {
        "init",
        "community create",
        "roster import",
        "office take",
        "office letter",
        "office lost-factor",
        "verify",
        "backup",
        "restore",
    } <= set(commands) | {c.split()[0] for c in commands}


def test_what_the_document_says_of_answers_is_what_is_answered():
    """Words of `/healthz`, headings of pages and seconds of `Retry-After` are those of the code."""
    table = re.search(r"^\| word \| look at \|\n.*?\n\n", TEXT, re.MULTILINE | re.DOTALL)[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == {*WORDS, health.CLOCK}
    assert root.RETRY_SECONDS == 30 and "one word and `Retry-After: 30`" in TEXT
    rows = dict(re.findall(r"^\| (\d{3} “[^”]+”).*\| (.+) \|$", TEXT, re.MULTILINE))
    wait, locked = words.RETRY_SECONDS, words.LOCKED_SECONDS
    for status, said, retry in (
        (503, words.SAID[503], f"{wait} s; {locked} s where it is only locked"),
        (503, words.BUSY, f"{wait} s"),
        (500, words.SAID[500], "none"),
    ):
        assert rows[f"{status} “{said.title} / {said.title_en}”"] == retry
    assert f'{{"status": "full", "retry_after": {wait}}}' in TEXT
