"""When the database is locked, full or read-only: readers go on, whoever sends a form keeps every
word, and no answer is empty."""

import html
import io
import re
import sqlite3
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import psycopg
import pytest
from flask import url_for
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client
from werkzeug.wrappers import Response
from wtforms.fields.core import UnboundField

from deliberation import config, create_app
from deliberation.cli.front.plain import plain
from deliberation.record import health, tables
from deliberation.record.engines import Engines, use
from deliberation.record.private.tables import account_session
from deliberation.web.errors import falling, words
from deliberation.web.forms import secrets
from tests.conftest import ROOT
from tests.site import act_id, token

PLACES = {"community": "jiahe", "building": "1栋", "year": 2026, "kind": "cosign", "what": "notice"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def asked_anew():
    health.forget()
    yield
    health.forget()


@contextmanager
def locked(engines: Engines):
    """Somebody else holds SQLite's write lock."""
    other = sqlite3.connect(engines.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def fields_of(page) -> dict[str, str]:
    """What the one button of the page would send."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
    return {html.unescape(k): html.unescape(v) for k, v in found}


def comment_form(site, client, proposal: str, words: str) -> dict[str, str]:
    page = client.get(f"/jiahe/proposals/{proposal}/comment")
    return {"csrf_token": token(page), "act_id": act_id(page), "body": words}


def seen_two_minutes_ago(site) -> None:
    """Every session's next page would note that it was seen."""
    with site.world.engines.write_connection() as conn:
        conn.execute(
            update(account_session).values(last_seen_at=site.world.time.real - timedelta(minutes=2))
        )


def test_every_page_is_read_beside_a_foreign_lock(site):
    """Each as one of three readers, turn by turn."""
    beside_a_foreign_lock(site, whole=False)


@pytest.mark.nightly
def test_every_page_is_read_by_everybody_beside_a_foreign_lock(site):
    beside_a_foreign_lock(site, whole=True)


def beside_a_foreign_lock(site, whole: bool) -> None:
    w = site.world
    p = w.submitted()
    paths = []
    with site.app.test_request_context():
        for rule in site.app.url_map.iter_rules():
            if "GET" in rule.methods and rule.arguments <= {"community", "proposal_id", *PLACES}:
                values = {k: {**PLACES, "proposal_id": p}[k] for k in rule.arguments}
                if "static" not in rule.endpoint and "healthz" not in rule.rule:
                    paths.append(url_for(rule.endpoint, **values))
    assert len(paths) > 120
    readers = {role: site.client(role) for role in ("visitor", "resident", "clerk")}
    seen_two_minutes_ago(site)
    w.engines.patience = 0.01
    with locked(w.engines):
        beside = {
            (r, path): c.get(path).status_code
            for i, path in enumerate(paths)
            for j, (r, c) in enumerate(readers.items())
            if whole or (i + j) % len(readers) == 0 or path == "/jiahe/my-entry/file"
        }
    # A copy of what is held about somebody is handed out only with its row in the audit log.
    assert {path for (_, path), v in beside.items() if v == 503} == {"/jiahe/my-entry/file"}
    others = {k: v for k, v in beside.items() if v not in (200, 503)}
    assert {(r, path): readers[r].get(path).status_code for r, path in others} == others


def test_a_form_beside_a_foreign_lock_keeps_its_words_and_counts_once(site):
    w = site.world
    p, client = w.submitted(), site.client("resident")
    form = comment_form(site, client, p, '修好"路灯" <b>\n第二行')
    url = f"/jiahe/proposals/{p}/comment"
    w.engines.patience = 0.01
    with locked(w.engines):
        answer = client.post(url, data=form, headers=HTML)
        data = client.post(url, data=form, headers={"Accept": "application/json"})
        plain = client.post(url, data=form, headers={"Accept": "image/png"})
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) <= 60
    assert "请稍等一下" in answer.text and "Please wait a moment" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert data.status_code == 503 and data.json["status"] == "locked"
    assert plain.status_code == 503 and "请稍等" in plain.text and "Please wait" in plain.text
    assert fields_of(answer) == form and f'action="{url}"' in answer.text
    sent = [client.post(url, data=fields_of(answer)) for _ in range(2)]
    assert [a.status_code for a in sent] == [303, 303]
    assert [r.body.replace("\r", "") for r in w.rows(tables.comment)] == [form["body"]]


def test_files_are_asked_for_again_and_not_left_out_in_silence(site):
    w = site.world
    p, client = w.submitted(), site.client("resident")
    form = comment_form(site, client, p, "看这张照片")
    picture = {"files-1-file": (io.BytesIO(b"\x89PNG"), "a.png"), "files-1-alt": "路灯"}
    w.engines.patience = 0.01
    url = f"/jiahe/proposals/{p}/comment"
    with locked(w.engines), site.app.test_request_context():
        # The form's own check of the picture comes first; what is tried here is the page.
        request = site.app.test_request_context(
            url, method="POST", data={**form, **picture}
        ).request
        answer = site.app.extensions["deliberation.falling"].answer(request, 503, "locked")
    text = answer.get_data(as_text=True)
    assert "照片和文件要重新选" in text and "chosen again" in text
    kept = {k: html.unescape(v) for k, v in re.findall(r'name="([^"]*)" value="([^"]*)"', text)}
    assert kept["body"] == "看这张照片" and "csrf_token" not in kept
    again = client.post(url, data=kept)
    assert again.status_code == 403 and "看这张照片" in again.text and not w.rows(tables.comment)


def fallen(site, path: str, data: dict, cookies: str = "", status: int = 503):
    """The page that answers such a form."""
    headers = HTML | ({"Cookie": cookies} if cookies else {})
    request = site.app.test_request_context(path, method="POST", data=data, headers=headers).request
    answer = site.app.extensions["deliberation.falling"].answer(request, status, "away")
    return SimpleNamespace(text=answer.get_data(as_text=True))


def test_secrets_are_not_written_into_the_page(site):
    client = site.app.test_client()
    form = {"csrf_token": token(client.get("/jiahe/sign-in")), "login": "x", "password": "geheim12"}
    site.world.engines.patience = 0.01
    with locked(site.world.engines):
        answer = client.post("/jiahe/sign-in", data=form, headers=HTML)
    assert answer.status_code == 503 and "geheim12" not in answer.text
    assert fields_of(answer)["login"] == "x"
    assert "密码和数字没有留在这一页里" in answer.text and "都还在这一页里" not in answer.text


def test_no_secret_field_of_any_form_is_written_into_the_page(site):
    """Whatever asks for a password or a code, by the type of its field."""
    secret = {
        name
        for form in secrets.forms()
        for name in dir(form)
        if isinstance(field := getattr(form, name, None), UnboundField)
        and (
            issubclass(field.field_class, secrets.SECRET_TYPES)
            or (field.kwargs.get("render_kw") or {}).get("autocomplete") == "one-time-code"
        )
    }
    assert {"password", "current", "again", "sealed", "credential", "witness_code"} <= secret
    for status in (503, 500):
        posted = {"csrf_token": "t", "body": "words"} | dict.fromkeys(secret, "GEHEIM")
        answer = fallen(site, "/jiahe/me/password", posted, status=status)
        assert "GEHEIM" not in answer.text and set(fields_of(answer)) == {"csrf_token", "body"}
        assert "要重新填" in answer.text and "typed again" in answer.text


def test_a_vote_goes_back_to_the_check_with_its_choice(site):
    w = site.world
    p = w.in_vote(who="林二")
    client = site.client("representative")
    url = f"/jiahe/proposals/{p}/cast-ballot"
    page = client.get(url)
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page.text))
    form |= {"choice": "for", "confirmed": "1", "factor_code": "123456"}
    answer = fallen(site, url, form)
    kept = fields_of(answer)
    assert kept == {k: v for k, v in form.items() if k not in ("confirmed", "factor_code")}
    assert "回到“请核对”" in answer.text and "重新填" in answer.text
    again = client.post(url, data=kept)
    assert again.status_code == 200 and "请核对" in again.text and 'value="for"' in again.text


def test_the_page_is_large_and_english_for_who_chose_so(site):
    page = fallen(site, "/jiahe/x", {"body": "x"}, "elder=1; lang=en").text
    assert '<html lang="en" class="large">' in page
    assert page.index("Please wait") < page.index("请稍等一下")
    page = fallen(site, "/jiahe/x", {"body": "x"}).text
    assert '<html lang="zh-Hans">' in page and page.index("请稍等") < page.index("Please wait")


def test_a_part_without_a_name_is_no_second_error(site):
    def breaks(environ, start_response):
        raise ZeroDivisionError

    body = (
        b"--x\r\nContent-Disposition: form-data\r\n\r\nnobody\r\n"
        b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nwords\r\n--x--\r\n'
    )
    falls = Client(falling.Falls(breaks, pages(), lambda: None), Response)
    kind = "multipart/form-data; boundary=x"
    answer = falls.post("/x", data=body, content_type=kind, headers=HTML)
    assert answer.status_code == 500 and fields_of(answer) == {"body": "words"}


def test_the_page_for_a_proxy_is_the_same(site):
    asked = site.app.test_request_context("/", headers=HTML).request
    kept = (ROOT / "templates" / "errors" / "away.html").read_text("utf-8")
    assert pages().answer(asked, 503, None).get_data(as_text=True).split() == kept.split()


def test_nothing_is_called_undone_that_may_be_done():
    for status in (500, 503):
        said = words.of(status, sent=True)
        assert words.EITHER in said.text and words.EITHER_EN in said.text_en
    assert words.EITHER.encode() in plain(500)[2]


def test_an_error_page_that_fails_at_the_database_is_one_line_in_the_log(site, caplog, monkeypatch):
    """A form without a token, by nobody, while the database is away."""
    from deliberation.web import tenancy

    gone = OperationalError("SELECT", {}, psycopg.OperationalError("gone"))
    monkeypatch.setattr(tenancy, "_named", lambda slug: (_ for _ in ()).throw(gone))
    monkeypatch.setattr(falling, "_told", {})
    answers = [site.app.test_client().post("/jiahe/sign-in", headers=HTML) for _ in range(3)]
    answers += [site.app.test_client().post("/no-such/x", headers=HTML) for _ in range(3)]
    assert {a.status_code for a in answers} == {503}
    told = [r for r in caplog.records if r.levelname == "ERROR"]
    assert len(told) == 1 and told[0].exc_info is None


def test_a_full_disk_stops_acts_and_no_reader_and_is_over_without_a_restart(site):
    w = site.world
    client = site.client("resident")
    url, room = "/jiahe/proposals/new", [1]
    page = client.get(url)
    # Longer than a page of the file, so that it takes a new one wherever there is room in others.
    form = {"csrf_token": token(page), "act_id": act_id(page), "title": "灯", "body": "字" * 3000}
    before = w.facts()

    @event.listens_for(w.engines._write, "begin")
    def fill(connection) -> None:
        driver = connection.connection.driver_connection
        driver.execute(f"PRAGMA max_page_count = {room[0]}")

    answer = client.post(url, data=form, headers=HTML)
    assert answer.status_code == 503 and fields_of(answer) == form and w.facts() == before
    assert client.get("/jiahe/proposals").status_code == 200
    checked = client.get("/healthz")
    assert (checked.status_code, checked.json) == (503, {"status": "full"})
    room[0] = 2**30
    assert client.post(url, data=fields_of(answer)).status_code == 303
    health.forget()
    assert client.get("/healthz").status_code == 200


def test_a_disk_almost_full_is_told_before_it_is(site, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 2**80)
    answer = site.app.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "full"})


def test_health_says_locked_and_does_not_ask_for_every_asker(site):
    w, client, begun = site.world, site.app.test_client(), []
    event.listen(w.engines._write, "begin", lambda conn: begun.append(1))
    assert client.get("/healthz").json == {"status": "ok"}
    assert {client.get("/healthz").status_code for _ in range(50)} == {200} and len(begun) == 1
    health.forget()
    with locked(w.engines):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "locked"})
    assert answer.headers["Retry-After"] and answer.headers["Cache-Control"] == "no-store"


def test_an_act_that_is_done_is_not_told_as_undone(site, monkeypatch):
    """What follows an act, by the clock, may fail without it."""
    from deliberation.record.unavailable import NotNow
    from deliberation.web import doing

    def cannot(**_: str) -> int:
        raise NotNow()

    monkeypatch.setattr(doing, "run_due", cannot)
    w = site.world
    p = w.submitted("林十七")
    w.cosign(p, *[f"林{n}" for n in "一二三四五六七八九"])
    client = site.client("resident")
    page = client.get(f"/jiahe/proposals/{p}/cosign")
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page.text))
    answer = client.post(f"/jiahe/proposals/{p}/cosign", data={**form, "confirmed": "1"})
    assert answer.status_code == 303, answer.text


# --- what nobody caught ---------------------------------------------------------------------------


def pages() -> falling.Pages:
    return falling.Pages((ROOT / "templates" / "errors" / "fallen.html").read_text("utf-8"))


def answered(inner, ready=lambda: None, **environ: str):
    return Client(falling.Falls(inner, pages(), ready), Response).get("/x", headers=HTML)


def test_whatever_fails_outside_the_application_is_answered_with_a_page():
    def breaks(environ, start_response):
        raise ZeroDivisionError

    answer = answered(breaks)
    assert answer.status_code == 500 and "出了点问题" in answer.text and "wrong here" in answer.text


def test_a_kept_page_whose_stamp_cannot_be_asked_is_answered_with_a_page(site, monkeypatch):
    from deliberation.record.unavailable import NotNow
    from deliberation.web import caching

    client = site.app.test_client()
    assert client.get("/jiahe/proposals").status_code == 200

    def away(_stamp) -> int:
        raise NotNow("away")

    monkeypatch.setattr(caching, "_stamped", away)
    answer = client.get("/jiahe/proposals", headers=HTML)
    assert answer.status_code == 503 and "请稍等一下" in answer.text


def test_the_pages_style_is_the_one_their_policy_allows(site):
    import base64
    import hashlib

    request = site.app.test_request_context("/x", headers=HTML).request
    for status in (503, 500):
        answer = pages().answer(request, status, "away")
        style = re.search(r"<style>(.*?)</style>", answer.get_data(as_text=True), re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
        assert "<!--" not in answer.get_data(as_text=True).replace("<!doctype", "")


def test_a_read_only_database_is_read_and_says_so(small_world, tmp_path):
    w = small_world
    p = w.submitted()
    path = w.engines.url.removeprefix("sqlite:///")
    settings = config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path),
            "DELIBERATION_DATABASE_URL": f"sqlite:///file:{path}?mode=ro&uri=true",
        }
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True)
    w.time.install()
    client = app.test_client()
    assert client.get(f"/jiahe/proposals/{p}").status_code == 200
    form = {"csrf_token": token(client.get("/jiahe/sign-in")), "login": "x", "password": "y"}
    assert client.post("/jiahe/sign-in", data=form, headers=HTML).status_code == 503
    assert client.get("/healthz").json == {"status": "read_only"}
    use(w.engines)


def test_two_writers_behind_a_foreign_lock_leave_a_thread_for_readers(site):
    """The application's own engines, as `serve` makes them: only one of many writers waits for the
    stranger."""
    from concurrent.futures import ThreadPoolExecutor

    from deliberation.record.unavailable import NotNow
    from deliberation.turns import spare

    used = Engines(site.world.engines.url)
    used.serve_with(2)
    used.patience = 0.3

    def write(_: int) -> str:
        try:
            with used.write_connection():
                return "written"
        except NotNow:
            return "not now"
        except Exception as error:
            return type(error).__name__

    try:
        with locked(site.world.engines), ThreadPoolExecutor(6) as threads:
            said = Counter(threads.map(write, range(6)))
        # OperationalError: those that asked the database, and waited there for the stranger.
        assert set(said) == {"not now", "OperationalError"} and said.total() == 6
        assert 1 <= said["OperationalError"] < 6
        assert write(0) == "written"
    finally:
        used.turn.threads = spare.process.threads = None
        used.dispose()
