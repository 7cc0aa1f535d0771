"""Writes requirements.lock, requirements-test.lock and requirements-oracles.lock: every package pinned, with hashes, naming no registry host.

Run by `make lock` on a machine that reaches a registry; needs nothing but Python.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--allow-unsafe",
    "--strip-extras",
    "--quiet",
    "--no-header",
]


def main() -> None:
    """Compile the locks. The oracles' stands alone: pref-voting wants an older numpy than the product."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = Path(scratch) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "pip-tools"], check=True)
        build = Path(scratch) / "build.in"
        build.write_text("hatchling\neditables\nbabel\nwheel\n")
        run = [python, "-m", "piptools", "compile", *OPTIONS]
        subprocess.run(
            [*run, "-o", "requirements.lock", "pyproject.toml", str(build)], check=True, cwd=ROOT
        )
        subprocess.run(
            [*run, "--extra", "test", "-o", "requirements-test.lock", "pyproject.toml", str(build)],
            check=True,
            cwd=ROOT,
        )
        oracles = Path(scratch) / "oracles.in"
        oracles.write_text(
            "\n".join(
                tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
                    "optional-dependencies"
                ]["oracles"]
            )
        )
        subprocess.run(
            [*run, "-o", "requirements-oracles.lock", str(oracles)], check=True, cwd=ROOT
        )
    for name in ("requirements.lock", "requirements-test.lock", "requirements-oracles.lock"):
        text = "\n".join(
            line
            for line in (ROOT / name).read_text().splitlines()
            if not line.lstrip().startswith("#")
        )
        if "://" in text:
            sys.exit(f"{name} names a host")
        (ROOT / name).write_text(text + "\n")


if __name__ == "__main__":
    main()
