"""What a command works with: the company, opened when it is first asked for, and the person it works for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN

if TYPE_CHECKING:
    from sales_core.api import Viewer, Workspace


def open_company() -> Workspace:
    """The company of SALES_HOME."""
    from sales_core.api import Workspace

    return Workspace.open()


@dataclass
class CommandSession:
    """One run of a command."""

    open: Callable[[], Workspace] = open_company

    @cached_property
    def workspace(self) -> Workspace:
        """The company."""
        return self.open()

    def viewer(self, name: str | None) -> Viewer:
        """The person of `--as`; without it the administrator at this machine's terminal."""
        return self.workspace.accounts.viewer(name) if name else LOCAL_ADMIN

    def close(self) -> None:
        """Writes what waits to be written; without a company opened, nothing does."""
        if "workspace" in vars(self):
            self.workspace.figures.looks.write()
