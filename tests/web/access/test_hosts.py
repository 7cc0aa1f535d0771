"""The Host header is what a stranger wrote: it stands in no page, code, redirect or letter; a site
with a name answers under it alone.
"""

import pytest

from deliberation import config, create_app
from deliberation.config import from_environment
from deliberation.record.engines import use
from tests.cycle.inform.announcing import announce
from tests.desk.test_print_job import offered
from tests.site import Site, act_id, token

EVIL = "evil.example"


@pytest.fixture
def codes(monkeypatch):
    """What every QR code of the test says."""
    import segno

    made, make = [], segno.make

    def noted(text, **kw):
        made.append(text)
        return make(text, **kw)

    monkeypatch.setattr(segno, "make", noted)
    return made


def cookie(site, role):
    if role == "visitor":
        return {}
    return {"Cookie": f"deliberation={site.client(role).get_cookie('deliberation').value}"}


def ask(site, path, role="visitor", host=EVIL, **kw):
    """A request under a foreign name, with the cookies of somebody signed in under the right
    one.
    """
    hands = site.app.test_client(use_cookies=False)
    return hands.get(path, headers={"Host": host, **cookie(site, role)}, **kw)


def paths(site, proposals, in_turn=False):
    """Every GET rule, filled in; those of a proposal for each of these, or for one `in_turn`."""
    w = site.world
    found = dict.fromkeys(
        a for r in site.app.url_map.iter_rules() if "GET" in r.methods for a in r.arguments
    )
    values = dict.fromkeys(found, "0" * 26) | {
        "community": "jiahe",
        "position": 2,
        "path": "0/000.p/2",
        "code": "en",
        "building": "1栋",
        "person_id": w.person["林三"],
        "year": 2026,
        "number": 1,
        "part": "text",
        "kind": "cosign",
        "matter": "election_council",
        "question": 1,
        "serial": 1,
        "filename": "css/deliberation.css",
        "digest": "x",
        "announcement_id": announce(w),
    }
    for n, rule in enumerate(site.app.url_map.iter_rules()):
        if "GET" not in rule.methods:
            continue
        these = [proposals[n % len(proposals)]] if in_turn else proposals
        whats = (
            ("notice", "result", "protocol", "resolution") if "what" in rule.arguments else ("",)
        )
        for p in these if "proposal_id" in rule.arguments else ("",):
            for what in whats:
                given = values | {"proposal_id": p, "what": what}
                with site.app.test_request_context():
                    path = rule.build({k: given[k] for k in rule.arguments}, append_unknown=False)
                yield path[1]


def with_name(site, tmp_path, **more):
    """The same world served by an installation that has a name."""
    settings = from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path),
            "DELIBERATION_DATABASE_URL": site.world.engines.url,
            "DELIBERATION_HOST": "jiahe.example.cn",
            **more,
        }
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(site.world.engines)
    return Site(app, site.world)


def test_no_get_answers_with_the_name_a_stranger_wrote(site, codes):
    nowhere_is_the_strangers_name(site, codes, in_turn=True)


@pytest.mark.nightly
def test_no_get_of_any_stage_answers_with_the_name_a_stranger_wrote(site, codes):
    nowhere_is_the_strangers_name(site, codes, in_turn=False)


def nowhere_is_the_strangers_name(site, codes, in_turn):
    w = site.world
    proposals = [w.in_publish(), w.in_vote(who="林二"), w.submitted("林十七")]
    wrong, answers = [], 0
    for path in paths(site, proposals, in_turn):
        for role in ("visitor", "clerk"):
            for address in {path, path.rstrip("/") or "/"}:
                answer = ask(site, address, role)
                answers += answer.status_code == 200
                said = answer.get_data() + str(answer.headers).encode()
                if EVIL.encode() in said:
                    wrong.append((address, role, answer.status_code))
    assert not wrong and answers > 150
    assert codes and {c.split("/jiahe/")[0] for c in codes if "/jiahe/" in c} == {
        "http://localhost"
    }


def test_what_is_printed_by_a_press_says_the_sites_own_address(site, codes, tmp_path):
    w = site.world
    site = with_name(site, tmp_path, DELIBERATION_SCHEME="https")
    clerk = site.client("clerk")
    w.time.wait(minutes=1)
    page = clerk.get("/jiahe/desk/print")
    wanted = [k for k in offered(clerk) if k.startswith("letters:")]
    sheets = clerk.post(
        "/jiahe/desk/print",
        data={"csrf_token": token(page), "act_id": act_id(page), "parts": wanted, "sure": "y"},
    )
    assert sheets.status_code == 200
    text = sheets.get_data(as_text=True)
    assert "https://jiahe.example.cn/jiahe/join" in text and "localhost" not in text
    assert codes and all(c.startswith("https://jiahe.example.cn/jiahe/join?code=") for c in codes)


def test_a_site_with_a_name_answers_under_it_and_to_this_machine_alone(site, tmp_path):
    site = with_name(site, tmp_path, DELIBERATION_MORE_HOSTS="old.example.cn, www.example.cn")
    for host in ("jiahe.example.cn", "jiahe.example.cn:8443", "old.example.cn", "www.example.cn"):
        assert ask(site, "/jiahe/", host=host).status_code == 200
    for host in ("JIAHE.example.cn", "jiahe.example.cn.", "Old.Example.CN.:443"):  # the same names
        assert ask(site, "/jiahe/", host=host).status_code == 200, host
    for host in ("localhost", "127.0.0.1:8000"):
        assert ask(site, "/healthz", host=host).status_code == 200
    for host in (
        EVIL,
        "10.0.0.7",
        "jiahe.example.cn.evil.example",
        "xjiahe.example.cn",
        "a b",
        "[",
        "jiahe.example.cn..",
    ):
        for path in ("/jiahe/", "/jiahe", "/healthz", "/", "/static/css/deliberation.css", "/x/y"):
            answer = ask(site, path, host=host)
            assert answer.status_code == 400, (host, path)
            assert "不使用这个网址" in answer.text and host not in answer.text
            assert answer.mimetype == "text/plain"
    assert site.app.test_client().post("/jiahe/sign-in", headers={"Host": EVIL}).status_code == 400


def test_a_missing_slash_is_added_without_naming_a_host(site, tmp_path):
    answer = ask(site, "/jiahe?x=1")
    assert answer.status_code == 308 and answer.location == "/jiahe/?x=1"
    assert EVIL not in answer.text and "/jiahe/?x=1" in answer.text
    named = with_name(site, tmp_path)
    assert ask(named, "/jiahe", host="jiahe.example.cn").location == "/jiahe/"


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:9230", "http://127.0.0.1:9230"),
        ("192.168.1.20:8000", "http://192.168.1.20:8000"),
        ("[fd00::7]:8000", "http://[fd00::7]:8000"),
        (EVIL, "http://localhost"),
        ("8.8.8.8", "http://localhost"),
        ("localhost.evil.example", "http://localhost"),
        ("127.0.0.1.evil.example:80", "http://localhost"),
    ],
)
def test_without_a_name_only_an_address_of_ones_own_network_stands_on_paper(site, host, said):
    from deliberation.web.access.hosts import outside

    with site.app.test_request_context("/jiahe/", headers={"Host": host}):
        assert outside("public.home", community="jiahe") == f"{said}/jiahe/"


@pytest.mark.parametrize(
    ("env", "address", "served"),
    [
        ({}, "http://localhost", ()),
        ({"HOST": "a.cn"}, "http://a.cn", ("a.cn",)),
        ({"HOST": "a.cn", "TRUSTED_PROXIES": "1"}, "https://a.cn", ("a.cn",)),
        (
            {"HOST": "a.cn", "TRUSTED_PROXIES": "1", "SCHEME": "http"},
            "http://a.cn",
            ("a.cn",),
        ),
        (
            {"HOST": "a.cn:8443", "MORE_HOSTS": "b.cn c.cn"},
            "http://a.cn:8443",
            ("a.cn:8443", "b.cn", "c.cn"),
        ),
    ],
)
def test_the_address_of_the_site_is_set_not_guessed(tmp_path, env, address, served):
    made = from_environment(
        {"DELIBERATION_INSTANCE": str(tmp_path)} | {f"DELIBERATION_{k}": v for k, v in env.items()}
    )
    assert (made.address, made.hosts) == (address, served)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"HOST": "https://a.cn"}, "bare host name"),
        ({"HOST": "a.cn/jiahe"}, "bare host name"),
        ({"HOST": "A.cn"}, "small letters"),
        ({"HOST": "a b"}, "bare host name"),
        ({"HOST": "a.cn", "MORE_HOSTS": "b.cn, http://c.cn"}, "bare host name"),
        ({"MORE_HOSTS": "b.cn"}, "needs DELIBERATION_HOST"),
        ({"SCHEME": "ftp"}, "http or https"),
    ],
)
def test_a_name_that_is_none_is_refused_in_one_line(tmp_path, env, said):
    with pytest.raises(config.ConfigError, match=said) as caught:
        from_environment(
            {"DELIBERATION_INSTANCE": str(tmp_path)}
            | {f"DELIBERATION_{k}": v for k, v in env.items()}
        )
    assert "\n" not in str(caught.value)


def test_addresses_that_leave_the_site_are_made_in_one_place():
    """Whoever adds a sheet uses `outside`; the browser's own host is asked for passkeys, which
    belong to it, and by the carried form.
    """
    from tests.conftest import ROOT

    told = {}
    for file in [*(ROOT / "deliberation").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]:
        text = file.read_text("utf-8")
        for word in ("_external=True", "request.host", "request.url_root", "request.base_url"):
            if word in text:
                told.setdefault(str(file.relative_to(ROOT)), set()).add(word)
        assert "request.url " not in text and "request.url)" not in text, file
    assert told == {
        "deliberation/web/access/hosts.py": {"request.host"},
        "deliberation/accounts/factors/passkeys.py": {"request.host"},
        "deliberation/accounts/sessions/carrying.py": {"request.host"},
    }
