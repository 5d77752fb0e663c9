"""A chart as a picture: the figure that the page draws, as SVG. The one renderer of every picture that is taken away.

It draws what the forms say of themselves (`charts.forms`), so a form is declared once; what it cannot draw it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sales_core.charts.axes import ChartSpec
from sales_core.charts.picture.areas import Box, heat_cells, treemap_tiles
from sales_core.charts.picture.letters import wrapped
from sales_core.charts.picture.plot import GAP, Part, Plot, only, plot_of, shows_texts, text_lines
from sales_core.charts.picture.svg import LINE, Pixel, element, escaped_text, path, rounded, text_element
from sales_core.charts.picture.traces import Stacks, bars, scatter
from sales_core.charts.style import ChartStyle

#: The usual width of a picture in pixels: half a slide at twice its pixels, and text as large as on the page.
WIDTH = 960
_EDGE, _TITLE, _SMALL = 20, 18, 12
#: In the order in which they lie on each other.
_ORDER = ("treemap", "heatmap", "bar", "scatter")
#: The type that is asked first, of those that the PNG is set in; a browser has its own.
_TYPE, _TYPES = "'Noto Sans'", {"zh": "'Noto Sans CJK SC'"}
_DASH = {"solid": None, "dash": "7 5", "dot": "2 3"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG file and its size in pixels."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a picture: the message, what is drawn, and where it comes from."""

    title: str
    note: str = ""
    source: str = ""


def figure_picture(spec: ChartSpec, style: ChartStyle, *, width: float = WIDTH) -> Picture:
    """The figure alone, `width` pixels wide and as high as it says."""
    height = float(spec["layout"]["height"])
    return Picture(_file(_figure(spec, width), width, height, style), width, height)


def chart_picture(spec: ChartSpec, caption: Caption, style: ChartStyle, *, width: float = WIDTH) -> Picture:
    """The figure on the theme's ground, with its title and note above and its source below."""
    theme, room, y = style.theme, width - 2 * _EDGE, float(_EDGE)
    parts: list[str] = []
    for words, size, colour, is_bold in (
        (caption.title, _TITLE, theme.ink, True), (caption.note, _SMALL, theme.muted, False),
    ):  # fmt: skip
        lines = wrapped(words, size, room)
        parts += _lines(lines, Pixel(_EDGE, y), size, colour, is_bold=is_bold)
        y += len(lines) * size * LINE + (4 if lines else 0)
    y += 6
    inner = _figure(spec, room)
    parts.append(element("g", inner, transform=f"translate({_EDGE} {rounded(y)})"))
    y += float(spec["layout"]["height"]) + 8
    lines = wrapped(caption.source, _SMALL - 1, room)
    parts += _lines(lines, Pixel(_EDGE, y), _SMALL - 1, theme.muted)
    y += len(lines) * (_SMALL - 1) * LINE + _EDGE
    ground = element("rect", x=0, y=0, width=width, height=y, fill=theme.surface)
    return Picture(_file(ground + "".join(parts), width, y, style, caption.title), width, y)


def _lines(lines: Sequence[str], top: Pixel, size: float, colour: str, *, is_bold: bool = False) -> list[str]:
    return [
        text_element(line, Pixel(top.x, top.y + (at + 0.5) * size * LINE), size=size, colour=colour, is_bold=is_bold)
        for at, line in enumerate(lines)
    ]


def _file(body: str, width: float, height: float, style: ChartStyle, title: str = "") -> str:
    named = element("title", escaped_text(title)) if title else ""
    first = _TYPES.get(style.locale, _TYPE)
    return element(
        "svg", named, body, xmlns="http://www.w3.org/2000/svg", width=width, height=height,
        viewBox=f"0 0 {rounded(width)} {rounded(height)}", font_family=f"{first}, {style.theme.font}",
        xml_space="preserve",
    )  # fmt: skip


def _figure(spec: ChartSpec, width: float) -> str:
    layout = spec["layout"]
    only(spec, "data", "layout")
    only(
        layout, "height", "margin", "paper_bgcolor", "plot_bgcolor", "font", "showlegend", "dragmode", "hovermode",
        "hoverlabel", "xaxis", "yaxis", "barmode", "annotations", "shapes",
    )  # fmt: skip
    plot, shapes = plot_of(spec, width), layout.get("shapes", ())
    return "".join(
        (
            *(_shape(one, plot) for one in shapes if one.get("layer") == "below"),
            _axis(layout["xaxis"], plot, is_level=True),
            _axis(layout["yaxis"], plot, is_level=False),
            _marks(spec["data"], layout.get("barmode", "group"), plot),
            *(_shape(one, plot) for one in shapes if one.get("layer") != "below"),
            _level_texts(layout["xaxis"], plot),
            _upright_texts(layout["yaxis"], plot),
            *(_note(one, plot) for one in layout.get("annotations", ())),
        )
    )


def _marks(traces: Iterable[Part], mode: str, plot: Plot) -> str:
    stacks, drawn = Stacks(mode), []
    for trace in sorted(traces, key=lambda one: _ORDER.index(one["type"])):
        match trace["type"]:
            case "treemap":
                ground = Box(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top)
                drawn.append(treemap_tiles(trace, ground, plot.size))
            case "heatmap":
                drawn.append(heat_cells(trace, plot))
            case "bar":
                drawn.append(bars(trace, plot, stacks))
            case _:
                drawn.append(scatter(trace, plot))
    return "".join(drawn)


def _axis(axis: Part, plot: Plot, *, is_level: bool) -> str:
    """The lines of an axis: at its marks, and at its zero."""
    only(
        axis, "visible", "fixedrange", "tickmode", "tickvals", "ticktext", "range", "gridcolor", "zeroline",
        "zerolinecolor", "zerolinewidth", "tickfont", "automargin", "showticklabels", "showgrid", "type",
        "ticklabelstandoff", "ticks", "side", "tickangle", "hoverformat", "labelalias", "title",
    )  # fmt: skip
    if not axis.get("visible", True):
        return ""
    scale = plot.x if is_level else plot.y
    low, high = sorted((scale.low, scale.high))
    marks = axis["tickvals"] if axis.get("showgrid", True) else ()
    lines = [(value, axis["gridcolor"]) for value in marks]
    if axis.get("zeroline") and low <= 0 <= high:
        lines.append((0.0, axis["zerolinecolor"]))
    ends = (plot.top, plot.bottom) if is_level else (plot.left, plot.right)
    drawn = []
    for value, colour in lines:
        at = scale.at(value)
        points = [Pixel(at, end) if is_level else Pixel(end, at) for end in ends]
        drawn.append(element("path", d=path(points), stroke=colour, stroke_width=1, fill="none"))
    return "".join(drawn)


def _level_texts(axis: Part, plot: Plot) -> str:
    if not shows_texts(axis):
        return ""
    font = axis["tickfont"]
    high = max(len(text_lines(words)) for words in axis["ticktext"]) * font["size"] * LINE
    y = plot.top - GAP - high / 2 if axis.get("side") == "top" else plot.bottom + GAP + high / 2
    drawn = [
        text_element(words, Pixel(plot.x.at(value), y), size=font["size"], colour=font["color"], anchor="center")
        for value, words in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]
    if "title" in axis:
        title = axis["title"]
        at = Pixel((plot.left + plot.right) / 2, plot.bottom + 2 * GAP + high + title["font"]["size"] * LINE / 2)
        drawn.append(
            text_element(title["text"], at, size=title["font"]["size"], colour=title["font"]["color"], anchor="center")
        )
    return "".join(drawn)


def _upright_texts(axis: Part, plot: Plot) -> str:
    if not shows_texts(axis):
        return ""
    font, x = axis["tickfont"], plot.left - GAP - axis.get("ticklabelstandoff", 0)
    drawn = [
        text_element(words, Pixel(x, plot.y.at(value)), size=font["size"], colour=font["color"], anchor="right")
        for value, words in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]
    if "title" in axis:
        title = axis["title"]
        at = Pixel(title["font"]["size"] * LINE / 2, (plot.top + plot.bottom) / 2)
        words = text_element(
            title["text"], at, size=title["font"]["size"], colour=title["font"]["color"], anchor="center"
        )
        drawn.append(element("g", words, transform=f"rotate(-90 {rounded(at.x)} {rounded(at.y)})"))
    return "".join(drawn)


def _shape(shape: Part, plot: Plot) -> str:
    """A straight line or a rectangle; a place of `paper` is a share of the ground."""
    only(shape, "type", "x0", "x1", "y0", "y1", "xref", "yref", "fillcolor", "line", "layer")
    start, end = (
        Pixel(
            plot.left + shape[f"x{at}"] * (plot.right - plot.left)
            if shape.get("xref") == "paper"
            else plot.x.at(shape[f"x{at}"]),
            plot.bottom - shape[f"y{at}"] * (plot.bottom - plot.top)
            if shape.get("yref") == "paper"
            else plot.y.at(shape[f"y{at}"]),
        )
        for at in (0, 1)
    )
    line = shape["line"]
    if shape["type"] == "line":
        dash = _DASH[line.get("dash", "solid")]
        return element(
            "path", d=path((start, end)), stroke=line["color"], stroke_width=line["width"], stroke_dasharray=dash
        )
    x, right = sorted((start.x, end.x))
    y, bottom = sorted((start.y, end.y))
    return element("rect", x=x, y=y, width=right - x, height=bottom - y, fill=shape["fillcolor"])


def _note(note: Part, plot: Plot) -> str:
    """A text at a place; one at an edge of the ground stands on its inner side."""
    only(note, "text", "x", "y", "xref", "yref", "xanchor", "xshift", "yshift", "showarrow", "font")
    size = note["font"].get("size", plot.size)
    x = plot.left + note["x"] * (plot.right - plot.left) if note["xref"] == "paper" else plot.x.at(note["x"])
    y = plot.bottom - note["y"] * (plot.bottom - plot.top) if note["yref"] == "paper" else plot.y.at(note["y"])
    if note["yref"] == "paper":
        inward = (note["y"] > 2 / 3) - (note["y"] < 1 / 3)
        y += inward * len(text_lines(note["text"])) * size * LINE / 2
    at = Pixel(x + note["xshift"], y - note["yshift"])
    return text_element(note["text"], at, size=size, colour=note["font"]["color"], anchor=note["xanchor"])
