"""Settings from the environment and instance/config.toml, and the keys in the instance folder.

Read by create_app and the commands.
"""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import onto_disk


class ConfigError(ValueError):
    """One plain line about a setting."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation is set to. argon2: passes and memory in KiB (default: the OWASP floor).

    jump_days: see `record.civic_time`. threads: that serve pages in this process.
    hosts: the names under which pages are served, the public one first; empty where none was set:
    then under any."""

    instance: Path
    database_url: str
    trusted_proxies: int = 0
    public_host: str = "localhost"
    argon2_time: int = 2
    argon2_memory_kib: int = 19_456
    audit_days: int = 400
    upload_mb: int = 10
    upload_files: int = 6
    upload_hourly: int = 120
    upload_seconds: int = 120
    s3_bucket: str = ""
    s3_endpoint: str = ""
    jump_days: int = 3
    threads: int = 2
    secret: str = field(default="", repr=False)
    hosts: tuple[str, ...] = ()
    scheme: str = "http"

    @property
    def address(self) -> str:
        """Where people reach the site, for letters, QR codes and messages:
        https://deliberation.example.cn, without a slash.
        """
        return f"{self.scheme}://{self.public_host}"

    @property
    def secret_key(self) -> str:
        """Signs cookies, seals private values, keys the act digests: DELIBERATION_SECRET_KEY, else
        instance/secret.key. 64 hexadecimal digits.
        """
        return (
            _checked(self.secret, "DELIBERATION_SECRET_KEY")
            if self.secret
            else _read_key(self.instance / "secret.key")
        )

    @property
    def log_key(self) -> bytes:
        """The 32 private bytes that sign the log's head."""
        return bytes.fromhex(_read_key(self.instance / "log.key"))


# Whole numbers that may be set: the default, and the least.
_NUMBERS = {
    "trusted_proxies": (0, 0),
    "argon2_time": (2, 1),
    "argon2_memory_kib": (19_456, 8),
    "audit_days": (400, 180),  # Cybersecurity Law Art 21 (3): logs of at least six months
    "upload_mb": (10, 1),
    "upload_files": (6, 0),
    "upload_hourly": (120, 1),
    "upload_seconds": (120, 10),
    "jump_days": (3, 1),
}
_WORDS = {"database_url", "host", "public_host", "more_hosts", "scheme", "s3_bucket", "s3_endpoint"}
MOST_FILES = 12


@dataclass(frozen=True, slots=True)
class _Said:
    """What was set: in the environment, else in instance/config.toml."""

    env: Mapping[str, str]
    table: Mapping[str, Any]

    def text(self, name: str, default: str) -> str:
        return self.env.get(f"DELIBERATION_{name.upper()}") or str(self.table.get(name, default))

    def database_url(self, instance: Path) -> str:
        """Where none is said a SQLite file in the instance folder."""
        return _driver(self.text("database_url", f"sqlite:///{instance / 'deliberation.sqlite3'}"))

    def numbers(self) -> dict[str, int]:
        """All of `_NUMBERS`."""
        found = {
            name: _whole(name, self.text(name, str(default)), least)
            for name, (default, least) in _NUMBERS.items()
        }
        return {**found, "upload_files": min(found["upload_files"], MOST_FILES)}


def from_environment(env: Mapping[str, str] | None = None) -> Settings:
    """Environment first, then instance/config.toml, then defaults. Raises ConfigError."""
    env = os.environ if env is None else env
    instance = Path(env.get("DELIBERATION_INSTANCE") or "instance").resolve()
    said = _Said(env, _table(instance / "config.toml"))
    numbers = said.numbers()
    public_host = _ascii(said.text("host", str(said.table.get("public_host", ""))))
    return Settings(
        instance=instance,
        database_url=said.database_url(instance),
        public_host=public_host or "localhost",
        s3_bucket=said.text("s3_bucket", ""),
        s3_endpoint=said.text("s3_endpoint", ""),
        threads=_whole("threads", env.get("DELIBERATION_THREADS") or "2", 1),  # `serve` says it
        secret=env.get("DELIBERATION_SECRET_KEY", ""),
        hosts=_hosts(public_host, said.text("more_hosts", "")),
        scheme=_scheme(said.text("scheme", "https" if numbers["trusted_proxies"] else "http")),
        **numbers,
    )


def _table(file: Path) -> dict[str, Any]:
    """What stands in config.toml, if it is there."""
    try:
        table = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
    unknown = sorted(set(table) - _WORDS - _NUMBERS.keys())
    if unknown:
        raise ConfigError(f"{file}: unknown setting {unknown[0]}")
    return table


_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?"
)


def _hosts(public: str, more: str) -> tuple[str, ...]:
    """The names of the site. Raises ConfigError for an address where a name is wanted, and for more
    names without a first.
    """
    names = [_ascii(n) for n in (public, *re.split(r"[\s,]+", more)) if n]
    for name in names:
        if not _HOST.fullmatch(name):
            raise ConfigError(_no_name(name, of_more=name != _ascii(public)))
    if names and not public:
        raise ConfigError(
            "DELIBERATION_MORE_HOSTS (more_hosts) needs DELIBERATION_HOST (public_host): "
            "which name stands in letters?"
        )
    return tuple(names)


def _no_name(name: str, *, of_more: bool) -> str:
    where = (
        "each of DELIBERATION_MORE_HOSTS (more_hosts)"
        if of_more
        else "DELIBERATION_HOST (public_host in config.toml)"
    )
    return (
        f"{where} must be a bare host name in small letters such as deliberation.example.cn, "
        f"not {name!r}"
    )


def _ascii(name: str) -> str:
    """A name in other letters (社区.example.cn) as browsers send it (xn--…); no name stays."""
    if name.isascii():
        return name
    host, colon, port = name.partition(":")
    try:
        return host.encode("idna").decode() + colon + port
    except UnicodeError:
        return name


def _scheme(text: str) -> str:
    if text not in ("http", "https"):
        raise ConfigError(f"DELIBERATION_SCHEME must be http or https, not {text!r}")
    return text


def _driver(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("DELIBERATION_DATABASE_URL must begin with postgresql:// or sqlite:///")
    return url


def sqlite_file(url: str) -> Path | None:
    """Where a SQLite database lies; None for another kind."""
    start = "sqlite:///"
    return Path(url.removeprefix(start)) if url.startswith(start) else None


def _whole(name: str, text: str, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise ConfigError(f"{name} must be a whole number of at least {least}, not {text!r}")
    return int(text)


def ensure_keys(settings: Settings) -> list[str]:
    """Make secret.key and log.key (mode 0600) where they are missing; returns the names made.

    Never overwrites, never prints a key.
    """
    settings.instance.mkdir(
        mode=0o700, parents=True, exist_ok=True
    )  # a SQLite database beside the keys holds phones and birth dates
    made = []
    for name in ("secret.key", "log.key"):
        if (settings.instance / name).exists():
            continue
        try:
            with onto_disk.whole(settings.instance / name, mode=0o600, new=True) as file:
                file.write(secrets.token_hex(32).encode())
        except FileExistsError:
            continue  # another `init` was faster
        made.append(name)
    return made


def _read_key(path: Path) -> str:
    try:
        return _checked(path.read_text("utf-8", errors="replace").strip(), str(path))
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing: run `deliberation init` first") from error


def _checked(key: str, where: str) -> str:
    # the message never quotes the key: it ends in logs
    if len(key) != 64 or not set(key.lower()) <= set("0123456789abcdef"):
        raise ConfigError(f"{where} is damaged: it must hold 64 hexadecimal digits")
    return key
