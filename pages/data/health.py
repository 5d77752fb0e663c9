"""Data health: what came in, how fresh it is, who is missing, and whether ledger and data agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from pages.data import inbox
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import (
    Column,
    DataHealth,
    Freshness,
    HealthFinding,
    Right,
    Table,
    Unit,
    Uploads,
    Value,
    data_health,
    day,
    now,
    stale_text,
)
from sales_core.api import count as count_text


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the current version, and when."""

    version: int
    findings: tuple[HealthFinding, ...]
    at: datetime


def render(page: PageContext) -> None:
    """Draws freshness, missing sellers and buyers, unowned sales, and the store's own check."""
    if not page.version:
        st.markdown(f"## {page.t('shell.no_data')}")
        return
    health = data_health(
        page.workspace.figures, page.workspace.uploads.history.version(page.version, page.viewer), page.viewer
    )
    st.markdown(f"## {_title(page, health)}")
    if health.attention:  # else the headline says it where it matters
        st.caption(page.t("shell.data_age", day=day(health.as_of, page.locale), days=health.days_old))
    inbox.show(page, health)
    _fresh(page, health.freshness)
    _gone(page, health)
    _agreement(page)


def _title(page: PageContext, health: DataHealth) -> str:
    """Data that end long before today are not called fresh, whatever they hold."""
    if health.attention:
        return page.t("health.title_bad", count=health.attention)
    if not stale_text(health.as_of, page.locale):
        return page.t("health.title_good")
    return page.t("health.title_old", day=day(health.as_of, page.locale), days=health.days_old)


def _fresh(page: PageContext, found: tuple[Freshness, ...]) -> None:
    rows = [
        {
            "dataset": page.say(page.catalogue.dataset(one.dataset).label),
            "state": _state(page, one),
            "rows": one.rows,
            "first": one.first_month,
            "last": one.last_month,
            "age": one.days_old,
        }
        for one in found
    ]
    names = ("dataset", "state", "rows", "first", "last", "age")
    units = {"rows": Unit.COUNT, "age": Unit.COUNT}
    columns = tuple(Column(name, page.t(f"health.{name}"), units.get(name)) for name in names)
    grid(page, Table.of("", columns, rows), key="freshness")


def _state(page: PageContext, one: Freshness) -> str:
    if not one.rows:
        return f"○ {page.t('health.never')}"
    if one.days_old is None:  # a master has no day on which it ends
        return f"✓ {page.t('health.loaded')}"
    return f"▼ {page.t('health.stale')}" if one.behind else f"✓ {page.t('health.fresh')}"


def _gone(page: PageContext, health: DataHealth) -> None:
    lists = (("branch", "branches", health.missing_branches), ("customer", "customers", health.missing_customers))
    there = [one for one in lists if one[2]]
    for slot, (dimension, name, missing) in zip(
        st.columns(len(there), gap="large") if there else (), there, strict=True
    ):
        with slot:
            st.markdown(f"### {page.t(f'health.missing_{name}')}: {count_text(len(missing), page.locale)}")
            labels = page.labels(dimension, tuple(code for code, _ in missing))
            rows: list[dict[str, Value]] = [
                {"name": labels.get(code) or code, "amount": amount} for code, amount in missing
            ]
            columns = (
                Column("name", page.t(f"health.{dimension}")),
                Column("amount", page.t("health.last_month"), Unit.MONEY),
            )
            grid(page, Table.of("", columns, rows, file=f"missing_{name}"), key=f"missing_{name}")
    for _, name, missing in lists:
        if not missing:
            st.caption(f"✓ {page.t(f'health.missing_{name}')}: 0")
    if health.unassigned:
        st.markdown(f"### {page.t('health.unassigned')}")
        for dimension, amount in health.unassigned:
            heading = page.t("health.unassigned_to", dimension=page.t(f"health.{dimension}"))
            st.markdown(f"▼ {heading}: **{page.exact('net_sales', amount)}**".replace("$", "\\$"))


def _agreement(page: PageContext) -> None:
    if page.viewer.scope.allowed:
        return  # findings name files of others
    key = (str(page.workspace.settings.home.root), page.workspace.appdb.current_version())
    again = st.container()
    if st.button(page.t("health.check_again"), key="check_again", icon=":material/refresh:"):
        _checked.clear(*key)
    checked = _checked(*key, page.workspace.uploads)
    with again:
        _findings(page, checked)


def _findings(page: PageContext, checked: Checked) -> None:
    when = page.t("health.checked_at", version=checked.version, when=f"{checked.at.astimezone():%Y-%m-%d %H:%M:%S}")
    damage = [one for one in checked.findings if not one.harmless]
    if damage:
        what = "；".join(page.say(one.text) for one in damage[:5])
        more = page.t("health.more_findings", count=len(damage) - 5) if len(damage) > 5 else ""
        st.error(page.t("health.check_bad", what=literal(what + more)), icon=":material/block:")
        st.caption(when)
    else:
        st.caption(f"✓ {page.t('health.check_ok')} · {when}")
    # Left over or set aside: no damage, and said in grey.
    for one in checked.findings:
        if one.harmless:
            st.caption(literal(page.say(one.text)))


# The check reads every row of the version and holds off loads meanwhile, so it is not made again at every click.
@st.cache_data(max_entries=8, show_spinner=False)
def _checked(home: str, version: int, _uploads: Uploads) -> Checked:
    """The check of a version, made when it was first asked for since the last "check again"."""
    del home
    return Checked(version, tuple(_uploads.maintenance.check()), now())


PAGE = PageSpec(
    "health",
    "data",
    4,
    draw=render,
    right=Right.VIEW_UPLOADS,
    question="question.health",
    has_bar=False,
    needs_data=False,
)
