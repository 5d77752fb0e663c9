"""A company's own slides: which shapes name figures, and the same slides with the figures in them.

A shape is bound by its name, and its alternative text holds its words with placeholders, so that it stays bound
wherever it is moved to. Cells of a table have no name: they are bound by the placeholder that stands in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from sales_core.formats.archive import Archive
from sales_core.formats.refusal import Refusal
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.reports.office.package import TEMPLATE_LIMITS
from sales_core.reports.office.placeholder import (
    BOUND,
    CODE_LINE,
    Answer,
    BoundPlace,
    free_names,
    has_placeholder,
    notes,
    with_figures,
)


class OwnSlides:
    """One presentation. Raises UsageError for a file that is none, or is damaged, encrypted or unsafe."""

    def __init__(self, path: Path) -> None:
        try:
            Archive(path, TEMPLATE_LIMITS).close()
            self._slides = Presentation(str(path))
        except Refusal as refusal:
            raise UsageError(
                Text("template.error.no_slides", {"error": refusal.problem.value or refusal.problem.code})
            ) from refusal
        except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
            raise UsageError(Text("template.error.no_slides", {"error": str(error)})) from error
        self._taken = {shape.name.casefold() for _, shape in self._shapes()}
        self._name = free_names(self._taken)
        for _, shape in self._shapes():
            self._bind(shape)

    @property
    def places(self) -> tuple[BoundPlace, ...]:
        """Every bound shape and table cell in the order of the slides; `where` is `slide 2: figure_1`."""
        return tuple(place for number, shape in self._shapes() for place in _places(number, shape))

    def content(self) -> bytes:
        """The slides with their shapes bound and nothing filled in."""
        return self._saved()

    def filled(self, answer: Answer) -> bytes:
        """The slides with their figures; what each is stands in the notes of its slide. Raises as `answer`."""
        for slide in self._slides.slides:
            said = [
                notes(pattern, answer)
                for shape in _each(slide.shapes)
                for frame, pattern in _frames(shape)
                if _fill(frame, pattern, answer)
            ]
            if said:
                frame = slide.notes_slide.notes_text_frame
                frame.text = "\n".join(filter(None, (_without_codes(frame.text), *said)))
        return self._saved()

    def _shapes(self) -> Iterator[tuple[int, Any]]:
        for number, slide in enumerate(self._slides.slides, 1):
            for shape in _each(slide.shapes):
                yield number, shape

    def _bind(self, shape: Any) -> None:
        if not shape.has_text_frame or not has_placeholder(text := shape.text_frame.text):
            return
        if not shape.name.startswith(BOUND):
            shape.name = self._name()
        _properties(shape).set("descr", text)

    def _saved(self) -> bytes:
        out = io.BytesIO()
        self._slides.save(out)
        return out.getvalue()


def _each(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _each(shape.shapes)
        else:
            yield shape


def _properties(shape: Any) -> Any:
    return shape._element._nvXxPr.cNvPr  # noqa: SLF001 - the library has no way to the alternative text


def _frames(shape: Any) -> Iterator[tuple[Any, str]]:
    """Each text of a shape that is bound, with its words."""
    if shape.has_text_frame:
        pattern = str(_properties(shape).get("descr") or "")
        if shape.name.startswith(BOUND) and has_placeholder(pattern):
            yield shape.text_frame, pattern
    elif getattr(shape, "has_table", False):
        for row in shape.table.rows:
            for cell in row.cells:
                if has_placeholder(cell.text_frame.text):
                    yield cell.text_frame, cell.text_frame.text


def _places(number: int, shape: Any) -> Iterator[BoundPlace]:
    for _, pattern in _frames(shape):
        yield BoundPlace(shape.name, f"{number}: {shape.name}", pattern)


def _fill(frame: Any, pattern: str, answer: Answer) -> bool:
    """Writes each line of the words into its paragraph; the first run of a line keeps its looks for all of it."""
    lines = pattern.replace("\v", "\n").split("\n")
    paragraphs = list(frame.paragraphs)
    if len(lines) != len(paragraphs):
        frame.text = with_figures("\n".join(lines), answer)
        return True
    for paragraph, line in zip(paragraphs, lines, strict=True):
        text = with_figures(line, answer)
        runs = list(paragraph.runs)
        if has_placeholder(line) or "".join(run.text for run in runs) != line:
            _put(paragraph, runs, text)
    return True


def _put(paragraph: Any, runs: list[Any], text: str) -> None:
    if not runs:
        paragraph.add_run().text = text
        return
    runs[0].text = text
    for run in runs[1:]:
        run._r.getparent().remove(run._r)  # noqa: SLF001 - the library cannot remove a run


def _without_codes(text: str) -> str:
    """Notes without the lines of an earlier filling."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(CODE_LINE)).strip()
