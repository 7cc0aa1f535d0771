"""A group whose commands are imported when they are called: help, and a count of ballots, begin
without the machinery of the database. Called by `cli`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Later(click.Group):
    """places: by name where a command lies below `deliberation.cli` ("module:name"), and the first
    sentence of its help, for the list of all.
    """

    def __init__(self, *args: Any, places: Mapping[str, tuple[str, str]], **said: Any) -> None:
        super().__init__(*args, **said)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the alphabet."""
        return sorted({*self._places, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of this name."""
        if cmd_name in self._places and cmd_name not in self.commands:
            module, _, name = self._places[cmd_name][0].partition(":")
            found = getattr(import_module(f"deliberation.cli.{module}"), name)
            self.add_command(found, cmd_name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of all, as click writes it, and none of them imported for it."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(n, self.listed(n).get_short_help_str(room)) for n in names])

    def listed(self, name: str) -> click.Command:
        """What the list says a command by."""
        return self.commands.get(name) or click.Command(name, help=self._places[name][1])
