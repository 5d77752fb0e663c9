"""What a command works with: the company, opened when it is first asked for, and the person it works for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN, NotAllowedError, Right, SalesError, Text, UsageError, bind_ids, environment

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
    lens: str = ""
    """How amounts are shown behind the screen-share lens; empty = without it."""

    @cached_property
    def workspace(self) -> Workspace:
        """The company."""
        return self.open()

    def viewer(self, name: str | None) -> Viewer:
        """The person of `--as`; without it the administrator at this machine's terminal. Where SALES_TOKEN holds a
        token, its owner with its rights and rows. Raises UsageError for a token that is not valid or another's."""
        viewer = self._proven(name)
        if viewer is not LOCAL_ADMIN:
            bind_ids(viewer=self.workspace.accounts.number_of(viewer.name))
        return self.workspace.accounts.through_lens(viewer, self.lens) if self.lens else viewer

    def _proven(self, name: str | None) -> Viewer:
        token = environment().token
        if not token:
            return self.workspace.accounts.viewer(name) if name else LOCAL_ADMIN
        viewer = self.workspace.tokens.viewer(token, "terminal")
        if viewer is None:
            raise UsageError(Text("token.refused"))
        if name and name != viewer.name:
            raise UsageError(Text("token.other_viewer", {"name": viewer.name}))
        return viewer

    def refuse_narrow_token(self) -> None:
        """For commands that work with the rights of this machine's terminal: a token has to carry those of an
        administrator. Raises UsageError, NotAllowedError."""
        if environment().token and not (viewer := self.viewer(None)).may(Right.MANAGE_USERS):
            raise NotAllowedError(viewer.name, Right.MANAGE_USERS)

    def note_refusal(self, error: SalesError, command: str) -> None:
        """Writes into the audit trail that a right was missing; nothing for another error, or without a company."""
        if isinstance(error, NotAllowedError) and "workspace" in vars(self):
            from sales_core.api import note_refusal

            note_refusal(self.workspace.accounts, error, command)

    def close(self) -> None:
        """Writes what waits to be written; without a company opened, nothing does."""
        if "workspace" in vars(self):
            self.workspace.figures.looks.write()
