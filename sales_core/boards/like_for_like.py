"""The switch of like-for-like comparisons: a board's figures against the same days earlier, or month by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sales_core.boards.allowance import may_ask_metric
from sales_core.boards.blocks import Card, CardRow, Chart, Clause, Narrative, Sentence
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.cards import balance_period, compared, metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.marks import marked_months
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.charts.forms.trend import Series, trend
from sales_core.format import short_month
from sales_core.kernel.periods import fiscal_year_start
from sales_core.kernel.query import Compare, Result, Value
from sales_core.kernel.terms import Period

#: Ids of the choices: what is set against what, and whose months are drawn.
LIKE_SWITCH, LIKE_FIGURE = "like", "like_figure"
#: Ids of the blocks.
_CARDS, _NOTE, _CHART = "like_cards", "like_note", "like_months"
#: All of them, in the order of the page.
LIKE_BLOCKS = (_CARDS, _NOTE, _CHART)
_OFF, _MONTHS = "", "months"
_COMPARES: dict[str, tuple[Compare, ...]] = {
    "mom": (Compare.LAST_MONTH,),
    "yoy": (Compare.LAST_YEAR,),
    "mtd": (Compare.LAST_MONTH, Compare.LAST_YEAR),
    "ytd": (Compare.LAST_YEAR,),
}
_TOGETHER = 13
_BEFORE = "__before"


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """What a board sets like for like. `figures(context)` are its metrics, in order; `about(context)` is the context of
    what it is about, where that is less than the page's filters say; `reads` names the choices that both read.
    `instead_of` names the block that says the same figures, and is not there while they are set against something.
    """

    figures: Callable[[BoardContext], Sequence[str]]
    about: Callable[[BoardContext], BoardContext] = lambda context: context
    reads: tuple[str, ...] = ()
    instead_of: str = ""

    def allowed(self, context: BoardContext) -> tuple[str, ...]:
        """The metrics that the viewer may ask for."""
        known = context.catalogue.metrics
        return tuple(name for name in self.figures(context) if name in known and may_ask_metric(context, name))

    def monthly(self, context: BoardContext) -> tuple[str, ...]:
        """Those that can be split by month; one empty text where none can, so that there is always an option."""
        found = tuple(name for name in self.allowed(context) if "month" in dimensions_of(context.catalogue, name))
        return found or ("",)

    def cards(self, context: BoardContext) -> CardRow | None:
        """Each figure of the days chosen against the same days earlier; without those that have neither."""
        found = tuple(card for name in self.allowed(context) if (card := _card(self.about(context), name)) is not None)
        return CardRow(found, width=150) if found else None

    def note(self, context: BoardContext) -> Narrative | None:
        """Which days are set against which, and whether they are still running."""
        flows = [name for name in self.allowed(context) if not context.is_level(name)]
        if not flows:
            return None
        own, _ = self.about(context).narrowed(flows[0])
        lines = [_days(context, _answer(own, flows[0], compare)) for compare in _COMPARES[context.choice(LIKE_SWITCH)]]
        return Narrative(tuple(Sentence((Clause(line),)) for line in lines))

    def chart(self, context: BoardContext) -> Chart | None:
        """Thirteen months of one figure beside those of the year before."""
        metric = context.choice(LIKE_FIGURE)
        return thirteen_months(self.about(context), metric) if metric else None


def with_like_for_like(board: Board, asked: LikeForLike) -> Board:
    """The board with the switch and, while it is on, its blocks at the end."""
    on = (LIKE_SWITCH, tuple(_COMPARES))
    reads = (LIKE_SWITCH, *asked.reads)
    without = (LIKE_SWITCH, (_OFF, _MONTHS))
    own = (replace(spec, shown=without) if spec.id == asked.instead_of else spec for spec in board.blocks)
    return replace(
        board,
        choices=(
            *board.choices,
            Choice(LIKE_SWITCH, "like.label", (_OFF, *_COMPARES, _MONTHS), name=lambda c, v: c.t(f"like.{v or 'off'}")),
            Choice(
                LIKE_FIGURE, "explore.metric", asked.monthly, lambda c: asked.monthly(c)[0],
                lambda c, v: c.metric_name(v) if v else "", reads=reads,
            ),
        ),
        blocks=(
            *own,
            BlockSpec(_CARDS, asked.cards, reads, on),
            BlockSpec(_NOTE, asked.note, reads, on),
            BlockSpec(_CHART, asked.chart, (LIKE_FIGURE, *reads), (LIKE_SWITCH, (_MONTHS,))),
        ),
    )  # fmt: skip


def of_metrics(*names: str, instead_of: str = "") -> LikeForLike:
    """These metrics, of the days and filters of the page."""
    return LikeForLike(lambda _: names, instead_of=instead_of)


def thirteen_months(context: BoardContext, metric: str) -> Chart | None:
    """Thirteen months of a metric beside the same months a year before, the running one marked; None without rows."""
    own, _ = context.narrowed(metric)
    result = own.result(
        metric, by=("month",), period=own.months_back(_TOGETHER), compare=Compare.LAST_YEAR, order_by="month"
    )
    if not result.rows:
        return None

    def line(column: str, name: str, *, strong: bool) -> Series:
        return Series(column, name, tuple(context.figure(metric, row.get(column)) for row in result), strong)

    series = (
        line(metric, context.metric_name(metric), strong=True),
        line(metric + _BEFORE, context.t("boards.mark_last_year"), strong=False),
    )
    chart = Chart(
        context.t("profile.months", metric=context.metric_name(metric)),
        trend,
        ([_month(context, row["month"]) for row in result], series),
        {"unit": context.unit(metric), "height": 300, "partial": result.partial},
        result=result,
    )
    return marked_months(own, chart, metric, [row["month"] for row in result])


def _month(context: BoardContext, value: Value) -> str:
    return short_month(value, context.locale) if isinstance(value, date) else str(value)


def _asked_period(context: BoardContext, metric: str) -> Period:
    """The days chosen; a balance has none to be summed over, only the day it stands on."""
    if context.is_level(metric):
        return balance_period(context)
    last, chosen = context.period.end, context.choice(LIKE_SWITCH)
    if chosen == "mtd":
        return Period(last.replace(day=1), last)
    if chosen == "ytd":
        return Period(fiscal_year_start(last, context.company.figures.calendar.fiscal_start), last)
    return context.period


def _answer(context: BoardContext, metric: str, compare: Compare) -> Result:
    return context.result(metric, period=_asked_period(context, metric), compare=compare)


def _card(context: BoardContext, metric: str) -> Card | None:
    """The figure with a line for each comparison; None where there is nothing now and nothing was."""
    own, _ = context.narrowed(metric)
    answers = [_answer(own, metric, compare) for compare in _COMPARES[context.choice(LIKE_SWITCH)]]
    rows = [answer.one() for answer in answers]
    is_silent = all(row.get(name) is None for row in rows for name in (metric, metric + _BEFORE))
    if is_silent and not own.is_masked(metric):
        return None
    card = metric_card(own, answers[0], metric)
    return replace(card, comparisons=tuple(compared(own, answer, metric) for answer in answers))


def _days(context: BoardContext, answer: Result) -> str:
    """The days of an answer and those it is set against, in words; a running stretch is said to be one."""
    if answer.compared is None:
        return context.span(answer.period)
    words = context.t("like.days", now=context.span(answer.period), before=context.span(answer.compared))
    return f"{words} · {context.t('like.running')}" if answer.partial else words
