"""The gap bridge: a waterfall of the whole, and its parts by rep, customer or product to drill into."""

from __future__ import annotations

from decimal import Decimal

from sales_core.analysis.sales.bridge import PLAN, Against, Bridge, Span, bridge
from sales_core.boards.blocks import Chart, Clause, Column, Headline, Narrative, Sentence, Table
from sales_core.boards.columns import dimension_column, list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.charts.forms.waterfall import Step, waterfall
from sales_core.kernel.errors import UsageError
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit

_LIST = "price_volume_mix"
#: So many causes are named in the sentence, and the largest that pulls the other way.
_NAMED = 2
LEVELS = ("region", "branch", "rep", "customer", "category", "product")


def inside_choice(level: str) -> str:
    """The id of the choice that narrows the bridge to one node of a level."""
    return f"inside_{level}"


def path(context: BoardContext) -> tuple[Filter, ...]:
    """The parts drilled into so far, from the top of the tree down."""
    chosen = ((level, context.choice(inside_choice(level))) for level in LEVELS)
    return tuple(Filter(level, (code,)) for level, code in chosen if code)


def empty(context: BoardContext) -> str | None:
    """Nothing was sold."""
    return None if context.result("line_count").one().get("line_count") else ""


def _against(context: BoardContext) -> tuple[Against, str]:
    """What is compared with, and why it is not what was chosen; empty when it is.

    Last year without a line is not a year of nothing sold: the month before stands in for it.
    """
    chosen, reason = Against(context.choice("against")), ""
    try:
        found = context.over_period(bridge, chosen)
    except UsageError as error:
        chosen, reason = Against.LAST_YEAR, error.describe(context.locale)
        found = context.over_period(bridge, chosen)
    if chosen is not Against.LAST_MONTH and not has_sales(context, found.compared):
        before = context.over_period(bridge, Against.LAST_MONTH)
        span = "" if found.compared is None else context.span(found.compared)
        said = context.t("bridge.no_year", span=span) if has_sales(context, before.compared) else reason
        return Against.LAST_MONTH, said
    return chosen, reason


def has_sales(context: BoardContext, days: Period | None) -> bool:
    """Whether there is a line of sales on any of the days, whatever the filters."""
    return days is not None and bool(context.result("line_count", period=days, filters=()).one().get("line_count"))


def _whole(context: BoardContext) -> Bridge | None:
    """The bridge of all; None where nothing is loaded that it could start from."""
    against, _ = _against(context)
    found = context.over_period(bridge, against)
    return found if against is not Against.LAST_MONTH or has_sales(context, found.compared) else None


def no_basis(context: BoardContext) -> Narrative | None:
    """Why last year stands in for the basis chosen."""
    _, reason = _against(context)
    return Narrative((Sentence((Clause(reason),)),)) if reason else None


def headline(context: BoardContext) -> Headline:
    """The gap, its two largest causes and the largest against it; from where to where, to the cent."""
    against, reason = _against(context)
    whole = _whole(context)
    if whole is None:
        sold = context.short("net_sales", context.result("net_sales").one().get("net_sales"))
        return Headline(context.t("bridge.no_basis", sales=sold), reason)
    return Headline(_sentence(context, whole, against), _basis_text(context, whole))


def _sentence(context: BoardContext, found: Bridge, against: Against) -> str:
    gap = found.whole.gap
    causes = sorted((step for step in found.whole.steps if step[1]), key=lambda step: step[1] if gap < 0 else -step[1])
    pulling = [step for step in causes if (step[1] < 0) == (gap < 0)]
    named = (_step_text(context, step) for step in pulling[:_NAMED])
    key = "bridge.short" if gap < 0 else "bridge.more" if gap > 0 else "bridge.level"
    is_sales = found.basis == "net_sales"
    than = context.t(f"bridge.than_{against.value}") if is_sales else context.metric_name(found.basis)
    text = context.t(
        key, gap=context.short("net_sales", abs(gap)), basis=than, causes=context.t("bridge.and").join(named)
    )
    counter = causes[-1] if gap and causes and causes[-1] not in pulling else None
    return text + (context.t("bridge.offset", cause=_step_text(context, counter)) if counter else "")


def _step_text(context: BoardContext, step: tuple[str, Decimal]) -> str:
    return f"{_effect_name(context, step[0])} {signed(context, step[1])}"


def _basis_text(context: BoardContext, found: Bridge) -> str:
    is_sales = found.basis == "net_sales" and found.compared
    return context.t(
        "bridge.basis",
        basis=context.span(found.compared) if is_sales and found.compared else context.metric_name(found.basis),
        start=context.full("net_sales", found.whole.start),
        now=context.span(found.period),
        end=context.full("net_sales", found.whole.end),
    )


def signed(context: BoardContext, value: Decimal) -> str:
    """Money with its sign."""
    return context.signed(value, Unit.MONEY)


def _money(value: Decimal) -> Figure:
    return Figure.of(value, Unit.MONEY)


def waterfall_of_all(context: BoardContext) -> Chart | None:
    """From the basis over each effect to now; nothing where there is no basis."""
    if _whole(context) is None:
        return None
    against, _ = _against(context)
    found = context.over_period(bridge, against, path=path(context))
    is_sales = found.basis == "net_sales"
    basis = context.t(f"bridge.{against.value}") if is_sales else context.metric_name(found.basis)
    steps = [
        Step("start", basis, _money(found.whole.start), total=True),
        *(Step(name, _effect_name(context, name), _money(value)) for name, value in found.whole.steps if value),
        Step("end", context.t("bridge.now"), _money(found.whole.end), total=True),
    ]
    return Chart(context.t("bridge.title"), waterfall, (steps,), {"height": 380}, note=context.t("bridge.note"))


def parts(context: BoardContext) -> Table | None:
    """The bridge of each node of a level, the largest loss first, which are the whole; nothing without a basis."""
    if _whole(context) is None:
        return None
    against, _ = _against(context)
    level, within = context.choice("by"), path(context)
    found = context.over_period(bridge, against, level, path=within)
    effects = list(dict.fromkeys(name for span in found.parts for name, value in span.steps if value))
    columns = (
        dimension_column(context, level, "part", width="medium"),
        Column("difference", context.t("bridge.gap"), Unit.MONEY),
        *(_effect_column(context, name) for name in effects),
        *list_columns(context, _LIST, "start", "finish"),
    )
    return Table.of(
        _parts_message(context, found, level), columns,
        [_part(span) for span in found.parts], key="part", note=context.t("bridge.parts_note"),
        file=f"bridge_{level}", selects="part",
        drill=Drill(context.query("net_sales"), "net_sales", (level,), within=within),
    )  # fmt: skip


def _part(span: Span) -> dict[str, Value]:
    """A part as a row of the list, with the gap and the effect of the plan."""
    return {"part": span.key, "difference": span.gap, **dict(span.steps), "start": span.start, "finish": span.end}


def _effect_column(context: BoardContext, effect: str) -> Column:
    if effect == PLAN:
        return Column(PLAN, context.t("bridge.plan"), Unit.MONEY, lambda row: row.get(PLAN) or None)
    return list_columns(context, _LIST, effect)[0]


def _effect_name(context: BoardContext, effect: str) -> str:
    return _effect_column(context, effect).label


def _parts_message(context: BoardContext, found: Bridge, level: str) -> str:
    losing = [span for span in found.parts if span.gap < 0]
    if not losing:
        return context.t("bridge.none_lose")
    worst = losing[0]
    return context.t(
        "bridge.worst",
        who=context.label(level, worst.key),
        amount=context.short("net_sales", abs(worst.gap)),
        count=context.write_count(len(losing)),
        all=context.write_count(len(found.parts)),
    )
