"""A server started for a measurement, and wrk asking it."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, CONNECTIONS = 4, 16


def port() -> int:
    """One that is free."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextmanager
def serving(
    command: list[str], env: dict[str, str], number: int, path: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server of its own while it is measured, from its first answer at `path` on."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **env},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{number}{path}")
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True)
class Answers:
    """What came of so many seconds: answers a second, how many, and how long all but the slowest
    hundredth took (ms).
    """

    rate: float
    many: int
    p99: float


def wrk(
    url: str, *, cookie: str = "", script: Path | None = None, seconds: int = SECONDS
) -> Answers:
    """Ask for so many seconds; what was refused is said."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--latency",
        *(["-H", f"Cookie: {cookie}"] if cookie else []),
        *(["-s", str(script)] if script else []),
        url,
    ]
    out = subprocess.run(command, capture_output=True, text=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if bad:
        print(f"    {bad[0]} at {url}")
    figure, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return Answers(
        float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
        int(re.search(r"(\d+) requests in", out)[1]),
        float(figure) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
    )


def processor(*pids: int) -> float:
    """Seconds of processor time that these processes and all below them have used until now."""
    ticks = sum(_ticks(found) for pid in pids for found in _family(pid))
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def memory(process: subprocess.Popen[bytes]) -> int:
    """Of the largest process of a server, in KiB."""
    return max(_rss(pid) for pid in _family(process.pid))


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += _family(int(child))
    return found


def _rss(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1])
