"""A wrong count of reverse proxies is said: in the log, on the clerk's day, by the command; and it
refuses nobody.
"""

import logging

import pytest
from click.testing import CliRunner

from deliberation import config, create_app
from deliberation.cli import cli
from deliberation.record.engines import Engines, use
from deliberation.record.private import audit
from deliberation.web.access import proxies

PUBLIC, LOCAL, INSIDE = "203.0.113.9", "127.0.0.1", "10.1.2.3"


@pytest.mark.parametrize(
    ("peer", "headers", "trusted", "reason"),
    [
        (LOCAL, {}, 0, None),
        (LOCAL, {"X_FORWARDED_FOR": PUBLIC}, 0, "none"),
        (INSIDE, {"FORWARDED": f"for={PUBLIC}"}, 0, "none"),
        ("::1", {"X_REAL_IP": PUBLIC}, 0, "none"),
        ("::ffff:127.0.0.1", {"X_FORWARDED_FOR": PUBLIC}, 0, "none"),
        (PUBLIC, {"X_FORWARDED_FOR": "198.51.100.1"}, 0, None),  # a visitor's own words
        (PUBLIC, {"X_FORWARDED_FOR": PUBLIC}, 1, None),
        (INSIDE, {"X_FORWARDED_FOR": f"{PUBLIC}, {INSIDE}"}, 1, "too_few"),
        (LOCAL, {"X_FORWARDED_FOR": PUBLIC, "X_FORWARDED_PROTO": "https"}, 2, "too_many"),
        (LOCAL, {"X_FORWARDED_PROTO": "https"}, 1, "not_passed"),
        (LOCAL, {}, 1, None),  # somebody at the machine itself
        ("", {"X_FORWARDED_FOR": PUBLIC}, 0, None),
    ],
)
def test_what_one_request_shows(peer, headers, trusted, reason):
    environ = {"REMOTE_ADDR": peer} | {f"HTTP_{k}": v for k, v in headers.items()}
    assert proxies.misread(environ, trusted) == reason


def test_the_log_says_it_once_and_the_clerks_day_to_whoever_is_there(site, caplog):
    client = site.client("clerk")
    assert 'id="proxy"' not in client.get("/jiahe/desk/today").text
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            page = client.get("/jiahe/desk/today?lang=en", headers={"X-Forwarded-For": PUBLIC})
    assert 'id="proxy"' in page.text and "DELIBERATION_TRUSTED_PROXIES" in page.text
    said = [r.getMessage() for r in caplog.records if "TRUSTED_PROXIES" in r.getMessage()]
    assert len(said) == 1 and "is 0" in said[0]
    visitor = site.app.test_client().get("/jiahe/", headers={"X-Forwarded-For": PUBLIC})
    assert visitor.status_code == 200 and "DELIBERATION_TRUSTED" not in visitor.text


def test_with_the_right_count_nothing_is_said(site, tmp_path, caplog):
    env = {
        "DELIBERATION_INSTANCE": str(tmp_path),
        "DELIBERATION_DATABASE_URL": site.world.engines.url,
        "DELIBERATION_TRUSTED_PROXIES": "1",
    }
    app = create_app(config.from_environment(env), TESTING=True)
    use(site.world.engines)
    with caplog.at_level(logging.WARNING):
        answer = app.test_client().get("/jiahe/sign-in", headers={"X-Forwarded-For": PUBLIC})
    assert answer.status_code == 200
    assert not [r for r in caplog.records if "TRUSTED_PROXIES" in r.getMessage()]


@pytest.mark.parametrize(
    ("addresses", "code"),
    [(["127.0.0.*"] * 6, 1), (["127.0.0.*"] * 5 + ["203.0.113.*"], 0), (["127.0.0.*"] * 4, 0)],
)
def test_the_command_looks_where_sign_ins_came_from(
    database_url, tmp_path, monkeypatch, addresses, code
):
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DELIBERATION_DATABASE_URL", database_url)
    monkeypatch.delenv("DELIBERATION_TRUSTED_PROXIES", raising=False)
    config.ensure_keys(config.from_environment())
    used = use(Engines(database_url))
    for address in addresses:
        audit.write("sign_in", address=address)
    done = CliRunner().invoke(cli, ["check"])
    assert f"30 days: {len(addresses)}, of them" in done.output
    assert (done.exit_code != 0) == bool(code)
    used.dispose()
