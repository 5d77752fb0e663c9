"""What needs somebody of targets and data: targets nobody carries, days and branches that are not loaded."""

from __future__ import annotations

from dataclasses import replace

from sales_core.alerts.unseen_sales import unseen_sales
from sales_core.analysis.data.health import dataset_freshness
from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.overview.need import Case, Found, Need, need_of, number_of
from sales_core.boards.staleness import stale_text
from sales_core.kernel import clock
from sales_core.kernel.figure import Figure
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: What the overview rests on beside sales, and the right that it takes to see it.
_BESIDE: tuple[tuple[str, Right], ...] = (
    ("targets", Right.VIEW_SALES),
    ("stock", Right.VIEW_STOCK),
    ("receivables", Right.VIEW_RECEIVABLES),
)


def unallocated(context: BoardContext) -> Found:
    """Targets that nobody below carries."""
    metric = "target_unallocated"
    own, left_out = context.narrowed(metric)
    value = own.result(metric).one().get(metric)
    if not value or left_out or context.viewer.scope.allowed:
        return None
    amount = as_amount({metric: value}, metric)
    key = "need.unallocated" if amount > 0 else "need.over_allocated"
    return need_of(own, metric, "targets", own.t(key), abs(amount), "", own.t("need.step_unallocated")), list


def missing_days(context: BoardContext) -> Found:
    """Days up to today that are not loaded: what was to be sold on them, as the alert about it says."""
    if not context.period.contains(context.as_of) or not stale_text(context.as_of, context.locale):
        return None
    basis, pacer = context.catalogue.alert_basis, context.company.figures.pacer(context.version)
    at_stake = None
    if basis is not None:
        at_stake = unseen_sales(
            lambda query: context.run(replace(query, filters=context.filters)).rows, pacer.share, basis,
            context.as_of, clock.today(),
        )  # fmt: skip
    text = context.t("need.missing_days", day=context.date(context.as_of), days=(clock.today() - context.as_of).days)
    number = NumberAddress("net_sales", context.period, context.filters)
    need = Need(
        "data_age", context.t("need.area_data"), text, Figure.of(at_stake, Unit.MONEY), number,
        _loaded_by(context), context.t("need.step_missing_days"),
    )  # fmt: skip
    return need, list


def _loaded_by(context: BoardContext) -> str:
    """Who loaded the version last, for those who may see loads."""
    history = context.company.appdb.history
    if not context.may(Right.VIEW_UPLOADS) or history.version_file(context.version) is None:
        return ""
    return str(history.version(context.version).by)


def missing_branches(context: BoardContext) -> Found:
    """Branches that sold in the stretch before and have no sales now: most often a file that did not come."""
    metric = "net_sales_last_month"
    own, _ = context.narrowed("net_sales", metric)
    rows = [
        row
        for row in own.result("net_sales", metric, by=("branch",))
        if row["branch"] and row["net_sales"] is None and as_amount(row, metric) > 0
    ]
    if not rows or own.result("net_sales").one().get("net_sales") is None:
        return None
    rows.sort(key=lambda row: (-as_amount(row, metric), str(row["branch"])))
    total, first = sum((as_amount(row, metric) for row in rows), ZERO), str(rows[0]["branch"])
    text = own.t(
        "need.missing_branches",
        count=own.write_count(len(rows)), who=own.label("branch", first), amount=own.short(metric, rows[0][metric]),
    )  # fmt: skip
    step = own.t("need.step_missing_branches")

    def cases() -> list[Case]:
        return [
            Case(
                str(row["branch"]), own.label("branch", row["branch"]), row[metric], "", "", step,
                number_of(own, metric, ("branch",), str(row["branch"])),
            )
            for row in rows
        ]  # fmt: skip

    return need_of(own, metric, "data", text, total, own.label("branch", first), step), cases


def late_datasets(context: BoardContext) -> Found:
    """What stands beside sales and has not kept up with them; how much money that is, nobody knows."""
    history = context.company.appdb.history
    if not context.may(Right.UPLOAD) or history.version_file(context.version) is None:
        return None
    version, datasets = history.version(context.version), context.catalogue.datasets
    late = [
        one
        for name, right in _BESIDE
        if context.may(right)
        and (one := dataset_freshness(datasets[name], version, context.as_of)).behind
        and one.days_behind
    ]
    if not late or not context.period.contains(context.as_of):
        return None
    names = tuple(context.t(f"dataset.{one.dataset}.label") for one in late)
    text = context.t("need.late_datasets", names=names, months=tuple(one.last_month for one in late))
    number = NumberAddress("net_sales", context.period, context.filters)
    need = Need(
        "late_datasets", context.t("need.area_data"), text, Figure.of(None, Unit.MONEY), number,
        _loaded_by(context), context.t("need.step_late_datasets"),
    )  # fmt: skip
    return need, list
