"""How many cases are open, how much money is at stake, when it was looked at, and how many wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sales_core.alerts.service import AlertRun, last_run
from sales_core.boards.alerts.case import AlertCase, alert_cases, label_of, subject_of
from sales_core.boards.blocks import Column, Headline, Table
from sales_core.boards.context import BoardContext
from sales_core.catalogue.alert_settings import ALERT_MOST_NEW
from sales_core.catalogue.sensitivity import hidden_classes, metric_classes
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.units import Unit
from sales_core.semantic.rights import allow_metric


def headline(context: BoardContext) -> Headline:
    """How much there is to see to."""
    found = [one for one in alert_cases(context) if one.is_open]
    run = last_run(context.company.appdb)
    if run is None:
        return Headline(context.t("alerts.headline_none"), context.t("alerts.never"))
    looked = context.t("alerts.looked", day=context.date(run.day), version=run.version)
    waiting = sum(_waiting(context, run).values())
    most = context.company.appdb.company.value(ALERT_MOST_NEW)
    more = context.t("alerts.waiting", count=context.write_count(waiting), most=most) if waiting else ""
    return Headline(_sentence(context, found), " · ".join(part for part in (looked, more) if part))


def _sentence(context: BoardContext, found: Sequence[AlertCase]) -> str:
    """How many, and the largest by name: their amounts overlap, so that a sum of them would be no figure."""
    if not found:
        return context.t("alerts.headline_none")
    count, first = context.write_count(len(found)), found[0]
    if first.stake is None:
        return context.t("alerts.headline_count", count=count)
    return context.t(
        "alerts.headline", count=count, what=label_of(context, first), who=subject_of(context, first),
        amount=context.write(first.stake, Unit.MONEY),
    )  # fmt: skip


def _waiting(context: BoardContext, run: AlertRun) -> Counter[str]:
    """By rule how many wait for the viewer; for all, where he sees every row."""
    found: Counter[str] = Counter()
    for owner, rules in run.gathered.items():
        if owner == context.viewer.name or not context.viewer.scope.allowed:
            found.update({rule: count for rule, count in rules.items() if _may_see(context, rule)})
    return found


def _may_see(context: BoardContext, rule_id: str) -> bool:
    rule = context.catalogue.alerts.get(rule_id)
    if rule is None:
        return False
    try:
        allow_metric(context.catalogue, rule.stake.metric, context.viewer)
    except NotAllowedError:
        return False
    return not metric_classes(context.catalogue, rule.stake.metric) & hidden_classes(context.viewer)


def gathered(context: BoardContext) -> Table | None:
    """What is beyond a limit and no case, by rule."""
    run = last_run(context.company.appdb)
    waiting = _waiting(context, run) if run is not None else Counter[str]()
    if not waiting:
        return None
    lines = [{"rule": rule, "count": count} for rule, count in waiting.most_common()]
    columns = (
        Column("rule", context.t("alerts.gathered_rule"), value=lambda one: context.t(f"alert.{one['rule']}.label")),
        Column("count", context.t("alerts.gathered_count"), Unit.COUNT, adds=True),
    )
    return Table.of(context.t("alerts.gathered"), columns, lines, file="alerts_waiting")
