"""What a page file declares, and every page of the product found by it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pages
from sales_core.api import Board, Right, Viewer

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage
    from pages.kit.context import PageContext

#: Sections in the order of the menu.
SECTIONS: tuple[str, ...] = ("sales", "customers", "stock", "money", "room", "data", "admin")
_DECLARES = "\nPAGE = "


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: `id` is its address, `order` its place in `section` (empty = not in the menu).

    A page draws a `board`, by default block after block, else as `widgets(page)` places them; or, without a board, it
    draws itself by `draw(context)`. `right` and `question` are the board's where there is one. `has_bar`: the filter
    bar stands above. `needs_data`: says so while nothing is loaded.
    """

    id: str
    section: str = ""
    order: int = 0
    board: Board | None = None
    widgets: Callable[[BoardPage], None] | None = None
    draw: Callable[[PageContext], None] | None = None
    right: Right | None = None
    question: str = ""
    has_bar: bool = True
    needs_data: bool = True
    is_start: bool = False
    """Stands in front while nothing is loaded."""
    is_room: bool = False
    """A whole room looks at it: through the lens where its meeting says so."""

    def __post_init__(self) -> None:
        if (self.board is None) == (self.draw is None):
            raise ValueError(f"page {self.id}: give either a board or a function that draws it")

    @property
    def title_key(self) -> str:
        """Key of the page's name."""
        return f"page.{self.id}"

    @property
    def needed_right(self) -> Right | None:
        """The right it takes to open it; None = everybody who is signed in."""
        return self.board.right if self.board is not None else self.right

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer may open it."""
        return self.needed_right is None or viewer.may(self.needed_right)


@cache
def product_pages() -> tuple[PageSpec, ...]:
    """Every PAGE below `pages/<section>/`, in the order of the menu. Raises ValueError when two have one address."""
    found: dict[str, PageSpec] = {}
    root = Path(next(iter(pages.__path__)))
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        for info in pkgutil.iter_modules([str(folder)]):
            # Only files that declare a page are imported: their neighbours are parts of pages.
            if info.ispkg or _DECLARES not in (folder / f"{info.name}.py").read_text(encoding="utf-8"):
                continue
            spec: PageSpec = importlib.import_module(f"pages.{folder.name}.{info.name}").PAGE
            if found.setdefault(spec.id, spec) is not spec:
                raise ValueError(f"two pages have the address {spec.id}")
    return tuple(sorted(found.values(), key=_place))


def _place(spec: PageSpec) -> tuple[int, int, str]:
    section = SECTIONS.index(spec.section) if spec.section in SECTIONS else len(SECTIONS)
    return (section, spec.order, spec.id)
