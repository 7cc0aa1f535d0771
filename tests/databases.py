"""A private PostgreSQL cluster from the installed programs: random port, no fsync, gone at the
end.
"""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "listen_addresses": "127.0.0.1",
}
# What a server of some minutes need not do: keep its log for others, write everything down at each
# step, tidy behind every test, compile queries of a few rows.
SHORT_LIVED = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "jit": "off",
}


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first."""
    for folder in sorted(
        glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]), reverse=True
    ):
        if Path(folder, "initdb").exists():
            return Path(folder)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Cluster:
    """Started by `with`; `create()` copies the migrated template.

    `settings`: of the server, over SETTINGS.
    """

    def __init__(
        self, binaries: Path, folder: Path, settings: dict[str, str] | None = None
    ) -> None:
        self.binaries, self.folder, self.count = binaries, folder, 0
        self.settings = SETTINGS | (settings or {})
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def __enter__(self) -> "Cluster":
        from deliberation.record.migrations import upgrade

        data = self.folder / "data"
        if self._as:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            for parent in self.folder.parents:
                if parent == Path(tempfile.gettempdir()):
                    break
                parent.chmod(parent.stat().st_mode | 0o011)
        self._run(
            "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        self.start()
        # stops the server when this pipe closes, so also when the test run is killed and never
        # comes to __exit__
        self.watcher = subprocess.Popen(
            [
                *self._as,
                "sh",
                "-c",
                'cat >/dev/null; exec "$1" -D "$2" -m immediate stop >/dev/null',
                "sh",
                str(self.binaries / "pg_ctl"),
                str(data),
            ],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
        )
        self._hands = psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True
        )
        self._sql("CREATE DATABASE template_migrated")
        upgrade(self.url("template_migrated"))
        return self

    def stop(self) -> None:
        """As if somebody pulled its plug: every connection is cut."""
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def start(self) -> None:
        """Back again, on the same port with the same settings."""
        data = self.folder / "data"
        options = " ".join(f"-c {k}={v}" for k, v in self.settings.items())
        options = f"-p {self.port} -k {self.folder} {options}"
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def __exit__(self, *_: object) -> None:
        self._hands.close()
        self.watcher.stdin.close()
        self.watcher.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *args: object) -> None:
        subprocess.run(
            [*self._as, str(self.binaries / program), *map(str, args)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def _sql(self, statement: str) -> None:
        self._hands.execute(statement)

    def create(self, template: str = "template_migrated") -> str:
        """A fresh copy of a template."""
        self.count += 1
        name = f"t{self.count}"
        # Through the log, as it is done by default: copying files waits for two checkpoints, which
        # took three times as long.
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def leave(self, name: str) -> None:
        """Whoever is still connected is sent away: a database in use cannot be copied."""
        self._sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )

    def drop(self, name: str) -> None:
        self._sql(f"DROP DATABASE {name} WITH (FORCE)")
