"""The front beside granian's own WSGI side on real sockets: the same requests reach the
application alike; what is unfinished, slow, broken or too large never does."""

import base64
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from deliberation.cli.front import doors, limits, room
from deliberation.cli.front.plain import plain
from tests.cli.front import front_probe as probe
from tests.screens import free_port

ROOT = Path(__file__).resolve().parents[3]
DEADLINE = 120.0  # for anything to happen at all on a busy machine


@contextmanager
def served(interface: str, **env: str):
    """(port, process) of the probe."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.front.front_probe", interface, str(port)],
        cwd=ROOT,
        env={**os.environ, **env},
        stderr=subprocess.PIPE,
    )
    try:
        until(lambda: answers(port))
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=DEADLINE)


def until(happened) -> None:
    end = time.monotonic() + DEADLINE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def answers(port: int) -> bool:
    try:
        return ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").startswith(
            b"HTTP"
        )
    except OSError:
        return False


def opened(port: int, data: bytes = b"") -> socket.socket:
    s = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
    s.sendall(data)
    return s


def rest(s: socket.socket) -> bytes:
    """Everything until the other side closes."""
    out = b""
    while True:
        try:
            piece = s.recv(65_536)
        except ConnectionResetError:
            return out
        if not piece:
            return out
        out += piece


def ask(port: int, data: bytes) -> bytes:
    with opened(port, data) as s:
        return rest(s)


def head(path: str = "/", method: str = "POST", *lines: str) -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: jiahe.example", *lines, "", "")).encode(
        "latin-1"
    )


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP") else 0


@pytest.fixture(scope="module")
def port():
    with served("front") as (number, _process):
        yield number


CLOSE = "Connection: close"
ALIKE = {
    "plain": head("/a?b=c&b=d", "GET", CLOSE, "Accept: text/html", "Cookie: a=b; c=d"),
    "percent": head("/%E5%98%89%E7%A6%BE/a%2Fb%20c?q=%E5%98%89&r=+%2B", "GET", CLOSE),
    "no query": head("/a?", "GET", CLOSE),
    "double slash": head("//a//b", "GET", CLOSE),
    "duplicates": head("/", "GET", CLOSE, "X-A: 1", "x-a: 2", "Accept-Language: zh", "X-A: 3"),
    "latin-1 value": head("/", "GET", CLOSE, "X-Name: caf\xe9", "X-Empty:"),
    "forwarded": head("/", "GET", CLOSE, "X-Forwarded-For: 1.2.3.4, 5.6.7.8", "X-Real-IP: 9.9.9.9"),
    "proxy header": head("/", "GET", CLOSE, "Proxy: http://evil"),
    "absolute": head("http://other.example/a?b", "GET", CLOSE),
    "http 1.0": b"GET /a HTTP/1.0\r\n\r\n",
    "many headers": head("/", "GET", CLOSE, *(f"X-{i}: {'y' * 500}" for i in range(90))),
    "body": head("/", "POST", CLOSE, "Content-Type: text/plain", "Content-Length: 5") + b"hello",
    "empty body": head("/", "POST", CLOSE, "Content-Length: 0"),
    "no body": head("/", "POST", CLOSE),
    "get with body": head("/", "GET", CLOSE, "Content-Length: 3") + b"abc",
    "put": head("/", "PUT", CLOSE, "Content-Length: 3") + b"abc",
    "chunked": head("/", "POST", CLOSE, "Transfer-Encoding: chunked")
    + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    "head": head("/", "HEAD", CLOSE),
    "options": head("/", "OPTIONS", CLOSE),
    "large": head("/photos", "POST", CLOSE, "Content-Length: 700000") + os.urandom(700_000),
}
REFUSED_ALIKE = {
    "too many headers": head("/", "GET", CLOSE, *(f"X-{i}: y" for i in range(120))),
    "no such version": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "two lengths": head("/", "POST", CLOSE, "Content-Length: 3", "Content-Length: 4") + b"abcd",
    "long address": head("/?" + "q" * 70_000, "GET", CLOSE),
    "no header": b"GET /\r\n\r\n",
}


@pytest.fixture(scope="module")
def both(port):
    with served("wsgi") as (other, _process):
        yield port, other


@pytest.mark.parametrize("name", ALIKE)
def test_the_application_sees_what_it_saw_from_wsgi(both, name):
    ours, theirs = (ask(p, ALIKE[name]) for p in both)
    assert status(ours) == status(theirs) == 200
    assert headers_of(ours) == headers_of(theirs)
    assert said(ours, both[0]) == said(theirs, both[1])


@pytest.mark.parametrize("name", REFUSED_ALIKE)
def test_what_is_no_request_is_refused_as_before(both, name):
    ours, theirs = (status(ask(p, REFUSED_ALIKE[name])) for p in both)
    assert ours == theirs and ours != 200


def headers_of(answer: bytes) -> list[bytes]:
    lines = answer.split(b"\r\n\r\n", 1)[0].lower().split(b"\r\n")[1:]
    return sorted(line for line in lines if not line.startswith((b"date", b"content-length")))


def said(answer: bytes, port: int) -> dict:
    body = answer.split(b"\r\n\r\n", 1)[1]
    told = json.loads(body) if body else {}
    return {k: v.replace(str(port), "PORT") if isinstance(v, str) else v for k, v in told.items()}


def test_a_path_that_is_no_utf8_reaches_the_application_as_such(port):
    assert "\xef\xbf\xbd" in said(ask(port, head("/a%ffb", "GET", CLOSE)), port)["PATH_INFO"]


def test_a_name_with_an_underscore_is_no_other_name(port):
    told = said(
        ask(port, head("/", "GET", CLOSE, "X-Forwarded-For: 1.1.1.1", "X_Forwarded_For: 6.6.6.6")),
        port,
    )
    assert told["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"


def test_cookies_in_several_lines_are_one(port):
    told = said(ask(port, head("/", "GET", CLOSE, "Cookie: a=b", "Cookie: c=d")), port)
    assert told["HTTP_COOKIE"] == "a=b; c=d"


def test_one_connection_serves_several_requests_one_after_the_other(port):
    with opened(port) as s:
        for i in range(3):
            s.sendall(head(f"/{i}", "POST", "Content-Length: 4") + b"abcd")
            answer = b""
            while b"sha256" not in answer or not answer.endswith(b"}"):
                answer += s.recv(65_536)
            assert said(answer, port)["PATH_INFO"] == f"/{i}"


def test_a_client_that_asks_first_is_told_to_go_on(port):
    with opened(port, head("/", "POST", CLOSE, "Content-Length: 5", "Expect: 100-continue")) as s:
        assert s.recv(1000).startswith(b"HTTP/1.1 100")
        s.sendall(b"hello")
        assert b'"length": 5' in rest(s)


def test_a_client_that_asks_first_with_too_much_is_not(port):
    asked = head("/", "POST", "Content-Length: 100001", "Expect: 100-continue")
    assert status(ask(port, asked)) == 413


def test_who_sent_too_much_is_told_the_limit_and_led_back():
    """Nothing of the path leads elsewhere or becomes part of the page."""
    status, headers, body = plain(413, '/jiahe/a"><b>', 62 << 20)
    html, policy = body.decode(), dict(headers)["Content-Security-Policy"]
    assert status == 413 and html.count("62 MB") == 2 and "<b>" not in html
    assert 'href="/jiahe/a%22%3E%3Cb%3E"' in html and "返回" in html and "Go back" in html
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    for path in ("//evil.example/x", "/\\evil.example"):
        back = re.search('href="([^"]+)"', plain(413, path, 1)[2].decode())[1]
        assert back.startswith("/") and not back.startswith(("//", "/\\"))
    assert "href" not in plain(400)[2].decode()


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        (head("/", "POST", "Content-Length: 100001"), 413),
        (head("/photos", "POST", "Content-Length: 800001"), 413),
        (head("/", "POST", "Transfer-Encoding: chunked") + b"1f000\r\n" + b"x" * 0x1F000, 413),
        (head("/", "POST", "Content-Length: 10") + b"half", 408),
        (head("/", "POST", "Transfer-Encoding: chunked") + b"4\r\nhalf\r\n", 408),
    ],
)
def test_too_much_and_too_slow_are_answered_and_the_connection_closed(port, sent, wanted):
    answer = ask(port, sent)
    assert status(answer) == wanted and b"connection: close" in answer.lower()
    assert "没有保存".encode() in answer and b"not kept" in answer


def test_a_body_that_trickles_ends_at_its_rate_however_often_a_byte_comes(port):
    """Each byte is in time for `idle`; all together they are too slow."""
    with opened(port, head("/", "POST", "Content-Length: 90000")) as s:
        s.settimeout(0.1)
        begun = time.monotonic()
        while True:
            assert time.monotonic() < begun + DEADLINE
            try:
                s.sendall(b"x")
                answer = s.recv(1000)
                break
            except TimeoutError:
                continue
    assert status(answer) == 408


@pytest.mark.parametrize(
    "broken",
    [
        head("/", "POST", "Transfer-Encoding: chunked") + b"4\r\nhalf\r\n",
        head("/", "POST", "Transfer-Encoding: chunked") + b"4\r\nhalf\r\nzz\r\n",
        head("/", "POST", "Content-Length: 10") + b"half",
    ],
)
def test_a_body_that_broke_off_is_not_taken_for_a_whole_one(port, broken):
    with opened(port, broken) as s:
        s.shutdown(socket.SHUT_WR)
        assert status(rest(s)) in (0, 400)


def test_the_newcomer_is_served_and_who_waited_longest_gives_way(port):
    """Also where all come from one address: an estate behind one, or a proxy that is not named."""
    unfinished = head("/", "POST", "Content-Length: 10") + b"half"
    held = [opened(port, unfinished) for _ in range(3 * probe.LIMITS.bodies)]
    whole = head("/", "POST", CLOSE, "Content-Length: 4") + b"abcd"
    assert [status(ask(port, whole)) for _ in range(5)] == [200] * 5
    assert status(ask(port, head("/", "GET", CLOSE))) == 200
    answers = [rest(s) for s in held]
    assert {status(a) for a in answers} == {408, 503}
    gave_way = [a for a in answers if status(a) == 503]
    assert all(b"retry-after" in a.lower() for a in gave_way)
    assert answers[-1] not in gave_way, "the newest"
    for s in held:
        s.close()


def test_an_unfinished_header_is_closed_in_its_time_however_often_a_byte_comes(port):
    with opened(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ") as s:
        end = time.monotonic() + DEADLINE
        s.settimeout(0.1)
        while True:
            assert time.monotonic() < end
            try:
                s.sendall(b"y")
                if not s.recv(1000):
                    break
            except TimeoutError:
                continue
            except OSError:
                break


def test_a_large_answer_and_a_file_arrive_whole(port):
    answer = ask(port, head("/many", "GET", CLOSE))
    body = answer.split(b"\r\n\r\n", 1)[1]
    assert hashlib.sha256(body).digest() == hashlib.sha256(b"".join(probe_lines())).digest()
    assert b"content-length: 3200000" in answer.lower()
    assert ask(port, head("/file", "GET", CLOSE)).endswith(Path(probe.__file__).read_bytes())


def probe_lines():
    return (b"%07d\n" % i for i in range(400_000))


def test_an_error_of_the_application_is_a_page_and_the_threads_go_on(port):
    for _ in range(5):
        assert status(ask(port, head("/gone", "GET", CLOSE))) == 500
    assert status(ask(port, head("/", "GET", CLOSE))) == 200


def test_readers_who_go_away_leave_the_threads_free(port):
    for _ in range(20):
        opened(port, head("/many", "GET")).close()
    assert status(ask(port, head("/", "GET", CLOSE))) == 200


def test_readers_who_take_nothing_hold_no_thread(port):
    held = []
    for _ in range(20):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        s.settimeout(DEADLINE)
        s.connect(("127.0.0.1", port))
        s.sendall(head("/many", "GET"))
        held.append(s)
    assert {s.recv(12) for s in held} == {b"HTTP/1.1 200"}
    assert status(ask(port, head("/", "GET", CLOSE))) == 200
    for s in held:
        s.close()


def test_a_request_under_way_is_answered_before_the_server_stops(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with served("front", PROBE_FIFO=str(fifo)) as (port, process):
        with opened(port, head("/wait", "GET", CLOSE)) as s:
            writer = os.open(fifo, os.O_WRONLY)  # returns once the application reads
            process.send_signal(signal.SIGTERM)
            until(lambda: not answers(port))
            os.close(writer)
            assert status(rest(s)) == 200
        assert process.wait(DEADLINE) == 0


def test_an_address_stands_for_its_network():
    assert room.network("10.0.0.7") == room.network("10.0.0.99") != room.network("10.0.1.7")
    assert room.network("2001:db8:1:2:3::1") == room.network("2001:db8:1:99::9")
    assert room.network("2001:db8:2::1") != room.network("2001:db8:1::1")
    assert room.network("::ffff:10.0.0.7") == room.network("10.0.0.7")
    assert room.network("unknown") == "unknown"


@pytest.fixture
def house():
    """A listening socket, and how to open connections to it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        kept = []

        def connect():
            ours = socket.create_connection(listening.getsockname())
            ours.settimeout(DEADLINE)
            theirs, _ = listening.accept()
            kept.extend((ours, theirs))
            return ours, theirs

        yield listening.getsockname()[1], connect
        for s in kept:
            s.close()


def fill(theirs: socket.socket) -> None:
    """Write until the kernel takes no more."""
    theirs.setblocking(False)
    try:
        while True:
            theirs.send(b"x" * 65_536)
    except BlockingIOError:
        theirs.setblocking(True)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and TCP_INFO")
def test_a_reader_who_takes_nothing_is_let_go_and_others_are_not(house):
    port, connect = house
    (_slow, to_slow), (quiet, to_quiet) = connect(), connect()
    fill(to_slow)
    watch = doors.Doors(port, limits.Limits())
    assert watch.look(0) == 0
    assert watch.look(29) == 0
    assert watch.look(31) == 1
    with pytest.raises(OSError):
        to_slow.sendall(b"x")
    to_quiet.sendall(b"still here")
    assert quiet.recv(100) == b"still here"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and TCP_INFO")
def test_a_reader_who_takes_something_all_the_time_is_kept(house):
    port, connect = house
    reader, theirs = connect()
    fill(theirs)
    watch = doors.Doors(port, limits.Limits())
    for second in range(0, 300, 20):
        assert watch.look(second) == 0
        taken = 0
        while taken < 200_000:
            taken += len(reader.recv(65_536))
        fill(theirs)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and TCP_INFO")
def test_when_the_house_is_nearly_full_the_oldest_of_the_crowded_address_go(house):
    port, connect = house
    few = limits.Limits(connections=16)
    pairs = [connect() for _ in range(few.connections * 3 // 4)]
    watch = doors.Doors(port, few)
    assert watch.look(0) == 0
    newest = [connect() for _ in range(3)]
    assert doors.Doors(port, few, proxies=1).look(1) == 0
    assert watch.look(1) == 3
    assert not any(ended_now(ours) for ours, _ in newest)
    assert sum(ended_now(ours) for ours, _ in pairs) == 3


def test_many_networks_that_are_each_within_a_share_leave_room_for_one_more():
    """Nobody holds more than an eighth, and yet all of them fill the house."""
    watch = doors.Doors(0, limits.Limits())
    peers = {(f"127.1.{n}.9", i): n * 1000 + i for n in range(9) for i in range(128)}
    quiet = {("10.9.9.9", i): 0 for i in range(5)}
    watch.seen = {p: doors._Seen(at, at, 0) for p, at in {**peers, **quiet}.items()}
    gone = watch._too_many(set(watch.seen))
    assert len(watch.seen) - len(gone) <= 768 and not set(gone) & set(quiet)
    by_network = [[i for (net, i) in gone if net == f"127.1.{n}.9"] for n in range(9)]
    assert all(sorted(theirs) == list(range(len(theirs))) for theirs in by_network), "the oldest"


def ended_now(s: socket.socket) -> bool:
    s.setblocking(False)
    try:
        return s.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True
