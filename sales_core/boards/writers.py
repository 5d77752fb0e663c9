"""Every form in which a board, a chart or a table can be taken away. A writer is loaded when its first file is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import cast

from sales_core.boards.blocks import Block, Chart, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.open_board import OpenBoard


class FileForm(StrEnum):
    """The ending of a file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    PPTX = "pptx"
    PDF = "pdf"
    DOCX = "docx"
    PNG = "png"
    SVG = "svg"
    HTML = "html"


MIME: Mapping[FileForm, str] = {
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileForm.CSV: "text/csv; charset=utf-8",
    FileForm.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileForm.PDF: "application/pdf",
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.PNG: "image/png",
    FileForm.SVG: "image/svg+xml",
    FileForm.HTML: "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """A function by the names of its module below `boards` and of itself, which gives the bytes of a file."""

    module: str
    function: str

    def __call__(self, *given: object) -> bytes:
        return cast("bytes", getattr(import_module(f"sales_core.boards.{self.module}"), self.function)(*given))


_BOARD = {
    FileForm.PDF: Writer("document", "board_pdf"),
    FileForm.PPTX: Writer("slides", "board_slides"),
    FileForm.XLSX: Writer("workbook", "board_workbook"),
}
_TABLE = {
    FileForm.XLSX: Writer("workbook", "block_workbook"),
    FileForm.CSV: Writer("workbook", "block_csv"),
    FileForm.PPTX: Writer("slides", "block_slide"),
    FileForm.PDF: Writer("document", "block_pdf"),
}
_CHART = _TABLE | {
    FileForm.PNG: Writer("picture", "block_png"),
    FileForm.SVG: Writer("picture", "block_svg"),
}
_MINUTES = {
    FileForm.PPTX: _BOARD[FileForm.PPTX],
    FileForm.DOCX: Writer("document", "board_docx"),
    FileForm.PDF: _BOARD[FileForm.PDF],
}
#: The forms of a meeting's minutes, in the order in which they are offered.
MINUTES_FORMS = tuple(_MINUTES)
#: The forms of a whole board, in the order in which they are offered.
BOARD_FORMS = tuple(_BOARD)


def block_forms(block: Block | None) -> tuple[FileForm, ...]:
    """The forms in which a block can be taken away, in the order in which they are offered; none for most kinds."""
    return tuple(_CHART if isinstance(block, Chart) else _TABLE if isinstance(block, Table) else ())


def board_file(opened: OpenBoard, form: FileForm) -> bytes:
    """The whole board as a file. Raises KeyError for a form that a board does not have."""
    return _BOARD[form](opened)


def minutes_file(opened: OpenBoard, form: FileForm) -> bytes:
    """The minutes of a meeting as a file. Raises KeyError for a form that minutes do not have."""
    return _MINUTES[form](opened)


def block_file(context: BoardContext, block: Block | None, form: FileForm) -> bytes:
    """One block as a file. Raises UsageError for a block that cannot be taken away in this form."""
    return _CHART[form](context, block)


def file_stem(context: BoardContext, *names: str) -> str:
    """What a file is called: of what, of which days, how far the data reach, and on which version they rest."""
    return "_".join((*names, str(context.period), f"asof-{context.as_of}", f"v{context.version}"))
