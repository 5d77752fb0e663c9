"""Every board of the product by id. A package of this folder whose `board.py` defines BOARD is found by itself."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sales_core.boards.board import Board
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


@cache
def boards() -> Mapping[str, Board]:
    """All boards by id. Raises ValueError when two have the same."""
    found: dict[str, Board] = {}
    package = importlib.import_module("sales_core.boards")
    for info in pkgutil.iter_modules(package.__path__):
        name = f"{package.__name__}.{info.name}.board"
        if not info.ispkg or importlib.util.find_spec(name) is None:
            continue
        board: Board = importlib.import_module(name).BOARD
        if found.setdefault(board.id, board) is not board:
            raise ValueError(f"board {board.id} is declared twice")
    return MappingProxyType(found)


def board(board_id: str, declared: Mapping[str, Board] | None = None) -> Board:
    """The board of `declared` (by default of the product). Raises UsageError with the nearest names."""
    known = boards() if declared is None else declared
    if board_id in known:
        return known[board_id]
    near = difflib.get_close_matches(board_id, list(known), n=3, cutoff=0.4) or list(known)
    raise UsageError(Text("error.unknown_page", {"name": board_id}), near)
