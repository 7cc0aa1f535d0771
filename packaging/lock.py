"""Writes requirements.lock, -test, -oracles and -audit: every package pinned, with hashes, naming
no registry host.

Run by `make lock` on a machine that reaches a registry; needs nothing but Python.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# pref-voting wants an older numpy than the product; what looks for weaknesses must not be looked at
# with what it looks at.
APART = ("oracles", "audit")
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
    """Compile the locks; those of APART stand alone."""
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
        for extra in APART:
            wanted = Path(scratch) / f"{extra}.in"
            project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
            wanted.write_text("\n".join(project["optional-dependencies"][extra]))
            subprocess.run(
                [*run, "-o", f"requirements-{extra}.lock", str(wanted)], check=True, cwd=ROOT
            )
    for name in (
        "requirements.lock",
        "requirements-test.lock",
        *(f"requirements-{e}.lock" for e in APART),
    ):
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
