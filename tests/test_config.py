"""Settings: environment before file before default; what is wrong is said in one line that never
holds a key.
"""

import ast
import stat
from pathlib import Path

import pytest

from deliberation.config import ConfigError, ensure_keys, from_environment


def settings(tmp_path, **env):
    return from_environment(
        {"DELIBERATION_INSTANCE": str(tmp_path)}
        | {f"DELIBERATION_{k.upper()}": v for k, v in env.items()}
    )


def test_defaults(tmp_path):
    made = settings(tmp_path)
    assert made.database_url == f"sqlite:///{tmp_path}/deliberation.sqlite3"
    assert (made.trusted_proxies, made.public_host, made.argon2_time, made.argon2_memory_kib) == (
        0,
        "localhost",
        2,
        19_456,
    )


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgresql_runs_on_psycopg_3(tmp_path, prefix):
    assert (
        settings(tmp_path, database_url=f"{prefix}a:b@h/d").database_url
        == "postgresql+psycopg://a:b@h/d"
    )


def test_the_environment_comes_before_the_file(tmp_path):
    (tmp_path / "config.toml").write_text('trusted_proxies = 1\npublic_host = "file.example"\n')
    made = settings(tmp_path, trusted_proxies="2")
    assert (made.trusted_proxies, made.public_host) == (2, "file.example")
    assert settings(tmp_path, host="env.example").public_host == "env.example"


@pytest.mark.parametrize(
    ("env", "file", "words"),
    [
        ({"database_url": "mysql://x/y"}, "", "DELIBERATION_DATABASE_URL must begin"),
        ({"trusted_proxies": "-1"}, "", "trusted_proxies"),
        ({"trusted_proxies": "²"}, "", "trusted_proxies"),
        ({"argon2_memory_kib": "7"}, "", "at least 8"),
        ({}, "trusted_proxy = 1\n", "unknown setting trusted_proxy"),
        ({}, "trusted_proxies = true\n", "trusted_proxies"),
        ({}, "trusted_proxies = \n", "config.toml"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, env, file, words):
    (tmp_path / "config.toml").write_text(file)
    with pytest.raises(ConfigError, match=words) as caught:
        settings(tmp_path, **env)
    assert "\n" not in str(caught.value)


def test_keys_are_made_once_and_for_their_owner_only(tmp_path):
    made = settings(tmp_path / "new")
    with pytest.raises(ConfigError, match="deliberation init"):
        made.log_key  # noqa: B018
    assert ensure_keys(made) == ["secret.key", "log.key"]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    before = made.secret_key, made.log_key
    assert (
        len(bytes.fromhex(before[0])) == len(before[1]) == 32
        and bytes.fromhex(before[0]) != before[1]
    )
    assert [
        stat.S_IMODE((tmp_path / "new" / name).stat().st_mode) for name in ("secret.key", "log.key")
    ] == [0o600, 0o600]
    assert ensure_keys(made) == [] and (made.secret_key, made.log_key) == before


def test_the_secret_may_come_from_the_environment_and_is_never_shown(tmp_path):
    made = settings(tmp_path, secret_key="ab" * 32)
    assert made.secret_key == "ab" * 32 and "abab" not in repr(made)


def test_a_damaged_key_is_refused_without_showing_it(tmp_path):
    ensure_keys(settings(tmp_path))
    (tmp_path / "log.key").write_text("5ec4e7")
    with pytest.raises(ConfigError, match="log.key is damaged") as caught:
        settings(tmp_path).log_key  # noqa: B018
    assert "5ec4e7" not in str(caught.value)
    with pytest.raises(ConfigError, match="DELIBERATION_SECRET_KEY is damaged"):
        settings(tmp_path, secret_key="zz" * 32).secret_key  # noqa: B018


def at_import(tree: ast.Module):
    """Everything a module does while it is imported."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            waiting += ast.iter_child_nodes(node)


def test_no_module_fixes_a_setting_while_it_is_imported():
    """A command imports before it says what is set; `wsgi` alone begins when all is said."""
    package = Path(__file__).resolve().parents[1] / "deliberation"
    for path in package.rglob("*.py"):
        if path == package / "wsgi.py":
            continue
        for node in at_import(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", ""))
            assert name not in ("environ", "getenv", "from_environment"), f"{path}: {node.lineno}"
