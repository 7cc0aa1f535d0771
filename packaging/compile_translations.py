"""Build hook: merges and compiles the translations before a wheel is made, so that it carries its
.mo files.
"""

import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    """Runs deliberation/translations/__main__.py, which needs babel only."""

    def initialize(self, version: str, build_data: dict) -> None:
        runpy.run_path(
            str(Path(self.root) / "deliberation" / "translations" / "__main__.py"),
            run_name="__main__",
        )
