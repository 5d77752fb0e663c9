"""Scores as a sentence, as stacked contributions, as rows, and the schemes they follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sales_core.analysis.people.scheme import Contribution, Kpi, KpiScheme, KpiWeight, Lack
from sales_core.analysis.people.scorecard import Scorecard, ScoreLine, scorecard
from sales_core.boards.blocks import CellForm, Chart, Column, Headline, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.boards.sales import verdict
from sales_core.charts.forms.stacked import Stack, StackedBand, stacked
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit

#: So many people are drawn; the rows name all.
_DRAWN = 20
_SHADES = 5


def card(context: BoardContext) -> Scorecard:
    """The scores of what is asked for."""
    return context.kept(
        "scorecard", (context.period, context.filters),
        lambda: scorecard(context.reader, context.period, context.filters),
    )  # fmt: skip


def is_scored(context: BoardContext) -> bool:
    """Whether any measure of anybody is known."""
    return any(one.attained is not None for line in card(context).lines for one in line.score.contributions)


def empty(context: BoardContext) -> str | None:
    """Nobody is scored, and there is neither a sale nor a target; of one without the other the headline speaks."""
    if is_scored(context) or not verdict.is_empty(verdict.standing(context)):
        return None
    return _nobody(context)


def _nobody(context: BoardContext) -> str:
    return context.t("score.nobody", span=context.span(context.period))


def headline(context: BoardContext) -> Headline:
    """Who has the highest score; of one person, his own; how many have none because a measure is missing."""
    if not is_scored(context):
        return Headline(_nobody(context))
    found = card(context)
    whole = [line for line in found.lines if line.score.value is not None]
    note = context.t("score.preset") if found.is_preset else ""
    if not whole:
        missing = _most_missing(context, found)
        return Headline(context.t("score.none_whole", count=len(found.lines), missing=missing), note)
    first = whole[0]
    said = context.t(
        "score.headline_one" if len(found.lines) == 1 else "score.headline", who=context.label("rep", first.rep),
        score=_points(context, first), count=len(whole),
    )  # fmt: skip
    if len(whole) < len(found.lines):
        lacking = len(found.lines) - len(whole)
        said += context.t("score.headline_missing", count=lacking, missing=_most_missing(context, found))
    return Headline(said, note)


def _points(context: BoardContext, line: ScoreLine) -> str:
    return context.write(line.score.known * 100, Unit.QUANTITY)


def _most_missing(context: BoardContext, found: Scorecard) -> str:
    """The measure that most people lack."""
    lacking = [one.part.kpi for line in found.lines for one in line.score.contributions if one.points is None]
    return _name(context, max(Kpi, key=lacking.count))


def _name(context: BoardContext, kpi: Kpi) -> str:
    return context.t(f"score.kpi.{kpi}")


def contributions(context: BoardContext) -> Chart | None:
    """A bar a person, of the points that each measure brings; who lacks a measure has a shorter bar and says so."""
    found = card(context)
    used = [kpi for kpi in Kpi if any(one.kpi is kpi for scheme in found.schemes for one in scheme.weights)]
    drawn = found.lines[:_DRAWN]
    if not drawn or not used or not any(line.score.known for line in drawn):
        return None
    bands = [StackedBand(kpi, _name(context, kpi), place * _SHADES // len(used)) for place, kpi in enumerate(used)]
    stacks = [Stack(line.rep, _bar_name(context, line), tuple(_figure(line, kpi) for kpi in used)) for line in drawn]
    title = context.t("score.contributions", shown=len(drawn), count=len(found.lines))
    drill = Drill(context.query("achievement"), "achievement", ("rep",))
    return Chart(
        title, stacked, (bands, stacks), {"unit": Unit.PERCENT}, context.t("score.contributions_note"), drill=drill
    )


def _bar_name(context: BoardContext, line: ScoreLine) -> str:
    name = context.label("rep", line.rep)
    return name if line.score.value is not None else f"{name} *"


def _figure(line: ScoreLine, kpi: Kpi) -> Figure:
    part = next((one for one in line.score.contributions if one.part.kpi is kpi), None)
    return Figure.of(None if part is None else part.points, Unit.PERCENT)


def table(context: BoardContext) -> Table | None:
    """One row a person: place, score, what each measure brings, what is missing, and the months before."""
    found = card(context)
    if not found.lines:
        return None
    used = [kpi for kpi in Kpi if any(one.kpi is kpi for scheme in found.schemes for one in scheme.weights)]

    def missing(line: ScoreLine) -> str:
        return _missing(context, line)

    columns = (
        dimension_column(context, "rep"),
        Column("score_value", context.t("score.column.score"), Unit.PERCENT, _value, form=CellForm.POINTS),
        Column("score_rank", context.t("score.column.rank"), Unit.COUNT, value="rank", width="small"),
        Column("score_post", context.t("list_column.post.label"), value="post"),
        *(_kpi_column(context, kpi) for kpi in used),
        Column("score_trend", context.t("score.column.trend"), value=_trend, form=CellForm.SERIES),
        Column("score_missing", context.t("score.column.missing"), value=missing),
    )
    drill = Drill(context.query("achievement"), "achievement", ("rep",))
    note = context.t("score.note")
    one = found.lines[0] if len(found.lines) == 1 else None
    who = context.label("rep", one.rep) if one else ""
    title = context.t("score.scores_one", who=who) if one else context.t("score.scores", count=len(found.lines))
    return Table.of(title, columns, found.lines, key="rep", note=note, file="scores", drill=drill)


def _value(line: ScoreLine) -> Decimal | None:
    return line.score.value


def _kpi_column(context: BoardContext, kpi: Kpi) -> Column:
    def points(line: ScoreLine) -> object:
        part = _part(line, kpi)
        return None if part is None else part.points

    return Column(f"score_{kpi}", _name(context, kpi), Unit.PERCENT, points, form=CellForm.POINTS)


def _part(line: ScoreLine, kpi: Kpi) -> Contribution | None:
    return next((one for one in line.score.contributions if one.part.kpi is kpi), None)


def _trend(line: ScoreLine) -> tuple[float, ...]:
    return tuple(float(value) for value in line.trend if value is not None)


def _missing(context: BoardContext, line: ScoreLine) -> str:
    """Each missing measure with its weight and why."""
    return "; ".join(
        context.t(
            f"score.lack.{one.lack or Lack.NO_DATA}", kpi=_name(context, one.part.kpi),
            weight=context.write(one.part.weight, Unit.PERCENT),
        )
        for one in line.score.contributions
        if one.points is None
    )  # fmt: skip


def schemes(context: BoardContext) -> Table | None:
    """The weights that everybody is scored by."""
    found = card(context)
    rows = list(_weights(found))
    if not rows:
        return None

    def post(row: tuple[KpiScheme, KpiWeight]) -> str:
        return row[0].post or context.t("score.every_post")

    columns = (
        Column("scheme_post", context.t("list_column.post.label"), value=post),
        Column("scheme_kpi", context.t("list_column.kpi.label"), value=lambda row: _name(context, row[1].kpi)),
        Column("scheme_weight", context.t("list_column.weight.label"), Unit.PERCENT, lambda row: row[1].weight),
        Column("scheme_cap", context.t("list_column.cap.label"), Unit.PERCENT, lambda row: row[1].cap),
    )
    title = context.t("score.preset_title" if found.is_preset else "score.schemes", count=len(found.schemes))
    return Table.of(title, columns, rows, note=context.t("score.schemes_note"), file="kpi_schemes")


def _weights(found: Scorecard) -> Iterator[tuple[KpiScheme, KpiWeight]]:
    for scheme in found.schemes:
        for weight in scheme.weights:
            yield scheme, weight
