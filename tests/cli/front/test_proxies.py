"""The configuration files that docs/production.md gives for nginx and Caddy, run as they stand but
for ports, upstream and certificate, in front of a served site."""

import datetime
import gzip
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cli.front.test_front import DEADLINE, head, rest, served, status, until
from tests.cli.front.test_served import UNFINISHED, health, serving
from tests.conftest import absent
from tests.screens import free_port

ROOT = Path(__file__).resolve().parents[3]
NAME = "jiahe.example.org"
FILES = {"nginx": ROOT / "docs/proxy/nginx.conf", "caddy": ROOT / "docs/proxy/Caddyfile"}
SPOOFED = ("X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: http", "X-Forwarded-Host: evil.example")


def certificate(folder: Path) -> tuple[Path, Path]:
    """(certificate, key) for NAME, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin.replace(year=2099))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return folder / "fullchain.pem", folder / "privkey.pem"


def nginx(folder: Path, behind: int, http: int, https: int) -> list[str]:
    """The command, with the documented file in an otherwise empty main file."""
    chain, key = certificate(folder)
    text = FILES["nginx"].read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(chain)),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key)),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{https} ssl http2;"),
        ("listen [::]:443 ssl http2;", ""),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, "utf-8")
    temps = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(
        f"daemon off; {user} pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temps} include {folder}/site.conf; }}\n"
    )
    return ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", "main.conf"]


def caddy(folder: Path, behind: int, http: int, https: int) -> list[str]:
    """The command, with a certificate of its own authority."""
    text = FILES["caddy"].read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        (
            "{\n\tservers {",
            "{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n"
            f"\thttp_port {http}\n\thttps_port {https}\n\tservers {{",
        ),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "Caddyfile").write_text(text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def proxy(kind: str, folder: Path, behind: int):
    """(http port, https port) of the proxy in front of `behind`."""
    if not shutil.which(kind) and not Path(f"/usr/sbin/{kind}").exists():
        absent(kind)
    folder.mkdir()
    http, https = free_port(), free_port()
    command = {"nginx": nginx, "caddy": caddy}[kind](folder, behind, http, https)
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    env = {**os.environ, "PATH": path, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    process = subprocess.Popen(command, env=env, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        until(lambda: process.poll() is not None or answers(https))
        assert process.poll() is None, "the proxy does not take this file"
        yield http, https
    finally:
        process.terminate()
        process.wait(DEADLINE)


def opened(port: int, data: bytes = b"") -> ssl.SSLSocket:
    """A connection as a browser's, whose word about the certificate nobody asks."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
    made = context.wrap_socket(plain, server_hostname=NAME)
    made.sendall(data)
    return made


def to(path: str, method: str = "GET", *lines: str) -> bytes:
    return head(path, method, *lines).replace(b"jiahe.example\r\n", NAME.encode() + b"\r\n", 1)


def ask(port: int, data: bytes) -> bytes:
    with opened(port, data) as s:
        return rest(s)


def answers(port: int) -> bool:
    try:
        return status(ask(port, to("/healthz", "GET", "Connection: close"))) > 0
    except OSError:
        return False


@pytest.fixture(scope="module", params=FILES)
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def told(kind, tmp_path_factory):
    """(http port, https port) before an application that says what it sees."""
    with (
        served("front") as (behind, _process),
        proxy(kind, tmp_path_factory.mktemp("told") / kind, behind) as ports,
    ):
        yield ports


def test_what_a_visitor_claims_is_replaced_by_what_the_proxy_knows(told):
    answer = ask(told[1], to("/a%2Fb?c=d", "GET", "Connection: close", *SPOOFED))
    seen = json.loads(answer.split(b"\r\n\r\n", 1)[1])
    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert seen["HTTP_HOST"].split(":")[0] == seen["HTTP_X_FORWARDED_HOST"].split(":")[0] == NAME
    assert (seen["PATH_INFO"], seen["QUERY_STRING"]) == ("/a/b", "c=d")


def test_plain_http_is_sent_to_https(told):
    with socket.create_connection(("127.0.0.1", told[0]), timeout=DEADLINE) as s:
        s.sendall(to("/a?b=c", "GET", "Connection: close"))
        answer = rest(s)
    assert status(answer) == 308
    assert f"location: https://{NAME}".encode() in answer.lower() and b"/a?b=c" in answer


def test_a_body_goes_through_whole_and_too_much_does_not(told, kind):
    most = 700_000
    sent = to("/photos", "POST", "Connection: close", f"Content-Length: {most}")
    answer = ask(told[1], sent + os.urandom(most))
    assert json.loads(answer.split(b"\r\n\r\n", 1)[1])["length"] == most
    before = calls(told)
    with ExitStack() as open_ones:
        # More than there are workers. Caddy passes nothing on before the body begins.
        large = [
            open_ones.enter_context(opened(told[1], to("/photos", "POST", TOO_MUCH)))
            for _ in range(WORKERS + 1)
        ]
        assert calls(told) == before + 1, "no worker waits for a body that has not begun"
        for s in large:
            if kind == "caddy":
                s.sendall(os.urandom(65_536))
            assert status(s.recv(4096)) == 413  # long before all is sent
        assert calls(told) == before + 2, "and none was given the request"


TOO_MUCH, WORKERS = "Content-Length: 70000000", 2  # as front_probe has them


def calls(told) -> int:
    """How often the application was called, this time too; answered only where a worker is free."""
    return int(ask(told[1], to("/calls", "GET", "Connection: close")).split(b"\r\n\r\n", 1)[1])


@pytest.fixture(scope="module")
def site(kind, sqlite_settled, tmp_path_factory):
    """(https port, port behind) of a served community."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(sqlite_settled.path, folder / "test.sqlite3")
    url = f"sqlite:///{folder / 'test.sqlite3'}"
    with (
        serving(url, folder / "instance", DELIBERATION_TRUSTED_PROXIES="1") as (behind, _process),
        proxy(kind, folder / kind, behind) as (_http, https),
    ):
        yield https, behind


def test_pages_are_compressed_cookies_secure_and_addresses_the_public_ones(site):
    lines = ("Connection: close", "Accept-Encoding: gzip")
    answer = ask(site[0], to("/jiahe/sign-in", "GET", *lines))
    top, body = answer.split(b"\r\n\r\n", 1)
    assert status(answer) == 200 and b"content-encoding: gzip" in top.lower()
    assert b"<form" in gzip.decompress(unchunked(body) if b"chunked" in top.lower() else body)
    [cookie] = re.findall(rb"(?im)^set-cookie: (deliberation=.*)$", top)
    assert b"Secure" in cookie and b"HttpOnly" in cookie
    away = ask(site[0], to("/jiahe", "GET", "Connection: close", *SPOOFED))
    top = away.split(b"\r\n\r\n", 1)[0].lower()
    assert status(away) == 308 and b"\r\nlocation: /jiahe/" in top and b"evil" not in top
    style = ask(site[0], to("/static/css/deliberation.css", "GET", *lines))
    assert b"content-encoding: gzip" in style.lower()


def unchunked(body: bytes) -> bytes:
    out = b""
    while body:
        size, body = body.split(b"\r\n", 1)
        out, body = out + body[: int(size, 16)], body[int(size, 16) + 2 :]
    return out


@pytest.mark.nightly
def test_unfinished_requests_at_the_proxy_leave_the_site_open(site):
    for name, sent in UNFINISHED.items():
        sent = sent.replace(b"jiahe.example\r\n", NAME.encode() + b"\r\n")
        held = [opened(site[0], sent) for _ in range(20)]
        try:
            until(lambda: health(site[1]) == 200)
            begun = time.monotonic()
            assert answers(site[0]) and time.monotonic() - begun < 5, name
        finally:
            for s in held:
                s.close()


@pytest.mark.parametrize("name", FILES)
def test_the_documented_file_is_the_tested_one(name):
    """docs/production.md points to the files and repeats nothing of them that could become
    another."""
    text = (ROOT / "docs/production.md").read_text("utf-8")
    assert f"proxy/{FILES[name].name}" in text
    assert "proxy_pass" not in text and "reverse_proxy" not in text
