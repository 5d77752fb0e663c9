"""A document for print (PDF): one part below the other; texts stay texts, charts vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sales_core.charts.picture.figure import Picture
from sales_core.i18n import Locale
from sales_core.kernel.display_width import display_width
from sales_core.kernel.tone import Tone
from sales_core.reports.card import ReportCard
from sales_core.reports.typesetting import document_pdf

#: Letters on a line of a table that leaves room at its right.
_LINE = 130
#: Letters that the widest columns of texts are given room for, and the narrowest.
_WIDEST, _NARROWEST, _SAMPLED = 40, 6, 100


class Paper(StrEnum):
    """The sheets that offices print on; always lying."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """The message large, and what qualifies it."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardsPart:
    """Figures side by side."""

    cards: tuple[ReportCard, ...]


@dataclass(frozen=True, slots=True)
class SentencesPart:
    """Sentences with their tones under a title."""

    lines: tuple[tuple[str, Tone], ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A picture with its message, what is drawn, and where it comes from."""

    title: str
    note: str
    source: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class TablePart:
    """Rows under their headers, which stand on every page. `numbers` are the positions of columns of figures.

    `depths`, one a row or none: how far a row stands inside the one above it. `total`: the last row, or none.
    """

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    foot: str = ""
    depths: tuple[int, ...] = ()
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A new page under the name of a subject."""

    title: str
    note: str = ""


DocumentPart = SectionPart | HeadlinePart | CardsPart | SentencesPart | ChartPart | TablePart


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """`head` and `aside` stand above every page, `source` below it; `warning` above all parts."""

    title: str
    company: str
    head: str
    aside: str
    source: str
    parts: tuple[DocumentPart, ...]
    locale: Locale
    warning: str = ""
    paper: Paper = Paper.A4


def printed(document: PrintedDocument) -> bytes:
    """The PDF file."""
    return document_pdf(
        {
            "title": document.title, "company": document.company, "head": document.head, "aside": document.aside,
            "source": document.source, "warning": document.warning, "language": document.locale,
            "paper": document.paper, "parts": [_part(part) for part in document.parts],
        }
    )  # fmt: skip


def _part(part: DocumentPart) -> dict[str, Any]:
    match part:
        case SectionPart():
            return {"kind": "section", **asdict(part)}
        case HeadlinePart():
            return {"kind": "headline", **asdict(part)}
        case CardsPart():
            return {"kind": "cards", **asdict(part)}
        case SentencesPart():
            return {"kind": "sentences", **asdict(part)}
        case ChartPart(picture=picture):
            texts = {"title": part.title, "note": part.note, "source": part.source}
            return {"kind": "chart", **texts, "svg": picture.svg, "width": picture.width, "height": picture.height}
        case TablePart():
            return _table(part)


def _table(part: TablePart) -> dict[str, Any]:
    columns = [
        {"label": label, "is_number": at in part.numbers, "share": _share(at, label, part.rows)}
        for at, label in enumerate(part.header)
    ]
    depths = part.depths or (0,) * len(part.rows)
    rows = [{"cells": list(cells), "depth": depth} for cells, depth in zip(part.rows, depths, strict=True)]
    return {
        "kind": "table", "title": part.title, "note": part.note, "foot": part.foot, "columns": columns, "rows": rows,
        "total": list(part.total), "is_narrow": _is_narrow(part),
    }  # fmt: skip


def _is_narrow(part: TablePart) -> bool:
    """Whether every row fits on a line well inside the page: then figures stand beside their names."""
    widths = (
        max((display_width(row[at]) for row in (part.header, *part.rows)), default=0) + 4
        for at in range(len(part.header))
    )
    return sum(widths) <= _LINE


def _share(column: int, label: str, rows: Sequence[Sequence[str]]) -> int:
    """How wide a column of texts is against the others: as its longest text."""
    longest = max(map(display_width, (label, *(row[column] for row in rows[:_SAMPLED]))))
    return max(_NARROWEST, min(_WIDEST, longest))
