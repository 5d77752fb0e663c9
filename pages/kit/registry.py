"""Every page of the product: where it stands, its name, who may open it. Page files are imported when shown."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from pages.kit.context import PageContext
from sales_core.kernel.terms import Right, Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. `path` is its address, `module` the file with `render(page)`.

    `section` empty = not in the menu. `has_bar`: draws the filter bar. `needs_data`: shows "no data" while nothing is
    loaded.
    """

    path: str
    module: str
    section: str
    right: Right | None
    has_bar: bool = True
    needs_data: bool = True

    @property
    def title_key(self) -> str:
        """Key of the page's name."""
        return f"page.{self.path}"

    def load(self) -> Callable[[PageContext], None]:
        """Imports the page file; its `render`."""
        render: Callable[[PageContext], None] = importlib.import_module(self.module).render
        return render

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer may open it."""
        return self.right is None or viewer.may(self.right)


PAGES: tuple[Entry, ...] = (
    Entry("overview", "pages.sales.overview", "sales", Right.VIEW_SALES),
    Entry("targets", "pages.sales.targets", "sales", Right.VIEW_SALES),
    Entry("leaderboard", "pages.sales.leaderboard", "sales", Right.VIEW_SALES),
    Entry("analysis", "pages.sales.analysis", "sales", Right.VIEW_SALES),
    Entry("inventory", "pages.stock.inventory", "stock", Right.VIEW_STOCK),
    Entry("receivables", "pages.money.receivables", "money", Right.VIEW_RECEIVABLES),
    Entry("upload", "pages.data.upload", "data", Right.UPLOAD, has_bar=False, needs_data=False),
    Entry("history", "pages.data.history", "data", Right.UPLOAD, has_bar=False, needs_data=False),
    Entry("health", "pages.data.health", "data", Right.UPLOAD, has_bar=False, needs_data=False),
    Entry("people", "pages.admin.people", "admin", Right.MANAGE_USERS, has_bar=False, needs_data=False),
    Entry("n", "pages.kit.number_page", "", None, has_bar=False),
)
SECTIONS: tuple[str, ...] = ("sales", "stock", "money", "data", "admin")
