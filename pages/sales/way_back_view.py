"""The shortest way back: whom to call so that the gap closes."""

from __future__ import annotations

from pages.kit import chart, tables
from pages.kit.analysed import figured
from pages.kit.context import PageContext
from pages.kit.drill import open_number
from sales_core.analysis.sales.recovery import BelowNormal, WayBack, way_back
from sales_core.format import period
from sales_core.kernel.query import Value


def section(page: PageContext) -> None:
    """Customers below their own normal, the most missing first."""
    found = figured(page, way_back)
    chart.heading(message(page, found), page.t("way_back.note", month=period(found.month, page.locale)))
    if not found.customers:
        return
    columns = [
        tables.TableColumn("place", "#", "count", width="small"),
        tables.TableColumn("name", page.t("bridge.level_customer"), width="medium"),
        tables.TableColumn("missing", page.t("way_back.missing"), "money"),
        tables.TableColumn("actual", page.t("way_back.actual"), "money"),
        tables.TableColumn("normal", page.t("way_back.normal"), "money", help=page.t("way_back.normal_help")),
        tables.TableColumn("rep", page.t("bridge.level_rep")),
        tables.TableColumn("closes", page.t("way_back.closes")),
    ]
    rows = [_row(page, place, one, found) for place, one in enumerate(found.customers, 1)]
    at = tables.show(page, rows, columns, key="way_back", file="way_back", height=320, pick=True)
    keys = None if at is None else {"customer": found.customers[at].customer}
    open_number(page, page.query("net_sales", period=found.month), "net_sales", keys, key="way_back")


def message(page: PageContext, found: WayBack) -> str:
    """How few customers would close the gap."""
    gap = page.compact("net_sales", found.gap)
    if found.gap <= 0:
        return page.t("way_back.no_gap")
    if found.enough is None:
        return page.t("way_back.not_enough", gap=gap, count=len(found.customers))
    return page.t("way_back.enough", gap=gap, count=found.enough)


def _row(page: PageContext, place: int, one: BelowNormal, found: WayBack) -> dict[str, Value]:
    return {
        "place": place,
        "name": page.label("customer", one.customer),
        "missing": one.missing,
        "actual": one.actual,
        "normal": one.normal,
        "rep": page.label("rep", one.rep),
        "closes": "✓" if found.enough is not None and place <= found.enough else "",
    }
