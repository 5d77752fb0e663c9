"""The one-file edition (HTML): parts one below the other for each cut; no address leads out of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sales_core.i18n import Locale
from sales_core.reports.document import (
    CardsPart,
    ChartPart,
    DocumentPart,
    HeadlinePart,
    SectionPart,
    SentencesPart,
    TablePart,
)

_HERE = Path(__file__).parent
_KINDS = {
    SectionPart: "section",
    HeadlinePart: "headline",
    CardsPart: "cards",
    SentencesPart: "sentences",
    ChartPart: "chart",
    TablePart: "table",
}


@dataclass(frozen=True, slots=True)
class EditionCut:
    """The whole report for one value of the dimension that it is cut by, or for all."""

    name: str
    parts: tuple[DocumentPart, ...]


@dataclass(frozen=True, slots=True)
class EditionWords:
    """What the controls say. `dimension`: what is chosen from; empty = there is one cut only."""

    dimension: str
    search: str
    sort: str
    nothing: str
    contents: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The first cut is shown first. `warning`: that the data are old; `notice`: what is hidden, and why."""

    title: str
    company: str
    aside: str
    source: str
    cuts: tuple[EditionCut, ...]
    locale: Locale
    words: EditionWords
    warning: str = ""
    notice: str = ""


def edition_file(edition: Edition) -> bytes:
    """The HTML file, UTF-8. Its own content policy forbids it to ask for anything."""
    return _template().render(edition=edition, kind=_kind).encode()


def _kind(part: DocumentPart) -> str:
    return _KINDS[type(part)]


@cache
def _template() -> Template:
    """Every text is escaped; SVG is the renderer's own, whose texts it escapes itself."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("edition.html")
