"""`make audit` says what was checked and what was not: advisories, ages from a package index, and
bandit beside what was looked at.
"""

import importlib.util
import json
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.conftest import ROOT

PAGE = {
    "versions": ["1.0", "1.1", "2.0rc1", "1.2", "1.3", "0.9", "odd"],
    "files": [
        {"filename": "some_thing-1.0.tar.gz", "upload-time": "2025-03-01T10:00:00.5Z"},
        {"filename": "some_thing-1.0-py3-none-any.whl", "upload-time": "2025-03-01T10:01:00Z"},
        {"filename": "some_thing-1.1.tar.gz", "upload-time": "2025-06-01T10:00:00Z"},
        {"filename": "some_thing-1.2.tar.gz", "yanked": "broken"},
        {"filename": "some-thing-1.3.tar.gz", "upload-time": "2026-01-01T10:00:00Z"},
        {"filename": "some_thing-2.0rc1.tar.gz", "upload-time": "2026-02-01T10:00:00Z"},
    ],
}


@pytest.fixture
def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / "packaging" / "audit.py")
    made = sys.modules["audit"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    yield made
    del sys.modules["audit"]


@pytest.fixture
def index():
    """A package index on this machine that has one package."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/simple/some-thing/"
            asked = "pypi.simple.v1+json" in self.headers["Accept"]
            self.send_response(200 if known and asked else 404)
            self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
            self.end_headers()
            self.wfile.write(json.dumps(PAGE).encode() if known else b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple"
    server.shutdown()
    server.server_close()


@pytest.fixture
def set_to(audit, monkeypatch):
    """pip is set to this index, as an administrator does it."""

    def to(url: str) -> None:
        for name in ("PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE"):
            monkeypatch.setenv(name, "/dev/null" if name == "PIP_CONFIG_FILE" else "")
        monkeypatch.setenv("PIP_INDEX_URL", url)

    return to


def test_every_package_of_a_lock_is_seen(audit):
    pins = audit.locked([ROOT / "requirements.lock"])
    assert pins["flask"] and pins["sqlalchemy"] and len(pins) > 40
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert len(pins) == sum("==" in line for line in lines)


def test_a_locked_version_stands_beside_what_the_index_has(audit, index):
    found = audit.age("some-thing", "1.0", [index])
    assert found.released == datetime(2025, 3, 1, 10, 0, 0, 500_000, UTC)
    assert found.newer == ("1.1", "1.3")  # neither a candidate nor what was taken back
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert found.old(now, 400, 3) == "" and found.old(now, 300, 3) == "365 days old"
    assert found.old(now, 400, 2) == "2 releases behind"
    assert audit.age("other", "1.0", [index]).released is None


def test_an_index_without_advisories_is_said_and_dates_are_listed(audit, index, set_to, capsys):
    set_to(index)
    assert audit.indexes()[0] == [index]
    assert audit.by_date({"some-thing": "1.0", "other": "2.0"}, 10, 5) == audit.NO_ADVISORIES
    said = capsys.readouterr().out
    assert "LOOK some-thing 1.0  2025-03-01; newest 1.3 (2 since)" in said
    assert "other 2.0  date unknown" in said and "1 to look at" in said


def test_without_an_index_nothing_was_checked_and_the_exit_says_so(audit, index, set_to, capsys):
    set_to("http://127.0.0.1:1/simple")
    assert audit.by_date({"some-thing": "1.0"}, 10, 5) == audit.NO_INDEX
    assert "NOTHING was checked" in capsys.readouterr().out
    codes = {audit.CLEAN, audit.FOUND, audit.NO_ADVISORIES, audit.NO_INDEX}
    assert len(codes) == 4 and 2 not in codes  # 2 is a wrong option


def test_what_was_skipped_is_not_called_checked(audit):
    """pip-audit ends with “no known vulnerabilities” also where it could ask about nothing."""
    said = {
        "dependencies": [
            {"name": "flask", "skip_reason": "Dependency not found on PyPI: flask (3.1.2)"},
            {"name": "a", "version": "1", "vulns": []},
            {"name": "b", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]},
        ]
    }
    found = audit.read_advisories(said)
    assert (found.asked, found.skipped) == (2, ("flask",))
    assert found.known == ("b 2: X-1, mended in 3",)


def test_every_accepted_row_is_about_a_line_that_is_there_and_says_why(audit):
    rows = audit.accepted()
    for row in rows:
        assert row["line"] in (ROOT / "deliberation" / row["file"]).read_text("utf-8"), row
        assert len(row["why"]) > 20 and row["test"].startswith("B"), row


def test_a_row_of_bandit_that_nobody_looked_at_is_shown(audit):
    at = "deliberation/cli/serving/server.py"
    lines = (ROOT / at).read_text("utf-8").splitlines()
    n = lines.index("import subprocess") + 1
    result = {
        "filename": at,
        "line_number": n,
        "line_range": [n],
        "test_id": "B404",
        "issue_text": "x",
    }
    row = {"test": "B404", "file": "cli/serving/server.py", "line": "import subprocess", "why": "y"}
    assert audit.judged([result], [row]) == []
    assert audit.judged([result], []) == [f"{at}:{n}: B404 x"]
    assert "accepts what is not there" in audit.judged([], [row])[0]
